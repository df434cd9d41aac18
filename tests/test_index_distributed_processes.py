"""Two processes query the same collections at once over HTTP, and find the same as in files."""

import json
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from qa.service import Service
from qa.sources import sample_folder
from tests.engine_clients import start

pytest.importorskip("qdrant_edge", reason="qdrant-edge-py is not installed")
pytest.importorskip("qdrant_client", reason="the extra qdrant is not installed")

QUESTIONS = [
    "忻州承载什么",
    "太原的产业",
    "What is Xinzhou's role in the Taixin zone",
    "“太忻一体化经济区”",
    "2022年投资多少亿元",
]
ASK = """
import json, sys
from qa.service import Service
service = Service(sys.argv[1])
service.search("忻州", 1)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(3):
    for question in json.loads(sys.argv[2]):
        print(json.dumps([hit.to_dict() for hit in service.search(question, 10)]))
"""


def _asking(home: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ASK, str(home), json.dumps(QUESTIONS)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_two_processes_ask_the_same_collections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.qdrant_edge_server import serving

    files = Service(tmp_path / "files")
    files.rebuild([sample_folder()])
    with serving() as (port, cores, askers):
        cores.append(start("core", tmp_path / "engine", monkeypatch))
        Service(tmp_path / "home").rebuild([sample_folder()], store=f"qdrant://127.0.0.1:{port}/news")
        shutil.copytree(tmp_path / "home", tmp_path / "copy", ignore=shutil.ignore_patterns("cache.sqlite", "lock"))
        with ExitStack() as processes:
            asking = [processes.enter_context(_asking(tmp_path / home)) for home in ("home", "copy")]
            for process in asking:
                assert process.stdout
                assert process.stdout.readline() == "ready\n"
            for process in asking:
                assert process.stdin
                process.stdin.write("go\n")
                process.stdin.flush()
            outputs = [process.communicate(timeout=120)[0].splitlines() for process in asking]
            assert len(set(askers)) >= len(asking), "they had an index of their own"
    expected = [[hit.to_dict() for hit in files.search(question, 10)] for question in QUESTIONS]
    assert all(expected)
    for output in outputs:
        assert [json.loads(line) for line in output] == 3 * expected
