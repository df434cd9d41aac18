"""Where a list of results ends: a hit that is far from the best one both in words and in meaning is noise."""

from collections.abc import Sequence

from index.types import Hit

MIN_MATCHED, MIN_COSINE = 0.15, 0.6
"""Shares of the best hit's `matched` and `cosine`; below both, a hit is not relevant. On XQuAD, CMRC, DRCD and RGB no right
passage of the first ten is below both, and neither is one at 0.2 and 0.65."""


def relevant(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, in order, without those that only fill the list up.

    Only a hit with both scores can be left out, so the modes dense and bm25 keep theirs.
    """
    matched = max((hit.matched for hit in hits if hit.matched is not None), default=0.0)
    cosine = max((hit.cosine for hit in hits if hit.cosine is not None), default=0.0)
    return [hit for hit in hits if not _by_chance(hit, MIN_MATCHED * matched, MIN_COSINE * cosine)]


def _by_chance(hit: Hit, least_matched: float, least_cosine: float) -> bool:
    if hit.matched is None or hit.cosine is None:
        return False
    shares_words = hit.matched > 0 and hit.matched >= least_matched
    return not shares_words and hit.cosine < least_cosine
