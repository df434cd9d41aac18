"""Hits in the order in which a reader finds an answer in them."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.text.fold import fold
from corpus.text.sentences import sentences
from index.query import Query
from index.reading.base import Reader
from index.reading.types import FARTHEST, clipped
from index.reading.windows import cut_windows
from index.types import Hit

FIRST = 10
"""Hits that are read; later ones keep their places."""
WEIGHT = 0.05
"""The weight of a unit of log odds relative to a hit's score. On 60 questions of RGB, MRR@10 is 0.93 with it,
0.89 by the score or the reader alone; 0.02 and 0.1 are between."""


def rerank(reader: Reader, query: Query, hits: Sequence[Hit]) -> list[Hit]:
    """The first hits ordered by their scores and the reader's together, then the rest; ties keep their order.

    Scores are brought back to about 0 to 1 and still fall.
    """
    read = [replace(hit, score=_joint(hit.score, _log_odds(reader, query, hit))) for hit in hits[:FIRST]]
    rest = [replace(hit, score=_joint(hit.score, -FARTHEST)) for hit in hits[FIRST:]]
    return [*sorted(read, key=lambda hit: -hit.score), *rest]


def _joint(score: float, log_odds: float) -> float:
    return (score + WEIGHT * (log_odds + FARTHEST)) / (1 + 2 * WEIGHT * FARTHEST)


def _log_odds(reader: Reader, query: Query, hit: Hit) -> float:
    """The log odds that the passage's best sentence answers."""
    text = hit.passage.text
    readings = reader.read(query.glossed(fold(text)), cut_windows(text, sentences(text)))
    best = max((score for reading in readings for score in reading.scores), default=-FARTHEST)
    return clipped(best)
