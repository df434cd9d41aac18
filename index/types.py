"""What the index gives. Imports only the corpus's types and how they look in a notebook."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.notebook import quote_html, reference_html
from corpus.types import Article, Passage, ReadReport

Vectors: TypeAlias = NDArray[np.float32]
"""(n, dim) float32, unit rows."""
STORED = np.dtype(np.float16)
"""Numbers of the vectors that are kept: their cosines are off by less than 1e-3, and they take half the room."""
StoredVectors: TypeAlias = NDArray[np.float16]
"""(n, dim) float16, rows of unit length as far as such numbers go."""
Ids: TypeAlias = NDArray[np.int64]
"""(n,) int64 passage ids."""
Scores: TypeAlias = NDArray[np.float32]
"""(n,) float32, higher is better."""


class Mode(StrEnum):
    """Which retrievers answer."""

    DENSE = "dense"
    BM25 = "bm25"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles may be found; what is not given filters nothing. Both days are included."""

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
    """A passage that was found, and why. `score` is higher for better, about 0 to 1; ranks start at 1."""

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    cosine: float | None = None
    """Nearness of meaning, -1 to 1; None where meaning was not asked."""
    matched: float | None = None
    """Share of the query's words that the passage has, by weight, 0 to 1; None where words were not asked."""
    words: tuple[str, ...] = ()
    """Words of the query that stand in the passage, folded."""
    names: tuple[str, ...] = ()
    """What the name bridge added to the query and this passage holds, as "Xinzhou → 忻州"."""
    translations: tuple[str, ...] = ()
    """English words of the query and what stands for them in the passage, as "railway → 铁路"."""
    also: tuple[Article, ...] = ()
    """Other articles that print the same text, the earliest first."""

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON; the shape that programs rely on."""
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
        """How a notebook shows it: the passage and where it stands."""
        also = "".join(f"<li>{reference_html(article)}</li>" for article in self.also)
        return (
            f"{quote_html(self.passage.text)}<p>{reference_html(self.passage.article)} · score {self.score:.3f}</p>"
            f"{f'<p>also printed by</p><ul>{also}</ul>' if also else ''}"
        )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


Progress: TypeAlias = Callable[[str, int, int], None]
"""Is told a step's name, how much of it is done and how much there is in all."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an index holds of some articles. `paths` are the files that they were read from."""

    articles: int
    passages: int
    """Each with its vector."""
    postings: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed from where, and that nothing of it remains.

    `embeddings` were forgotten by the cache; `generations` held the articles and are gone; `remains` counts the articles
    in all that is on disk: 0, but while another process still reads a generation of before.
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
    """How many files are new, have changed, are gone or are the same, and what else made a rebuild do more."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild did. `seconds` is the time spent in each step.

    `published` is False where nothing had changed: `generation` then stays. `left_out` articles are in the files and
    stay out of the index, because they were removed from it.
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
