"""Memory grows linearly with the articles: measured as the peak of real processes."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from qa.service import Service

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks Linux for a process's memory")

BUILD = """
import resource
import sys
from pathlib import Path
import numpy as np
from index.dense.hashing import HashingEmbedder
from qa.service import Service

def quickly(self, texts):
    return np.repeat(np.eye(1, self.dim, dtype=np.float32), len(texts), axis=0)

HashingEmbedder.passages = quickly
service = Service(sys.argv[1], model="hashing")
report = service.rebuild([sys.argv[2]])
assert service.verify() == []
assert service.search("城市", 10)
status = Path("/proc/self/status").read_text()
peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
reading = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(report.passages, len(report.read.to_dict()["long_titles"]), (peak + reading) // 1024)
"""


def chinese(characters: int, seed: int = 1) -> str:
    """Meaningless sentences of many different characters."""
    chance = random.Random(seed)
    alphabet = [chr(code) for code in range(0x4E00, 0x4E00 + 2_000)]
    sentences = ("".join(chance.choices(alphabet, k=30)) + "，城市。" for _ in range(characters // 34))
    return "".join(sentences)


def built(home: Path, path: Path) -> tuple[int, int, int]:
    """Run a process that builds, verifies and searches.

    Returns the number of passages, the number of long titles, and the peak memory in MB, including the reading process.
    """
    command = [sys.executable, "-c", BUILD, str(home), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    passages, titles, megabytes = map(int, done.stdout.split())
    return passages, titles, megabytes


def test_one_article_of_two_megabytes(tmp_path: Path) -> None:
    """A copy of the article for each of its passages would take 3,000 MB."""
    (tmp_path / "one.txt").write_text(f"长文\n\n{chinese(700_000)}", "utf-8")
    passages, _, megabytes = built(tmp_path / "home", tmp_path / "one.txt")
    assert passages > 1_500
    assert megabytes < 400


def test_a_page_of_half_a_megabyte_of_brackets(tmp_path: Path) -> None:
    """An element, or a copy of the rest, for each bracket would take some thousands of MB."""
    (tmp_path / "one.html").write_text(f"<p>城市建设。</p>{'<' * 500_000}", "utf-8")
    passages, _, megabytes = built(tmp_path / "home", tmp_path / "one.html")
    assert passages > 1_000
    assert megabytes < 400


def test_a_title_of_a_megabyte_is_searched_by_its_beginning_and_told(tmp_path: Path) -> None:
    """The whole title in front of each passage would take some thousands of MB."""
    record = {"title": "城市" + chinese(350_000, 2), "text": chinese(200_000), "date": "2023-11-02"}
    (tmp_path / "one.json").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    passages, titles, megabytes = built(tmp_path / "home", tmp_path / "one.json")
    assert (passages > 400, titles) == (True, 1)
    assert megabytes < 400


def test_a_title_of_usual_length_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("忻州承载产业落地\n\n忻州承载产业落地。", "utf-8")
    report = Service(tmp_path / "home", model="hashing").rebuild([tmp_path / "one.txt"])
    assert report.to_dict()["read"]["long_titles"] == []  # type: ignore[index] # of JSON
