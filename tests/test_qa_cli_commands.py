"""The command as a user runs it: output, exit codes, and one line for each error."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Done, run
from tests.serving import ROOT

Write = Callable[..., Path]


def process(*words: str | Path) -> Done:
    """Run a command in a process of its own."""
    line = [sys.executable, "-m", "qa", *map(str, words)]
    environment = {name: value for name, value in os.environ.items() if name not in ("QA_USER", "QA_PASSWORD")}
    return subprocess.run(line, capture_output=True, text=True, env=environment, timeout=120, cwd=ROOT)


def refused(*words: str | Path, by: Callable[..., Done] = run, **environment: str) -> str:
    """Check that a command is refused, and return the one line that it prints."""
    done = by(*words, **environment)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("qa: ")
    assert len(done.stderr) < 500
    return done.stderr


def test_rebuild_search_ask_status_verify(tmp_path: Path, write: Write) -> None:
    home = tmp_path / "home"
    folder = write(
        one="忻州标题\n2022-03-24 来源:示例日报\n\n忻州杂粮展销活动一共签订了91份订单合同。太原的企业也来了。"
    )
    done = run("rebuild", folder, "--home", home)
    assert done.returncode == 0, done.stderr
    assert "1 articles from 1 files" in done.stdout

    report = json.loads(run("rebuild", "--home", home, "--json").stdout)
    assert (report["generation"], report["published"], report["read"]["articles"]) == (1, False, 1)
    report = json.loads(run("rebuild", "--full", "--home", home, "--json").stdout)
    assert (report["generation"], report["embedded"], report["read"]["articles"]) == (2, 1, 1)

    answer = json.loads(run("ask", "展销活动签订了多少份合同？", "--home", home, "--json").stdout)
    assert answer["answered"]
    citation = answer["citations"][0]
    assert "91份" in citation["quote"]
    assert citation["article"]["published"] == "2022-03-24"
    shown = run("ask", "展销活动签订了多少份合同？", QA_HOME=str(home)).stdout
    assert "91份订单合同。 [1]" in shown
    assert "忻州标题 · 示例日报 · 2022-03-24" in shown

    stored = home / "answer.json"
    stored.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
    assert run("verify", "--answer", stored, "--home", home).stdout == "every citation was found in its article\n"
    stored.write_text(json.dumps(answer, ensure_ascii=False).replace("91份", "97份"), "utf-8")
    changed = run("verify", "--answer", stored, "--home", home)
    assert changed.returncode == 1
    assert "97" in changed.stdout
    assert not json.loads(run("verify", "--answer", stored, "--home", home, "--json").stdout)["verified"]
    assert "is not JSON" in refused("verify", "--answer", home / "CURRENT", "--home", home)
    (tmp_path / "other.json").write_text("[1]", "utf-8")
    assert "no answer" in refused("verify", "--answer", tmp_path / "other.json", "--home", home)

    told = run(
        "ask", "展销活动签订了多少份合同？", "--home", home, "--llm", "http://127.0.0.1:9/v1", "--llm-model", "m"
    )
    assert "语言模型没有用上" in told.stdout
    assert "91份订单合同。 [1]" in told.stdout
    assert "--llm-model" in refused("ask", "合同？", "--home", home, "--llm", "http://127.0.0.1:9/v1")

    hits = json.loads(run("search", "忻州", "-k", "1", "--home", home, "--json").stdout)
    assert hits[0]["passage"]["text"].startswith("忻州杂粮")
    assert "忻州标题" in run("search", "忻州", "--home", home).stdout

    status = json.loads(run("status", "--home", home, "--json").stdout)
    assert (status["articles"], status["paths"]) == (1, [str(folder)])
    assert "示例日报" in run("status", "--home", home).stdout

    assert run("verify", "--home", home).stdout == "the index is intact\n"
    assert json.loads(run("verify", "--home", home, "--json").stdout) == {"intact": True, "wrong": [], "removed": {}}
    (home / "generations" / "2" / "vectors.bin").write_bytes(b"")
    (home / "generations" / "1" / "vectors.bin").write_bytes(b"")
    wrong = run("verify", "--home", home)
    assert (wrong.returncode, "vectors.bin" in wrong.stdout) == (1, True)
    assert "vectors.bin" in refused("ask", "忻州？", "--home", home)


def test_a_process_prints_what_is_printed_here_and_no_more(sample_home: Path) -> None:
    for words in (["ask", "忻州承担什么角色？"], ["search", "忻州", "--source", "示例晚报"], ["verify", "--json"]):
        here, there = (by(*words, "--home", sample_home) for by in (run, process))
        assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)


def test_bad_folders_are_one_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "does not exist" in refused("rebuild", tmp_path / "missing", "--home", home)
    assert "empty" in refused("rebuild", tmp_path / "empty", "--home", home)
    assert "qa rebuild FOLDER" in refused("rebuild", "--home", home)
    assert "check the name" in refused("rebuild", "~nobody-here/articles", "--home", home)
    assert "check the name" in refused("rebuild", tmp_path / "loop", "--home", home)
    assert "check the name" in refused("rebuild", b"/tmp/p\xe9".decode("utf-8", "surrogateescape"), "--home", home)


BAD_FILES = {
    "zero.txt": (b"", "0 bytes"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "not text|binary"),
    "broken.pdf": (b"%PDF-1.4 nothing more", "PDF"),
    "keys.json": (b'{"wrong": 1}', "wrong"),
    "none.txt": ("——。。。\n".encode(), "no sentence"),
}


@pytest.mark.parametrize("name", sorted(BAD_FILES))
def test_a_bad_file_alone_is_refused(tmp_path: Path, name: str) -> None:
    content, told = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    line = refused("rebuild", tmp_path / name, "--home", tmp_path / "home", "--model", "hashing")
    assert name in line
    assert re.search(told, line)


def test_bad_files_among_good_ones_are_reported(tmp_path: Path, write: Write) -> None:
    folder = write(one="忻州承载产业落地。", two="忻州承载产业落地。")
    for name, (content, _) in BAD_FILES.items():
        (folder / name).write_bytes(content)
    done = run("rebuild", folder, "--home", tmp_path / "home", QA_MODEL="hashing")
    assert done.returncode == 0
    assert "2 articles" in done.stdout
    assert f"{len(BAD_FILES)} skipped:\n" in done.stdout
    for name, (_, told) in BAD_FILES.items():
        assert re.search(rf"^ .*{name}: .*(?:{told})", done.stdout, re.M), name


def test_bad_questions_are_one_line(sample_home: Path) -> None:
    for command in ("ask", "search"):
        assert "empty" in refused(command, "  ", "--home", sample_home)
        assert "100,000 characters" in refused(command, "q" * 100_000, "--home", sample_home)
    assert "is not a date" in refused("search", "忻州", "--since", "soon", "--home", sample_home)
    assert "the nearest" in refused("search", "忻州", "--source", "示例晚报", "--home", sample_home)
    assert "choose one of dense" in refused("search", "忻州", "--mode", "magic", "--home", sample_home)


def test_bad_homes_and_models_are_one_line(tmp_path: Path, sample_home: Path, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    (tmp_path / "file").write_text("in the way")
    assert "File name too long" in refused("status", "--home", tmp_path / ("n" * 300))
    assert "check the name" in refused("status", "--home", "~nobody-here/home")
    assert "no index" in refused("ask", "忻州在哪？", "--home", tmp_path / "none")
    assert "cannot write" in refused("rebuild", folder, "--home", tmp_path / "file" / "home")
    assert "qa rebuild --model hashing" in refused("search", "忻州", "--home", sample_home, "--model", "hashing")
    assert "cannot be loaded" in refused("rebuild", folder, "--home", tmp_path / "home", "--model", str(tmp_path))


def test_eval_measures_a_file_of_questions(tmp_path: Path, sample_home: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps({"zh": "朔州市委书记是谁？", "en": "Who heads Shuozhou?", "gold": ["姜四清"]}) + "\n", "utf-8"
    )
    result = json.loads(run("eval", gold, "--home", sample_home, "--json").stdout)
    assert result["rows"]["zh hybrid"]["recall@5"] == 1.0
    assert result["answers"]["rows"]["zh"]["gold in first sentence"] == 1.0
    details = tmp_path / "details.jsonl"
    shown = run("eval", gold, "--home", sample_home, "--details", details).stdout
    assert all(measure in shown for measure in ("gold in first sentence", "citation precision", "right at high"))
    assert "refused" not in shown  # no unanswerable question was asked
    assert [json.loads(line)["row"] for line in details.read_text("utf-8").splitlines()] == ["zh", "en"]
    pool = tmp_path / "pool.jsonl"
    rows = [{"zh": "谁在北边？", "passage": "忻州在北边。"}, {"zh": "谁产杂粮？", "passage": "这里出产杂粮。"}]
    pool.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    result = json.loads(run("eval", pool, "--home", tmp_path / "none", "--json").stdout)
    assert result["rows"]["zh bm25"]["MRR@10"] == 1.0
    assert "misses" not in result
    gold.write_text(json.dumps({"zh": "忻州的杂粮卖得怎么样？", "gold": ["姜四清"]}) + "\n", "utf-8")
    missed = run("eval", gold, "--home", sample_home, "--misses").stdout
    assert "zh bm25: 忻州的杂粮卖得怎么样？" in missed
    assert "first: " in missed
    (tmp_path / "bad.jsonl").write_text('{"question": 1}')
    assert "expected zh and passage" in refused("eval", tmp_path / "bad.jsonl", "--home", sample_home)


def test_a_bug_shows_as_a_bug(sample_home: Path) -> None:
    code = """
