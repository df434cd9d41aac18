"""List each text once: collapse reprints into their earliest print, and check quoted phrases."""

from collections.abc import Iterator

from corpus.types import Article, Passage
from index.lexical.tokens import tokenise
from index.near_duplicates import near_identical
from index.phrases import begin_in
from index.query import Query
from index.storage.reader import Index
from index.types import Filter, Ids


def distinct(
    index: Index, query: Query, ids: Ids, only: Filter, batch: int
) -> Iterator[tuple[int, Passage, tuple[Article, ...]]]:
    """Yield the rank, passage and other prints of each distinct text in which the quoted phrases begin.

    Passages are read from the database in batches, as the caller asks for more.
    """
    seen: dict[tuple[str, ...], list[frozenset[str]]] = {}
    for start in range(0, len(ids), batch):
        for i, passage in enumerate(index.store.passages(ids[start : start + batch]), start):
            if not begin_in(query.phrases, passage):
                continue
            prints = index.prints.get(passage.article.id)
            if prints is None:
                yield i, passage, ()
                continue
            terms = frozenset(tokenise(passage.text))
            if not any(near_identical(terms, other) for other in seen.setdefault(prints, [])):
                seen[prints].append(terms)
                first = _first_print(index, query, passage, terms, only)
                others = (index.store.article(other) for other in prints if other != first.article.id)
                yield i, first, tuple(filter(None, others))


def _first_print(index: Index, query: Query, passage: Passage, terms: frozenset[str], only: Filter) -> Passage:
    """The earliest print of a passage that the filter admits and in which the quoted phrases begin."""
    for article in index.prints[passage.article.id]:
        if article == passage.article.id:
            break
        for other in index.store.passages_of(article):
            if not only.admits(other.article):
                break
            if near_identical(terms, frozenset(tokenise(other.text))) and begin_in(query.phrases, other):
                return other
    return passage
