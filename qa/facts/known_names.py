"""Names in the bundled dictionary, most of them places, with their other forms: 孟买 and Mumbai."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual.glosses import english_glosses, meanings_of, words
from index.crosslingual.query_translation import joined
from index.crosslingual.translation_table import translations
from index.crosslingual.transliteration import letters
from index.lexical.tokens import FUNCTION_WORDS

SURE = 0.3
"""Minimum share of a translation that may be the name, relative to the likeliest one."""
_NAME = re.compile(r"(?:the )?[A-Z][\w'’]*(?: (?:[A-Z][\w'’]*|of|the))*$")
"""A single name; 英法 is Anglo-French, which is two."""
_TIME = re.compile(r"(?:周|星期|礼拜).$|月份$|[年月代朝]$")
_CAPITALS = re.compile(r"[A-Z]\w*(?: (?:of |the )*[A-Z]\w*)*")
_REMARK = re.compile(r", | or ")


def known_names(text: str) -> Iterator[str]:
    """The distinct names in a text; those in Chinese are folded.

    A Chinese name that is followed directly by another one is left out: it is the place where the other one lies.
    """
    if not has_han(text):
        yield from dict.fromkeys(name for run in _CAPITALS.findall(text) for name in _parted(run.split()))
        return
    folded = fold(text)
    found = [(start, end) for start, end in words(text) if _is_name(folded, start, end)]
    outer = {start for start, _ in found}
    yield from dict.fromkeys(folded[start:end] for start, end in found if end not in outer)


def _is_name(folded: str, start: int, end: int) -> bool:
    """Whether a word is a name. After a digit it is not, because its first character is a unit, as in 28天后."""
    return end - start > 1 and not folded[:start][-1:].isdigit() and bool(_called(folded[start:end]))


def _parted(run: Sequence[str]) -> list[str]:
    """Split capitalised words into names, longest first; empty if a word is left over: South African, Mark Twain."""
    if run and run[0].lower() in FUNCTION_WORDS:
        run = run[1:]
    for end in range(len(run), 0, -1):
        rest = run[end:]
        if aliases(name := " ".join(run[:end])) and (not rest or _parted(rest)):
            return [name, *_parted(rest)]
    return []


@lru_cache(maxsize=256)
def aliases(name: str) -> frozenset[str]:
    """All forms of a name in both languages, folded; empty unless the dictionary has it only as a name."""
    if has_han(name):
        called = _called(fold(name))
        return frozenset(map(fold, called)).union(*map(_in_chinese, called))
    chinese = _in_chinese(name)
    return chinese.union(map(fold, chain.from_iterable(map(_headed, chinese))))


def _in_chinese(name: str) -> frozenset[str]:
    """The Chinese words for an English name; empty if its likeliest translation is not a name, as for Mark."""
    whole = (gloss for gloss in english_glosses(name) if gloss.end - gloss.start == len(name))
    written = [word for gloss in whole for word in gloss.meanings.split("；")]
    terms = translations().of_phrase(name.split())
    likely = joined(term for term, share in terms.items() if share >= SURE)
    found = frozenset(word for word in (*written, *likely) if fold(name) in map(fold, _headed(fold(word))))
    return found if not terms or any(next(iter(terms)) in word for word in found) else frozenset()


@lru_cache(maxsize=4_096)
def _called(word: str) -> tuple[str, ...]:
    """The English forms of a Chinese word that is only a name.

    Empty if one of them is its pinyin: 大桥 is Da Qiao, but the person is seldom meant.
    """
    called = _headed(word)
    return () if any(_is_spelt(name, word) for name in called) else called


def _headed(word: str) -> tuple[str, ...]:
    """The English names that the dictionary gives for a Chinese word; empty if it has other meanings too."""
    called = tuple(_REMARK.split(meaning)[0] for meaning in meanings_of(word).split("; "))
    return called if all(map(_NAME.match, called)) and not _TIME.search(word) else ()


def _is_spelt(name: str, word: str) -> bool:
    """Whether a name of several words is the pinyin of a Chinese word."""
    if " " not in name or len(name.split()) > len(word):
        return False
    from pypinyin import lazy_pinyin

    return letters(name) == "".join(lazy_pinyin(word))
