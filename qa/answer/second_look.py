"""A second look at candidates that the conditions passed over."""

from collections.abc import Sequence

from index.query import Query
from qa.answer.candidates import Candidate
from qa.answer.conditions.conditions import lacking, vetoed
from qa.answer.confidence import Curve, features
from qa.answer.selection import Choice, choose, of_the_question


def second_look(query: Query, likely: Sequence[Candidate], curve: Curve) -> Choice | None:
    """The likeliest candidate alone, for a choice that lacks something or is vetoed; None if none counts as an answer with what it
    lacks itself. The conditions prefer what has the question's names, whatever it says of them.
    """
    odds = {id(c): curve.probability(features(c, "")) for c in of_the_question(likely, query.text)}
    for c in sorted((c for c in likely if odds.get(id(c), 0) >= curve.answered), key=lambda c: -odds[id(c)]):
        own = [c.sentence]
        if not vetoed(query, own) and curve.probability(features(c, lacking(query, own))) >= curve.answered:
            return choose([c], query.text)
    return None
