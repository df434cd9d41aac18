import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

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
"""What has to be installed for each system and engine."""


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
