"""Gather passages' terms into postings, block by block, which saves several times the memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.lexical.terms import Keys, Terms

BLOCK = 1 << 12
"""Passages whose postings are sorted at once; at most 65,536, since their numbers take 16 bits."""


@dataclass(frozen=True, slots=True)
class Block:
    """The postings of some passages, term by term.

    `keys`: (terms,) ascending; `sizes`: (terms,) postings of each. `passages`: (postings,) ascending within a term,
    counted from `first`; `counts`: (postings,) occurrences; `opening`: (postings,) whether the term is in the opening.
    """

    first: int
    keys: Keys
    sizes: NDArray[np.int32]
    passages: NDArray[np.uint16]
    counts: NDArray[np.uint8]
    opening: NDArray[np.bool_]

    @classmethod
    def of(cls, terms: list[Terms], first: int) -> Self:
        """The postings of passages numbered from `first`."""
        keys = np.concatenate([each.keys for each in terms])
        counts = np.concatenate([each.counts for each in terms])
        opening = np.concatenate([each.opening for each in terms])
        passages = np.repeat(np.arange(len(terms), dtype=np.uint16), [len(each.keys) for each in terms])
        # A stable sort keeps a term's passages in order.
        order = np.argsort(keys, kind="stable")
        different, sizes = np.unique(keys, return_counts=True)
        return cls(first, different, sizes.astype(np.int32), passages[order], counts[order], opening[order])


@dataclass(slots=True)
class Postings:
    """Collects the terms of passages, added one by one; ids are positions."""

    lengths: list[int] = field(default_factory=list)
    """The length of each passage in terms, repeated ones included (up to `index.lexical.terms.MAX_COUNT` each)."""
    _blocks: list[Block] = field(default_factory=list)
    _waiting: list[Terms] = field(default_factory=list)

    def add(self, passages: Iterable[Terms]) -> None:
        """Add the next passages' terms."""
        for terms in passages:
            self.lengths.append(int(terms.counts.sum()))
            self._waiting.append(terms)
            if len(self._waiting) == BLOCK:
                self._finish_block()

    def blocks(self) -> list[Block]:
        """All postings, in blocks of passages."""
        if self._waiting:
            self._finish_block()
        return self._blocks

    def _finish_block(self) -> None:
        self._blocks.append(Block.of(self._waiting, len(self.lengths) - len(self._waiting)))
        self._waiting = []


def vocabulary(blocks: Iterable[Block]) -> tuple[Keys, NDArray[np.int64]]:
    """The terms of all blocks, ascending, and how many postings each has."""
    blocks = list(blocks)
    keys = np.unique(np.concatenate([block.keys for block in blocks] or [np.empty(0, np.uint64)]))
    sizes = np.zeros(len(keys), np.int64)
    for block in blocks:
        sizes[np.searchsorted(keys, block.keys)] += block.sizes
    return keys, sizes


def merged_positions(
    blocks: Iterable[Block], keys: Keys, offsets: NDArray[np.int64]
) -> Iterator[tuple[Block, NDArray[np.int64], NDArray[np.int64]]]:
    """Each block, with the index of each posting's term in `keys` and its position in the merged postings.

    `offsets`: (terms + 1,) where each term's postings begin.
    """
    free = offsets[:-1].copy()
    for block in blocks:
        terms = np.searchsorted(keys, block.keys)
        begin = np.cumsum(block.sizes) - block.sizes
        yield (
            block,
            np.repeat(terms, block.sizes),
            np.repeat(free[terms] - begin, block.sizes) + np.arange(len(block.passages)),
        )
        free[terms] += block.sizes
