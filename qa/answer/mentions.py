"""Names that a question is about and the articles of its quotes never mention: EMNLP2022 is not answered by NLPCC 2022."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual.translation_table import translations
from index.query import Query
from qa.answer.sentence import Sentence
from qa.facts.entities import PLACES, latin_words

_HOME = "中国"
"""The country that articles in Chinese mean where they name none."""
_PLACE = re.compile("|".join(sorted({*PLACES} - {_HOME}, key=len, reverse=True)))
_WORK = re.compile("《([^《》]+)》")
_NAMES: Sequence[Callable[[str], Iterable[str]]] = (_PLACE.findall, _WORK.findall, latin_words)
"""What is taken for a name, by its form: a place, a title in its marks, a word in Latin letters."""


def unmentioned(query: Query, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The names of a Chinese question that the articles of none of its quotes mention in any form; empty for a question in English.

    Of several names of one kind one that is mentioned is enough: articles from Xinzhou seldom say that it lies in Shanxi.
    """
    if not has_han(query.question) or not sentences:
        return ()
    articles = {s.article.id: fold(f"{s.article.title}\n{s.article.source}\n{s.article.text}") for s in sentences}
    for names in (tuple(dict.fromkeys(form(query.question))) for form in _NAMES):
        if names and not any(
            form in text for name in names for form in _forms(name, query) for text in articles.values()
        ):
            return names
    return ()


def _forms(name: str, query: Query) -> Iterator[str]:
    """A name as texts may have it, folded: itself, its other forms, its translations."""
    yield fold(name)
    for expansion in query.expansions:
        if fold(expansion.written) in fold(name) or fold(name) in fold(expansion.written):
            yield from expansion.terms
    yield from translations().of(fold(name))
