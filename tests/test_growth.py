"""No function takes quadratic time: twice the text takes about twice as long, whatever it repeats.

Every function of `corpus`, `index` and `qa` whose only required argument is a text is tested, new ones included.
"""

import inspect
import re
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest

import corpus
import index
import qa
from corpus.errors import QAError
from corpus.formats.html.web_page import visible_text
from index.aliases.abbreviations import AbbreviationFinder

ELSEWHERE = (
    "index.training",
    "index.workers",
    "qa.cli",
    "qa.evaluation",
    "qa.fetch.client",
    "qa.integrations",
    "qa.web.server",
    "qa.web.tabs",
)
"""Subpackages that process no text from strangers."""
NO_TEXT = {
    "index.dense.embedders.load_embedder",
    "index.dense.sentence_transformers.check_reachable",
    "index.dense.stores.check_store",
    "index.dense.stores.store_kind",
    "index.reading.base.load_reader",
    "index.storage.embedding_cache.embedding_maker",
    "corpus.formats.office.package.broken_as",
    "corpus.cleaning.invisible.is_visible",
    "corpus.text.lost_byte.is_common",
}
"""Functions that take a name or key of ours, or a single character."""


def page_text(text: str) -> str:
    """The visible text of an HTML page with this text; there is always some."""
    return visible_text(f"<p>题</p>{text}")


def abbreviations(text: str) -> None:
    """Find the abbreviations that a text introduces."""
    AbbreviationFinder().add(text)


def functions() -> Iterator[Callable[[str], object]]:
    """All functions that take a text and nothing else, by their signatures."""
    yield page_text
    yield abbreviations
    for package in (corpus, index, qa):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.startswith(ELSEWHERE) or found.name.endswith("__main__"):
                continue
            for name, function in vars(import_module(found.name)).items():
                bare = inspect.unwrap(function) if callable(function) else None
                if not inspect.isfunction(bare) or bare.__module__ != found.name or name.startswith("_"):
                    continue
                required = [p for p in inspect.signature(bare).parameters.values() if p.default is p.empty]
                text_only = [p.annotation for p in required] in ([str], ["str"])
                if text_only and f"{found.name}.{name}" not in NO_TEXT:
                    yield function


# fmt: off
UNITS = (
    ".", "。", "!?", "…", ";", "\n", " ", "\u3000", "a", "a ", "A-", "中", "中 ", "1", "1 ", "1,", "1,000 ", "2022-",
    "2022年", "2022-03-24 ", "3月", "march ", "24 march ", "一", "百万", "一点", "（", "“", "《", "**a", "_a", "`",
    "[a](", "<", "<p>", "<!--", "&lt;", "<a href=x>", "返回搜狐，查看更多", "返回搜狐，查看更多\n", "来源：新华社 ", "责任编辑：李\n",
    "优(yōu)", "?笔", "?!笔∪舜蟠?、", "Ã©", "\ufffd", "| a ", "- a\n", "http://a", "e.g. ", "市委书记王", "今天开会了。\n",
)
# fmt: on
ENDS = ("", "a", "月")
"""What follows the repetition, so that a pattern that nearly matched has to give up."""

MEASURABLE = 0.04
"""CPU seconds; if a run takes less, a doubling says nothing on a busy machine."""
MAX_GROWTH = 2.5
MAX_CHARS = 3_000


def seconds(function: Callable[[str], object], text: str, times: int = 1) -> float:
    """The CPU time of a run, the least of several."""
    taken: list[float] = []
    for _ in range(times):
        start = time.process_time()
        try:
            result = function(text)
            if isinstance(result, Iterable):
                for _ in result:
                    pass
        except QAError:  # a refusal is an answer
            pass
        taken.append(time.process_time() - start)
    return min(taken)


def is_steep(function: Callable[[str], object], text: Callable[[int], str], longest: float) -> bool:
    """Whether each of two doublings takes more than MAX_GROWTH times as long; a busy machine does not do that twice.

    `longest` is the time of a run over MAX_CHARS; for most functions only half of that needs to be measured as well.
    """
    middle = seconds(function, text(MAX_CHARS // 2), 3)
    if longest <= MAX_GROWTH * middle:
        return False
    least, most = (seconds(function, text(size), 3) for size in (MAX_CHARS // 4, MAX_CHARS))
    return most > MAX_GROWTH * middle and middle > MAX_GROWTH * least


@pytest.mark.parametrize(
    "function", list(functions()), ids=lambda function: f"{function.__module__}.{function.__name__}"
)
def test_twice_the_text_takes_about_twice_the_time(function: Callable[[str], object]) -> None:
    """Quadratic time grows fourfold at each doubling."""
    seconds(function, "一")  # loads what it needs
    for unit in UNITS:
        for end in ENDS:

            def text(size: int, unit: str = unit, end: str = end) -> str:
                return unit * (size // len(unit)) + end

            longest = seconds(function, text(MAX_CHARS))
            assert longest < MEASURABLE or not is_steep(function, text, longest), f"{unit!r} then {end!r}"


def test_what_takes_the_square_is_noticed() -> None:
    squared = re.compile(r"\.+[a-z]")
    longest = seconds(squared.findall, "." * MAX_CHARS)
    assert is_steep(squared.findall, lambda size: "." * size, longest)
