"""Checks whether passages support a sentence that a language model wrote.

Its figures, dates, names and addresses must be in the passages, strictly: a rounded figure, or a name in another form, does not
pass. It may not contradict the passages, or say of one thing what they say of another, and they must have enough of its words or
translations of them. The rest is left to the user, who sees the quote next to the sentence.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from corpus.types import Passage
from index.reading.base import Reader
from qa.claims.asked_back import answered_otherwise
from qa.claims.causes import invented_causes
from qa.claims.claim import Claim
from qa.claims.comparisons import reversed_comparison
from qa.claims.counted import counts_another
from qa.claims.counterparts import in_its_place
from qa.claims.coverage import bears_out
from qa.claims.identity import told_apart, unsaid_identity
from qa.claims.merged_facts import misplaced
from qa.claims.nearness import nearest
from qa.claims.offices import held, misheld
from qa.claims.order import reordered
from qa.claims.periods import of_another_period
from qa.claims.plans import fulfilled
from qa.claims.polarity import shared, turned
from qa.claims.subjects import swapped_subjects
from qa.claims.substitution import substituted
from qa.claims.times import otherwise_dated
from qa.claims.trades import exchanged
from qa.claims.voices import said_by_another
from qa.claims.written_facts import unknown_addresses, unknown_figures
from qa.facts.dates import dates
from qa.facts.figures import figures
from qa.facts.name_matching import named, unnamed

MAX_SENTENCE_CHARS = 500
"""A longer sentence counts as unsupported, because nobody could check it."""

Check: TypeAlias = Callable[[Claim], Iterator[str]]
"""A check: the unsupported parts of a claim, in the words of its sentence."""

REVERSALS: tuple[Check, ...] = (
    lambda claim: turned(claim.sentence, claim.quotes, claim.text),
    lambda claim: reversed_comparison(claim.sentence, claim.text),
    lambda claim: told_apart(claim.sentence, claim.text),
)
"""Checks for contradictions."""
OTHER_FACTS: tuple[Check, ...] = (
    lambda claim: unknown_addresses(claim.sentence, claim.text, claim.passages),
    lambda claim: unknown_figures(claim.sentence, claim.text, claim.passages),
    lambda claim: iter(unnamed(claim.sentence, claim.text)),
    lambda claim: exchanged(claim.sentence, claim.text),
    lambda claim: misheld(claim.sentence, claim.text),
    lambda claim: invented_causes(claim.sentence, claim.text),
    lambda claim: misplaced(claim.sentence, claim.text),
    lambda claim: counts_another(claim.sentence, claim.text),
    lambda claim: otherwise_dated(claim.sentence, claim.text),
    lambda claim: of_another_period(claim.sentence, claim.text),
    lambda claim: fulfilled(claim.sentence, claim.text),
    lambda claim: in_its_place(claim.sentence, claim.text),
    lambda claim: said_by_another(claim.sentence, claim.text),
    lambda claim: reordered(claim.sentence, claim.text),
    lambda claim: substituted(claim.sentence, claim.text),
    lambda claim: swapped_subjects(claim.sentence, claim.text),
    lambda claim: unsaid_identity(claim.sentence, claim.text),
)
"""Checks for claims that the passages lack, or make about something else. To add a check, add an entry."""


def unsupported(sentence: str, passages: Sequence[Passage], reader: Reader | None = None) -> str:
    """The part of the sentence that the passages do not support, in its own words; "" if they support it all.

    A reader also checks the names in the sentence.
    """
    if len(sentence) > MAX_SENTENCE_CHARS:
        return sentence[:MAX_SENTENCE_CHARS]
    claim = Claim.of(sentence, passages)
    problem = next(_problems((*OTHER_FACTS, *REVERSALS), claim), "")
    if not problem and not _has_its_words(claim) and not _has_its_words(claim, near=nearest(sentence, claim.text)):
        return sentence
    return problem or (next(answered_otherwise(sentence, passages, reader), "") if reader else "")


def contradicted(sentence: str, passages: Sequence[Passage]) -> bool:
    """Whether the passages contradict the sentence: by a negation, an opposite, or swapped sides."""
    claim = Claim.whole(sentence, passages)
    against = list(_problems(REVERSALS, claim))
    return bool(against) and not any(_problems(OTHER_FACTS, claim)) and _has_its_words(claim, against)


def _problems(checks: Sequence[Check], claim: Claim) -> Iterator[str]:
    return (problem for check in checks for problem in check(claim))


def _has_its_words(claim: Claim, known: Sequence[str] = (), *, near: float = 0.0) -> bool:
    sentence, text = claim.sentence, claim.text
    written = [*known, *(f.text for f in figures(sentence)), *(d.text for d in dates(sentence)), *named(sentence)]
    return bears_out(sentence, text, [*written, *shared(sentence, text), *held(sentence, text)], near)
