"""Articles, notes and skipped records as JSON values, for another process and for the database of an index."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from corpus.catalogue import Message
from corpus.reuse import Item
from corpus.types import Article, ReadNote, Skipped

_ARTICLE, _NOTE = (tuple(field.name for field in fields(kind)) for kind in (Article, ReadNote))


def pack(item: Item | str) -> object:
    """An item, or the fingerprint of a page, as a JSON value."""
    if isinstance(item, str):
        return item
    if isinstance(item, Skipped):
        return [item.path, item.reason.to_json()]
    article, note = item
    published = article.published.isoformat() if article.published else None
    # `asdict` makes deep copies, which takes ten times as long.
    return {**{name: getattr(article, name) for name in _ARTICLE}, "published": published, "note": pack_note(note)}


def unpack(packed: Any) -> Item | str:
    """The item or fingerprint that `pack` was given."""
    if isinstance(packed, str):
        return packed
    if isinstance(packed, list):
        path, reason = packed
        return Skipped(path, Message.from_json(reason))
    note, day = unpack_note(packed.pop("note")), packed["published"]
    published = date.fromisoformat(day) if day else None
    return Article(**{**packed, "published": published, "pages": tuple(packed["pages"])}), note


def pack_note(note: ReadNote) -> dict[str, object]:
    """The fields of a note, by name."""
    return {name: getattr(note, name) for name in _NOTE}


def unpack_note(packed: Mapping[str, Any]) -> ReadNote:
    """The note with these fields; `mended` was added later, and older notes lack it."""
    lists = {name: tuple(packed.get(name, ())) for name in ("damaged", "mended")}
    return ReadNote(**{**packed, **lists})
