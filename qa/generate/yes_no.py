"""Yes or no in front of a cited sentence, where it says so beyond doubt; elsewhere the sentence speaks for itself.

Never across languages: words that translate each other do not tell who visits whom. A "yes" has to be likely as well; to a question
that is wrong no sentence looks like an answer. The sentence has to say it by itself, without its title, and without a turn: what stands
before "but" is not what it says.
"""

import re
from dataclasses import replace

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.types import Passage
from index.reading.base import Reader
from qa.answer.compose import text_of
from qa.answer.messages import phrases
from qa.claims.grounding import contradicted, unsupported
from qa.question.yes_no import statement
from qa.types import Answer, Confidence

_TURN = re.compile(r"但|却|而是|然而|不过|除了?|不包括|\b(?:but|however|although|except|instead)\b")
SURE = (Confidence.MEDIUM, Confidence.HIGH)


def with_verdict(answer: Answer, reader: Reader | None = None) -> Answer:
    """The answer to a question of yes or no, begun with the one that its first sentence bears out."""
    asked = statement(answer.asked or answer.question)
    # A lead says that the sentences differ, or are in another language.
    if not asked or not answer.answered or answer.lead:
        return answer
    said = _verdict(asked, answer, reader)
    if not said:
        return answer
    lead = phrases(chinese=has_han(answer.question))[said]
    return replace(answer, lead=lead, text=text_of(lead, answer.statements))


def _verdict(asked: str, answer: Answer, reader: Reader | None) -> str:
    first = answer.citations[0]
    if _TURN.search(fold(first.quote)):
        return ""
    quote = [Passage(0, replace(first.article, title=""), first.start, first.end)]
    if answer.confidence in SURE and not unsupported(asked, quote, reader):
        return "yes"
    return "no" if contradicted(asked, quote) else ""
