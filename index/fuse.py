"""Two retrievers' scores made one."""

import numpy as np

from index.types import Scores

LEXICAL_WEIGHT = 1.75
"""How much a full BM25 match weighs against a cosine of 1; any value from 1.5 to 2 does (CMRC, DRCD and XQuAD)."""


def convex(cosine: Scores, bm25: Scores, most: float) -> Scores:
    """The weighted mean of cosine and BM25 as a share of the most the query could reach, higher is better.

    A convex combination with a theoretical bound (Bruch et al. 2023, "An analysis of fusion functions for hybrid
    retrieval"). The bound decides whom to trust: where the query's words are unknown to the corpus, as an English
    question's are to Chinese articles, BM25 reaches next to nothing of it and the cosine decides alone. Reciprocal
    rank fusion, which sees ranks only, trusts a worthless ranking as much as a good one.
    """
    share = bm25 / most if most > 0 else bm25
    return ((cosine + LEXICAL_WEIGHT * share) / (1 + LEXICAL_WEIGHT)).astype(np.float32)
