"""How many articles mention something: counted, not guessed, with a sentence of each.

The one kind of request beside questions that sentences of the articles can answer by themselves.
"""

import re
from collections.abc import Iterator

import numpy as np

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.text.sentences import sentences_near
from corpus.types import Passage
from index.lexical.tokens import tokenise
from index.phrases import begin_in, candidates
from index.search import understand
from index.storage.reader import Index
from index.types import Filter
from qa.answer.compose import text_of
from qa.answer.messages import phrases
from qa.types import Answer, Citation, Confidence, Statement

SHOWN = 10
"""Articles that are quoted; the others are only counted."""
BATCH = 256
"""Passages that are read at once."""

_ASKS = (
    re.compile(
        r"^(?:一共|总共|请问|共)?有?(?:多少|几)[篇个条](?:文章|报道|新闻|稿件|文件|文档)(?:中|里|里面)?(?:提到|提及|谈到|说到|写到|涉及|讲到)(?:了|过)?(?P<what>.{1,40}?)[?？。\s]*$"
    ),
    re.compile(
        r"^(?P<what>.{1,40}?)在?(?:多少|几)[篇个条](?:文章|报道|新闻)(?:中|里|里面)?(?:出现|被?提到|被?提及)(?:了|过)?[?？。\s]*$"
    ),
    re.compile(
        r"^(?:in )?how many (?:of the |of my )?(?:articles|reports|news stories|stories|documents|texts)(?: is| are)? ?"
        r"(?:mention(?:ed|s)?|speak of|talk about|name|contain|are about) (?P<what>.{1,60}?)[?.\s]*$",
        re.IGNORECASE,
    ),
)
_MARKS = "“”\"「」『』《》'‘’ "


def counted(question: str, index: Index, only: Filter) -> Answer | None:
    """How many articles hold the words that are asked for, with a sentence of each; None for another question."""
    match = next(filter(None, (form.match(question.strip()) for form in _ASKS)), None)
    what = match["what"].strip(_MARKS) if match else ""
    if not tokenise(what):
        return None
    forms = [
        what,
        *(term for e in understand(what, index).expansions if fold(e.written) == fold(what) for term in e.terms[:1]),
    ]
    held: dict[str, Passage] = {}
    for form in forms:
        for passage in _holding(index, fold(form), only):
            held.setdefault(passage.article.id, passage)
    words = phrases(chinese=has_han(question))
    newest = sorted(held.values(), key=lambda p: (p.article.published is None, -_ordinal(p), p.article.id))
    lead = words[{0: "counted_none", 1: "counted_one"}.get(len(held), "counted")].format(len(held), " / ".join(forms))
    citations = tuple(_citation(n, p, forms) for n, p in enumerate(newest[:SHOWN], start=1))
    statements = tuple(Statement(c.quote, (c.number,), c.article.published) for c in citations)
    sure = Confidence.HIGH if held else Confidence.NONE
    return Answer(
        question,
        text_of(lead, statements),
        bool(held),
        sure,
        citations,
        (),
        statements,
        lead,
        probability=float(bool(held)),
        asked=question,
    )


def _holding(index: Index, phrase: str, only: Filter) -> Iterator[Passage]:
    """The passages in which a folded phrase begins."""
    possible = candidates(index, [phrase], index.store.select(only))
    ids = np.empty(0, np.int64) if possible is None else possible
    for start in range(0, len(ids), BATCH):
        yield from (p for p in index.store.passages(ids[start : start + BATCH]) if begin_in([phrase], p))


def _ordinal(passage: Passage) -> int:
    return passage.article.published.toordinal() if passage.article.published else 0


def _citation(number: int, passage: Passage, forms: list[str]) -> Citation:
    """The first sentence of the passage with the words, else its first sentence."""
    text = passage.article.text
    spans = [*sentences_near(text, passage.start, passage.end), (passage.start, passage.end)]
    start, end = next((s for s in spans if any(fold(form) in fold(text[slice(*s)]) for form in forms)), spans[0])
    return Citation(number, passage.article, start, end, text[start:end], passage)
