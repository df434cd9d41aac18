"""A statement that the cause is unknown answers "why" better than an account of what happened."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.text.fold import fold
from qa.answer.selection import Choice, Evidence
from qa.answer.sentence import Sentence, sentences_touching
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind

_UNKNOWN = re.compile(
    r"(?:原因|[起成死诱]因|动机)[^,，。;；]{0,12}(?:不明|不详|不清楚|不得而知|未知|未明|尚未|还未|未能|有待|仍在|正在|还在|待进一步)"
    r"|(?:不清楚|不明确?|[未没]有?公布|[未没]有?透露|未查明|未确定|正在调查|仍在调查|调查)[^,，。;；]{0,10}(?:原因|[起成死诱]因|动机)"
    r"|\bcauses?\b.{0,40}\b(?:unknown|unclear|investigat\w+|not (?:yet )?(?:known|clear|been determined))"
    r"|\binvestigat(?:e[sd]?|ing) .{0,30}\bcauses?\b"
)
_KNOWN = re.compile(
    r"由于|因为|原因(?:是|为|在于|系|包括)|源于|归因|是因|系因|(?<![原病死诱起基])因(?![此而素应地])|\b(?:because|due to|caused by|owing to)\b"
)


def with_unknown_cause(question: str, choice: Choice) -> Choice:
    """If a reason is asked for and the first sentence gives none, replace the choice by a sentence near it that says
    that the cause is unknown, if there is one.
    """
    if AnswerKind.REASON not in analyse(question).kinds or not choice.evidence:
        return choice
    lead = choice.evidence[0].places[0]
    if _KNOWN.search(fold(lead.text)):
        return choice
    told = next((s for s in _beside(lead) if _UNKNOWN.search(fold(s.text)) and not _KNOWN.search(fold(s.text))), None)
    return choice if told is None else replace(choice, evidence=(Evidence(choice.evidence[0].score, (told,)),))


def _beside(sentence: Sentence) -> Iterator[Sentence]:
    """The sentences in the lines of its passage, including the sentence itself."""
    passage = sentence.passage
    if passage:
        for start, end in sentences_touching(sentence.article.text, passage.start, passage.end):
            yield replace(sentence, start=start, end=end, span=None)
