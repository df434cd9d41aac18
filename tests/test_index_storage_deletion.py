import errno
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.errors import NothingToRemove, Unfinished
from index.storage.generation import numbers
from index.storage.reader import open_index
from qa.service import Service
from tests.article_files import jsonl

Write = Callable[..., Path]


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path / "home", model="hashing")


def everything(home: Path) -> bytes:
    """All bytes of all files in a home."""
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def held(home: Path, words: str) -> bool:
    """Whether the words are anywhere on the disk, at any place in a file."""
    return words.encode() in everything(home)


SECRET, KEPT = "碛口古渡的机密消息", "太原是产业首脑"


def secret(folder: Path) -> Path:
    return jsonl(folder / "all.jsonl", f"{KEPT}。", f"{SECRET}不可外传。{'此处另有说明。' * 60}", "吕梁成为支点。")


def test_a_deleted_file_leaves_nothing_anywhere(service: Service, write: Write) -> None:
    folder = write(one=f"{SECRET}不可外传。", two=f"{KEPT}。")
    service.rebuild([folder])
    service.rebuild(full=True)
    assert held(service.home, SECRET)
    vector = service.index().retriever.vectors_of(np.array([0])).astype(np.float16).tobytes()
    assert vector in everything(service.home)
    (folder / "one.txt").unlink()
    service.rebuild()
    service.index()
    assert not held(service.home, SECRET)
    assert vector not in everything(service.home)
    assert held(service.home, KEPT)
    assert service.verify() == []


def test_what_is_removed_is_gone_from_everywhere_and_stays_out(service: Service, tmp_path: Path) -> None:
    path = secret(tmp_path / "articles")
    service.rebuild([path])
    service.rebuild(full=True)
    article = service.search(SECRET)[0].passage.article
    passages = sum(p.article.id == article.id for p in service.index().store.all_passages())
    vectors = [
        service.index().retriever.vectors_of(np.array([p.id])).tobytes()
        for p in service.index().store.all_passages()
        if p.article.id == article.id
    ]
    removal = service.remove(article.id)
    assert (removal.held.articles, removal.held.passages, removal.remains) == (1, passages, 0)
    assert removal.embeddings == passages
    assert removal.held.postings > passages
    assert removal.held.paths == (str(path),)
    assert set(removal.generations) == {1, 2}
    assert not held(service.home, SECRET)
    assert not any(vector in everything(service.home) for vector in vectors)
    assert service.index().passage_count("碛口") == 0
    assert service.article(article.id) is None
    assert service.verify() == []
    assert service.remains() == {article.id: 0}

    again = service.rebuild()
    assert (again.published, again.articles, again.left_out) == (False, 2, 1)
    fresh = service.rebuild(full=True)
    assert (fresh.articles, fresh.left_out) == (2, 1)
    assert not held(service.home, SECRET)
    with pytest.raises(NothingToRemove, match="removed before"):
        service.remove(article.id)
    assert service.restore(article.id).articles == 3
    with pytest.raises(NothingToRemove, match="was not removed"):
        service.restore(article.id)


def test_after_a_removal_there_is_one_to_fall_back_to_that_does_not_hold_it(service: Service, tmp_path: Path) -> None:
    service.rebuild([secret(tmp_path / "articles")])
    removal = service.remove("示例日报")
    live = service.home / "generations" / str(removal.generation)
    (live / "vectors.bin").write_bytes(b"")
    index = open_index(service.home)
    assert index.notice
    assert index.manifest.articles == 2
    assert index.store.sources() == {"示例晚报": 2}


def test_all_that_there_is_can_be_removed(service: Service, write: Write) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    service.remove(service.search("忻州")[0].passage.article.id)
    assert service.status().articles == 0
    assert service.search("忻州") == []


def test_removing_what_is_not_there_names_what_is(service: Service, tmp_path: Path) -> None:
    service.rebuild([secret(tmp_path / "articles")])
    with pytest.raises(NothingToRemove, match="示例日报"):
        service.remove("示例周刊")


@pytest.mark.parametrize("blank", ["", " "])
def test_a_removal_without_a_name_takes_nothing_out(service: Service, write: Write, blank: str) -> None:
    service.rebuild([write(one="忻州承载产业落地。")])
    assert service.status().sources == {"": 1}
    with pytest.raises(NothingToRemove, match="nothing to remove was named"):
        service.remove(blank)
    assert service.status().articles == 1


def test_a_removal_that_was_killed_is_finished_by_the_next_rebuild(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.rebuild([secret(tmp_path / "articles")])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.build.retire_unneeded", killed)
        with pytest.raises(KeyboardInterrupt):
            service.remove("示例日报")
    assert held(service.home, SECRET)
    report = service.rebuild()
    service.index()
    assert not report.published
    assert not held(service.home, SECRET)
    assert len(numbers(service.home)) == 2


def test_a_generation_that_is_read_goes_with_its_last_reader(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    service.rebuild([folder])
    reader = open_index(service.home)
    (folder / "two.txt").unlink()
    service.rebuild()
    assert reader.store.counts() == (2, 2)
    assert numbers(service.home) == [3, 2]
    assert (service.home / "generations" / "gone-1").is_dir()
    reader.close()
    assert not (service.home / "generations" / "gone-1").exists()


def test_a_service_that_is_let_go_of_holds_no_generation(service: Service, write: Write) -> None:
    folder = write(one="忻州承载产业落地。", two="太原是产业首脑。")
    service.rebuild([folder])
    other = Service(service.home, model="hashing")
    assert other.collection("news").main is other
    assert other.search("忻州")
    for text in ("忻州签约。", "忻州开工。"):
        (folder / "one.txt").write_text(text, "utf-8")
        service.rebuild()
    assert (service.home / "generations" / "gone-1").is_dir()
    gc.disable()  # the generation must go without garbage collection
    try:
        del other
        assert not (service.home / "generations" / "gone-1").exists()
    finally:
        gc.enable()


def test_a_reader_that_two_publishes_overtake_sees_no_damage(
    service: Service, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    import index.storage.reader

    service.rebuild([write(one="忻州承载产业落地。")])
    opened = index.storage.reader.open_generation
    turns = iter(range(2))

    def overtaken(folder: Path, *given: Any) -> index.storage.reader.Index:
        for turn in turns:
            write(**{f"more{turn}": f"第{turn}篇。"})
            Service(service.home, model="hashing").rebuild()
        return opened(folder, *given)

    monkeypatch.setattr("index.storage.reader.open_generation", overtaken)
    index_now = index.storage.reader.open_index(service.home)
    assert (index_now.manifest.number, index_now.notice) == (3, None)


def test_that_nobody_knows_any_more_what_was_removed_is_told(service: Service, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    service.rebuild([secret(folder)])
    service.remove("示例日报")
    for manifest in service.home.glob("generations/*/manifest.json"):
        manifest.write_bytes(b"{}")
    report = service.rebuild([folder])
    assert report.articles == 3
    assert any("removed again" in line for line in report.changes.because)
    assert service.rebuild().changes.because == ()


def test_what_cannot_be_taken_away_is_told(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service.rebuild([secret(tmp_path / "articles")])
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if target.name.startswith("gone-"):
            raise PermissionError(errno.EPERM, "Operation not permitted", str(path))
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refused)
        with pytest.raises(Unfinished, match="run qa rebuild once more"):
            service.remove("示例日报")
        assert service.status().sources == {"示例晚报": 2}
    service.rebuild()
    assert not held(service.home, SECRET)
