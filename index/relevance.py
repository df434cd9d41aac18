"""Drop hits that share so little with the question, in words and in meaning, that they are there by chance."""

from collections.abc import Sequence

from index.types import Hit

WORDS = 0.8
"""Weight of the share of matched words relative to the cosine."""
OF_THE_BEST = 0.3
"""Minimum similarity of a hit to the question, as a share of the best hit's (see `_shared`)."""
LEAST, FIRST = 0.3, 3
"""Minimum similarity whatever the best hit's is, except for the first three: a question in another language may share
little with its answer. With both limits, a list of 30 for a question about something else shrinks to 7 hits. Of 624
correct passages of XQuAD, CMRC, DRCD and news, two were dropped, in eighth and ninth place."""
WITHOUT_WORDS = 0.13
"""Minimum cosine of a hit without any word of the question, also among the first three. Of 600 correct ones there, one
had no word, and was kept. "quantum computer", asked of 31 passages about something else, reaches 0.1 with the
nearest."""


def relevant(hits: Sequence[Hit]) -> list[Hit]:
    """The relevant hits, in order; empty if none is.

    Only a hit with both scores can be dropped. For one-word questions, the cosines of right and wrong hits overlap, so
    the modes dense and bm25 keep all their hits.
    """
    shared = [_shared(hit) for hit in hits]
    least = OF_THE_BEST * max((share for share in shared if share is not None), default=0.0)
    return [
        hit
        for place, (hit, share) in enumerate(zip(hits, shared, strict=True))
        if share is None or share >= max(least, _least(hit, place))
    ]


def _shared(hit: Hit) -> float | None:
    """A hit's similarity to the question, in words and meaning; None if one of its scores is missing."""
    if hit.matched is None or hit.cosine is None:
        return None
    return WORDS * hit.matched + hit.cosine


def _least(hit: Hit, place: int) -> float:
    """The minimum similarity of a hit at this place."""
    if place >= FIRST:
        return LEAST
    return -1.0 if hit.matched else WITHOUT_WORDS
