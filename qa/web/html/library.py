"""What is indexed, and how to add more, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup

from corpus.formats.registry import suffixes
from qa.types import Status
from qa.web.html.markup import empty_html, moment
from qa.web.html.render import render
from qa.web.i18n.phrases import Words
from qa.web.library.listing import COLUMNS, Listing

FULLY = "fully"
"""Tells the repair button to use no cached values."""


def status_html(status: Status, words: Words) -> Markup:
    """What the index holds and how it was made."""
    facts = {
        "articles": f"{status.articles:,}",
        "passages": f"{status.passages:,}",
        "sources": str(sum(map(bool, status.sources))),
        "dates": f"{status.first} – {status.last}" if status.first else "–",
        "generation": str(status.generation),
        "model": status.model,
        "created": moment(status.created),
        "size": f"{status.size / 1e6:.1f} MB",
    }
    return render("status", words, facts=facts)


def damage_html(said: str, words: Words, *, mendable: bool, given: str = "") -> Markup:
    """What is damaged, with a repair button if `mendable`; if `given` is FULLY, it uses no cached values."""
    return render("damage", words, said=said, mendable=mendable, given=given)


def table_html(listing: Listing, words: Words, *, removable: bool = False) -> Markup:
    """A page of the table of articles, sortable by column and, if `removable`, with a button to remove each."""
    if not listing.entries:
        return empty_html(words["listed_none"] if listing.view.find.strip() else words["no_articles"])
    return render("table", words, listing=listing, columns=COLUMNS, removable=removable)


def add_articles_html(words: Words, *, sample: bool, megabytes: int) -> Markup:
    """The ways to add articles: upload files, read a folder, re-index everything."""
    return render("add_articles", words, suffixes=suffixes(), sample=sample, megabytes=megabytes)


def uploads_html(names: Sequence[str], words: Words) -> Markup:
    """The uploaded files, each with a button to remove it."""
    return render("taken_in", words, heading="uploaded", job="remove", names=names)


def folders_html(paths: Sequence[str], words: Words) -> Markup:
    """The folders of this computer that are indexed, each with a button to leave it out."""
    return render("taken_in", words, heading="folders", job="leave", names=paths)


def sources_html(status: Status, words: Words) -> Markup:
    """The sources, each with a button to remove it, and what was removed, each with a button to restore it."""
    sources = [(source, count) for source, count in status.sources.items() if source]
    removed = [(what, status.name_of_removed(what)) for what in status.removed]
    return render("sources", words, sources=sources, removed=removed)


def index_html(add: Markup, words: Words) -> Markup:
    """The frame of the tab of articles."""
    return render("index", words, add=add)
