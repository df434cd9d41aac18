"""Whether quotes are about another time than the question."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from qa.answer.agreement import scope_of
from qa.answer.sentence import Sentence
from qa.facts.dates import dates
from qa.facts.scope import Scope, relative_years, scope
from qa.question.analysis import analyse
from qa.question.answer_types import AnswerKind
from qa.question.time.words import time_span

TOLD_WITHIN = 1
"""Maximum years between an event and an article that does not name its year: last year's figures, next year's plans."""


def of_another_time(question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether every sentence is about other years, or another part of the year, than the question.

    Such a sentence names another time, and nothing around it names the question's; or it names no time, and its article
    is from another time and never names the question's. False if a time is asked for: the edition of 2022 may have been
    announced in 2020.
    """
    relative = relative_years(question)
    if sentences and all(_names_other_years(relative, s) for s in sentences):
        return True
    asked = scope(question)
    if not asked.years and (span := time_span(question, None)):
        asked = replace(asked, years=frozenset({span.first.year}))
    if not (asked.years or asked.parts) or AnswerKind.TIME in analyse(question).kinds:
        return False
    return bool(sentences) and all(_is_of_another_time(asked, s) for s in sentences)


def _names_other_years(asked: frozenset[int], sentence: Sentence) -> bool:
    """Whether a sentence says "this year" and the question "last year", or the reverse, whatever years these are."""
    told = relative_years(sentence.text)
    return bool(asked and told and not asked & told)


def _is_of_another_time(asked: Scope, sentence: Sentence) -> bool:
    article, named = sentence.article, scope_of(sentence)
    passage = sentence.passage.text if sentence.passage else ""
    around = scope(f"{article.title}\n{passage}", article.published)
    written = f"{article.title}\n{article.text}"
    told = _months(article.published, asked)
    if asked.parts and not _share(
        asked.parts, named.parts | around.parts | told | _months_of_days(sentence.text, asked)
    ):
        of_others = named.parts or around.parts or (told and asked.years)
        if of_others and (named.parts or not _share(asked.parts, scope(written).parts)):
            return True
    elsewhere = around.years and not asked.years & around.years and not any(str(y) in written for y in asked.years)
    if not named.years and elsewhere and not (article.published and article.published.year in asked.years):
        return bool(asked.years)
    if named.years or not asked.years or article.published is None:
        return bool(asked.years and named.years) and not asked.years & (named.years | around.years)
    return all(abs(year - article.published.year) > TOLD_WITHIN and str(year) not in written for year in asked.years)


def _share(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Whether a part of the year in the text is one asked for, or nearly: June to November passes for the second
    half, but not January to September for January to June, as such figures are cumulative.
    """
    return bool(asked & told) or any(_is_nearly(*map(_months_from_to, pair)) for pair in product(asked, told))


def _is_nearly(one: range, other: range) -> bool:
    both = set(one) & set(other)
    return one.start != other.start and 2 * len(both) > max(len(one), len(other))


def _months_from_to(part: str) -> range:
    first, last = map(int, part.split("-"))
    return range(first, last + 1)


def _months_of_days(text: str, asked: Scope) -> frozenset[str]:
    """The months of the days that a sentence names, in a requested year: 6月30日 is in June."""
    days = (day for day in dates(text) if day.month and (not day.year or not asked.years or day.year in asked.years))
    return frozenset(f"{day.month}-{day.month}" for day in days)


def _months(published: date | None, asked: Scope) -> frozenset[str]:
    """The months that an article of that day reports on, in the form of `Scope.parts`.

    These are its own month and the one before, but none in another year than the question's.
    """
    if published is None:
        return frozenset()
    reported = (published, published.replace(day=1) - timedelta(days=1))
    return frozenset(f"{d.month}-{d.month}" for d in reported if not asked.years or d.year in asked.years)
