"""Chinese names in Latin letters, in English spelling: 忻州 is Xinzhou, 西安 Xi'an, 陕西 Shaanxi, 山西日报 Shanxi Ribao."""

from collections.abc import Iterator
from itertools import groupby

from corpus.text.fold import fold
from index.crosslingual.glosses import meanings_of, words
from index.crosslingual.pinyin_names import EXONYMS

TRANSLATED = frozenset("中国 美国 英国 法国 德国 日本 韩国 俄罗斯 印度 欧盟 珠江 京津冀 长三角 珠三角 大湾区".split())
"""Places with an English name that is not a romanisation."""

_IN_ENGLISH = {chinese: english.title() for english, chinese in EXONYMS.items()}


def romanised(name: str) -> str:
    """The name, romanised word by word and capitalised; text that is not Chinese is unchanged."""
    parts, done = list[str](), 0
    for start, end in _name_words(name):
        parts += [name[done:start].strip(), _word(fold(name[start:end]))]
        done = end
    return " ".join(filter(None, [*parts, name[done:].strip()]))


def _name_words(name: str) -> Iterator[tuple[int, int]]:
    """Split a name into words of two characters (人民网 is Renmin Wang); a longer word stays whole if it is a name.

    Consecutive characters that form no word are a name; three of them are a surname and a given name.
    """
    pieces = [piece for start, end in words(name) for piece in _pieces(name, start, end)]
    for is_single, group in groupby(pieces, key=lambda piece: piece[1] - piece[0] == 1):
        spans = list(group)
        first, last = spans[0][0], spans[-1][1]
        if not is_single or last - first > len(spans):
            yield from spans
        else:
            yield from [(first, first + 1), (first + 1, last)] if len(spans) == 3 else [(first, last)]


def _pieces(name: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    word = name[start:end]
    if len(word) <= 2 or fold(word) in _IN_ENGLISH or meanings_of(word).startswith(_word(fold(word))):
        yield start, end
    else:
        yield from ((start + a, start + b) for a, b in words(word, longest=2))


def _word(word: str) -> str:
    """The syllables joined, with an apostrophe before one that begins with a vowel."""
    from pypinyin import lazy_pinyin

    if word in _IN_ENGLISH:
        return _IN_ENGLISH[word]
    first, *others = lazy_pinyin(word, v_to_u=True)
    return (first + "".join(f"'{syllable}" if syllable[0] in "aeo" else syllable for syllable in others)).capitalize()
