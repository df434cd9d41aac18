"""The bilingual vocabulary: the English model's word pieces, and Chinese words and characters.

A Unigram model (Kudo 2018) over both. English pieces lose their continuation marks (##) and have equal scores, so an
English word is split into as few pieces as possible. Chinese pieces are scored by frequency.
"""

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.text.fold import fold
from corpus.text.script import HAN, has_han
from index.training.data.sources import PARALLEL, TrainingData

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = 70_000
"""Number of Chinese words, of two to five characters each."""
NOT_EXPLAINED = 1 / 200
"""Weight of a word that the dictionary does not explain: it starts as the mean of its characters and gains little."""
ENGLISH_SCORE = -12.0
RARE = 3
"""Minimum occurrences of a character outside GB 2312 to get a piece."""
SENTENCES = 60_000
"""Maximum sentences read from each parallel source."""

_RUN = re.compile(f"[{HAN}]+")
_OTHER_SCRIPT = re.compile("[\u3040-\u9fff\uac00-\ud7af]")


def english_pieces(vocabulary: Sequence[str]) -> dict[str, list[int]]:
    """The word pieces of a BERT vocabulary without marks, each with the rows of the token table that it merges."""
    pieces: dict[str, list[int]] = {}
    for row, piece in enumerate(vocabulary):
        if (piece.startswith("[") and piece.endswith("]") and len(piece) > 1) or _OTHER_SCRIPT.search(piece):
            continue
        bare = piece[2:] if piece.startswith("##") and len(piece) > 2 else piece
        pieces.setdefault(bare, []).append(row)
    return pieces


def chinese_pieces(texts: Iterable[str], explained: Container[str]) -> dict[str, float]:
    """Words and characters with their log probabilities: half from the texts, half from jieba's dictionary.

    These are the most frequent words; a word that is not `explained` is weighted by NOT_EXPLAINED.
    """
    from jieba import dt

    dt.initialize()
    runs = [run for text in texts for run in _RUN.findall(text)]
    words = Counter(word for run in runs for word in dt.cut(run, HMM=False))
    characters = Counter(character for run in runs for character in run)
    total = max(words.total(), 1)
    known = {fold(word): count for word, count in dt.FREQ.items() if count}
    share = {
        word: 0.5 * words[word] / total + 0.5 * known.get(word, 0) / dt.total
        for word in words.keys() | known.keys()
        if 2 <= len(word) <= 5 and all(map(has_han, word))
    }
    worth = {word: counts * (1 if word in explained else NOT_EXPLAINED) for word, counts in share.items()}
    best = sorted(worth, key=lambda word: (-worth[word], word))[:WORDS]
    alphabet = {*_gb2312(), *(c for c, count in characters.items() if count >= RARE)}
    singles = {c: math.log(max(words[c], 0.5) / total) - 1.0 for c in sorted(alphabet)}
    return {word: math.log(share[word]) for word in best} | singles


def build_tokenizer(english: Iterable[str], chinese: dict[str, float]) -> "Tokenizer":
    """One tokenizer for both vocabularies: special pieces, then English, then Chinese ones."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    english = list(english)
    known = {*SPECIAL, *english}
    vocabulary = [(piece, 0.0) for piece in SPECIAL] + [(piece, ENGLISH_SCORE) for piece in english]
    vocabulary += [(piece, score) for piece, score in chinese.items() if piece not in known]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=1, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("isolated")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def corpus_texts(data: TrainingData) -> Iterator[str]:
    """The Chinese texts in which words are counted: parallel sources, questions and news."""
    for source in PARALLEL:
        yield from (pair.zh for pair in data.parallel(source)[:SENTENCES])
    yield from (row.question for row in data.questions())
    yield from data.news()


def english_vocabulary(teacher: Path) -> list[str]:
    """The teacher's word pieces in the order of its table."""
    return (teacher / "vocab.txt").read_text("utf-8").splitlines()


def _gb2312() -> Iterator[str]:
    """The 6,763 characters of GB 2312, so that no common character is unknown."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes([high, low]).decode("gb2312", errors="ignore")
            if character:
                yield character
