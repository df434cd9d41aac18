"""Conditions of an answer: it has an instance of the requested type and mentions what is measured.

A sentence without a date does not answer "when", and 5337亿元 of investment is not the price of a flat.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, filterfalse

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han
from index.crosslingual.translation_table import translations
from index.query import Query
from qa.answer.agreement import scope_of
from qa.answer.candidates import Candidate
from qa.answer.listing import asks_for_several, enumerated
from qa.answer.mentions import about_the_names, other_edition, unmentioned
from qa.answer.sentence import Sentence, in_context
from qa.answer.signals import fitting
from qa.facts.countries import country_pattern
from qa.facts.entities import PLACE
from qa.facts.known_names import known_names
from qa.facts.scope import Scope, scope
from qa.question.analysis import Question, analyse
from qa.question.answer_types import ACTOR, ANSWER_TYPES, AnswerKind
from qa.question.time_words import time_span
from qa.question.topics import ATTRIBUTES, FATES, FIRMS, KINDS, OFFICES, RANKS, STAGES, TITLES, asked_for, spoken_of
from qa.types import Confidence

CERTAIN = frozenset({AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.PERSON})
"""Kinds whose things are known by their form: nineteen in twenty sentences that answer have one."""
TELLING = frozenset({"area", "length", "age", "duration", "temperature", "speed"})
"""Measures whose units say what is measured: 平方公里 is an area, while 元 may be anything's price."""
TOLD_WITHIN = 1
"""Years between what happens and the article that tells of it without naming the year: last year's figures, next year's plans."""
_GENERIC = frozenset("数量率额度费总值的是多少有几个平均新钱比例重占百分之了经资金款人")
"""Characters that are too general to identify an attribute."""
_GENERIC_WORDS = frozenset(
    {
        "people",
        "persons",
        "number",
        "amount",
        "figure",
        "total",
        "times",
        "value",
        "average",
        "money",
        "percent",
        "percentage",
        "share",
        "proportion",
        "rate",
        "funds",
    }
)
_NO_PLACE = re.compile("^[的一这那条座个片各本该]|大$")
"""A thing of a place by its form that names none: 一条山谷, 号大 of 信号大数据."""
_WHICH_ONES = re.compile(
    r"哪[两二三四五六七八九十]|\b(?:which|list|name)(?: the)? (?:two|three|four|five|six|seven|eight|nine|ten)\b"
)
_SECTION = re.compile(rf"([{HAN}]{{2}})(?:省|市)?段(?![落时位子式])")
_NO_SECTION = re.compile(r"[阶路地一这那河时片手各该全每两三几首末前后中上下江海字线的]$")
_SIDES = (
    (re.compile(r"男[子单双足篮排]|\bmen(?:'s)?\b"), re.compile(r"女[子单双足篮排]|\bwomen(?:'s)?\b")),
    (re.compile(r"女[子单双足篮排]|\bwomen(?:'s)?\b"), re.compile(r"男[子单双足篮排]|\bmen(?:'s)?\b")),
)
_NOBODY = re.compile(r"[,，。;；、的们和与及并向在将对从等会]|同志们|$")
"""What stands behind an office whose holder is not named there."""
_BECOMES = re.compile(r"[任是为当兼选:，,、（(][^,，。;；]{0,16}$")
_PAIR = re.compile(r"[和与及]|\band\b")
_PLACES_ASKED = re.compile(r"(?:市|县|省|国家?)$|\b(?:cities|countries|provinces)$")
_COUNTRY_ASKED = re.compile(r"哪[一几两]?个?国家?|\b(?:which|what) countr(?:y|ies)\b")
_BEGINNING = re.compile(r"开工|动工|开建|奠基|破土|启动建设|\b(?:broke ground|construction (?:began|started))\b")
_OPENING = re.compile(
    r"通车|开通|运营|投[产运用]|启用|竣工|完工|建成(?![后之])|落成|开[馆园业]|交付|\b(?:open(?:ed|s)?|complet\w+)\b"
)
"""What begins, and what ends, the building of something: the first is no answer to when it opened."""
_WORD = re.compile(r"[a-z]{3,}")


