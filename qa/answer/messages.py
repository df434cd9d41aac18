"""What an answer says of its own, around the articles' words, in the question's language."""

from collections.abc import Mapping
from typing import TypeAlias

Phrases: TypeAlias = Mapping[str, str]

ENGLISH: Phrases = {
    "not_found": "The articles do not answer this question.",
    "differ": "The articles give different figures, newest first:",
    "series": "Figures for different periods, newest first:",
    "by_date": "From the articles, newest first:",
    "across": "The articles say, in their own language:",
    "related": "Perhaps related:",
    "confidence": "confidence",
    "no_phrase": "No passage has {} word for word.",
    "unverified": "Not borne out by the articles and struck out:",
    "high": "high",
    "medium": "medium",
    "low": "low",
}

CHINESE: Phrases = {
    "not_found": "文章中没有找到这个问题的答案。",
    "differ": "各篇文章的数字不一致，由新到旧：",
    "series": "以下是不同时期的数字，由新到旧：",
    "by_date": "文章原文，由新到旧：",
    "across": "文章原文如下：",
    "related": "也许相关：",
    "confidence": "可信度",
    "no_phrase": "没有哪一段原文写着{}。",
    "unverified": "文章未能证实，已划去：",
    "high": "高",
    "medium": "中",
    "low": "低",
}


def phrases(*, chinese: bool) -> Phrases:
    """The phrases of a language; both have the same keys."""
    return CHINESE if chinese else ENGLISH
