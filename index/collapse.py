"""List each text once: collapse reprints into their earliest print, and check quoted phrases."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from corpus.text.fold import fold
from corpus.types import Article, Passage
from index.lexical.tokens import tokenise
from index.near_duplicates import near_identical
from index.phrases import begin_in
from index.query import Query
from index.storage.reader import Index
from index.types import Filter, Ids

_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class _Content:
    """What a text says, as far as this matters for telling prints of one text from news in the same words."""

    terms: frozenset[str]
    numbers: frozenset[str]
    asked: frozenset[int]
    """Which of the query's concepts the text contains."""

    @classmethod
    def of(cls, text: str, query: Query) -> "_Content":
        terms = frozenset(tokenise(_GROUPING.sub("", fold(text))))
        asked = frozenset(i for i, concept in enumerate(query.concepts) if concept.held(terms))
        return cls(terms, frozenset(term for term in terms if term[0].isdigit()), asked)

    def is_print(self, other: "_Content") -> bool:
        """Whether two passages are prints of one.

        Notices of the same kind, such as weather forecasts, differ only in their dates and figures: each has a number
        that the other lacks. A reprint may lack some, such as the date in a dateline.
        """
        differ = self.numbers - other.numbers and other.numbers - self.numbers
        return not differ and self.asked == other.asked and near_identical(self.terms, other.terms)


_Read: TypeAlias = Callable[[str], _Content]


def distinct(
    index: Index, query: Query, ids: Ids, only: Filter, batch: int
) -> Iterator[tuple[int, Passage, tuple[Article, ...]]]:
    """Yield the rank, passage and other prints of each distinct text in which the quoted phrases begin.

    Passages are read from the database in batches, as the caller asks for more.
    """
    read: _Read = cache(lambda text: _Content.of(text, query))
    seen: dict[tuple[str, ...], list[_Content]] = {}
    for start in range(0, len(ids), batch):
        for i, passage in enumerate(index.store.passages(ids[start : start + batch]), start):
            if not begin_in(query.phrases, passage):
                continue
            prints = index.prints.get(passage.article.id)
            if prints is None:
                yield i, passage, ()
                continue
            content = read(passage.text)
            if not any(map(content.is_print, seen.setdefault(prints, []))):
                seen[prints].append(content)
                first = _first_print(index, query, passage, only, read)
                yield i, first, tuple(_other_prints(index, first, prints, read))


def _first_print(index: Index, query: Query, passage: Passage, only: Filter, read: _Read) -> Passage:
    """The earliest print of a passage that the filter admits and in which the quoted phrases begin."""
    content = read(passage.text)
    for article in index.prints[passage.article.id]:
        if article == passage.article.id:
            break
        for other in index.store.passages_of(article):
            if not only.admits(other.article):
                break
            if content.is_print(read(other.text)) and begin_in(query.phrases, other):
                return other
    return passage


def _other_prints(index: Index, passage: Passage, prints: tuple[str, ...], read: _Read) -> Iterator[Article]:
    """The other articles of a cluster, without those that have other figures or lack some of the words found."""
    own, whole = read(passage.text), read(passage.article.text)
    for article in filter(None, (index.store.article(other) for other in prints if other != passage.article.id)):
        other = read(article.text)
        differ = own.numbers - other.numbers and other.numbers - whole.numbers
        if not differ and own.asked <= other.asked:
            yield article
