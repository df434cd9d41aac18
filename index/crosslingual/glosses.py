"""Dictionary glosses for the words of a quote: a reading aid, not a translation.

Both bundled dictionaries are made from CC-CEDICT, by `index.training.tables.glosses` and `.english_glosses`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.text.fold import fold
from corpus.text.script import HAN
from index.crosslingual.dictionary import Dictionary
from index.crosslingual.translation_table import MAX_PHRASE_WORDS, stem

GLOSSES = Path(__file__).parent / "glosses.tsv.gz"
ENGLISH_GLOSSES = Path(__file__).parent / "english_glosses.tsv.gz"
MAX_WORD_CHARS = 8
"""Maximum characters of a Chinese word in the dictionary."""
MAX_MEANINGS = 6
"""Maximum Chinese words shown for an English one."""
WORDS_KEPT = 1 << 12
"""Cached look-ups per language, since texts repeat their words."""

_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_VERBAL = ("ed", "ing")
_BETWEEN = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word at text[start:end], its pinyin if it is Chinese, and its meanings, or "" if the dictionary lacks it."""

    start: int
    end: int
    pinyin: str
    meanings: str

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {"start": self.start, "end": self.end, "pinyin": self.pinyin, "meanings": self.meanings}


def glosses(text: str) -> Iterator[Gloss]:
    """The Chinese words of a text in either script, with their pinyin and meanings."""
    folded = fold(text)
    for start, end in words(text):
        yield Gloss(start, end, *_read(folded[start:end]))


def meanings_of(word: str) -> str:
    """The meanings of a Chinese word, or "" if the dictionary lacks it."""
    return _dictionary().meanings(fold(word))


def meanings_in_chinese(word: str) -> tuple[str, ...]:
    """The Chinese meanings of an English word, the most usual first; empty if the dictionary lacks it."""
    return tuple(filter(None, _in_chinese(fold(word)).split("；")))


def words(text: str, longest: int = MAX_WORD_CHARS) -> Iterator[tuple[int, int]]:
    """Offsets of the Chinese words in a text, by longest match in the dictionary (maximum matching)."""
    folded = fold(text)
    for run in _RUN.finditer(folded):
        start = run.start()
        while start < run.end():
            end = start + (_dictionary().longest(folded[start : min(start + longest, run.end())]) or 1)
            yield start, end
            start = end


def english_glosses(text: str) -> Iterator[Gloss]:
    """Chinese glosses for the English words and phrases in a text; the longest match wins."""
    folded = fold(text)
    found = [match.span() for match in _WORD.finditer(folded)]
    at = 0
    while at < len(found):
        for after in range(min(at + MAX_PHRASE_WORDS, len(found)), at, -1):
            start, end = found[at][0], found[after - 1][1]
            if meanings := _in_chinese(_BETWEEN.sub(" ", folded[start:end])):
                yield Gloss(start, end, "", meanings)
                break
        at = after


@lru_cache(maxsize=WORDS_KEPT)
def _in_chinese(phrase: str) -> str:
    """The meanings of an English word or phrase, or else of its base form."""
    for forms in ((phrase, stem(phrase)), *((base,) for base in _bases(phrase))):
        entries = [entry for form in forms for entry in (form, f"to {form}")]
        if phrase.endswith(_VERBAL):  # "signed" is a form of the verb, not of the noun
            entries.reverse()
        if said := "；".join(filter(None, map(_english().meanings, entries))):
            return "；".join([*dict.fromkeys(said.split("；"))][:MAX_MEANINGS])
    return ""


def _bases(word: str) -> Iterator[str]:
    """Possible base forms of an inflected word, such as guidelines, signed, moving, planning, carried, widely."""
    yield f"{word}s"
    for ending in (*_VERBAL, "ly"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2:
            yield from (root, f"{root}e")
            if root[-1] == root[-2]:
                yield root[:-1]
            if root[-1] == "i":
                yield f"{root[:-1]}y"


@lru_cache(maxsize=WORDS_KEPT)
def _read(word: str) -> tuple[str, str]:
    """The pinyin and the meanings of a Chinese word."""
    from pypinyin import Style, pinyin

    return "".join(syllable for (syllable, *_) in pinyin(word, style=Style.TONE)), meanings_of(word)


@cache
def _dictionary() -> Dictionary:
    return Dictionary(GLOSSES)


@cache
def _english() -> Dictionary:
    return Dictionary(ENGLISH_GLOSSES)
