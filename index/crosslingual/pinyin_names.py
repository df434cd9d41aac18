"""The name bridge: find the corpus's Chinese names for romanised names in a question.

"Xinzhou" is read as the toneless pinyin syllables xin + zhou. Among the corpus's characters with these readings, the
pair that occurs together far more often than by chance is the name, 忻州. Rare names are the weak point of small
embedding models, and this needs no list of names.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise, product
from math import log, prod
from pathlib import Path

import numpy as np

from index.crosslingual.glosses import meanings_of

Readings = Mapping[str, Mapping[str, tuple[int, int]]]
"""Toneless syllable -> characters of the corpus with this reading -> (occurrences, 1 for a rare reading, else 0)."""

PassageCount = Callable[[str], int]
"""The number of passages that contain all bigrams of a Chinese term."""

MAX_NAME_CHARACTERS = 4
MAX_NAMES = 16
"""Maximum words and word sequences looked up per question, to limit the work."""
MIN_LIFT = 3.0
"""Minimum lift: how much more often than by chance the characters of a name occur together."""
MAX_TERMS = 3
"""Maximum Chinese forms of one romanised name."""
MIN_EVIDENCE = 0.1
"""A form with less than this share of the best one's evidence is dropped."""
MAX_READINGS = 3
"""Maximum readings of a character, the usual one first; later ones are archaic."""
RARE_READING = 0.1
"""Factor for each character in a rare reading, which may be needed (重 as chong) or misleading (能 as tai)."""
MAX_PAIRS = 20_000
"""Maximum character pairs looked up for a pair of syllables; `yi shi` has more."""

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
"""Names whose English form is not their pinyin or is ambiguous, such as Shanxi and Shaanxi."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A name as written in the question, and its Chinese forms, best first."""

    written: str
    terms: tuple[str, ...]


def readings(characters: Mapping[str, int]) -> dict[str, dict[str, tuple[int, int]]]:
    """The readings of the corpus's characters (with their counts), for `bridge`."""
    from pypinyin import Style, pinyin

    table: dict[str, dict[str, tuple[int, int]]] = {}
    for character, count in sorted(characters.items(), key=lambda item: (-item[1], item[0])):
        for read in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore"):
            for rare, syllable in enumerate(read[:MAX_READINGS]):
                table.setdefault(without_tones(syllable), {}).setdefault(character, (count, min(rare, 1)))
    return table


