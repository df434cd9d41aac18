"""Compose the answer from the selected sentences: numbered, framed in the question's language, every quote verified."""

from collections.abc import Iterator, Sequence

from corpus.text.script import in_chinese, is_han
from corpus.types import Article
from index.types import Hit
from qa.answer.agreement import Relation
from qa.answer.selection import Choice, Evidence, with_reprints
from qa.answer.sentence import Sentence
from qa.answer.wording.messages import phrases
from qa.types import Answer, Citation, Confidence, Statement

SHOWN = 0.5
"""Maximum share of its sentence that an answer span may cover to be highlighted."""


def compose(
    question: str,
    choice: Choice,
    hits: tuple[Hit, ...],
    *,
    sure: Confidence,
    probability: float,
    by_date: bool = False,
) -> Answer:
    """The answer: one statement for each selected sentence, with a citation for every article that prints it."""
    evidence = [with_reprints(e, _also(e, hits)) for e in choice.evidence]
    citations: list[Citation] = []
    statements: list[Statement] = []
    for said in evidence:
        first = len(citations) + 1
        citations += [
            Citation(number, place.article, place.start, place.end, place.text, place.passage, _shown_span(place))
            for number, place in enumerate(said.places, start=first)
        ]
        day = said.published if choice.dated or by_date else None
        statements.append(Statement(said.text, tuple(range(first, len(citations) + 1)), day))
    lead = _lead(question, statements, choice.relation, by_date=by_date)
    return Answer(
        question,
        text_of(lead, statements),
        True,
        sure,
        tuple(citations),
        hits,
        statements=tuple(statements),
        lead=lead,
        probability=probability,
        asked=question,
    )


def unanswered(question: str, hits: tuple[Hit, ...], probability: float = 0.0, told: str = "") -> Answer:
    """The reply that the articles do not answer, in the question's language, or the message `told` instead."""
    told = told or phrases(chinese=in_chinese(question))["not_found"]
    return Answer(question, told, False, Confidence.NONE, (), hits, probability=probability, asked=question)


def text_of(lead: str, statements: Sequence[Statement]) -> str:
    """The complete text of an answer."""
    return "\n".join([*([lead] if lead else []), *map(str, statements)])


def _lead(question: str, statements: Sequence[Statement], relation: Relation, *, by_date: bool) -> str:
    words = phrases(chinese=in_chinese(question))
    if relation is not Relation.UNRELATED:
        return words[relation]
    if by_date and len(statements) > 1:
        return words["by_date"]
    foreign = all(is_han(s.text) != in_chinese(question) for s in statements)
    return words["across"] if foreign else ""


def _shown_span(place: Sentence) -> tuple[int, int] | None:
    """The answer span, or None if it covers most of the sentence, where bold would not help."""
    return place.span if place.span and place.span[1] - place.span[0] <= SHOWN * len(place.text) else None


def _also(evidence: Evidence, hits: Sequence[Hit]) -> Iterator[Article]:
    """The reprints of all passages that were found in the articles of a sentence."""
    return (
        a for place in evidence.places for hit in hits if hit.passage.article.id == place.article.id for a in hit.also
    )
