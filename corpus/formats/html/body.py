"""Finds the element of a web page that holds the article: the one with the most prose."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from corpus.cleaning.lines import CHROME, kind
from corpus.formats.html.tree import BLOCKS, HIDDEN, Tree

MIN_PROSE_CHARS = 15
MIN_TEASERS = 3
"""Minimum items of a list of other articles; one with fewer may be a page in columns."""
CHARS_A_MARK = 80
"""The most characters that count for one comma or stop: a list of names or search words, however long, is not prose."""
MARK = re.compile(r"[，。！？；、,.!?;:：](?!\d)")
SHARES = (1.0, 0.5, 0.25)
"""Shares of a paragraph's weight for the element that it is in, and for the elements around that."""
SECTION = 0.25
"""If others of its name beside an element have more than this share of its weight, each is a section of the article."""

BESIDE = re.compile(
    r"comment|disqus|respond|repl(?:y|ies)\b|related|recommend|newsletter|subscri|promo|copyright|disclaim|cookie|footer|friend-?link"
    r"|tuijian|pinglun|consent|gdpr|onetrust|privacy|dialog|modal|slideshow|carousel|gallery|log-?in\b|sign-?(?:in|up)\b",
    re.I,
)
"""Names of elements beside the article, after Readability's "unlikely candidates"."""
REMARKS = re.compile(
    r"(?<![\w-])comments?[-_]?(?:text|box|list|item|area|wrap\w*|body|content|container|section|thread|form)\b"
    r"|\w(?:__|--)(?:recommend|related|comment)",
    re.I,
)
"""Names that are certain even if they also contain "text" or "content", as the names of articles do: comment-text."""
ARTICLE = re.compile(r"article|body|content|main|post|story|text|detail", re.I)
BESIDE_TAGS = {"nav", "footer", "aside"} | HIDDEN
PARAGRAPHS = {"p", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


def body_of(tree: Tree) -> Tree | None:
    """The element with the most prose, not counting links and what is beside articles; None for a page without any.

    The method is Readability's: a paragraph counts for the element that it is in, and less for those around that.
    """
    weights = _weights(tree)
    best = max(weights, key=lambda element: weights[element], default=None)
    while best is not None:
        section = next((part for part in (best, best.getparent()) if _is_section(part, weights)), None)
        if section is None:
            break
        best = section.getparent()
    return best


def _weights(tree: Tree) -> dict[Tree, float]:
    weights: defaultdict[Tree, float] = defaultdict(float)
    for element in _blocks(tree):
        prose = _prose(element)
        holder = element.getparent() if element.tag in PARAGRAPHS else element
        for share in SHARES if prose else ():
            if holder is None or holder.tag == "html":
                break
            weights[holder] += share * prose
            holder = holder.getparent()
    return weights


def _is_section(element: Tree, weights: Mapping[Tree, float]) -> bool:
    """Whether the article is in several elements of the same name, side by side, of which this is only one."""
    if element is None or element.tag in ("body", "html"):
        return False
    name = element.tag, element.get("class")
    beside = (one for one in element.getparent() if one is not element and (one.tag, one.get("class")) == name)
    return sum(weights.get(one, 0) for one in beside) > SECTION * weights.get(element, 0) > 0


def _blocks(tree: Tree) -> Iterator[Tree]:
    from lxml import etree

    body = tree.find("body")
    if body is None:
        return
    walker = etree.iterwalk(body, events=("start",))
    for _, element in walker:
        if element is not body and (element.tag in BESIDE_TAGS or is_beside(element) or _is_teaser(element)):
            walker.skip_subtree()
        elif element.tag in BLOCKS:
            yield element


def is_beside(element: Tree) -> bool:
    """Whether a block has the name of something beside articles.

    Inline elements do not count: highlighted code uses "comment". A custom element, with a hyphen, may be a block.
    """
    if element.tag not in BLOCKS and "-" not in element.tag:
        return False
    return _names_beside(" ".join(element.get(key, "") for key in ("id", "class", "role")))


@lru_cache(maxsize=4096)
def _names_beside(name: str) -> bool:
    return bool(REMARKS.search(name)) or (bool(BESIDE.search(name)) and not ARTICLE.search(name))


def _is_teaser(element: Tree) -> bool:
    """Whether an element is an item of a list of other articles: its heading is a link."""
    if element.tag != "li" or len(element.getparent()) < MIN_TEASERS:
        return False
    heading = next(element.iter("h2", "h3", "h4"), None)
    if heading is None:
        return False
    inner = heading.find(".//a[@href]") is not None and not any(map(str.strip, _own_text(heading)))
    return inner or heading.getparent().tag == "a"


def _prose(block: Tree) -> int:
    """How much prose is directly in a block, without its links; a Han character counts twice."""
    text = " ".join("".join(_own_text(block)).split())
    if len(text) < MIN_PROSE_CHARS or kind(text) in CHROME:
        return 0
    marks = sum(1 for _ in MARK.finditer(text))
    return min(len(text), CHARS_A_MARK * marks) * (1 if text.isascii() else 2)


def _own_text(block: Tree) -> Iterator[str]:
    yield block.text or ""
    for inner in block:
        if inner.tag not in BLOCKS and inner.tag != "a":
            yield from _own_text(inner)
        yield inner.tail or ""
