"""The types that the service returns. Imports only types and their notebook rendering."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from html import escape

from corpus.catalogue import Message
from corpus.notebook import quote_html, reference_html
from corpus.types import Article, Passage
from index.types import Hit


class Confidence(StrEnum):
    """How likely the answer is right, in words."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a search. `notice`: what was understood differently, left out or preferred; usually empty."""

    hits: list[Hit]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and its place in the article: `article.text[start:end] == quote`, checked on creation."""

    number: int
    article: Article
    start: int
    end: int
    quote: str
    passage: Passage | None = None
    """The passage that was found; None if only the quote is known."""
    span: tuple[int, int] | None = None
    """Half-open offsets into `quote` of the words that answer, if a reader found them."""

    def __post_init__(self) -> None:
        """Reject a quote that is not at its place in the article: that is a bug, not bad input."""
        if self.article.text[self.start : self.end] != self.quote:
            raise AssertionError(f"citation {self.number} does not stand in article {self.article.id}")
        if self.span and not 0 <= self.span[0] < self.span[1] <= len(self.quote):
            raise AssertionError(f"the span {self.span} of citation {self.number} lies outside its quote")

    @property
    def page(self) -> int | None:
        """The page of the article's file on which the quote begins; None if the file has no pages."""
        return self.article.page_at(self.start)

    @property
    def context_start(self) -> int:
        """Where the surrounding passage begins in `article.text`; without a passage, the line of the quote."""
        begin = self.passage.start if self.passage else self.article.text.rfind("\n", 0, self.start) + 1
        return min(begin, self.start)

    @property
    def context_end(self) -> int:
        """Where the surrounding passage ends in `article.text`."""
        line = self.article.text.find("\n", self.end)
        last = line if line >= 0 else len(self.article.text)
        return max(self.passage.end if self.passage else last, self.end)

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        start, end = self.context_start, self.context_end
        return {
            "number": self.number,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "span": list(self.span) if self.span else None,
            "page": self.page,
            "article": self.article.to_dict(),
            "context": {"text": self.article.text[start:end], "start": start, "end": end},
        }

    def _repr_html_(self) -> str:
        """How a notebook shows it: the quote, marked in its context, and its source."""
        before = self.article.text[self.context_start : self.start]
        after = self.article.text[self.end : self.context_end]
        return f"{quote_html(self.quote, before, after, self.span or (0, 0))}<p>[{self.number}] {reference_html(self.article)}</p>"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that support it."""

    text: str
    numbers: tuple[int, ...]
    published: date | None = None
    """The date shown in front; set if the statements differ or are in order of time."""
    verbatim: bool = True
    """Whether the text is quoted from its citations; False for a sentence that a language model wrote."""
    about: str = ""
    """In a comparison, which of the things compared it is about; each has a column."""

    def __str__(self) -> str:
        """As in the answer's text: `2022-03-24: text [1][2]`, with what it is about in front."""
        return f"{self.head}{self.text} {''.join(f'[{number}]' for number in self.numbers)}"

    @property
    def head(self) -> str:
        """What is printed in front of the text."""
        return "".join(f"{part}: " for part in (self.about, self.published) if part)

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {
            "text": self.text,
            "citations": list(self.numbers),
            "published": _iso(self.published),
            "verbatim": self.verbatim,
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A range of days, both ends included, and the words of the question that mean it."""

    written: str
    first: date
    last: date
    relative: bool = False
    """Whether the words mean these days only as of today, as "last week" does."""

    def __contains__(self, day: object) -> bool:
        """Whether a day is in the range; None, for an article without a date, is not."""
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def short(self) -> bool:
        """Whether it is at most two months: news about so short a time is published within it."""
        return (self.last - self.first).days < 62

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {"written": self.written, "since": self.first.isoformat(), "until": self.last.isoformat()}


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences from the articles, each with its citations, or a plain statement that there are none.

    `text` is the whole answer: the lead, if any, on a line of its own, then a line for each statement, followed by its
    citation numbers as "[1]". When `answered` is False there are no citations, and `hits` are only the nearest
    passages: perhaps related, never evidence.
    """

    question: str
    text: str
    answered: bool
    confidence: Confidence
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    statements: tuple[Statement, ...] = ()
    """What `text` says, sentence by sentence."""
    lead: str = ""
    """A line of introduction in the question's language: that the articles differ, or are in another language."""
    notice: str = ""
    """One line on how the answer came about, such as why the language model was not used."""
    probability: float = 0.0
    """Calibrated probability (0 to 1) that the statements answer the question; 0 if nothing was found."""
    asked: str = ""
    """The question as it was understood: a follow-up with the names filled in, else the question itself."""
    unverified: tuple[str, ...] = ()
    """Sentences that a language model wrote but the cited passages do not support; not part of `text`."""
    time: TimeSpan | None = None
    """The days that the question refers to: articles from these days were preferred."""

    def to_dict(self) -> Mapping[str, object]:
        """Ready for JSON; the shape that programs rely on."""
        return {
            "question": self.question,
            "text": self.text,
            "answered": self.answered,
            "confidence": self.confidence.value,
            "citations": [c.to_dict() for c in self.citations],
            "hits": [h.to_dict() for h in self.hits],
            "statements": [s.to_dict() for s in self.statements],
            "lead": self.lead,
            "notice": self.notice,
            "probability": round(self.probability, 4),
            "asked": self.asked or self.question,
            "unverified": list(self.unverified),
            "time": self.time.to_dict() if self.time else None,
        }

    def _repr_html_(self) -> str:
        """How a notebook shows it: the sentences, then each citation in its context."""
        if not self.answered:
            near = "".join(f"<li>{reference_html(hit.passage.article)}</li>" for hit in self.hits[:3])
            return f"<p>{escape(self.text)}</p>{f'<p>perhaps related</p><ul>{near}</ul>' if near else ''}"
        framed = (f"<p><em>{escape(line)}</em></p>" for line in (self.notice, self.lead) if line)
        sentences = (f"<p>{escape(str(statement))}</p>" for statement in self.statements)
        struck = (f"<p><s>{escape(sentence)}</s> (unverified)</p>" for sentence in self.unverified)
        citations = (citation._repr_html_() for citation in self.citations)
        return "".join((*framed, *sentences, *struck, *citations, f"<p>confidence: {self.confidence.value}</p>"))


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds and how it was made. `size` is in bytes; `first` and `last` are publication dates."""

    home: str
    generation: int
    created: str
    model: str
    store: str
    why_store: str
    """Why the vectors are kept in this kind of store."""
    articles: int
    passages: int
    sources: Mapping[str, int]
    first: date | None
    last: date | None
    size: int
    paths: tuple[str, ...]
    notice: Message | None
    removed: tuple[str, ...]
    """Removed ids and sources; they stay out."""
    generations: tuple[int, ...]
    """The generations on disk: the live one and those to fall back to."""
    removed_titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of articles that were removed by id, keyed by id."""

    def name_of_removed(self, what: str) -> str:
        """The title of a removed article, or the name of a removed source."""
        return self.removed_titles.get(what) or what

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        dates = {"first": _iso(self.first), "last": _iso(self.last)}
        return {
            **asdict(self),
            "notice": str(self.notice or ""),
            "sources": dict(self.sources),
            "paths": list(self.paths),
            **dates,
            "removed": list(self.removed),
            "removed_titles": dict(self.removed_titles),
            "generations": list(self.generations),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
