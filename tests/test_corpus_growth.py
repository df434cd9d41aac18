"""No text takes the square of its length: twice as long takes about twice the time, whatever it repeats."""

import time
from collections.abc import Callable

import pytest

from corpus.cleaning.metadata import metadata
from corpus.cleaning.mojibake import damaged_spans
from corpus.cleaning.steps import clean
from corpus.formats.html.web_page import visible_text
from corpus.formats.plain_text import without_marks
from corpus.text.lost_byte import mend
from corpus.text.passages import split
from corpus.text.sentences import sentences
from qa.facts.dates import dates
from qa.facts.entities import names
from qa.facts.figures import figures


def page_text(text: str) -> str:
    """The text as a page of HTML, of which something is shown in any case."""
    return visible_text(f"<p>题</p>{text}")


FUNCTIONS: tuple[Callable[[str], object], ...] = (
    sentences,
    split,
    clean,
    metadata,
    damaged_spans,
    mend,
    without_marks,
    page_text,
    dates,
    figures,
    names,
)
# fmt: off
UNITS = (
    ".", "。", "!?", "…", ";", "\n", " ", "\u3000", "a", "a ", "中", "中 ", "1", "1 ", "1,", "1,000 ", "2022-",
    "2022年", "2022-03-24 ", "3月", "march ", "24 march ", "一", "百万", "一点", "（", "“", "《", "**a", "_a", "`",
    "[a](", "<", "<p>", "<!--", "&lt;", "<a href=x>", "返回搜狐，查看更多", "返回搜狐，查看更多\n", "来源：新华社 ", "责任编辑：李\n",
    "优(yōu)", "?笔", "?!笔∪舜蟠?、", "Ã©", "\ufffd", "| a ", "- a\n", "http://a", "e.g. ", "市委书记王", "今天开会了。\n",
)
# fmt: on
ENDS = ("", "a", "月")
"""What stands behind the repetition, so that a pattern that nearly matched has to give up."""

MEASURABLE = 0.06
"""Seconds of CPU; below that a doubling says nothing on a busy machine."""
MAX_GROWTH = 2.5
MAX_CHARS = 20_000


def seconds(function: Callable[[str], object], text: str) -> float:
    """The least CPU time of three runs."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        function(text)
        taken.append(time.process_time() - start)
        if taken[0] < MEASURABLE / 4:
            break
    return min(taken)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_twice_the_text_takes_about_twice_the_time(function: Callable[[str], object], unit: str) -> None:
    """What takes the square of the length grows fourfold at each doubling; a busy machine does not do so twice."""
    for end in ENDS:
        size, before, steep = 5_000, 0.0, 0
        while size <= MAX_CHARS and steep < 2:
            taken = seconds(function, unit * (size // len(unit)) + end)
            steep = steep + 1 if taken > MEASURABLE and before and taken > MAX_GROWTH * before else 0
            before, size = taken, 2 * size
        assert steep < 2, f"{unit!r} then {end!r}: {taken:.2f} s for {size // 2} characters"
