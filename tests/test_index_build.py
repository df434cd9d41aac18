"""Rebuilding: what is read, what is embedded again and what is removed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus.errors import NothingToRead
from index.errors import HomeUnusable
from index.storage.embedding_cache import BATCH
from qa.errors import QuestionError
from qa.service import Service
from qa.sources import sample_folder

Write = Callable[..., Path]


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path / "home", model="hashing")


def titles(service: Service) -> set[str]:
    return {article.title for article, _ in service.index().store.newest(100)}


def test_the_report_counts_what_was_done(service: Service, write: Write) -> None:
    report = service.rebuild([write(one="忻州承载产业落地。", two="太原是产业首脑。")])
    assert (report.generation, report.articles, report.passages, report.embedded) == (1, 2, 2, 2)
    assert report.model == "hashing"
    assert set(report.seconds) == {"reading", "embedding", "writing"}


def test_only_new_texts_are_embedded(service: Service, write: Write) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    report = service.rebuild([write(two="太原是产业首脑。")])
    assert (report.embedded, report.reused) == (1, 1)
    assert service.rebuild(full=True).embedded == 2


def test_the_index_holds_exactly_what_the_paths_hold(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    service.rebuild([folder])
    service.rebuild([folder / "two.txt"])
    assert len(titles(service)) == 1


def test_add_keeps_the_other_paths_and_no_paths_reads_them_again(
    service: Service, write: Write, tmp_path: Path
) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    (tmp_path / "more.txt").write_text("太原是产业首脑。", "utf-8")
    service.rebuild([tmp_path / "more.txt"], add=True)
    assert len(titles(service)) == 2
    write(three="吕梁成为支点。")
    assert service.rebuild().articles == 3


def test_what_is_deleted_is_gone_from_every_part(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    service.rebuild([folder])
    (folder / "two.txt").unlink()
    report = service.rebuild()
    assert report.forgotten == 1
    assert not any("首脑" in hit.passage.text for hit in service.search("首脑", k=10))
    assert service.index().passage_count("首脑") == 0


def test_own_articles_take_the_samples_place_even_when_added(service: Service, write: Write) -> None:
    service.rebuild([sample_folder()])
    assert service.rebuild([write(one="忻州承载产业落地。")], add=True).articles == 1


def test_two_articles_with_the_same_text_stay_two(service: Service, write: Write) -> None:
    report = service.rebuild([write(one="忻州承载产业落地。", two="忻州承载产业落地。")])
    assert (report.articles, report.embedded, report.reused) == (2, 2, 0)
    (hit,) = service.search("忻州", k=10)
    (other,) = hit.also
    assert other.id != hit.passage.article.id
    (found,) = service.search("忻州", article=other.id)
    assert found.passage.article == other


@pytest.mark.parametrize("paths", [["missing"], []])
def test_nothing_to_read_is_an_error_and_the_index_stays(
    service: Service, write: Write, paths: list[str], tmp_path: Path
) -> None:
    with pytest.raises(NothingToRead):
        service.rebuild([tmp_path / p for p in paths])
    service.rebuild([write(one="忻州承载产业落地。")])
    with pytest.raises(NothingToRead):
        service.rebuild([tmp_path / "missing"])
    assert service.index().manifest.number == 1


def test_an_empty_folder_and_a_folder_of_bad_files_are_told(service: Service, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NothingToRead, match="empty"):
        service.rebuild([empty])
    (empty / "bad.json").write_text('{"wrong": 1}')
    with pytest.raises(NothingToRead, match=r"bad\.json"):
        service.rebuild([empty])


def test_a_folder_that_was_read_and_is_empty_now_has_no_articles(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    service.rebuild([folder])
    (folder / "one.txt").unlink()
    report = service.rebuild()
    assert (report.articles, report.changes.gone, report.forgotten) == (0, 1, 1)
    assert [(s.path, "is empty" in s.reason) for s in report.read.skipped] == [(str(folder), True)]
    assert service.search("忻州") == []
    assert not service.ask("忻州承载什么？").answered
    assert (service.rebuild().published, service.verify()) == (False, [])
    assert service.rebuild([write(two="太原是产业首脑。")]).articles == 1


def test_a_bad_file_is_skipped_and_the_rest_goes_on(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。")
    (folder / "zero.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing more")
    (folder / "keys.json").write_text('{"wrong": 1}')
    (folder / "none.txt").write_text("——。。。\n")
    report = service.rebuild([folder])
    assert report.articles == 1
    assert sorted(Path(s.path).name for s in report.read.skipped) == [
        "broken.pdf",
        "keys.json",
        "none.txt",
        "picture.txt",
        "zero.txt",
    ]
    assert all("\n" not in s.reason for s in report.read.skipped)


def test_a_home_that_cannot_be_written_is_named(tmp_path: Path, write: Write) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HomeUnusable, match="--home"):
        Service(tmp_path / "file" / "home", model="hashing").rebuild([write(one="忻州承载产业落地。")])


def test_another_model_embeds_anew_and_is_remembered(service: Service, write: Write) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    other = Service(service.home, model="bundled")
    assert other.rebuild().embedded == 1
    assert Service(service.home).rebuild().model == "bundled"


def test_progress_ends_each_step_at_its_total(service: Service, write: Write) -> None:
    seen: dict[str, tuple[int, int]] = {}
    service.rebuild(
        [write(one="忻州承载产业落地。", two="太原。")],
        progress=lambda step, done, total: seen.update({step: (done, total)}),
    )
    assert seen == {"reading": (2, 2), "embedding": (2, 2), "writing": (1, 1)}


def cached(home: Path) -> int:
    """The number of embeddings committed to the cache."""
    with closing(sqlite3.connect(home / "cache.sqlite")) as db:
        count: int = db.execute("SELECT count(*) FROM made WHERE maker LIKE 'embedding %'").fetchone()[0]
    return count


def test_a_killed_rebuild_leaves_the_old_index_and_its_embeddings(tmp_path: Path, write: Write) -> None:
    sentence = "第{}篇文章写的是忻州和太原的合作，各有分工，也各有项目。"
    folder = write(**{f"a{n}": sentence.format(n) for n in range(600)})
    service = Service(tmp_path / "home", model="bundled")
    service.rebuild([folder / "a0.txt"])
    code = f"from qa import rebuild; rebuild([{str(folder)!r}], home={str(service.home)!r})"
    process = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 120
    while cached(service.home) < BATCH and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert service.index().manifest.number == 1
    assert [hit.passage.article.path for hit in service.search("忻州", k=5)] == [str(folder / "a0.txt")]
    report = service.rebuild([folder])
    assert BATCH <= report.reused < 600
    assert report.articles == 600
    assert not (service.home / "generations" / "new").exists()


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\0" + b"\1" * 5000])
def test_a_damaged_cache_costs_time_only(service: Service, write: Write, damage: bytes) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    (service.home / "cache.sqlite").write_bytes(damage)
    write(two="太原是产业首脑。")
    assert service.rebuild().embedded == 2
    write(three="吕梁成为支点。")
    assert service.rebuild().reused == 2


def test_a_folder_that_is_gone_says_how_to_go_on(service: Service, write: Write, tmp_path: Path) -> None:
    folder = write(one="忻州承载产业落地。")
    service.rebuild([folder])
    folder.rename(tmp_path / "moved")
    with pytest.raises(NothingToRead, match="was read before and is gone"):
        service.rebuild()
    assert service.rebuild([tmp_path / "moved"]).articles == 1


def test_columns_are_named_once_and_kept(service: Service, tmp_path: Path) -> None:
    record = {"biaoti": "甲", "neirong": "忻州承载产业落地。", "jour": "2023-05-06"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record), "utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("b.jsonl", json.dumps(record | {"biaoti": "乙"}))

    def held() -> list[tuple[str, str]]:
        return [(a.title, str(a.published)) for a in service.index().store.articles()]

    named = {"title": "biaoti", "text": "neirong", "date": "jour"}
    with pytest.raises(NothingToRead):
        service.rebuild([tmp_path])
    service.rebuild([tmp_path], columns=named)
    assert held() == [("甲", "2023-05-06"), ("乙", "2023-05-06")]
    assert service.rebuild().published is False
    service.rebuild(full=True)
    assert len(held()) == 2
    service.rebuild(columns={"text": "neirong", "title": "biaoti"})
    assert held() == [("甲", "None"), ("乙", "None")]
    for wrong in ({"day": "jour"}, {"date": " "}):
        with pytest.raises(QuestionError, match="names no field of a record"):
            service.rebuild(columns=wrong)
