"""Open a generation: its files are verified before they are parsed, and locked while it is read."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Message
from corpus.text.fold import fold
from corpus.text.script import has_han
from index.aliases.sets import NO_ALIASES, Aliases, AliasSet, bundled_aliases
from index.atomic_io import read_array
from index.crosslingual.pinyin_names import Readings
from index.dense.embedders import Embedder, load_embedder
from index.dense.stores import AUTO, choose_store, store_kind
from index.distributed.collections import COLLECTION, EngineCollection
from index.errors import DamagedIndex, EngineUnavailable, ModelMismatch
from index.lexical.adjacency import Adjacency
from index.lexical.bm25 import Lexical
from index.lexical.concepts import Concept
from index.lexical.tokens import is_bigram, tokenise
from index.lexical.vocabulary import Vocabulary
from index.retriever import Retriever
from index.storage.articles import ArticleStore
from index.storage.generation import candidates, current, live_folder
from index.storage.local import LocalRetriever
from index.storage.locks import ReadLock
from index.storage.manifest import ABBREVIATIONS, DATABASE, VECTORS, Manifest, check_files, read_manifest

RETRY = 30.0
"""Seconds after which an engine that did not answer is tried again."""


@dataclass(frozen=True, slots=True)
class Index:
    """An opened generation. It never changes."""

    manifest: Manifest
    store: ArticleStore
    retriever: Retriever
    vocabulary: Vocabulary
    adjacent: Adjacency
    readings: Readings
    han: NDArray[np.bool_]
    """(passages,) whether a passage is written in Han characters rather than in Latin letters."""
    prints: Mapping[str, tuple[str, ...]]
    """For an article whose text was printed more than once, the ids of all its prints, the earliest first."""
    lock: ReadLock
    """Keeps the files from being removed."""
    notice: Message | None = None
    """What the user should know about how it was opened; usually empty."""
    aliases: Aliases = NO_ALIASES
    """Alternative names."""
    until: float = inf
    """When to reopen it (`time.monotonic`), if it stands in for an engine that may be back by then."""

    @property
    def stale(self) -> bool:
        """Whether it must be reopened: it has changed or failed, or it is time to try the engine again."""
        return self.store.changed or self.retriever.failed or monotonic() > self.until

    def close(self) -> None:
        """Close the files."""
        self.store.close()
        self.lock.close()

    def passage_count(self, term: str) -> int:
        """How many passages contain all bigrams of a term."""
        folded = fold(term)
        if is_bigram(folded):  # as in most calls of the name bridge
            return self.vocabulary.frequency(folded)
        terms = tokenise(folded)
        return self.retriever.count(terms) if terms else 0

    def within_reach(self, concepts: Sequence[Concept], bounds: Sequence[float], han: bool) -> float:
        """How much of the bounds a passage in Han (or Latin) script can reach.

        It can contain terms in its own script, numbers, and terms that occur in such passages, such as GDP in Chinese
        ones.
        """
        return sum(
            bound * max([share for term, share in concept.terms.items() if self._can_have(term, han)], default=0.0)
            for concept, bound in zip(concepts, bounds, strict=True)
        )

    def _can_have(self, term: str, han: bool) -> bool:
        if has_han(term):
            return han or term[:1].isdigit()  # 5600万 is the form of "56 million" as well
        if not han or any(map(str.isdigit, term)):
            return True
        return self.retriever.count([term], han=True) > 0


def open_index(home: Path, aliases: Iterable[AliasSet] = ()) -> Index:
    """The live generation, or, if that is damaged, the last good one with a notice.

    `aliases`: the user's own alternative names, in addition to those that are bundled or that the articles introduce.
    Raises NoIndex if nothing was built, and DamagedIndex if no generation is intact.
    """
    while True:
        before = live_pointer(home)
        try:
            index = _open_best(home, aliases)
        except DamagedIndex:
            if live_pointer(home) == before:
                raise
            continue
        if not index.notice or live_pointer(home) == before:
            return index
        # Nothing was damaged: another generation became live meanwhile.
        index.close()


def live_pointer(home: Path) -> bytes | None:
    """The bytes of CURRENT; None if it is missing. Raises NoIndex, HomeUnusable."""
    try:
        return current(home)
    except DamagedIndex:
        return None


def _open_best(home: Path, aliases: Iterable[AliasSet]) -> Index:
    first: DamagedIndex | None = None
    try:
        live_folder(home)
    except DamagedIndex as damage:
        first = _afresh(damage)
    for folder in candidates(home):
        try:
            index = open_generation(folder, _fallback(first, folder) if first else None, aliases)
            return replace(index, until=monotonic() + RETRY) if isinstance(first, EngineUnavailable) else index
        except DamagedIndex as damage:
            first = first or _afresh(damage)
    if isinstance(first, EngineUnavailable):
        raise first
    found = first.message if first else Message("damage_missing", path=home / "generations")
    raise DamagedIndex("no_fallback", damage=found)


def _afresh(damage: DamagedIndex) -> DamagedIndex:
    """A copy of the error that was never raised. The tracebacks of the original and its cause would keep their frames
    alive, and with them the opened files, until the garbage collector runs.
    """
    return type(damage)(damage.message)


def _fallback(reason: DamagedIndex, folder: Path) -> Message:
    key = "fallback_engine" if isinstance(reason, EngineUnavailable) else "fallback"
    return Message(key, damage=reason.message, number=folder.name)


def open_generation(folder: Path, notice: Message | None = None, aliases: Iterable[AliasSet] = ()) -> Index:
    """Verify a generation's files, then open it. Raises DamagedIndex, and NoIndex for another format."""
    lock, index = ReadLock(folder), None
    try:
        index = _opened(folder, lock, notice, aliases)
        return index
    except (OSError, sqlite3.DatabaseError, RuntimeError, ValueError, EOFError) as error:
        # It was retired (renamed) or damaged after its files were checked. FAISS raises RuntimeError for a truncated
        # file, NumPy ValueError or EOFError.
        raise DamagedIndex("damage_vanished", folder=folder, detail=error) from error
    finally:
        if index is None:
            lock.close()


