"""Articles, passages, and reports on reading them."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from corpus.catalogue import Message


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader sees it.

    `text` is cleaned: page chrome and crawler artefacts are removed, script and wording are untouched.
    `id` is stable across rebuilds, even if files are renamed or moved: it is made from the article's address, or
    from how it begins (`corpus.identity`).
    """

    id: str
    title: str
    text: str
    source: str
    published: date | None
    url: str
    path: str
    pages: tuple[int, ...] = ()
    """Where each page of a paginated file begins in `text`; empty for a file without pages."""

    def page_at(self, offset: int) -> int | None:
        """The number, from 1, of the page with the character at an offset; None for a file without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    @property
    def reference(self) -> str:
        """Title, source and date in one line, without those that are missing."""
        return " · ".join(part for part in (self.title, self.source, str(self.published or "")) if part)

    def to_dict(self) -> dict[str, str | None]:
        """The article's metadata, without its text, ready for JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "published": self.published.isoformat() if self.published else None,
            "url": self.url,
            "path": self.path,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article: half-open character offsets into `article.text`."""

    id: int
    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The slice itself, so that it cannot disagree with the article."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself. Empty strings and None for what it does not say."""

    title: str = ""
    source: str = ""
    published: date | None = None
    url: str = ""


SEARCHED_TITLE_CHARS = 200
"""How much of a title the retrievers see: it is put in front of every passage."""


@dataclass(frozen=True, slots=True)
class ReadNote:
    """What was noticed while reading one article."""

    article: str
    path: str
    title: str
    characters: int
    removed: float
    """Share (0 to 1) of the page's characters that were removed as chrome or artefacts."""
    replaced: int
    """Replacement characters (U+FFFD) in the text: bytes that no encoding could decode."""
    damaged: tuple[str, ...]
    """Spans that look like mojibake, as they appear in the text."""
    dated: bool
    record: str = ""
    """Fingerprint of the page as found in its file: while it stays the same, so does the article."""
    mended: tuple[str, ...] = ()
    """Spans in which a lost byte was restored: the text before and after."""

    @property
    def long_title(self) -> bool:
        """Whether the title is too long to be searched to its end."""
        return len(self.title) > SEARCHED_TITLE_CHARS


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or one record of a file, that gave no article, and why."""

    path: str
    reason: Message


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The ingest report: nothing is lost silently."""

    files: int
    notes: tuple[ReadNote, ...]
    skipped: tuple[Skipped, ...]

    def to_dict(self) -> dict[str, object]:
        """Counts first, then what a person should look at; ready for JSON."""
        return {
            "files": self.files,
            "articles": len(self.notes),
            "skipped": [{"path": s.path, "reason": str(s.reason)} for s in self.skipped],
            "undated": [{"path": n.path, "title": n.title} for n in self.notes if not n.dated],
            "replaced_characters": sum(n.replaced for n in self.notes),
            "damaged": [{"path": n.path, "spans": list(n.damaged)} for n in self.notes if n.damaged],
            "mended": [{"path": n.path, "spans": list(n.mended)} for n in self.notes if n.mended],
            "long_titles": [n.path for n in self.notes if n.long_title],
            "removed": [{"path": n.path, "title": n.title, "share": round(n.removed, 3)} for n in self.notes],
        }
