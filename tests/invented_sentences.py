"""Sentences of invented articles."""

from datetime import date

from corpus.types import Article, Passage
from qa.answer.sentence import Sentence


def said(text: str) -> Sentence:
    """A sentence that is its whole article."""
    return Sentence(Article("a", "", text, "", None, "", ""), 0, len(text))


def told(text: str, start: int, title: str = "", day: date | None = None) -> Sentence:
    """The sentence that starts at `start`; its passage is the whole text."""
    article = Article("a", title, text, "", day, "", "")
    return Sentence(article, start, text.index("。", start) + 1, Passage(0, article, 0, len(text)))
