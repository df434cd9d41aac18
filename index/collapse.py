"""What was found, each text once: quoted phrases checked, reprints named with their earliest print."""

from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.types import Article, Passage
from index.lexical.tokens import tokenise
from index.near_duplicates import same
from index.query import Query
from index.storage.reader import Index
from index.types import Ids

_MARKS = dict.fromkeys(map(ord, '"“”「」『』'))


def distinct(
    index: Index, query: Query, ids: Ids, allowed: Ids | None, portion: int
) -> Iterator[tuple[int, Passage, tuple[Article, ...]]]:
    """Place, passage and other prints of what was found: what holds the quoted phrases, and no text twice.

    They are read from the database in portions, until there are enough.
    """
    given: dict[tuple[str, ...], list[frozenset[str]]] = {}
    for start in range(0, len(ids), portion):
        for i, passage in enumerate(index.store.passages(ids[start : start + portion]), start):
            if not _quoted(query, passage):
                continue
            prints = index.prints.get(passage.article.id)
            if prints is None:
                yield i, passage, ()
                continue
            terms = frozenset(tokenise(passage.text))
            if not any(same(terms, other) for other in given.setdefault(prints, [])):
                given[prints].append(terms)
                first = _first_print(index, query, passage, terms, allowed)
                others = (index.store.article(other) for other in prints if other != first.article.id)
                yield i, first, tuple(filter(None, others))


def _first_print(index: Index, query: Query, passage: Passage, terms: frozenset[str], allowed: Ids | None) -> Passage:
    """The earliest passage that says the same, the quoted phrases among it, and may be found."""
    for article in index.prints[passage.article.id]:
        if article == passage.article.id:
            break
        for other in index.store.passages_of(article):
            found = allowed is None or other.id in allowed
            if found and same(terms, frozenset(tokenise(other.text))) and _quoted(query, other):
                return other
    return passage


def _quoted(query: Query, passage: Passage) -> bool:
    """Whether a passage holds the quoted phrases; quotation marks inside of either do not count."""
    return not query.phrases or all(_unmarked(phrase) in _unmarked(fold(passage.text)) for phrase in query.phrases)


def _unmarked(text: str) -> str:
    return text.translate(_MARKS)
