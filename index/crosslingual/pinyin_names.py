"""The name bridge: romanised Chinese names in a question find the Chinese names of this corpus.

"Xinzhou" is read as the toneless pinyin syllables xin + zhou; of all characters of the corpus read so, the pair
that stands together far more often than chance is the name, 忻州. Rare names are where small embedding models are
weakest, and no list of names is needed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise, product
from math import log, prod
from pathlib import Path

import numpy as np

Readings = Mapping[str, Mapping[str, tuple[int, int]]]
"""Toneless syllable -> the corpus's characters that may be read so -> (occurrences, 0 if that is its usual reading)."""

PassagesWith = Callable[[str], int]
"""In how many passages all bigrams of a Chinese term occur."""

LONGEST = 4
"""Characters in a name."""
MOST_NAMES = 16
"""Words and runs of words in one question that are looked up: more would only keep the machine busy."""
FEWEST_CHANCE = 3.0
"""A pair of characters is a name only where it is this many times as frequent as chance would have it."""
MOST_TERMS = 3
"""Chinese readings kept for one romanised name."""
WEAKEST = 0.1
"""A reading with less than this share of the best one's evidence is dropped."""
MOST_READINGS = 3
"""Readings of one character that are kept, the usual one first: later ones are archaic."""
RARE_READING = 0.1
"""What evidence counts for each character in an unusual reading: 重 as chong is needed, 能 as tai is in the way."""
MOST_PAIRS = 20_000
"""Character pairs looked up for one pair of syllables; `yi shi` would have more."""

EXONYMS = {
    "shanxi": "山西",
    "shaanxi": "陕西",
    "hong kong": "香港",
    "macau": "澳门",
    "macao": "澳门",
    "tibet": "西藏",
    "inner mongolia": "内蒙古",
    "harbin": "哈尔滨",
    "hohhot": "呼和浩特",
    "urumqi": "乌鲁木齐",
    "lhasa": "拉萨",
    "taipei": "台北",
    "yangtze": "长江",
    "yellow river": "黄河",
}
"""Names whose usual English form is not their pinyin, or, as Shanxi and Shaanxi, would be read as another's."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A name as written in the question and the Chinese terms it stands for, best first."""

    written: str
    terms: tuple[str, ...]


def readings(characters: Mapping[str, int]) -> dict[str, dict[str, tuple[int, int]]]:
    """How the corpus's characters (with their counts) are read, for `bridge`."""
    from pypinyin import Style, pinyin

    table: dict[str, dict[str, tuple[int, int]]] = {}
    for character, count in sorted(characters.items(), key=lambda item: (-item[1], item[0])):
        for read in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore"):
            for rare, syllable in enumerate(read[:MOST_READINGS]):
                table.setdefault(_plain(syllable), {}).setdefault(character, (count, min(rare, 1)))
    return table


