"""Everything re-read and re-checked: what a sceptical owner runs."""

from pathlib import Path

import numpy as np

from corpus.types import Article
from index.build import retrieval_texts
from index.errors import DamagedIndex
from index.generation import candidates, current_number, strays
from index.search import Index, open_generation
from index.tokens import tokenise

SAMPLE = 1_000
"""Passages whose terms are looked up again, spread evenly over the index."""


def verify(home: Path) -> list[str]:
    """What is wrong with the live generation, a line each; empty where all is well. Raises NoIndex, HomeUnusable.

    Every byte is checked against the manifest, then every passage and vector, and the terms of a sample of passages.
    """
    try:
        current_number(home)
        folder = next(candidates(home))
        index = open_generation(folder)
    except DamagedIndex as damage:
        return [str(damage)]
    try:
        stray = [f"{folder / name} is no file of the index" for name in strays(folder, index.manifest)]
        return [*_wrong_passages(index), *_wrong_vectors(index), *_wrong_terms(index), *stray]
    finally:
        index.close()


def _wrong_passages(index: Index) -> list[str]:
    """Passages must cover each article from its first character to its last without a gap."""
    wrong = []
    last: Article | None = None
    end = count = 0
    for passage in index.store.all_passages():
        fresh = last is None or passage.article.id != last.id
        if fresh and last is not None and end != len(last.text):
            wrong.append(f"article {last.id}: its passages end at {end} of {len(last.text)} characters")
        if passage.id != count or passage.start != (0 if fresh else end) or passage.end <= passage.start:
            wrong.append(f"passage {passage.id} of article {passage.article.id} is out of place")
        last, end, count = passage.article, passage.end, count + 1
    if last is not None and end != len(last.text):
        wrong.append(f"article {last.id}: its passages end at {end} of {len(last.text)} characters")
    if count != index.manifest.passages:
        wrong.append(f"{count} passages in the database, {index.manifest.passages} in the manifest")
    return wrong


def _wrong_vectors(index: Index) -> list[str]:
    vectors = index.vectors.get(np.arange(index.manifest.passages))
    lengths = np.linalg.norm(vectors, axis=1)
    bad = np.flatnonzero(~(np.abs(lengths - 1) < 1e-3))
    return [f"the vector of passage {i} has length {lengths[i]:.3f}, not 1" for i in bad[:10]]


def _wrong_terms(index: Index) -> list[str]:
    """Each term of a passage has a posting that leads to it."""
    wrong = []
    for i in range(0, index.manifest.passages, max(1, index.manifest.passages // SAMPLE)):
        passage = index.store.passages([i])[0]
        text = retrieval_texts(passage.article, [(passage.start, passage.end)])[0]
        lost = [t for t in set(tokenise(text)) if i not in index.lexical.passages_with(t)]
        if lost:
            wrong.append(f"passage {i} is not found by {len(lost)} of its terms, such as {lost[0]!r}")
    return wrong
