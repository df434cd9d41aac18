"""Names that the bundled dictionary knows, most of them places, and what else they are called: 孟买 and Mumbai."""

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual.glosses import english_glosses, meanings_of, words
from index.crosslingual.query_translation import joined
from index.crosslingual.translation_table import translations
from index.crosslingual.transliteration import letters

SURE = 0.3
"""A translation with this share of the likeliest one's may be the name."""
_NAME = re.compile(r"(?:the )?[A-Z][\w'’]*(?: (?:[A-Z][\w'’]*|of|the))*$")
"""One name: 英法 is Anglo-French, which is two."""
_TIME = re.compile(r"(?:周|星期|礼拜).$|[年月]$")
_REMARK = re.compile(r", | or ")


def known_names(text: str) -> Iterator[str]:
    """The Chinese names in a text, folded; of a place and another one right behind it, in which it lies, the second."""
    folded = fold(text)
    found = [(start, end) for start, end in words(text) if end - start > 1 and _called(folded[start:end])]
    outer = {start for start, _ in found}
    yield from dict.fromkeys(folded[start:end] for start, end in found if end not in outer)


@lru_cache(maxsize=256)
def aliases(name: str) -> frozenset[str]:
    """All that a name is called in both languages, folded; nothing where the dictionary does not have it as a name alone."""
    if has_han(name):
        called = _called(fold(name))
        return frozenset(map(fold, called)).union(*map(_in_chinese, called))
    chinese = _in_chinese(name)
    return chinese | {fold(name)} if chinese else chinese


def _in_chinese(name: str) -> frozenset[str]:
    """The Chinese words that are an English name."""
    whole = (gloss for gloss in english_glosses(name) if gloss.end - gloss.start == len(name))
    written = [word for gloss in whole for word in gloss.meanings.split("；")]
    likely = [term for term, share in translations().of_phrase(name.split()).items() if share >= SURE]
    return frozenset(word for word in (*written, *joined(likely)) if fold(name) in map(fold, _called(fold(word))))


@lru_cache(maxsize=4_096)
def _called(word: str) -> tuple[str, ...]:
    """What a Chinese word is called in English where it is a name alone, and no word that a person is called by: 大桥 is Da Qiao."""
    from pypinyin import lazy_pinyin

    called = tuple(_REMARK.split(meaning)[0] for meaning in meanings_of(word).split("; "))
    if not all(map(_NAME.match, called)) or _TIME.search(word):
        return ()
    sound = "".join(lazy_pinyin(word))
    return () if any(" " in name and letters(name) == sound for name in called) else called
