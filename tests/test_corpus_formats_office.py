"""Office files written by third-party libraries: tables, notes, hidden parts, sheets of records and of data."""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl
import pptx
import pytest
from odf import table as odf_table
from odf.draw import Frame
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import Style, TableProperties
from odf.svg import Desc, Title
from odf.text import Note, NoteBody, NoteCitation, P
from pptx.util import Inches

from corpus.read import read_file
from corpus.types import Article, Skipped

TEXT = "河湾县今年新种果树十万亩，其中苹果最多。"
ROWS = (("乡镇", "果园（个）", "面积"), ("桃源镇", 12, 3400.5), ("柳湾镇", 7, 1200.0))
LINES = ["乡镇 · 果园（个） · 面积", "桃源镇 · 果园（个）: 12 · 面积: 3400.5", "柳湾镇 · 果园（个）: 7 · 面积: 1200"]


def articles(path: Path) -> list[Article]:
    return [item[0] for item in read_file(path) if not isinstance(item, Skipped)]


def open_table(rows: Sequence[Sequence[object]], **attributes: object) -> odf_table.Table:
    """A table as LibreOffice writes it: each row ends in empty cells that fill the sheet's width."""
    table = odf_table.Table(**attributes)
    for row in rows:
        line = odf_table.TableRow()
        for value in row:
            cell = odf_table.TableCell()
            cell.addElement(P(text=f"{value:g}" if isinstance(value, float) else str(value)))
            line.addElement(cell)
        line.addElement(odf_table.TableCell(numbercolumnsrepeated=16384 - len(row)))
        table.addElement(line)
    table.addElement(odf_table.TableRow(numberrowsrepeated=1048570))
    return table


