"""A language model's answer, sentence by sentence, each checked against the passages that it cites."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TypeAlias

from corpus.cleaning.invisible import visible
from corpus.text.script import in_chinese
from corpus.text.sentences import MAX_UNCUT_CHARS, sentences
from corpus.types import Passage
from index.reading.base import Reader
from qa.answer.pipeline import SHOWN, Finding
from qa.answer.wording.compose import text_of
from qa.claims.claim import quote_for
from qa.claims.grounding import unsupported
from qa.errors import LanguageModelUnusable
from qa.generate.prompt import messages
from qa.types import Answer, Citation, Statement

GIVEN = 6
"""Passages in the prompt."""
MAX_SENTENCES = 20
"""Maximum sentences checked; the prompt asks for up to five."""
STEP = 16
"""Characters received between two splits into sentences; a split after each one would take quadratic time."""

Write: TypeAlias = Callable[[Sequence[Mapping[str, str]]], Generator[str, None, None]]
"""The pieces of a language model's reply to a chat."""

_MARKER = re.compile(r"\[(\d{1,3})\]")
_PLACED = re.compile(r"\s*\[\d{1,3}\]")
_MARKERS = re.compile(r"[\[【［]\s*(\d{1,3}(?:\s*[,，、;；–-]\s*\d{1,3})*)\s*[\]】］]")
_RANGE = re.compile(r"(\d{1,3})(?:\s*[–-]\s*(\d{1,3}))?")
_UNFINISHED = re.compile(r"[\[【［][^\[\]】］]*$")
_ENDS = "。！？!?.…．"
_BEHIND = re.compile(
    # Tried once for a row of stops, so that a row of thousands takes only linear time.
    rf"(?<![{_ENDS}])([{_ENDS}]++[”’」』）)】》\"']*+)"
    r"(?:[ \t]*|[ \t]*\n\n?[ \t]*(?=(?:\[\d{1,3}\][ \t]*)+\n))"  # on the same line, or alone on the next one
    r"((?:\[\d{1,3}\][ \t]*)+)"
)
_OPEN = re.compile(r"“[^“”\n]*$|‘[^‘’\n]*$|「[^「」\n]*$|『[^『』\n]*$|（[^（）\n]*$|\([^()\n]*$|《[^《》\n]*$")
_DECORATION = re.compile(r"^(?:[\s*•#>]|-(?![\d.$¥€£]))+|\*\*")
_ITEM = re.compile(r"^\s*(?:[(（]\d{1,2}[)）]|\d{1,2}(?:[、)）]|[.．](?!\d)))\s*")
"""The number of an item in a list."""
_NOTICES = {
    True: ("语言模型没有用上（{}），以下是文章原文。", "语言模型写的内容没有一句能得到证实，以下是文章原文。"),
    False: (
        "The language model was not used ({}): these are the articles' own sentences.",
        "Nothing that the language model wrote could be verified: these are the articles' own sentences.",
    ),
}


def written(found: Finding, write: Write, reader: Reader | None = None) -> Iterator[Answer]:
    """Yield the growing answer after each sentence of the model, as soon as one is supported by its passages.

    At least one answer is yielded. If nothing answers the question, the model is not called. If the model fails or none
    of its sentences can be verified, the last answer consists of the articles' own sentences, and its notice says why.
    """
    extractive = found.answer()
    if not extractive.answered:
        yield extractive
        return
    passages = given(found, extractive)
    chinese = in_chinese(found.question)
    unusable, nothing = _NOTICES[chinese]
    growing = _Draft(found, reader)
    try:
        with closing(write(messages(found.question, passages))) as pieces:
            for sentence in islice(_sentences(pieces), MAX_SENTENCES):
                growing = growing.with_sentence(sentence, passages)
                if growing.statements:
                    yield growing.answer()
    except LanguageModelUnusable as error:
        notice = _joined(unusable.format(error.in_language("zh" if chinese else "en")), extractive.notice)
        yield replace(extractive, notice=notice, unverified=growing.unverified)
        return
    if not growing.statements:
        yield replace(extractive, notice=_joined(nothing, extractive.notice), unverified=growing.unverified)


def _joined(*notices: str) -> str:
    return " ".join(filter(None, notices))


def given(found: Finding, extractive: Answer) -> list[Passage]:
    """The passages for the model: those of the chosen sentences first, then the best of the others."""
    passages = [*(c.passage for c in extractive.citations if c.passage), *(hit.passage for hit in found.hits)]
    return list({passage.id: passage for passage in passages}.values())[:GIVEN]


