"""Uploading and removing articles in the page."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import NothingToRead
from index.errors import Busy, NothingToRemove
from index.types import Holdings, Removal, Report
from qa.service import Service
from qa.sources import sample_folder
from qa.web.html.report import removal_html, report_html
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.rebuilding import Rebuilding
from qa.web.library.uploads import UploadRefused, Uploads, checked_name


@pytest.fixture
def service(tmp_path: Path, write: Callable[..., Path]) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="忻州的文章。这里说投资。")])
    return made


def put(uploads: Uploads, name: str, text: str) -> None:
    uploads.folder.mkdir(parents=True, exist_ok=True)
    (uploads.folder / name).write_text(text, "utf-8")


def test_an_upload_is_taken_in_and_forgotten_again(service: Service) -> None:
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    put(uploads, "kazoo.txt", "卡祖笛博物馆上周开馆。门票三元。")
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert rebuilding.step() is None
    assert rebuilding.result.articles == 2
    assert service.search("卡祖笛", 1, mode="bm25")
    rebuilding.removed("kazoo.txt")
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert service.search("卡祖笛", 1, mode="bm25") == []
    assert uploads.files() == []
    assert len(service.status().paths) == 1
    with pytest.raises(UploadRefused, match="no uploaded file"):
        rebuilding.removed("../manifest.json")


def test_an_article_is_removed_for_good_and_let_in_again(service: Service) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))
    (hit,) = service.search("投资", 1, mode="bm25")
    article = hit.passage.article
    rebuilding.forgotten(article.id)
    rebuilding.wait()
    assert isinstance(rebuilding.result, Removal)
    assert (rebuilding.result.what, rebuilding.result.held.articles) == (article.title, 1)
    assert service.search("投资", 1, mode="bm25") == []
    assert service.status().removed == (article.id,)
    assert Path(article.path).exists()
    rebuilding.forgotten(article.id)
    rebuilding.wait()
    assert isinstance(rebuilding.result, NothingToRemove)
    rebuilding.restored(article.id)
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert [hit.passage.article for hit in service.search("投资", 1, mode="bm25")] == [article]


def test_a_removed_article_takes_its_uploaded_file_along_unless_others_are_in_it(service: Service) -> None:
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    two = [{"title": name, "text": f"{name}博物馆上周开馆。", "source": "晚报"} for name in ("卡祖笛", "手风琴")]
    put(uploads, "two.jsonl", "\n".join(map(json.dumps, two)))
    put(uploads, "three.txt", "小提琴博物馆上周开馆。")
    rebuilding.uploaded()
    rebuilding.wait()

    def forget(query: str) -> None:
        (hit,) = service.search(query, 1, mode="bm25")
        rebuilding.forgotten(hit.passage.article.id)
        rebuilding.wait()
        assert isinstance(rebuilding.result, Removal)

    for query, left in (("卡祖笛", ["three.txt", "two.jsonl"]), ("小提琴", ["two.jsonl"]), ("手风琴", [])):
        forget(query)
        assert [path.name for path in uploads.files()] == left
    assert service.status().articles == 1
    assert service.verify() == []
    assert set(service.remains().values()) == {0}


def test_a_folder_is_taken_in_beside_the_others(service: Service, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "b.txt").write_text("雄安的文章。", "utf-8")
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.folder(f" {more} ")
    rebuilding.wait()
    assert service.status().articles == 2
    rebuilding.folder(str(tmp_path / "nowhere"))
    rebuilding.wait()
    assert isinstance(rebuilding.result, NothingToRead)
    assert service.status().articles == 2
    with pytest.raises(NothingToRead, match="no folder named"):
        rebuilding.folder("  ")
    assert more in rebuilding.folders()
    rebuilding.left(str(more))
    rebuilding.wait()
    assert service.status().articles == 1
    assert more not in rebuilding.folders()
    with pytest.raises(NothingToRead, match="not among the indexed folders"):
        rebuilding.left(str(more))


def test_the_sample_makes_way_for_an_upload_and_comes_back(tmp_path: Path) -> None:
    service = Service(tmp_path, model="hashing")
    service.rebuild([sample_folder()])
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    put(uploads, "a.txt", "卡祖笛博物馆上周开馆。")
    for job, articles in ((rebuilding.uploaded, 1), (lambda: rebuilding.removed("a.txt"), 16)):
        job()
        rebuilding.wait()
        assert service.status().articles == articles


def test_one_rebuild_at_a_time_and_questions_meanwhile(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    going, go_on = threading.Event(), threading.Event()
    rebuild = service.rebuild

    def slow(*given: object, progress: Callable[[str, int, int], None], **named: object) -> Report:
        progress("reading", 1, 4)
        going.set()
        assert go_on.wait(30)
        return rebuild(*given, progress=progress, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "rebuild", slow)
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.uploaded()
    assert going.wait(30)
    try:
        step = rebuilding.step()
        assert step
        assert (step.name, step.done, step.total) == ("reading", 1, 4)
        with pytest.raises(Busy):
            rebuilding.uploaded()
        assert service.ask("忻州的投资").hits
    finally:
        go_on.set()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)


def test_an_upload_that_gave_no_article_is_not_done(service: Service) -> None:
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    put(uploads, "kazoo.txt", "卡祖笛博物馆上周开馆。门票三元。")
    put(uploads, "empty.txt", "——。。。")
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    told = report_html(rebuilding.result, ENGLISH, uploads.folder)
    assert "Not read: empty.txt. Articles: 2." in told
    assert "Done." not in told
    uploads.remove("empty.txt")
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert "Done. Articles: 2." in report_html(rebuilding.result, ENGLISH, uploads.folder)


def test_a_name_as_long_as_file_systems_take_can_be_uploaded() -> None:
    assert checked_name("卡" * 83 + ".txt") == "卡" * 83 + ".txt"
    with pytest.raises(UploadRefused, match="has 256 bytes, at most 255"):
        checked_name("卡" * 84 + ".txt")


def test_a_removal_by_hand(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("x")
    held = Holdings(1, 1_200, 34, (str(tmp_path / "there.txt"), str(tmp_path / "gone.txt")))
    removal = Removal("<甲>", held, 1_100, (1, 2), 0, 3)
    told = removal_html(removal, ENGLISH)
    assert (
        "Removed “&lt;甲&gt;”. Articles: 1. Passages, each with its vector: 1,200. Entries in the word index: 34. "
        "Stored embeddings: 1,100." in told
    )
    assert "Deleted index versions that held it: 1, 2." in told
    assert ENGLISH["remains_none"] in told
    assert f"{ENGLISH['removed_files']} (1)</summary><ul><li>there.txt</li></ul>" in told
    left = removal_html(replace(removal, remains=2, generations=()), CHINESE)
    assert "磁盘上还留有 2 篇" in left
    assert CHINESE["remains_none"] not in left
    assert "索引版本" not in left


def test_an_upload_that_has_no_place_to_go_is_refused_in_a_line(tmp_path: Path) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"abc"

    blocked = Uploads(tmp_path / "home")
    blocked.folder.parent.mkdir()
    blocked.folder.write_text("a file where the folder should be")
    # In another thread, as an earlier browser test leaves its event loop in this one.
    with ThreadPoolExecutor(1) as aside, pytest.raises(UploadRefused, match="cannot be saved"):
        aside.submit(asyncio.run, blocked.take("a.txt", 3, body())).result()
