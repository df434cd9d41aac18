"""A rebuild redoes only what has changed, and what was removed is removed everywhere."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.read_process import ReadProcess
from corpus.reuse import Item
from corpus.types import Skipped
from index.errors import Busy
from index.storage.locks import writer_lock
from qa.cli.watch import watch
from qa.service import Service
from tests.article_files import jsonl

Write = Callable[..., Path]


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path / "home", model="hashing")


@pytest.fixture
def cleaned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of articles that are built anew, in order."""
    texts: list[str] = []
    read = ReadProcess.read

    def watched(*args: Any) -> Iterator[Item | str]:
        for item in read(*args):
            texts.extend([item[0].text] if isinstance(item, tuple) else [])
            yield item

    monkeypatch.setattr(ReadProcess, "read", watched)
    return texts


def test_where_nothing_has_changed_nothing_is_written(service: Service, write: Write, cleaned: list[str]) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    (folder / "bad.txt").touch()
    first = service.rebuild([folder])
    before = {path: path.stat().st_mtime_ns for path in service.home.rglob("*") if path.name != "lock"}
    cleaned.clear()
    second = service.rebuild()
    assert not second.published
    assert (second.generation, second.embedded, second.changes.same) == (1, 0, 3)
    assert second.read == first.read
    assert cleaned == []
    assert {path: path.stat().st_mtime_ns for path in service.home.rglob("*") if path.name != "lock"} == before


