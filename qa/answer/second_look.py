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
    """The likeliest candidate that counts as an answer alone, given what it lacks itself, in place of a choice that is
    vetoed, unlikely or lacks something; None if there is none.

    `odds` are the candidates' probabilities by (article id, start), regardless of what they lack. A second look helps
    because the conditions prefer sentences with the question's names, whatever they say about them.
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
