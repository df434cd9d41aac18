"""The tail of a page: everything below the last sentence of the article."""

from functools import lru_cache
from itertools import pairwise

from corpus.cleaning.dateline import dateline
from corpus.cleaning.lines import Kind, is_sentence, kind
from corpus.cleaning.unwrap import CELLS, is_named_row
from corpus.cleaning.vocabulary import CONTACT, CREDIT, FIELD
from corpus.text.fold import fold

ENDINGS = frozenset({Kind.EDITOR, Kind.NOTICE, Kind.LINKS})
"""A line of these kinds below a sentence ends the article; any number of links may follow."""
BARS = frozenset({Kind.MENU, Kind.WIDGET})

MAX_UNSURE = 2
"""How many lines of uncertain kind may be between two bars, and how many remarks between two notices."""
MAX_REMARK_CHARS = 150
"""Characters; a sentence between two notices is a notice too, unless it is longer."""
MIN_FIELDS = 2
MIN_TEASERS = 3
MAX_TEASER_LINES = 3
"""Lines of a teaser: its heading, its beginning, and perhaps the heading of the next list."""


def tail(lines: list[str]) -> int:
    """The index of the first line of the page's tail; the number of lines if there is none."""
    kinds = [_kind_above(line, below) for line, below in pairwise([*lines, ""])]
    body = next((i for i, own in enumerate(kinds) if own is Kind.BODY), len(lines))
    cut, buttons, unsure = len(lines), len(lines), 0
    facts = _facts(lines)
    i = len(lines)
    while i > 0:
        i -= 1
        own = kinds[i]
        if own is Kind.STAMP and not unsure and (start := teasers(lines, kinds, i)) is not None:
            i = cut = buttons = start
        elif unsure and facts <= i + 1 and cut == len(lines) and _may_head_facts(own, lines[i]):
            unsure += 1
        elif _is_tail(own, unsure, below=cut < len(lines), over=i > body):
            cut, buttons, unsure = i, i, 0
        elif own is Kind.BUTTON and not unsure:
            buttons = i
        elif own is Kind.BODY:
            if unsure or i == body or not _is_remark(lines, kinds, i, cut):
                return cut if unsure else buttons
        elif own is not Kind.BLANK:
            unsure += 1
    return cut


def _kind_above(line: str, below: str) -> Kind:
    """The kind of a line at the tail of a page. A credit may be left out; the heads of a table's columns are data."""
    if CELLS in line and is_named_row(below):
        return Kind.SHORT
    return own if (own := kind(line)) in ENDINGS or not _is_credit(line) else Kind.BUTTON


def _facts(lines: list[str]) -> int:
    """The first of the labels with values that end a text, such as 票价：免费; the number of lines if there are none.

    Labels that only say how to reach the site do not count.
    """
    first, named, contacts = len(lines), 0, 0
    while first > 0 and len(lines[first - 1]) <= MAX_REMARK_CHARS:
        folded = fold(lines[first - 1].strip())
        if folded and not FIELD.fullmatch(folded):
            break
        first -= 1
        named += bool(folded)
        contacts += CONTACT.match(folded) is not None
    return first if named >= MIN_FIELDS and contacts < named else len(lines)


def _may_head_facts(own: Kind, line: str) -> bool:
    """Whether a line may also be the heading or the first of the facts about an event: 相关信息, 主办单位：…，承办单位：…."""
    return (own is Kind.LINKS and "信息" in line) or (own is Kind.NOTICE and fold(line.strip()).startswith("主办"))


def _is_tail(own: Kind, unsure: int, *, below: bool, over: bool) -> bool:
    """Whether a line, with `unsure` lines of uncertain kind below it, belongs to the tail.

    `below` says that lines further down are in the tail, `over` that there is a sentence further up.
    """
    if own in ENDINGS:
        return over or not unsure
    if own in BARS:
        return not unsure or (below and over and unsure <= MAX_UNSURE)
    return own is Kind.BUTTON and below and not unsure


@lru_cache(maxsize=4096)
def _is_credit(line: str) -> bool:
    """Whether the line names the page's source or its writers; such a line may also come below the article."""
    if is_named_row(line):
        return False
    found = dateline(line)
    named = len(line) <= MAX_REMARK_CHARS and CREDIT.fullmatch(fold(line.strip()))
    return bool(named) or (found is not None and found.labelled)


def _is_remark(lines: list[str], kinds: list[Kind], i: int, cut: int) -> bool:
    """Whether a sentence is directly below a notice, with more of the tail below it."""
    above = [j for j in range(max(0, i - 3 * MAX_UNSURE), i) if kinds[j] is not Kind.BLANK]
    near = [kinds[j] for j in above[-MAX_UNSURE:]]
    return cut < len(lines) and len(lines[i]) <= MAX_REMARK_CHARS and Kind.NOTICE in near


def teasers(lines: list[str], kinds: list[Kind], last: int) -> int | None:
    """The first line of a list of other articles that ends with the date in line `last`; None if there is no such list.

    An item is one to three lines, followed by a line with its date. The beginnings of articles are cut off in the
    middle of a sentence; a list of whole sentences or paragraphs is a chronicle.
    """
    items: list[list[int]] = [[]]
    first = last
    for i in range(last - 1, -1, -1):
        if kinds[i] is Kind.STAMP:
            if not items[-1]:
                break
            items.append([])
            first = i
        elif kinds[i] is not Kind.BLANK:
            items[-1].append(i)
        if len(items[-1]) > MAX_TEASER_LINES:
            break
    filled = [item for item in items if item]
    whole = sum(len(lines[item[0]]) > MAX_REMARK_CHARS or is_sentence(fold(lines[item[0]].strip())) for item in filled)
    if len(filled) < MIN_TEASERS or 4 * whole > len(filled):
        return None
    size = min(len(item) for item in filled[:-1])
    return items[-1][min(size, len(items[-1])) - 1] if items[-1] else first
