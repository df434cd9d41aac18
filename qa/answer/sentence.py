"""A sentence of an article, where it stands."""

from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.sentences import sentences_near
from corpus.types import Article, Passage

NEIGHBOUR = 80
"""Characters on each side of a passage within which its neighbours' sentences are looked at as well."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence where it stands, and the passage it was found by, if it was found by one."""

    article: Article
    start: int
    end: int
    passage: Passage | None = None
    span: tuple[int, int] | None = None
    """Half-open offsets into `text` of the words that answer, where a reader found them."""

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.article.text[self.start : self.end]


def around(passage: Passage) -> tuple[int, int]:
    """The stretch of the article whose sentences are looked at for a passage."""
    return max(0, passage.start - NEIGHBOUR), min(len(passage.article.text), passage.end + NEIGHBOUR)


@lru_cache(maxsize=256)
def sentences_touching(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences that a stretch of text touches; remembered for the passages that many questions lead to."""
    return tuple(sentences_near(text, start, end))


def plain(text: str) -> str:
    """A sentence's letters and digits, folded: equal where it is printed twice with other signs or in another script."""
    return "".join(filter(str.isalnum, fold(text)))
