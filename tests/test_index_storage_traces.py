"""An article removed by its id stays out when its file gets another name, and is listed by its title."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.service import Service

TOWN = "古镇开渡\n2022-03-24 来源：河湾晚报\n\n古镇的渡口昨日开渡，往来渡船每天六班，票价两元。\n"
ROAD = "公路通车\n2022-03-25 来源：河湾晚报\n\n沿河公路昨日通车，全长四十公里，双向两车道。\n"


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return Service(tmp_path / "home", model="hashing")


@pytest.fixture
def folder(write: Callable[..., Path]) -> Path:
    return write(town=TOWN, road=ROAD)


def titles(service: Service) -> list[str]:
    return sorted(article.title for article in service.index().store.articles())


def removed(service: Service, title: str) -> str:
    """Remove the article with this title and return its id."""
    (article, *_) = (article for article in service.index().store.articles() if article.title == title)
    service.remove(article.id)
    return article.id


def test_it_stays_out_when_its_folder_is_renamed(service: Service, folder: Path) -> None:
    service.rebuild([folder])
    what = removed(service, "古镇开渡")
    moved = folder.rename(folder.with_name("moved"))
    report = service.rebuild([moved])
    assert (titles(service), report.left_out) == (["公路通车"], 1)
    assert titles(Service(service.home, model="hashing")) == ["公路通车"]
    service.rebuild(full=True)
    assert titles(service) == ["公路通车"]
    service.restore(what)
    assert titles(service) == ["公路通车", "古镇开渡"]


def test_an_article_keeps_its_id_when_its_folder_is_renamed(service: Service, folder: Path) -> None:
    service.rebuild([folder])
    before = {article.id: article.title for article in service.index().store.articles()}
    service.rebuild([folder.rename(folder.with_name("moved"))])
    assert {article.id: article.title for article in service.index().store.articles()} == before


def test_it_stays_out_when_its_file_is_corrected(service: Service, folder: Path) -> None:
    service.rebuild([folder])
    removed(service, "古镇开渡")
    (town,) = (path for path in folder.iterdir() if "古镇" in path.read_text("utf-8"))
    town.write_text(TOWN.replace("古镇的渡口昨日", "古镇的渡口前日"), "utf-8")
    service.rebuild([folder])
    assert titles(service) == ["公路通车"]


def test_a_page_is_known_by_its_address(service: Service, tmp_path: Path) -> None:
    record = {"title": "古镇开渡", "text": "渡口昨日开渡，票价两元。", "url": "https://news.example/1"}
    (tmp_path / "a.json").write_text(json.dumps([record]), "utf-8")
    service.rebuild([tmp_path / "a.json"])
    removed(service, "古镇开渡")
    (tmp_path / "a.json").unlink()
    changed = [record | {"text": "渡口昨日开渡，票价三元。"}, {"title": "公路通车", "text": "公路昨日通车。"}]
    (tmp_path / "b.json").write_text(json.dumps(changed), "utf-8")
    service.rebuild([tmp_path / "b.json"])
    assert titles(service) == ["公路通车"]


def test_another_article_in_its_file_is_not_kept_out(service: Service, folder: Path) -> None:
    service.rebuild([folder])
    removed(service, "古镇开渡")
    (town,) = (path for path in folder.iterdir() if "古镇" in path.read_text("utf-8"))
    town.write_text("梨园丰收\n2022-03-26 来源：河湾晚报\n\n城西的梨园今年丰收，每亩产梨两千公斤。\n", "utf-8")
    service.rebuild()
    assert titles(service) == ["公路通车", "梨园丰收"]


@pytest.mark.parametrize("url", ["", "https://news.example/"])
def test_later_records_of_its_file_or_site_are_not_kept_out(service: Service, tmp_path: Path, url: str) -> None:
    file = tmp_path / "news.jsonl"
    texts = {"古镇开渡": "渡口昨日开渡，票价两元。", "公路通车": "公路昨日通车。", "梨园丰收": "梨园今年丰收。"}
    lines = [json.dumps({"title": title, "text": text, "url": url}) + "\n" for title, text in texts.items()]
    file.write_text(lines[0], "utf-8")
    service.rebuild([file])
    removed(service, "古镇开渡")
    file.write_text("".join(lines), "utf-8")
    service.rebuild()
    assert titles(service) == ["公路通车", "梨园丰收"]


def test_a_reprint_that_was_there_beside_it_stays(service: Service, folder: Path) -> None:
    (folder / "reprint.txt").write_text(TOWN, "utf-8")
    service.rebuild([folder])
    removed(service, "古镇开渡")
    assert titles(service) == ["公路通车", "古镇开渡"]
    service.rebuild(full=True)
    assert titles(service) == ["公路通车", "古镇开渡"]


def test_what_was_removed_is_listed_by_its_title(service: Service, folder: Path) -> None:
    service.rebuild([folder])
    what = removed(service, "古镇开渡")
    status = service.status()
    assert status.removed == (what,)
    assert status.removed_titles == {what: "古镇开渡"}
    assert status.name_of_removed(what) == "古镇开渡"
    assert status.name_of_removed("河湾晚报") == "河湾晚报"
    assert status.to_dict()["removed_titles"] == {what: "古镇开渡"}
