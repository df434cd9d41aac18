"""An exported index is imported whole or not at all, and nothing in the file leads outside its home."""

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import DamagedIndex, NoIndex
from qa.backup import LIST, export_home, import_home
from qa.errors import BackupUnusable
from qa.service import Service

Write = Callable[..., Path]


@pytest.fixture
def service(tmp_path: Path, write: Write) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    uploads = made.home / "uploads"
    uploads.mkdir(parents=True)
    (uploads / "上传.txt").write_text("卡祖笛博物馆上周开馆。门票三元。", "utf-8")
    made.rebuild([write(one="忻州承载产业落地。"), uploads])
    return made


@pytest.fixture
def backup(service: Service, tmp_path: Path) -> Path:
    export_home(service.home, tmp_path / "a.tar")
    return tmp_path / "a.tar"


def members(file: Path) -> list[tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(file) as tar:
        return [(entry, (tar.extractfile(entry) or io.BytesIO()).read()) for entry in tar]


def rewrite(file: Path, entries: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    with tarfile.open(file, "w") as tar:
        for entry, data in entries:
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))


def listed(entries: list[tuple[tarfile.TarInfo, bytes]], name: str, like: str) -> None:
    """Add a name to the list of files, with the digest of a file that is in it."""
    body = json.loads(entries[0][1])
    body["files"][name] = body["files"][like]
    entries[0] = (entries[0][0], json.dumps(body).encode())


def nothing_came(home: Path) -> bool:
    return not home.exists() and not [path for path in home.parent.iterdir() if path.name.endswith(".part")]


def test_it_answers_as_before_and_rebuilds_there(service: Service, backup: Path, tmp_path: Path) -> None:
    done = import_home(backup, tmp_path / "other" / "home")
    assert done.to_dict()["files"] == len(members(backup)) - 1
    moved = Service(tmp_path / "other" / "home", model="hashing")
    assert moved.verify() == []
    assert [hit.passage.text for hit in moved.search("卡祖笛")] == [
        hit.passage.text for hit in service.search("卡祖笛")
    ]
    (service.home / "uploads" / "上传.txt").unlink()
    report = moved.rebuild()
    assert report.articles == 2
    assert str(moved.home / "uploads") in moved.status().paths


def test_an_empty_home_is_filled_where_it_is(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a mount point: the folder cannot be replaced, and nothing can be written beside it."""
    disk = tmp_path / "disk"
    home = disk / "home"
    home.mkdir(parents=True)
    mounted, moved, rename = home.stat().st_ino, list[str](), Path.rename

    def noted(path: Path, target: Path) -> Path:
        moved.append(path.name)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", noted)
    disk.chmod(0o500)
    try:
        done = import_home(backup, home)
    finally:
        disk.chmod(0o700)
    assert home.stat().st_ino == mounted
    assert sorted(moved) == sorted(path.name for path in home.iterdir())
    assert moved[-1] == "CURRENT"
    assert done.files == len(members(backup)) - 1
    assert Service(home, model="hashing").verify() == []


def test_a_file_that_is_refused_leaves_an_empty_home_empty(backup: Path, tmp_path: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:2_000])
    (tmp_path / "other").mkdir()
    with pytest.raises(BackupUnusable):
        import_home(backup, tmp_path / "other")
    assert [*(tmp_path / "other").iterdir()] == []


def test_a_removed_article_stays_out_after_the_move(service: Service, tmp_path: Path) -> None:
    (hit, *_) = service.search("卡祖笛")
    service.remove(hit.passage.article.id)
    export_home(service.home, tmp_path / "a.tar")
    index = b"".join(data for entry, data in members(tmp_path / "a.tar") if not entry.name.startswith("uploads"))
    assert "门票三元".encode() not in index
    import_home(tmp_path / "a.tar", tmp_path / "other")
    moved = Service(tmp_path / "other", model="hashing")
    assert moved.rebuild().articles == 1


def test_every_changed_byte_is_seen(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 120)):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            import_home(backup, tmp_path / f"other{at}")
        except (BackupUnusable, NoIndex):
            assert nothing_came(tmp_path / f"other{at}")
        else:  # the byte was padding or a date of the tar itself
            assert Service(tmp_path / f"other{at}", model="hashing").verify() == []


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_refused(part: float, backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(BackupUnusable):
        import_home(backup, tmp_path / "other")
    assert nothing_came(tmp_path / "other")


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "uploads/../../out.txt", "CURRENT", "generations/9/x"])
def test_a_name_that_leads_elsewhere_is_refused(name: str, backup: Path, tmp_path: Path) -> None:
    entries = members(backup)
    like = entries[-1]
    listed(entries, name, like[0].name)
    entries.append((tarfile.TarInfo(name), like[1]))
    rewrite(backup, entries)
    with pytest.raises(BackupUnusable, match="does not belong in it"):
        import_home(backup, tmp_path / "deep" / "other")
    assert not (tmp_path / "out.txt").exists()
    assert nothing_came(tmp_path / "deep" / "other")


def test_a_link_in_the_place_of_a_file_is_refused(backup: Path, tmp_path: Path) -> None:
    entries = members(backup)
    link = tarfile.TarInfo(entries[-1][0].name)
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(backup, "w") as tar:
        for entry, data in entries[:-1]:
            tar.addfile(entry, io.BytesIO(data))
        tar.addfile(link)
    with pytest.raises(BackupUnusable, match="does not belong in it"):
        import_home(backup, tmp_path / "other")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(b"x" * 3_000)
    with pytest.raises(BackupUnusable, match="corrupt"):
        import_home(tmp_path / "a.tar", tmp_path / "other")
    rewrite(tmp_path / "b.tar", [(tarfile.TarInfo(LIST), b'{"format": 99}')])
    with pytest.raises(BackupUnusable, match="no backup"):
        import_home(tmp_path / "b.tar", tmp_path / "other")


def test_a_home_that_holds_something_is_left_alone(service: Service, backup: Path) -> None:
    before = sorted(service.home.rglob("*"))
    with pytest.raises(BackupUnusable, match="holds files already"):
        import_home(backup, service.home)
    assert sorted(service.home.rglob("*")) == before


def test_a_damaged_index_is_not_exported(service: Service, tmp_path: Path) -> None:
    vectors = next((service.home / "generations").glob("*/vectors.bin"))
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedIndex):
        export_home(service.home, tmp_path / "a.tar")
    assert not (tmp_path / "a.tar").exists()
    with pytest.raises(NoIndex):
        export_home(tmp_path / "nothing", tmp_path / "a.tar")
