"""Fuse the scores of two retrievers."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

LEXICAL_WEIGHT = 2.0
"""The weight of a full match of words against a cosine of 1. Any value from 1 to 2.5 works (CMRC, DRCD, XQuAD);
headlines, whose articles BM25 alone finds better, need a high one."""

Number = TypeVar("Number", float, NDArray[np.floating[Any]])


def convex(cosine: Number, matched: Number, reachable: Number) -> Number:
    """The weighted mean of the dense and the lexical score; higher is better.

    `cosine`: the dense score. `matched`: the share (0 to 1) of the query's words that a text has, by weight.
    `reachable`: the share that a text in its script can have at all. A convex combination with theoretical bounds (Bruch
    et al. 2023, "An analysis of fusion functions for hybrid retrieval"), except that a Chinese passage is not expected
    to hold the words of an English question: the cosine stands in for what it cannot have. So passages in both scripts
    are comparable, and within one script the order is that of a weighted sum.
    """
    words = matched + (1 - reachable) * cosine
    return (cosine + LEXICAL_WEIGHT * words) / (1 + LEXICAL_WEIGHT)
