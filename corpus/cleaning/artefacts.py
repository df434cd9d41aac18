"""Removes crawler artefacts: pinyin after the characters that it spells, and invisible characters."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.text.encoding import storable
from corpus.text.script import HAN, has_han

if TYPE_CHECKING:
    from opencc import OpenCC

# Lower-case letters of pinyin, with tone marks in the same character or as combining characters.
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ\u0300\u0301\u0304\u0308\u030c"
BRACKET = re.compile(rf"\s?[(（]\s{{0,2}}(?P<syllable>[{LETTERS}]{{1,9}})\s{{0,2}}[)）]")
SPELLED = re.compile(rf"(?P<char>[{HAN}])(?P<brackets>(?:{BRACKET.pattern.replace('P<syllable>', ':')})+)")
TONES = re.compile("[\u0300\u0301\u0304\u030c]")

MIN_CERTAIN_IN_PAGE = 3
"""How many certain artefacts show that a crawler has added pinyin to the whole page."""


def drop_spelled(text: str) -> str:
    """The text without pinyin that a crawler has put after single characters: `優(yōu)化` becomes `優化`.

    Brackets may be such pinyin if they hold one lower-case syllable that pypinyin knows as a reading of the character
    before them, or of its simplified or traditional form. People gloss characters too, so this alone is not enough:

    - With a tone mark, after a traditional form: an artefact.
    - With a tone mark, after another character: an artefact if the character is common, the syllable is its first
      reading, and it is part of a word. `六(lù)安` has another reading, `滹(hū)沱(tuó)河` has rare characters, and
      `妈(mā)、麻(má)` is a lesson: these stay.
    - On a page with three such artefacts, every syllable that spells its character is one, with or without a tone mark.
    - Otherwise a syllable without a tone mark may be a word, as in `他(he)`, and stays. So does `忻州(Xīnzhōu)`, which
      spells a word and not a character.
    """
    if not BRACKET.search(text):  # much faster to find than brackets with the character before them
        return text
    while True:
        found = list(SPELLED.finditer(text))
        everywhere = sum(_is_certain(match) for match in found) >= MIN_CERTAIN_IN_PAGE
        cleaned = SPELLED.sub(lambda match: _unspelled(match, everywhere), text) if found else text  # noqa: B023
        if cleaned == text:
            return text
        text = cleaned


def _is_certain(match: re.Match[str]) -> bool:
    return any(_is_artefact(match, bracket["syllable"]) for bracket in BRACKET.finditer(match["brackets"]))


def _unspelled(match: re.Match[str], everywhere: bool) -> str:
    def without(bracket: re.Match[str]) -> str:
        syllable = bracket["syllable"]
        spells = _without_tones(syllable) in _readings(match["char"]).toneless
        return "" if spells and (everywhere or _is_artefact(match, syllable)) else bracket[0]

    return match["char"] + BRACKET.sub(without, match["brackets"])


def _is_artefact(match: re.Match[str], syllable: str) -> bool:
    """Whether a crawler put the syllable there, judged without other evidence from the page."""
    char, readings = match["char"], _readings(match["char"])
    if not TONES.search(unicodedata.normalize("NFD", syllable)) or _without_tones(syllable) not in readings.toneless:
        return False
    if readings.traditional:
        return True
    neighbours = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return _is_common(char) and unicodedata.normalize("NFC", syllable) == readings.first and has_han(neighbours)


class Readings(NamedTuple):
    """The readings of a character."""

    first: str
    """The reading that comes first in the dictionary, with its tone mark."""
    toneless: frozenset[str]
    """All readings, of its simplified and traditional forms too, without tone marks."""
    traditional: bool
    """Whether the character has a different simplified form."""


@cache
def _readings(char: str) -> Readings:
    from pypinyin import Style, pinyin

    simplified, traditional = _converter("t2s").convert(char), _converter("s2t").convert(char)
    forms = [pinyin(form, style=Style.TONE, heteronym=True)[0] for form in (char, simplified, traditional)]
    toneless = frozenset(_without_tones(reading) for form in forms for reading in form)
    return Readings(unicodedata.normalize("NFC", forms[0][0]), toneless, simplified != char)


@cache
def _converter(script: str) -> "OpenCC":
    from opencc import OpenCC

    return OpenCC(script)


def _without_tones(syllable: str) -> str:
    """The syllable without its tone mark; ü keeps its dots."""
    return unicodedata.normalize("NFC", TONES.sub("", unicodedata.normalize("NFD", syllable)))


def _is_common(char: str) -> bool:
    """Whether the character is among the 3,755 of the first level of GB 2312."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
EMPTY_LINES = re.compile(r"\n{3,}")
# Zero-width spaces, byte order marks, soft hyphens, direction marks, control characters, and symbols given by their
# number in a symbol font (bullets): never part of a word.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\uf020-\uf0ff]+"
)
# Joiners have a meaning in emoji and in Indic and Arabic scripts, but none after Latin or Han characters.
JOINERS = re.compile(r"(?<![^\x00-\u024f\u2000-\u206f\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef])[\u200c\u200d]+")

# In a text these are bytes that were decoded one by one, a sign of damage; to a terminal they may be commands.
MORE_CONTROLS = re.compile(r"[\x80-\x9f]+")


def drop_invisible(text: str) -> str:
    """The text without invisible characters. Every kind of line ending becomes a newline; three or more become two."""
    text = INVISIBLE.sub("", LINE_ENDS.sub("\n", text))
    return EMPTY_LINES.sub("\n\n", JOINERS.sub("", text))


def one_line(text: str) -> str:
    """The text as one line that can be stored and shown anywhere, without invisible characters or terminal commands."""
    return " ".join(MORE_CONTROLS.sub("", drop_invisible(storable(text))).split()) if text else ""
