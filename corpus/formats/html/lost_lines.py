"""Lines of an article that its extraction has lost, brought back from what the page shows."""

from collections import defaultdict
from collections.abc import Sequence

from corpus.cleaning.lines import CHROME, Kind, kind
from corpus.formats.html.tree import Line

MIN_ANCHOR_CHARS = 12
"""A shorter line may stand in the article by chance."""
MAX_WORK = 200_000_000
"""Characters that are compared; a page that would need more stays as it was extracted."""
NEAR = 50
"""Lines ahead in which a line of the page is looked for."""


def restored(text: str, shown: Sequence[Line]) -> str:
    """The extracted text with the lines that the page shows between its first and its last one.

    Sentences directly above the first one come back too. Lists of links, buttons and notices do not.
    """
    own = text.split("\n")
    bare = [_bare(line) for line in own]
    everything = "".join(bare)
    if len(everything) * len(shown) > MAX_WORK:
        return text
    there = [_bare(line.text) in everything for line in shown]
    anchors = [i for i, line in enumerate(shown) if there[i] and len(_bare(line.text)) >= MIN_ANCHOR_CHARS]
    if not anchors:
        return text
    first = anchors[0]
    while first and not there[first - 1] and not shown[first - 1].linked and kind(shown[first - 1].text) is Kind.BODY:
        first -= 1
    lost: defaultdict[int, list[str]] = defaultdict(list)
    at = -1
    for i in range(first, anchors[-1] + 1):
        if there[i]:
            at = next((j for j in range(max(at, 0), min(at + NEAR, len(own))) if _bare(shown[i].text) in bare[j]), at)
        elif _is_text(shown[i]):
            lost[at].append(shown[i].text)
    return "\n".join([*lost[-1], *(line for i, one in enumerate(own) for line in (one, *lost[i]))])


def _is_text(line: Line) -> bool:
    return not line.linked and kind(line.text) not in CHROME | {Kind.BUTTON, Kind.STAMP}


def _bare(text: str) -> str:
    """A line as it is compared: white space and the bars of tables make no difference."""
    return "".join(text.split()).replace("|", "")
