"""Make the table of `index.crosslingual.translation_table` from parallel sentences and a dictionary.

It has the probability that a Chinese bigram translates an English word (`alignment.py`). Retrieval uses it as in
Darwish & Oard 2003, "Probabilistic structured query methods".

    python -m index.training.tables.translations DATA

DATA holds `parallel/*.tsv.gz` and `cc_cedict.tsv.gz`, each line `english<TAB>chinese`. Takes about four minutes and
8 GB of memory; the same data give the same table.
"""

import gzip
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.text.fold import fold
from index.crosslingual.translation_table import MAX_PHRASE_WORDS, TABLE, Translations, stem
from index.lexical.tokens import FUNCTION_WORDS
from index.training.data.alignment import MAX_TERMS, NULL_TERM, Aligned, aligned

AT_MOST = {"tw_moj_law": 40_000, "python_docs": 40_000, "postgresql_docs": 20_000, "tensorflow_docs": 20_000}
"""Maximum sentences from sources that would dominate: law and manuals."""
MAX_TRANSLATIONS = 8
"""Maximum learnt translations of a word."""

LIGHT = 1.5
"""Minimum lift: how much more frequent a translation is with its word than in all sentences. Excludes the common 一个."""
ONCE = 0.1
"""Minimum probability of a translation of a word seen in a single sentence: only short sentences align clearly."""

MAX_WORD_CHARS = 8
"""Maximum characters of a Chinese word in the dictionary."""
SYNONYMS = 8
"""Chinese words kept for an English word or phrase of the dictionary."""
DICTIONARY = 0.7
"""Share of a translation that only the dictionary has; the likeliest learnt one has 1."""

Pair: TypeAlias = tuple[list[str], list[str]]

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_PLACE = re.compile(
    r"([A-Z][a-z']+)(?:,? (?:province|municipality|prefecture|county|city|district|town|township)\b.*|, capital of .*)"
)
"""A gloss of a place: its name, followed by a location that the Chinese name does not include."""
_LIGHT_CHARACTERS = frozenset("的了着样么些个这那是有在和也就都一不")
_SUFFIXES = frozenset("省市州县区乡镇地")
"""Second characters of bigrams such as 阳县 and 州市, which are neither names nor words."""
_GLOSS = re.compile(r"(?:an? |the |to (?:be )?)?([a-z][a-z'’ -]*?) *(?:[,;(].*)?")
"""A gloss, and the rest of the entry after it."""


def learn(pairs: Iterable[Pair]) -> Translations:
    """The translation table learnt from these sentence pairs."""
    english, chinese = _Numbered({"": NULL_TERM}), _Numbered({})
    texts = [(english.of(words), chinese.of(terms)) for words, terms in pairs]
    found = aligned(texts)
    sentences = _sentences(english, (words for words, _ in texts)), _sentences(chinese, (terms for _, terms in texts))
    return _table(list(english.given), list(chinese.given), _telling(found, *sentences, len(texts)))


def _sentences(numbered: "_Numbered", texts: Iterable[list[int]]) -> NDArray[np.int64]:
    """(words,) the number of texts that contain each word."""
    return np.bincount([word for text in texts for word in text], minlength=len(numbered.given))


def _telling(found: Aligned, words: NDArray[np.int64], terms: NDArray[np.int64], texts: int) -> Aligned:
    """The translations unlikely to be chance: drops frequent terms and alignments from a single long sentence."""
    lift = found.probability / (terms[found.other] / texts)
    kept = (lift >= LIGHT) & ((words[found.word] > 1) | (found.probability >= ONCE))
    return Aligned(found.word[kept], found.other[kept], found.probability[kept])


@dataclass(slots=True)
class _Numbered:
    """Numbers words in the order of their first occurrence."""

    given: dict[str, int]

    def of(self, words: Iterable[str]) -> list[int]:
        """The number of each word."""
        return [self.given.setdefault(word, len(self.given)) for word in words]


def _table(english: list[str], chinese: list[str], found: Aligned) -> Translations:
    table: dict[str, list[tuple[float, str]]] = {}
    for w, t, p in zip(found.word, found.other, found.probability, strict=True):
        table.setdefault(english[w], []).append((-float(p), chinese[t]))
    best = {w: sorted(terms)[:MAX_TRANSLATIONS] for w, terms in table.items()}
    return packed({w: {t: p / terms[0][0] for p, t in terms} for w, terms in best.items()})


def packed(entries: Mapping[str, Mapping[str, float]]) -> Translations:
    """The table of these entries; their terms are sorted, the most likely first with share 1."""
    words = sorted(entries)
    offsets = np.concatenate(([0], np.cumsum([len(entries[w]) for w in words]))).astype(np.int32)
    terms = [term for w in words for term in entries[w]]
    shares = [round(255 * share) for w in words for share in entries[w].values()]
    return Translations(np.array(words, "S"), offsets, np.array(terms, "U2"), np.array(shares, np.uint8))


def sentence_pairs(data: Path) -> Iterator[Pair]:
    """The distinct English words and Chinese bigrams of each pair of sentences."""
    chance = random.Random(1)
    for file in [*sorted((data / "parallel").glob("*.tsv.gz")), data / "cc_cedict.tsv.gz"]:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        most = AT_MOST.get(file.name.partition(".")[0], len(rows))
        for english, chinese in chance.sample(rows, most) if most < len(rows) else rows:
            words, terms = _words(english), _bigrams(chinese)
            if words and terms and len(words) <= MAX_TERMS and len(terms) <= MAX_TERMS:
                yield words, terms


