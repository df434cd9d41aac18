"""One opened generation, searched."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.fold import fold
from corpus.script import has_han
from corpus.types import Article, Passage
from index.agreement import check_agreement
from index.embed import Embedder, load_embedder
from index.errors import DamagedIndex, ModelMismatch
from index.files import read_array
from index.fuse import convex
from index.generation import Hold, Manifest, candidates, check_files, current, live_folder, read_manifest
from index.lexical import Lexical, best
from index.names import Expansion, Readings
from index.query import Concept, Query
from index.query import understand as understand_question
from index.reprints import same
from index.store import Store
from index.tokens import shared_words, tokenise
from index.types import Filter, Hit, Ids, Mode, Scores
from index.vectors import VectorStore, load_store

POOL = 100
"""Candidates that each retriever gives to the fusion."""
TERMS = ("keys", "offsets", "passages", "weights")
NEEDED = {
    "articles.sqlite",
    "vectors.faiss",
    "han.npy",
    "readings.json",
    "reprints.json",
    *(f"terms-{name}.npy" for name in TERMS),
}
"""Files of a generation."""
EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation, whose files were checked before they were parsed. It never changes."""

    manifest: Manifest
    store: Store
    vectors: VectorStore
    lexical: Lexical
    readings: Readings
    han: NDArray[np.bool_]
    """(passages,) whether a passage is written in Han characters rather than in Latin letters."""
    prints: Mapping[str, tuple[str, ...]]
    """Of an article whose text is printed more than once, the ids of all its prints, the earliest first."""
    hold: Hold
    """Keeps the files from being removed."""
    notice: str = ""
    """What a person should know of how it was opened; empty where all is well."""

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
        self.hold.close()

    def passages_with(self, term: str) -> int:
        """In how many passages all bigrams of a term occur."""
        parts = [self.lexical.passages_with(t) for t in tokenise(term)]
        return len(reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), parts)) if parts else 0

    def within_reach(self, concepts: Sequence[Concept], bounds: Sequence[float], han: bool) -> float:
        """What of the bounds a passage in Han (or Latin) script can have.

        That of terms in its own script, of numbers, and of what such passages do have, as GDP in Chinese ones.
        """
        return sum(
            bound * max((share for term, share in concept.terms.items() if self._can_have(term, han)), default=0.0)
            for concept, bound in zip(concepts, bounds, strict=True)
        )

    def _can_have(self, term: str, han: bool) -> bool:
        if has_han(term):
            return han
        if not han or any(map(str.isdigit, term)):
            return True
        return bool(self.han[self.lexical.passages_with(term)].any())


def open_index(home: Path) -> Index:
    """The live generation, or the last good one with a notice where the live one is damaged.

    Raises NoIndex where nothing was built and DamagedIndex where no generation is whole.
    """
    while True:
        before = _pointer(home)
        try:
            index = _open_best(home)
        except DamagedIndex:
            if _pointer(home) == before:
                raise
            continue
        if not index.notice or _pointer(home) == before:
            return index
        # What was missing was not damaged: other generations have become live meanwhile.
        index.close()


def _pointer(home: Path) -> bytes | None:
    try:
        return current(home)
    except DamagedIndex:
        return None


def _open_best(home: Path) -> Index:
    first: DamagedIndex | None = None
    try:
        live_folder(home)
    except DamagedIndex as damage:
        first = damage
    for folder in candidates(home):
        try:
            notice = f"{first}; generation {folder.name} answers instead: run qa rebuild" if first else ""
            return open_generation(folder, notice)
        except DamagedIndex as damage:
            first = first or damage
    raise DamagedIndex(f"{first}; no earlier generation is whole: run qa rebuild")


