"""JSON as programs really write it: streams, wrapped lists, and records with other key names."""

import json
from pathlib import Path

import pytest

from corpus.read import Reading

RECORDS = [{"title": f"渡口{n}", "content": f"第{n}座渡口昨天开渡。", "date": "2021-03-04"} for n in range(3)]
LINES = [json.dumps(record, ensure_ascii=False) for record in RECORDS]


def titles(path: Path) -> list[str]:
    return [article.title for article in Reading([path])]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", ",\n".join(LINES) + ",\n"),
        ("a.jsonl", "".join(LINES)),
        ("a.jsonl", "".join(f"\x1e{line}\n" for line in LINES)),
        ("a.jsonl", "\n".join(json.dumps(record, indent=1) for record in RECORDS)),
        ("a.jsonl", "\n".join(LINES) + "\0"),
        ("a.json", json.dumps({"data": RECORDS})),
        ("a.json", json.dumps({"code": 0, "result": {"list": RECORDS}})),
        ("a.jsonl", json.dumps({"data": {"list": RECORDS}})),
        ("a.json", f"var news = {json.dumps(RECORDS)};"),
        ("a.json", f"callback({json.dumps(RECORDS)})"),
        ("a.json", json.dumps({str(n): record for n, record in enumerate(RECORDS)})),
    ],
    ids=[
        "commas",
        "one line",
        "record separators",
        "pretty",
        "a NUL",
        "data",
        "result",
        "in a line",
        "script",
        "call",
        "numbered",
    ],
)
def test_every_record_is_read(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert titles(tmp_path) == ["渡口0", "渡口1", "渡口2"]


def test_what_readers_wrote_below_a_page_is_no_list_of_articles(tmp_path: Path) -> None:
    page = {"title": "渡口", "comments": [{"content": "我家就在渡口边上。"}]}
    (tmp_path / "a.json").write_text(json.dumps(page), "utf-8")
    assert titles(tmp_path) == []


@pytest.mark.parametrize("key", ["发稿时间", "news_date", "add_time", "publishAt", "update_time"])
def test_a_date_has_many_names(key: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"正文": "渡口开渡。", key: "2021-03-04"}), "utf-8")
    (article,) = Reading([tmp_path])
    assert str(article.published) == "2021-03-04"


@pytest.mark.parametrize(
    ("key", "value", "day"),
    [
        ("新闻编号", 45012, None),
        ("文章阅读量", "45678", None),
        ("publisher_id", 40123, None),
        ("发布", 44259, "2021-03-04"),
        ("发布于", "2021年3月4日", "2021-03-04"),
        ("date", "2021030412", "2021-03-04"),
        ("date", "1614830400", "2021-03-04"),
    ],
)
def test_a_number_is_a_date_only_where_a_date_is_expected(
    key: str, value: object, day: str | None, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"正文": "渡口开渡。", key: value}), "utf-8")
    (article,) = Reading([tmp_path])
    assert article.to_dict()["published"] == day
