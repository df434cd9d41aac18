"""The share of a sentence's words that a text contains, within a language or across languages.

It catches an invented sentence without figures or names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import Folded, fold
from corpus.text.script import HAN, has_han, is_han
from index.crosslingual.translation_table import stem, translations
from index.lexical.tokens import FUNCTION_WORDS, WORD, tokenise, word_terms
from qa.claims.synonyms import dictionary_words, meanings, meanings_in, senses, senses_in
from qa.facts.whole_words import in_whole_words

WITHIN, ACROSS = 0.65, 0.42
"""Minimum share of a sentence's words in a supporting text, within a language and across languages."""
NEAR, NEAR_ACROSS = 1.1, 0.8
"""Minimum sum of the share and the nearness of a sentence of the text; a paraphrase needs fewer words of the text."""

_SAYS_LITTLE = FUNCTION_WORDS | frozenset(
    "according after all also another became become before being came come comes down during each every gave give got make makes made more most only other others "
    "out over place put said say says set sets some such take takes taken than took until up very went where while within".split()
)
_SAYS_LITTLE_HAN = frozenset(
    "的了在是和与及也都就还又把被将会要有为对从到向以于其之这那个着过等并而且或则但所可能上中里前后说称由让使给同个家名位条项次份种类些年月日"
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ed", "ly", "al", "e")
_SPEECH = re.compile(
    r"表示|指出|认为|强调|宣布|透露|介绍|\b(?:announced|told|according to|claimed|argued|added|expects?)\b"
)
"""Speakers are checked by qa.claims.checks.voices."""
ABSENT = 0.5
"""Minimum coverage for a word to count as present."""
AS_GOOD = 0.05
"""Maximum difference from the best text's share for a text to count as equally close."""
SYNONYM = 0.8
"""Weight of a word if the text has only a synonym."""
_RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of a text.

    `text` is searched for synonyms; `stems` are those of Latin words; `translated` has the Han bigrams that translate
    them, each with its share.
    """

    text: str
    terms: frozenset[str]
    stems: frozenset[str]
    translated: Mapping[str, float]

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, text: str, *, synonyms: bool = True) -> "TextWords":
        """The words of a text, folded or not."""
        terms = frozenset(tokenise(text))
        latin = [term for term in terms if not has_han(term)]
        translated: dict[str, float] = {}
        for word in latin:
            for term, share in _translations(word).items():
                translated[term] = max(share, translated.get(term, 0.0))
        return cls(text if synonyms else "", terms, frozenset(map(_root, latin)), translated)


def share(sentence: str, words: TextWords) -> float:
    """The share (0 to 1) of a sentence's words that a text has; 1 for a sentence without words.

    A Chinese character counts if one of its two bigrams is in the text or translates a word of it. A Latin word counts
    if it, another form or a translation is in the text. Rare translations and synonyms count less.
    """
    return _mean(_held(fold(sentence), words))


def closest(words: str, texts: Sequence[str]) -> tuple[float, list[int]]:
    """The highest share of the words in any text, and the indices of the texts with that share or nearly."""
    shares = [share(words, TextWords.of(text)) for text in texts]
    best = max(shares, default=0.0)
    return best, [place for place, found in enumerate(shares) if found >= best - AS_GOOD]


def has(words: str, text: str) -> float:
    """The share of the words in the text, without synonyms."""
    return share(words, TextWords.of(text, synonyms=False))


def lacking(words: str, text: str) -> str:
    """The words that are not in the text, without synonyms."""
    folded = fold(words)
    return "".join(
        folded[start:end] + ("" if is_han(folded[start:end]) else " ")
        for start, end, share in sorted(held(folded, TextWords.of(text, synonyms=False)))
        if share < ABSENT
    )


def content(text: str) -> int:
    """The number of content words in a text; in Chinese, of content characters."""
    return len(_held(fold(text), TextWords.of("")))


def held(folded: Folded, words: TextWords) -> Iterator[tuple[int, int, float]]:
    """Offsets of a folded sentence's words (in Chinese, characters), and how far a text has each (0 to 1)."""
    yield from _han(folded, words)
    yield from _latin(folded, words)


def _held(folded: Folded, words: TextWords) -> list[float]:
    return [share for _, _, share in held(folded, words)]


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else 1.0


def bears_out(sentence: str, text: str, known: Iterable[str] = (), near: float = 0.0) -> bool:
    """Whether a text has enough of a sentence's words to support it.

    `near` is the nearness of the nearest sentence of the text. `known` are the sentence's figures, dates and names that
    the text has in another form.

    The thresholds were set on the sentences of tests/grounding_sentences.py. On XQuAD's sentences, which were not used
    for that, and without `known`, the passage in the other language is accepted for 92 % of the Chinese and 94 % of the
    English ones; the next passage of the same article for 5 % across languages and for less than 1 % within one.
    """
    folded, checks = Folded(_SPEECH.sub("\n", fold(sentence))), list(known)
    for checked in checks:
        folded = Folded(re.sub(rf"(?<![a-z0-9]){re.escape(fold(checked))}(?![a-z0-9])", "\n", folded))
    words = _held(folded, TextWords.of(text))
    # Each counts as one word or, in Chinese, as two characters.
    words += [1.0] * len(checks) * (2 if is_han(sentence) else 1)
    across = is_han(sentence) != is_han(text)
    found = _mean(words)
    return found >= (ACROSS if across else WITHIN) or found + near >= (NEAR_ACROSS if across else NEAR)


def _han(folded: Folded, words: TextWords) -> Iterator[tuple[int, int, float]]:
    for match in _RUN.finditer(folded):
        run, at = match.group(), match.start()
        pairs = [_pair(run[i : i + 2], words) for i in range(len(run) - 1)]
        shares = [max(pairs[max(0, i - 1) : i + 1], default=float(run in words.terms)) for i in range(len(run))]
        if min(shares) < SYNONYM:
            for start, end in dictionary_words(run):
                if not meanings(run[start:end]).isdisjoint(meanings_in(words.text)):
                    shares[start:end] = (max(SYNONYM, share) for share in shares[start:end])
        for place, (character, share) in enumerate(zip(run, shares, strict=True), start=at):
            if character not in _SAYS_LITTLE_HAN:
                yield place, place + 1, share


def _pair(pair: str, words: TextWords) -> float:
    return 1.0 if pair in words.terms else words.translated.get(pair, 0.0)


def _latin(folded: Folded, words: TextWords) -> Iterator[tuple[int, int, float]]:
    seen = set[str]()
    for match in WORD.finditer(folded):
        word = match.group()
        if word in seen or word in _SAYS_LITTLE:
            continue
        seen.add(word)
        parts = [part for part in word_terms(word)[1:] if part not in _SAYS_LITTLE]
        whole = _word(word, words)
        yield *match.span(), max(whole, sum(_word(part, words) for part in parts) / len(parts)) if parts else whole


def _word(word: str, words: TextWords) -> float:
    if word in words.terms or _root(word) in words.stems:
        return 1.0
    if not senses(word).isdisjoint(senses_in(words.text)):
        return SYNONYM
    return max((share for terms, share in _whole(word) if words.terms.issuperset(terms)), default=0.0)


def _root(word: str) -> str:
    """A word without common endings: build, builds, building."""
    root = stem(word)
    root = next((root[: -len(e)] for e in _ENDINGS if root.endswith(e) and len(root) - len(e) >= 4), root)
    return root[:-1] if root[-1:] == root[-2:-1] else root  # planned, plan


@lru_cache(maxsize=1 << 14)
def _translations(word: str) -> Mapping[str, float]:
    """Translations with the fourth root of their shares, because it matters more that one is present than which."""
    return {term: share**0.25 for term, share in translations().of(word).items()}


@lru_cache(maxsize=1 << 14)
def _whole(word: str) -> list[tuple[list[str], float]]:
    """Translations as lists of bigrams; bigrams of one word, 制造 and 造厂, are consecutive and have equal shares."""
    found: list[tuple[list[str], float]] = []
    for pair, share in _translations(word).items():
        if found and share == found[-1][1] and found[-1][0][-1][-1] == pair[0]:
            found[-1][0].append(pair)
        else:
            found.append(([pair], share))
    return [
        ([whole[i : i + 2] for i in range(len(whole) - 1)], share)
        for pairs, share in found
        for whole in in_whole_words(word, pairs[0] + "".join(pair[1] for pair in pairs[1:]))
    ]
