"""Search a generation with both retrievers and fuse their scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

import numpy as np

from corpus.text.fold import Folded, fold
from corpus.text.script import has_han
from corpus.types import Article, Passage
from index.aliases.expansion import in_written_words, with_aliases, with_everyday
from index.collapse import distinct
from index.crosslingual.pinyin_names import Expansion
from index.dense.embedders import Embedder
from index.fusion import convex, trust
from index.lexical.concepts import Concept
from index.lexical.tokens import TermsOf, shared_words
from index.phrases import candidates, is_held
from index.query import Query
from index.query import understand as understand_question
from index.retriever import Candidates
from index.storage.reader import Index
from index.types import Filter, Hit, Ids, Mode, Scores

POOL = 100
"""Candidates from each retriever."""
DEPTH_FACTOR = 4
"""Factor by which the candidates grow if too many were reprints."""
MAX_BIGRAMS = 256
"""Maximum bigrams searched for a question of one character."""
NO_FILTER = Filter()


def understand(question: str, index: Index) -> Query:
    """Analyse a question against this index.

    A question of one Han character searches for the bigrams that contain it, and so does one beside other words, such
    as 猪 in 猪的价格. Quoted phrases that no article contains are not required.
    """
    question, others = in_written_words(question, index.passage_count)
    query = understand_question(question, index.readings, index.passage_count, index.adjacent)
    if len(query.concepts) == 1 and len(character := next(iter(query.terms))) == 1 and has_han(character):
        bigrams = index.vocabulary.bigrams_with(character, MAX_BIGRAMS)
        query = replace(query, concepts=(Concept({character: 1.0} | dict.fromkeys(bigrams, 1.0)),))
    else:
        query = replace(query, concepts=tuple(_with_bigrams(concept, index) for concept in query.concepts))
    held = tuple(phrase for phrase in query.phrases if is_held(index, phrase))
    query = with_everyday(query, others, index.passage_count)
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
    """The k best passages, best first, ties by id; fewer if fewer pass the filter or, in mode bm25, match the words.

    The filter selects passages before anything is ranked. A reprint is listed with the earliest print and takes no rank
    of its own. `embedder` may be None for Mode.BM25.
    """
    among = candidates(index, query.phrases)
    most = index.manifest.passages if among is None else len(among)
    if k <= 0 or not (query.text.strip() and most):
        return []
    depth = max(POOL, 2 * k) if among is None else most
    while True:
        found = _found(index, embedder, query, depth, mode, only, among)
        each = distinct(index, query, found.ids, only, k)
        hits = [found.hit(i, passage, also) for i, passage, also in islice(each, k)]
        if len(hits) == k or len(found.ids) < depth or depth >= most:
            return hits
        depth *= DEPTH_FACTOR  # reprints of one text have taken the places of others


def _with_bigrams(concept: Concept, index: Index) -> Concept:
    """A concept whose only term is a Han character, with the bigrams that contain it, unless it is too common: 与."""
    character = next(iter(concept.terms))
    if len(concept.terms) > 1 or len(character) > 1 or not has_han(character):
        return concept
    bigrams, _ = index.vocabulary.of_character(character)
    return replace(concept, terms={character: 1.0} | dict.fromkeys(bigrams, 1.0))


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
    index: Index, embedder: Embedder | None, query: Query, depth: int, mode: Mode, only: Filter, among: Ids | None
) -> _Found:
    """The `depth` best candidates each by meaning and by words, fused."""
    if mode is not Mode.BM25 and embedder is None:
        raise ValueError(f"mode {mode} needs an embedder")
    vector = embedder.query(query.text) if embedder and mode is not Mode.BM25 else None
    concepts = None if mode is Mode.DENSE else query.concepts
    best = index.retriever.candidates(vector, concepts, depth, only, among)
    cosine, matched = best.cosines, None if best.words is None else best.words / np.float32(sum(best.bounds) or 1.0)
    scores = cosine if matched is None else matched
    assert scores is not None, "at least one of both is asked for"
    if cosine is not None and matched is not None:
        scores = _fused(index, query, best, cosine, matched)
    order = np.lexsort((best.ids, -scores))
    return _Found(
        query=query,
        ids=best.ids[order],
        scores=scores[order],
        cosine=None if cosine is None else cosine[order],
        matched=None if matched is None else matched[order],
        dense=_ranks(best.dense),
        lexical=_ranks(best.lexical),
        asked=tuple(query.terms),
    )


def _fused(index: Index, query: Query, best: Candidates, cosine: Scores, matched: Scores) -> Scores:
    """The fused score of each candidate; `matched`: the share of the question's words that it contains, by weight."""
    bound = sum(best.bounds) or 1.0
    reachable = np.array([index.within_reach(query.concepts, best.bounds, han) / bound for han in (False, True)])
    translated = _translated(query, best.bounds) / bound
    # Translations concern only passages in Han script.
    trusted = np.array([1.0, trust(bound / index.vocabulary.rarest, translated)])
    han = index.han[best.ids].astype(int)
    scores: Scores = convex(cosine, trusted[han] * matched, (trusted * reachable)[han]).astype(np.float32)
    return scores


def _translated(query: Query, bounds: Sequence[float]) -> float:
    """The score that the question's translated words can reach."""
    return sum(bound for concept, bound in zip(query.concepts, bounds, strict=True) if concept.word)


def _names_in(text: Folded, expansions: Iterable[Expansion]) -> tuple[str, ...]:
    return tuple(f"{e.written} → {term}" for e in expansions for term in e.terms if term in text)


def _ranks(ids: Ids) -> dict[int, int]:
    return dict(zip(ids.tolist(), count(1)))


def _at(scores: Scores | None, i: int) -> float | None:
    return None if scores is None else float(scores[i])
