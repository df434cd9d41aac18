"""Rebuilding with a Ray cluster of two nodes on this machine: the same index, whatever happens to a node."""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import rmtree

import pytest

from corpus.read_process import ReadProcess
from index.dense.embedders import load_embedder
from index.errors import WorkersUnavailable
from index.storage.preparation import PARTS, Unread
from index.workers.cluster import Cluster
from qa.service import Service
from tests.ray_nodes import OTHER, Nodes

ray = pytest.importorskip("ray", reason="the extra ray is not installed")
if sys.platform != "linux":
    pytest.skip("only Linux has more addresses of its own than one", allow_module_level=True)

from index.workers.ray_cluster import RayCluster  # noqa: E402  # needs the extra
from index.workers.spread import FILES, Spread, spread  # noqa: E402

EMBEDDER = load_embedder("hashing")
KILLS = 4
"""Tries to kill a node while it works: on a busy machine it may have just finished."""


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    with tempfile.TemporaryDirectory(prefix="ray", dir="/tmp", ignore_cleanup_errors=True) as folder:
        made = Nodes(Path(folder))
        try:
            made.listening()
            yield made
        finally:
            ray.shutdown()
            made.close()


@pytest.fixture(scope="module")
def connection(nodes: Nodes) -> None:
    """One connection for all tests in this file, as connecting takes seconds."""
    ray.init(nodes.address, log_to_driver=False, logging_level="FATAL")
    nodes.wait(1)


@contextmanager
def spread_over(nodes: Nodes, home: Path, start: float = 60, silent: float = 60) -> Iterator[Spread]:
    cluster = Cluster(nodes.address, start_seconds=start, silent_seconds=silent)
    with ReadProcess() as process, spread(cluster, home, EMBEDDER, process) as made:
        yield made


def _sleep() -> None:
    time.sleep(600)


def _nothing() -> None:
    pass


@contextmanager
def busy() -> Iterator[None]:
    """Keep the only CPU busy within the block."""
    work = ray.remote(max_retries=0)(_sleep).remote()
    while ray.available_resources().get("CPU"):
        time.sleep(0.1)
    try:
        yield
    finally:
        ray.cancel(work, force=True)
        with pytest.raises(ray.exceptions.RayError):
            ray.get(work)


