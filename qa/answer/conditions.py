"""What an answer has to have: a thing of the kind that is asked for, and a word of what is measured.

A sentence without a date answers no "when", and 5337亿元 of investment is no price of a flat.
"""

import re
from collections.abc import Sequence

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual.translation_table import translations
from qa.answer.sentence import Sentence
from qa.answer.signals import fitting
from qa.question.analysis import Question
from qa.question.answer_types import Kind

CERTAIN = frozenset({Kind.TIME, Kind.NUMBER})
"""Kinds whose things are known by their form: nineteen in twenty sentences that answer have one."""
TELLING = frozenset({"area", "length", "age", "duration", "temperature", "speed"})
"""Measures whose units say what is measured: 平方公里 is an area, while 元 may be anything's price."""
BEFORE = 80
"""Characters before a sentence that it may continue."""
_GENERIC = frozenset("数量率额度费总值的是多少有几个平均新钱")
"""Characters that name no attribute by themselves."""
_WORD = re.compile(r"[a-z]{3,}")


def unmet(question: Question, sentences: Sequence[Sentence]) -> Kind | None:
    """The kind that is asked for where none of the sentences can be of it; None where one may be, or the form cannot tell."""
    if not question.kinds or not question.kinds <= CERTAIN:
        return None
    if any(all(fitting(question, s.text).values()) and speaks_of(question, s) for s in sentences):
        return None
    return next(kind for kind in Kind if kind in question.kinds)


def fits(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence has a thing of a kind that is asked for, or none is asked for."""
    return not question.kinds or any(fitting(question, sentence.text).values())


def speaks_of(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence, or what it continues, speaks of what is measured.

    True where no measure is asked for that needs its name said.
    """
    if not question.attribute or not question.measures or question.measures & TELLING:
        return True
    start = max(sentence.passage.start if sentence.passage else 0, sentence.start - BEFORE)
    said = fold(f"{sentence.article.title}\n{sentence.article.text[start : sentence.end]}")
    words = _words(question.attribute)
    return not words or any(word in said for word in words)


def _words(attribute: str) -> set[str]:
    """What of an attribute a text may say: its characters, or its words and their translations; none where it names nothing."""
    if has_han(attribute):
        return set(attribute[-3:]) - _GENERIC
    words = _WORD.findall(attribute)
    return {*words, *(term for word in words for term in translations().of(word))}
