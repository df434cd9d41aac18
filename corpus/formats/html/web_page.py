"""Web pages: the article as extracted by trafilatura, everything that the page shows, and what its markup says."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.cleaning.encyclopaedia import drop_encyclopaedia
from corpus.cleaning.metadata import parse_date
from corpus.cleaning.titles import ENCYCLOPAEDIA
from corpus.errors import UnreadableFile
from corpus.formats.html.head_metadata import name_of, stated, without_site
from corpus.formats.html.lost_lines import checked
from corpus.formats.html.tree import Tree, as_text, parse, visible_lines
from corpus.formats.opening import read_bytes
from corpus.formats.page import SILENT, Page
from corpus.formats.quiet import quiet
from corpus.text.encoding import decode
from corpus.types import Metadata

BODIES = "//*[@id='js_content']"
"""Elements that hold an article and nothing else, in the markup of a platform: WeChat's."""

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a bug in trafilatura can raise on an odd page; it raises none on purpose. The page is then treated as one in
which no article stands out."""

SAVED_FROM = re.compile(
    r"<!--\s*(?:Page saved with SingleFile\s+url:\s*|saved from url=\(\d+\))(https?://[^\s>]{4,2000})", re.I
)
"""The address of a page, in a comment by the program that saved it: SingleFile or a browser."""

FEWEST_SHOWN = 100
REDIRECT = re.compile(
    rb"http-equiv\s*=\s*[\"']?refresh[\"']?[^>]*url\s*=|\blocation(?:\.href)?\s*=\s*[\"']|\blocation\.(?:replace|assign)\s*\(",
    re.I,
)
"""How a page that shows hardly anything redirects elsewhere."""

CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.I)


def read_html(path: Path) -> Iterator[Page]:
    """A web page is one article. Raises UnreadableFile when it is not text or nothing can be parsed."""
    data = read_bytes(path)
    declared = CHARSET.search(data[:4096])
    html = decode(data, declared[1].decode("ascii") if declared else "")
    page = to_page(html) if "<" in html else Page(html)  # plain text with the suffix of a web page
    if len(page.shown) < FEWEST_SHOWN and REDIRECT.search(data[:65_536]):
        raise UnreadableFile("placeholder_redirect")
    yield page


def to_page(html: str) -> Page:
    """The article in an HTML page, or all the text of the page if no article stands out.

    Raises UnreadableFile when nothing can be parsed.
    """
    tree = parse(html)
    said, site = stated(tree)
    shown = as_text(visible_lines(tree))
    whole = next(iter(tree.xpath(BODIES)), None)
    text, extracted = _article(deepcopy(tree))  # extraction removes elements
    text = as_text(visible_lines(whole)) if whole is not None else checked(text, tree)
    lines = [" ".join(line.split()) for line in shown.split("\n")]
    return Page(
        text=drop_encyclopaedia(text or shown, named=ENCYCLOPAEDIA.search(site.title) is not None),
        title=without_site(said.title or site.title or extracted.title, lines),
        source=said.source,
        published=said.published,
        url=said.url or _saved_from(html),
        shown=shown,
        otherwise=Metadata(source=site.source or name_of(extracted.source), published=extracted.published),
    )


def _saved_from(html: str) -> str:
    comment = SAVED_FROM.search(html[:4096])
    return comment[1] if comment else ""


def visible_text(html: str) -> str:
    """All that a browser would show of a page or a piece of one, with each block on its own line.

    Raises UnreadableFile when nothing can be parsed.
    """
    return as_text(visible_lines(parse(html)))


def _article(tree: Tree) -> tuple[str, Metadata]:
    """The article's text, "" if none is found, and what trafilatura knows about the page."""
    from trafilatura import bare_extraction

    with quiet("trafilatura", "htmldate", "courlan"):
        # Recall: an extra line is seen and can be cleaned away, a missing paragraph is lost. Comments are not part of
        # the article. No extensive search: it takes any date on the page for the article's.
        try:
            found = bare_extraction(
                tree,
                favor_recall=True,
                include_comments=False,
                config=_settings(),
                with_metadata=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
        except FAULTS:
            found = None
    if found is None:
        return "", SILENT
    extracted = Metadata(found.title or "", found.sitename or "", parse_date(found.date or ""))
    return found.text or "", extracted


@lru_cache(maxsize=1)
def _settings() -> Any:
    """Trafilatura's own settings, except for the length from which it trusts the article that it found.

    Below that length, it takes the whole page. Its 250 characters are meant for Latin letters; Chinese says as much in
    a fifth of that.
    """
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    return settings
