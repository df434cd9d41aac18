"""Article ids: made from the article's address, or from how it begins, whatever the path of its file."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256

from corpus.reuse import Item
from corpus.types import Skipped

_OF_A_PAGE = re.compile(r"\w+://[^/?#]+(?:/+[^/?#]|/*\?.)")
BEGINNING = 200
"""Characters, without white space, from the beginning of an article that identify it if it has no address."""


def identity(title: str, url: str, published: date | None, text: str) -> str:
    """An id of 16 hexadecimal digits: a hash of the page's address, with the title if it is that of a whole site.

    Without an address, it is a hash of title, day and beginning.
    """
    if _OF_A_PAGE.match(url):
        said: tuple[str, ...] = (url,)
    else:
        said = (url, title) if url else (title, str(published), "".join(text[: 4 * BEGINNING].split())[:BEGINNING])
    # surrogatepass: a text may hold half of a surrogate pair, from a JSON escape.
    return sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Numbering:
    """Numbers the articles that share an id, in the order in which they are read: the second is `…-2`."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def __call__(self, item: Item) -> Item:
        """The item, with the number in its article's id."""
        if isinstance(item, Skipped):
            return item
        article, note = item
        own = article.id.partition("-")[0]
        self._seen[own] += 1
        wanted = own if self._seen[own] == 1 else f"{own}-{self._seen[own]}"
        return item if wanted == article.id else (replace(article, id=wanted), replace(note, article=wanted))
