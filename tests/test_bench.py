import gzip
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name

import pytest

from qa.evaluation.questions import read_rows
from tests.bench import answers
from tests.bench.news_questions import write_questions

ROOT = Path(__file__).parents[1]
PEERS = {
    "article-qa": "numpy",
    "LangChain + FAISS": "langchain_community",
    "txtai": "txtai",
    "index.lexical.bm25": "numpy",
    "SQLite FTS5": "sqlite3",
    "bm25s": "bm25s",
    "tantivy": "tantivy",
}
"""What must be installed for each system and engine."""


def benchmark(*arguments: str) -> list[list[str]]:
    """The rows of the table that a command prints."""
    command = [sys.executable, "-m", "tests.bench", *arguments]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in printed.splitlines() if line[:1] == "|"]


def skip_without(name: str) -> None:
    if not find_spec(PEERS[name]):
        pytest.skip(f"{PEERS[name]} is not installed: pip install -e '.[bench]'")


@pytest.mark.parametrize("system", ["article-qa", "LangChain + FAISS", "txtai"])
@pytest.mark.parametrize("embedded", ["50", "0"], ids=["embedded", "given vectors"])
def test_a_system_is_measured_and_finds_what_is_asked_for(system: str, embedded: str) -> None:
    skip_without(system)
    small = ("--sizes", "50", "--queries", "5", "--repeats", "1", "--model", "hashing")
    head, _, *rows = benchmark("systems", *small, "--embedded", embedded, "--only", system)
    assert rows
    for row in rows:
        figures = dict(zip(head, row, strict=True))
        assert figures["system"] == system
        assert float(figures["found in 10"]) >= 0.6
        assert float(figures["disk MB"]) > 0


@pytest.mark.parametrize("engine", ["index.lexical.bm25", "SQLite FTS5", "bm25s", "tantivy"])
def test_an_engine_is_measured_and_finds_what_is_asked_for(engine: str) -> None:
    skip_without(engine)
    head, _, row = benchmark("lexical", "--sizes", "50", "--queries", "5", "--repeats", "1", "--engines", engine)
    figures = dict(zip(head, row, strict=True))
    assert (figures["engine"], figures["found in 10"]) == (engine, "1")


def test_vectors_that_are_searched_exactly_are_all_found() -> None:
    head, _, row = benchmark(
        "vectors", "--count", "500", "--dim", "16", "--queries", "5", "--repeats", "1", "--only", "article-qa"
    )
    assert dict(zip(head, row, strict=True))["nearest 10 found"] == "1"


def test_answers_are_measured_whole_and_without_a_part(tmp_path: Path) -> None:
    row = {
        "query": "青石大桥全长多少米",
        "answer": ["1280米"],
        "positive": ["青石大桥全长1280米，双向六车道。"],
        "negative": ["青石大桥去年开工，施工人员正在浇筑桥墩。"],
    }
    (tmp_path / "eval").mkdir()
    with gzip.open(tmp_path / "eval" / "rgb_dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False))
    details = tmp_path / "details.jsonl"
    arguments = ("--shared", str(tmp_path), "--only", "rgb", "--without", "answer types", "--details", str(details))
    head, _, *rows = benchmark("answers", *arguments)
    figures = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(f["Row"], f["Without"]) for f in figures] == [
        (row, without) for without in ("–", "answer types") for row in ("zh", "zh own passages")
    ]
    assert all((f["Asked"], f["No answer"], f["First"]) == ("1", "1", "1") for f in figures)
    assert len(details.read_text("utf-8").splitlines()) == 2 * 2 * 2


@pytest.mark.parametrize("part", answers.PARTS)
def test_a_part_that_is_switched_off_is_there_again_afterwards(part: str) -> None:
    target, instead = answers.PARTS[part]
    before = resolve_name(target)
    with answers.switched_off(part):
        assert resolve_name(target) is instead is not before
    assert resolve_name(target) is before


def test_the_questions_that_the_pages_do_not_answer_come_in_both_languages() -> None:
    rows = read_rows(answers.UNANSWERABLE)
    assert len(rows) == 20
    assert all(set(row.questions) == {"zh", "en"} and not row.answerable for row in rows)


def test_news_are_asked_for_a_figure_that_no_other_article_has(tmp_path: Path) -> None:
    bodies = [
        "今年以来，全县新建乡村公路里程达到86公里，村民出行方便了。",
        "今年以来，全市新建乡村公路里程达到34公里。另有一条路长34公里。",
        "近日，水库蓄水总量突破75万吨，超过去年。",
        "去年，湖区水库蓄水总量突破75万吨，再创新高。",
        "今年前三季度，全县外贸进出口总额同比增长7.2%，结构更优。",
    ]
    news = tmp_path / "news.jsonl.gz"
    with gzip.open(news, "wt", encoding="utf-8") as file:
        for number, body in enumerate(bodies):
            file.write(json.dumps({"title": f"标题{number}", "body": body, "date": ""}, ensure_ascii=False) + "\n")
    rows = read_rows(write_questions(news, tmp_path / "questions.jsonl", 10))
    assert len(rows) == len(bodies)
    assert {(row.questions["zh"], row.gold["passage"]) for row in rows if row.gold} == {
        ("全县新建乡村公路里程达到多少公里？", (("86公里",),)),
        ("全县外贸进出口总额同比增长多少？", (("7.2%",),)),
    }
