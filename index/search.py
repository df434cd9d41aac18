"""Search a generation with both retrievers and fuse their scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

import numpy as np

from corpus.text.fold import Folded, fold
from corpus.text.script import has_han
from corpus.types import Article, Passage
from index.aliases.expansion import with_aliases
from index.collapse import distinct
from index.crosslingual.pinyin_names import Expansion
from index.dense.embedders import Embedder
from index.fusion import convex, trust
from index.lexical.bm25 import top_k
from index.lexical.concepts import Concept
from index.lexical.tokens import TermsOf, shared_words
from index.phrases import candidates, is_held
from index.query import Query
from index.query import understand as understand_question
from index.storage.reader import Index
from index.types import Filter, Hit, Ids, Mode, Scores

POOL = 100
"""Candidates from each retriever."""
DEPTH_FACTOR = 4
"""How many times more candidates are taken when too many were reprints."""
MAX_BIGRAMS = 256
"""Bigrams that a question of one character looks for."""
NO_FILTER = Filter()


def understand(question: str, index: Index) -> Query:
    """Analyse a question against this index.

    A question of one Han character looks for the bigrams with it. Quoted phrases that no article holds are not required.
    """
    query = understand_question(question, index.readings, index.passage_count, index.adjacent)
    if len(query.concepts) == 1 and len(character := next(iter(query.terms))) == 1 and has_han(character):
        bigrams = index.lexical.bigrams_with(character, MAX_BIGRAMS)
        query = replace(query, concepts=(Concept({character: 1.0} | dict.fromkeys(bigrams, 1.0)),))
    held = tuple(phrase for phrase in query.phrases if is_held(index, phrase))
    query = with_aliases(query, index.aliases, index.passage_count)
    return replace(query, phrases=held, unheld=tuple(phrase for phrase in query.phrases if phrase not in held))


def search(
    index: Index,
    embedder: Embedder | None,
    query: Query,
    k: int,
    mode: Mode = Mode.HYBRID,
    only: Filter = NO_FILTER,
) -> list[Hit]:
    """The k best passages, best first, ties by id; fewer if the filter or, for BM25, the words leave fewer.

    The filter selects passages before anything is ranked. A reprint is listed with the earliest print and takes no rank
    of its own. `embedder` may be None for Mode.BM25.
    """
    allowed = candidates(index, query.phrases, index.store.select(only))
    if k <= 0 or not (query.text.strip() and index.manifest.passages) or (allowed is not None and not len(allowed)):
        return []
    depth = max(POOL, 2 * k) if not query.phrases else index.manifest.passages
    while True:
        found = _found(index, embedder, query, depth, mode, allowed)
        each = distinct(index, query, found.ids, allowed, k)
        hits = [found.hit(i, passage, also) for i, passage, also in islice(each, k)]
        if len(hits) == k or len(found.ids) < depth or depth >= index.manifest.passages:
            return hits
        depth *= DEPTH_FACTOR  # a text that is printed very often has taken the ranks of others


@dataclass(frozen=True, slots=True)
class _Found:
    """The candidates with their scores; `ids`: (n,) best first."""

    query: Query
    ids: Ids
    scores: Scores
    cosine: Scores | None
    matched: Scores | None
    dense: Mapping[int, int]
    """Ranks from 1, by id."""
    lexical: Mapping[int, int]
    asked: tuple[str, ...]
    """The query's own terms."""

    def hit(self, i: int, passage: Passage, also: tuple[Article, ...]) -> Hit:
        """The hit at rank i; `passage` is the one found there or an earlier print of it."""
        text, found = fold(passage.text), int(self.ids[i])
        held = TermsOf(text)
        return Hit(
            passage=passage,
            score=float(self.scores[i]),
            dense_rank=self.dense.get(found),
            lexical_rank=self.lexical.get(found),
            cosine=_at(self.cosine, i),
            matched=_at(self.matched, i),
            words=shared_words(self.asked, text, held),
            names=_names_in(text, self.query.expansions),
            translations=self.query.translations_in(text, held),
            also=also,
        )


def _found(
    index: Index, embedder: Embedder | None, query: Query, depth: int, mode: Mode, allowed: Ids | None
) -> _Found:
    """The `depth` best candidates of each retriever, fused."""
    vector = None
    if mode is not Mode.BM25:
        if embedder is None:
            raise ValueError(f"mode {mode} needs an embedder")
        vector = embedder.query(query.text)
    dense_ids, cosines = (
        index.vectors.search(vector, depth, allowed) if vector is not None else (_no_ids(), _no_scores())
    )
    if mode is Mode.DENSE:
        return _in_order(query, dense_ids, cosines, cosines, None, dense_ids, _no_ids())
    lexical, bounds = index.lexical.scores(query.concepts)
    bound = sum(bounds) or 1.0
    lexical_ids = top_k(lexical if allowed is None else _only(lexical, allowed), depth)
    if vector is None:
        matched = lexical[lexical_ids] / bound
        return _in_order(query, lexical_ids, matched, None, matched, dense_ids, lexical_ids)
    lexical_only = np.setdiff1d(lexical_ids, dense_ids, assume_unique=True)
    ids = np.concatenate([dense_ids, lexical_only])
    cosine = np.concatenate([cosines, index.vectors.get(lexical_only) @ vector[0]])
    matched = lexical[ids] / np.float32(bound)
    reachable = np.array([index.within_reach(query.concepts, bounds, han) / bound for han in (False, True)])
    translated = _translated(query, bounds) / bound
    trusted = np.array([1.0, trust(bound / index.lexical.rarest, translated)])  # translations are for passages in Han
    han = index.han[ids].astype(int)
    scores = convex(cosine, trusted[han] * matched, (trusted * reachable)[han]).astype(np.float32)
    return _in_order(query, ids, scores, cosine, matched, dense_ids, lexical_ids)


def _translated(query: Query, bounds: Sequence[float]) -> float:
    """What the words of the question that are looked for by their translations can score."""
    return sum(bound for concept, bound in zip(query.concepts, bounds, strict=True) if concept.word)


def _in_order(
    query: Query,
    ids: Ids,
    scores: Scores,
    cosine: Scores | None,
    matched: Scores | None,
    dense_ids: Ids,
    lexical_ids: Ids,
) -> _Found:
    order = np.lexsort((ids, -scores))
    cosine, matched = (None if column is None else column[order] for column in (cosine, matched))
    return _Found(
        query, ids[order], scores[order], cosine, matched, _ranks(dense_ids), _ranks(lexical_ids), tuple(query.terms)
    )


def _names_in(text: Folded, expansions: Iterable[Expansion]) -> tuple[str, ...]:
    return tuple(f"{e.written} → {term}" for e in expansions for term in e.terms if term in text)


def _ranks(ids: Ids) -> dict[int, int]:
    return dict(zip(ids.tolist(), count(1)))


def _at(scores: Scores | None, i: int) -> float | None:
    return None if scores is None else float(scores[i])


def _no_scores() -> Scores:
    return np.empty(0, np.float32)


def _no_ids() -> Ids:
    return np.empty(0, np.int64)


def _only(scores: Scores, allowed: Ids) -> Scores:
    """The scores, with 0 for what is not allowed."""
    filtered = np.zeros_like(scores)
    filtered[allowed] = scores[allowed]
    return filtered