def dictionary(data: Path, common: Callable[[str], int]) -> dict[str, list[str]]:
    """Chinese words for English words and phrases, keyed by stems, the most frequent first.

    A phrase has two to four words, and its first and last are not function words.
    """
    found: dict[str, list[str]] = {}
    with gzip.open(data / "cc_cedict.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            gloss, _, chinese = fold(line.rstrip("\n")).partition("\t")
            match = _GLOSS.fullmatch(gloss)
            words = match[1].replace("-", " ").split() if match and _HAN.fullmatch(chinese) else []
            usable = 1 <= len(words) <= MAX_PHRASE_WORDS and 2 <= len(chinese) <= MAX_WORD_CHARS
            if usable and not {words[0], words[-1]} & FUNCTION_WORDS:
                found.setdefault(" ".join(map(stem, words)), []).append(chinese)
    return {key: sorted(dict.fromkeys(words), key=lambda w: -common(w))[:SYNONYMS] for key, words in found.items()}


def glosses(data: Path) -> list[tuple[str, str]]:
    """The pairs of gloss and Chinese word in the dictionary."""
    with gzip.open(data / "cc_cedict.tsv.gz", "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").partition("\t") for line in lines)
        return [(gloss, chinese) for gloss, _, chinese in pairs]


def with_dictionary(table: Translations, found: Mapping[str, Sequence[str]]) -> Translations:
    """Add dictionary translations: with share DICTIONARY for a word with learnt translations, otherwise with share 1.

    Parallel text knows which translation is likely, but only in its own domains; the dictionary covers the rest.
    """
    entries = {word.decode(): table.of(word.decode()) for word in table.words.tolist()}
    for key, words in found.items():
        learnt = entries.get(key, {})
        share = DICTIONARY if learnt else 1.0
        both = learnt | {term: max(share, learnt.get(term, 0)) for term in _bigrams(" ".join(words))}
        entries[key] = dict(sorted(both.items(), key=lambda item: -item[1]))
    return packed(entries)


def with_places(table: Translations, words: Iterable[tuple[str, str]]) -> Translations:
    """Correct place names: learnt translations of Henan include fragments of its counties' names, which are dropped.

    `words`: glosses and Chinese words of the dictionary.
    """
    places: dict[str, dict[str, float]] = {}
    for gloss, chinese in words:
        if match := _PLACE.fullmatch(gloss):
            places.setdefault(stem(match[1]), {}).update(dict.fromkeys(_bigrams(chinese), DICTIONARY))
    entries: dict[str, Mapping[str, float]] = {word.decode(): table.of(word.decode()) for word in table.words.tolist()}
    for key in places.keys() & entries.keys():
        place, learnt = places[key], entries[key]
        kept = {term: share for term, share in learnt.items() if term in place or term[1] not in _SUFFIXES}
        entries[key] = dict(sorted((place | kept).items(), key=lambda item: -item[1]))
    return packed({key: terms for key, terms in entries.items() if terms})  # a stem of a stem is never looked up


def without_light_pieces(table: Translations, words: Container[str]) -> Translations:
    """Drop bigrams that consist of light characters only, such as 样的 and 是一, unless a word has no other translation.

    `words`: Chinese words; those made of such characters, 这样 and 有的, are kept. (Dropping every bigram with a
    particle, such as 新的, costs .003 of MRR@10 from English to Chinese.)
    """
    entries: dict[str, Mapping[str, float]] = {}
    for word in table.words.tolist():
        learnt = table.learnt(word)
        kept = {
            term: share for term, share in learnt.items() if term in words or not _LIGHT_CHARACTERS.issuperset(term)
        } or learnt
        most = max(kept.values())
        entries[word.decode()] = {term: share / most for term, share in kept.items()}
    return packed(entries)


def _words(text: str) -> list[str]:
    found = (stem(word) for word in _WORD.findall(text.lower()))
    return list(dict.fromkeys(w for w in found if len(w) > 1 and w not in FUNCTION_WORDS))


def _bigrams(text: str) -> list[str]:
    runs = _HAN.findall(fold(text))
    return list(dict.fromkeys(run[i : i + 2] for run in runs for i in range(len(run) - 1)))


def main() -> None:
    """Learn the table and write it where the package reads it."""
    data = Path(sys.argv[1])
    pairs = list(sentence_pairs(data))
    counts = Counter(term for _, terms in pairs for term in terms)
    found = dictionary(data, lambda word: min(counts[term] for term in _bigrams(word)))
    entries = glosses(data)
    table = with_places(with_dictionary(learn(pairs), found), entries)
    table = without_light_pieces(table, {fold(chinese) for _, chinese in entries})
    arrays = {name: getattr(table, name) for name in ("words", "offsets", "terms", "shares")}
    np.savez_compressed(TABLE, **arrays)
    sys.stdout.write(f"{len(table.words):,} words, {len(table.terms):,} translations in {TABLE}\n")


if __name__ == "__main__":
    main()
