"""Tables as lines."""

import pytest

from corpus.formats.html.web_page import visible_text
from corpus.formats.tables import row_lines


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
    ],
)
def test_a_row_is_a_line_that_names_its_columns(rows: list[list[str]], lines: list[str]) -> None:
    assert list(row_lines(rows)) == lines


def test_a_table_of_a_page_has_its_caption_and_rows_on_lines() -> None:
    html = "<p>前</p><table><caption>水果</caption><tr><th>镇<th>果园<tr><td>桃源镇<td>12<br>个</table>后"
    assert visible_text(html).split("\n") == ["前", "水果", "镇 · 果园", "桃源镇 · 果园: 12 个", "后"]
