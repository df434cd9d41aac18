"""Web pages: the article through trafilatura, all that the page shows, and what its markup says."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from corpus.cleaning.metadata import parse_date
from corpus.errors import UnreadableFile
from corpus.formats.html_metadata import Tree, stated, without_site
from corpus.formats.opening import read_bytes
from corpus.formats.page import SILENT, Page
from corpus.formats.quiet import quiet
from corpus.text.encoding import decode
from corpus.types import Metadata

HIDDEN = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea"}
# fmt: off
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "del", "em", "font", "i", "img", "input", "ins", "label",
    "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "wbr",
}
# fmt: on

SPACES = re.compile(r"[ \t\r\n\f]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
MAX_DATA_CELL_CHARS = 80
"""Characters. The cell of a table of data has a number or a name, at most a sentence."""

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a fault of trafilatura's in an odd page can come out as; it raises none on purpose. The page is then taken as
one in which no article stands out."""

CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.I)


def read_html(path: Path) -> Iterator[Page]:
    """A web page is one article. Raises UnreadableFile when it is not text or nothing can be parsed."""
    data = read_bytes(path)
    declared = CHARSET.search(data[:4096])
    yield to_page(decode(data, declared[1].decode("ascii") if declared else ""))


def to_page(html: str) -> Page:
    """The article that a page of HTML holds; all the text of the page when no article stands out.

    Raises UnreadableFile when nothing can be parsed.
    """
    tree = _parse(html)
    said, site = stated(tree)
    shown = _visible(tree)
    text, extracted = _article(tree)
    headings = [" ".join(heading.itertext()).strip() for heading in tree.iter("h1")]
    return Page(
        text=text or shown,
        title=without_site(said.title or extracted.title, headings),
        source=said.source,
        published=said.published,
        url=said.url,
        shown=shown,
        otherwise=Metadata(source=site.source or extracted.source, published=extracted.published),
    )


def visible_text(html: str) -> str:
    """All that a browser would show of a page or a piece of one, block by block on its own line.

    Raises UnreadableFile when nothing can be parsed.
    """
    return _visible(_parse(html))


def _parse(html: str) -> Tree:
    """The page's tree. The parser reads HTML, which has no external entities, and never opens an address."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # huge_tree: unclosed <div>s nest deeper than 256, and what lies deeper would be dropped without a word.
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(CONTROL.sub("", html).encode(), parser=parser)
    except etree.ParserError:
        raise UnreadableFile("no_html") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("html_too_deep")
    _dissolve_layout(tree)
    return tree


def _dissolve_layout(tree: Tree) -> None:
    """Tables that hold the page instead of data become blocks: as a table, an article would be one line of it."""
    for table in list(tree.iter("table")):
        cells = table.xpath("./tr/td | ./*/tr/td")
        if any(_holds_prose(cell) for cell in cells):
            for element in (table, *table.xpath("./tr | ./tbody | ./tbody/tr"), *cells):
                element.tag = "div"


def _holds_prose(cell: Tree) -> bool:
    """Whether there is more text in a cell than a table's cells have."""
    lengths = accumulate(len(text.strip()) for text in cell.itertext())
    return any(length > MAX_DATA_CELL_CHARS for length in lengths)


def _article(tree: Tree) -> tuple[str, Metadata]:
    """The article's text, "" when none is found, and what trafilatura knows of the page."""
    from trafilatura import bare_extraction

    with quiet("trafilatura", "htmldate", "courlan"):
        # Recall: a line too many is seen and can be cleaned away, a paragraph too few is lost. Comments are not
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
    """Trafilatura's own, but for the length from which it trusts what it took for the article.

    Below it, all of the page is taken. It means 250 Latin letters, and Chinese says as much in a fifth of that.
    """
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "50")
    return settings


def _visible(tree: Tree) -> str:
    """The text of a tree, a line for each block."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        edge = "" if element.tag in INLINE else "\n"
        if event == "end":
            parts += (edge, SPACES.sub(" ", element.tail or ""))
        elif element.tag in HIDDEN:
            walker.skip_subtree()
        else:
            parts += (edge, SPACES.sub(" ", element.text or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