def test_a_file_with_a_new_date_and_the_same_content_is_no_change(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    service.rebuild([folder])
    os.utime(folder / "one.txt", (0, 0))
    assert not service.rebuild().published


def test_a_change_that_keeps_size_and_date_is_seen_where_the_date_is_young(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    service.rebuild([folder])
    path = folder / "one.txt"
    info = path.stat()
    path.write_text("朔州承载产业落地。", "utf-8")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert service.rebuild().changes.changed == 1
    assert "朔州" in service.search("产业")[0].passage.text


def test_of_many_articles_in_one_file_only_changed_ones_are_cleaned(
    service: Service, tmp_path: Path, cleaned: list[str]
) -> None:
    texts = [f"第{n}篇写忻州的第{n}个项目。" for n in range(30)]
    path = jsonl(tmp_path / "articles" / "all.jsonl", *texts)
    service.rebuild([path])
    cleaned.clear()
    texts[7] = "这一篇改过了，写的是吕梁。"
    jsonl(path, *texts)
    report = service.rebuild()
    assert cleaned == [texts[7]]
    assert (report.articles, report.embedded, report.forgotten, report.changes.changed) == (30, 1, 1, 1)
    assert service.search("吕梁")[0].passage.text == texts[7]


def test_an_incremental_index_is_the_one_that_is_built_anew(service: Service, write: Write, tmp_path: Path) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。", three="吕梁成为支点。")
    jsonl(folder / "many.jsonl", "第一篇。", "第二篇。", "——")
    service.rebuild([folder])
    write(two="太原改了说法。", four="阳泉。")
    (folder / "one.txt").unlink()
    jsonl(folder / "many.jsonl", "第一篇。", "第二篇改过。", "——", "第四篇。")
    step = service.rebuild()
    anew = Service(tmp_path / "anew", model="hashing")
    whole = anew.rebuild([folder])
    assert step.read == whole.read
    mine, its = service.index(), anew.index()
    assert list(mine.store.all_passages()) == list(its.store.all_passages())
    every = np.arange(len(mine.retriever))
    assert (mine.retriever.vectors_of(every) == its.retriever.vectors_of(every)).all()
    for table in ("terms-keys", "terms-offsets", "terms-passages", "terms-weights", "han"):
        one, other = (
            each.home / "generations" / str(each.index().manifest.number) / f"{table}.npy" for each in (service, anew)
        )
        assert one.read_bytes() == other.read_bytes(), table
    assert mine.readings == its.readings
    assert service.verify() == []


@pytest.mark.parametrize(
    ("attribute", "told"),
    [("reader", "read differently"), ("splitter", "split differently"), ("tokeniser", "tokenised differently")],
)
def test_what_is_made_otherwise_is_said_and_made_again(
    service: Service, write: Write, cleaned: list[str], monkeypatch: pytest.MonkeyPatch, attribute: str, told: str
) -> None:
    from index.storage.fingerprints import recipe

    service.rebuild([write(one="忻州承载产业落地。")])
    cleaned.clear()
    changed = {**recipe(), attribute: "another"}
    monkeypatch.setattr("index.build.recipe", lambda: changed)
    report = service.rebuild()
    assert report.published
    assert told in " ".join(report.changes.because)
    assert bool(cleaned) == (attribute == "reader")


def test_another_model_is_said(service: Service, write: Write) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    report = Service(service.home, model="bundled").rebuild()
    assert report.changes.because == ("the model was hashing and is bundled: every passage is embedded again",)
    assert report.embedded == 1


def test_a_value_that_changed_in_the_cache_is_not_believed(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    service.rebuild([folder])
    cache = service.home / "cache.sqlite"
    with closing(sqlite3.connect(cache)) as db:
        rows = db.execute("SELECT rowid, value FROM made WHERE maker LIKE 'embedding %'").fetchall()
        for row, value in rows:
            db.execute("UPDATE made SET value = ? WHERE rowid = ?", (value[:-1] + bytes([value[-1] ^ 1]), row))
        db.commit()
    assert any("2 values" in line for line in service.verify())
    write(three="吕梁成为支点。")
    assert service.rebuild().embedded == 3
    assert service.verify() == []


def test_a_second_rebuild_says_who_writes_and_does_not_wait(service: Service, write: Write) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    with writer_lock(service.home / "lock"), pytest.raises(Busy, match=rf"process {os.getpid()} on "):
        service.rebuild()


def test_the_lock_of_a_dead_process_is_taken_over(service: Service, write: Write) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    code = f"""
import time
from pathlib import Path
from index.storage.locks import writer_lock
with writer_lock(Path({str(service.home / "lock")!r})):
    print("held", flush=True)
    time.sleep(600)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    with pytest.raises(Busy, match=f"process {process.pid} on "):
        service.rebuild()
    process.kill()
    process.communicate()
    assert service.rebuild().articles == 1


def test_watching_takes_up_what_comes_changes_and_goes(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    service.rebuild([folder])
    stop = threading.Event()
    lines: list[str] = []
    watching = threading.Thread(target=lambda: lines.extend(watch(service, stop)))
    watching.start()
    time.sleep(1)
    deadline = time.monotonic() + 100
    for change, articles in (
        (lambda: write(two="太原是产业首脑。", three="吕梁成为支点。"), 3),
        (lambda: write(two="太原改了。"), 3),
        (lambda: (folder / "three.txt").unlink(), 2),
    ):
        before = service.status().generation
        change()
        while service.status().generation == before and time.monotonic() < deadline:
            time.sleep(0.1)
        while service.status().articles != articles and time.monotonic() < deadline:
            time.sleep(0.1)
        assert service.status().articles == articles
    stop.set()
    watching.join(60)
    assert not watching.is_alive()
    assert any("1 deleted" in line for line in lines)


def test_known_files_give_what_reading_them_gives(service: Service, tmp_path: Path) -> None:
    from corpus.read import Reading
    from corpus.reuse import NO_CACHE
    from index.storage.fingerprints import recipe
    from index.storage.previous import open_previous

    path = jsonl(tmp_path / "articles" / "all.jsonl", "第一篇。", "——", "第三篇。")
    service.rebuild([path])
    earlier, lost = open_previous(service.home, recipe()["reader"])
    assert earlier
    assert lost is None
    assert earlier.file(path) is None, "not stamped yet"
    earlier.stamp(path)
    known, fresh = (list(Reading([path], k).read(path)) for k in (earlier, NO_CACHE))
    assert known == fresh
    assert any(isinstance(item, Skipped) for item in known)
    earlier.close()


def test_a_change_under_an_old_date_of_the_same_size_is_seen(
    service: Service, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.ledger.SETTLED", 0)
    folder = write(one="忻州承载产业落地。")
    path = folder / "one.txt"
    os.utime(path, (0, 0))
    service.rebuild([folder])
    path.write_text("朔州承载产业落地。", "utf-8")
    os.utime(path, (0, 0))
    assert service.rebuild().changes.changed == 1


def test_an_index_that_lies_among_its_articles_is_no_article(tmp_path: Path, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    service = Service(folder / "index", model="hashing")
    service.rebuild([folder])
    assert service.rebuild().changes.same == 1
    stop = threading.Event()
    lines: list[str] = []
    rebuilt = threading.Semaphore(0)
    usual = service.rebuild

    def counted(*args: object) -> object:
        report = usual()
        rebuilt.release()
        return report

    service.rebuild = counted  # type: ignore[method-assign,assignment]
    watching = threading.Thread(target=lambda: lines.extend(watch(service, stop)))
    watching.start()
    try:
        assert rebuilt.acquire(timeout=60)  # the initial rebuild
        write(two="太原是产业首脑。")
        assert rebuilt.acquire(timeout=60)
        assert not rebuilt.acquire(timeout=4)  # its own writes do not cause another rebuild
    finally:
        stop.set()
        watching.join(60)
    assert service.status().articles == 2
