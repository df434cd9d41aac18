"""The things that a request names, in the words of the articles, and the sentences that mention them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from typing import TypeAlias

import numpy as np

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.text.sentences import sentences_near
from corpus.types import Passage
from index.crosslingual.query_translation import joined
from index.lexical.tokens import FUNCTION_WORDS, tokenise
from index.phrases import begin_in, candidates, is_held
from index.query import Query
from index.search import NO_FILTER, understand
from index.storage.reader import Index
from index.types import Filter, Ids

Forms: TypeAlias = tuple[str, ...]
"""The forms of one thing: as typed, then its other names and translations."""

MOST_READ = 4_096
"""Maximum passages read for a list or digest: those of the newest articles."""
BATCH = 256
"""Passages read at once."""

MARKS = "“”\"「」『』《》'‘’ "
TRANSLATIONS = 3
"""Maximum translations of a word, likeliest first."""
OWN = 3
AND = r"(?:以及|(?<!共)和(?![平谐睦解])|(?<!参)与|跟(?![踪进随])|(?<![大合共协不相])同(?![志意时和与跟]))"
"""The word "and" between two things in Chinese, but not inside a word: 共和国, 大同."""
_AND = re.compile(rf"(?<=..)(?:{AND}|[、，,])(?=..)|,? (?:and|as well as) |, ")
_OR = re.compile(r"(?<=..)或者?(?![许])(?=..)| or ")
_ARTICLE = re.compile(r"^(?:the|an?|any|both|either) ", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"「『《][^“”\"「」『』《》]*[”\"」』》]")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_LEADING = re.compile(r"^(?:[与和跟对同为于年]|涉及|提到)(?=.{2})")
_OWNER = re.compile(r"['’]s\b")
_BETWEEN = re.compile(r"[的在、，,\s]+|(?:关于|有关|所有|全部|一切|各个|中|里面?)")


def named_whole(text: str, index: Index) -> Forms:
    """The forms of a text that is a single name or word: Xinzhou and 忻州. Empty for a text without terms."""
    text = _ARTICLE.sub("", text.strip()).strip(MARKS)
    query = understand(text, index)
    others = [term for e in query.expansions if fold(e.written) == fold(text) for term in e.terms]
    aliases = (form for name, forms in index.aliases.named(text, index.passage_count) if name == text for form in forms)
    acronyms = [form for form in aliases if _ACRONYM.fullmatch(form) and is_held(index, fold(form))]
    others = [*(term for term in others if term.upper() not in acronyms), *acronyms]
    if not others and not has_han(text):
        others = _translated(query, text, index)
    return (text, *others) if tokenise(text) else ()


def each_named(text: str, index: Index) -> list[list[Forms]]:
    """The things in "A and B": A and B, each as one name if articles have it, else split into things.

    "A or B" is one thing.
    """
    return [_named(part, index) for part in _joined_by_and(text, index)]


def all_things(text: str, index: Index) -> list[Forms]:
    """The things in "A and B", each split into names and other words. "A or B" is one thing if both are."""
    return [forms for part in _joined_by_and(text, index) for forms in _either(part, index) or things(part, index)]


def _either(text: str, index: Index) -> list[Forms]:
    others = _OR.split(text)
    return [_any_of(others, index)] if len(others) > 1 and all(len(things(o, index)) == 1 for o in others) else []


def _joined_by_and(text: str, index: Index) -> list[str]:
    parts = [part for part in _AND.split(text.strip()) if part.strip(MARKS)]
    return [text] if len(parts) > 1 and _is_one_name(text, parts, index) else parts


def _any_of(others: Sequence[str], index: Index) -> Forms:
    return tuple(form for other in others for form in named_whole(other, index))


def _is_one_name(text: str, parts: Sequence[str], index: Index) -> bool:
    """Whether the text is in quotation marks, has another form as a whole, or has a part that never occurs without it:
    经济和信息化局.
    """
    whole = named_whole(text, index)
    if _QUOTED.fullmatch(text.strip()) or len(whole) > 1:
        return True
    alone = (
        any(not has_each(passage.text, [whole]) for passage in holding(index, [named_whole(part, index)], NO_FILTER))
        for part in parts
    )
    return is_held(index, fold(whole[0])) and not all(alone)


def _named(text: str, index: Index) -> list[Forms]:
    whole = _any_of(_OR.split(text), index)
    if _QUOTED.fullmatch(text.strip()):
        return [whole]
    return [whole] if any(is_held(index, fold(form)) for form in whole) else things(text, index) or [whole]


def things(text: str, index: Index) -> list[Forms]:
    """The things in a text: names and other content words."""
    text = _OWNER.sub(" ", text).strip(MARKS)
    if has_han(text):
        parts = (_LEADING.sub("", part) for part in _BETWEEN.split(text))
        return [named_whole(part, index) for part in parts if len(part) > 1 and fold(part) not in FUNCTION_WORDS]
    query = understand(text, index)
    names = [(e.written, *e.terms) for e in query.expansions]
    rest = reduce(lambda left, name: left.replace(name[0], " "), names, text)
    words = (word for word in re.findall(r"[\w'’-]+", rest) if fold(word) not in FUNCTION_WORDS)
    return [*names, *((word, *_translated(query, word, index)) for word in words)]


def _translated(query: Query, word: str, index: Index) -> list[str]:
    """The likeliest translations of a word that articles have; a pair of characters only if it is a word of its own."""
    own = fold(word)
    likely = [concept.likely() for concept in query.concepts if own in concept.terms or fold(concept.word) == own]
    whole = [form for terms in likely for form in joined(terms) if is_held(index, form)]
    parts = (term for terms in likely for term in terms if _is_word(term, whole, index))
    return list(dict.fromkeys([*whole, *parts]))[:TRANSLATIONS]


def _is_word(pair: str, longer: Sequence[str], index: Index) -> bool:
    """Whether a pair of characters is in far more passages than the longer words with it: 生产, but not 导体."""
    within = sum(index.passage_count(word) for word in longer if pair in word)
    return index.passage_count(pair) > OWN * within


def holding(index: Index, wanted: Sequence[Forms], only: Filter) -> Iterator[Passage]:
    """The passages in which a form of each thing begins or whose article's title has one."""
    return having(index, wanted, possible(index, wanted, only))