def open_generation(folder: Path, notice: str = "") -> Index:
    """Check a generation's files, then open it. Raises DamagedIndex, or NoIndex for a format of another version."""
    hold = Hold(folder)
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    missing = NEEDED - manifest.files.keys()
    if missing:
        raise DamagedIndex(f"{folder} has no {', '.join(sorted(missing))}")
    arrays: dict[str, Any] = {n: read_array(folder / f"terms-{n}.npy") for n in TERMS}
    store = Store(folder / "articles.sqlite")
    vectors = load_store(np.fromfile(folder / "vectors.faiss", np.uint8))
    readings = json.loads((folder / "readings.json").read_bytes())
    clusters = [tuple(prints) for prints in json.loads((folder / "reprints.json").read_bytes())]
    lexical = Lexical(**arrays, count=manifest.passages)
    han = np.asarray(read_array(folder / "han.npy"), np.bool_)
    prints = {article: cluster for cluster in clusters for article in cluster}
    check_agreement(folder, manifest, store, vectors=len(vectors), scripts=len(han), lexical=lexical)
    return Index(manifest, store, vectors, lexical, readings, han, prints, hold, notice)


def load_model(manifest: Manifest) -> Embedder:
    """The model that the index was made with. Raises ModelMismatch where today's of that name is another one."""
    embedder = load_embedder(manifest.model)
    if embedder.fingerprint != manifest.fingerprint:
        raise ModelMismatch(
            f"the index was made by another version of the model {manifest.model} "
            f"({manifest.fingerprint[:12]}, here is {embedder.fingerprint[:12]}): run qa rebuild"
        )
    return embedder


def understand(question: str, index: Index) -> Query:
    """A question as this index's retrievers see it."""
    return understand_question(question, index.readings, index.passages_with)


def search(
    index: Index,
    embedder: Embedder | None,
    query: Query,
    k: int,
    mode: Mode = Mode.HYBRID,
    only: Filter = EVERYTHING,
) -> list[Hit]:
    """The k best passages, best first, ties by id; fewer where the filter, or for BM25 the words, leave fewer.

    The filter chooses passages before anything is ranked. A passage that reprints an earlier one's text is named
    there and takes no place. `embedder` may be None for Mode.BM25.
    """
    allowed = _allowed(index, query, only)
    if k <= 0 or not (query.text.strip() and index.manifest.passages) or (allowed is not None and not len(allowed)):
        return []
    depth = max(POOL, 2 * k) if not query.phrases else index.manifest.passages
    found = _found(index, embedder, query, depth, mode, allowed)
    distinct = _distinct(index, query, found, allowed, k)
    return [found.hit(i, passage, also) for i, passage, also in islice(distinct, k)]


@dataclass(frozen=True, slots=True)
class _Found:
    """The passages that the retrievers found, with their scores; `ids`: (n,) best first."""

    query: Query
    ids: Ids
    scores: Scores
    cosine: Scores | None
    matched: Scores | None
    dense: Mapping[int, int]
    """Ranks from 1, by id."""
    lexical: Mapping[int, int]

    def hit(self, i: int, passage: Passage, also: tuple[Article, ...]) -> Hit:
        """The hit in place i; `passage` is the one found there or an earlier print of it."""
        text, found = fold(passage.text), int(self.ids[i])
        return Hit(
            passage=passage,
            score=float(self.scores[i]),
            dense_rank=self.dense.get(found),
            lexical_rank=self.lexical.get(found),
            cosine=_at(self.cosine, i),
            matched=_at(self.matched, i),
            words=shared_words(self.query.terms, text),
            names=_names_in(text, self.query.expansions),
            translations=self.query.translations_in(text),
            also=also,
        )


