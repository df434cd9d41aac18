"""The tree of a web page, with common faults mended, and the lines that a browser would show of it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from corpus.errors import UnreadableFile
from corpus.formats.tables import MAX_CELL_CHARS, grid, pair_line, row_lines

Tree = Any
"""An lxml element; lxml ships no types."""

HIDDEN = {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea"}
# fmt: off
BLOCKS = HIDDEN | {
    "address", "article", "aside", "audio", "blockquote", "body", "br", "canvas", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "map", "marquee",
    "menu", "nav", "noframes", "ol", "optgroup", "option", "p", "picture", "plaintext", "pre", "search", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "xmp",
}
# fmt: on
"""Elements that begin and end a line. As in browsers, every other one is part of its line, known or not."""
UNKNOWN = {"section": "div", "center": "div", "fieldset": "div", "hgroup": "div", "dir": "div", "nobr": "span"}
"""Elements that trafilatura does not know and drops together with their content, and what they are replaced with."""

SPACES = re.compile(r"[ \t\r\n\f]+")
NOT_DISPLAYED = re.compile(r"\bdisplay\s*:\s*none", re.I)
NOTE = re.compile(r"(?:foot|end)note|noteref", re.I)
NOTE_MARK = re.compile(r"[\[(（【〔]?(?:\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡①-⑳])[\])）】〕]?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a page shows; `linked` says that it consists of links only."""

    text: str
    linked: bool


