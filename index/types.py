"""The types of the index. Imports only the corpus's types and its rendering for notebooks."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Message
from corpus.notebook import quote_html, reference_html
from corpus.types import Article, Passage, ReadReport

Vectors: TypeAlias = NDArray[np.float32]
"""(n, dim) float32, unit rows."""
STORED = np.dtype(np.float16)
"""The type of stored vectors: half the size, with cosines off by less than 1e-3."""
StoredVectors: TypeAlias = NDArray[np.float16]
"""(n, dim) float16, unit rows to half precision."""
Ids: TypeAlias = NDArray[np.int64]
"""(n,) int64 passage ids."""
Scores: TypeAlias = NDArray[np.float32]
"""(n,) float32, higher is better."""


class Mode(StrEnum):
    """Which retrievers are used."""

    DENSE = "dense"
    BM25 = "bm25"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be found; unset fields filter nothing. Both days are inclusive."""

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    article: str | None = None

    def admits(self, article: Article) -> bool:
        """Whether an article may be found. One without a date is outside every range."""
        day = article.published
        return (
            (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
            and (not self.sources or article.source in self.sources)
            and self.article in (None, article.id)
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A result and why it was found. `score`: about 0 to 1, higher is better; ranks start at 1."""

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    cosine: float | None = None
    """Cosine similarity, -1 to 1; None in mode bm25."""
    matched: float | None = None
    """Share of the query's words that the passage contains, by weight, 0 to 1; None in mode dense."""
    words: tuple[str, ...] = ()
    """Words of the query in the passage, folded."""
    names: tuple[str, ...] = ()
    """Names that the bridge added to the query and this passage contains, as "Xinzhou → 忻州"."""
    translations: tuple[str, ...] = ()
    """English words of the query and their translations in the passage, as "railway → 铁路"."""
    also: tuple[Article, ...] = ()
    """Other articles that print the same text, the earliest first."""

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON; programs rely on this shape."""
        return {
            "score": round(self.score, 4),
            "passage": {"text": self.passage.text, "start": self.passage.start, "end": self.passage.end},
            "article": self.passage.article.to_dict(),
            "dense_rank": self.dense_rank,
            "lexical_rank": self.lexical_rank,
            "cosine": _rounded(self.cosine),
            "matched": _rounded(self.matched),
            "words": list(self.words),
            "names": list(self.names),
            "translations": list(self.translations),
            "also": [article.to_dict() for article in self.also],
        }

    def _repr_html_(self) -> str:
        """HTML for notebooks: the passage and its source."""
        also = "".join(f"<li>{reference_html(article)}</li>" for article in self.also)
        return (
            f"{quote_html(self.passage.text)}<p>{reference_html(self.passage.article)} · score {self.score:.3f}</p>"
            f"{f'<p>also printed by</p><ul>{also}</ul>' if also else ''}"
        )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with a step's name, how much of it is done, and the total."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index contains of some articles. `paths`: the files that they were read from."""

    articles: int
    passages: int
    """Each with its vector."""
    postings: int
    paths: tuple[str, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed, and how much of it is left.

    `embeddings`: how many were deleted from the cache; `generations`: those that contained the articles and were
    deleted; `remains`: how many of the articles are still on disk, 0 unless another process is still reading an older
    generation.
    """

    what: str
    held: Holdings
    embeddings: int
    generations: tuple[int, ...]
    remains: int
    generation: int

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files are new, changed, deleted or unchanged, and why a rebuild had to do more."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    because: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild did. `seconds`: time spent in each step.

    `published` is False if nothing had changed, and `generation` stays the same. `left_out`: articles that are in the
    files but stay out because they were removed.
    """

    generation: int
    model: str
    articles: int
    passages: int
    embedded: int
    reused: int
    forgotten: int
    seconds: dict[str, float]
    read: ReadReport
    published: bool
    changes: Changes
    left_out: int

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {
            "generation": self.generation,
            "model": self.model,
            "articles": self.articles,
            "passages": self.passages,
            "embedded": self.embedded,
            "reused": self.reused,
            "forgotten": self.forgotten,
            "published": self.published,
            "changes": asdict(self.changes),
            "left_out": self.left_out,
            "seconds": {step: round(seconds, 3) for step, seconds in self.seconds.items()},
            "read": self.read.to_dict(),
        }
