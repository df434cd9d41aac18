"""Finds plans reported as done: 已开工 for "will start", "has built" for "wants to build"."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.script import is_han
from qa.claims.clauses import clauses
from qa.claims.coverage import SYNONYM, TextWords, closest, share

SAYS_IT = 0.5
"""Minimum share of a sentence's words in the clause that says it."""
_AHEAD = re.compile(
    r"计划|[拟将](?!近)|打算|准备|有望|预计|预期|可能|或许|即将|力争|争取|探索|希望|要求|建议|明年|下[个周月]"
)
_DONE = re.compile(r"已|了|过(?![快高多大长低重度程去于分早晚])")
_IRREGULAR = dict(pair.split(":") for pair in (
    "began:begin begun:begin built:build bought:buy sold:sell laid:lay left:leave lent:lend made:make met:meet paid:pay put:put "
    "rose:rise fell:fall grew:grow won:win lost:lose held:hold took:take gave:give came:come went:go became:become cut:cut led:lead spent:spend drew:draw ran:run sent:send set:set told:tell"
).split())  # fmt: skip
_PLANNED = re.compile(
    r"\b(?:will|would|may|might|could|must|should|(?:wants?|wanted|plans?|planned|due|expect(?:s|ed)|intends?|intended|is|are|was|were|have|has|had|agreed|promised|hopes?|aims?) to)"
    r" (?:have to |not |be |\w+ly )*(?P<verb>[a-z]+)"
)
_PAST = re.compile(
    rf"\b(?P<to>to |will |would |may |might |could |not |never )?(?:have |has |had |been |was |were )*(?P<verb>\w+ed|{'|'.join(_IRREGULAR)})\b"
)


def fulfilled(sentence: str, text: str) -> Iterator[str]:
    """The words of the sentence that report a plan in the text as done."""
    if is_han(sentence) != is_han(text):
        return
    there = clauses(text)
    for mine in clauses(sentence):
        best, fitting = closest(mine.whole, [c.whole for c in there])
        if best < SAYS_IT:
            continue
        done = [_done(mine.text, there[place].text) for place in fitting]
        if done and all(done):
            yield done[0]


def _done(said: str, known: str) -> str:
    """The word with which a clause reports as done what the other one plans, or ""."""
    mine, theirs = fold(said), fold(known)
    if is_han(said):
        found = _DONE.search(mine)
        planned = _AHEAD.search(theirs) and not _DONE.search(theirs)
        return found.group() if found and planned and not _AHEAD.search(mine) else ""
    if _PLANNED.search(mine):
        return ""
    told = {match["verb"] for match in _PAST.finditer(theirs) if not match["to"]}
    for match in _PLANNED.finditer(theirs):
        words = TextWords.of(match["verb"])
        for past in _PAST.finditer(mine):
            if (
                not past["to"]
                and past["verb"] not in told
                and share(_IRREGULAR.get(past["verb"], past["verb"]), words) >= SYNONYM
            ):
                return past["verb"]
    return ""
