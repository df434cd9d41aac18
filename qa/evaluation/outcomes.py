"""Outcomes of questions, and their measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text.sentences import sentences
from qa.evaluation.gold import Gold, held_by, holds
from qa.types import Answer, Confidence

SHOWN = 4
"""Most sentences with the gold that are shown for one question."""
LOSSES = (0.05, 0.08)
"""Shares of right answers that may be withheld when choosing a threshold for silence."""

LEVELS = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)

MEASURES = {
    "with an answer": (
        "asked",
        "gold in first sentence",
        "gold in a quote",
        "citation precision",
        "quotes exact",
        "silent",
        "lost",
    ),
    "confidence": tuple(name for level in LEVELS for name in (level.value, f"right at {level.value}")),
    "without an answer": (
        "asked without one",
        "refused",
        "answered at high",
        *(f"refused at {loss:.0%} lost" for loss in LOSSES),
    ),
}
"""The names of the measures, by what they apply to."""

Measures = dict[str, float | None]
"""By name, shares (0 to 1) and how many questions were asked; None if there are no questions of that kind."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question and its answer."""

    question: str
    gold: Gold
    """What a right answer contains, even if it was taken out; empty if nothing answers."""
    answerable: bool
    """Whether the passages that were asked contain the answer."""
    answer: Answer
    spoken: Answer
    """The answer as it would be if it were never silent."""

    @property
    def first(self) -> bool:
        """Whether the first sentence contains the gold."""
        return held_by(_quotes(self.answer)[:1], self.gold)

    @property
    def cited(self) -> bool:
        """Whether the quotes together contain the gold."""
        return held_by(_quotes(self.answer), self.gold)

    @property
    def lost(self) -> bool:
        """Whether a right answer was withheld."""
        return not self.answer.answered and self.right_if_spoken

    @property
    def right_if_spoken(self) -> bool:
        """Whether the answer is right, or would be if it were not silent."""
        return held_by(_quotes(self.spoken), self.gold)

    @property
    def right_citations(self) -> int:
        """How many citations contain an item of the gold."""
        return sum(any(holds(quote, item) for item in self.gold) for quote in _quotes(self.answer))

    @property
    def exact_citations(self) -> int:
        """How many citations match their article character by character."""
        return sum(c.article.text[c.start : c.end] == c.quote for c in self.answer.citations)

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON: what a person needs to see why an answer is right or wrong."""
        return {
            "question": self.question,
            "gold": [list(item) for item in self.gold],
            "answerable": self.answerable,
            "answered": self.answer.answered,
            "confidence": self.answer.confidence.value,
            "probability": round(self.answer.probability, 4),
            "first": self.first,
            "cited": self.cited,
            "lost": self.lost,
            "lead": self.answer.lead,
            "notice": self.answer.notice,
            "quotes": _quotes(self.answer),
            "unspoken": [] if self.answer.answered else _quotes(self.spoken),
            "there": self._there(),
        }

    def _there(self) -> list[str]:
        """Sentences of the found passages that contain an item of the gold, best passage first."""
        texts = [hit.passage.text for hit in self.answer.hits]
        each = (text[start:end].strip() for text in texts for start, end in sentences(text))
        return list(dict.fromkeys(s for s in each if any(holds(s, item) for item in self.gold)))[:SHOWN]


def measures(outcomes: Sequence[Outcome]) -> Measures:
    """Every measure of MEASURES.

    Of the questions that have an answer ("asked" counts them): "gold in first sentence" and "gold in a quote", where
    silence counts as wrong; "citation precision", the share of their citations that contain an item of the gold;
    "silent", the share that got no answer; "lost", the share of right answers that were withheld; "high" and so on, the
    share with that confidence, and "right at high", the share of these with the gold in a quote. Of the questions that
    have none ("asked without one"): "refused" and "answered at high"; "refused at 5% lost" is "refused" if the
    threshold were high enough to withhold that share of the right answers.
    """
    there, absent = [o for o in outcomes if o.answerable], [o for o in outcomes if not o.answerable]
    right = [o for o in there if o.right_if_spoken]
    found: Measures = {
        "asked": len(there),
        "gold in first sentence": _share(o.first for o in there),
        "gold in a quote": _share(o.cited for o in there),
        "citation precision": _ratio(sum(o.right_citations for o in there), _citations(there)),
        "quotes exact": _ratio(sum(o.exact_citations for o in outcomes), _citations(outcomes)),
        "silent": _share(not o.answer.answered for o in there),
        "lost": _share(o.lost for o in right),
        "asked without one": len(absent),
        "refused": _share(not o.answer.answered for o in absent),
        "answered at high": _share(o.answer.confidence is Confidence.HIGH for o in absent),
    }
    for level in LEVELS:
        found[level.value] = _share(o.answer.confidence is level for o in there)
        found[f"right at {level.value}"] = _share(o.cited for o in there if o.answer.confidence is level)
    for loss in LOSSES:
        found[f"refused at {loss:.0%} lost"] = refused_at(right, absent, loss)
    return found


def refused_at(right: Sequence[Outcome], absent: Sequence[Outcome], loss: float) -> float | None:
    """Share of the absent below the highest probability threshold that loses at most this share of the right."""
    if not right:
        return None
    threshold = sorted(o.spoken.probability for o in right)[int(loss * len(right) + 1e-9)]
    return _share(o.spoken.probability < threshold for o in absent)


def _quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def _citations(outcomes: Iterable[Outcome]) -> int:
    return sum(len(outcome.answer.citations) for outcome in outcomes)


def _share(each: Iterable[bool]) -> float | None:
    found = list(each)
    return _ratio(sum(found), len(found))


def _ratio(count: int, of: int) -> float | None:
    return count / of if of else None
