"""Take the README's screenshot: `python -m tests.screenshot` asks the sample articles in a real Chromium."""

import threading
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from qa.service import Service
from qa.web.server.app import web_app
from qa.web.server.http import PageServer, listen
from tests.chromium import CHROMIUM

PICTURE = Path(__file__).parents[1] / "qa" / "web" / "screenshot.png"
QUESTION = "What is Xinzhou's role in the Taixin zone?"


def main() -> None:
    with TemporaryDirectory() as home:
        service = Service(home)
        service.rebuild_sample_if_empty()
        ready: Queue[str] = Queue()
        server = PageServer(web_app(service), listen("127.0.0.1", 0), ready.put)
        thread = threading.Thread(target=server.serve_until_stopped)
        thread.start()
        try:
            take(ready.get(timeout=60))
        finally:
            server.should_exit = True
            thread.join(timeout=30)


def take(url: str) -> None:
    """Ask the page at this address and save a screenshot in 256 colours."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="en-GB", viewport={"width": 1280, "height": 880}, color_scheme="light")
        page.goto(url)
        box = page.locator("#question textarea")
        box.fill(QUESTION)
        box.press("Enter")
        page.locator(".qa-answered .qa-below .qa-confidence").wait_for(timeout=60_000)
        page.mouse.move(5, 5)
        page.wait_for_timeout(1_000)
        page.screenshot(path=PICTURE)
        browser.close()
    from PIL import Image

    Image.open(PICTURE).convert("RGB").quantize(256).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
