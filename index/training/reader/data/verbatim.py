"""Statements in a passage's own words: unchanged clauses, which are true, and clauses with one fact exchanged, which
are false.

Most true statements that people write about a passage paraphrase it, and most false ones stay close to the text. A
reader trained on these alone distrusts sentences that repeat the text. Facts are found in Chinese only, so an English
clause has no false twin.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from index.reading.statements import as_claim
from index.reading.types import Span
from index.reading.windows import cut_windows
from index.training.reader.data.examples import ReadingExample, around, window_example
from index.training.reader.data.facts import Fact, facts
from index.training.reader.data.questions import WindowSearch
from index.training.reader.data.written import WrittenPassage

SHORTEST, LONGEST = 8, 90
"""Characters of a statement."""
FOUND, DELETED = 0.25, 0.15
"""Probabilities of a BM25 result from other passages, and of a window without the sentence."""

_CLAUSE = re.compile(r"(?:[^,;:]|(?<=\d)[,:](?=\d))+[,;:]?")
_END = " ,;:.。!?"


def verbatim_windows(passages: Sequence[WrittenPassage], random: Random) -> Iterator[ReadingExample]:
    """A clause, or several in a row, of each passage that is not held out; its false twin; windows that lack it."""
    known = {(passage.text, passage.spans): passage for passage in passages if passage.spans and not passage.held_out}
    search = WindowSearch([window for text, spans in known for window in cut_windows(text, spans)])
    for (text, spans), passage in known.items():
        at = random.randrange(len(spans))
        if (said := clauses(text, spans[at], random)) is None:
            continue
        words = text[slice(*said)].strip(_END)
        chosen = around(text, spans, at, random)
        yield window_example("verbatim", as_claim(words), text, spans, chosen, (at, None), False)
        if twin := exchanged(passage, said, random):
            chosen = around(text, spans, at, random)
            yield window_example("exchanged", as_claim(twin), text, spans, chosen, None, False)
        left = [n for n in chosen if words not in text[slice(*spans[n])]]
        if left and random.random() < DELETED:
            yield window_example("verbatim_deleted", as_claim(words), text, spans, left, None, False)
        if random.random() < FOUND and (other := search.without(words, words, random, "verbatim_found", text)):
            yield replace(other, question=as_claim(words), has_span=False)


def clauses(text: str, sentence: Span, random: Random) -> Span | None:
    """Offsets of neighbouring clauses of a sentence, mostly from its beginning; None if none has a suitable length."""
    spans = [match.span() for match in _CLAUSE.finditer(text, *sentence)]
    if not spans:
        return None
    first = 0 if random.random() < 2 / 3 else random.randrange(len(spans))
    fitting = [end for _, end in spans[first:] if SHORTEST <= end - spans[first][0] <= LONGEST]
    return (spans[first][0], random.choice(fitting)) if fitting else None


def exchanged(passage: WrittenPassage, said: Span, random: Random) -> str | None:
    """The words with one fact replaced by another of its kind from elsewhere in the passage; None if there is none."""
    text = passage.text
    known = [fact for span in passage.spans for fact in facts(text, span)]
    inside = [fact for fact in known if said[0] <= fact.span[0] and fact.span[1] <= said[1]]
    words = text[slice(*said)]
    choices = [
        (fact, other)
        for fact in inside
        for other in known
        if _alike(fact, other)
        and text[slice(*other.span)] not in words
        and text[slice(*fact.span)] not in text[slice(*other.span)]
    ]
    if not choices:
        return None
    fact, other = random.choice(choices)
    return (text[said[0] : fact.span[0]] + text[slice(*other.span)] + text[fact.span[1] : said[1]]).strip(_END)


def _alike(fact: Fact, other: Fact) -> bool:
    """Whether one can replace the other: the same kind, and for a figure the same unit."""
    return fact.kind == other.kind and (fact.kind != "figure" or fact.match.group(2) == other.match.group(2))
