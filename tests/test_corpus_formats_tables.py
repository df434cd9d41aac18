"""Tables as lines."""

import pytest

from corpus.formats.html.web_page import visible_text
from corpus.formats.tables import grid, row_lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["镇", "果园（个）"], ["桃源镇", "12"]], ["镇 · 果园（个）", "桃源镇 · 果园（个）: 12"]),
        ([["镇", "果园", "鱼塘"], ["桃源镇", "", "3"]], ["镇 · 果园 · 鱼塘", "桃源镇 · 鱼塘: 3"]),
        ([["2020", "12"], ["2021", "13"]], ["2020 · 12", "2021 · 13"]),
        ([["甲"], ["乙"]], ["甲", "乙"]),
        ([["镇", "果园"], ["合计"], ["桃源镇", "12"]], ["镇 · 果园", "合计", "桃源镇 · 果园: 12"]),
        ([["", ""], ["镇", "果园"], ["桃源镇", "12"]], ["镇 · 果园", "桃源镇 · 果园: 12"]),
        ([], []),
        # Each row is a name and its value: the first row is not a header of the others.
        (
            [["渠名", "柳湾渠"], ["全长", "12公里"], ["所在", "河湾县"]],
            ["渠名: 柳湾渠", "全长: 12公里", "所在: 河湾县"],
        ),
        (
            [["镇", "镇长"], ["桃源镇", "王泉"], ["柳湾镇", "李岚"]],
            ["镇 · 镇长", "桃源镇 · 镇长: 王泉", "柳湾镇 · 镇长: 李岚"],
        ),
        (
            [["姓名", "电话"], ["王泉", "0350-1"], ["李岚", "无"]],
            ["姓名 · 电话", "王泉 · 电话: 0350-1", "李岚 · 电话: 无"],
        ),
        ([["姓名", "王泉"], ["籍贯", "河湾"]], ["姓名: 王泉", "籍贯: 河湾"]),
        (
            [["姓名", "王泉", "性别", "男"], ["年龄", "35", "籍贯", "河湾"]],
            ["姓名: 王泉 · 性别: 男", "年龄: 35 · 籍贯: 河湾"],
        ),
        (
            [["镇", "果园", "果园"], ["", "个数", "面积"], ["桃源镇", "12", "340"]],
            ["镇 · 果园 个数 · 果园 面积", "桃源镇 · 果园 个数: 12 · 果园 面积: 340"],
        ),
    ],
)
def test_a_row_is_a_line_that_names_its_columns(rows: list[list[str]], lines: list[str]) -> None:
    assert list(row_lines(rows)) == lines


def test_a_table_of_a_page_has_its_caption_and_rows_on_lines() -> None:
    html = "<p>前</p><table><caption>水果</caption><tr><th>镇<th>果园<tr><td>桃源镇<td>12<br>个</table>后"
    assert visible_text(html).split("\n") == ["前", "水果", "镇 · 果园", "桃源镇 · 果园: 12 个", "后"]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (
            "<tr><th rowspan=2>镇<th colspan=2>果园<tr><th>个数<th>面积<tr><td>桃源镇<td>12<td>340",
            ["镇 · 果园 个数 · 果园 面积", "桃源镇 · 果园 个数: 12 · 果园 面积: 340"],
        ),
        (
            "<tr><th>片<th>镇<th>个数<tr><td rowspan=2>东片<td>桃源镇<td>12<tr><td>柳湾镇<td>7",
            ["片 · 镇 · 个数", "东片 · 镇: 桃源镇 · 个数: 12", "东片 · 镇: 柳湾镇 · 个数: 7"],
        ),
        (
            "<tr><td colspan=3>果园情况<tr><td>镇<td>个数<td>面积<tr><td>桃源镇<td colspan=2>不详",
            ["果园情况", "镇 · 个数 · 面积", "桃源镇 · 个数: 不详"],
        ),
        ("<tr><th>渠名<td>柳湾渠<tr><th>全长<td>12公里", ["渠名: 柳湾渠", "全长: 12公里"]),
        (
            "<tr><th>镇<th>镇长<tr><td>桃源镇<td>王泉<tr><td>柳湾镇<td>李岚",
            ["镇 · 镇长", "桃源镇 · 镇长: 王泉", "柳湾镇 · 镇长: 李岚"],
        ),
    ],
)
def test_cells_that_reach_over_others_are_cells_of_each(rows: str, lines: list[str]) -> None:
    assert visible_text(f"<table>{rows}</table>").split("\n") == lines


def test_terms_and_what_they_are_stand_on_one_line() -> None:
    assert visible_text("<dl><dt>渠名<dd>柳湾渠<dt>全长<dd>12公里</dl>") == "渠名: 柳湾渠\n全长: 12公里"
    assert visible_text("<dl><dt>渠名<dd>柳湾渠<dd>又名老渠</dl>") == "渠名\n柳湾渠\n又名老渠"


def test_a_cell_that_claims_ten_thousand_columns_and_rows_takes_fifty_and_those_there_are() -> None:
    rows = grid([[("甲", 10_000, 10_000)], [("乙", 1, 1)]])
    assert [len(row) for row in rows] == [50, 51]
