"""Put yes or no in front of a cited sentence that clearly says so; otherwise the sentence speaks for itself.

A "yes" also needs an answer of at least medium confidence. A "no" does not: if the question is wrong, no sentence looks
like an answer. The sentence has to say it without its title and without a word such as "but", which may change the
meaning of what comes before.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.text.fold import fold
from corpus.text.script import in_chinese
from corpus.types import Passage
from index.aliases.expansion import in_written_words
from index.reading.base import Reader
from qa.answer.wording.compose import text_of
from qa.answer.wording.messages import phrases
from qa.claims.verdict import verdict
from qa.question.yes_no import statement
from qa.types import Answer, Confidence

_TURN = re.compile(r"但|却|而是|然而|不过|除了?|不包括|\b(?:but|however|although|except|instead)\b")
SURE = (Confidence.MEDIUM, Confidence.HIGH)


def with_verdict(answer: Answer, reader: Reader | None = None) -> Answer:
    """The answer to a yes-or-no question, preceded by the yes or no that its first sentence supports."""
    question = answer.asked or answer.question
    asked = [said for form in (question, in_written_words(question, len)[0]) if (said := statement(form))]
    told = phrases(chinese=in_chinese(answer.question))
    # Another lead says that the sentences differ.
    if not asked or not answer.answered or answer.lead not in ("", told["across"]):
        return answer
    said = _verdict(asked, answer, reader)
    return replace(answer, lead=told[said], text=text_of(told[said], answer.statements)) if said else answer


def _verdict(asked: Sequence[str], answer: Answer, reader: Reader | None) -> str:
    first = answer.citations[0]
    if _TURN.search(fold(first.quote)):
        return ""
    quote = Passage(0, replace(first.article, title=""), first.start, first.end)
    found = {said for form in asked if (said := verdict(form, quote, reader))}
    said = found.pop() if len(found) == 1 else ""
    return said if said == "no" or answer.confidence in SURE else ""
