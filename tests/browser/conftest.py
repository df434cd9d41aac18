"""The page over the sample and one hostile article, and a Chromium to open it in."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, expect, sync_playwright

from qa.service import Service
from qa.sources import sample_folder
from tests.chromium import ABSENT, CHROMIUM

Running: TypeAlias = Callable[..., AbstractContextManager[str]]

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

PATIENCE = 30_000
"""Milliseconds; the machine may be busy."""
LEAVING = ("AbortError", "Connection errored out", "ERR_CONNECTION_REFUSED")
"""Errors that occur when a page is left while it still listens to the server, or outlives the server of its test."""

PAYLOAD = '<script>alert(1)</script><img src=x onerror="alert(2)">${alert(3)}{{alert(4)}}'
HOSTILE = {
    "title": f"试试{PAYLOAD}的标题",  # a title that begins with a tag would be read as HTML
    "source": f"晚报{PAYLOAD}",
    "date": "2023-06-01",
    "url": "javascript:alert(5)",
    "text": f"卡祖笛博物馆上周开馆。博物馆的门票是三元{PAYLOAD}。馆长很高兴。",
}


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory, running: Running) -> Iterator[str]:
    """The page over the sample and the hostile article. Tests do not change its index."""
    folder = tmp_path_factory.mktemp("articles")
    (folder / "hostile.jsonl").write_text(json.dumps(HOSTILE), "utf-8")
    service = Service(tmp_path_factory.mktemp("home"))
    service.rebuild([sample_folder(), folder])
    with running(service) as address:
        yield address


@pytest.fixture
def hostile() -> dict[str, str]:
    """The article that tries to run scripts in each of its fields."""
    return HOSTILE


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip(ABSENT)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield launched
        launched.close()


class Watched:
    """The requests of a page, and what went wrong in it: errors, and dialogs opened by scripts."""

    def __init__(self, page: Page, at: str) -> None:
        self.own = at.partition("?")[0]
        self.requests: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("console", self._hear)

    def _dismiss(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _hear(self, said: ConsoleMessage) -> None:
        # The browser also reports here what the content security policy blocks.
        if said.type == "error":
            self.wrong.append(said.text)

    def unexpected(self) -> list[str]:
        """What went wrong, except for errors from leaving the page."""
        return [said for said in self.wrong if not any(known in said for known in LEAVING)]


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[Callable[..., Page]]:
    """A function that opens the page in a new browser context with the given options, by default at `url`.

    At teardown, asserts that each page sent requests to its own address only, and that nothing went wrong.
    """
    opened: list[tuple[Page, Watched]] = []

    def open_page(at: str = url, **kind: Any) -> Page:
        context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 860}, **kind})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        opened.append((page, Watched(page, at)))
        page.goto(at)
        page.locator(".qa-title").wait_for()
        return page

    yield open_page
    for page, watched in opened:
        page.context.close()
        assert watched.requests
        assert [asked for asked in watched.requests if not asked.startswith((watched.own, "data:", "blob:"))] == []
        assert watched.unexpected() == []
