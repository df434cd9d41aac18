"""A generation on disk: what was written is read back, and what has changed is never trusted."""

import dataclasses
import fcntl
import gc
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.atomic_io import replace_file, write_file
from index.errors import Busy, DamagedIndex, HomeUnusable, NoIndex
from index.storage import reader
from index.storage.generation import candidates, live_folder
from index.storage.locks import lock_descriptor, writer_lock
from index.storage.manifest import FORMAT, Manifest, describe, read_manifest, write_manifest
from index.storage.reader import open_generation, open_index
from index.storage.verify import verify
from qa.service import Service

Write = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, write: Write) -> Path:
    """An index with two generations; the second has one article more."""
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(one="忻州承载产业落地。")])
    service.rebuild([write(two="太原是产业首脑。")])
    return service.home


def live(home: Path) -> Path:
    return next(candidates(home))


def test_a_manifest_written_and_read_is_the_same() -> None:
    manifest = Manifest(
        format=FORMAT,
        number=3,
        oldest=2,
        created="2022-03-24T00:00:00+00:00",
        paths=("/a",),
        removed=("b",),
        recipe={"reader": "r"},
        inputs="i",
        model="m",
        fingerprint="f",
        dim=4,
        store="flat",
        store_choice="auto",
        articles=1,
        passages=2,
        files={"x": (5, "ab")},
    )
    assert Manifest.from_bytes(manifest.to_bytes(), Path("manifest.json")) == manifest


def test_the_live_generation_is_the_last_one_and_the_one_before_is_kept(home: Path) -> None:
    assert live_folder(home).name == "2"
    assert [path.name for path in candidates(home)] == ["2", "1"]


def test_a_third_generation_takes_the_first_ones_place(home: Path) -> None:
    Service(home, model="hashing").rebuild(full=True)
    assert sorted(path.name for path in (home / "generations").iterdir()) == ["2", "3"]


def test_every_file_is_in_the_manifest(home: Path) -> None:
    names = {path.name for path in live(home).iterdir()}
    assert names == {"manifest.json", *read_manifest(live(home)).files}


@pytest.mark.parametrize(
    "name",
    [
        "articles.sqlite",
        "vectors.bin",
        "terms-keys.npy",
        "terms-offsets.npy",
        "terms-passages.npy",
        "terms-weights.npy",
        "readings.json",
        "manifest.json",
    ],
)
@pytest.mark.parametrize("damage", ["flip", "cut", "grow", "empty", "missing"])
def test_damage_is_seen_and_the_generation_before_answers(home: Path, name: str, damage: str) -> None:
    path = live(home) / name
    data = path.read_bytes()
    middle = len(data) // 2
    changed = {
        "flip": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "cut": data[:-1],
        "grow": data + b"\0",
        "empty": b"",
    }
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(changed[damage])
    index = open_index(home)
    assert index.manifest.number == 1
    assert str(live(home)) in str(index.notice)
    assert "run qa rebuild" in str(index.notice)


def test_files_of_two_generations_swapped_are_seen(home: Path) -> None:
    shutil.copy(home / "generations" / "1" / "articles.sqlite", live(home) / "articles.sqlite")
    assert open_index(home).manifest.number == 1


def test_a_file_that_the_manifest_does_not_name_does_no_harm_and_is_told_by_verify(home: Path) -> None:
    (live(home) / ".DS_Store").write_text("x")
    assert open_index(home).notice is None
    assert any(".DS_Store" in line for line in verify(home))


def test_verify_doubts_what_a_reader_trusts(home: Path) -> None:
    assert verify(home) == []
    (home / "CURRENT").write_text("seven")
    assert any("CURRENT" in line for line in verify(home))


@pytest.mark.parametrize("add", [True, False])
def test_a_damaged_manifest_keeps_nobody_from_rebuilding(home: Path, write: Write, add: bool) -> None:
    (live(home) / "manifest.json").write_bytes(b"{}")
    assert Service(home).rebuild([write(three="吕梁成为支点。")], add=add).model == "hashing"
    for folder in candidates(home):
        (folder / "manifest.json").write_bytes(b"{}")
    with pytest.raises(DamagedIndex, match="qa rebuild FOLDER"):
        Service(home).rebuild()
    assert Service(home).rebuild([write(four="阳泉。")]).articles == 4


def test_a_format_of_another_version_is_rebuilt_from_the_same_paths(home: Path) -> None:
    newer = dataclasses.replace(read_manifest(live(home)), format=FORMAT + 1)
    (live(home) / "manifest.json").write_bytes(newer.to_bytes())
    assert Service(home).rebuild().articles == 2


def test_a_newer_version_keeps_out_what_the_one_before_removed(home: Path) -> None:
    service = Service(home)
    removed = service.search("首脑")[0].passage.article.id
    service.remove(removed)
    folder = live_folder(home)
    other = dataclasses.replace(read_manifest(folder), format=FORMAT + 1).to_bytes()
    (folder / "manifest.json").write_bytes(other)
    pointer = f"{folder.name} {hashlib.sha256(other).hexdigest()}\n".encode()
    (home / "CURRENT").write_bytes(pointer)
    report = Service(home).rebuild()
    assert (report.articles, report.left_out, report.model) == (1, 1, "hashing")
    assert Service(home).status().removed == (removed,)


