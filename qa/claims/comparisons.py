"""Finds comparisons whose sides are exchanged or whose direction is turned: "A is higher than B" for "B is higher than A"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.fold import fold
from qa.claims.coverage import TextWords, share
from qa.facts.figures import Figure, figures

_MORE = "more|higher|larger|bigger|greater|longer|older|better|faster|wider|deeper|stronger|earlier"
_LESS = "less|fewer|lower|smaller|shorter|younger|worse|slower|narrower|weaker|later|cheaper"
_THAN = re.compile(
    rf"(?:\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?:[ \w]{{0,30}}?)?,? than (?!\d|(?:half|an?|one|two|three|ten|hundreds?|thousands?)\b))"
    rf"|\b(?P<over>exceed(?:s|ed)?|overt(?:akes?|ook)|outnumber(?:s|ed)?|surpass(?:es|ed)?) (?!\d)"
)
_HAN = re.compile(
    r"(?P<over>超过|高于|多于|大于|优于|强于)(?!\d|[一二三四五六七八九十百千万两])|(?P<under>低于|少于|小于|不如|不及)(?!\d|[一二三四五六七八九十百千万两])"
    r"|比(?![重例如赛分较])(?P<side>[^,，。;；比]{1,16}?)(?:还|更)?(?:要)?(?:(?P<more>[高多大长快早好强深宽])|(?P<less>[低少小短慢晚差弱浅窄]))"
)
_SENTENCE = re.compile(r"[;:；：。!?！？\n]|\.(?=\s|$)")
_BREAK = re.compile(r"[,，](?!\d{3})")
_CLAUSE = re.compile(r"[;:；：。!?！？\n,，](?!\d)|\.(?=\s|$)|\b(?:and|but|while|whereas)\b")
_MARGIN = 0.3
_ABOUT_BOTH = 1.2
"""A comparison that fits less is about other things."""
_SMALL = 3
"""Below it, a figure may be a part of a name."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    greater: str
    lesser: str
    text: str


def reversed_comparison(sentence: str, text: str) -> Iterator[str]:
    """The comparisons of the sentence that a clause of the text, or its figures, make the other way round."""
    there = _comparisons(text)
    for mine in _comparisons(sentence):
        fits = [_fit(mine.greater, c.greater, mine.lesser, c.lesser) for c in there]
        turned = [_fit(mine.greater, c.lesser, mine.lesser, c.greater) for c in there]
        if max([*fits, *turned], default=0.0) < _ABOUT_BOTH:
            wrong = _other_figures(mine, sentence, text)
        else:
            wrong = max(turned) > max(fits) + _MARGIN
        if wrong:
            yield mine.text


def compares(sentence: str) -> bool:
    """Whether the sentence compares two things."""
    return bool(_comparisons(sentence))


def _other_figures(mine: _Comparison, sentence: str, text: str) -> bool:
    """Whether the text gives the greater side the lesser figure of the same unit."""
    clauses = [
        (clause, [f for f in figures(clause) if f.clear and f.value >= _SMALL]) for clause in _CLAUSE.split(text)
    ]
    counted = [(clause, found[0]) for clause, found in clauses if len(found) == 1]
    pairs = [(a, b) for a in counted for b in counted if a[0] != b[0] and a[1].unit == b[1].unit]
    fits = {(a[0], b[0]): _fit(mine.greater, a[0], mine.lesser, b[0]) for a, b in pairs}
    if not fits:
        return False

    def closeness(pair: tuple[tuple[str, Figure], tuple[str, Figure]]) -> float:
        (one, _), (other, _) = pair
        return fits[one, other] + share(sentence, TextWords.of(f"{one}\n{other}"))

    (one, its), (other, theirs) = max(pairs, key=closeness)
    return fits[one, other] > max(fits[other, one] + _MARGIN, _ABOUT_BOTH) and its.value < theirs.value


def _fit(one: str, its: str, other: str, theirs: str) -> float:
    return share(one, TextWords.of(its)) + share(other, TextWords.of(theirs))


def _comparisons(text: str) -> list[_Comparison]:
    found: list[_Comparison] = []
    for clause in _SENTENCE.split(fold(text)):
        for match in (*_THAN.finditer(clause), *_HAN.finditer(clause)):
            groups = match.groupdict()
            left, right = clause[: match.start()], groups.get("side") or _BREAK.split(clause[match.end() :])[0]
            if not left.strip() or not right.strip():
                continue
            less = groups.get("less") or groups.get("under")
            found.append(_Comparison(right, left, match.group()) if less else _Comparison(left, right, match.group()))
    return found
