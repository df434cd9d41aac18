"""Two retrievers' scores made one."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

LEXICAL_WEIGHT = 2.0
"""How much a full match of words weighs against a cosine of 1; any value from 1 to 2.5 does (CMRC, DRCD and
XQuAD). Headlines, whose articles BM25 finds better by itself, want it high."""

Number = TypeVar("Number", float, NDArray[np.floating[Any]])


def convex(cosine: Number, matched: Number, reachable: Number) -> Number:
    """The weighted mean of meaning and words, higher is better, at most 1 where a text has no word beyond its reach.

    `cosine` is the meaning's score, `matched` the share (0 to 1) of the query's words that a text has, and `reachable`
    the share that a text of its script can have at all. A convex combination with a theoretical bound (Bruch et al.
    2023, "An analysis of fusion functions for hybrid retrieval"), but a Chinese passage is not held to the words of an
    English question: what it cannot have, its meaning stands in for. So passages of both scripts compare, and within one
    script the order is that of a plain weighted sum.
    """
    words = matched + (1 - reachable) * cosine
    return (cosine + LEXICAL_WEIGHT * words) / (1 + LEXICAL_WEIGHT)
