"""Whether the parts of a generation speak of the same passages: digests alone do not say that they belong together."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from corpus.types import Passage
from index.errors import DamagedIndex
from index.lexical.bm25 import Lexical
from index.storage.articles import Store
from index.storage.manifest import Manifest

SAMPLED = 20
"""Passages whose text is compared with its digest on opening, spread evenly."""


def passage_digest(passage: Passage) -> str:
    """SHA-256 of where a passage stands and what it says."""
    article = passage.article
    said = "\0".join((article.id, article.title, str(passage.start), str(passage.end), passage.text))
    return hashlib.sha256(said.encode()).hexdigest()


def sample_digests(store: Store) -> dict[str, str]:
    """The digests of some passages, by id, for the manifest."""
    return {str(passage.id): passage_digest(passage) for passage in store.passages(_sampled(store.counts()[1]))}


def check_agreement(
    folder: Path, manifest: Manifest, store: Store, *, vectors: int, scripts: int, lexical: Lexical
) -> None:
    """Raises DamagedIndex where counts disagree or a sampled passage is not what was indexed."""
    articles, passages = store.counts()
    counts = {"manifest": manifest.passages, "database": passages, "vectors": vectors, "scripts": scripts}
    if len(set(counts.values())) > 1:
        raise DamagedIndex(f"{folder} disagrees with itself on the number of passages: {counts}")
    if articles != manifest.articles:
        raise DamagedIndex(f"{folder} has {articles} articles, {manifest.articles} in its manifest")
    wrong = next(_wrong_tables(lexical), None)
    if wrong:
        raise DamagedIndex(f"{folder}: {wrong}")
    if {int(i) for i in manifest.sample} != set(_sampled(passages)):
        raise DamagedIndex(f"{folder} does not have the sample of passages that its manifest names")
    for passage in store.passages(_sampled(passages)):
        if passage_digest(passage) != manifest.sample[str(passage.id)]:
            raise DamagedIndex(f"{folder}: passage {passage.id} does not say what was indexed")


def _wrong_tables(lexical: Lexical) -> Iterator[str]:
    """What does not fit together in the tables of BM25."""
    postings = len(lexical.passages)
    if len(lexical.offsets) != len(lexical.keys) + 1 or int(lexical.offsets[-1]) != postings:
        yield f"the offsets of {len(lexical.keys)} terms do not lead to {postings} postings"
    if len(lexical.weights) != postings:
        yield f"{postings} postings have {len(lexical.weights)} weights"
    if postings and not 0 <= int(lexical.passages.min()) <= int(lexical.passages.max()) < lexical.count:
        yield f"postings lead to passages past the {lexical.count} that there are"


def _sampled(passages: int) -> list[int]:
    return sorted({passages * i // SAMPLED for i in range(SAMPLED)}) if passages else []
