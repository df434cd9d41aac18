"""A sentence of an article, with its offsets."""

from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.sentences import sentences_near
from corpus.types import Article, Passage

NEIGHBOUR = 80
"""Characters on each side of a passage in which sentences are candidates as well."""
BEFORE = 80
"""Characters of context before a sentence, which it may continue."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its offsets, and the passage that it was found in, if any."""

    article: Article
    start: int
    end: int
    passage: Passage | None = None
    span: tuple[int, int] | None = None
    """The answer span found by a reader: half-open offsets into `text`."""

    @property
    def text(self) -> str:
        """The sentence as written."""
        return self.article.text[self.start : self.end]


def around(passage: Passage) -> tuple[int, int]:
    """Offsets of the text whose sentences are candidates for a passage: the passage and its surroundings."""
    return max(0, passage.start - NEIGHBOUR), min(len(passage.article.text), passage.end + NEIGHBOUR)


def in_context(sentence: Sentence) -> str:
    """A sentence after its article's title and the text that it may continue, folded."""
    start = max(sentence.passage.start if sentence.passage else 0, sentence.start - BEFORE)
    return fold(f"{sentence.article.title}\n{sentence.article.text[start : sentence.end]}")


@lru_cache(maxsize=256)
def sentences_touching(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences in the lines that text[start:end] touches; cached, as many questions share passages."""
    return tuple(sentences_near(text, start, end))


def plain(text: str) -> str:
    """The letters and digits of a text, folded, so that reprints with different punctuation or script are equal."""
    return "".join(filter(str.isalnum, fold(text)))
