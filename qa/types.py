"""What the service says. Imports only types."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from corpus.types import Article
from index.types import Hit


class Confidence(StrEnum):
    """How sure the answer is, in words."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `article.text[start:end] == quote`, checked when it is made."""

    number: int
    article: Article
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        """Refuse a quote that does not stand in its article: that would be a bug, not bad input."""
        if self.article.text[self.start : self.end] != self.quote:
            raise AssertionError(f"citation {self.number} does not stand in article {self.article.id}")

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {
            "number": self.number,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "article": self.article.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences that stand in the articles, each with its citation, or a plain word that there are none.

    `text` holds the citation numbers as "[1]" behind each sentence. When `answered` is False there are no
    citations, and `hits` are only the nearest passages.
    """

    question: str
    text: str
    answered: bool
    confidence: Confidence
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]

    def to_dict(self) -> Mapping[str, object]:
        """Ready for JSON; the shape that programs rely on."""
        return {
            "question": self.question,
            "text": self.text,
            "answered": self.answered,
            "confidence": self.confidence.value,
            "citations": [c.to_dict() for c in self.citations],
            "hits": [h.to_dict() for h in self.hits],
        }


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds and how it was made. `size` is in bytes; `first` and `last` are publication dates."""

    home: str
    generation: int
    created: str
    model: str
    store: str
    articles: int
    passages: int
    sources: Mapping[str, int]
    first: date | None
    last: date | None
    size: int
    paths: tuple[str, ...]
    notice: str
    removed: tuple[str, ...]
    """Ids and sources that stay out."""
    generations: tuple[int, ...]
    """Those on disk: the live one and those to fall back to."""

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        dates = {"first": _iso(self.first), "last": _iso(self.last)}
        return {
            **asdict(self),
            "sources": dict(self.sources),
            "paths": list(self.paths),
            **dates,
            "removed": list(self.removed),
            "generations": list(self.generations),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
