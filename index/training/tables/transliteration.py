"""Make the table of `index.crosslingual.transliteration` from the foreign names of a dictionary.

A name's letters are split into as many chunks as its Chinese form has characters; each character spells one chunk. This
is the joint source-channel model (Li et al. 2004, "A joint source-channel model for machine transliteration"), whose
hidden splits are found by expectation maximisation (Jiampojamarn et al. 2007, "Applying many-to-many alignments").
Chunks are counted with the syllables that the characters are read as, so a rare character shares the counts of others
with its sound.

    python -m index.training.tables.transliteration DATA

DATA holds `cc_cedict.tsv.gz`, each line `english<TAB>chinese`. Takes about a minute; the same data give the same table.
"""

import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from pathlib import Path
from typing import TypeAlias

import numpy as np

from corpus.text.fold import fold
from index.crosslingual.transliteration import MAX_CHUNK_LETTERS, TABLE, Transliteration, letters

CHARACTERS = range(2, 9)
"""Allowed lengths of a name, in characters."""
MOST_WRITINGS = 6
"""Maximum Chinese forms of one name; an entry with more is a common word, such as university."""
ROUNDS = 16
SMOOTHED = 3
"""Rounds before smoothing, which allows chunks that were not seen with a syllable."""
CLEANED = {3: 0.9, 8: 0.9}
"""Share of pairs kept after these rounds, by probability. The others are not transliterations."""
SEEN = 1.5
"""Minimum expected count of a chunk with a syllable."""
MIN_NAMES = 3
"""Minimum names that contain a character for it to be used in spelling."""
GENERIC = frozenset("国州省市县区郡镇村城港岛洲山河湖海洋江峡语族人氏教派学星座神节日月年纪队")
"""Characters for the kind of place or thing that is named: 州 (state) in 阿拉斯加州, Alaska."""
SHARED = 4.0
"""Weight of the characters of a syllable in general against those seen with the chunk."""

PARTS, LEAST = 0.3, 2e-7
"""Weight of the parts of chunks and syllables against whole ones, and the minimum probability that is kept."""
MAX_SPELLINGS = 10
"""Maximum characters per chunk."""

Pair: TypeAlias = tuple[str, str]
Unit: TypeAlias = tuple[str, str]
"""A chunk of letters and a syllable."""

_NAME = re.compile(r"([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3})(?= *(?:,|\(|$| or ))")
_ONSET = re.compile("[^aeiouy]*")
_INITIAL = re.compile("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]|")
_HAN = re.compile("[\u4e00-\u9fff·]+")