import qa.service
def broken(*_args, **_names): raise ZeroDivisionError("a bug")
qa.service.Service.status = broken
from qa.cli.commands import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code, "status"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_help_names_every_command() -> None:
    shown = process("--help").stdout
    assert all(command in shown for command in ("rebuild", "search", "ask", "serve", "eval", "status", "verify"))


def test_removing_restoring_and_doubting(tmp_path: Path, write: Write) -> None:
    home = tmp_path / "home"
    folder = write(one="标题一\n2022-03-24 来源:示例日报\n\n忻州承载产业落地。", two="标题二\n\n太原是产业首脑。")
    assert run("rebuild", folder, "--home", home, "--model", "hashing").returncode == 0
    assert "nothing has changed" in run("rebuild", "--home", home).stdout
    assert "nothing to remove was named" in refused("rebuild", "--remove", "", "--home", home)
    assert "示例日报" in refused("rebuild", "--remove", "示例晚报", "--home", home)
    shown = run("rebuild", "--remove", "示例日报", "--home", home).stdout
    assert "removed 示例日报: 1 articles" in shown
    assert re.search(r"from the index: 1 passages, 1 vectors, \d+ postings", shown)
    assert "from the cache: 1 embeddings" in shown
    assert "0 articles remain on disk" in shown
    assert str(folder / "one.txt") in shown
    assert "1 removed articles were left out" in run("rebuild", "--home", home).stdout
    assert "removed: 示例日报: 0 articles remain on disk" in run("verify", "--home", home).stdout
    doubted = json.loads(run("verify", "--home", home, "--json").stdout)
    assert doubted == {"intact": True, "wrong": [], "removed": {"示例日报": 0}}
    status = json.loads(run("status", "--home", home, "--json").stdout)
    assert (status["removed"], status["articles"], len(status["generations"])) == (["示例日报"], 1, 2)
    assert run("rebuild", "--remove", "a", "--full", "--home", home).returncode != 0
    assert "2 articles" in run("rebuild", "--restore", "示例日报", "--home", home).stdout