def files_of(home: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of every file of the live generation except articles.sqlite, which contains file times."""
    files = dict(Service(home).index().manifest.files)
    del files["articles.sqlite"]
    return files


def articles_of(home: Path) -> list[tuple[object, ...]]:
    """Articles, passages and files, without file times."""
    with closing(sqlite3.connect(home / "generations" / "1" / "articles.sqlite")) as db:
        files = db.execute("SELECT path, size, sha256, first, stop, left_out, skipped FROM files ORDER BY path")
        rows = (f"SELECT * FROM {table} ORDER BY 1" for table in ("articles", "passages"))
        return [*files, *(row for query in rows for row in db.execute(query))]


def write(folder: Path, count: int) -> Path:
    """Write articles, two of which have the same text, and a broken file."""
    folder.mkdir()
    for number in range(count):
        text = "".join(f"第{number % (count - 1)}号合同的第{line}条规定了{number * line}万元。" for line in range(25))
        (folder / f"{number:04}.txt").write_text(f"合同{number}\n2022-03-{number % 28 + 1:02}\n\n{text}", "utf-8")
    (folder / "broken.json").write_text("{", "utf-8")
    return folder


@pytest.mark.usefixtures("connection")
def test_too_little_capacity_is_one_line_in_time(nodes: Nodes, tmp_path: Path) -> None:
    line = rf"no worker of the Ray cluster at {nodes.address} began within 1 seconds, 0 of its 1 processors are free"
    with busy(), pytest.raises(WorkersUnavailable, match=line), spread_over(nodes, tmp_path, start=1):
        pass


@pytest.mark.usefixtures("connection")
def test_workers_that_fall_silent_are_one_line_in_time(nodes: Nodes, tmp_path: Path) -> None:
    line = "finished anything within 1 seconds"
    with spread_over(nodes, tmp_path, silent=1) as workers, busy(), pytest.raises(WorkersUnavailable, match=line):
        list(workers.prepare([["太原"]], lambda texts: texts, EMBEDDER))


@pytest.mark.usefixtures("connection")
def test_a_lost_part_is_made_again_and_no_other_twice(nodes: Nodes, tmp_path: Path) -> None:
    batches = [[f"太原第{n}批第{i}条" for i in range(9)] for n in range(6)]

    def prepared() -> tuple[int, list[list[int]]]:
        with spread_over(nodes, tmp_path) as workers:
            found = [[len(terms.keys) for terms in each.terms] for each in workers.prepare(batches, list, EMBEDDER)]
            return workers.cluster.made, found

    made, found = prepared()
    assert made == len(batches)
    assert prepared() == (0, found)
    lost, *others = sorted((tmp_path / PARTS).glob("*.parquet"))
    lost.unlink()
    written = [path.stat().st_mtime_ns for path in others]
    assert prepared() == (1, found)
    assert [path.stat().st_mtime_ns for path in others] == written


@pytest.mark.usefixtures("connection")
def test_a_file_that_workers_do_not_have_is_named(
    nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.txt"
    path.write_text("忻州承载产业落地。", "utf-8")
    elsewhere = Unread(path, "of another content", ())
    with spread_over(nodes, tmp_path) as workers:
        workers.expect([elsewhere], {})
        (item,) = workers.read(path, {}, ())  # the file is not the one that was announced, so it is read here
        assert isinstance(item, tuple)
        assert item[0].text == "忻州承载产业落地。"
        workers.expect([elsewhere], {})
        monkeypatch.setattr("index.workers.spread.take_stamp", lambda _path: elsewhere)
        with pytest.raises(WorkersUnavailable, match=f"the workers do not find {path} as it is here"):
            list(workers.read(path, {}, ()))


@pytest.mark.usefixtures("connection")
def test_a_node_is_killed_midway_and_the_index_is_the_same(
    nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = write(tmp_path / "articles", 2 * FILES)
    Service(tmp_path / "plain").rebuild([articles])
    lost, noted = [], Counter[str]()
    again, note = RayCluster._again, Spread.clear

    def counting_again(cluster: RayCluster, order: object, last: WorkersUnavailable) -> None:
        lost.append(last)
        again(cluster, order, last)  # type: ignore[arg-type]  # private

    def counting_clear(workers: Spread) -> None:
        noted.update(path.suffix for path in (tmp_path / "spread" / PARTS).iterdir())
        note(workers)

    def kill(step: str, done: int, total: int) -> None:
        if step == "embedding" and 0 < done < total and not killed:
            killed.append(done)
            nodes.kill(OTHER)

    killed: list[int] = []
    monkeypatch.setattr("index.storage.retrieval_tables.BATCH", 16)  # so that many batches are in flight
    monkeypatch.setattr(RayCluster, "_again", counting_again)
    monkeypatch.setattr(Spread, "clear", counting_clear)
    for _ in range(KILLS):
        nodes.join(OTHER)
        nodes.wait(2)
        ray.get(ray.remote(resources={f"node:{OTHER}": 0.01})(_nothing).remote(), timeout=60)  # it has a worker now
        report = Service(tmp_path / "spread").rebuild([articles], ray=nodes.address, progress=kill)
        assert killed
        if lost:
            break
        rmtree(tmp_path / "spread")
        killed.clear()
        noted.clear()
    assert lost, "the node that was killed had nothing to do"
    assert noted[".parquet"] == noted[".made"] > 12
    assert files_of(tmp_path / "spread") == files_of(tmp_path / "plain")
    assert articles_of(tmp_path / "spread") == articles_of(tmp_path / "plain")
    assert Service(tmp_path / "spread").verify() == []
    assert report.articles == 2 * FILES
    assert not (tmp_path / "spread" / PARTS).exists()

    (articles / "0000.txt").write_text("忻州承载产业落地。", "utf-8")
    again_built = Service(tmp_path / "spread").rebuild(ray=nodes.address)
    assert (again_built.embedded, again_built.changes.changed) == (1, 1)


@pytest.mark.parametrize("address", ["127.0.0.4:1", "127.0.0.4", "nowhere"])
def test_a_cluster_that_is_not_there_is_one_line_at_once(tmp_path: Path, address: str) -> None:
    articles, home = write(tmp_path / "articles", 2), tmp_path / "home"
    command = [sys.executable, "-m", "qa", "rebuild", str(articles), "--ray", address, "--home", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"qa: there is no Ray cluster at {address} (")
    assert line.endswith("; start one, or rebuild without --ray")
    assert (done.returncode, done.stdout, (home / "CURRENT").exists()) == (2, "", False)
