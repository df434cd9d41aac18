"""Numbered editions, sessions and phases in a question, and texts that mention them: 第39届, 十四届, "the 14th"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, takewhile

from corpus.text.dates import MONTHS
from corpus.text.numerals import han_number
from corpus.text.script import HAN, has_han
from index.crosslingual.translation_table import translations
from index.lexical.tokens import FUNCTION_WORDS, tokenise

BEHIND = 12
"""Characters after a number within which a Chinese text says what it numbers."""
WORDS_BEHIND = 6
"""The same for English, in words."""
SURE = 0.3
"""Minimum share of a translation, relative to the likeliest one."""
_NO_THING = (*"千万亿大长高天年分方个名条篇步", "季度")
"""What follows a number that is not an edition's: it goes on (第一千万辆), ranks (第二大), counts from another day
(第二天), is a part of the year (第二季度), or numbers parts that texts seldom number (第三条), or nothing (第三方).
"""
_BATCH = "批"
"""The counter that may follow the number of things of any kind."""
_COUNTERS = "届次期个季回轮版"
_NUMERAL = r"\d{1,3}(?![\d.])|[零一二三四五六七八九十百廿]{1,5}"
_CHINESE = re.compile(
    rf"第(?P<n>{_NUMERAL})(?P<c>(?:(?!季度)[{_COUNTERS}])?)(?P<thing>[{HAN}]*)"
    rf"|(?<![第连任共近每满续前后上下这那过\d.零一二三四五六七八九十百廿])(?P<m>{_NUMERAL})(?P<d>[届期])(?![间待货])(?P<behind>[{HAN}]*)"
)
_END_OF_THING = re.compile(r"[的在是有了和与由将于被为第]|什么|[哪谁多何几啥]")
_WORDS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_MONTHS = "|".join(MONTHS)
_ENGLISH = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}})(?:st|nd|rd|th)|(?<=the )(?P<word>{'|'.join(_WORDS)}))\b(?! (?:of )?(?:{_MONTHS})| half| quarter\b(?!-)| (?:place|time|prize|day|night|birthday)\b|[- ](?:largest|biggest|longest|highest|most)\b)"
    rf"(?P<thing>(?:[ -][\w'-]+){{0,{WORDS_BEHIND}}})"
)
_AFTER_MONTH = re.compile(rf"(?:{_MONTHS})(?: the)? $")
_BEFORE_DAY = re.compile(r"\b(?:on|by|until|till|since|from|(?:morning|afternoon|evening|night) of) the $")
_ALONE = re.compile(rf"[{_COUNTERS}]\W*$")
"""A counter that nothing follows: the thing is named before it, as in 指导会（第十九期）."""
_COUNTED = {
    "edition": "届期版",
    "session": "届次",
    "phase": "期",
    "congress": "届次大",
    "season": "季",
    "round": "轮",
    "stage": "期",
    "pipeline": "线",
    "line": "线",
    "five-year": "五",
}
"""Kinds of things in English, and the characters that may follow their number in Chinese."""
_KINDS = {"festival": ("节",), "games": ("运动", "运会"), "forum": ("论坛",)}
"""Translations that the translation table lacks; it has only other ones."""
_NO_EDITION = "年月日号时点分岁人名元%亿万"
"""Characters that follow a number of something else."""
_SAID = re.compile(
    rf"(?<![二三四五六七八九])(?P<plan>十[一二三四五])五(?![零一二三四五六七八九十百千个天{_NO_EDITION}])"
    rf"|(?P<n>(?<![\d.])\d{{1,3}}(?![\d.])|[零一二三四五六七八九十百廿]{{1,5}}|首)(?![{_NO_EDITION}])"
)
"""A number in a Chinese text. 十四五 is the 14th five-year plan."""
_NEXT = re.compile(rf"[,。;!?:\n]|第|(?<!届)(?:{_NUMERAL})[届次期]")
"""The end of the thing that a number belongs to. A session belongs to the congress before it: 十四届三次会议."""
_EDITIONS = ("届", "期")
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_SAID_ENGLISH = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}})(?P<th>st|nd|rd|th)?|(?P<word>first|{'|'.join(_WORDS)})|(?P<roman>{'|'.join(_ROMAN)}))\b"
)


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number that identifies one of several things of a kind.

    `terms` are the terms of that kind; `characters` may stand for it right after the number, as in 二战 and 二期. In
    Chinese, both are empty if only the number is given.
    """

    number: int
    terms: frozenset[str]
    characters: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A number in a text, and the text in which its thing is named: soon after it, or the word before a Roman one.

    `edition` is whether its form alone makes it an edition's: 第三, 三届, 3rd; but not 三家, 首次 or "first".
    """

    number: int
    thing: str
    edition: bool


def ordinals(question: str) -> Iterator[Ordinal]:
    """The ordinals in a folded question."""
    if has_han(question):
        for match in _CHINESE.finditer(question):
            number = _value(match["n"] or match["m"])
            thing = _END_OF_THING.split(match["thing"] or match["behind"] or "")[0][:BEHIND]
            if number > 1 and not thing.startswith(_NO_THING) and (thing or match["d"] != "届"):
                counter = match["c"] or match["d"] or ""
                phase = "期" if match["d"] == "期" else ""  # 改造三期 is 三期改造
                yield Ordinal(number, frozenset(tokenise(thing)), frozenset((thing or counter) + phase))
        return
    for match in _ENGLISH.finditer(question):
        things = _content_words(match["thing"])
        day = not things and _BEFORE_DAY.search(question, 0, match.start())
        if not day and _AFTER_MONTH.search(question, 0, match.start()) is None:
            terms = frozenset(chain.from_iterable(map(_in_both_languages, things)))
            counters = (_COUNTED.get(thing, "") for thing in things)
            characters = {
                *(_BATCH if things else ""),
                *chain.from_iterable(counters),
                *filter(has_han, chain.from_iterable(terms)),
            }
            yield Ordinal(_english_value(match), terms, frozenset(characters))


def names(text: str, ordinal: Ordinal) -> bool:
    """Whether a folded text has the number, with a term of its kind soon after or one of its characters right after."""
    return any(said.number == ordinal.number and _is_of(said.thing, ordinal) for said in _numbers(text))


def last(text: str, ordinal: Ordinal) -> int | None:
    """The last number of an edition in a folded text that is followed by one of the ordinal's terms, or None.

    A number that may count something else must have the term right after it: 20家企业参加茶博会 is no 20th fair.
    """
    return next((s.number for s in reversed([*_numbers(text)]) if _may_number(s, ordinal)), None)


def _may_number(said: _Said, ordinal: Ordinal) -> bool:
    if said.edition:
        return any(term in said.thing for term in ordinal.terms)
    return said.thing.lstrip(" -").startswith(tuple(ordinal.terms))


def _is_of(behind: str, ordinal: Ordinal) -> bool:
    alone = _ALONE.match(behind) is not None
    return (
        alone or not ordinal.characters or behind[:1] in ordinal.characters or any(t in behind for t in ordinal.terms)
    )


def _numbers(text: str) -> Iterator[_Said]:
    """Each number with the text soon after it, up to the next number."""
    if not has_han(text):
        yield from _english_numbers(text)
        return
    for match in _SAID.finditer(text):
        name = "plan" if match["plan"] else "n"
        behind = text[match.end(name) : match.end(name) + BEHIND]
        another = _NEXT.search(behind, 1)
        thing = behind[: another.start()] if another else behind
        edition = (
            match["plan"] is not None or thing.startswith(_EDITIONS) or text[match.start() - 1 : match.start()] == "第"
        )
        yield _Said(_value(match[name]), thing, edition)


def _english_numbers(text: str) -> Iterator[_Said]:
    for match in _SAID_ENGLISH.finditer(text):
        if match["roman"]:
            before = text[max(0, match.start() - 4 * BEHIND) : match.start()].split()
            yield _Said(_ROMAN[match["roman"]], before[-1] if before else "", True)
        else:
            edition = match["th"] is not None or match["word"] not in (None, "first")
            yield _Said(_english_value(match), text[match.end() : match.end() + 4 * BEHIND], edition)


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 1 if written == "首" else int(han_number(written) or 0)


def _english_value(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"] else ["first", *_WORDS].index(match["word"]) + 1


def _content_words(words: str) -> list[str]:
    """The words after an ordinal, up to the first function word.

    For example, "wto ministerial conference" of "... conference be held".
    """
    found = [word for word in re.findall(r"[a-z'-]+", words) if word != "and"]
    return list(takewhile(lambda word: word not in FUNCTION_WORDS, found))


def _in_both_languages(word: str) -> Iterator[str]:
    yield word
    yield from _KINDS.get(word, ())
    yield from translations().likely(word, SURE)
