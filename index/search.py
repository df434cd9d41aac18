"""One opened generation, searched."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.fold import fold, without_invisible
from corpus.script import has_han
from corpus.types import Passage
from index.agreement import check_agreement
from index.embed import Embedder, load_embedder
from index.errors import DamagedIndex, ModelMismatch
from index.files import read_array
from index.fuse import fuse
from index.generation import Hold, Manifest, candidates, check_files, current, live_folder, read_manifest
from index.lexical import Lexical, best
from index.names import Expansion, Readings, bridge
from index.store import Store
from index.tokens import FUNCTION_WORDS, shared_words, tokenise
from index.types import Filter, Hit, Ids, Mode, Scores
from index.vectors import VectorStore, load_store

POOL = 100
"""Candidates that each retriever gives to the fusion."""
TERMS = ("keys", "offsets", "passages", "weights")
NEEDED = {"articles.sqlite", "vectors.faiss", "han.npy", "readings.json", *(f"terms-{name}.npy" for name in TERMS)}
"""Files of a generation."""
NAME_WEIGHT = 2.0
"""Of a bridged name against a word of the question; 1 to 4 do on questions over real pages."""


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

    def within_reach(self, terms: Mapping[str, float], han: bool) -> dict[str, float]:
        """The weighted terms that a passage in Han (or Latin) script can have.

        Those of its own script, numbers, and what such passages do have, as GDP in Chinese ones.
        """
        return {term: weight for term, weight in terms.items() if self._can_have(term, han)}

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
    lexical = Lexical(**arrays, count=manifest.passages)
    han = np.asarray(read_array(folder / "han.npy"), np.bool_)
    check_agreement(folder, manifest, store, vectors=len(vectors), scripts=len(han), lexical=lexical)
    return Index(manifest, store, vectors, lexical, readings, han, hold, notice)


def load_model(manifest: Manifest) -> Embedder:
    """The model that the index was made with. Raises ModelMismatch where today's of that name is another one."""
    embedder = load_embedder(manifest.model)
    if embedder.fingerprint != manifest.fingerprint:
        raise ModelMismatch(
            f"the index was made by another version of the model {manifest.model} "
            f"({manifest.fingerprint[:12]}, here is {embedder.fingerprint[:12]}): run qa rebuild"
        )
    return embedder


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the retrievers see it."""

    text: str
    terms: Mapping[str, float]
    expansions: tuple[Expansion, ...]


def understand(question: str, index: Index) -> Query:
    """Fold, tokenise and bridge a question.

    The Chinese names are put behind it for the embedder and weigh more than a word for BM25: in an English question
    they are often all that Chinese articles share with it.
    """
    cleaned = without_invisible(question)
    expansions = tuple(bridge(cleaned, index.readings, index.passages_with))
    terms = {term: 1.0 for term in tokenise(cleaned) if term not in FUNCTION_WORDS}
    for expansion in expansions:
        for written in tokenise(expansion.written):
            terms.pop(written, None)
    names = [name for expansion in expansions for name in expansion.terms]
    terms |= {term: NAME_WEIGHT for name in names for term in tokenise(name)}
    first = [expansion.terms[0] for expansion in expansions]
    return Query(fold(" ".join([cleaned, *first])), terms, expansions)


def search(
    index: Index,
    embedder: Embedder | None,
    query: Query,
    k: int,
    mode: Mode = Mode.HYBRID,
    only: Filter = EVERYTHING,
) -> list[Hit]:
    """The k best passages, best first, ties by id; fewer where the filter, or for BM25 the words, leave fewer.

    The filter chooses passages before anything is ranked. `embedder` may be None for Mode.BM25.
    """
    allowed = index.store.select(only)
    if k <= 0 or not (query.text.strip() and index.manifest.passages) or (allowed is not None and not len(allowed)):
        return []
    lexical = index.lexical.scores(query.terms)
    if allowed is not None:
        forbidden = np.ones(len(lexical), bool)
        forbidden[allowed] = False
        lexical[forbidden] = 0
    most = index.lexical.most(query.terms)
    by_terms = best(lexical, max(k, POOL)) if mode is not Mode.DENSE else _none()
    bound = most or 1.0
    ids, by_meaning = by_terms, _none()
    scores, cosine = lexical[by_terms] / bound, None
    if mode is not Mode.BM25:
        if embedder is None:
            raise ValueError(f"mode {mode} needs an embedder")
        vector = embedder.query(query.text)
        by_meaning, cosine = index.vectors.search(vector, max(k, POOL), allowed)
        ids, scores = by_meaning, cosine
        if mode is Mode.HYBRID:
            ids = np.union1d(by_meaning, by_terms)
            cosine = (index.vectors.get(ids) @ vector[0]).astype(np.float32)
            reachable = np.array(
                [index.lexical.most(index.within_reach(query.terms, han)) for han in (False, True)], np.float64
            )
            scores = fuse(cosine, lexical[ids], reachable[index.han[ids].astype(int)], most)
    matched = lexical[ids] / bound if mode is not Mode.DENSE else None
    evidence = _Evidence(query, _ranks(by_meaning), _ranks(by_terms))
    order = np.lexsort((ids, -scores))[:k]
    return [
        evidence.hit(passage, float(scores[i]), _at(cosine, i), _at(matched, i))
        for i, passage in zip(order, index.store.passages(ids[order]), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Why passages were found."""

    query: Query
    dense: Mapping[int, int]
    lexical: Mapping[int, int]

    def hit(self, passage: Passage, score: float, cosine: float | None, matched: float | None) -> Hit:
        text = fold(passage.text)
        return Hit(
            passage=passage,
            score=score,
            dense_rank=self.dense.get(passage.id),
            lexical_rank=self.lexical.get(passage.id),
            cosine=cosine,
            matched=matched,
            words=shared_words(self.query.terms, text),
            names=_names_in(text, self.query.expansions),
        )


def _names_in(text: str, expansions: Iterable[Expansion]) -> tuple[str, ...]:
    return tuple(f"{e.written} → {term}" for e in expansions for term in e.terms if term in text)


def _ranks(ids: Ids) -> dict[int, int]:
    return {int(i): rank for rank, i in enumerate(ids, start=1)}


def _at(scores: Scores | None, i: int) -> float | None:
    return None if scores is None else float(scores[i])


def _none() -> Ids:
    return np.empty(0, np.int64)
