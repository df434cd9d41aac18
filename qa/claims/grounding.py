"""Checks whether passages support a sentence that a language model wrote.

Its figures, dates and addresses must all be in the passages. The reader judges the rest: it estimates how likely it is
that a sentence of the passages supports the claim. It has to be more certain if the claim has names or many words that
the passages lack, seems to contradict them, or says about one thing what they say about another. Without a reader, such
a claim is rejected. The user sees an accepted claim next to its quote.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from corpus.text.sentences import sentences
from corpus.types import Passage
from index.reading.base import Reader
from index.reading.statements import support
from index.reading.windows import cut_windows, size
from qa.claims.checks.asked_back import answered_otherwise
from qa.claims.checks.causes import invented_causes
from qa.claims.checks.comparisons import reversed_comparison
from qa.claims.checks.counted import counts_another
from qa.claims.checks.counterparts import opposites
from qa.claims.checks.identity import told_apart, unsaid_identity
from qa.claims.checks.merged_facts import misplaced
from qa.claims.checks.offices import held, misheld
from qa.claims.checks.order import reordered
from qa.claims.checks.periods import of_another_period
from qa.claims.checks.plans import fulfilled
from qa.claims.checks.polarity import shared, turned
from qa.claims.checks.subjects import swapped_subjects
from qa.claims.checks.substitution import substituted
from qa.claims.checks.times import otherwise_dated
from qa.claims.checks.trades import exchanged
from qa.claims.checks.voices import said_by_another
from qa.claims.checks.written_facts import unknown_addresses, unknown_figures
from qa.claims.claim import Claim
from qa.claims.coverage import bears_out
from qa.claims.nearness import nearest
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
FACTS: tuple[Check, ...] = (
    lambda claim: unknown_addresses(claim.sentence, claim.text, claim.passages),
    lambda claim: unknown_figures(claim.sentence, claim.text, claim.passages),
)
"""Checks for facts that the passages lack; a sentence that fails is rejected."""
OTHER_FACTS: tuple[Check, ...] = (
    lambda claim: iter(unnamed(claim.sentence, claim.text)),
    lambda claim: exchanged(claim.sentence, claim.text),
    lambda claim: misheld(claim.sentence, claim.text),
    lambda claim: invented_causes(claim.sentence, claim.text),
    lambda claim: misplaced(claim.sentence, claim.text),
    lambda claim: counts_another(claim.sentence, claim.text),
    lambda claim: otherwise_dated(claim.sentence, claim.text),
    lambda claim: of_another_period(claim.sentence, claim.text),
    lambda claim: fulfilled(claim.sentence, claim.text),
    lambda claim: opposites(claim.sentence, claim.text),
    lambda claim: said_by_another(claim.sentence, claim.text),
    lambda claim: reordered(claim.sentence, claim.text),
    lambda claim: substituted(claim.sentence, claim.text),
    lambda claim: swapped_subjects(claim.sentence, claim.text),
    lambda claim: unsaid_identity(claim.sentence, claim.text),
)
"""Checks that only raise a doubt, which a confident reader overrules: names that the passages lack, and statements that
they make about something else. To add a check, add an entry."""
SUPPORTED, SUPPORTED_IN_DOUBT = -4.5, 1.75
"""Minimum log odds, by the reader, that a sentence is supported, if no check doubts it and if one does. Set on
statements that the reader was not trained on (`index/training/reader/data/written_statements.jsonl`) and on sentences
made of the words of invented articles (tests/grounding_claims.py, tests/grounding_more.py)."""
MAX_READ = 90
"""Maximum size of a sentence that the reader reads whole, in Han characters; a longer one is left to the checks."""


def unsupported(sentence: str, passages: Sequence[Passage], reader: Reader | None = None, before: str = "") -> str:
    """The part of the sentence that the passages do not support, in its own words; "" if they support all of it.

    `before` is the sentence that is shown before it, so that the reader knows what it continues.
    """
    if len(sentence) > MAX_SENTENCE_CHARS:
        return sentence[:MAX_SENTENCE_CHARS]
    claim = Claim.of(sentence, passages)
    if lacking := next(_problems(FACTS, claim), ""):
        return lacking
    doubt = next(_problems((*OTHER_FACTS, *REVERSALS), claim), "") or ("" if _has_enough_words(claim) else sentence)
    if not reader:
        return doubt
    doubt = doubt or next(answered_otherwise(sentence, passages, reader), "")
    found = _support(sentence, passages, reader, before)
    if found is None:
        return doubt
    return "" if found >= (SUPPORTED_IN_DOUBT if doubt else SUPPORTED) else doubt or sentence


def _support(sentence: str, passages: Sequence[Passage], reader: Reader, before: str) -> float | None:
    """The reader's log odds; None if it does not read statements or the sentence is too long."""
    if size(sentence) > MAX_READ:
        return None
    windows = [w for passage in passages for w in cut_windows(passage.text, list(sentences(passage.text)))]
    return support(reader, sentence, windows, before)


def _has_enough_words(claim: Claim) -> bool:
    return _has_its_words(claim) or _has_its_words(claim, near=nearest(claim.sentence, claim.text))


def contradicted(sentence: str, passages: Sequence[Passage]) -> bool:
    """Whether the passages contradict the sentence: by a negation, an opposite, or swapped sides."""
    claim = Claim.whole(sentence, passages)
    against = list(_problems(REVERSALS, claim))
    return bool(against) and not any(_problems((*FACTS, *OTHER_FACTS), claim)) and _has_its_words(claim, against)


def _problems(checks: Sequence[Check], claim: Claim) -> Iterator[str]:
    return (problem for check in checks for problem in check(claim))


def _has_its_words(claim: Claim, known: Sequence[str] = (), *, near: float = 0.0) -> bool:
    sentence, text = claim.sentence, claim.text
    written = [*known, *(f.text for f in figures(sentence)), *(d.text for d in dates(sentence)), *named(sentence)]
    return bears_out(sentence, text, [*written, *shared(sentence, text), *held(sentence, text)], near)
