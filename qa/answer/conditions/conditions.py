"""Conditions of an answer: what its quotes lack lowers its probability by a fitted weight; some are vetoes."""

import re
from collections.abc import Callable, Sequence

from corpus.text.fold import fold
from index.query import Query
from qa.answer.candidates import Candidate
from qa.answer.conditions.kind import CERTAIN, fits, unmet
from qa.answer.conditions.matter import is_on_the_matter
from qa.answer.conditions.mentions import about_the_names, other_edition, unmentioned
from qa.answer.conditions.models import of_another_model
from qa.answer.conditions.other_time import of_another_time
from qa.answer.conditions.which_one import names_no_other, other_part, tells_several
from qa.answer.listing import enumerated
from qa.answer.sentence import Sentence
from qa.question.analysis import Question, analyse
from qa.question.answer_types import AnswerKind
from qa.types import Confidence

_COUNTS = {
    "两": 2,
    **{sign: n for n, sign in enumerate("二三四五六七八九十", 2)},
    **{word: n for n, word in enumerate("two three four five six seven eight nine ten".split(), 2)},
}
_WHICH_ONES = re.compile(
    r"哪([两二三四五六七八九十])(?!十)|\b(?:which|list|name)(?: the)? (two|three|four|five|six|seven|eight|nine|ten)\b"
)
"""A question for a given number of things: "which five"."""

_NEXT = re.compile(r"[和与及或]|还是|另一|[”》][“《]|\b(?:and|or)\b")
"""What stands between two things, besides the list separators."""

LACKS = ("names", "kind", "which")
"""What quotes may lack, as features of the probability (qa.answer.confidence): the question's names, the requested kind
of thing, or which one it is.
"""


def vetoed(query: Query, sentences: Sequence[Sentence]) -> str:
    """Why quotes do not answer, at any probability: all are about another "matter", "edition" or "period"; else "".

    These differ in a single figure or word, which readers overlook.
    """
    question = analyse(query.question)
    if not any(is_on_the_matter(question, sentence) for sentence in sentences):
        return "matter"
    if other_edition(query, sentences) or (sentences and all(_is_of_another_one(query, s) for s in sentences)):
        return "edition"
    return "period" if of_another_time(query.question, sentences) else ""


def lacking(query: Query, sentences: Sequence[Sentence]) -> str:
    """What the quotes lack to be an answer: "names", the requested kind, or "which"; else "".

    Only sentences that mention a name of the question answer "who", if any do: others may be about something else.
    """
    if unmentioned(query, sentences):
        return "names"
    question = analyse(query.question)
    who = AnswerKind.PERSON in question.kinds
    if kind := unmet(question, about_the_names(query, sentences) if who else sentences):
        return kind
    return "which" if names_no_other(question, sentences) else ""


def feature_of(lack: str) -> str:
    """The feature (one of LACKS) that a lack counts as; "" for no lack."""
    return "kind" if lack in CERTAIN else lack


def on_the_question(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates on the question's names, edition, part, event and time; a condition that none meets is skipped."""
    question = analyse(query.question)
    differences: Sequence[Callable[[Sentence], bool]] = (
        lambda s: bool(unmentioned(query, [s])),
        lambda s: other_edition(query, [s]) or _is_of_another_one(query, s),
        lambda s: not is_on_the_matter(question, s),
        lambda s: of_another_time(query.question, [s]),
    )
    for differs in differences:
        candidates = [c for c in candidates if not differs(c.sentence)] or candidates
    return candidates


def _is_of_another_one(query: Query, sentence: Sentence) -> bool:
    """Whether a sentence is about another part or model than the question."""
    return other_part(analyse(query.question).text, sentence) or of_another_model(query.question, sentence)


def ceiling(question: Question, sentences: Sequence[Sentence], lack: str) -> Confidence:
    """The highest confidence for quotes with this lack: medium if they lack anything, or have no list or no thing of
    the requested kind; low if "which five" gets a list of fewer, or none.
    """
    which, told = _WHICH_ONES.search(question.text), tells_several(question, sentences)
    if which and (not told or sum(map(_items, sentences)) < _COUNTS[which[1] or which[2]]):
        return Confidence.LOW
    if not told:
        return Confidence.MEDIUM
    return Confidence.HIGH if not lack and fits(question, sentences[0]) else Confidence.MEDIUM


def _items(sentence: Sentence) -> int:
    """At most so many things does a sentence name in a row."""
    return enumerated(sentence.text) + len(_NEXT.findall(fold(sentence.text))) + 1
