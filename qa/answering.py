"""The way from a question to its answer, over one opened index."""

from dataclasses import dataclass, replace

from index.embed import Embedder
from index.opened import Index
from index.search import EVERYTHING, search, understand
from index.types import Filter, Hit
from qa.choose import Choice, choose
from qa.compose import compose, unanswered
from qa.confidence import across, confidence, curves, features
from qa.extract import candidates
from qa.recency import Period, period
from qa.types import Answer, Confidence

LOOKED_AT, SHOWN = 12, 10
"""Passages that an answer is looked for in, and those that come with it."""
DATED = 60
"""Passages looked at where the question speaks of time: the newest is seldom among the nearest."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question before anything is said."""

    question: str
    hits: tuple[Hit, ...]
    choice: Choice
    probability: float
    confidence: Confidence
    by_date: bool

    def answer(self) -> Answer:
        """The sentences themselves, or that there are none."""
        hits = self.hits[:SHOWN]
        if self.confidence is Confidence.NONE:
            return unanswered(self.question, hits, self.probability)
        return compose(
            self.question,
            self.choice,
            hits,
            sure=self.confidence,
            probability=self.probability,
            by_date=self.by_date,
        )


def find(index: Index, embedder: Embedder, question: str, only: Filter = EVERYTHING) -> Found:
    """Passages and sentences for a question, and how likely they answer it."""
    query = understand(question, index)
    when = period(question, index.store.dates()[1])
    depth = DATED if when.asked else LOOKED_AT
    hits = search(index, embedder, query, depth, only=only)
    if query.phrases and not hits:  # quoted in another language than the articles, or not word for word
        query = replace(query, phrases=())
        hits = search(index, embedder, query, depth, only=only)
    # Other prints are cited as well, so the filter holds for them too.
    hits = [replace(hit, also=tuple(filter(only.admits, hit.also))) for hit in _by_time(hits, when)[:LOOKED_AT]]
    likely = candidates(index, embedder, query, hits, when)
    if not likely:
        return Found(question, tuple(hits), Choice(()), 0.0, Confidence.NONE, when.latest)
    curve = curves()[across(question, likely)]
    probability = curve.probability(features(index, query, likely))
    sure = confidence(probability, curve.answered)
    return Found(question, tuple(hits), choose(likely, by_date=when.latest), probability, sure, when.latest)


def _by_time(hits: list[Hit], when: Period) -> list[Hit]:
    """Passages of the time that is asked for come first among equals."""
    return sorted(hits, key=lambda hit: -hit.score - when.lift(hit.passage.article)) if when.asked else hits
