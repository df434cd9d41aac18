import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.formats.registry import READERS, Page
from corpus.read import Reading, read_file
from corpus.types import Article, ReadNote, Skipped
from tests.news_files import SENTENCE, articles, put, put_lines


def only(path: Path) -> tuple[Article, ReadNote]:
    (item,) = read_file(path)
    assert not isinstance(item, Skipped), item
    return item


def reasons(path: Path) -> list[str]:
    return [item.reason for item in read_file(path) if isinstance(item, Skipped)]


class TestNote:
    def test_replaced_characters_are_counted(self, tmp_path: Path) -> None:
        data = SENTENCE.encode() + b"\xff" + SENTENCE.encode() + b"\xfe"
        assert only(put(tmp_path, "a.txt", data))[1].replaced == 2

    def test_the_share_that_was_removed_is_of_all_that_the_page_showed(self, tmp_path: Path) -> None:
        menu = "<ul>" + "<li><a href=/>首页</a></li>" * 40 + "</ul>"
        article, note = only(put(tmp_path, "a.html", f"<html><body>{menu}<div><p>{SENTENCE}</p></div></body></html>"))
        assert article.text == SENTENCE
        assert note.characters == len(SENTENCE)
        assert note.removed == pytest.approx(1 - len(SENTENCE) / (len(SENTENCE) + 80))
        assert only(put(tmp_path, "b.txt", f"  {SENTENCE}\n\n"))[1].removed == 0

    def test_damaged_spans_are_shown(self, tmp_path: Path) -> None:
        _, note = only(put(tmp_path, "a.txt", f"{SENTENCE}锟斤拷锟斤拷。{SENTENCE}"))
        assert any("锟斤拷" in span for span in note.damaged)
        assert only(put(tmp_path, "b.txt"))[1].damaged == ()


class TestBadInput:
    @pytest.mark.parametrize("text", ["。。。!!!", " \n\t\n", "123 456\n7-8-9", "\ufeff\n"])
    def test_an_article_without_a_sentence_is_told(self, text: str, tmp_path: Path) -> None:
        (reason,) = reasons(put(tmp_path, "a.txt", text))
        assert reason == "no sentences; expected text with words in it"

    def test_a_record_without_a_sentence_is_told_by_line_and_title(self, tmp_path: Path) -> None:
        path = put_lines(tmp_path, "a.jsonl", {"title": "甲", "text": SENTENCE}, {"title": "空的一条", "text": "…"})
        assert len(articles(path)) == 1
        assert reasons(path) == ["line 2 (空的一条): no sentences; expected text with words in it"]
        spaced = put(tmp_path, "b.jsonl", path.read_text("utf-8").replace("\n", "\n\n"))
        assert reasons(spaced) == ["line 3 (空的一条): no sentences; expected text with words in it"]
        listed = put(tmp_path, "c.json", json.dumps([{"title": "空的一条", "text": "…"}, {"text": SENTENCE}]))
        assert reasons(listed) == ["record 1 (空的一条): no sentences; expected text with words in it"]

    def test_wrong_keys_everywhere_are_one_thing_to_say(self, tmp_path: Path) -> None:
        bad: dict[str, object] = {"headline": "甲", "words": "乙"}
        path = put_lines(tmp_path, "a.jsonl", *[bad] * 500)
        (reason,) = reasons(path)
        assert reason.startswith(
            "no articles; 500 records were skipped, the first because: line 1: found the fields headline, words;"
        )

    def test_many_bad_records_among_good_ones_are_told_in_part_and_counted(self, tmp_path: Path) -> None:
        bad: dict[str, object] = {"words": "乙"}
        path = put_lines(tmp_path, "a.jsonl", {"text": SENTENCE}, *[bad] * 150)
        found = reasons(path)
        assert len(found) == 101
        assert found[-1] == "50 more records were skipped for similar reasons"

    def test_a_file_of_no_records_is_told(self, tmp_path: Path) -> None:
        for name, content in (("a.jsonl", "\n\n"), ("a.json", "[]"), ("a.csv", "title,text\n")):
            assert reasons(put(tmp_path, name, content)) == ["no records; expected at least one article"]

    def test_a_reason_is_one_line_whatever_it_quotes(self, tmp_path: Path) -> None:
        (reason,) = reasons(put(tmp_path, "a.json", '[{"a\\n\\ud800b": 1}]'))
        assert "found the fields a \ufffdb;" in reason
        record: dict[str, object] = {"title": "\x1b[31m空的", "text": "…"}
        (reason,) = reasons(put_lines(tmp_path, "b.jsonl", record))
        assert reason == "line 1 ([31m空的): no sentences; expected text with words in it"

    def test_a_file_that_vanished_or_is_closed_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (reason,) = reasons(tmp_path / "gone.txt")
        assert reason.startswith("cannot be read (No such file or directory)")

        def refuse(path: Path) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setitem(READERS, ".txt", refuse)
        (reason,) = reasons(put(tmp_path, "a.txt"))
        assert reason.startswith("cannot be read (Permission denied)")

    def test_a_broken_gz_is_told_and_what_came_before_is_kept(self, tmp_path: Path) -> None:
        import gzip

        lines = "".join(
            json.dumps({"title": f"题{i}", "text": f"第{i}条。{os.urandom(99).hex()}"}) + "\n" for i in range(900)
        )
        path = put(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode())[:-20_000])
        assert articles(path)
        assert reasons(path) == ["corrupt .gz file; compress or download it again"]
        assert reasons(put(tmp_path, "b.txt.gz", SENTENCE)) == ["corrupt .gz file; compress or download it again"]

    def test_a_name_that_is_no_utf8_is_told(self, tmp_path: Path) -> None:
        name = os.fsdecode("新闻.txt".encode("gb18030"))
        try:
            path = put(tmp_path, name)
        except OSError:
            pytest.skip("this file system has no such names")
        (skipped,) = read_file(path)
        assert isinstance(skipped, Skipped)
        skipped.path.encode()
        assert skipped.reason == "file name is not valid UTF-8; rename the file"

    def test_an_unknown_suffix_is_told(self, tmp_path: Path) -> None:
        (reason,) = reasons(put(tmp_path, "a.xls"))
        assert reason.startswith("unsupported format .xls; expected one of .txt")

    @pytest.mark.parametrize(
        "fault", [KeyError("bug"), RecursionError("too deep"), MemoryError(), StopAsyncIteration()]
    )
    def test_whatever_a_reader_raises_is_told_of_its_file(
        self, fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(path: Path) -> Iterator[Page]:
            yield Page(f"第一篇。{SENTENCE}", key="1")
            raise fault

        monkeypatch.setitem(READERS, ".md", broken)
        put(tmp_path, "a.md")
        put(tmp_path, "b.txt")
        reading = Reading([tmp_path])
        assert [Path(article.path).name for article in reading] == ["a.md", "b.txt"]
        (skipped,) = reading.report().skipped
        assert Path(skipped.path).name == "a.md"
        assert type(fault).__name__ in skipped.reason
