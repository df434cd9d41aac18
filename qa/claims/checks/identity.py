"""Checks claims that two things are the same; only an explicit statement supports them."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold

_SAME = re.compile(
    r"同一(?![时天年月日期天级])|一样|相同|是一回事|\b(?:the )?same\b(?! (?:time|day|year|month|period))|\bidentical\b"
)
_NAMED_ALSO = re.compile(
    r"就是|[即乃]是?|又[名称叫]|也叫|原名|别名|简称|实为|\balso known as\b|\bis in fact\b|\bnamely\b"
)
_APART = re.compile(
    r"不同|不是同一|不一样|并非|[是为][两二](?:个|人|位|家|座|回事|码事)|\b(?:two different|distinct|not the same|separate)\b"
)


def told_apart(sentence: str, text: str) -> Iterator[str]:
    """The expression of identity, if the text says that they are different."""
    if (match := _SAME.search(fold(sentence))) and not _APART.search(fold(sentence)) and _APART.search(fold(text)):
        yield match.group()


def unsaid_identity(sentence: str, text: str) -> Iterator[str]:
    """The expression of identity, if the text says neither that they are the same nor that they are different."""
    if (match := _SAME.search(fold(sentence))) and not any(p.search(fold(text)) for p in (_SAME, _NAMED_ALSO, _APART)):
        yield match.group()