def possible(index: Index, wanted: Sequence[Forms], only: Filter) -> Ids:
    """The ids, ascending, of the passages that may be `holding` these things."""
    allowed: Ids | None = index.store.select(only)
    for forms in wanted:
        found = [ids for form in forms if (ids := candidates(index, [fold(form)], allowed)) is not None]
        allowed = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    return allowed if allowed is not None else np.empty(0, np.int64)


def of_the_newest(index: Index, ids: Ids, only: Filter) -> Ids:
    """These passages, which the filter admits; of more than `MOST_READ`, those of as many of the latest days as fit."""
    first, last = index.store.dates
    if len(ids) <= MOST_READ or not first or not last:
        return ids[:MOST_READ]
    begin = max(first, only.since or first)

    def within(days: int) -> Ids:
        chosen = index.store.select(replace(only, since=begin + timedelta(days)))
        assert chosen is not None, "there is a date filter"
        return np.intersect1d(ids, chosen, assume_unique=True)

    days = bisect_left(range((last - begin).days), True, key=lambda days: len(within(days)) <= MOST_READ)
    return within(days)[:MOST_READ]


def having(index: Index, wanted: Sequence[Forms], ids: Ids) -> Iterator[Passage]:
    """Those of the passages that hold a form of each thing."""
    for start in range(0, len(ids), BATCH):
        for passage in index.store.passages(ids[start : start + BATCH]):
            if all(_begins_in(passage, forms) for forms in wanted):
                yield passage


def _begins_in(passage: Passage, forms: Forms) -> bool:
    if has_each(passage.article.title, [forms]):
        return True
    return any(
        begin_in([fold(form)], passage) and (not _ACRONYM.fullmatch(form) or _stands(form, passage.text, ""))
        for form in forms
    )


def has_each(text: str, wanted: Sequence[Forms]) -> bool:
    """Whether a text has a form of each thing."""
    folded = fold(text)
    return all(any(_stands(form, text, folded) for form in forms) for forms in wanted)


def _stands(form: str, text: str, folded: str) -> bool:
    """Whether a text has a form. An acronym has to be in capitals, since WHO and SAFE are also words."""
    if _ACRONYM.fullmatch(form):
        return re.search(rf"(?<![A-Za-z\d]){form}(?![A-Z])", text) is not None
    form = fold(form)
    return form in folded if has_han(form) else re.search(rf"(?<![a-z\d]){re.escape(form)}", folded) is not None


def sentences_with(passage: Passage, wanted: Sequence[Forms]) -> list[tuple[int, int]]:
    """The sentences of a passage that have a form of each thing, as offsets in its article."""
    text = passage.article.text
    spans = sentences_near(text, passage.start, passage.end)
    return [span for span in spans if has_each(text[slice(*span)], wanted)]


def telling(passage: Passage, wanted: Sequence[Forms]) -> list[tuple[int, int]]:
    """The sentences that tell most: with all things, else with the first, else with the others.

    For a single thing that no sentence has, because it is in the title, any sentence.
    """
    choices = (wanted, wanted[:1], wanted[1:])
    return next(filter(None, (sentences_with(passage, forms) for forms in choices)), [])


def shown(wanted: Sequence[Forms], mark: str) -> str:
    """The things with their forms, as shown in a lead."""
    return mark.join(" / ".join(dict.fromkeys(forms)) for forms in wanted)
