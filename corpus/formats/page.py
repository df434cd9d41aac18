"""What a format's reader returns: a page as found, before cleaning."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from corpus.catalogue import Message
from corpus.types import Metadata, Skipped

SILENT = Metadata()


@dataclass(frozen=True, slots=True)
class Page:
    """One article as found in its file. Empty strings and None for what the format does not say."""

    text: str
    title: str = ""
    source: str = ""
    published: date | None = None
    url: str = ""
    key: str = ""
    """Tells the records of one file apart; empty when the file is one article."""
    shown: str = ""
    """All that the page shows, if `text` is only the part that was taken for the article."""
    otherwise: Metadata = SILENT
    """Metadata that counts less than what the text says: a PDF is often made years after its article."""
    name: str = ""
    """The name of the page's own file, if that is in an archive."""
    pages: tuple[str, ...] = ()
    """The text of each page of a paginated file."""
    place: Message | None = field(default=None, repr=False, compare=False)
    """Where the record is in its file; not part of its content, so not compared."""


Reader = Callable[[Path], Iterator[Page | Skipped]]
"""Yields the pages of a file, and a Skipped for each record that is not one. Raises UnreadableFile, with the reason,
if the file as a whole has no (more) pages to give."""
