"""The metadata of a hit that every framework gets with the passage."""

from typing import Any

from index.types import Hit


def place(hit: Hit) -> dict[str, Any]:
    """The article, and where the passage is in its text: `article.text[start:end]`. Plain values, ready for JSON."""
    passage = hit.passage
    return {**passage.article.to_dict(), "start": passage.start, "end": passage.end}
