"""Rewrite pinyin questions in the characters of the articles: "shuozhou shiwei shuji shi shei" is 朔州市委书记是谁."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise, product
from math import log

from index.crosslingual.pinyin_names import PassageCount, Readings, bridge, without_tones

_PINYIN = {
    "shi": "是", "de": "的", "zai": "在", "he": "和", "you": "有", "le": "了", "shei": "谁", "shui": "谁", "ma": "吗", "nian": "年",
    "yue": "月", "ri": "日", "tian": "天", "jie": "届", "ge": "个", "ren": "人", "wei": "位", "ci": "次", "nali": "哪里", "nar": "哪里",
    "na": "哪", "nage": "哪个", "naxie": "哪些", "shenme": "什么", "sheme": "什么", "shenmeshihou": "什么时候", "shihou": "时候",
    "duoshao": "多少", "jige": "几个", "ji": "几", "weishenme": "为什么", "zenme": "怎么", "zenmeyang": "怎么样", "zenyang": "怎样",
    "ruhe": "如何", "heshi": "何时", "duoda": "多大", "duojiu": "多久", "qian": "钱", "shishei": "是谁", "shishui": "是谁",
}  # fmt: skip
"""Question words in pinyin; all other words are looked up in the articles."""
_UNSURE = frozenset(("ji", "na"))
_COUNTED = frozenset("ge tian nian yue ri jie wei ci".split())
"""Words that may follow 几 and 哪."""
_PINYIN_WORDS = re.compile(r"[a-z']+(?: [a-z']+)*")
MAX_WORDS = 32
"""Maximum words, or syllables, of a question in pinyin; a longer one is not taken for a question."""
MAX_CHARACTERS, MAX_PATHS = 40, 30
"""Maximum characters per syllable, the most frequent ones, and readings kept after each word, to limit the work."""
_ASKS = re.compile("[谁什哪几多怎何]")


def from_pinyin(question: str, readings: Readings, passage_count: PassageCount) -> str:
    """A pinyin question in characters; "" if a word is not pinyin or no article has it."""
    asked = without_tones(question).strip(" ?？.!！")
    words = _joined(asked.split())
    usual = [word for word in words if word in _PINYIN]
    if not (_PINYIN_WORDS.fullmatch(asked) and len(words) <= MAX_WORDS and 0 < len(usual) < len(words)):
        return ""
    asking = [_asks(*pair) for pair in pairwise([*words, ""])]
    if any(word in readings and word not in _PINYIN for word in words) and not any(asking):
        return ""  # the words of "he can sing" are pinyin syllables as well
    choices = [
        _choices(word, asks, readings, passage_count)
        for word, asks in zip(words, _fixed(words, asking, readings), strict=True)
    ]
    return _likeliest(choices, readings, passage_count) if all(choices) else ""


def _fixed(words: list[str], asking: list[bool], readings: Readings) -> Iterator[bool]:
    """Whether each word is surely the question word that it looks like, and not part of a name: 市 in "shi wei"."""
    for i, word in enumerate(words):
        beside = [at for at in (i - 1, i + 1) if 0 <= at < len(words)]
        alone = not any(words[at] in readings for at in beside)
        yield word in _PINYIN and (asking[i] or alone or (word not in _UNSURE and any(asking[at] for at in beside)))


def _choices(word: str, fixed: bool, readings: Readings, passage_count: PassageCount) -> tuple[str, ...]:
    """The characters or terms that a word may stand for."""
    if fixed:
        return (_PINYIN[word],)
    characters = (character for character, (_, rare) in readings.get(word, {}).items() if not rare)
    usual = filter(None, [_PINYIN.get(word)])
    return (*usual, *_terms(word, readings, passage_count), *islice(characters, MAX_CHARACTERS))


def _joined(words: list[str]) -> list[str]:
    """The words with the syllables of question words joined: "duo shao" as "duoshao"."""
    for size in (4, 3, 2):
        for i in range(len(words) - size, -1, -1):
            run = words[i : i + size]
            if "".join(run) in _PINYIN:
                words = [*words[:i], "".join(run), *words[i + size :]]
    return words


def _asks(word: str, behind: str) -> bool:
    """Whether a word is a question word; "ji" and "na" are if a word that counts follows."""
    return behind in _COUNTED if word in _UNSURE else bool(_ASKS.search(_PINYIN.get(word, "")))


def _likeliest(choices: Sequence[tuple[str, ...]], readings: Readings, passage_count: PassageCount) -> str:
    """One term for each word, whose characters follow each other most often: 太原 and 市长, not 事长 (Viterbi 1967).

    "" if a word has no term, or if no article has a character, question words aside, next to either of its neighbours.
    """
    usual = frozenset("".join(_PINYIN.values()))
    counts = {c: count for characters in readings.values() for c, (count, rare) in characters.items() if not rare}
    total, together = sum(counts.values()) or 1, cache(passage_count)

    def follows(before: str, behind: str) -> float:
        pairs = together(before + behind) if before else 0
        return log((pairs + counts.get(behind, 1) / total) / (counts.get(before, 0) + 1))

    paths = {"": 0.0}
    for terms in choices:
        ends: dict[str, tuple[float, str]] = {}
        for (text, score), (rank, term) in product(paths.items(), enumerate(terms)):
            pairs = zip((text[-1:], *term), term, strict=False)
            way = score + sum(follows(*pair) for pair in pairs) - (rank if len(term) > 1 else 0), text + term
            ends[term[-1]] = max(ends.get(term[-1], way), way)
        paths = {text: score for score, text in sorted(ends.values(), reverse=True)[:MAX_PATHS]}
    found = next(iter(paths), "")
    stands = [bool(together(before + behind)) for before, behind in pairwise(found)]
    alone = (c for c, *beside in zip(found, [False, *stands], [*stands, False], strict=True) if not any(beside))
    return found if usual.issuperset(alone) else ""


def _terms(word: str, readings: Readings, passage_count: PassageCount) -> tuple[str, ...]:
    """The article words with this pinyin, the likeliest first; none for an English word."""
    return next((e.terms for e in bridge(word, readings, passage_count) if e.written == word), ())