def _found(
    index: Index, embedder: Embedder | None, query: Query, depth: int, mode: Mode, allowed: Ids | None
) -> _Found:
    """What each retriever finds, fused; `depth` of each."""
    vector = None
    if mode is not Mode.BM25:
        if embedder is None:
            raise ValueError(f"mode {mode} needs an embedder")
        vector = embedder.query(query.text)
    by_meaning, nearness = index.vectors.search(vector, depth, allowed) if vector is not None else (_none(), _nothing())
    if mode is Mode.DENSE:
        return _in_order(query, by_meaning, nearness, nearness, None, by_meaning, _none())
    lexical, bounds = index.lexical.scores(query.concepts)
    bound = sum(bounds) or 1.0
    by_terms = best(lexical if allowed is None else _only(lexical, allowed), depth)
    if vector is None:
        matched = lexical[by_terms] / bound
        return _in_order(query, by_terms, matched, None, matched, by_meaning, by_terms)
    ids = np.union1d(by_meaning, by_terms)
    cosine = (index.vectors.get(ids) @ vector[0]).astype(np.float32)
    matched = lexical[ids] / np.float32(bound)
    reachable = np.array([index.within_reach(query.concepts, bounds, han) / bound for han in (False, True)])
    scores = convex(cosine, matched, reachable[index.han[ids].astype(int)]).astype(np.float32)
    return _in_order(query, ids, scores, cosine, matched, by_meaning, by_terms)


def _in_order(
    query: Query,
    ids: Ids,
    scores: Scores,
    cosine: Scores | None,
    matched: Scores | None,
    by_meaning: Ids,
    by_terms: Ids,
) -> _Found:
    order = np.lexsort((ids, -scores))
    cosine, matched = (None if part is None else part[order] for part in (cosine, matched))
    return _Found(query, ids[order], scores[order], cosine, matched, _ranks(by_meaning), _ranks(by_terms))


def _allowed(index: Index, query: Query, only: Filter) -> Ids | None:
    """The ids, ascending, of the passages that may be found; None for all. Quoted phrases leave those with their words."""
    allowed = index.store.select(only)
    for phrase in query.phrases:
        for term in tokenise(phrase):
            if len(term) > 1 or not has_han(term):  # a single Han character is a term only where it stands alone
                with_it = index.lexical.passages_with(term).astype(np.int64)
                allowed = with_it if allowed is None else np.intersect1d(allowed, with_it, assume_unique=True)
    return allowed


def _distinct(
    index: Index, query: Query, found: _Found, allowed: Ids | None, portion: int
) -> Iterator[tuple[int, Passage, tuple[Article, ...]]]:
    """Place, passage and other prints of what was found: what holds the quoted phrases, and no text twice.

    They are read from the database in portions, until there are enough.
    """
    given: dict[tuple[str, ...], list[frozenset[str]]] = {}
    for start in range(0, len(found.ids), portion):
        for i, passage in enumerate(index.store.passages(found.ids[start : start + portion]), start):
            text = fold(passage.text)
            if not all(phrase in text for phrase in query.phrases):
                continue
            prints = index.prints.get(passage.article.id)
            if prints is None:
                yield i, passage, ()
                continue
            terms = frozenset(tokenise(text))
            if not any(same(terms, other) for other in given.setdefault(prints, [])):
                given[prints].append(terms)
                first = _first_print(index, passage, terms, prints, allowed)
                others = (index.store.article(other) for other in prints if other != first.article.id)
                yield i, first, tuple(filter(None, others))


def _first_print(
    index: Index, passage: Passage, terms: frozenset[str], prints: Iterable[str], allowed: Ids | None
) -> Passage:
    """The earliest passage that says the same and may be found."""
    for article in prints:
        if article == passage.article.id:
            break
        for other in index.store.passages_of(article):
            if (allowed is None or other.id in allowed) and same(terms, frozenset(tokenise(other.text))):
                return other
    return passage


def _names_in(text: str, expansions: Iterable[Expansion]) -> tuple[str, ...]:
    return tuple(f"{e.written} → {term}" for e in expansions for term in e.terms if term in text)


def _ranks(ids: Ids) -> dict[int, int]:
    return {int(i): rank for rank, i in enumerate(ids, start=1)}


def _at(scores: Scores | None, i: int) -> float | None:
    return None if scores is None else float(scores[i])


def _nothing() -> Scores:
    return np.empty(0, np.float32)


def _none() -> Ids:
    return np.empty(0, np.int64)


def _only(scores: Scores, allowed: Ids) -> Scores:
    """The scores with 0 for what is not allowed."""
    left = np.zeros_like(scores)
    left[allowed] = scores[allowed]
    return left
