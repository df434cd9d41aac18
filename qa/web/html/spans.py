"""Which spans of a text the page shows or marks: half-open character offsets, without HTML."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from corpus.text.fold import fold
from corpus.text.script import has_han
from index.lexical.tokens import FUNCTION_WORDS, tokenise

Span: TypeAlias = tuple[int, int]
"""Half-open character offsets."""

_FUNCTION = frozenset("的了是在和与及有为之着过吗呢吧么什哪谁怎多少几何如其这那对从")
"""Han function characters: a bigram with one of them would mark half of every line."""
_LETTER = r"[a-zA-Z0-9]"
_STOP = re.compile(r"[。！？!?\n]+[”’」』）)]*|\.\s")
_PAUSE = re.compile(r"[\s，,、；;。]")


def tight(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())


def cut_at(text: str, start: int, most: int) -> int:
    """Where to cut text[start:] to at most `most` characters: after a pause if there is one near."""
    end = start + most
    if end >= len(text):
        return len(text)
    pauses = [match.end() for match in _PAUSE.finditer(text[end - most // 5 : end])]
    return end - most // 5 + pauses[-1] if pauses else end


def around(text: str, start: int, end: int, most: int) -> Span:
    """text[start:end] with the whole sentences around it that fit into `most` characters on each side.

    A sentence that does not fit is cut, after a pause if there is one near.
    """
    first, last = max(0, start - most), min(len(text), end + most)
    if first:
        begins = _STOP.search(text, first - 1, start) or _PAUSE.search(text, first, first + most // 5)
        first = begins.end() if begins else first
    if last < len(text):
        stops = [stop.end() for stop in _STOP.finditer(text, end, last)]
        last = stops[-1] if stops else cut_at(text, end, most)
    first, last = tight(text, first, last)
    return min(first, start), max(last, end)  # the span itself stays whole, even white space


def term_spans(text: str, query: str, names: Iterable[str] = ()) -> list[Span]:
    """The spans of a text that match words of a query or one of `names`, ascending and disjoint.

    Words are compared as in retrieval: script and case do not matter, function words ("the", 的) are skipped.
    """
    terms = {term for term in tokenise(query) if telling(term)} | {fold(name) for name in names}
    folded = fold(text)
    return merged(match.span() for term in terms if term for match in re.finditer(_pattern(term), folded))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping or touching ones merged, empty ones dropped."""
    whole: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The parts of the spans that lie in text[start:end], as offsets from `start`."""
    return merged((max(a, start) - start, min(b, end) - start) for a, b in spans)


def telling(term: str) -> bool:
    """Whether a term is a content word."""
    return not (
        set(term) & _FUNCTION or term in FUNCTION_WORDS or (len(term) == 1 and term.isascii() and term.isalpha())
    )


def _pattern(term: str) -> str:
    """Han text matches anywhere; a Latin word or a number only as a whole."""
    return re.escape(term) if has_han(term) else rf"(?<!{_LETTER}){re.escape(term)}(?!{_LETTER})"
