"""Finds invented causes: a cause in the sentence must be stated in the text, in a sentence about the same thing."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import HAN, is_han
from corpus.text.sentences import sentences
from qa.claims.coverage import ACROSS, TextWords, share
from qa.claims.nearness import nearness

_CAUSE = re.compile(
    r"因为|由于|因(?![素而此地特])|\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|caused by)\b"
)
_EFFECT = re.compile(r"因此|因而|所以|导致|造成|从而|\b(?:therefore|as a result(?! of)|consequently|led to|caused)\b")
_GIVES = re.compile(
    r"因|由于|为了|所以|导致|造成|致使|从而|使得?|原因|引起|引发|受.{1,20}影响|得益于|归功|源于|带来"
    r"|\b(?:because|due|owing|thanks|result\w*|caus\w*|reason\w*|led|leads?|after|following|amid|since|therefore|so|make|makes|made|by(?! \d))\b"
)
_ARGUES = re.compile(r"理由|\bargu(?:e[sd]?|ing)\b")
_UNKNOWN = re.compile(
    r"(?:原因|死因|起因)[^,，。]{0,8}(?:不清楚|不明|未|调查)|\bcause\b[^.]{0,30}\b(?:unknown|unclear|not (?:yet )?known|investigat\w+)"
)
_BY = re.compile(r"(?:是|系)?由([^,，。]{2,20})$")
_ENDS = re.compile(rf"[,，。.!?！？;；]|的?(?:缘故|原因)|(?<=[{HAN}])而")


def invented_causes(sentence: str, text: str) -> Iterator[str]:
    """The causal expressions of the sentence that no sentence of the text supports."""
    folded = fold(sentence)
    match = _CAUSE.search(folded) or _EFFECT.search(folded)
    if match is None or _UNKNOWN.search(folded):
        return
    cause, effect = _sides(folded, match)
    spans = [fold(text[a:b]) for a, b in sentences(text)] or [fold(text)]
    for place, said in enumerate(spans):
        if _UNKNOWN.search(said):
            continue
        around = said if _CAUSE.search(said) or _ARGUES.search(said) else " ".join(spans[max(0, place - 1) : place + 2])
        if is_han(sentence) != is_han(text) and _GIVES.search(said) and nearness(folded, said) >= ACROSS:
            return
        if (_GIVES.search(said) or _ARGUES.search(said)) and min(_told(cause, around), _told(effect, around)) >= ACROSS:
            return
    yield match.group()


def _sides(folded: str, match: re.Match[str]) -> tuple[str, str]:
    """The cause and the effect, judged by their positions."""
    before, behind = folded[: match.start()], folded[match.end() :]
    if _EFFECT.fullmatch(match.group()) and (by := _BY.search(before)):
        return by[1], before[: by.start()]
    if _EFFECT.fullmatch(match.group()) or len(before) > 6:
        return (before, behind) if _EFFECT.fullmatch(match.group()) else (behind, before)
    end = _ENDS.search(behind.rstrip("。.!?！？ "))
    return (behind[: end.start()], before + behind[end.end() :]) if end else (behind, before)


def _told(words: str, around: str) -> float:
    return share(words, TextWords.of(around))