class TestXlsx:
    def test_a_sheet_of_data_names_the_columns_in_each_row(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.title = "果园"
        book.active.append(("表一 果园情况",))
        for row in ROWS:
            book.active.append(row)
        book.create_sheet("隐藏").append(("不该看到的字", "甲", "乙"))
        book["隐藏"].sheet_state = "hidden"
        book.save(tmp_path / "果园统计表格.xlsx")
        (article,) = articles(tmp_path / "果园统计表格.xlsx")
        assert article.text.split("\n") == ["表一 果园情况", *LINES]

    def test_a_sheet_of_records_is_an_article_a_row(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.append(("标题", "正文", "来源", "发布日期"))
        book.active.append(("果树", TEXT, "河湾日报", datetime(2023, 5, 6)))
        book.active.append(("空的", "……", "", None))
        book.save(tmp_path / "a.xlsx")
        (article,) = articles(tmp_path / "a.xlsx")
        assert article.reference == "果树 · 河湾日报 · 2023-05-06"
        (told,) = [str(item.reason) for item in read_file(tmp_path / "a.xlsx") if isinstance(item, Skipped)]
        assert told == "sheet Sheet, row 3 (空的): no sentences; expected text with words in it"

    def test_each_sheet_of_data_is_an_article_under_its_name(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.title = "果园"
        for row in ROWS:
            book.active.append(row)
        book.create_sheet("水库").append(("水库", "库容（万方）"))
        book["水库"].append(("王家沟水库", 350))
        book.save(tmp_path / "a.xlsx")
        assert {article.title: article.text.split("\n")[-1] for article in articles(tmp_path / "a.xlsx")} == {
            "果园": LINES[-1],
            "水库": "王家沟水库 · 库容（万方）: 350",
        }

    def test_a_sheet_that_states_a_wrong_size_is_read_whole(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for row in ROWS:
            book.active.append(row)
        book.save(tmp_path / "b.xlsx")
        size = re.compile(rb"<dimension[^>]*>")
        with zipfile.ZipFile(tmp_path / "b.xlsx") as whole, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as streamed:
            for name in whole.namelist():
                streamed.writestr(name, size.sub(b'<dimension ref="A1"/>', whole.read(name)))
        (article,) = articles(tmp_path / "a.xlsx")
        assert article.text.split("\n")[-2:] == LINES[1:]

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (12345678901.56, "12345678901.56"),
            (123456789.55, "123456789.55"),
            (0.1 + 0.2, "0.3"),
            (-0.00001234, "-0.00001234"),
            (3.0, "3"),
        ],
    )
    def test_a_number_is_read_in_full(self, value: float, shown: str, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        for row in (("乡镇", "产值"), ("桃源镇", value), ("柳湾镇", "不详")):
            book.active.append(row)
        book.save(tmp_path / "a.xlsx")
        (article,) = articles(tmp_path / "a.xlsx")
        assert f"桃源镇 · 产值: {shown}" in article.text.split("\n")


def test_a_line_break_in_a_slide_does_not_join_words(tmp_path: Path) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "River Bend\vAnnual Report"
    slide.placeholders[1].text = "果树种植\v今年增加一成。"
    show.save(str(tmp_path / "a.pptx"))
    (article,) = articles(tmp_path / "a.pptx")
    assert (article.title, article.text) == ("River Bend Annual Report", "果树种植今年增加一成。")


def test_slides_with_tables_notes_and_groups(tmp_path: Path) -> None:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "果树种植"
    cells = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for i, row in enumerate(ROWS):
        for j, value in enumerate(row):
            cells.cell(i, j).text = f"{value:g}" if isinstance(value, float) else str(value)
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "组合里的一句话也要读到。"
    slide.notes_slide.notes_text_frame.text = f"备注：{TEXT}"
    hidden = show.slides.add_slide(show.slide_layouts[5])
    hidden.shapes.title.text = "隐藏的一页"
    hidden._element.set("show", "0")
    show.save(str(tmp_path / "a.pptx"))
    (article,) = articles(tmp_path / "a.pptx")
    assert [line for line in LINES if line in article.text.split("\n")] == LINES
    assert "组合里的一句话也要读到。" in article.text
    assert f"备注：{TEXT}" in article.text
    assert "隐藏的一页" not in article.text
    assert article.title == "果树种植"


def test_what_a_picture_is_said_to_show_stays_out_of_the_sentence(tmp_path: Path) -> None:
    document = OpenDocumentText()
    paragraph = P(text="河湾县")
    frame = Frame()
    frame.addElement(Title(text="图片1"))
    frame.addElement(Desc(text="图片包含 人, 户外"))
    paragraph.addElement(frame)
    paragraph.addText("今年新种果树十万亩。")
    document.text.addElement(paragraph)
    document.save(str(tmp_path / "a.odt"))
    (article,) = articles(tmp_path / "a.odt")
    assert article.text == "河湾县今年新种果树十万亩。"


def test_a_table_and_a_note_of_an_open_document(tmp_path: Path) -> None:
    document = OpenDocumentText()
    paragraph = P(text=TEXT)
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    note.addElement(NoteBody())
    note.childNodes[-1].addElement(P(text="面积以年底普查为准。"))
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    table = open_table(ROWS)
    document.text.addElement(table)
    document.save(str(tmp_path / "a.odt"))
    (article,) = articles(tmp_path / "a.odt")
    assert article.text.split("\n") == [TEXT, "面积以年底普查为准。", *LINES]


class TestOds:
    def test_a_sheet_of_data_names_the_columns_and_what_is_hidden_is_not_read(self, tmp_path: Path) -> None:
        book = OpenDocumentSpreadsheet()
        hidden = Style(name="hidden", family="table")
        hidden.addElement(TableProperties(display="false"))
        book.automaticstyles.addElement(hidden)
        sheet = open_table(ROWS, name="果园")
        sheet.insertBefore(open_table([("表一 果园情况",)]).firstChild, sheet.firstChild)
        book.spreadsheet.addElement(sheet)
        book.spreadsheet.addElement(open_table([("草稿",)], name="草稿", stylename=hidden))
        book.save(tmp_path / "果园统计表格.ods")
        (article,) = articles(tmp_path / "果园统计表格.ods")
        assert article.text.split("\n") == ["表一 果园情况", *LINES]

    def test_each_row_of_records_is_an_article_and_a_bad_one_is_told_with_its_number(self, tmp_path: Path) -> None:
        book = OpenDocumentSpreadsheet()
        rows = [("title", "text"), ("果树", TEXT), ("空", "")]
        book.spreadsheet.addElement(open_table(rows, name="文章"))
        book.save(tmp_path / "a.ods")
        (article,) = articles(tmp_path / "a.ods")
        assert (article.title, article.text) == ("果树", TEXT)
        (told,) = [str(item.reason) for item in read_file(tmp_path / "a.ods") if isinstance(item, Skipped)]
        assert "row 3" in told


def test_a_table_of_rich_text(tmp_path: Path) -> None:
    def escaped(text: str) -> str:
        return "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in text)

    def table_row(row: tuple[object, ...]) -> str:
        cells = "".join(f"{escaped(str(cell))}\\cell " for cell in row)
        return f"\\trowd {cells}\\row\n"

    rows = "".join(map(table_row, ROWS[:2]))
    (tmp_path / "a.rtf").write_text(f"{{\\rtf1\\ansi {escaped(TEXT)}\\par\n{rows}}}", "ascii")
    (article,) = articles(tmp_path / "a.rtf")
    assert article.text.split("\n") == [TEXT, *LINES[:2]]


@pytest.mark.parametrize("suffix", [".pptx", ".xlsx", ".odt", ".ods"])
def test_an_old_or_locked_file_is_told(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    ((item),) = read_file(tmp_path / f"a{suffix}")
    assert isinstance(item, Skipped)
    assert "old format or password" in item.reason
