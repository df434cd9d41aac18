"""Windows: runs of neighbouring sentences, short enough to be read together with a question."""

from collections.abc import Sequence

from corpus.text.script import count_han
from index.reading.types import Span, Window

LIMIT = 160
"""Maximum size of a window, in Han characters: about 110 tokens."""
LATIN = 0.4
"""Size of a character that is not Han: English tokens have more characters."""


def size(text: str) -> float:
    """Length in Han characters; any other character counts as LATIN of one."""
    han = count_han(text)
    return han + LATIN * (len(text) - han)


def cut_windows(text: str, spans: Sequence[Span], limit: float = LIMIT) -> list[Window]:
    """Group the sentences `spans` of `text` into windows of at most `limit`; a longer sentence is a window of its own.

    A window repeats the last sentence of the previous one if it fits, because "he" or "the city" often refers to it.
    """
    found: list[Window] = []
    run: list[Span] = []
    for span in spans:
        if run and size(text[run[0][0] : span[1]]) > limit:
            found.append(Window(text, tuple(run)))
            run = run[-1:] if size(text[run[-1][0] : span[1]]) <= limit else []
        run.append(span)
    return [*found, Window(text, tuple(run))] if run else found
