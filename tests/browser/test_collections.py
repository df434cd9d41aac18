"""Collections in a real browser: switching between them, and asking and searching several at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

import qa
from qa.service import Service
from tests.browser.asking import Visit, ask, expect_open_at
from tests.browser.conftest import Running

pytestmark = pytest.mark.browser

ARTICLES = {
    "main": "青石水库\n2024-05-01 来源：甲报\n\n青石水库今年放水三次。",
    "东部": "东湖水库\n2024-05-02 来源：乙报\n\n东湖水库今年放水九次。",
}


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory, running: Running) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    for name, text in ARTICLES.items():
        folder: Path = tmp_path_factory.mktemp("articles")
        (folder / "a.txt").write_text(text, "utf-8")
        qa.rebuild([folder], home=home, collection=name)
    with running(Service(home)) as address:
        yield address


def test_all_collections_are_asked_and_searched_at_once(visit: Visit, own_url: str) -> None:
    page = visit(own_url)
    choice = page.get_by_role("navigation", name="文集")
    expect(choice.locator("[aria-current]")).to_have_text("主文集")
    expect(page.get_by_role("tab")).to_have_count(4)
    choice.get_by_role("link", name="全部文集").click()
    expect(choice.locator("[aria-current]")).to_have_text("全部文集")
    expect(page.locator("#heading")).to_contain_text("2 篇文章，2024-05-01 至 2024-05-02")
    expect(page.get_by_role("tab")).to_have_text(["提问", "搜索"])
    for question, said in (
        ("青石水库今年放水几次？", "青石水库今年放水三次。"),
        ("东湖水库今年放水几次？", "东湖水库今年放水九次。"),
    ):
        ask(page, question)
        expect(page.locator("#answer .qa-said").first).to_have_text(said)
        page.locator("#answer .qa-cite").first.click()
        expect_open_at(page, said)
        page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("#answer .qa-asked")).to_have_text("东湖水库今年放水几次？")
    expect(page.locator("#earlier .qa-turn")).to_have_count(1)
    page.get_by_role("tab", name="搜索").click()
    page.locator("#query").locator("input, textarea").fill("水库放水")
    page.locator("#search").click()
    expect(page.locator("#results .qa-open")).to_have_count(2)
    choice.get_by_role("link", name="东部").click()
    expect(choice.locator("[aria-current]")).to_have_text("东部")
    expect(page.locator("#heading")).to_contain_text("1 篇文章")
    expect(page.get_by_role("tab")).to_have_count(4)
