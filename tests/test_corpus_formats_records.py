"""JSON, JSON lines and CSV: which keys mean what, and what happens to items that are not records."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.formats.page import Page
from corpus.formats.record_fields import to_page
from corpus.formats.records import read_csv, read_json, read_jsonl
from corpus.types import Skipped
from tests.record_files import put, reasons, texts


@pytest.mark.parametrize("key", ["text", "body", "content", "Body", " CONTENT ", "正文", "内容"])
def test_the_text_stands_under_any_of_its_keys(key: str) -> None:
    assert to_page({"title": "甲", key: "今天开会。"}).text == "今天开会。"


@pytest.mark.parametrize("key", ["date", "published", "publish_time", "time", "Date", "publishedAt", "发布时间"])
@pytest.mark.parametrize(
    "value", ["2022-03-24", "2022-03-24T17:06:19+08:00", "2022年3月24日 17:06", 1648112779, "1648112779000"]
)
def test_the_date_stands_under_any_of_its_keys(key: str, value: object) -> None:
    assert to_page({"text": "今天开会。", key: value}).published == date(2022, 3, 24)


@pytest.mark.parametrize("value", [None, "", "昨天", 0, -1, 12, True, "nan", 1e300, float("inf"), {}, [], "08/06/22"])
def test_what_is_no_date_is_none(value: object) -> None:
    assert to_page({"text": "今天开会。", "date": value}).published is None


def test_an_epoch_is_dated_in_china() -> None:
    # 2022-03-24 17:30 UTC is half past one in the morning of the 25th in China.
    assert to_page({"text": "今天开会。", "time": 1648143000}).published == date(2022, 3, 25)


def test_the_first_key_with_a_value_counts() -> None:
    page = to_page(
        {
            "text": "",
            "body": None,
            "content": ["第一段。", "", "第二段。"],
            "source": {"id": None, "name": "新华社"},
        }
    )
    assert page.text == "第一段。\n第二段。"
    assert page.source == "新华社"


def test_html_in_a_record_is_shown_as_a_browser_would() -> None:
    page = to_page(
        {
            "title": "甲&nbsp;乙",
            "body": "<p>第一段。</p><p>第&ldquo;二&rdquo;段。<br/>第三段。</p><script>x</script>",
        }
    )
    assert page.text == "第一段。\n第“二”段。\n第三段。"
    assert page.title == "甲\xa0乙"
    assert to_page({"text": "1 < 2 且 3 > 2, <b> 是粗体"}).text == "1 < 2 且 3 > 2, <b> 是粗体"


def test_a_record_is_known_by_its_url_else_by_title_and_date() -> None:
    assert to_page({"text": "甲。", "url": "https://a.cn/1", "title": "题"}).key == "https://a.cn/1"
    assert to_page({"text": "甲。", "title": "题", "date": "2022-03-24"}).key == "题\0" + "2022-03-24"
    assert to_page({"text": "甲。"}).key != to_page({"text": "乙。"}).key


def test_a_record_without_text_names_what_is_there_and_what_is_missing() -> None:
    with pytest.raises(UnreadableFile, match=r"^found the fields headline, words; expected title, text/body/content"):
        to_page({"headline": "甲", "words": "乙"})


def test_json_is_a_list_an_object_or_articles(tmp_path: Path) -> None:
    record = {"title": "题", "text": "今天开会。"}
    for content in ([record, record], {"articles": [record, record], "total": 2}):
        pages = list(read_json(put(tmp_path, "a.json", json.dumps(content))))
        assert texts(pages) == ["今天开会。"] * 2
    (page,) = read_json(put(tmp_path, "one.json", json.dumps(record)))
    assert isinstance(page, Page)
    assert page.key == ""


def test_json_lines_under_the_name_of_json_are_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.json", '{"text": "甲。"}\n{"text": "乙。"}\n')
    assert texts(list(read_json(path))) == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "invalid JSON (Expecting property name"),
        ("[" * 100_000, "invalid JSON (nested too deep)"),
        ('[{"text": 1' + "0" * 5000 + "}]", "invalid JSON (a number is too long)"),
        ("null", "JSON null found; expected a list of objects"),
        ("3", "JSON number found"),
        ('{"data": [], "total": 0}', "found the fields data, total; expected title, text"),
    ],
)
def test_json_that_holds_no_records_says_so(content: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        list(read_json(put(tmp_path, "a.json", content)))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_broken_line_is_skipped_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = ['{"text": "甲。"}', "", '{"text": "乙。', '["丙。"]', '{"title": "丁"}', '{"text": "戊。"}']
    path = put(tmp_path, "a.jsonl", "\n".join(lines))
    items = list(read_jsonl(path))
    assert texts(items) == ["甲。", "戊。"]
    third, fourth, fifth = reasons(items)
    assert third.startswith("line 3: invalid JSON (Unterminated string")
    assert fourth.startswith("line 4: JSON array found; expected an object with title")
    assert fifth.startswith("line 5: found the fields title; expected")
    assert all(item.path == str(path) for item in items if isinstance(item, Skipped))


def test_lines_of_two_encodings_are_told_apart(tmp_path: Path) -> None:
    said = ["plain", "今天宣布,工程完工,共用二十天。", "明天上午八點在大會堂演出。"]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in said]
    data = b"\n".join([lines[0].encode(), lines[1].encode("gb18030"), lines[2].encode(), lines[2].encode("gb18030")])
    items = list(read_jsonl(put(tmp_path, "a.jsonl", data)))
    assert texts(items) == [said[0], said[1], said[2], said[2]]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_json_lines_are_read_in_each_encoding(codec: str, tmp_path: Path) -> None:
    text = "".join(f'{{"text": "今天第{i}次开会,讨论供热工程。"}}\r\n' for i in range(3))
    items = list(read_jsonl(put(tmp_path, "a.jsonl", text.encode(codec))))
    assert texts(items) == [f"今天第{i}次开会,讨论供热工程。" for i in range(3)]


OWN = {"title": "biaoti", "text": "neirong", "date": "Pub Day"}
ROW = {"biaoti": "甲", "neirong": "今天开工。", "pub_day": "2023-05-06", "date": "2024-01-01"}


def test_columns_that_someone_names_count_first(tmp_path: Path) -> None:
    line = json.dumps(ROW)
    table = f"{','.join(ROW)}\n{','.join(ROW.values())}\n"
    for read, name, content in (
        (read_json, "a.json", f"[{line}]"),
        (read_json, "b.json", line),
        (read_jsonl, "a.jsonl", line),
        (read_csv, "a.csv", table),
    ):
        (page,) = read(put(tmp_path, name, content), OWN)
        assert isinstance(page, Page)
        assert (page.title, page.text, str(page.published)) == ("甲", "今天开工。", "2023-05-06")


def test_compressed_records_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f'{{"text": "第{i}条。"}}\n' for i in range(1000))
    pages = read_jsonl(path)
    first = next(pages)
    assert isinstance(first, Page)
    assert first.text == "第0条。"
    assert len(list(pages)) == 999


@pytest.mark.parametrize(
    "key",
    [
        "publish_date",
        "publishTime",
        "pub_time",
        "pub-date",
        "datetime",
        "date_published",
        "created_at",
        "发布日期",
        "發佈時間",
        "刊登时间",
        "新闻日期",
        "pub_ts",
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        "2022-03-24 17:06",
        {"$date": "2022-03-24T09:06:19Z"},
        {"$date": {"$numberLong": "1648112779000"}},
        44644,  # days, as Excel counts them
        "44644.7",
        "22-03-24",
        "111/03/24",
        "民國111年3月24日",
        [2022, 3, 24, 17, 6],
    ],
)
def test_dates_stand_as_crawlers_databases_and_tables_write_them(key: str, value: object) -> None:
    assert to_page({"text": "今天开会。", key: value}).published == date(2022, 3, 24)


@pytest.mark.parametrize("key", ["crawl_time", "采集时间", "截止日期", "event_date", "start_time"])
def test_a_day_of_something_else_is_no_date(key: str) -> None:
    assert to_page({"text": "今天开会。", key: "2022-03-24"}).published is None


def test_what_a_document_says_of_itself_may_stand_beside_its_text() -> None:
    page = to_page(
        {"page_content": "今天开会。", "metadata": {"title": "会议", "source": "河州日报", "date": "2022-03-24"}}
    )
    assert (page.text, page.title, page.source, page.published) == ("今天开会。", "会议", "河州日报", date(2022, 3, 24))


def test_a_source_may_be_called_otherwise_and_an_empty_cell_is_none() -> None:
    assert to_page({"text": "今天开会。", "文章来源": "河州日报"}).source == "河州日报"
    assert to_page({"text": "今天开会。", "source": "nan", "媒体": "河州日报", "url": "None"}).source == "河州日报"
    assert to_page({"text": "今天开会。", "source": float("nan"), "url": "None"}).url == ""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ul><li>桥修好了。</li><li>路也通了。</li></ul>", "桥修好了。\n路也通了。"),
        ("<blockquote><p>桥修好了。</p></blockquote>", "桥修好了。"),
        ("<figure><img src=a.png></figure><p>桥修好了。</p>", "桥修好了。"),
        ("<!-- 题图 --><p>桥修好了。</p>", "桥修好了。"),
        ("&lt;p&gt;桥修好了。&lt;/p&gt;&lt;p&gt;路也通了。&lt;/p&gt;", "桥修好了。\n路也通了。"),
        ("桥修好了。\\n路也通了。\\r\\n", "桥修好了。\n路也通了。\n"),
        ("&amp;lt;p&amp;gt;桥修好了。&amp;lt;/p&amp;gt;", "桥修好了。"),
        ("<![CDATA[<p>桥修好了。</p>]]>", "桥修好了。"),
        ("桥修好了。<p>路也通了。</p>", "桥修好了。\n路也通了。"),
        ("<p>桥修好了。</p>\\n<p>路也通了。</p>", "桥修好了。\n路也通了。"),
        ("用<p>和<div>写网页。", "用<p>和<div>写网页。"),
        ("水位<3米时开闸,流量>5方时停。", "水位<3米时开闸,流量>5方时停。"),
        ("<甲>和<乙>是两本书。", "<甲>和<乙>是两本书。"),
        ("路径是 C:\\new\\notes。", "路径是 C:\\new\\notes。"),
    ],
)
def test_a_body_is_shown_without_tags_whatever_it_begins_with(body: str, text: str) -> None:
    assert to_page({"text": body}).text == text


def test_a_list_under_the_name_of_json_lines_is_read(tmp_path: Path) -> None:
    records = [{"text": "桥修好了。"}, {"text": "路也通了。"}]
    lines = ",\n".join(json.dumps(record) for record in records)
    path = put(tmp_path, "a.jsonl", f"[\n{lines}\n]\n")
    assert texts(list(read_jsonl(path))) == ["桥修好了。", "路也通了。"]
    path = put(tmp_path, "b.jsonl", json.dumps(records))
    assert texts(list(read_jsonl(path))) == ["桥修好了。", "路也通了。"]
    path = put(tmp_path, "c.jsonl", json.dumps(records[0], indent=2))
    assert texts(list(read_jsonl(path))) == ["桥修好了。"]


def test_a_record_nested_too_deeply_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    deep = "[" * 100_000 + '"桥"' + "]" * 100_000  # Python 3.11 fails at hundreds, later versions at tens of thousands
    path = put(tmp_path, "a.jsonl", f'{{"text": "路也通了。"}}\n{{"text": {deep}}}\n{{"text": "桥修好了。"}}\n')
    items = list(read_jsonl(path))
    assert texts(items) == ["路也通了。", "桥修好了。"]
    assert len(reasons(items)) == 1
    assert "line 2" in reasons(items)[0]
