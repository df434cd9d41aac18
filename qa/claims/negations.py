"""Negations in a folded text, in both languages."""

import re
from collections.abc import Iterator

from index.crosslingual.glosses import meanings_of
from qa.claims.synonyms import dictionary_words

_NEGATION = re.compile(
    r"(?<![是差])不(?![仅断少同久但论管只妨得错止足到懈]|[超多高大]过|[多少高低]于|是)|(?<!不)没有|没(?!收)|未(?![来必])"
    r"|无(?!人(?:[机车艇船]|驾驶|售|值守|超市|化)|[锡数疑论线缝])|非(?![常洲遗]|物质文化)|否认|拒绝"
    r"|\b(?:not(?! (?:only|more than|less than))|no(?! \d|\.|t? ?(?:more|less|fewer|later) than)|never|none|nobody|nothing|nowhere|neither|nor|without|cannot"
    r"|fail(?:ed|s)? to|den(?:y|ied|ies)|refus\w+)\b|n't\b"
)
_IN_WORDS = frozenset("不无非未")
"""Characters that also occur in words that deny nothing: 不锈钢 (stainless steel), 南非 (South Africa)."""
_PREFIX = re.compile(r"\b(?:un|in|im|il|ir|dis|non)-?[a-z]{3,}")
"""English words that deny something by their prefix."""


def negations(folded: str) -> Iterator[re.Match[str]]:
    """The negations in a text, in order."""
    return (match for match in _NEGATION.finditer(folded) if _denies(folded, match))


def negation(folded: str) -> str:
    """The first negation in a text, or ""."""
    return next((match.group() for match in negations(folded)), "")


def _denies(folded: str, match: re.Match[str]) -> bool:
    """Whether the character is a word by itself, or its dictionary word denies something."""
    at = match.start()
    if match.group() not in _IN_WORDS:
        return True
    start, end = next(((a, b) for a, b in dictionary_words(folded) if a <= at < b), (at, at + 1))
    meaning, rest = meanings_of(folded[start:end]), folded[at + 1 : end]
    if not rest:  # 也不, but not 南非
        return end - start == 1 or not meaning[:1].isupper()
    if _NEGATION.search(meaning):
        return True
    # Inside a word it is mostly part of an idiom: 坚持不懈. Before one, it denies what follows: 不透明.
    return at == start and bool(_PREFIX.search(meaning) or (len(rest) > 1 and meanings_of(rest)))
