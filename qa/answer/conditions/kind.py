"""Whether quotes can answer with the requested kind: they have an instance of it and mention what is measured.

A sentence without a date does not answer "when", and 5337亿元 of investment is not the price of a flat.
"""

import re
from collections.abc import Sequence
from itertools import chain, filterfalse

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual.translation_table import translations
from qa.answer.conditions.offices import is_of_another_place
from qa.answer.sentence import Sentence, in_context
from qa.answer.signals import fitting
from qa.facts.known_names import known_names
from qa.question.analysis import Question
from qa.question.answer_types import ACTOR, ANSWER_TYPES, AnswerKind
from qa.question.topics import ATTRIBUTES, FATES, OFFICES, STAGES, TITLES, asked_for, spoken_of

CERTAIN = frozenset({AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.PERSON})
"""Kinds whose instances are recognised by their form: nineteen in twenty answering sentences have one."""
TELLING = frozenset({"area", "length", "age", "duration", "temperature", "speed", "energy"})
"""Measures whose units say what is measured: 平方公里 is an area, while 元 may be the price of anything."""
_GENERIC = frozenset("数量率额度费总值的是多少有几个平均新钱成比例重占百分之了经资金款人")
"""Characters that are too general to identify an attribute."""
_GENERIC_WORDS = frozenset(
    "people persons number amount figure total times value average money percent percentage share proportion rate funds".split()
)
_NO_PLACE = re.compile("^[的一这那条座个片各本该]|大$")
"""Text that has the form of a place but names none: 一条山谷, 号大 in 信号大数据."""
_NOBODY = re.compile(
    r"[,，。;；、的们和与及并向在将对从等会]|同志们|公布|发布|表示|介绍|[说称]|宣布|发表|下令|要求|指出|呼吁|致辞|出席|一职|选举|$"
)
"""Text after an office, if its holder is not named there."""
_BECOMES = re.compile(r"[任是为当兼选:，,、（(][^,，。;；]{0,16}$")
"""Text before an office, if its holder is named earlier."""
_WORD = re.compile(r"[a-z]{3,}")


def unmet(question: Question, sentences: Sequence[Sentence]) -> AnswerKind | None:
    """The requested kind if no sentence can have an instance of it; None if one may, or if form does not tell."""
    if not question.kinds or not question.kinds <= CERTAIN:
        return None
    if any(
        all(_may_be(question, kind, s.text) for kind in question.kinds) and speaks_of(question, s) for s in sentences
    ):
        return None
    return next(kind for kind in AnswerKind if kind in question.kinds)


def fits(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence has a thing of a requested kind; True if none is requested.

    If only a place is requested, it must be one that the question does not name.
    """
    if question.kinds == {AnswerKind.PLACE}:
        said = fold(sentence.text)
        places = (match.group() for match in ANSWER_TYPES[AnswerKind.PLACE].thing.finditer(said))
        return any(p not in question.text for p in chain(known_names(said), filterfalse(_NO_PLACE.search, places)))
    return not question.kinds or any(fitting(question, sentence.text).values())


def speaks_of(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence, or the text that it continues, mentions what is measured, or the title whose holder
    is asked for.

    True if the question asks for no measure or title that has to be mentioned.
    """
    said = in_context(sentence)
    if AnswerKind.PERSON in question.kinds:
        # The article's title and the previous sentence may be about other people's acts and offices.
        own = fold(sentence.text)
        if not (spoken_of(TITLES, question.attribute, own) and spoken_of(STAGES, question.text, own)):
            return False
        if not _names_a_holder(question, own):
            return False
    elif not spoken_of(STAGES, question.text, said):
        return False
    if AnswerKind.NUMBER in question.kinds and not spoken_of(ATTRIBUTES, question.text, said):
        return False
    if "people" in question.measures and asked_for(FATES, question.text):
        return spoken_of(FATES, question.text, said)
    if not question.attribute or not question.measures or question.measures & TELLING:
        return True
    words = _words(question.attribute)
    return not words or any(word in said for word in words)


def _may_be(question: Question, kind: AnswerKind, sentence: str) -> bool:
    """Whether a sentence can have an instance of a kind.

    "Who" may be a team or an occupation, and folded English names have no recognisable form.
    """
    if kind is not AnswerKind.PERSON:
        return fitting(question, sentence)[kind]
    said = fold(sentence)
    return not has_han(said) or any(match.group() not in question.text for match in ACTOR.finditer(said))


def _names_a_holder(question: Question, said: str) -> bool:
    """Whether a folded sentence can name the holder of an office: the text before it says that somebody is or becomes
    it, or the text after it may be a name. 舰长、政治委员向 names nobody, and 波兰国防部长 is not the minister of
    another country.
    """
    if not has_han(said):
        return True
    titles = (title for asked, title in OFFICES.items() if asked.search(question.attribute))
    places = [match.span() for title in titles for match in title.finditer(said)]
    return not places or any(
        (not _NOBODY.match(said, b) or (_BECOMES.search(said, 0, a) and ACTOR.search(said, 0, a)))
        and not is_of_another_place(question.text, said[:a])
        for a, b in places
    )


def _words(attribute: str) -> set[str]:
    """What a text may have of an attribute: its last three characters, or its words and their translations, without
    those that are too general.
    """
    if has_han(attribute):
        return set(attribute[-3:]) - _GENERIC
    words = [word for word in _WORD.findall(attribute) if word not in _GENERIC_WORDS]
    return {*words, *(term for word in words for term in translations().of(word))}
