"""The table of `index.translations`, learnt from parallel sentences.

IBM model 1 (Brown et al. 1993, "The mathematics of statistical machine translation") by expectation maximisation:
the probability that a Chinese bigram stands where an English word does. Its use in retrieval is that of Darwish &
Oard 2003, "Probabilistic structured query methods".

    python -m index.distill.translations DATA

DATA holds `parallel/*.tsv.gz` and `cc_cedict.tsv.gz`, each line `english<TAB>chinese`. Takes about four minutes and
8 GB of memory; the same data give the same table.
"""

import gzip
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.fold import fold
from index.tokens import FUNCTION_WORDS
from index.translations import TABLE, Translations, stem

AT_MOST = {"tw_moj_law": 40_000, "python_docs": 40_000, "postgresql_docs": 20_000, "tensorflow_docs": 20_000}
"""Sentences taken of what there is too much of: law and manuals."""
ROUNDS = 6
LONGEST = 70
"""Words or bigrams of a sentence; longer ones are badly aligned."""
KEPT = 8
"""Translations of a word."""
LIKELY, SEEN = 0.02, 0.4
"""What a translation needs: its probability, and how often it is expected to have been seen."""

Pair: TypeAlias = tuple[list[str], list[str]]

_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def learn(pairs: Iterable[Pair]) -> Translations:
    """The table of English words and Chinese terms that stand in the same sentences."""
    english = {"": 0}  # the word 0 stands in every sentence: what translates nothing is put on it
    chinese: dict[str, int] = {}
    keys, slots, count = [], [], 0
    for words, terms in pairs:
        e = np.array([0, *(english.setdefault(w, len(english)) for w in words)], np.int64)
        z = np.array([chinese.setdefault(t, len(chinese)) for t in terms], np.int64)
        keys.append((e[:, None] << 32 | z).ravel())
        slots.append(np.tile(np.arange(count, count + len(z), dtype=np.int32), len(e)))
        count += len(z)
    seen, where = np.unique(np.concatenate(keys), return_inverse=True)
    word, term = (seen >> 32).astype(np.int32), (seen & 0xFFFFFFFF).astype(np.int32)
    probability, expected = _estimated(word, where.astype(np.int32), np.concatenate(slots), count)
    kept = (word > 0) & (probability > LIKELY) & (expected > SEEN)
    return _table(list(english), list(chinese), word[kept], term[kept], probability[kept])


def _estimated(
    word: NDArray[np.int32], where: NDArray[np.int32], slot: NDArray[np.int32], slots: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """p(term | word) and the expected count of each pair.

    `word`: (pairs,) the word of each; `where` and `slot`: (links,) the pair of each link and the place in a Chinese
    sentence that it is to explain.
    """
    probability: NDArray[np.float64] = 1 / np.bincount(word)[word]
    expected: NDArray[Any] = probability
    for _ in range(ROUNDS):
        link = probability[where]
        link /= np.bincount(slot, link, slots)[slot]
        expected = np.bincount(where, link, len(word))
        probability = expected / np.bincount(word, expected)[word]
    return probability, expected


def _table(
    english: list[str],
    chinese: list[str],
    word: NDArray[np.int32],
    term: NDArray[np.int32],
    probability: NDArray[np.float64],
) -> Translations:
    table: dict[str, list[tuple[float, str]]] = {}
    for w, t, p in zip(word, term, probability, strict=True):
        table.setdefault(english[w], []).append((-float(p), chinese[t]))
    words = sorted(table)
    best = [sorted(table[w])[:KEPT] for w in words]
    offsets = np.concatenate(([0], np.cumsum([len(b) for b in best]))).astype(np.int32)
    shares = [round(255 * p / b[0][0]) for b in best for p, _ in b]
    terms = [t for b in best for _, t in b]
    return Translations(np.array(words, "S"), offsets, np.array(terms, "U2"), np.array(shares, np.uint8))


def sentence_pairs(data: Path) -> Iterator[Pair]:
    """English words and Chinese bigrams of each pair of sentences, each once."""
    chance = random.Random(1)  # noqa: S311 -- a sample, no secret
    for file in [*sorted((data / "parallel").glob("*.tsv.gz")), data / "cc_cedict.tsv.gz"]:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split("\t") for line in lines]
        most = AT_MOST.get(file.name.partition(".")[0], len(rows))
        for english, chinese in chance.sample(rows, most) if most < len(rows) else rows:
            words, terms = _words(english), _bigrams(chinese)
            if words and terms and len(words) <= LONGEST and len(terms) <= LONGEST:
                yield words, terms


def _words(text: str) -> list[str]:
    found = (stem(word) for word in _WORD.findall(text.lower()))
    return list(dict.fromkeys(w for w in found if len(w) > 1 and w not in FUNCTION_WORDS))


def _bigrams(text: str) -> list[str]:
    runs = _HAN.findall(fold(text))
    return list(dict.fromkeys(run[i : i + 2] for run in runs for i in range(len(run) - 1)))


def main() -> None:
    """Learn the table and write it where the package reads it."""
    table = learn(sentence_pairs(Path(sys.argv[1])))
    arrays = {name: getattr(table, name) for name in ("words", "offsets", "terms", "shares")}
    np.savez_compressed(TABLE, **arrays)
    sys.stdout.write(f"{len(table.words):,} words, {len(table.terms):,} translations in {TABLE}\n")


if __name__ == "__main__":
    main()