def han_counts(texts: Iterable[str]) -> Counter[str]:
    """The number of occurrences of each Han character in folded texts."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    counts = np.bincount(codes[(codes >= _FIRST_HAN) & (codes <= _LAST_HAN)])
    return Counter({chr(code): int(counts[code]) for code in np.flatnonzero(counts)})


def bridge(question: str, table: Readings, passage_count: PassageCount) -> list[Expansion]:
    """The romanised names in the question whose Chinese forms occur in the corpus."""
    found: dict[str, Expansion] = {}
    count, total = cache(passage_count), cache(lambda: _occurrences(table))
    readable = ((w, ways) for w, ways in _candidates(question, table) if ways or w.lower() in EXONYMS)
    for written, ways in islice(readable, MAX_NAMES):
        if any(written in longer for longer in found):
            continue
        exonym = EXONYMS.get(written.lower())
        terms = (exonym,) if exonym else _terms(ways, table, total(), count)
        if terms:
            found[written] = Expansion(written, terms)
    return list(found.values())


_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")


def _candidates(question: str, table: Readings) -> Iterator[tuple[str, list[list[str]]]]:
    """Words, and sequences of two or three capitalised words, with their pinyin segmentations; longer ones first."""
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
    pieces = [piece for word in words for piece in re.split("['’]", without_tones(word))]
    if len(pieces) > MAX_NAME_CHARACTERS:
        return []
    ways = product(*(_syllables(piece, table, MAX_NAME_CHARACTERS) for piece in pieces))
    joined = [[syllable for piece in way for syllable in piece] for way in ways]
    return [way for way in joined if 2 <= len(way) <= MAX_NAME_CHARACTERS]


def _syllables(letters: str, table: Readings, most: int) -> list[list[str]]:
    """All ways to read the letters as at most this many syllables."""
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
    """The number of characters in the corpus, each counted in its usual reading."""
    return sum(count for characters in table.values() for count, rare in characters.values() if not rare) or 1


def _terms(segmentations: list[list[str]], table: Readings, total: int, passage_count: PassageCount) -> tuple[str, ...]:
    """The Chinese terms with these syllables, those with the strongest association first.

    Association is local mutual information, f(term) * log(f(term) / expected) (Evert 2005): frequent pairs of frequent
    characters and rare pairs of rare ones both have to beat chance. `total`: characters in the corpus.
    """
    evidence: dict[str, float] = {}
    misread: set[str] = set()
    divided: set[str] = set()
    for syllables in segmentations:
        for term, counts, rare in _spellings(syllables, table, passage_count):
            together = passage_count(term)
            expected = prod(counts) / total ** (len(counts) - 1)
            if together > MIN_LIFT * expected:
                rare = 0 if rare and _usual_reading(term) == syllables else rare
                evidence[term] = together * log(together / expected) * RARE_READING**rare
                misread |= {term} if rare else set()
                divided |= {term} if any(syllable[0] in "aeo" for syllable in syllables[1:]) else set()
    # If some term has these syllables as its usual reading, the others match by chance: 能源 for Taiyuan.
    fitting = evidence.keys() - misread or {term for term in misread if _is_likely(term, segmentations)}
    # Pinyin puts an apostrophe before a, e and o (GB/T 16159), so tai-yu-an is not a reading if tai-yuan is one.
    fewest = min(map(len, fitting), default=0)
    fitting = {term for term in fitting if len(term) == fewest or term not in divided}
    best = sorted(fitting, key=lambda t: (-evidence[t], t))[:MAX_TERMS]
    return tuple(t for t in best if evidence[t] >= MIN_EVIDENCE * evidence[best[0]])


def _is_likely(term: str, segmentations: Iterable[Sequence[str]]) -> bool:
    """Whether a term in a rare reading is hardly there by chance, as 大湾 is for Taiwan.

    Surnames are often read so, as in 曾庆红, and of place names the dictionary has the pinyin: 朝阳.
    """
    spelt = without_tones(meanings_of(term)).replace("'", "")
    return len(term) > 2 or any("".join(syllables) in spelt for syllables in segmentations)


def _usual_reading(term: str) -> list[str]:
    """The usual reading of a word: chong qing for 重庆."""
    from pypinyin import lazy_pinyin

    return list(map(without_tones, lazy_pinyin(term)))


def _spellings(
    syllables: list[str], table: Readings, passage_count: PassageCount
) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """Terms with these syllables whose bigrams all occur, with their characters' counts and number of rare readings."""
    grown: list[tuple[str, tuple[int, ...], int]] = [
        (c, (count,), rare) for c, (count, rare) in table[syllables[0]].items()
    ]
    for syllable in syllables[1:]:
        pairs = list(product(grown, table[syllable].items()))[:MAX_PAIRS]
        grown = [
            (term + c, (*counts, count), rarely + rare)
            for (term, counts, rarely), (c, (count, rare)) in pairs
            if passage_count(term[-1] + c)
        ]
    yield from grown


def without_tones(text: str) -> str:
    """Lower-case a text and remove tone marks, as in `readings`.

    ü and the v of input methods become u, so Lüliang, Lvliang and Luliang are the same.
    """
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("v", "u")
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def english_words() -> frozenset[str]:
    """Common English words that can be read as pinyin ("change" as chan ge) and are not names."""
    return frozenset((Path(__file__).parent / "english_words.txt").read_text("utf-8").split())
