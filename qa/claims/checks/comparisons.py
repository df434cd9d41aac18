"""Finds comparisons with swapped sides or reversed direction: "A is higher than B" for "B is higher than A"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from corpus.text.fold import fold
from qa.claims.clauses import subjects
from qa.claims.coverage import TextWords, has, lacking, share
from qa.facts.figures import Figure, figures

_MORE = "more|higher|larger|bigger|greater|longer|older|better|faster|wider|deeper|stronger|earlier"
_LESS = "less|fewer|lower|smaller|shorter|younger|worse|slower|narrower|weaker|later|cheaper"
_THAN = re.compile(
    rf"(?:\b(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\b(?P<inner>[ \w]{{0,30}}?),? than (?!\d|(?:half|an?|one|two|three|ten|hundreds?|thousands?)\b))"
    rf"|\b(?P<over>exceed(?:s|ed)?|overt(?:akes?|ook)|outnumber(?:s|ed)?|surpass(?:es|ed)?) (?!\d)"
)
_HAN = re.compile(
    r"(?P<over>超过|高于|多于|大于|优于|强于)(?!\d|[一二三四五六七八九十百千万两])|(?P<under>低于|少于|小于|不如|不及)(?!\d|[一二三四五六七八九十百千万两])"
    r"|(?<![同环占对])比(?![重例如赛分较])(?P<side>[^,，。;；比]{1,16}?)(?:还|更)?(?:要)?(?:(?P<more>[高多大长快早好强深宽])|(?P<less>[低少小短慢晚差弱浅窄]))"
)
_SENTENCE = re.compile(r"[;:；：。!?！？\n]|\.(?=\s|$)")
_BREAK = re.compile(r"[,，](?!\d{3})")
_CLAUSE = re.compile(r"[;:；：。!?！？\n,，](?!\d)|\.(?=\s|$)|\b(?:and|but|while|whereas)\b")
_MARGIN = 0.3
_ABOUT_BOTH, _ABOUT_ONE = 1.2, 0.9
"""Minimum similarity for two comparisons to be about the same things."""
_IS_IT = 0.9
_SMALL = 3
"""Smaller figures may be part of a name."""


@dataclass(frozen=True, slots=True)
class _Comparison:
    first: str
    second: str
    more: bool
    text: str

    @property
    def greater(self) -> str:
        """The side with more."""
        return self.first if self.more else self.second

    @property
    def lesser(self) -> str:
        """The side with less."""
        return self.second if self.more else self.first

    def fit(self, greater: str, lesser: str) -> float:
        """How well two texts match its sides, by the names that differ if both sides have some."""
        return self.fits(greater)[0] + self.fits(lesser)[1]

    def fits(self, text: str) -> tuple[float, float]:
        """How well a text matches the greater and the lesser side."""
        return has(_key(self.greater, self.lesser), text), has(_key(self.lesser, self.greater), text)


_Counted: TypeAlias = tuple[str, Figure]
"""A clause and its figure."""
_Pair: TypeAlias = tuple[_Counted, _Counted]
_Fits: TypeAlias = dict[str, tuple[float, float]]
"""How well each clause matches the greater and the lesser side of a comparison."""


def reversed_comparison(sentence: str, text: str) -> Iterator[str]:
    """The comparisons in the sentence that a clause of the text or its figures reverse."""
    there = _comparisons(text)
    for mine in _comparisons(sentence):
        told = [turns for c in there if (turns := _turns(mine, c)) is not None]
        if told:
            if all(told):
                yield mine.text
            continue
        fits = max((mine.fit(c.greater, c.lesser) for c in there), default=0.0)
        turned = max((mine.fit(c.lesser, c.greater) for c in there), default=0.0)
        if max(fits, turned) >= _ABOUT_BOTH or (
            max(fits, turned) >= _ABOUT_ONE and any(map(_leaves_out_a_side, there))
        ):
            wrong = turned > fits + _MARGIN
        else:
            wrong = _other_figures(mine, sentence, text)
        if wrong:
            yield mine.text


def _turns(mine: _Comparison, known: _Comparison) -> bool | None:
    """Whether one comparison reverses another with the same sides, in either order; None if the sides differ."""
    left = lacking(mine.first, known.first)
    if not left and has(mine.second, known.second) >= _IS_IT:
        return mine.more != known.more
    if left and has(left, known.second) >= _IS_IT and has(mine.second, known.first) >= _IS_IT:
        return mine.more == known.more
    return None


def _leaves_out_a_side(comparison: _Comparison) -> bool:
    """Whether only one side has a name: "three dollars less than at the Castle Museum"."""
    return bool(subjects(comparison.greater)) != bool(subjects(comparison.lesser))


def compares(sentence: str) -> bool:
    """Whether the sentence compares two things."""
    return bool(_comparisons(sentence))


def _other_figures(mine: _Comparison, sentence: str, text: str) -> bool:
    """Whether the text gives the greater side the smaller figure of the same unit."""
    clauses = [
        (clause, [f for f in figures(clause) if f.clear and f.value >= _SMALL]) for clause in _CLAUSE.split(text)
    ]
    counted = [(clause, found[0]) for clause, found in clauses if len(found) == 1]
    fit = {clause: mine.fits(clause) for clause, _ in counted}
    pairs = [(a, b) for a in counted for b in counted if a[0] != b[0] and a[1].unit == b[1].unit]
    if not any(map(partial(_is_reversed, fit), pairs)):
        return False
    nearest, best = list[_Pair](), 0.0
    for pair in sorted(pairs, key=lambda pair: -_both(fit, pair)):
        if _both(fit, pair) + 1 < best:  # the words of the sentence add at most 1
            break
        (one, _), (other, _) = pair
        closeness = _both(fit, pair) + share(sentence, TextWords.of(f"{one}\n{other}"))
        if closeness > best:
            nearest, best = [], closeness
        if closeness == best:
            nearest.append(pair)
    return all(map(partial(_is_reversed, fit), nearest))


def _both(fit: _Fits, pair: _Pair) -> float:
    """How well the first clause fits the greater side, and the second one the lesser."""
    (one, _), (other, _) = pair
    return fit[one][0] + fit[other][1]


def _is_reversed(fit: _Fits, pair: _Pair) -> bool:
    """Whether the clauses are about the sides of the comparison, and the greater one has the smaller figure."""
    (_, its), (_, theirs) = pair
    there, turned = _both(fit, pair), _both(fit, pair[::-1])
    return there > max(turned + _MARGIN, _ABOUT_BOTH) and its.value < theirs.value


def _key(side: str, other: str) -> str:
    """What distinguishes a side from the other: its names, or the text before 的 if the other side omits the rest."""
    mine, theirs = subjects(side), subjects(other)
    if mine and theirs:
        return " ".join(mine)
    owner, of, thing = side.partition("的")
    if not of or "的" in other:
        return side
    return thing if thing[-2:] and thing[-2:] in other else owner


def _comparisons(text: str) -> list[_Comparison]:
    found: list[_Comparison] = []
    for clause in _SENTENCE.split(text):
        folded = fold(clause)
        for match in (*_THAN.finditer(folded), *_HAN.finditer(folded)):
            groups = match.groupdict()
            left = clause[: match.start()] + (clause[slice(*match.span("inner"))] if groups.get("inner") else "")
            right = clause[slice(*match.span("side"))] if groups.get("side") else _BREAK.split(clause[match.end() :])[0]
            if not left.strip() or not right.strip():
                continue
            more = not (groups.get("less") or groups.get("under"))
            found.append(_Comparison(left, right, more, match.group()))
    return found
