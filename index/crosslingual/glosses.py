"""Chinese words with their pinyin and what a dictionary says of them: a help to read a quote, no translation of it.

The bundled dictionary is made from CC-CEDICT by `index.training.tables.glosses`.
"""

import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.text.fold import fold
from corpus.text.script import HAN

GLOSSES = Path(__file__).parent / "glosses.tsv.xz"
MAX_WORD_CHARS = 8
"""Characters of a word of the dictionary."""

_RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word at text[start:end], its pinyin, and its meanings, empty where the dictionary does not have it."""

    start: int
    end: int
    pinyin: str
    meanings: str

    def to_dict(self) -> dict[str, object]:
        """Ready for JSON."""
        return {"start": self.start, "end": self.end, "pinyin": self.pinyin, "meanings": self.meanings}


def glosses(text: str) -> Iterator[Gloss]:
    """The Chinese words of a text in either script, with their pinyin and meanings."""
    from pypinyin import Style, pinyin

    folded = fold(text)
    for start, end in words(text):
        word = folded[start:end]
        read = "".join(syllable for (syllable, *_) in pinyin(word, style=Style.TONE))
        yield Gloss(start, end, read, meanings_of(word))


def meanings_of(word: str) -> str:
    """What the dictionary says of a word; nothing where it does not have it."""
    return _dictionary().get(fold(word), "")


def words(text: str, longest: int = MAX_WORD_CHARS) -> Iterator[tuple[int, int]]:
    """Where the Chinese words of a text stand: from each place the longest that the dictionary has (maximum matching)."""
    folded, known = fold(text), _dictionary()
    for run in _RUN.finditer(folded):
        start = run.start()
        while start < run.end():
            ends = range(min(start + longest, run.end()), start, -1)
            end = next((end for end in ends if folded[start:end] in known), start + 1)
            yield start, end
            start = end


@cache
def _dictionary() -> Mapping[str, str]:
    """Meanings by word."""
    with lzma.open(GLOSSES, "rt", encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t", 1) for line in lines)
