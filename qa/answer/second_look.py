"""A second look at candidates that the conditions passed over."""

from collections.abc import Mapping, Sequence

from index.query import Query
from qa.answer.candidates import Candidate
from qa.answer.conditions.conditions import lacking, vetoed
from qa.answer.confidence import Curve, features
from qa.answer.selection import Choice, choose, of_the_question


def second_look(
    query: Query, likely: Sequence[Candidate], odds: Mapping[tuple[str, int], float], curve: Curve
) -> Choice | None:
    """The likeliest candidate alone, for a choice that lacks something, is vetoed or is no likely answer; None if none counts as an
    answer with what it lacks itself. `odds` are the candidates' probabilities by article id and start, whatever they lack. The
    conditions prefer what has the question's names, whatever it says of them.
    """

    def chance(c: Candidate) -> float:
        return odds[c.sentence.article.id, c.sentence.start]

    for c in sorted(of_the_question(likely, query.text), key=chance, reverse=True):
        own = [c.sentence]
        if chance(c) < curve.answered:
            return None
        if not vetoed(query, own) and curve.probability(features(c, lacking(query, own))) >= curve.answered:
            return choose([c], query.text)
    return None
