"""Whether quotes say which one or ones of a kind, and whether they are about the one that the question names."""

import re
from collections.abc import Sequence

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han
from qa.answer.listing import asks_for_several, enumerated
from qa.answer.sentence import Sentence, in_context
from qa.facts.countries import country_pattern
from qa.facts.entities import PLACE
from qa.facts.known_names import known_names
from qa.facts.scope import NO_SECTION, SECTION
from qa.question.analysis import Question
from qa.question.topics import FIRMS, KINDS

_SECTION = re.compile(rf"([{HAN}]{{2}})(?:省|市)?{SECTION}")
_NO_SECTION = re.compile(rf"[{NO_SECTION}的]$")
_COMPETITION = (
    r"(?:[单双足篮排]|子(?:[单双][打人]|团体|混合|(?:足|篮|排|网|手|水|冰|曲棍|羽毛|乒乓)球|冰壶|举重|体操|跳[高远水台]|[花佩重]剑|\d[\d.]* ?(?:米|公[里斤]|千克|k?m\b)"
    rf"|[一二三四五六八十百千]{{1,3}}米|(?:[青少成老中]年|公开|[甲乙])?组|[{HAN}]{{0,3}}(?:接力|全能|泳|公斤级|马拉松|决赛|冠军)))"
)
_MEN = re.compile(rf"男{_COMPETITION}|\bmen['’]s\b")
_WOMEN = re.compile(rf"女{_COMPETITION}|\bwomen['’]s\b")
"""Competitions of men and of women. Elsewhere, 男子 is somebody, as in 一名男子."""
_PAIR = re.compile(r"[和与及]|\band\b")
_PLACES_ASKED = re.compile(r"(?:市|县|省|国家?)$|\b(?:cities|countries|provinces)$")
_COUNTRY_ASKED = re.compile(r"哪[一几两]?个?国家?|\b(?:which|what) countr(?:y|ies)\b")


def tells_several(question: Question, sentences: Sequence[Sentence]) -> bool:
    """Whether the sentences list things, if several are asked for.

    If these are cities or countries, at least two must be ones that the question does not name.
    """
    if not asks_for_several(question.text):
        return True
    if not any(enumerated(sentence.text) or _PAIR.search(fold(sentence.text)) for sentence in sentences):
        return False
    if not _PLACES_ASKED.search(question.attribute):
        return True
    named = {name for s in sentences for name in (*PLACE.findall(fold(s.text)), *known_names(s.text))}
    return sum(name not in question.text for name in named) > 1 or not any(has_han(s.text) for s in sentences)


def names_no_other(question: Question, sentences: Sequence[Sentence]) -> bool:
    """Whether a question asks which company, hospital or country, and the sentences name none but those in it."""
    if _COUNTRY_ASKED.search(question.text) and not any(_names_a_country(question, s) for s in sentences):
        return True
    asked = ((kind.search(question.text), thing) for kind, thing in KINDS.items())
    return any(which and not _names_another(which, thing, question.text, sentences) for which, thing in asked)


def _names_a_country(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence, or the text that it continues, names a country that the question does not; True for English.

    The title does not count: very many have 中国.
    """
    said = in_context(sentence).partition("\n")[2]
    return not has_han(said) or any(name not in question.text for name in country_pattern().findall(said))


def _names_another(which: re.Match[str], thing: re.Pattern[str], question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the sentences name a thing that the question does not; in another script, more things than it does."""
    noun, said = which[which.lastindex or 0], [fold(sentence.text) for sentence in sentences]
    found = [thing.findall(text) for text in said]
    new = {name for names in found for name in names if name not in question}
    if FIRMS.fullmatch(noun):
        new.update(
            name for text in said for name in known_names(text) if name not in question and not PLACE.fullmatch(name)
        )
    if has_han(question) == any(map(has_han, said)):
        return bool(new) or any(len(names) > 1 for names in found)
    return len(new) >= question.count(noun)


def other_part(question: str, sentence: Sentence) -> bool:
    """Whether a sentence is about another part than a folded question: not about the section in the province that the
    question names, or about the women if it names the men.

    The section may also be named in the text that the sentence continues.
    """
    said, own = in_context(sentence), fold(sentence.text)
    sections = {name for name in _SECTION.findall(question) if not _NO_SECTION.search(name)}
    if has_han(said) and any(re.search(rf"{name}.{{0,2}}(?:段|境内)", said) is None for name in sections):
        return True
    return any(
        asked.search(question) and not asked.search(own) and other.search(own)
        for asked, other in ((_MEN, _WOMEN), (_WOMEN, _MEN))
    )
