"""Rich text (.rtf), read with striprtf."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.formats.office.package import broken_as
from corpus.formats.office.rtf_groups import rearranged
from corpus.formats.opening import MIB, read_bytes
from corpus.formats.page import Page
from corpus.formats.tables import row_lines
from corpus.types import Metadata

LARGEST_RTF = 64 * MIB
"""Bytes, most of them pictures, written as digits."""

TITLE = re.compile(r"\{\\title\s((?:[^{}]|\\[{}]){0,500})\}")
MADE = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
CODEPAGE = re.compile(r"\\ansicpg(\d+)")


def read_rtf(path: Path) -> Iterator[Page]:
    """A document is one article. Raises UnreadableFile when it is not RTF or is broken."""
    data = read_bytes(path, LARGEST_RTF)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile("office_broken", detail="no {\\rtf at its beginning")
    source = data.decode("latin-1")  # RTF is ASCII; other characters are escaped
    with broken_as("office_broken"):
        lines = _plain(rearranged(source)).split("\n")
        codepage = CODEPAGE.search(source)
        head = f"{{\\rtf1\\ansi\\ansicpg{codepage[1] if codepage else 1252} "
        names = (_plain(f"{head}{title}}}") for title in TITLE.findall(source))
        name = next(
            (name for name in names if name.strip("? ")), ""
        )  # one without Unicode may come before the one with it
        made = MADE.search(source)
        day = date(int(made[1]), int(made[2]), int(made[3])) if made else None
    yield Page("\n".join(_spelled_out(lines)), title=" ".join(name.split()), otherwise=Metadata(published=day))


def _plain(source: str) -> str:
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    return text


def _spelled_out(lines: list[str]) -> Iterator[str]:
    """The lines, with column heads in those of a table (cell|cell|)."""
    for is_table, group in groupby(lines, lambda line: line.rstrip().endswith("|") and line.count("|") > 1):
        block = list(group)
        yield from row_lines([line.rstrip().removesuffix("|").split("|") for line in block]) if is_table else block