def han_counts(texts: Iterable[str]) -> Counter[str]:
    """How often each Han character occurs in folded texts."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    counts = np.bincount(codes[(codes >= _FIRST_HAN) & (codes <= _LAST_HAN)])
    return Counter({chr(code): int(counts[code]) for code in np.flatnonzero(counts)})


def bridge(question: str, table: Readings, passages_with: PassagesWith) -> list[Expansion]:
    """The Chinese names that the question writes in Latin letters and the corpus knows."""
    found: dict[str, Expansion] = {}
    known, total = cache(passages_with), cache(lambda: _occurrences(table))
    readable = ((w, ways) for w, ways in _candidates(question, table) if ways or w.lower() in EXONYMS)
    for written, ways in islice(readable, MOST_NAMES):
        if any(written in longer for longer in found):
            continue
        exonym = EXONYMS.get(written.lower())
        terms = (exonym,) if exonym else _terms(ways, table, total(), known)
        if terms:
            found[written] = Expansion(written, terms)
    return list(found.values())


_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")


def _candidates(question: str, table: Readings) -> Iterator[tuple[str, list[list[str]]]]:
    """Words, and runs of two or three capitalised words, that can be read as pinyin; longer ones first."""
    words = [
        (m.start(), m.end(), _POSSESSIVE.sub("", m.group())) for m in _WORD.finditer(question) if _is_latin(m.group())
    ]
    for size in (3, 2):
        for run in zip(*(words[i:] for i in range(size)), strict=False):
            written = " ".join(w for *_, w in run)
            if written.lower() in EXONYMS:
                yield written, []
            elif all(w[:1].isupper() for *_, w in run) and all(b[0] - a[1] == 1 for a, b in pairwise(run)):
                yield (
                    written,
                    _segmented([w for *_, w in run], table) + _segmented([w for *_, w in run[1:] + run[:1]], table),
                )
    for *_, word in words:
        if word.lower() in EXONYMS:
            yield word, []
        elif word.lower() not in english_words():
            yield word, _segmented([word], table)


def _is_latin(word: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") or c in "'’" for c in word)


def _segmented(words: list[str], table: Readings) -> list[list[str]]:
    """All ways to read the words as 2 to 4 syllables of the table."""
    parts = [part for word in words for part in re.split("['’]", _plain(word))]
    if len(parts) > LONGEST:
        return []
    ways = product(*(_syllables(part, table, LONGEST) for part in parts))
    joined = [[syllable for part in way for syllable in part] for way in ways]
    return [way for way in joined if 2 <= len(way) <= LONGEST]


def _syllables(letters: str, table: Readings, most: int) -> list[list[str]]:
    """All ways to read the letters as at most so many syllables."""
    if not letters:
        return [[]]
    if len(letters) > 6 * most:
        return []
    return [
        [letters[:n], *rest]
        for n in range(1, 7)
        if letters[:n] in table
        for rest in _syllables(letters[n:], table, most - 1)
    ]


def _occurrences(table: Readings) -> int:
    """Of all characters together, each in its usual reading."""
    return sum(count for characters in table.values() for count, rare in characters.values() if not rare) or 1


def _terms(segmentations: list[list[str]], table: Readings, total: int, passages_with: PassagesWith) -> tuple[str, ...]:
    """The Chinese terms with these syllables, by how surely they belong together in this corpus.

    Evidence is local mutual information, f(term) * log(f(term) / expected) (Evert 2005): frequent pairs of frequent
    characters and rare pairs of rare ones both have to beat chance. `total`: occurrences of all characters.
    """
    evidence: dict[str, float] = {}
    for syllables in segmentations:
        for term, counts, rare in _spellings(syllables, table, passages_with):
            together = passages_with(term)
            expected = prod(counts) / total ** (len(counts) - 1)
            if together > FEWEST_CHANCE * expected:
                evidence[term] = together * log(together / expected) * RARE_READING**rare
    best = sorted(evidence, key=lambda t: (-evidence[t], t))[:MOST_TERMS]
    return tuple(t for t in best if evidence[t] >= WEAKEST * evidence[best[0]])


def _spellings(
    syllables: list[str], table: Readings, passages_with: PassagesWith
) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """Terms of these syllables whose neighbouring characters all stand together somewhere.

    With each come its characters' counts and how many of them are in an unusual reading.
    """
    grown: list[tuple[str, tuple[int, ...], int]] = [
        (c, (count,), rare) for c, (count, rare) in table[syllables[0]].items()
    ]
    for syllable in syllables[1:]:
        pairs = list(product(grown, table[syllable].items()))[:MOST_PAIRS]
        grown = [
            (term + c, (*counts, count), rarely + rare)
            for (term, counts, rarely), (c, (count, rare)) in pairs
            if passages_with(term[-1] + c)
        ]
    yield from grown


def _plain(text: str) -> str:
    """Lower case, without tone marks; ü and the v of input methods are u, as Lüliang, Lvliang and Luliang are one."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("v", "u")
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def english_words() -> frozenset[str]:
    """Common English words that can be read as pinyin ("change" as chan ge): they are no names."""
    return frozenset((Path(__file__).parent / "english_words.txt").read_text("utf-8").split())