def parse(html: str) -> Tree:
    """The page's tree. The parser reads HTML, which has no external entities, and never opens an address.

    Raises UnreadableFile when nothing can be parsed.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # huge_tree: unclosed <div>s nest deeper than 256, and anything deeper would be dropped silently.
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = document_fromstring(CONTROL.sub("", html).encode(), parser=parser)
    except etree.ParserError:
        raise UnreadableFile("no_html") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("html_too_deep")
    _adopt_later_roots(tree)
    _drop_hidden(tree)
    _drop_note_marks(tree)
    _dissolve_layout(tree)
    _spell_out_tables(tree)
    _name_blocks(tree)
    _wrap_bare_text(tree)
    return tree


def _adopt_later_roots(tree: Tree) -> None:
    """Move what follows </html> into the body: browsers show it, but the parser makes it further roots."""
    later = list(tree.itersiblings())
    body = tree.find("body")
    if body is None:
        return
    for root in later:
        inner = root.find("body") if root.tag == "html" else None
        body.extend(list(root if inner is None else inner) if root.tag == "html" else [root])


def _drop_hidden(tree: Tree) -> None:
    """Drop what a page hides, unless it is large, alone or with all of its name: a script may unfold an article."""
    hidden = [one for one in tree.xpath("//body//*[@hidden or @style]") if _is_hidden(one)]
    if hidden:
        most = len("".join(tree.find("body").itertext())) / 4
        sizes = {element: len("".join(element.itertext())) for element in hidden}
        together: Counter[tuple[str, str]] = Counter()
        for element, size in sizes.items():
            if element.tag in BLOCKS:  # forums hide scraps of text inside lines
                together[_name(element)] += size
        for element, size in sizes.items():
            if element.getparent() is not None and max(size, together[_name(element)]) < most:
                element.drop_tree()


def _name(element: Tree) -> tuple[str, str]:
    return element.tag, element.get("class", "")


def _is_hidden(element: Tree) -> bool:
    return "hidden" in element.attrib or bool(NOT_DISPLAYED.search(element.get("style", "")))


def _drop_note_marks(tree: Tree) -> None:
    """Drop the numbers of footnotes: 最多1 would read as a figure. A superscript 2 that is not a link stays."""
    for link in tree.xpath("//body//a[starts-with(@href, '#')]"):
        near = (link, link.getparent(), *link)
        raised = any(one.tag == "sup" or NOTE.search(one.get("class", "")) for one in near) or "noteref" in str(
            link.attrib
        )
        if raised and NOTE_MARK.fullmatch("".join(link.itertext()).strip()):
            link.drop_tree()


def _dissolve_layout(tree: Tree) -> None:
    """Make blocks of layout tables, which hold the page instead of data: as a table, an article would be a single line.

    Cells without a table become blocks too.
    """
    for table in list(tree.iter("table")):
        cells = table.xpath("./tr/td | ./*/tr/td")
        if any(_holds_prose(cell) for cell in cells):
            for element in (table, *table.xpath("./tr | ./tbody | ./tbody/tr"), *cells):
                element.tag = "div"
    for cell in tree.xpath("//td[not(ancestor::table)] | //tr[not(ancestor::table)]"):
        cell.tag = "div"


def _spell_out_tables(tree: Tree) -> None:
    """Make paragraphs of data tables, one for each row, that name the columns; the same for definition lists."""
    for table in list(tree.iter("table")):
        if table.find(".//table") is None:
            captions = [" ".join(caption.itertext()) for caption in table.iter("caption")]
            _replace(table, [*captions, *_table_lines(list(table.iter("tr")))])
    for terms in list(tree.iter("dl")):
        parts = list(terms.iter("dt", "dd"))
        if [part.tag for part in parts] == ["dt", "dd"] * (len(parts) // 2) and not any(map(_holds_prose, parts)):
            _replace(
                terms,
                [
                    pair_line([_cell_text(term), _cell_text(said)])
                    for term, said in zip(parts[::2], parts[1::2], strict=True)
                ],
            )


def _replace(element: Tree, lines: Sequence[str]) -> None:
    """Replace the content of an element with paragraphs, one for each line."""
    from lxml import etree

    tail = element.tail
    element.clear()
    element.tag, element.tail = "div", tail
    for line in lines:
        etree.SubElement(element, "p").text = line


def _table_lines(rows: Sequence[Tree]) -> list[str]:
    """The lines of a table; if each value follows a <th>, a row is a line of such pairs."""
    marks = [[cell.tag for cell in row.iter("td", "th")] for row in rows]
    filled = [mark for mark in marks if mark]
    if filled and all(mark == ["th", "td"] * (len(mark) // 2) for mark in filled):
        return [line for row in rows if (line := pair_line(list(map(_cell_text, row.iter("td", "th")))))]
    spans = (
        [(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in row.iter("td", "th")]
        for row in rows
    )
    return list(row_lines(grid(spans), named=bool(filled) and set(filled[0]) == {"th"}))


def _span(cell: Tree, name: str) -> int:
    written = cell.get(name, "").strip()
    return int(written) if written.isdecimal() and len(written) < 6 else 1


def _cell_text(cell: Tree) -> str:
    return " ".join(as_text(visible_lines(cell)).split())


def _holds_prose(cell: Tree) -> bool:
    """Whether a cell has more text than the cells of a data table."""
    lengths = accumulate(len(text.strip()) for text in cell.itertext())
    return any(length > MAX_CELL_CHARS for length in lengths)


def _name_blocks(tree: Tree) -> None:
    for element in tree.iter(*UNKNOWN):
        element.tag = UNKNOWN[element.tag]


def _wrap_bare_text(tree: Tree) -> None:
    """Wrap bare text after a block in a paragraph: trafilatura drops it with blocks that it drops."""
    from lxml import etree

    body = tree.find("body")
    for element in list(body.iter("div", "header", "figure", "table", "ul", "ol")) if body is not None else ():
        if element is body or not (element.tail or "").strip() or element.getparent() is None:
            continue
        paragraph = etree.Element("p")
        paragraph.text, element.tail = element.tail, None
        following = element.getnext()
        element.addnext(paragraph)
        while following is not None and following.tag not in BLOCKS:
            after = following.getnext()
            paragraph.append(following)  # its tail comes along
            following = after


def visible_lines(tree: Tree, skip: Callable[[Tree], bool] = lambda _: False) -> list[Line]:
    """What a browser would show of a tree, a line for each block, without the elements that `skip` selects."""
    pieces = list(_pieces(tree, skip))
    lines: list[Line] = []
    text, linked = "", True
    for piece, in_link in (*pieces, ("\n", False)):
        first, *rest = piece.split("\n")
        text, linked = text + first, linked and (in_link or not first.strip())
        for part in rest:
            if text.strip():
                lines.append(Line(text.strip(), linked))
            text, linked = part, in_link or not part.strip()
    return lines


def as_text(lines: Sequence[Line]) -> str:
    """The lines as a text."""
    return "\n".join(line.text for line in lines)


def _pieces(tree: Tree, skip: Callable[[Tree], bool]) -> Iterator[tuple[str, bool]]:
    """The text of a tree in pieces, with a line break at each edge of a block, and whether each piece is in a link."""
    from lxml import etree

    links = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        edge = "\n" if element.tag in BLOCKS else ""
        if event == "end":
            links -= element.tag == "a"
            yield edge + (SPACES.sub(" ", element.tail or "") if element is not tree else ""), links > 0
        elif element.tag in HIDDEN or (skip(element) and element is not tree):
            walker.skip_subtree()
            links += element.tag == "a"
        else:
            links += element.tag == "a"
            yield edge + SPACES.sub(" ", element.text or ""), links > 0
