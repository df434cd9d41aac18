"""The heading of the page: its name, the other language, the collections, and what is told of the index. Pure."""

from collections.abc import Sequence

from markupsafe import Markup

from qa.settings import MAIN
from qa.types import Status
from qa.web.html.links import root_of
from qa.web.html.render import render
from qa.web.i18n.phrases import CHINESE, Words


def heading_html(told: Markup, words: Words, collections: Sequence[str] = (), current: str = MAIN) -> Markup:
    """The page's name over what is told of the index, and a way to each collection, and to all of several.

    `current` is the one that is shown; all are named as in an address.
    """
    here = "." if current == MAIN else "../.."
    labels = {name: words["main_collection"] if name == MAIN else name for name in collections}
    labels |= {",".join(collections): words["all_collections"]} if collections else {}
    ways = [(label, f"{here}{root_of(name)}/", name == current) for name, label in labels.items()]
    other = "en" if words is CHINESE else "zh"
    return render("heading", words, told=told, other=other, ways=ways)


def holdings_html(status: Status, words: Words, *, sample: bool) -> Markup:
    """What the index holds; where it is the sample, that it is, and how to add one's own articles."""
    return render("holdings", words, status=status, sample=sample)
