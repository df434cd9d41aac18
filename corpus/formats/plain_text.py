"""Plain text and Markdown."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.formats.front_matter import split_front_matter
from corpus.formats.opening import read_bytes
from corpus.formats.page import Page
from corpus.formats.record_fields import day, words
from corpus.text.encoding import decode

HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]{0,99}+#{0,99}+[ \t]{0,99}$", re.MULTILINE)
FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$\n?", re.MULTILINE)

# A mark may lack its partner. Spans are therefore bounded: without a bound, each such mark would be followed to the end
# of its line, and a long line of them would take minutes.
SPAN = "{1,1000}"
"""Characters between a mark and its partner: more than a paragraph has."""

ADDRESS = r"(?:[a-z][a-z0-9+.-]*://|mailto:|www\.|[/#]|\.{1,2}/|[\w%-]+(?:[./][\w%-]+)*\.[a-z]{2,5}(?:[/?#\s]|$))"
"""How the target of a link begins."""

MARKUP = (
    # A comment that is never closed is not a comment: it is matched as a whole, and stays.
    (re.compile(r"<!--.*?-->|(<!--.*)", re.DOTALL), r"\1"),
    (re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]{0,99}+#{0,99}$", re.MULTILINE), r"\1"),
    (
        re.compile(r"^(?:=+|-{3,}|\*{3,}|_{3,}|(?:[-*_] ){2,}[-*_])[ \t]*$", re.MULTILINE),
        "",
    ),  # rules, underlines
    (re.compile(r"^(?: {0,3}> ?)+", re.MULTILINE), ""),
    # Footnotes lose their number, which would be inside the sentence; the target of a link is an address.
    (re.compile(r"\[\^[^\]\s]{1,40}\]:?"), ""),
    (re.compile(rf"^ {{0,3}}\[[^\]\n]+\]:[ \t]*<?{ADDRESS}.*$", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]\n]{0,1000})\]\([^()\n]{0,1000}(?:\([^()\n]{0,1000}\)[^()\n]{0,1000}){0,9}\)"), r"\1"),
    (re.compile(rf"!?\[([^\]\n]{SPAN})\]\[[^\]\n]{{0,1000}}\]"), r"\1"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(rf"(?<!\\)(\*\*\*|\*\*|~~)(?=\S)(.{SPAN}?)(?<=[^\s\\])\1"), r"\2"),
    # Inside words, only between Han characters: 2*3*4 and snake_case_names stay.
    (re.compile(r"(?<![*\\A-Za-z0-9])\*(?=[^\s*])([^*\n]+?)(?<=[^\s\\])\*(?![*A-Za-z0-9])"), r"\1"),
    (re.compile(rf"(?<![\\_A-Za-z0-9])(__|_)(?=[^\s_])(.{SPAN}?)(?<=[^\s_\\])\1(?![_A-Za-z0-9])"), r"\2"),
    (re.compile(rf"(?<!`)(`++)(.{SPAN}?)(?<!`)\1(?!`)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)
"""Markup that a reader does not see, and what is left of it. The words themselves are unchanged."""


def read_text(path: Path) -> Iterator[Page]:
    """A text file is one article. Raises UnreadableFile when it is not text."""
    yield Page(decode(read_bytes(path)))


def read_markdown(path: Path) -> Iterator[Page]:
    """A Markdown file is one article; its metadata comes from the front matter and the first heading.

    Raises UnreadableFile when it is not text.
    """
    fields, text = split_front_matter(decode(read_bytes(path)).replace("\r\n", "\n"))
    heading = HEADING.search("".join(FENCE.split(text)[::2]))
    yield Page(
        text=without_marks(text),
        title=words(fields, "title") or (without_marks(heading[1]) if heading else ""),
        source=words(fields, "source"),
        published=day(fields),
        url=words(fields, "url"),
    )


def without_marks(markdown: str) -> str:
    """Markdown without its markup; code keeps its lines and loses only the fence."""
    pieces = FENCE.split(markdown)
    return "".join(piece if index % 2 else _unmarked(piece) for index, piece in enumerate(pieces))


def _unmarked(text: str) -> str:
    for mark, content in MARKUP:
        text = mark.sub(content, text)
    return text
