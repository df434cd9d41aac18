"""Rating an answer in the page, and marking the passage that is right."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qa.service import Service
from qa.sources import sample_folder
from qa.web.library.feedback import FEEDBACK
from tests.browser.asking import FIRST, Visit, ask
from tests.browser.conftest import Running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def own_url(home: Path, running: Running) -> Iterator[str]:
    service = Service(home)
    service.rebuild([sample_folder()])
    with running(service) as address:
        yield address


def last_line(home: Path) -> dict[str, object]:
    line: dict[str, object] = json.loads((home / FEEDBACK).read_text("utf-8").splitlines()[-1])
    return line


def test_a_thumb_and_the_right_passage_are_noted(visit: Visit, own_url: str, home: Path) -> None:
    page = visit(own_url)
    ask(page, FIRST)
    said = page.locator("#answer .qa-said").first.inner_text()
    page.locator("[data-rate=up]").click()
    expect(page.locator("[data-rate=up]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".qa-rated")).to_be_visible()
    assert last_line(home) == {"zh": FIRST, "gold": [[said]]}
    page.locator("[data-rate=down]").click()
    expect(page.locator("[data-rate=down]")).to_have_attribute("aria-pressed", "true")
    assert last_line(home) == {"zh": FIRST, "gold": []}
    passage = page.locator(".qa-nearest .qa-hit").nth(1)
    passage.locator("[data-rate=here]").click()
    expect(passage.locator("[data-rate=here]")).to_have_attribute("aria-pressed", "true")
    gold = last_line(home)["gold"]
    assert isinstance(gold, list)
    shown = passage.locator(".qa-passage").inner_text()
    assert gold[0]
    assert all(sentence in shown for sentence in gold[0])
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_where_an_answer_is_missed_only_its_passage_is_noted(visit: Visit, own_url: str, home: Path) -> None:
    page = visit(own_url)
    missed = "法国大革命是哪一年爆发的？"
    ask(page, missed)
    page.locator("[data-rate=down]").click()
    expect(page.locator(".qa-rated")).to_be_visible()
    assert last_line(home)["zh"] != missed
    page.locator("[data-rate=up]").click()
    expect(page.locator("[data-rate=up]")).to_have_attribute("aria-pressed", "true")
    assert last_line(home) == {"zh": missed, "gold": []}