def lacking(query: Query, sentences: Sequence[Sentence]) -> str:
    """What the quotes lack to be an answer: the kind that is asked for, "matter", "edition", "period" or "which"; else empty.

    "Who" is told by a sentence that names what was done and to what: of two articles each may speak of something else.
    """
    question = analyse(query.question)
    who = AnswerKind.PERSON in question.kinds
    if kind := unmet(question, about_the_names(query, sentences) if who else sentences):
        return kind
    if not any(_is_on_the_matter(question, sentence) for sentence in sentences):
        return "matter"
    if other_edition(query, sentences) or (sentences and all(other_part(question.text, s) for s in sentences)):
        return "edition"
    if of_another_time(query.question, sentences):
        return "period"
    return "which" if names_no_other(question, sentences) else ""


def on_the_question(query: Query, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates without those that speak of another name, edition, part, deed or time than the question, if any are left."""
    question = analyse(query.question)
    kinds: Sequence[Callable[[Sentence], bool]] = (
        lambda s: bool(unmentioned(query, [s])),
        lambda s: other_edition(query, [s]) or other_part(question.text, s),
        lambda s: not _is_on_the_matter(question, s),
        lambda s: of_another_time(query.question, [s]),
    )
    for differs in kinds:
        candidates = [c for c in candidates if not differs(c.sentence)] or candidates
    return candidates


def other_part(question: str, sentence: Sentence) -> bool:
    """Whether a sentence, with what it continues, is of another part than a folded question: not of the section in the province
    that it names, or of the women where it names the men.
    """
    said = in_context(sentence)
    sections = {name for name in _SECTION.findall(question) if not _NO_SECTION.search(name)}
    if has_han(said) and any(re.search(rf"{name}.{{0,2}}(?:段|境内)", said) is None for name in sections):
        return True
    return any(asked.search(question) and not asked.search(said) and other.search(said) for asked, other in _SIDES)


def _is_on_the_matter(question: Question, sentence: Sentence) -> bool:
    own = fold(sentence.text)
    if _OPENING.search(question.text) and _BEGINNING.search(own) and not _OPENING.search(own):
        return False
    return spoken_of(RANKS, question.text, own) and spoken_of(STAGES, question.text, in_context(sentence))


def unmet(question: Question, sentences: Sequence[Sentence]) -> AnswerKind | None:
    """The kind that is asked for where none of the sentences can be of it; None where one may be, or the form cannot tell."""
    if not question.kinds or not question.kinds <= CERTAIN:
        return None
    if any(
        all(_may_be(question, kind, s.text) for kind in question.kinds) and speaks_of(question, s) for s in sentences
    ):
        return None
    return next(kind for kind in AnswerKind if kind in question.kinds)


def of_another_time(question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether each of the sentences is of other years, or another part of the year, than the question.

    It names others, and nothing around it names the question's; or it names none, and its article is of another time and
    names the question's nowhere. Never where a time is asked for: the edition of 2022 may have been announced in 2020.
    """
    asked = scope(question)
    if not asked.years and (span := time_span(question, None)):
        asked = replace(asked, years=frozenset({span.first.year}))
    if not (asked.years or asked.parts) or AnswerKind.TIME in analyse(question).kinds:
        return False
    return bool(sentences) and all(_is_of_another_time(asked, s) for s in sentences)


def ceiling(question: Question, sentences: Sequence[Sentence]) -> Confidence:
    """How sure an answer can be: not quite without a list or a thing of the kind that is asked for, and hardly without "which five"."""
    if not tells_several(question, sentences):
        return Confidence.LOW if _WHICH_ONES.search(question.text) else Confidence.MEDIUM
    return Confidence.HIGH if fits(question, sentences[0]) else Confidence.MEDIUM


def fits(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence has a thing of a kind that is asked for, or none is asked for; a place that the question does not name."""
    if question.kinds == {AnswerKind.PLACE}:
        said = fold(sentence.text)
        places = (match.group() for match in ANSWER_TYPES[AnswerKind.PLACE].thing.finditer(said))
        return any(p not in question.text for p in chain(known_names(said), filterfalse(_NO_PLACE.search, places)))
    return not question.kinds or any(fitting(question, sentence.text).values())


def tells_several(question: Question, sentences: Sequence[Sentence]) -> bool:
    """Whether the sentences list things, where several are asked for; of cities or countries, at least two new ones."""
    if not asks_for_several(question.text):
        return True
    if not any(enumerated(sentence.text) or _PAIR.search(fold(sentence.text)) for sentence in sentences):
        return False
    if not _PLACES_ASKED.search(question.attribute):
        return True
    named = {name for s in sentences for name in (*PLACE.findall(fold(s.text)), *known_names(s.text))}
    return sum(name not in question.text for name in named) > 1 or not any(has_han(s.text) for s in sentences)


def names_no_other(question: Question, sentences: Sequence[Sentence]) -> bool:
    """Whether a question asks which company, hospital or the like, and the sentences name none but those that it names itself."""
    if _COUNTRY_ASKED.search(question.text) and not any(_names_a_country(question, s) for s in sentences):
        return True
    asked = ((kind.search(question.text), thing) for kind, thing in KINDS.items())
    return any(which and not _names_another(which, thing, question.text, sentences) for which, thing in asked)


def _names_a_country(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence, or what it continues, names a country that the question does not; always in English.

    A title does not count: 中国 is in very many.
    """
    said = in_context(sentence).partition("\n")[2]
    return not has_han(said) or any(name not in question.text for name in country_pattern().findall(said))


def _names_another(which: re.Match[str], thing: re.Pattern[str], question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the sentences name a thing that the question does not, or, in another script, more things than it does."""
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


def _may_be(question: Question, kind: AnswerKind, sentence: str) -> bool:
    """Whether a sentence can be of a kind. "Who" may be a team or a trade, and English names show no form once folded."""
    if kind is not AnswerKind.PERSON:
        return fitting(question, sentence)[kind]
    said = fold(sentence)
    return not has_han(said) or any(match.group() not in question.text for match in ACTOR.finditer(said))


def _is_of_another_time(asked: Scope, sentence: Sentence) -> bool:
    article, named = sentence.article, scope_of(sentence)
    passage = sentence.passage.text if sentence.passage else ""
    around = scope(f"{article.title}\n{passage}", article.published)
    written = f"{article.title}\n{article.text}"
    told = _months(article.published, asked)
    if asked.parts and not asked.parts & (named.parts | around.parts | told):
        of_others = named.parts or around.parts or (told and asked.years)
        if of_others and (named.parts or not asked.parts & scope(written).parts):
            return True
    elsewhere = around.years and not asked.years & around.years and not any(str(y) in written for y in asked.years)
    if not named.years and elsewhere and not (article.published and article.published.year in asked.years):
        return bool(asked.years)
    if named.years or not asked.years or article.published is None:
        return bool(asked.years and named.years) and not asked.years & (named.years | around.years)
    return all(abs(year - article.published.year) > TOLD_WITHIN and str(year) not in written for year in asked.years)


def _months(published: date | None, asked: Scope) -> frozenset[str]:
    """The months whose events an article of that day tells, itself and the one before, as parts of the year asked for."""
    if published is None or (asked.years and published.year not in asked.years):
        return frozenset()
    return frozenset(f"{month}-{month}" for month in (published.month - 1, published.month))


def _names_a_holder(office: str, said: str) -> bool:
    """Whether a folded sentence can name who holds an office: a name becomes or is it before it, or something but a mark or a
    preposition stands behind it. 舰长、政治委员向 names nobody.
    """
    if not asked_for(OFFICES, office) or not has_han(office) or not has_han(said):
        return True
    title = office[-2:]
    places = [match.span() for match in re.finditer(re.escape(title), said)]
    return not places or any(
        not _NOBODY.match(said, b) or (_BECOMES.search(said, 0, a) and ACTOR.search(said, 0, a)) for a, b in places
    )


def speaks_of(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence, or what it continues, speaks of what is measured, or of the title whose holder is asked for.

    True where no measure or title is asked for that needs its name said.
    """
    said = in_context(sentence)
    if (
        AnswerKind.PERSON in question.kinds
    ):  # the title and the sentence before speak of other people's deeds and offices
        own = fold(sentence.text)
        if not (spoken_of(TITLES, question.attribute, own) and spoken_of(STAGES, question.text, own)):
            return False
        if not _names_a_holder(question.attribute, own):
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


def _words(attribute: str) -> set[str]:
    """What of an attribute a text may say: its characters, or its words and their translations; none where it names nothing."""
    if has_han(attribute):
        return set(attribute[-3:]) - _GENERIC
    words = [word for word in _WORD.findall(attribute) if word not in _GENERIC_WORDS]
    return {*words, *(term for word in words for term in translations().of(word))}
