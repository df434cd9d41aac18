"""Yes or no in front of a cited sentence, where it says so beyond doubt; elsewhere the sentence speaks for itself."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.text.script import has_han
from corpus.types import Passage
from index.reading.base import Reader
from qa.answer.compose import text_of
from qa.answer.messages import phrases
from qa.generate.grounding import contradicted, unsupported
from qa.question.yes_no import statement
from qa.types import Answer


def with_verdict(answer: Answer, reader: Reader | None = None) -> Answer:
    """The answer to a question of yes or no, begun with the one that its first sentence bears out."""
    asked = statement(answer.asked or answer.question)
    if not asked or not answer.answered or answer.lead not in ("", phrases(chinese=has_han(answer.question))["across"]):
        return answer
    said = _verdict(asked, [_as_passage(answer)], reader)
    if not said:
        return answer
    lead = phrases(chinese=has_han(answer.question))[said]
    return replace(answer, lead=lead, text=text_of(lead, answer.statements))


def _verdict(asked: str, passages: Sequence[Passage], reader: Reader | None) -> str:
    if not unsupported(asked, passages, reader):
        return "yes"
    return "no" if contradicted(asked, passages) else ""


def _as_passage(answer: Answer) -> Passage:
    first = answer.citations[0]
    return Passage(0, first.article, first.start, first.end)
