"""Where the pages of a file begin in the cleaned text of its article."""

from collections.abc import Sequence

PROBE = 16
"""Characters at the beginning of a line by which it is recognised: later ones may have been joined or mended."""
MIN_PROBE = 6
"""A shorter line may occur anywhere."""


def page_starts(pages: Sequence[str], text: str) -> tuple[int, ...]:
    """The offset of each page, that of its first line in the text; a page with nothing left begins with the next."""
    if not pages:
        return ()
    places = [i for i, char in enumerate(text) if not char.isspace()]
    bare = "".join(text.split())
    found: list[int | None] = []
    at = 0
    for page in pages:
        probes = ("".join(line.split())[:PROBE] for line in page.split("\n"))
        start = next((i for probe in probes if len(probe) >= MIN_PROBE and (i := bare.find(probe, at)) >= 0), None)
        found.append(start)
        at = at if start is None else start + 1
    starts: list[int] = []
    following = len(text)
    for start in reversed(found):
        following = following if start is None else places[start]
        starts.append(following)
    return tuple(reversed(starts))