def name_pairs(data: Path) -> list[Pair]:
    """Distinct pairs of foreign names in letters a to z and in folded characters, word by word."""
    with gzip.open(data / "cc_cedict.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    pairs = list(dict.fromkeys(pair for english, chinese in rows for pair in _words(english, chinese)))
    writings = Counter(word for word, _ in pairs)
    return [pair for pair in pairs if writings[pair[0]] <= MOST_WRITINGS]


def _words(english: str, chinese: str) -> Iterator[Pair]:
    name = _NAME.match(english)
    if not name or not _HAN.fullmatch(chinese):
        return
    latin, han = name[1].split(), fold(chinese).split("·")
    for word, written in zip(map(letters, latin[-1:] if len(han) == 1 else latin), han, strict=False):
        characters = written[:-1] if written[-1:] in GENERIC else written
        spelt = GENERIC.isdisjoint(characters) and len(characters) in CHARACTERS and len(characters) <= len(word)
        if spelt and not _is_pinyin(word, characters):
            yield word, characters


def _is_pinyin(word: str, characters: str) -> bool:
    """Whether the word is the pinyin of consecutive characters, as in names of Chinese people and places."""
    read = syllables(characters)
    runs = combinations(range(len(read) + 1), 2)
    return any(word == "".join(read[start:stop]) for start, stop in runs)


def syllables(characters: str) -> list[str]:
    """The toneless pinyin of each character."""
    from pypinyin import lazy_pinyin

    return [lazy_pinyin(c)[0] for c in characters]


def learn(pairs: Sequence[Pair]) -> Transliteration:
    """The table of chunks and the characters that spell them."""
    read = {characters: syllables(characters) for _, characters in pairs}
    joint: dict[Unit, float] = {}
    kept = list(pairs)
    for turn in range(ROUNDS):
        counts: dict[Unit, float] = defaultdict(float)
        written: dict[tuple[str, str], float] = defaultdict(float)
        likely: list[tuple[float, Pair]] = []
        for word, characters in kept:
            found = _expected(word, read[characters], joint)
            if found:
                explained, links = found
                likely.append((explained, (word, characters)))
                for chunk, place, expected in links:
                    counts[chunk, read[characters][place]] += expected
                    written[chunk, characters[place]] += expected
        if turn in CLEANED:
            likely.sort(key=lambda each: (-each[0], each[1]))
            likely = likely[: round(CLEANED[turn] * len(likely))]
        kept = [pair for _, pair in likely]
        total = sum(counts.values())
        joint = _smoothed(counts) if turn >= SMOOTHED else {unit: count / total for unit, count in counts.items()}
    return _table(counts, written, Counter(c for _, characters in kept for c in set(characters)))


def _expected(
    word: str, read: Sequence[str], joint: Mapping[Unit, float]
) -> tuple[float, list[tuple[str, int, float]]] | None:
    """The log probability of a pair per character, and the expected count of each chunk at each character.

    The forward-backward algorithm over the splits; None if no split is possible. In the first round all splits are
    equally probable.
    """
    size, places = len(word), len(read)
    links = [
        (start, stop, place, joint.get((word[start:stop], read[place]), 0.0) if joint else 1.0)
        for place in range(places)
        for start in range(place, size)
        for stop in range(start + 1, min(size, start + MAX_CHUNK_LETTERS) + 1)
    ]
    forward = {(0, 0): 1.0}
    for start, stop, place, p in links:
        if p and (place, start) in forward:
            forward[place + 1, stop] = forward.get((place + 1, stop), 0.0) + forward[place, start] * p
    backward = {(places, size): 1.0}
    for start, stop, place, p in reversed(links):
        if p and (place + 1, stop) in backward:
            backward[place, start] = backward.get((place, start), 0.0) + backward[place + 1, stop] * p
    total = forward.get((places, size), 0.0)
    if not total:
        return None
    expected = [
        (word[start:stop], place, forward[place, start] * p * backward[place + 1, stop] / total)
        for start, stop, place, p in links
        if p and (place, start) in forward and (place + 1, stop) in backward
    ]
    return log(total) / places, expected


def _table(
    counts: Mapping[Unit, float], written: Mapping[tuple[str, str], float], names: Mapping[str, int]
) -> Transliteration:
    regular = {c: syllables(c)[0] for c, count in names.items() if count >= MIN_NAMES}
    by_syllable: dict[str, dict[str, float]] = {}
    for (_, character), count in written.items():
        if character in regular:
            by_syllable.setdefault(regular[character], defaultdict(float))[character] += count
    table: dict[str, list[tuple[float, str]]] = {}
    for (chunk, syllable), probability in _smoothed(counts).items():
        if syllable not in by_syllable:
            continue
        whole = sum(by_syllable[syllable].values())
        seen = counts.get((chunk, syllable), 0.0)
        for character, often in by_syllable[syllable].items():
            share = (written.get((chunk, character), 0.0) + SHARED * often / whole) / (seen + SHARED)
            table.setdefault(chunk, []).append((log(probability * share), character))
    chunks = sorted(table)
    best = [sorted(table[chunk], reverse=True)[:MAX_SPELLINGS] for chunk in chunks]
    offsets = np.concatenate(([0], np.cumsum([len(b) for b in best]))).astype(np.int32)
    return Transliteration(
        np.array(chunks, "S"),
        offsets,
        np.array([c for b in best for _, c in b], "U1"),
        np.array([p for b in best for p, _ in b], np.float16),
    )


def _smoothed(counts: Mapping[Unit, float]) -> dict[Unit, float]:
    """The probability of each chunk with each syllable, including unseen pairs.

    A chunk is split into its first consonants and the rest, a syllable into initial and final. An unseen pair gets its
    probability from these parts: "maa" for ma from "m" for m and "aa" for a.
    """
    total = sum(counts.values())
    onsets: dict[Unit, float] = defaultdict(float)
    rimes: dict[Unit, float] = defaultdict(float)
    for (chunk, syllable), count in counts.items():
        (onset, rime), (initial, final) = _halves(_ONSET, chunk), _halves(_INITIAL, syllable)
        onsets[onset, initial] += count
        rimes[rime, final] += count
    found = {u: (1 - PARTS) * c / total for u, c in counts.items() if c >= SEEN}
    by_initial: dict[str, list[tuple[str, float]]] = {}
    by_final: dict[str, list[tuple[str, float]]] = {}
    for (onset, initial), count in onsets.items():
        if count >= SEEN:
            by_initial.setdefault(initial, []).append((onset, count / total))
    for (rime, final), count in rimes.items():
        if count >= SEEN:
            by_final.setdefault(final, []).append((rime, count / total))
    for syllable in {s for _, s in counts}:
        initial, final = _halves(_INITIAL, syllable)
        for onset, p in by_initial.get(initial, []):
            for rime, q in by_final.get(final, []):
                probability = PARTS * p * q
                if probability > LEAST and 0 < len(onset + rime) <= MAX_CHUNK_LETTERS:
                    found[onset + rime, syllable] = found.get((onset + rime, syllable), 0.0) + probability
    return found


def _halves(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    onset = pattern.match(text)
    assert onset
    return text[: onset.end()], text[onset.end() :]


def main() -> None:
    """Learn the table and write it where the package reads it."""
    pairs = name_pairs(Path(sys.argv[1]))
    table = learn(pairs)
    arrays = {name: getattr(table, name) for name in ("chunks", "offsets", "characters", "scores")}
    np.savez_compressed(TABLE, **arrays)
    sys.stdout.write(
        f"{len(pairs):,} names, {len(table.chunks):,} chunks, {len(table.characters):,} spellings in {TABLE}\n"
    )


if __name__ == "__main__":
    main()
