"""Names that the bundled dictionary knows, most of them places, and what else they are called: 孟买 and Mumbai."""

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
"""A translation with this share of the likeliest one's may be the name."""
_NAME = re.compile(r"(?:the )?[A-Z][\w'’]*(?: (?:[A-Z][\w'’]*|of|the))*$")
"""One name: 英法 is Anglo-French, which is two."""
_TIME = re.compile(r"(?:周|星期|礼拜).$|月份$|[年月代朝]$")
_CAPITALS = re.compile(r"[A-Z]\w*(?: (?:of |the )*[A-Z]\w*)*")
_REMARK = re.compile(r", | or ")


def known_names(text: str) -> Iterator[str]:
    """The names in a text in Chinese, folded, or in English, each once; of a place and one right behind it, in which it lies, the second."""
    if not has_han(text):
        yield from dict.fromkeys(name for run in _CAPITALS.findall(text) for name in _parted(run.split()))
        return
    folded = fold(text)
    found = [(start, end) for start, end in words(text) if _is_name(folded, start, end)]
    outer = {start for start, _ in found}
    yield from dict.fromkeys(folded[start:end] for start, end in found if end not in outer)


def _is_name(folded: str, start: int, end: int) -> bool:
    """Whether a word stands for a name; behind a digit its first character is a unit, as in 28天后."""
    return end - start > 1 and not folded[:start][-1:].isdigit() and bool(_called(folded[start:end]))


def _parted(run: Sequence[str]) -> list[str]:
    """A run of capitalised words as names, the longest first; none where a word is left over: South African, Mark Twain."""
    if run and run[0].lower() in FUNCTION_WORDS:
        run = run[1:]
    for end in range(len(run), 0, -1):
        rest = run[end:]
        if aliases(name := " ".join(run[:end])) and (not rest or _parted(rest)):
            return [name, *_parted(rest)]
    return []


@lru_cache(maxsize=256)
def aliases(name: str) -> frozenset[str]:
    """All that a name is called in both languages, folded; nothing where the dictionary does not have it as a name alone."""
    if has_han(name):
        called = _called(fold(name))
        return frozenset(map(fold, called)).union(*map(_in_chinese, called))
    chinese = _in_chinese(name)
    return chinese.union(map(fold, chain.from_iterable(map(_headed, chinese))))


def _in_chinese(name: str) -> frozenset[str]:
    """The Chinese words that are an English name; none where its likeliest translation is no name, as of Mark."""
    whole = (gloss for gloss in english_glosses(name) if gloss.end - gloss.start == len(name))
    written = [word for gloss in whole for word in gloss.meanings.split("；")]
    terms = translations().of_phrase(name.split())
    likely = joined(term for term, share in terms.items() if share >= SURE)
    found = frozenset(word for word in (*written, *likely) if fold(name) in map(fold, _headed(fold(word))))
    return found if not terms or any(next(iter(terms)) in word for word in found) else frozenset()


@lru_cache(maxsize=4_096)
def _called(word: str) -> tuple[str, ...]:
    """What a Chinese word is called in English where it is a name alone; 大桥 is Da Qiao, but a person is seldom meant."""
    called = _headed(word)
    return () if any(_is_spelt(name, word) for name in called) else called


def _headed(word: str) -> tuple[str, ...]:
    """The names under which the dictionary has a Chinese word; none where it is something else as well."""
    called = tuple(_REMARK.split(meaning)[0] for meaning in meanings_of(word).split("; "))
    return called if all(map(_NAME.match, called)) and not _TIME.search(word) else ()


def _is_spelt(name: str, word: str) -> bool:
    """Whether a name of several words spells the characters of a word one by one."""
    if " " not in name or len(name.split()) > len(word):
        return False
    from pypinyin import lazy_pinyin

    return letters(name) == "".join(lazy_pinyin(word))
