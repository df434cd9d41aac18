"""Passages as they are sent to an engine: vectors, words and filter fields, in parts with a digest each."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.types import Passage
from index.lexical.bm25 import length_norms, saturated
from index.lexical.postings import BLOCK, Postings
from index.lexical.terms import Keys
from index.types import STORED, Scores, StoredVectors


@dataclass(frozen=True, slots=True)
class Origin:
    """The filter fields of a passage. `day`: the proleptic ordinal of its date, if it has one."""

    article: str
    source: str
    day: int | None
    han: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Passages `first`, `first + 1`, … of a generation; their ids are these numbers.

    `vectors`: (n, dim). `offsets`: (n + 1,); passage i has the slice `offsets[i]:offsets[i+1]` of `terms` and
    `weights`. `terms`: ascending positions in the generation's vocabulary. `weights`: the part of each term's weight
    that depends only on the passage, without idf.
    """

    first: int
    vectors: StoredVectors
    offsets: NDArray[np.int64]
    terms: NDArray[np.uint32]
    weights: Scores
    origins: tuple[Origin, ...]

    def __len__(self) -> int:
        return len(self.origins)

    def digest(self) -> str:
        """SHA-256 of everything in it."""
        origins = [[o.article, o.source, o.day, o.han] for o in self.origins]
        digest = hashlib.sha256(json.dumps([self.first, origins], ensure_ascii=False).encode())
        for array in (self.vectors.astype(STORED), self.offsets, self.terms, self.weights):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()


def parts(
    postings: Postings, keys: Keys, vectors: StoredVectors, han: Iterable[bool], passages: Iterable[Passage]
) -> Iterator[Part]:
    """Yield all passages of a generation, block by block; `keys` are its vocabulary."""
    norm = length_norms(postings.lengths)
    origins = (_origin(passage, is_han) for passage, is_han in zip(passages, han, strict=True))
    for block in postings.blocks():
        count = min(BLOCK, len(postings.lengths) - block.first)
        terms = np.repeat(np.searchsorted(keys, block.keys), block.sizes)
        order = np.argsort(block.passages, kind="stable")  # by passage, with ascending terms in each
        sizes = np.bincount(block.passages, minlength=count)
        yield Part(
            block.first,
            vectors[block.first : block.first + count],
            np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
            terms[order].astype(np.uint32),
            saturated(block, norm)[order],
            tuple(islice(origins, count)),
        )


def _origin(passage: Passage, han: bool) -> Origin:
    day = passage.article.published
    return Origin(passage.article.id, passage.article.source, day.toordinal() if day else None, bool(han))
