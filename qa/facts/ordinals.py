"""Editions, sessions and phases that a question numbers, and whether a text speaks of the same one: 第39届, 十四届, "the 14th"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.text.numerals import han_number
from corpus.text.script import HAN, has_han
from index.crosslingual.translation_table import translations
from index.lexical.tokens import FUNCTION_WORDS, tokenise

BEHIND = 12
"""Characters behind a number within which a Chinese text says what it numbers."""
WORDS_BEHIND = 4
"""The same in English words."""
SURE = 0.3
"""A translation with this share of the likeliest one's is one."""
_NUMERAL = r"\d{1,3}|[零一二三四五六七八九十百廿]{1,5}"
_CHINESE = re.compile(
    rf"第(?P<n>{_NUMERAL})[届次期个季回轮版]?(?P<thing>[{HAN}]*)"
    rf"|(?<![第连任共近每满\d.零一二三四五六七八九十百廿])(?P<m>{_NUMERAL})[届期](?![间待货])(?P<behind>[{HAN}]*)"
)
_END_OF_THING = re.compile(r"[的在是有了和与由将于被为第]|什么|[哪谁多何几]")
_WORDS = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_ENGLISH = re.compile(
    rf"\b(?:(?P<n>\d{{1,3}})(?:st|nd|rd|th)|(?<=the )(?P<word>{'|'.join(_WORDS)}))\b(?! (?:of )?(?:{_MONTHS})| half| (?:place|time)\b)"
    rf"(?P<thing>(?:[ -][\w'-]+){{0,{WORDS_BEHIND}}})"
)
_AFTER_MONTH = re.compile(rf"(?:{_MONTHS})(?: the)? $")
_COUNTERS = {
    "edition": "届期版",
    "session": "届次",
    "phase": "期",
    "congress": "届次大",
    "season": "季",
    "round": "轮",
    "stage": "期",
}
"""What Chinese counts where English has a word."""
_NO_EDITION = "年月日号时点分岁人名元%亿万"
"""What stands behind a number of something else."""
_SAID = re.compile(rf"(?P<n>(?<![\d.])\d{{1,3}}(?![\d.])|[零一二三四五六七八九十百廿]{{1,5}}|首)(?![{_NO_EDITION}])")
_NEXT = re.compile(rf"第|(?:{_NUMERAL})[届次期]")
_SAID_ENGLISH = re.compile(rf"\b(?:(?P<n>\d{{1,3}})(?:st|nd|rd|th)?|(?P<word>first|{'|'.join(_WORDS)}))\b")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number that tells one of several things of a kind apart, and the terms of that kind; none where only the number is said."""

    number: int
    terms: frozenset[str]


def ordinals(question: str) -> Iterator[Ordinal]:
    """Those that a folded question names."""
    if has_han(question):
        for match in _CHINESE.finditer(question):
            number = _value(match["n"] or match["m"])
            thing = _END_OF_THING.split(match["thing"] or match["behind"] or "")[0][:BEHIND]
            if number and number > 1:
                yield Ordinal(number, frozenset(tokenise(thing)))
        return
    for match in _ENGLISH.finditer(question):
        if _AFTER_MONTH.search(question, 0, match.start()) is None:
            yield Ordinal(_english_value(match), frozenset(_with_translations(_head(match["thing"]))))


def names(text: str, ordinal: Ordinal) -> bool:
    """Whether a folded text has the number, with a term of its kind close behind it; a single character right behind it."""
    return any(
        not ordinal.terms
        or behind[:1] in _characters(ordinal.terms)
        or any(t in behind for t in ordinal.terms if len(t) > 1)
        for behind in _behind(text, ordinal.number)
    )


def _characters(terms: Iterable[str]) -> set[str]:
    """The Han characters of terms: 二战 is short for 第二次世界大战."""
    return {character for term in terms if has_han(term) for character in term}


def _behind(text: str, number: int) -> Iterator[str]:
    """What stands close behind each mention of a number, up to the next one."""
    if not has_han(text):
        for match in _SAID_ENGLISH.finditer(text):
            if _english_value(match) == number:
                yield text[match.end() : match.end() + 4 * BEHIND]
        return
    for match in _SAID.finditer(text):
        if _value(match["n"]) == number:
            behind = text[match.end() : match.end() + BEHIND]
            another = _NEXT.search(behind, 1)
            yield behind[: another.start()] if another else behind


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 1 if written == "首" else int(han_number(written) or 0)


def _english_value(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"] else ["first", *_WORDS].index(match["word"]) + 1


def _head(words: str) -> str:
    """The last noun of what stands behind an ordinal: conference of "14th WTO ministerial conference be held"."""
    found = ""
    for word in re.findall(r"[a-z'-]+", words):
        if word in FUNCTION_WORDS:
            break
        found = word
    return found


def _with_translations(word: str) -> Iterator[str]:
    if word:
        yield word
        yield from _COUNTERS.get(word, "")
        yield from (term for term, share in translations().of(word).items() if share >= SURE)
