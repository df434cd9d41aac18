"""Tables in PDF files: rows become lines, and each number gets its column's header."""

import subprocess
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from corpus.formats.page import Page
from corpus.formats.pdf import read_pdf
from corpus.formats.pdf_pieces import Piece, rows_of
from corpus.formats.pdf_tables import with_tables
from tests.chromium import ABSENT, CHROMIUM

BEFORE = "下面是三个码头去年的客运，数字由交通站在一月里报上来，比前年都多。"
AFTER = "东渡口的船还在修，今年五月以后才会有数字。"
ROWS = [
    ["码头", "班次（班）", "旅客（人）"],
    ["老渡口", "4310", "52600"],
    ["石矶", "2975", "38100"],
    ["东渡口", "", "210"],
]
LINES = [
    "码头 · 班次（班） · 旅客（人）",
    "老渡口 · 班次（班）: 4310 · 旅客（人）: 52600",
    "石矶 · 班次（班）: 2975 · 旅客（人）: 38100",
    "东渡口 · 旅客（人）: 210",
]


def lines_of(path: Path) -> list[str]:
    page = next(iter(read_pdf(path)))
    assert isinstance(page, Page)
    return page.text.split("\n")


@pytest.mark.parametrize("align", ["LEFT", "CENTER", "RIGHT"])
@pytest.mark.parametrize("grid", [True, False])
def test_a_row_names_its_columns(align: str, grid: bool, tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=11, wordWrap="CJK")
    looks: list[tuple[object, ...]] = [("FONT", (0, 0), (-1, -1), "STSong-Light"), ("ALIGN", (0, 0), (-1, -1), align)]
    looks += [("GRID", (0, 0), (-1, -1), 1, colors.black)] * grid
    path = tmp_path / "a.pdf"
    SimpleDocTemplate(str(path)).build([Paragraph(BEFORE, style), Table(ROWS, style=looks), Paragraph(AFTER, style)])
    assert lines_of(path) == [BEFORE, *LINES, AFTER]


@pytest.mark.skipif(not CHROMIUM, reason=ABSENT)
def test_a_table_that_a_browser_printed(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    (tmp_path / "a.html").write_text(
        f"<meta charset=utf-8><p>{BEFORE}</p><table cellpadding=6>{rows}</table><p>{AFTER}</p>", "utf-8"
    )
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={tmp_path / 'a.pdf'}"]
    subprocess.run([*command, str(tmp_path / "a.html")], check=True, capture_output=True, timeout=100)
    assert lines_of(tmp_path / "a.pdf") == [BEFORE, *LINES, AFTER]


def row(y: float, *cells: tuple[float, str]) -> list[Piece]:
    return [Piece(x, y, 10.0 * len(text), text, 10) for x, text in cells]


def test_a_cell_of_two_lines_is_one_cell() -> None:
    rows = [
        row(100, (0, "码头"), (100, "船名")),
        row(80, (0, "老渡口"), (100, "青浦一")),
        row(68, (100, "号船")),
        row(50, (0, "石矶"), (100, "浦江号")),
    ]
    assert with_tables(rows) == ["码头 · 船名", "老渡口 · 船名: 青浦一号船", "石矶 · 船名: 浦江号"]


@pytest.mark.parametrize(
    "rows",
    [
        [row(100 - 20 * n, (0, "一行文字。")) for n in range(5)],
        [row(100 - 20 * n, (0, "左边的一栏是一句很长的话，"), (200, "右边的一栏也是一句很长的话。")) for n in range(5)],
        [row(100 - 20 * n, *((14 * m, "字") for m in range(9))) for n in range(5)],
        [row(100, (0, "甲"), (100, "乙")), row(80, (0, "丙"), (100, "丁"))],
    ],
    ids=["one column", "two columns of text", "spaced out", "two rows"],
)
def test_what_is_no_table_stays_as_it_is(rows: list[list[Piece]]) -> None:
    assert with_tables(rows) is None


def test_pieces_of_one_height_are_a_row_from_the_left() -> None:
    pieces = [*row(100.4, (50, "乙")), *row(99.9, (0, "甲")), *row(80, (0, "丙"))]
    assert [[piece.text for piece in one] for one in rows_of(pieces)] == [["甲", "乙"], ["丙"]]
