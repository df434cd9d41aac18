"""What a reader of a format hands over: a page as found, before cleaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.catalogue import Message
from corpus.types import Metadata, Skipped

SILENT = Metadata()


@dataclass(frozen=True, slots=True)
class Page:
    """One article as its file gives it. Empty strings and None where the format is silent."""

    text: str
    title: str = ""
    source: str = ""
    published: date | None = None
    url: str = ""
    key: str = ""
    """Tells the records of one file apart; empty when the file is one article."""
    shown: str = ""
    """All that the page shows, where `text` is only the part of it that was taken for the article."""
    otherwise: Metadata = SILENT
    """Particulars that count less than what the text says: a PDF is often made years after its article."""
    name: str = ""
    """The name of the page's own file, where that lies in an archive."""
    pages: tuple[str, ...] = ()
    """The text of each page of a paginated file."""
    place: Message | None = field(default=None, repr=False, compare=False)
    """Where in its file a record stands; no part of what it is."""


Reader = Callable[[Path], Iterator[Page | Skipped]]
"""Yields the pages of a file, and a Skipped for each record that is none. Raises UnreadableFile, with the reason,
when the file as a whole gives nothing (more)."""