def test_records_and_removed_articles_are_named_by_their_titles(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "a.jsonl"
    records = [{"title": name, "text": f"{name}今天开馆。"} for name in ("卡祖笛", "手风琴")]
    file.write_text("\n".join(map(json.dumps, records)), "utf-8")
    shown = run("rebuild", file, "--home", home, "--model", "hashing").stdout
    assert f"2 without a date:\n  {file}: 卡祖笛\n  {file}: 手风琴\n" in shown
    (hit, *_) = json.loads(run("search", "手风琴", "--home", home, "--json").stdout)
    what = hit["article"]["id"]
    assert "1 articles removed:\n  手风琴\n" in run("rebuild", "--remove", what, "--home", home).stdout
    assert f"手风琴 ({what})" in run("status", "--home", home).stdout


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "a.csv"
    file.write_text("biaoti,neirong,pubday\n卡祖笛,卡祖笛博物馆今天开馆。,2023-05-06\n", "utf-8")
    words = ("rebuild", file, "--home", home, "--model", "hashing")
    assert "date=pubdate" in refused("rebuild", file, "--home", home, "--map", "neirong")
    run(*words, "--map", "title=biaoti", "--map", "text=neirong", "--map", "date=pubday")
    (hit, *_) = json.loads(run("search", "卡祖笛", "--home", home, "--json").stdout)
    assert (hit["article"]["title"], hit["article"]["published"]) == ("卡祖笛", "2023-05-06")


def test_a_second_rebuild_leaves_at_once_and_names_the_first(tmp_path: Path, write: Write) -> None:
    from index.storage.locks import writer_lock

    home = tmp_path / "home"
    folder = write(one="忻州承载产业落地。")
    run("rebuild", folder, "--home", home, "--model", "hashing")
    with writer_lock(home / "lock"):
        assert f"process {os.getpid()} on" in refused("rebuild", "--home", home)


@pytest.mark.parametrize("stopped", [signal.SIGINT, signal.SIGTERM])
def test_watch_prints_a_line_for_each_rebuild(tmp_path: Path, write: Write, stopped: signal.Signals) -> None:
    home, folder = tmp_path / "home", write(one="忻州承载产业落地。")
    command = [sys.executable, "-m", "qa", "rebuild", folder, "--watch", "--home", home, "--model", "hashing"]
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout
    try:
        for line in process.stdout:
            if line.startswith("watching"):
                break
        write(two="太原是产业首脑。")
        line = process.stdout.readline()
        assert re.search(r"generation 2: 1 files new, 0 changed, 0 deleted; 1 passages embedded", line), line
        write(three="——。。。")
        assert "generation 3: 1 files new" in process.stdout.readline()
        line = process.stdout.readline()
        assert re.search(r"skipped .*three\.txt: no sentences", line), line
    finally:
        process.send_signal(stopped)
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_serving_others_without_a_password_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    for words in (["--host", "0.0.0.0"], ["--auth"]):
        assert "--auth" in refused("serve", *words, "--home", tmp_path / "home", by=process)
        assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("words", [["status"], ["verify"], ["ask", "谁？"], ["rebuild", "."], ["serve", "--port", "0"]])
def test_a_home_whose_name_is_too_long_is_one_line(words: list[str], tmp_path: Path) -> None:
    by = process if words[0] == "serve" else run
    assert "File name too long" in refused(*words, "--home", tmp_path / ("忻" * 300), by=by)
