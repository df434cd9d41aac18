"""Checks buyers and sellers: a trade may be described from either side, but the sides may not be swapped."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.script import HAN, is_han
from qa.claims.checks.subjects import subject
from qa.claims.clauses import clauses
from qa.claims.coverage import has
from qa.facts.name_matching import has_name

STANDS = 0.9
_TRADES = re.compile(r"[买卖购售]|\b(?:b(?:uy|ought)|s(?:ell|old)|acquir|purchas)")
_NAME = r"(?:[A-Z][\w'’&-]*)(?: [A-Z][\w'’&-]*)*"
_MAY = r"(?: (?:has|had|have|will|would|also|recently|then|later|agreed to|plans to))*"
_BUY, _SELL = r"(?:b(?:uy|uys|ought)|acquire[sd]?|purchase[sd]?)", r"(?:sells?|sold)"
_HAN_NAME = rf"[{HAN}A-Za-z]{{2,14}}?"
_SIDES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<buyer>{_NAME}){_MAY} {_BUY}\b(?:[^.;]{{0,80}}? from (?:the )?(?P<seller>{_NAME}))?",
        rf"(?P<seller>{_NAME}){_MAY} {_SELL}\b(?:[^.;]{{0,80}}? to (?:the )?(?P<buyer>{_NAME}))?",
        rf"\b{_BUY} by (?:the )?(?P<buyer>{_NAME})(?:[^.;]{{0,40}}? from (?:the )?(?P<seller>{_NAME}))?",
        rf"\bsold by (?:the )?(?P<seller>{_NAME})(?:[^.;]{{0,40}}? to (?:the )?(?P<buyer>{_NAME}))?",
        rf"(?P<buyer>{_HAN_NAME})(?:以[^，。；]{{1,16}})?(?:从|向)(?P<seller>{_HAN_NAME})(?:手中|处)?(?:以[^，。；]{{1,16}})?(?:买|购|收购)",
        rf"(?P<seller>{_HAN_NAME})(?:以[^，。；]{{1,16}})?向(?P<buyer>{_HAN_NAME})(?:以[^，。；]{{1,16}})?(?:卖|出售|销售|转让)",
        rf"(?P<seller>{_HAN_NAME})(?:以[^，。；]{{1,16}})?(?:把|将|向)[^，。；]{{1,20}}?(?:卖|售|出售|转让)给了?(?P<buyer>{_HAN_NAME})(?=[，。；]|$)",
    )
)


@dataclass(frozen=True, slots=True)
class _Trade:
    """The buyer and the seller of a trade; "" if the text does not say."""

    buyer: str
    seller: str
    text: str

    def shares_a_side(self, other: "_Trade") -> bool:
        """Whether the buyer or the seller is the same."""
        return _same(self.buyer, other.buyer) or _same(self.seller, other.seller)

    def exchanges(self, other: "_Trade") -> bool:
        """Whether the buyer of one is the seller of the other."""
        return _same(self.buyer, other.seller) or _same(self.seller, other.buyer)


def exchanged(sentence: str, text: str) -> Iterator[str]:
    """The trades of the sentence whose sides are swapped in the text."""
    there = _trades(text)
    for mine in _trades(sentence):
        if not any(mine.shares_a_side(t) for t in there) and any(mine.exchanges(t) for t in there):
            yield mine.text


def told_from_one_side(sentence: str, text: str) -> bool:
    """Whether the sentence describes the text's trade from the same side: about the same subject, or about none.

    False if both name the same buyer or seller of a trade.
    """
    mine = subject(sentence)
    there = _trades(text)
    if any(one.shares_a_side(other) for one in _trades(sentence) for other in there):
        return False
    return not mine or any(
        has(mine, subject(clause.whole) or clause.text) >= STANDS
        for clause in clauses(text)
        if _TRADES.search(clause.text)
    )


def _trades(text: str) -> list[_Trade]:
    found = (match for pattern in _SIDES for match in pattern.finditer(text))
    return [_Trade(m["buyer"] or "", m["seller"] or "", m.group()) for m in found]


def _same(one: str, other: str) -> bool:
    if not one or not other:
        return False
    return has_name(other, one) if is_han(one) <= is_han(other) else has_name(one, other)
