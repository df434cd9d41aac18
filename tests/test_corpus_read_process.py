"""A file that hangs, crashes or exhausts memory costs only itself.

Tested with a real process, and a format that does each of these.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.read import Reading, read_file
from corpus.read_process import MAX_LOST, ReadProcess
from corpus.types import Skipped
from qa.service import Service
from tests.plugin import install

READS = '''
import os, re, signal, sys
from corpus.catalogue import Message
from corpus.formats.page import Page

class Words(str):
    """A text that does something when it is cleaned."""
    def replace(self, *args):
        act(self)
        return str.replace(self, *args)

def act(word):
    if word == "hang":
        re.match(r"(a+)+$", "a" * 40 + "b")
    elif word == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif word == "memory":
        bytearray(5 << 30)
    elif word == "print":
        print("a line that is no reply", flush=True)

def entry(path):
    """A page for each line; a line that begins with an exclamation mark acts while the file is read."""
    for number, line in enumerate(path.read_text().split()):
        if line.startswith("!"):
            act(line[1:])
        else:
            yield Page(Words(line), key=str(number), place=Message("line", number=number + 1))
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for articles, with `.act` installed as a format."""
    plugins, articles = tmp_path / "plugins", tmp_path / "articles"
    plugins.mkdir()
    articles.mkdir()
    monkeypatch.syspath_prepend(str(plugins))
    install(plugins, "article_qa.formats", ".act", READS)
    return articles


def read(folder: Path, patience: float = 0.1) -> tuple[list[str], list[Skipped]]:
    """The texts of the articles, and what was skipped."""
    with ReadProcess(patience) as process:
        reading = Reading([folder], read=process.read)
        texts = [article.text for article in reading]
    return texts, list(reading.report().skipped)


@pytest.mark.parametrize(
    ("what", "told"),
    [("hang", "took too long"), ("crash", "exit code -11"), ("memory", "MemoryError")],
)
def test_an_article_costs_itself(folder: Path, what: str, told: str) -> None:
    (folder / "1.act").write_text(f"第一篇。 {what} 第三篇。")
    (folder / "2.txt").write_text("第四篇。")
    texts, (skipped,) = read(folder)
    assert Path(skipped.path).name == "1.act"
    assert told in skipped.reason
    assert texts == ["第一篇。", "第三篇。", "第四篇。"]
    assert skipped.reason.startswith("line 2: ")


@pytest.mark.parametrize("what", ["hang", "crash", "memory"])
def test_a_place_that_cannot_be_read_costs_the_rest_of_its_file(folder: Path, what: str) -> None:
    (folder / "1.act").write_text(f"第一篇。 !{what} 第三篇。")
    (folder / "2.txt").write_text("第四篇。")
    texts, (skipped,) = read(folder)
    assert texts == ["第一篇。", "第四篇。"]
    assert Path(skipped.path).name == "1.act"


def test_a_file_of_nothing_else_is_given_up(folder: Path) -> None:
    (folder / "1.act").write_text(f"第一篇。 {'crash ' * 20}")
    (folder / "2.txt").write_text("第四篇。")
    texts, skipped = read(folder)
    assert texts == ["第一篇。", "第四篇。"]
    assert len(skipped) == MAX_LOST


def test_what_a_reader_prints_is_no_reply(folder: Path) -> None:
    (folder / "1.act").write_text("第一篇。 !print 第二篇。")
    assert read(folder) == (["第一篇。", "第二篇。"], [])


def test_items_are_those_of_reading_here(tmp_path: Path) -> None:
    rows = [
        {
            "title": "题",
            "text": "太原是产业首脑。\ud800",
            "source": "日报",
            "date": "2023-11-02",
            "url": "http://a.example/1",
        },
        {"words": "无"},
        {"text": "\ufffd\ufffd？" * 3},
        {"text": "忻州承载产业落地。"},
        {"text": "忻州承载产业落地。"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    for of_no_use in ("b.pdf", "c.txt"):
        (tmp_path / of_no_use).write_bytes(b"\x89PNG\0")
    named = tmp_path / os.fsdecode("新闻.txt".encode("gb18030"))
    named.write_text("第一篇。")
    with ReadProcess() as process:
        for one in sorted(tmp_path.iterdir()):
            there = list(Reading([one], read=process.read).read(one)) if one != named else list(process.read(one))
            assert there == list(read_file(one))


def test_a_known_page_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("忻州承载产业落地。")
    (item,) = read_file(path)
    assert isinstance(item, tuple)
    with ReadProcess() as process:
        assert list(process.read(path, known=[item[1].record])) == [item[1].record]


def test_a_reading_that_is_left_leaves_no_process(folder: Path) -> None:
    (folder / "1.act").write_text("第一篇。 第二篇。 hang")
    process = ReadProcess()
    items = process.read(folder / "1.act")
    next(items)
    running = process._process
    items.close()
    assert running
    assert running.returncode is not None


def test_a_process_whose_asker_is_gone_ends_without_a_word(folder: Path) -> None:
    (folder / "1.jsonl").write_text("\n".join([json.dumps({"text": "第一篇。"})] * 9_000))
    request = {"path": str(folder / "1.jsonl"), "columns": {}, "known": [], "skip": 0, "patience": 1.0}
    command = [sys.executable, "-m", "corpus.read_worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(f"{json.dumps(request)}\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 1
        assert process.stderr.read() == b""


def test_a_rebuild_goes_on_and_the_index_answers(folder: Path, tmp_path: Path) -> None:
    (folder / "1.act").write_text("忻州承载产业落地。 crash 太原是产业首脑。")
    service = Service(tmp_path / "home", model="hashing")
    report = service.rebuild([folder])
    assert report.articles == 2
    assert [skipped.reason.key for skipped in report.read.skipped] == ["at_place"]
    assert service.search("太原")[0].passage.text == "太原是产业首脑。"
