"""Where a list of results ends: a hit that shares little with the question, in words and in meaning, is there by chance."""

from collections.abc import Sequence

from index.types import Hit

WORDS = 0.8
"""What the share of words counts beside the cosine."""
OF_THE_BEST = 0.3
"""What a hit shares with the question at the least, as a share of what the best one does."""
LEAST, FIRST = 0.3, 3
"""What it shares at the least whatever the best one does; not asked of the first three: a question in another language may share
little with its answer. With both, a list of 30 for a question about something else holds 7 hits. Of 624 right passages of
XQuAD, CMRC, DRCD and news two were left out, in eighth and ninth place."""
WITHOUT_WORDS = 0.13
"""The cosine that a hit needs without any word of the question, also among the first three. Of 600 right ones there one had
none, and was kept. "quantum computer", asked of 31 passages about something else, reaches 0.1 with the nearest."""


def relevant(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, in order, without those that only fill the list up; none if all of them do.

    Only a hit with both scores can be left out: with one word as the question, cosines of right and wrong hits overlap, so the
    modes dense and bm25 keep theirs.
    """
    shared = [_shared(hit) for hit in hits]
    least = OF_THE_BEST * max((share for share in shared if share is not None), default=0.0)
    return [
        hit
        for place, (hit, share) in enumerate(zip(hits, shared, strict=True))
        if share is None or share >= max(least, _least(hit, place))
    ]


def _shared(hit: Hit) -> float | None:
    """What a hit shares with the question; None where one of its scores is missing."""
    if hit.matched is None or hit.cosine is None:
        return None
    return WORDS * hit.matched + hit.cosine


def _least(hit: Hit, place: int) -> float:
    """What a hit shares at the least at this place."""
    if place >= FIRST:
        return LEAST
    return -1.0 if hit.matched else WITHOUT_WORDS
