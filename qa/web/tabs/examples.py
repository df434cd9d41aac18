"""Questions to begin with, made from the titles of the articles at hand."""

import re
from collections.abc import Iterable

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.types import Article
from qa.web.i18n.phrases import CHINESE, ENGLISH

EXAMPLES = 4
TITLE_CHARS = 60
"""Characters of the longest title that makes a question."""

_ASKS = re.compile(r"[?？]$")
_WOULD_ASK = re.compile(r"(?:什[么麼]|多少|如何|怎[么麼样樣]|何在)$")
_SINGLE_MARKS = str.maketrans('“”"', "‘’'")
"""Within a question's own marks, and so that a title's words need not stand in a passage (index.quoted_phrases)."""


def example_questions(articles: Iterable[Article], count: int = EXAMPLES, *, chinese: bool | None = None) -> list[str]:
    """A question about each of the first articles, in the language of its title; no two about the same title.

    `chinese` says which language comes first, where the articles are in both; None keeps their order. A title that asks
    is the question as it stands; one that is too long or of one character makes none.
    """
    titles = {fold(title): title for a in articles if 1 < len(title := " ".join(a.title.split())) <= TITLE_CHARS}
    chosen = list(titles.values())
    if chinese is not None:
        chosen.sort(key=lambda title: has_han(title) != chinese)
    return [_question(title) for title in chosen[:count]]


def _question(title: str) -> str:
    if _ASKS.search(title):
        return title
    if _WOULD_ASK.search(title):
        return f"{title}？"
    form = CHINESE if has_han(title) else ENGLISH
    return form["example"].format(title=title.translate(_SINGLE_MARKS))
