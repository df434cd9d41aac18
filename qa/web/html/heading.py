"""The heading of the page: its name, the other language, the collections, and a summary of the index. Pure."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.settings import MAIN
from qa.types import Status
from qa.web.html.links import root_of
from qa.web.html.render import render
from qa.web.i18n.phrases import CHINESE, Words


def heading_html(told: Markup, words: Words, collections: Sequence[str] = (), current: str = MAIN) -> Markup:
    """The page's name above `told`, the summary of the index; with `collections`, also links to each and to all.

    `current` is the collection shown; collections are named as in a URL.
    """
    here = "." if current == MAIN else "../.."
    labels = {name: words["main_collection"] if name == MAIN else name for name in collections}
    labels |= {",".join(collections): words["all_collections"]} if collections else {}
    ways = [(label, f"{here}{root_of(name)}/", name == current) for name, label in labels.items()]
    other = "en" if words is CHINESE else "zh"
    return render("heading", words, told=told, other=other, ways=ways)


def holdings_html(status: Status, words: Words, *, sample: bool) -> Markup:
    """What the index holds; if these are the sample articles, also says so, and how to add your own."""
    return render("holdings", words, status=status, sample=sample)