class _Draft:
    """What has been verified so far. Immutable: adding a sentence makes a new draft."""

    def __init__(
        self,
        found: Finding,
        reader: Reader | None,
        statements: tuple[Statement, ...] = (),
        citations: tuple[Citation, ...] = (),
        unverified: tuple[str, ...] = (),
    ) -> None:
        self.found, self.reader = found, reader
        self.statements, self.citations, self.unverified = statements, citations, unverified

    def with_sentence(self, sentence: str, passages: Sequence[Passage]) -> "_Draft":
        """The draft with one more sentence of the model: as a statement if it is supported, else as unverified."""
        numbers = list(dict.fromkeys(int(number) for number in _MARKER.findall(sentence)))
        text = " ".join(_PLACED.sub("", sentence).split())
        cited = [passages[number - 1] for number in numbers if 0 < number <= len(passages)]
        before = self.statements[-1].text if self.statements else ""  # what users see before it, not what was rejected
        if not cited or len(cited) < len(numbers) or unsupported(text, cited, self.reader, before):
            return self._grown(unverified=(*self.unverified, text))
        if len(cited) > 1:  # a passage that does not support it alone is not cited beside those that do
            cited = [passage for passage in cited if not unsupported(text, [passage], self.reader, before)] or cited
        citations = list(self.citations)
        rests_on = tuple(_cite(citations, passage, quote_for(text, passage)) for passage in cited)
        statement = Statement(text, tuple(dict.fromkeys(rests_on)), verbatim=False)
        return self._grown((*self.statements, statement), tuple(citations))

    def _grown(
        self,
        statements: tuple[Statement, ...] | None = None,
        citations: tuple[Citation, ...] | None = None,
        unverified: tuple[str, ...] | None = None,
    ) -> "_Draft":
        return _Draft(
            self.found,
            self.reader,
            self.statements if statements is None else statements,
            self.citations if citations is None else citations,
            self.unverified if unverified is None else unverified,
        )

    def answer(self) -> Answer:
        """What has been verified so far, as an answer with the confidence of its quotes."""
        probability, sure = self.found.sureness((c.article.id, c.start) for c in self.citations)
        return Answer(
            self.found.question,
            text_of("", self.statements),
            True,
            sure,
            self.citations,
            self.found.hits[:SHOWN],
            statements=self.statements,
            notice=self.found.notice,
            probability=probability,
            asked=self.found.question,
            unverified=self.unverified,
        )


def _cite(citations: list[Citation], passage: Passage, span: tuple[int, int]) -> int:
    """The number of this quote's citation, which is added if it is new."""
    article = passage.article
    for known in citations:
        if (known.article.id, known.start, known.end) == (article.id, *span):
            return known.number
    number = len(citations) + 1
    citations.append(Citation(number, article, *span, article.text[slice(*span)], passage))
    return number


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Complete sentences with their markers, each as soon as the next one has begun."""
    text, looked_at = "", 0
    for piece in pieces:
        text += piece
        if len(text) < looked_at + STEP or _is_half(text[-1:]):
            continue
        prepared = _prepared(text)
        spans = _spans(prepared)
        open_mark = _OPEN.search(prepared, len(prepared) - MAX_UNCUT_CHARS)
        limit = open_mark.start() if open_mark else len(prepared)
        done = [span for span in spans[:-1] if span[1] <= limit]
        yield from (_plain(prepared[a:b]) for a, b in done)
        if done:
            text = prepared[done[-1][1] :]
        looked_at = len(text)
    prepared = _prepared(f"{text}\n")
    yield from (_plain(prepared[a:b]) for a, b in _spans(prepared))


def _is_half(character: str) -> bool:
    """Whether it is the first half of a surrogate pair."""
    return "\ud800" <= character < "\udc00"


def _prepared(text: str) -> str:
    """The text with every marker as [1], before the end of its sentence."""
    text = visible(text)  # first, so that what is checked is what is shown
    text = _MARKERS.sub(lambda m: "".join(f"[{number}]" for number in _numbers(m[1])), text)
    return _BEHIND.sub(lambda m: f" {m[2].strip()}{m[1]} ", text)


def _numbers(written: str) -> Iterator[int]:
    """The numbers in a marker: 1, 2 and 3 of "1-3"."""
    for first, last in _RANGE.findall(written):
        yield from range(int(first), min(int(last or first), int(first) + GIVEN) + 1)


def _spans(prepared: str) -> list[tuple[int, int]]:
    """The offsets of the sentences that say something besides their markers."""
    return [(a, b) for a, b in sentences(prepared) if any(map(str.isalnum, _said(prepared[a:b])))]


def _said(sentence: str) -> str:
    return _UNFINISHED.sub("", _MARKER.sub("", _plain(sentence)))


def _plain(sentence: str) -> str:
    """A sentence without Markdown and the number of a list item."""
    return _ITEM.sub("", _DECORATION.sub("", sentence))
