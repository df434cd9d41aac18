"""Removes page chrome, everything around an article on its page. Four steps, each `str -> str`.

A page is read from its ends. At the tail, everything that is certainly not the article is removed, with the links below
a line that ends the article (editor, notice, 相关阅读); the first sentence from below stops the cut. At the head, the
dateline is removed, and everything above it except the headline. In between, only unmistakable buttons are removed. A
line that could be the article's own stays.
"""

from collections import Counter
from itertools import islice, takewhile

from corpus.cleaning.dateline import names_writers
from corpus.cleaning.heads import FORMER_TITLE, Head, read_head
from corpus.cleaning.lines import CHROME, Kind, kind
from corpus.cleaning.tails import tail
from corpus.cleaning.vocabulary import CREDIT_BEHIND, KEYWORDS, RUN_ON
from corpus.text.fold import fold

MAX_MENU_ITEM_CHARS = 12
"""Characters; a longer line above the dateline may be text."""


def drop_tail(text: str) -> str:
    """The page without the footer, links and lists of other articles below the article, and the credits at its end."""
    lines = text.split("\n")
    return CREDIT_BEHIND.sub("", "\n".join(lines[: tail(lines)]))


def drop_head(text: str) -> str:
    """The page without navigation, dateline and repeated headlines above the article; one headline stays."""
    lines = text.split("\n")
    head = read_head(lines)
    sections = _sections(lines)
    if any(line.certain for line in head.datelines.values()) and not _text_above(lines, head):
        headlines = [
            i
            for i in range(head.end)
            if i == head.headline or (i > head.first and (_is_text(lines[i]) or i in sections))
        ]
    else:
        headlines = list(range(_after_menus(lines, head, sections), head.end))
    above = _without_repeats([lines[i] for i in headlines if not _is_dateline(lines, head, i)])
    return "\n".join(above + [lines[i] for i in range(head.end, len(lines)) if i != head.late])


def _is_dateline(lines: list[str], head: Head, i: int) -> bool:
    """Whether a line is a dateline; a mere day in brackets is part of a document's title."""
    line = head.datelines.get(i)
    return line is not None and (line.certain or not lines[i].strip().startswith(("(", "（")))


def _is_text(line: str) -> bool:
    shown = line.strip()
    return kind(line) not in CHROME | {Kind.BUTTON} and not FORMER_TITLE.match(shown) and not names_writers(shown)


def _text_above(lines: list[str], head: Head) -> bool:
    """Whether the dateline is below the article, or a good part of it, rather than below navigation."""
    if head.end == len(lines):
        return True
    above = {line.strip() for line in lines[: head.first] if kind(line) is Kind.SHORT}
    lead = sum(len(line) for line in above if len(line) > MAX_MENU_ITEM_CHARS)
    return lead > sum(len(line) for line in lines[head.end :])


def _after_menus(lines: list[str], head: Head, sections: set[int]) -> int:
    """The first line that is not a menu or a button. On a page without a sentence, a button may be anything."""
    menus = {Kind.BLANK, Kind.MENU, Kind.WIDGET, Kind.NOTICE} | ({Kind.BUTTON} if head.end < len(lines) else set())
    return next((i for i in range(head.end) if kind(lines[i]) not in menus or i in sections), head.end)


def _without_repeats(head: list[str]) -> list[str]:
    """The lines without those directly below the first one that only repeat it."""
    filled = [i for i, line in enumerate(head) if line.strip()]
    same = takewhile(lambda i: head[i].strip() == head[filled[0]].strip(), filled)
    repeats = set(islice(same, 1, None))
    return [line for i, line in enumerate(head) if i not in repeats]


def drop_widgets(text: str) -> str:
    """The page without rows of buttons, and without a lone button between two paragraphs."""
    lines = text.split("\n")
    kinds = [kind(line) for line in lines]
    for i in _sections(lines):
        kinds[i] = Kind.SHORT
    before, after = _neighbours_above(lines, kinds), _neighbours_above(lines[::-1], kinds[::-1])[::-1]
    return "\n".join(
        line
        for line, own, above, below in zip(lines, kinds, before, after, strict=True)
        if own is not Kind.WIDGET and not (own is Kind.BUTTON and above is below is Kind.BODY)
    )


def _sections(lines: list[str]) -> set[int]:
    """The lines such as 关键词：创新 that are headings: a page has one line of keywords, or a heading for each section."""
    folded = {i: fold(line.strip()) for i, line in enumerate(lines) if kind(line) is Kind.WIDGET}
    labels = {i: line.partition(":")[0] for i, line in folded.items() if KEYWORDS.fullmatch(line)}
    times = Counter(line.partition(":")[0] for line in {folded[i] for i in labels})
    return {i for i, label in labels.items() if times[label] > 1}


def drop_run_on(text: str) -> str:
    """The page without chrome that was run on after a sentence, on the same line."""
    return RUN_ON.sub("", text)


def _neighbours_above(lines: list[str], kinds: list[Kind]) -> list[Kind]:
    """For each line, the kind of the last line before it that is not blank, a row of buttons or the same text."""
    found, last, different = [], Kind.BLANK, Kind.BLANK
    text = ""
    for line, own in zip(lines, kinds, strict=True):
        passed_over = own in (Kind.BLANK, Kind.WIDGET)
        if not passed_over and line.strip() != text:
            different, last, text = last, own, line.strip()
        found.append(different)
    return found
