import csv
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.formats.page import Page
from corpus.formats.records import read_csv
from tests.record_files import put, reasons, texts


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_csv_is_read_with_each_separator_and_line_end(separator: str, end: str, tmp_path: Path) -> None:
    rows = [
        ["Title", "Body", "date"],
        ["题,一", '他说:"好";\t走。', "2022-03-24"],
        ["", "", ""],
        ["题二", "完。", ""],
    ]
    content = end.join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    first, second = read_csv(put(tmp_path, "a.csv", content))
    assert isinstance(first, Page)
    assert (first.title, first.text, first.published) == ("题,一", '他说:"好";\t走。', date(2022, 3, 24))
    assert isinstance(second, Page)
    assert (second.title, second.text, second.published) == ("题二", "完。", None)


def test_the_separator_that_excel_names_in_a_first_line_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\ntitle;text\r\n甲;今天开工。\r\n", "utf-8")
    (page,) = read_csv(path)
    assert isinstance(page, Page)
    assert (page.title, page.text) == ("甲", "今天开工。")


def test_csv_cells_may_hold_line_breaks_and_whole_books(tmp_path: Path) -> None:
    book = "很长的一段话。" * 40_000
    before = csv.field_size_limit()
    items = list(read_csv(put(tmp_path, "a.csv", f'title,text\n一,"第一行。\n第二行。"\n二,{book}\n')))
    assert texts(items) == ["第一行。\n第二行。", book]
    assert csv.field_size_limit() == before


def test_a_broken_row_is_skipped_with_its_lines_and_the_rest_goes_on(tmp_path: Path) -> None:
    content = 'title,text\n一,甲。\n二,"没有关\n三,"丙。"\n四,丁。\n五,戊,己。\n六,庚。\n七,"辛'
    items = list(read_csv(put(tmp_path, "a.csv", content)))
    assert texts(items) == ["甲。", "丁。", "庚。"]
    quote, cells, end = reasons(items)
    assert quote.startswith("lines 3 to 4: malformed row")
    assert cells.startswith('line 6: has 3 cells under 2 columns; put text that contains ","')
    assert end.startswith("line 8: malformed row")


def test_a_table_without_a_column_of_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^found the columns name, price; expected title, text"):
        list(read_csv(put(tmp_path, "a.csv", "name,price\nA,1\n")))


ORCHARDS = "乡镇,果园（个）,面积\n桃源镇,12,3400\n柳湾镇,7,1200\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_of_data_is_one_article_that_names_the_columns_in_each_row(mark: str, tmp_path: Path) -> None:
    (page,) = read_csv(put(tmp_path, "a.csv", ORCHARDS.replace(",", mark)))
    assert isinstance(page, Page)
    assert page.text.split("\n")[1:] == ["桃源镇 · 果园（个）: 12 · 面积: 3400", "柳湾镇 · 果园（个）: 7 · 面积: 1200"]


@pytest.mark.parametrize("content", [ORCHARDS.replace("\n", ",\n"), ORCHARDS.replace("0\n", "0,,\n")])
def test_a_comma_at_the_end_of_lines_makes_no_column(content: str, tmp_path: Path) -> None:
    (page,) = read_csv(put(tmp_path, "a.csv", content))
    assert isinstance(page, Page)
    assert page.text.split("\n")[1:] == ["桃源镇 · 果园（个）: 12 · 面积: 3400", "柳湾镇 · 果园（个）: 7 · 面积: 1200"]


def test_a_column_without_a_head_is_read_without_one(tmp_path: Path) -> None:
    (page,) = read_csv(put(tmp_path, "a.csv", "乡镇,果园,\n桃源镇,12,缺水\n柳湾镇,7,\n"))
    assert isinstance(page, Page)
    assert page.text.split("\n") == ["乡镇 · 果园", "桃源镇 · 果园: 12 · 缺水", "柳湾镇 · 果园: 7"]


@pytest.mark.parametrize(
    "content", [ORCHARDS + "东湖镇,3\n", ORCHARDS.replace("柳湾镇", "这一格是一句话。" * 12), "一列\n甲\n乙\n丙\n"]
)
def test_what_may_be_records_under_other_names_is_no_table_of_data(content: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="found the columns"):
        list(read_csv(put(tmp_path, "a.csv", content)))


def test_a_nul_byte_in_a_table_stops_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "title,text\n甲,桥修\0好了。\n乙,路也通了。\n" + "丙,闸也开了。\n" * 9)
    assert texts(list(read_csv(path)))[:2] == ["桥修\0好了。", "路也通了。"]