def _opened(folder: Path, lock: ReadLock, notice: Message | None, aliases: Iterable[AliasSet]) -> Index:
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    store = ArticleStore(folder / DATABASE)
    readings = json.loads((folder / "readings.json").read_bytes())
    clusters = [tuple(prints) for prints in json.loads((folder / "reprints.json").read_bytes())]
    han = np.asarray(read_array(folder / "han.npy"), np.bool_)
    prints = {article: cluster for cluster in clusters for article in cluster}
    introduced = json.loads((folder / ABBREVIATIONS).read_bytes())
    names = Aliases.of(aliases, map(tuple, introduced), bundled_aliases())
    until = inf
    try:
        vocabulary, retriever = _retriever(folder, manifest, store, han)
    except EngineUnavailable as error:
        if VECTORS not in manifest.files:
            raise
        vocabulary, retriever = _local(folder, manifest, store, han)
        notice, until = Message("engine_local", damage=error.message), monotonic() + RETRY
    adjacent = Adjacency(vocabulary)
    return Index(manifest, store, retriever, vocabulary, adjacent, readings, han, prints, lock, notice, names, until)


def _retriever(
    folder: Path, manifest: Manifest, store: ArticleStore, han: NDArray[np.bool_]
) -> tuple[Vocabulary, Retriever]:
    """The vocabulary, and a retriever for the generation's engine or for its files. Raises EngineUnavailable."""
    if COLLECTION not in manifest.files:
        return _local(folder, manifest, store, han)
    vocabulary = Vocabulary(**_terms(folder, "keys", "offsets"), count=manifest.passages)
    return vocabulary, EngineCollection.read(folder).retriever(vocabulary)


def _local(
    folder: Path, manifest: Manifest, store: ArticleStore, han: NDArray[np.bool_]
) -> tuple[Lexical, LocalRetriever]:
    kind = AUTO if COLLECTION in manifest.files else manifest.store
    with (folder / VECTORS).open("rb") as file:
        vectors = store_kind(choose_store(kind, manifest.passages, manifest.dim)).read(file)
    lexical = Lexical(**_terms(folder, "keys", "offsets", "passages", "weights"), count=manifest.passages)
    return lexical, LocalRetriever(store, vectors, lexical, han)


def _terms(folder: Path, *names: str) -> dict[str, Any]:
    return {name: read_array(folder / f"terms-{name}.npy") for name in names}


def load_model(manifest: Manifest) -> Embedder:
    """The model that the index was made with. Raises ModelMismatch if the model of that name has changed."""
    embedder = load_embedder(manifest.model)
    if embedder.fingerprint != manifest.fingerprint:
        expected, found = manifest.fingerprint[:12], embedder.fingerprint[:12]
        raise ModelMismatch("model_changed", model=manifest.model, expected=expected, found=found)
    return embedder
