"""The share of a sentence's words that a text contains, in the text's language or across languages.

Catches a made-up sentence that has no figure and no name to check.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import Folded, fold
from corpus.text.script import HAN, has_han, is_han
from index.crosslingual.translation_table import stem, translations
from index.lexical.tokens import FUNCTION_WORDS, tokenise

WITHIN, ACROSS = 0.65, 0.42
"""Lowest share of a sentence's words that a supporting text contains: within a language, and across languages."""

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
"""Who said it is checked apart."""
_RUN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class TextWords:
    """A text's words. `stems`: of its Latin ones. `translated`: Han pairs that translate those, each with its share."""

    terms: frozenset[str]
    stems: frozenset[str]
    translated: Mapping[str, float]

    @classmethod
    @lru_cache(maxsize=256)
    def of(cls, text: str) -> "TextWords":
        """The words of a text, as it is shown or folded."""
        terms = frozenset(tokenise(text))
        latin = [term for term in terms if not has_han(term)]
        translated: dict[str, float] = {}
        for word in latin:
            for term, share in _translations(word).items():
                translated[term] = max(share, translated.get(term, 0.0))
        return cls(terms, frozenset(map(_root, latin)), translated)


def share(sentence: str, words: TextWords) -> float:
    """The share (0 to 1) of a sentence's words that a text has; 1 for a sentence without words.

    A Chinese character counts where one of its two pairs stands in the text or translates a word of it, a Latin word
    where it, another form of it or a translation does; of what translates seldom less.
    """
    return _mean(_held(fold(sentence), words))


def content(text: str) -> int:
    """How many of a text's words say something; in Chinese, how many characters."""
    return len(_held(fold(text), TextWords.of("")))


def _held(folded: Folded, words: TextWords) -> list[float]:
    return [*_han(folded, words), *_latin(folded, words)]


def _mean(shares: Sequence[float]) -> float:
    return sum(shares) / len(shares) if shares else 1.0


def bears_out(sentence: str, text: str, known: Iterable[str] = ()) -> bool:
    """Whether a text has enough of a sentence's words to be what it rests on.

    `known` are the sentence's figures, dates and names that stand in the text otherwise written. The bars were set on
    the sentences of tests/grounding_sentences.py. Of XQuAD's sentences, which they were not set on, with nothing known in
    them, the passage in the other language is taken for 92 % of the Chinese and 94 % of the English ones; the next
    passage of the same article for 5 % of them across languages and for fewer than 1 % within one.
    """
    folded, found = Folded(_SPEECH.sub("\n", fold(sentence))), list(known)
    for checked in found:
        folded = Folded(re.sub(rf"(?<![a-z0-9]){re.escape(fold(checked))}(?![a-z0-9])", "\n", folded))
    words = _held(folded, TextWords.of(text))
    # One for a word or, in Chinese, for each of two characters.
    words += [1.0] * len(found) * (2 if is_han(sentence) else 1)
    return _mean(words) >= (WITHIN if is_han(sentence) == is_han(text) else ACROSS)


def _han(folded: Folded, words: TextWords) -> Iterator[float]:
    for match in _RUN.finditer(folded):
        run = match.group()
        pairs = [_pair(run[i : i + 2], words) for i in range(len(run) - 1)]
        for place, character in enumerate(run):
            if character not in _SAYS_LITTLE_HAN:
                yield max(pairs[max(0, place - 1) : place + 1], default=float(character in words.terms))


def _pair(pair: str, words: TextWords) -> float:
    return 1.0 if pair in words.terms else words.translated.get(pair, 0.0)


def _latin(folded: Folded, words: TextWords) -> Iterator[float]:
    for word in dict.fromkeys(tokenise(folded)):
        if has_han(word) or word in _SAYS_LITTLE:
            continue
        if word in words.terms or _root(word) in words.stems:
            yield 1.0
        else:
            yield max((share for terms, share in _whole(word) if words.terms.issuperset(terms)), default=0.0)


def _root(word: str) -> str:
    """A word without the commonest endings: build, builds, building."""
    root = stem(word)
    root = next((root[: -len(e)] for e in _ENDINGS if root.endswith(e) and len(root) - len(e) >= 4), root)
    return root[:-1] if root[-1:] == root[-2:-1] else root  # planned, plan


@lru_cache(maxsize=1 << 14)
def _translations(word: str) -> Mapping[str, float]:
    """Translations with the fourth root of their shares: that one of them stands there says more than which."""
    return {term: share**0.25 for term, share in translations().of(word).items()}


@lru_cache(maxsize=1 << 14)
def _whole(word: str) -> list[tuple[list[str], float]]:
    """Translations by their pairs: those of one word, 制造 and 造厂, are as likely and follow each other."""
    found: list[tuple[list[str], float]] = []
    for pair, share in _translations(word).items():
        if found and share == found[-1][1] and found[-1][0][-1][-1] == pair[0]:
            found[-1][0].append(pair)
        else:
            found.append(([pair], share))
    return found
