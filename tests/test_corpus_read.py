"""From files and folders to articles: nothing is lost silently, and no error in a file stops the rest."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import corpus
import index
from corpus.read import Reading, read_file
from corpus.types import Article, ReadNote, Skipped
from tests.news_files import SENTENCE, articles, put, put_lines


def only(path: Path) -> tuple[Article, ReadNote]:
    (item,) = read_file(path)
    assert not isinstance(item, Skipped), item
    return item


class TestArticle:
    def test_what_the_record_says_wins_over_its_text(self, tmp_path: Path) -> None:
        text = f"供热管网\n2021年1月5日 来源:另一家报\n{SENTENCE}"
        path = put_lines(
            tmp_path,
            "2020-05-05.jsonl",
            {"title": "题", "text": text, "date": "2023-11-02", "source": "河州日报"},
        )
        article, note = only(path)
        assert (article.title, article.source, article.published) == ("题", "河州日报", date(2023, 11, 2))
        assert note.dated

    def test_the_text_wins_over_the_file_name(self, tmp_path: Path) -> None:
        article, _ = only(put(tmp_path, "2020-05-05.txt", f"供热管网改造\n2021年1月5日 来源:河州日报\n{SENTENCE}"))
        assert (article.title, article.source, article.published) == (
            "供热管网改造",
            "河州日报",
            date(2021, 1, 5),
        )

    def test_the_file_name_gives_the_date_of_a_single_article_only(self, tmp_path: Path) -> None:
        assert only(put(tmp_path, "2020-05-05.txt"))[0].published == date(2020, 5, 5)
        article, note = only(put_lines(tmp_path, "2020-05-05.jsonl", {"title": "题", "text": SENTENCE}))
        assert article.published is None
        assert not note.dated

    def test_an_article_without_title_is_called_by_its_first_words(self, tmp_path: Path) -> None:
        title = only(put(tmp_path, "1.txt", SENTENCE * 3))[0].title
        assert 4 <= len(title) <= 41
        assert SENTENCE.startswith(title.rstrip("…"))

    def test_a_title_and_a_dateline_are_not_counted_as_removed(self, tmp_path: Path) -> None:
        page = f"供热改造完工\n2023-11-02 来源：河州日报\n\n{SENTENCE}"
        assert only(put(tmp_path, "a.txt", page))[1].removed == 0
        links = "\n".join(["相关新闻", *(f"第{n}场雪下了三天" for n in range(9))])
        assert only(put(tmp_path, "b.txt", f"{page}\n{links}"))[1].removed > 0.5

    def test_ids_say_what_an_article_is_not_where_it_stands(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.txt")
        first = only(path)[0]
        assert len(first.id) == 16
        assert int(first.id, 16) >= 0
        assert first.path == str(path.resolve())
        (tmp_path / "other").mkdir()
        assert only(path.rename(tmp_path / "other" / "b.txt"))[0].id == first.id
        assert only(put(tmp_path, "a.txt", f"改过的话。{SENTENCE}"))[0].id != first.id

    @pytest.mark.parametrize("url", ["https://a.example/1", "https://a.example?id=1", "https://a.example/"])
    def test_the_address_of_a_page_makes_the_id_and_that_of_a_site_does_with_the_title(
        self, tmp_path: Path, url: str
    ) -> None:
        records: list[dict[str, object]] = [
            {"title": title, "text": text, "url": url}
            for title, text in [("题", SENTENCE), ("题", f"补充一句。{SENTENCE}"), ("另题", SENTENCE)]
        ]
        ids = [articles(put_lines(tmp_path, "a.jsonl", record))[0].id for record in records]
        assert ids[0] == ids[1]
        assert (ids[1] == ids[2]) is (url != "https://a.example/")

    def test_reprints_in_one_file_stay_two_articles(self, tmp_path: Path) -> None:
        record: dict[str, object] = {"title": "题", "text": SENTENCE, "date": "2023-11-02"}
        other = {**record, "url": "https://a.cn/1"}
        found = articles(put_lines(tmp_path, "a.jsonl", record, record, other, other, record))
        assert len({article.id for article in found}) == 5

    def test_ids_of_records_stay_when_others_come_before_them(self, tmp_path: Path) -> None:
        records: list[dict[str, object]] = [{"title": f"题{i}", "text": SENTENCE} for i in range(3)]
        records.append({"text": "没有题目的一条。"})
        before = {article.title: article.id for article in articles(put_lines(tmp_path, "a.jsonl", *records))}
        new: dict[str, object] = {"text": "新来的一条也没有题目。"}
        after = {a.title: a.id for a in articles(put_lines(tmp_path, "a.jsonl", new, *records))}
        assert before.items() <= after.items()

    def test_line_ends_of_every_kind_become_one(self, tmp_path: Path) -> None:
        article, _ = only(
            put(
                tmp_path,
                "a.txt",
                "第一段到此为止。\r\n第二段到此为止。\r第三段到此为止。\u2028第四段到此为止。",
            )
        )
        assert article.text.split("\n") == [f"第{i}段到此为止。" for i in "一二三四"]

    def test_what_cannot_be_stored_is_replaced_and_counted(self, tmp_path: Path) -> None:
        text = f"{SENTENCE}坏\\ud800字与\\u0000零。"
        path = put(tmp_path, "a.jsonl", f'{{"title": "题\\udc00", "text": "{text}", "url": "https://a.cn/\\ud800"}}')
        article, note = only(path)
        json.dumps(article.to_dict(), ensure_ascii=False).encode()
        article.text.encode()
        assert "\0" not in article.text
        assert note.replaced == 2

    def test_particulars_are_one_line_without_what_cannot_be_seen(self, tmp_path: Path) -> None:
        record: dict[str, object] = {
            "title": "\x1b[31m供热\u200b管网\n\u202e改造\x07",
            "source": "河州\x1b\u200f日报\r\n  晚刊",
            "url": "https://a.cn/\x1b]0;\ufeff1",
            "text": SENTENCE,
        }
        article, note = only(put_lines(tmp_path, "a.jsonl", record))
        assert article.title == note.title == "[31m供热管网 改造"
        assert article.source == "河州日报 晚刊"
        assert article.url == "https://a.cn/]0;1"

    def test_a_title_that_shows_nothing_is_none(self, tmp_path: Path) -> None:
        article, _ = only(put_lines(tmp_path, "a.jsonl", {"title": "\u200b\x1b", "text": f"供热管网改造\n{SENTENCE}"}))
        assert article.title == "供热管网改造"


class TestReading:
    def test_the_rest_goes_on_and_the_report_has_it_all(self, tmp_path: Path) -> None:
        put(tmp_path, "1-good.txt")
        put(tmp_path, "2-empty.txt", b"")
        put(tmp_path, "3-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
        put(tmp_path, "4-broken.pdf", b"%PDF-1.4 broken")
        put_lines(tmp_path, "5-mixed.jsonl", {"title": "甲", "text": SENTENCE}, {"words": "乙"})
        put(tmp_path, "6-table.xls")
        put(tmp_path, "7-good.md", f"# 题\n\n{SENTENCE}\n")
        reading = Reading([tmp_path])
        assert len(reading.files) == 6
        assert reading.done == 0
        seen = [(article.title, reading.done) for article in reading]
        assert len(seen) == 3
        assert [done for _, done in seen] == [0, 4, 5]
        assert reading.done == 6
        report = reading.report()
        assert report.files == 3
        assert len(report.notes) == 3
        assert sorted(Path(s.path).name for s in report.skipped) == [
            "2-empty.txt", "3-picture.txt", "4-broken.pdf", "5-mixed.jsonl", "6-table.xls",
        ]  # fmt: skip
        assert all(s.reason and "\n" not in s.reason for s in report.skipped)

    def test_reading_again_starts_anew(self, tmp_path: Path) -> None:
        put(tmp_path, "a.txt")
        put(tmp_path, "b.txt", b"")
        reading = Reading([tmp_path])
        assert [a.id for a in reading] == [a.id for a in reading]
        assert len(reading.report().notes) == len(reading.report().skipped) == 1

    def test_equal_texts_in_two_files_are_two_articles(self, tmp_path: Path) -> None:
        put(tmp_path, "a.txt")
        put(tmp_path, "b.txt")
        assert len({article.id for article in Reading([tmp_path])}) == 2

    def test_articles_come_one_by_one(self, tmp_path: Path) -> None:
        path = put_lines(tmp_path, "a.jsonl", {"text": SENTENCE}, {"text": SENTENCE})
        articles = iter(Reading([path]))
        next(articles)
        path.unlink()  # an open file stays readable
        next(articles)


def test_importing_loads_none_of_the_libraries() -> None:
    code = "import sys, corpus.read; print(*sorted({'lxml', 'trafilatura', 'pypdf', 'docx'} & sys.modules.keys()))"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert (done.stdout.strip(), done.stderr) == ("", "")


@pytest.mark.parametrize("package", [corpus, index])
def test_the_map_of_a_package_names_every_module_and_room(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    there = {path.stem for path in folder.glob("[!_]*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    assert there <= set(re.findall(r"^(\w+) ", package.__doc__ or "", re.M))


def test_real_pages_are_read(shared: Path) -> None:
    reading = Reading([shared / "articles"])
    found = list(reading)
    assert len(found) == 5
    assert reading.report().skipped == ()
    assert all(article.text and article.title for article in found)
