"""Finds figures given for another period: August's 5.8% for January to August, last year's loss for the year before."""

import re
from collections.abc import Iterator

from corpus.text.fold import fold
from corpus.text.numerals import han_number
from qa.claims.clauses import Clause, clauses

_N = r"\d{1,2}|[一二两三四五六七八九十]{1,2}"
_PERIODS = re.compile(
    rf"(?P<compared>[比较]|than (?:in )?|from (?:in )?)?(?:"
    rf"(?P<a>\d{{1,2}})月?份?(?:[-—~]+|至|到)(?P<b>\d{{1,2}})月"
    rf"|(?P<first>前(?:{_N})个?月)|(?P<month>\d{{1,2}})月(?!\d{{1,2}}[日号])"
    r"|(?P<year>今年|去年|前年|明年|last year|this year|next year|the year before)(?!同期)"
    r"|(?P<c>\d{4})年?(?:[-—~]+|至|到)(?P<d>\d{4})年|(?P<whole>\d{4})年)"
)
_IN_CHINESE = {"last year": "去年", "this year": "今年", "next year": "明年", "the year before": "前年"}


def of_another_period(sentence: str, text: str) -> Iterator[str]:
    """The figures in the sentence that the text gives only for another period."""
    there = clauses(text)
    for mine in clauses(sentence):
        every = _periods(mine, len(mine.text))
        for figure in (f for f in mine.figures if f.clear and not f.year and every):
            told = every | _periods(mine, figure.start)  # a period may also come after the figure
            own = [_periods(c, f.start) for c in there for f in c.figures if f.same(figure)]
            if own and all(any(kind in told and told[kind] != when for kind, when in known.items()) for known in own):
                yield figure.text


def _periods(clause: Clause, end: int) -> dict[str, str]:
    """The last period of each kind before an offset in a clause, except those that a figure is compared with."""
    found: dict[str, str] = {}
    for match in _PERIODS.finditer(fold(f"{clause.before}\n{clause.text[:end]}")):
        if match["compared"]:
            continue
        if match["year"]:
            found["year"] = _IN_CHINESE.get(match["year"], match["year"])
        elif match["whole"] or match["c"]:
            found["years"] = match["whole"] or f"{match['c']}-{match['d']}"
        else:
            found["months"] = match["month"] or (
                f"1-{_number(match['first'])}" if match["first"] else f"{match['a']}-{match['b']}"
            )
    return found


def _number(first: str) -> int:
    written = re.sub("[前个月]", "", first)
    return int(written) if written.isdigit() else int(han_number(written) or 0)
