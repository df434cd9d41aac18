"""A statement that the cause is unknown answers "why" better than an account of what happened."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from corpus.text.fold import fold
from index.lexical.tokens import FUNCTION_WORDS, tokenise
from qa.answer.selection import Choice, Evidence
from qa.answer.sentence import Sentence, sentences_touching
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind

_UNKNOWN = re.compile(
    r"(?:原因|[起成死诱]因|动机)[^,，。;；]{0,12}(?:不明|不详|不清楚|不得而知|未知|未明|尚未|还未|未能|有待|仍在|正在|还在|待进一步)"
    r"|(?:不清楚|不明确?|[未没]有?公布|[未没]有?透露|未查明|未确定|正[就对]|(?:正|仍|还在|有待|继续|将)[^,，。;；]{0,6}调查)[^,，。;；]{0,10}(?:原因|[起成死诱]因|动机)"
    r"|\bcauses?\b.{0,40}\b(?:unknown|unclear|under investigation|not (?:yet )?(?:known|clear|been determined))"
    r"|\bcauses?\b.{0,40}\b(?:is|are|being|still|yet to be|to be) (?:still |now |being ){0,2}investigated"
    r"|\b(?:(?:is|are|was|were|still|now) (?:still |now )?investigating|(?:will|to) investigate) .{0,30}\bcauses?\b"
)
"""An investigation that has ended may have found the cause."""
_KNOWN = re.compile(
    r"由于|因为|原因(?:是|为|在于|系|包括|:)|源于|归因|是因|系因|所致|(?<![原病死诱起基])因(?![此而素应地])"
    r"|\b(?:because|due to|caused by|owing to|blamed)\b"
)
_EFFECT = re.compile(
    r"(?<!什么)(?<!何)(?<!谁)(?:引发|引燃|导致|造成|致使|酿成)(?P<effect>[^,，。;；]{1,30})"
    r"|\b(?<!what )(?:sparked|triggered|caused|led to) (?P<told>[^,.;]{1,60})"
)
_CAUSE = re.compile(r"原因|[起成死诱]因|\bcauses?\b")


def with_unknown_cause(question: str, choice: Choice) -> Choice:
    """If a reason is asked for and the first sentence gives none, replace the choice by a sentence near it that says
    that the cause is unknown, if there is one.
    """
    if AnswerKind.REASON not in analyse(question).kinds or not choice.evidence:
        return choice
    lead = choice.evidence[0].places[0]
    asked = frozenset(term for term in tokenise(question) if len(term) > 1) - FUNCTION_WORDS
    if _tells_cause(fold(lead.text), asked):
        return choice
    unknown = (s for s in _beside(lead) if _UNKNOWN.search(fold(s.text)))
    told = next((s for s in unknown if not _tells_cause(fold(s.text), asked)), None)
    return choice if told is None else replace(choice, evidence=(Evidence(choice.evidence[0].score, (told,)),))


def _tells_cause(said: str, asked: Set[str]) -> bool:
    """Whether a folded sentence tells a cause: of anything, or what led to something in the question that it does not
    mention before. 起火导致停运 does not tell the cause of the fire.
    """
    if _KNOWN.search(said):
        return True
    effects = [*_EFFECT.finditer(said)]
    before = said[: effects[0].start()] if effects else said
    new = [term for term in asked if term not in before]
    told = (match["effect"] or match["told"] for match in effects)
    return any(not _CAUSE.search(effect) and any(term in effect for term in new) for effect in told)


def _beside(sentence: Sentence) -> Iterator[Sentence]:
    """The sentences in the lines of its passage, including the sentence itself."""
    passage = sentence.passage
    if passage:
        for start, end in sentences_touching(sentence.article.text, passage.start, passage.end):
            yield replace(sentence, start=start, end=end, span=None)
