"""Fuse the scores of two retrievers."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

LEXICAL_WEIGHT = 2.0
"""The weight of a full match of words relative to a cosine of 1. Any value from 1 to 2.5 works (CMRC, DRCD, XQuAD);
headlines, whose articles BM25 alone finds better, need a high one."""

DOUBT = 1.0
"""Number of words, each as rare as possible, at which translations are half trusted; 0.75 to 1.5 work (XQuAD, its
sentences and parts of them, questions about news)."""

Number = TypeVar("Number", float, NDArray[np.floating[Any]])


def convex(cosine: Number, matched: Number, reachable: Number) -> Number:
    """The weighted mean of the dense and the lexical score; higher is better.

    `cosine`: the dense score. `matched`: the share (0 to 1) of the query's words that a text contains, by weight.
    `reachable`: the maximum share for a text in its script. This is a convex combination with theoretical bounds (Bruch
    et al. 2023, "An analysis of fusion functions for hybrid retrieval"), except that a Chinese passage is not expected
    to contain the words of an English question: the cosine stands in for those that it cannot contain. So passages in
    both scripts are comparable, and within one script the order is that of a weighted sum.
    """
    words = matched + (1 - reachable) * cosine
    return (cosine + LEXICAL_WEIGHT * words) / (1 + LEXICAL_WEIGHT)


def trust(words: float, translated: float) -> float:
    """How far to trust a lexical score, 0 to 1, if some of its words are translations of the question's.

    `words`: the maximum score of all words, as a multiple of the score of a word that only one passage contains.
    `translated`: the share of it that is due to translations. One translated word says little: it may have another
    sense, or the passage may put it in other words. Many that agree say much.
    """
    return 1 - translated * DOUBT / (words + DOUBT)
