"""The lead of an article, if it is outside the element that holds the rest."""

from collections.abc import Sequence

from corpus.cleaning.lines import CHROME, Kind, kind
from corpus.formats.html.tree import Line, Tree
from corpus.text.script import has_han

MIN_HEADING_CHARS = 4
MIN_LEAD_CHARS = 300
"""A shorter one is a line below the headline, which is not part of the article's text."""
LETTERS_IN_HAN = 6
"""How many letters say as much as one Han character."""


def lead_of(extracted: Sequence[str], tree: Tree, shown: Sequence[Line], lines: Sequence[Line]) -> list[str]:
    """The extracted lines that the page shows between its headline and an element, from their first sentence on.

    `shown` are the lines of the page, and `lines` those of the element.
    """
    texts, own = [line.text for line in shown], [line.text for line in lines]
    start = next((i for i, text in enumerate(texts) if text == own[0] and texts[i : i + len(own)] == own), 0)
    headings = _headings(tree)
    headline = next((i for i in reversed(range(start)) if bare(texts[i]) in headings), start)
    above = {
        bare(line.text) for line in shown[headline + 1 : start] if not line.linked and kind(line.text) not in CHROME
    }
    inside = bare("".join(own))
    lead = [line for line in extracted if (said := bare(line.removeprefix("- "))) in above and said not in inside]
    first = next((i for i, line in enumerate(lead) if kind(line) is Kind.BODY), len(lead))
    return lead[first:]


def is_short(lead: Sequence[str]) -> bool:
    """Whether a lead is too short to be more than a line below the headline."""
    return sum(len(line) * (LETTERS_IN_HAN if has_han(line) else 1) for line in lead) < MIN_LEAD_CHARS


def _headings(tree: Tree) -> set[str]:
    """The headings that are in the window title, else all of the highest level."""
    window = bare(tree.findtext(".//head/title", ""))
    found = {bare("".join(heading.itertext())): heading.tag for heading in tree.iter("h1", "h2")}
    named = {text for text in found if len(text) >= MIN_HEADING_CHARS and text in window}
    return named or {text for text, tag in found.items() if tag == "h1"}


def bare(text: str) -> str:
    """A line in the form for comparison, without white space and the bars of tables."""
    return "".join(text.split()).replace("|", "")
