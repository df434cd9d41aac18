"""Names that a question is about and the articles of its quotes never mention: EMNLP2022 is not answered by NLPCC 2022."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.crosslingual.translation_table import translations
from index.query import Query
from qa.answer.sentence import Sentence
from qa.facts.entities import PLACE, latin_words

_HOME = "中国"
"""The country that articles in Chinese mean where they name none."""
_WORK = re.compile("《([^《》]+)》")
_NAMES: Sequence[Callable[[str], Iterable[str]]] = (
    lambda question: (place for place in PLACE.findall(question) if place != _HOME),
    _WORK.findall,
    latin_words,
)
"""What is taken for a name, by its form: a place, a title in its marks, a word in Latin letters."""


def unmentioned(query: Query, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The names of a Chinese question that the articles of none of its quotes mention in any form; empty for a question in English.

    Of several names of one kind one that is mentioned is enough: articles from Xinzhou seldom say that it lies in Shanxi.
    """
    if not has_han(query.question) or not sentences:
        return ()
    asked = (tuple(dict.fromkeys(form(query.question))) for form in _NAMES)
    return next((names for names in asked if names and not _mention(sentences, _forms(names, query))), ())


def _mention(sentences: Sequence[Sentence], forms: Collection[str]) -> bool:
    """Whether an article has one of the forms; its text is folded only where neither a quote nor a title has one."""
    near = (f"{s.article.title}\n{s.article.source}\n{s.text}" for s in sentences)
    articles = {s.article.id: s.article.text for s in sentences}
    return any(form in folded for folded in map(fold, chain(near, articles.values())) for form in forms)


def _forms(names: Iterable[str], query: Query) -> frozenset[str]:
    """The names as texts may have them, folded: themselves, their other forms, their translations."""
    return frozenset(form for name in map(fold, names) for form in _forms_of(name, query))


def _forms_of(name: str, query: Query) -> Iterator[str]:
    yield name
    for expansion in query.expansions:
        if fold(expansion.written) in name or name in fold(expansion.written):
            yield from expansion.terms
    yield from translations().of(name)
