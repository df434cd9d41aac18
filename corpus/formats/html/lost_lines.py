"""Checks the article extracted from a page against what the page shows: lost lines are restored, chrome is removed."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.cleaning.lines import CHROME, Kind, kind
from corpus.formats.html.body import body_of, is_beside
from corpus.formats.html.lead import bare, is_short, lead_of
from corpus.formats.html.tree import Line, Tree, as_text, visible_lines

MIN_ANCHOR_CHARS = 12
"""A shorter line may be in the article by chance."""
MAX_WORK = 200_000_000
"""Characters to compare; a page that would need more stays as it was extracted."""
NEAR = 50
"""How many lines ahead a line of the page is looked for."""
SHARED = 0.6
"""Share of the extracted sentences that the article's element has; if it has less, the element around it is tried."""


def checked(text: str, tree: Tree) -> str:
    """The extracted text, checked against the page's element with the most prose.

    Text outside that element is removed, except for a lead between headline and element; lines lost inside it are
    restored. If hardly any of it was extracted, its lines are the article, unless most of the extracted text is such a
    lead.
    """
    element = body_of(tree)
    if element is None or len(text) * len(shown := visible_lines(tree)) > MAX_WORK:
        return text
    extracted = text.split("\n")
    everything = bare(text)
    listed = _prose([line for line in extracted if not line.startswith("- ")])
    while element.tag not in ("body", "html"):
        whole, lines = visible_lines(element), visible_lines(element, is_beside)
        inside = bare(as_text(whole))
        own = _prose([line.text for line in lines])
        there = _prose([line.text for line in lines if bare(line.text) in everything])
        kept = [line for line in extracted if bare(line) in inside]
        lead = lead_of(extracted, tree, shown, whole)
        enough = max(there, _prose(kept)) >= SHARED * listed
        if enough or 2 * there < own >= listed > 2 * _prose(lead):
            body = restored("\n".join(kept), lines) if 2 * _prose(kept) >= own else _as_shown(lines)
            return body if is_short(lead) else "\n".join([*lead, body])
        element = element.getparent()
    return restored(text, shown)


def _as_shown(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines if _is_text(line))


def _prose(lines: Sequence[str]) -> int:
    """Characters of the lines that are sentences."""
    return sum(len(bare(line)) for line in lines if kind(line) is Kind.BODY)


def restored(text: str, shown: Sequence[Line]) -> str:
    """The extracted text with the lines that the page shows between its first and its last line.

    Sentences directly above the first line are restored too. Lists of links, buttons and notices are not.
    """
    own = text.split("\n")
    said = [bare(line) for line in own]
    everything = "".join(said)
    there = [bare(line.text) in everything for line in shown]
    anchors = [i for i, line in enumerate(shown) if there[i] and len(bare(line.text)) >= MIN_ANCHOR_CHARS]
    if not anchors:
        return text
    first = anchors[0]
    while first and not there[first - 1] and not shown[first - 1].linked and kind(shown[first - 1].text) is Kind.BODY:
        first -= 1
    times = Counter(bare(line.text) for line in shown)
    lost: defaultdict[int, list[str]] = defaultdict(list)
    at, whole = -1, False
    for i in range(first, anchors[-1] + 1):
        line = bare(shown[i].text)
        start = at + whole if at >= 0 and line == said[at] else max(at, 0)
        found = next((j for j in range(start, min(at + NEAR, len(own))) if line in said[j]), None) if there[i] else None
        if found is not None:
            at, whole = found, line == said[found]
        # Of repeated lines, only the first is extracted.
        elif (not there[i] or times[line] > 1) and _is_text(shown[i]):
            lost[at].append(shown[i].text)
    return "\n".join([*lost[-1], *(line for i, one in enumerate(own) for line in (one, *lost[i]))])


def _is_text(line: Line) -> bool:
    """Whether a line is neither chrome nor a link; a link that is a sentence counts as text."""
    own = kind(line.text)
    return own not in CHROME | {Kind.BUTTON, Kind.STAMP} and (own is Kind.BODY or not line.linked)
