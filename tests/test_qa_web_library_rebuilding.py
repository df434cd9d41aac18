import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import Message
from corpus.errors import NothingToRead
from corpus.types import ReadNote, ReadReport, Skipped
from index.errors import DamagedIndex
from index.types import Changes, Report
from qa.service import Service
from qa.web.html.report import check_html, lasting, progress_html, report_html
from qa.web.i18n.error_messages import error_text
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.rebuilding import Check, Rebuilding, Step
from qa.web.library.uploads import Uploads
from qa.web.tabs.holdings import Holdings


@pytest.fixture
def service(tmp_path: Path, write: Callable[..., Path]) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="忻州的文章。这里说投资。")])
    return made


def spoil(path: Path) -> None:
    """Overwrite the last quarter of a file with other bytes."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4] + bytes(255 - byte for byte in data[len(data) * 3 // 4 :]))


def live(service: Service) -> Path:
    return service.home / "generations" / str(max(service.status().generations))


def damaged(service: Service, *names: str, everywhere: bool = False) -> Service:
    """Damage files of the live generation, or of every generation, and return the service that opens them."""
    folders = list((service.home / "generations").iterdir()) if everywhere else [live(service)]
    for folder in folders:
        for name in names:
            spoil(folder / name)
    return Service(service.home)


def mend(service: Service, *, fully: bool = False) -> Report:
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.mended(fully=fully)
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    return rebuilding.result


@pytest.mark.parametrize("name", ["articles.sqlite", "vectors.bin", "terms-weights.npy", "han.npy"])
@pytest.mark.parametrize("everywhere", [False, True])
def test_a_damaged_index_is_told_and_mended(
    service: Service, write: Callable[..., Path], name: str, everywhere: bool
) -> None:
    write(two="雄安的文章。这里说项目。")
    service.rebuild()
    broken = damaged(service, name, everywhere=everywhere)
    for words in (ENGLISH, CHINESE):
        told = Holdings(broken).damage(words, mendable=True)
        assert f"{service.home}/generations/2/{name}" in told
        assert 'data-job="mend"' in told
        assert ("answers instead" in told or "以前的版本 1 回答" in told) != everywhere
        assert 'data-job="mend"' not in Holdings(broken).damage(words, mendable=False)
    assert mend(broken).articles == 2
    again = Service(service.home)
    assert (again.status().articles, again.status().removed, again.verify()) == (2, (), [])
    assert Holdings(again).damage(ENGLISH, mendable=True) == ""
    assert again.search("项目", 1, mode="bm25")


def test_what_was_removed_stays_out_when_the_index_is_mended(service: Service, write: Callable[..., Path]) -> None:
    write(two="雄安的文章。这里说项目。")
    service.rebuild()
    (hit,) = service.search("项目", 1, mode="bm25")
    service.remove(hit.passage.article.id)
    broken = damaged(service, "articles.sqlite", everywhere=True)
    assert mend(broken).left_out == 1
    assert broken.search("项目", mode="bm25") == []


def test_caches_that_are_damaged_too_are_not_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild, full = Service.rebuild, list[bool]()

    def noted(self: Service, *args: Any, **kind: Any) -> Report:
        full.append(kind["full"])
        return rebuild(self, *args, **kind)

    monkeypatch.setattr(Service, "rebuild", noted)
    passages = service.status().passages
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as cache, cache:
        cache.execute("UPDATE made SET value = zeroblob(length(value)) WHERE maker LIKE 'embedding %'")
    broken = damaged(service, "vectors.bin", everywhere=True)
    assert mend(broken).embedded == passages
    spoil(service.home / "cache.sqlite")
    broken = damaged(broken, "vectors.bin", everywhere=True)
    assert mend(broken).embedded == passages
    assert broken.verify() == []
    assert mend(damaged(broken, "vectors.bin", everywhere=True)).embedded == 0
    assert full == [True, True, False]


def test_a_whole_cache_is_used_and_a_whole_index_is_made_anew_only_when_asked(service: Service) -> None:
    broken = damaged(service, "vectors.bin", everywhere=True)
    assert mend(broken).embedded == 0
    assert not mend(broken).published
    assert mend(broken, fully=True).embedded == broken.status().passages


def test_an_index_that_does_not_know_its_files_asks_for_them(service: Service, write: Callable[..., Path]) -> None:
    broken = damaged(service, "manifest.json", everywhere=True)
    rebuilding = Rebuilding(broken, Uploads(service.home))
    with pytest.raises(DamagedIndex, match=r"no intact manifest in ") as raised:
        rebuilding.mended()
    assert "在“文章”页重新指定文件夹" in error_text(raised.value, CHINESE)
    rebuilding.folder(str(write()))
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert (broken.status().articles, broken.verify()) == (1, [])


def left(service: Service, folder: Path) -> Report | Exception:
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.left(str(folder))
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report | Exception)
    return rebuilding.result


def test_folders_that_are_gone_are_removed_together_and_named(service: Service, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c", "d")]
    for folder in folders:
        folder.mkdir()
        (folder / "1.txt").write_text(f"青石水库{folder.name}\n\n青石水库今年放水三次。", "utf-8")
    service.rebuild(folders)
    a, b, c, d = folders
    shutil.rmtree(a)
    shutil.rmtree(b)
    # A disk may only be unplugged: the other folders are not given up because one of those here is removed.
    assert isinstance(left(service, d), NothingToRead)
    assert service.status().paths == tuple(map(str, folders))
    done = left(service, a)
    assert isinstance(done, Report)
    assert [(one.path, str(one.reason)) for one in done.read.skipped] == [(str(b), "No such file or directory")]
    assert "<li>b: No such file or directory</li>" in report_html(done, ENGLISH)
    assert (service.status().paths, service.status().articles) == ((str(c), str(d)), 2)
    done = left(service, d)
    assert isinstance(done, Report)
    assert (done.read.skipped, service.status().paths) == ((), (str(c),))


def test_a_check_changes_nothing_and_says_what_is_wrong(service: Service) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))

    def check() -> Check:
        rebuilding.checked()
        rebuilding.wait()
        assert isinstance(rebuilding.result, Check)
        return rebuilding.result

    assert check() == Check(())
    assert ENGLISH["check_whole"] in check_html(check(), ENGLISH)
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as cache, cache:
        cache.execute("UPDATE made SET value = zeroblob(length(value)) WHERE maker LIKE 'embedding %'")
    (live(service) / "stray").write_text("x")
    spoiled = {path: path.read_bytes() for path in service.home.rglob("*") if path.is_file()}
    found = check()
    assert len(found.wrong) == 2
    for words, line in ((ENGLISH, "stray does not belong to the index"), (CHINESE, "stray 不是索引的文件")):
        told = check_html(found, words)
        assert line in told
        assert words["check_wrong"].format(count=2) in told
        assert 'data-job="mend" data-given="fully"' in told
    assert "中有 1 个数值已损坏" in check_html(found, CHINESE)
    assert {path: path.read_bytes() for path in service.home.rglob("*") if path.is_file()} == spoiled


def test_a_bug_in_a_rebuild_is_told_and_another_can_begin(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))
    with monkeypatch.context() as broken:
        broken.setattr(service, "rebuild", lambda *_, **__: 1 / 0)
        rebuilding.uploaded()
        rebuilding.wait()
    assert isinstance(rebuilding.result, ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)


def test_progress_by_hand() -> None:
    step = Step("embedding", 30, 120, 10.0)
    assert (step.rate, step.left) == (3.0, 30.0)
    assert "30 / 120 · 3.0 per second · 30 s left" in progress_html(step, ENGLISH)
    assert "每秒 3.0 个 · 还需 30 秒" in progress_html(step, CHINESE)
    assert '<progress aria-label="Computing embeddings" value="30" max="120">' in progress_html(step, ENGLISH)
    first = Step("reading", 0, 4, 0.0)
    assert (first.rate, first.left) == (0.0, None)
    assert [lasting(seconds, ENGLISH) for seconds in (0.2, 89, 90, 600)] == ["1 s", "89 s", "2 min", "10 min"]


def test_the_report_by_hand() -> None:
    notes = (
        ReadNote("a", "/x/a.html", "甲", 100, 0.7, 0, (), dated=True),
        ReadNote("b", "/x/b.txt", "", 100, 0.0, 2, ("�",), dated=False),
    )
    read = ReadReport(3, notes, (Skipped("/x/c.exe", Message("unsupported_format", suffix=".exe", formats=[".txt"])),))
    report = Report(
        2,
        "hashing",
        2,
        5,
        3,
        2,
        0,
        {"reading": 1.2, "embedding": 2.0},
        read,
        published=True,
        changes=Changes(2, 0, 1, 4, (Message("changed_model", before="a", now="b"),)),
        left_out=1,
    )
    told = report_html(report, ENGLISH)
    assert "Done. Articles: 2. Passages: 5. Files read: 3." in told
    assert "New passages: 3; reused: 2; time: 3 s." in told
    assert "Files: 2 new, 1 removed. " in told
    assert "<p>Removed earlier and not added again: 1.</p>" in told
    assert "<p>向量模型由 a 改为 b：所有段落重新计算向量</p>" in report_html(report, CHINESE)
    assert "文件：新增 2 个、移除 1 个。" in report_html(report, CHINESE)
    same = report_html(replace(report, published=False, changes=Changes(same=3), left_out=0), ENGLISH)
    assert "<p>Nothing changed. Articles: 2. Passages: 5.</p>" in same
    assert "reused" not in same
    assert "Removed earlier" not in same
    assert "<li>c.exe: unsupported format .exe; expected one of .txt (text also as .gz)</li>" in told
    assert f"{ENGLISH['report_undated']} (1)</summary><ul><li>b.txt</li>" in told
    assert f"{ENGLISH['report_chrome'].split(',')[0]}" in told
    assert "<li>c.exe: 不支持的格式 .exe：可用 .txt（文本也可为 .gz）</li>" in report_html(report, CHINESE)
    many = ReadReport(12, (), tuple(Skipped(f"/{n}", Message("empty_file")) for n in range(12)))
    assert "<li>and 2 more</li>" in report_html(replace(report, read=many), ENGLISH)