def test_a_home_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "CURRENT").unlink()
    (home / "CURRENT").mkdir()
    with pytest.raises(HomeUnusable, match="CURRENT cannot be read"):
        open_index(home)


def test_where_no_generation_is_whole_it_is_an_error_and_not_an_empty_answer(home: Path) -> None:
    for folder in candidates(home):
        (folder / "vectors.bin").write_bytes(b"")
    with pytest.raises(DamagedIndex, match="run qa rebuild"):
        open_index(home)
    with pytest.raises(DamagedIndex):
        Service(home).search("忻州", mode="bm25")


@pytest.mark.parametrize("content", [b"", b"seven", b"\xff\xfe", b"99"])
def test_a_current_that_leads_nowhere_falls_back(home: Path, content: bytes) -> None:
    (home / "CURRENT").write_bytes(content)
    index = open_index(home)
    assert index.manifest.number == 2
    assert "run qa rebuild" in str(index.notice)


def test_a_format_of_another_version_is_refused_with_what_to_do(home: Path) -> None:
    for folder in candidates(home):
        newer = dataclasses.replace(read_manifest(folder), format=FORMAT + 1)
        (folder / "manifest.json").write_bytes(newer.to_bytes())
    with pytest.raises(NoIndex, match="run qa rebuild"):
        open_index(home)


def test_a_home_without_an_index_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="qa rebuild FOLDER"):
        open_index(tmp_path)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        writer_lock(lock),
        pytest.raises(Busy, match=r"process [0-9]+ on .* has been rebuilding this index since 20"),
        writer_lock(lock),
    ):
        pass


def test_a_dead_writers_lock_is_taken_over(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_text("process 1")
    with writer_lock(lock), lock.open() as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_write_that_does_not_fit_is_an_error_and_the_old_file_stays(tmp_path: Path) -> None:
    import resource
    import signal

    path = tmp_path / "file"
    write_file(path, b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            replace_file(path, b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == b"old"


def test_a_pointer_that_leads_nowhere_is_mended_by_the_next_rebuild(home: Path) -> None:
    (home / "CURRENT").unlink()
    index = open_index(home)
    assert (index.manifest.number, "CURRENT is missing" in str(index.notice)) == (2, True)
    index.close()
    report = Service(home, model="hashing").rebuild()
    assert (report.generation, report.published) == (2, False)
    assert open_index(home).notice is None


def test_a_pointer_to_another_generation_is_seen(home: Path) -> None:
    pointer = (home / "CURRENT").read_bytes()
    (home / "CURRENT").write_bytes(b"1" + pointer[1:])
    assert "do not belong together" in str(open_index(home).notice)


@pytest.mark.parametrize("name", ["vectors.bin", "han.npy", "terms-weights.npy", "readings.json"])
def test_verify_compares_files_with_the_passages_though_their_digests_are_right(home: Path, name: str) -> None:
    folder = live(home)
    shutil.copy(home / "generations" / "1" / name, folder / name)
    manifest = dataclasses.replace(read_manifest(folder), files=files_of(folder))
    write_manifest(folder, manifest)
    pointer = f"{folder.name} {hashlib.sha256(manifest.to_bytes()).hexdigest()}\n"
    (home / "CURRENT").write_text(pointer)
    assert any(name in line for line in verify(home))


def files_of(folder: Path) -> dict[str, tuple[int, str]]:
    return {name: entry for name, entry in describe(folder).items() if name != "manifest.json"}


@pytest.mark.parametrize("name", ["han.npy", "reprints.json", "articles.sqlite"])
def test_a_generation_that_is_retired_while_it_is_opened_is_no_crash(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = live(home)
    monkeypatch.setattr("index.storage.reader.check_files", lambda *_: (folder / name).rename(home / "elsewhere"))
    with pytest.raises(DamagedIndex, match="disappeared"):
        open_generation(folder)


def test_a_generation_that_could_not_be_opened_is_let_go_of_at_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, opened = live(home), reader._opened

    def vanished(at: Path, *given: Any) -> reader.Index:
        if at == folder:
            raise OSError("retired")
        return opened(at, *given)

    monkeypatch.setattr("index.storage.reader._opened", vanished)
    gc.disable()  # the lock must go without garbage collection
    try:
        index = open_index(home)
        assert index.notice
        _lock_alone(folder)
        before = home / "generations" / str(index.manifest.number)
        del index
        _lock_alone(before)  # the error that led to this one does not hold it either
    finally:
        gc.enable()


def _lock_alone(folder: Path) -> None:
    """Raise BlockingIOError if anything holds the folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        lock_descriptor(descriptor)
    finally:
        os.close(descriptor)
