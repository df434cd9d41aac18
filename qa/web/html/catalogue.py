"""What is indexed and how more is taken in, as HTML. Pure, like `qa.web.html.answers`."""

from collections.abc import Sequence
from html import escape

from corpus.formats.registry import suffixes
from qa.types import Status
from qa.web.html.markup import dated, empty_html, error_html, facts, moment, opener, place, sourced
from qa.web.i18n.phrases import Words, counted
from qa.web.library.listing import Entry, Listing, View

FULLY = "fully"
"""Given to the button that mends, where nothing of what was kept may be used."""
HEADS = ("title", "source", "date", "length", "passages")
"""Columns in their order; the keys of listing.COLUMNS."""


def status_html(status: Status, words: Words) -> str:
    """What the index holds and how it was made."""
    named = {
        "articles": f"{status.articles:,}",
        "passages": f"{status.passages:,}",
        "sources": str(len(status.sources)),
        "dates": f"{status.first} – {status.last}" if status.first else "–",
        "generation": str(status.generation),
        "model": status.model,
        "created": moment(status.created),
        "size": f"{status.size / 1e6:.1f} MB",
    }
    return f'<dl class="qa-status">{facts(named, words)}</dl>'


def damage_html(said: str, words: Words, *, mendable: bool, given: str = "") -> str:
    """What is damaged, and a button that mends it; with FULLY given, of nothing that was kept."""
    button = (
        f'<button type="button" class="qa-button" data-job="mend" data-given="{given}">{escape(words["mend"])}</button>'
        f"<p>{escape(words['mend_says'])}</p>"
    )
    return f'<div class="qa-damage">{error_html(said)}{button if mendable else ""}</div>'


def table_html(listing: Listing, words: Words, *, removable: bool = False) -> str:
    """A page of the table, its columns to sort by, its neighbours to go to and, if so, a button to remove each article."""
    if not listing.entries:
        return empty_html(words["listed_none"] if listing.view.find.strip() else words["no_articles"])
    count = counted(words, "listed", listing.found)
    head = "".join(_head(name, listing.view, words) for name in HEADS)
    body = "".join(_row(entry, words, removable=removable) for entry in listing.entries)
    head += "<td></td>" if removable else ""
    return (
        f'<p class="qa-count" role="status">{escape(count)}</p>'
        f'<table class="qa-articles"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"{pager_html(listing.view.page, listing.pages, words)}"
    )


def pager_html(page: int, pages: int, words: Words) -> str:
    """Ways to the pages before and behind; nothing where there is one page."""
    if pages < 2:
        return ""
    back = _step(words["previous"], page - 1, there=page > 1)
    on = _step(words["next"], page + 1, there=page < pages)
    where = escape(words["page"].format(page=page, pages=pages))
    return f'<nav class="qa-pager" aria-label="{where}">{back}<span>{where}</span>{on}</nav>'


def take_in_html(words: Words, *, sample: bool, megabytes: int, folders: bool) -> str:
    """The ways to add articles: files to upload, a folder to read, everything to read again."""
    hint = words["drop_hint"].format(formats=" ".join(suffixes()), size=megabytes)
    accepted = ",".join((*suffixes(), ".gz"))
    invitation = f'<p class="qa-sample">{escape(words["take_in_sample"])}</p>' if sample else ""
    folder = (
        f'<form class="qa-folder" data-job="folder"><label for="qa-folder">{escape(words["folder"])}</label>'
        f'<input id="qa-folder" name="path" type="text" autocomplete="off" placeholder="{escape(words["folder_hint"])}">'
        f'<button class="qa-button">{escape(words["take_folder"])}</button></form>'
        if folders
        else ""
    )
    return (
        f'<section class="qa-take"><h2>{escape(words["take_in"])}</h2>{invitation}'
        f'<label class="qa-drop"><input type="file" multiple accept="{accepted}" id="qa-files">'
        f"<span>{escape(words['drop'])}</span><small>{escape(hint)}</small></label>{folder}"
        f'<p class="qa-below"><button type="button" class="qa-button" data-job="again">{escape(words["again"])}</button>'
        f'<button type="button" class="qa-button" data-job="check">{escape(words["check"])}</button></p></section>'
    )


def uploads_html(names: Sequence[str], words: Words) -> str:
    """The files that were uploaded, each to be removed."""
    if not names:
        return ""
    items = "".join(f"<li><span>{escape(name)}</span>{_job('remove', name, name, words)}</li>" for name in names)
    return f"<h3>{escape(words['uploaded'])}</h3><ul>{items}</ul>"


def outside_html(status: Status, words: Words) -> str:
    """The sources, each to be removed, and what was removed, each to be let in again."""
    sources = [
        f"<li><span>{escape(source)} ({count:,})</span>{_job('forget', source, source, words)}</li>"
        for source, count in status.sources.items()
        if source
    ]
    removed = [f"<li><span>{escape(what)}</span>{_job('restore', what, what, words)}</li>" for what in status.removed]
    return "".join(
        f"<details><summary>{escape(words[name])} ({len(items)})</summary><ul>{''.join(items)}</ul></details>"
        for name, items in (("sources", sources), ("removed_before", removed))
        if items
    )


def index_html(take_in: str, words: Words) -> str:
    """The frame of the tab; its script fills it each time that it is opened: qa/web/static/index.js."""
    label = escape(words["find_article"])
    return (
        f'<div id="qa-index"><div id="qa-status"></div>{take_in}<div id="qa-progress" aria-live="polite"></div>'
        f'<div id="qa-lists" class="qa-lists"></div>'
        f'<label class="qa-find"><span>{label}</span><input type="search" id="qa-find" autocomplete="off"></label>'
        f'<div id="qa-table"></div></div>'
    )


def _head(name: str, view: View, words: Words) -> str:
    label = words[f"column_{name}"]
    chosen = name == view.sort
    order = ("descending" if view.descending else "ascending") if chosen else "none"
    turned = not view.descending if chosen else name in ("date", "length", "passages")
    says = escape(words["sort_by"].format(column=label))
    return (
        f'<th scope="col" aria-sort="{order}" class="qa-{name}"><button type="button" class="qa-sort" title="{says}"'
        f' data-sort="{name}" data-descending="{str(turned).lower()}">{escape(label)}</button></th>'
    )


def _job(job: str, given: str, name: str, words: Words) -> str:
    """A button that removes something, or lets it in again; qa/web/static/index.js asks once more before it removes."""
    says = words[f"{job}_says"].format(name=name)
    label = words["restore" if job == "restore" else "remove"]
    return (
        f'<button type="button" class="qa-small" data-job="{job}" data-given="{escape(given)}"'
        f' aria-label="{escape(says)}">{escape(label)}</button>'
    )


def _row(entry: Entry, words: Words, *, removable: bool) -> str:
    article, length, passages = entry
    name = article.title or words["untitled"]
    button = f'<td class="qa-remove">{_job("forget", article.id, name, words)}</td>' if removable else ""
    return (
        f'<tr{place(article, 0, 0)}><th scope="row">{opener(article, "", words)}</th><td><span class="qa-source">{sourced(article, words)}</span></td>'
        f'<td class="qa-date">{dated(article, words)}</td><td class="qa-length">{length:,}</td>'
        f'<td class="qa-passages">{passages}</td>{button}</tr>'
    )


def _step(label: str, page: int, *, there: bool) -> str:
    off = "" if there else " disabled"
    return f'<button type="button" class="qa-small" data-page="{page}"{off}>{escape(label)}</button>'
