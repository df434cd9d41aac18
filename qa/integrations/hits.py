"""What every framework is given of a hit, beside the passage itself."""

from typing import Any

from index.types import Hit


def place(hit: Hit) -> dict[str, Any]:
    """The article, and where in its text the passage stands: `article.text[start:end]`. Plain values, ready for JSON."""
    passage = hit.passage
    return {**passage.article.to_dict(), "start": passage.start, "end": passage.end}
