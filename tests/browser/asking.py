"""Ask questions in the page, for the tests in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from playwright.sync_api import Page, expect

Visit: TypeAlias = Callable[..., Page]
"""Opens the page in a browser context with given options."""

FIRST, SECOND = "太忻一体化经济区有多少个重大工程项目？", "忻州承担什么角色？"


def ask(page: Page, question: str) -> None:
    """Type a question, send it, and wait until the page shows it as asked."""
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#answer .qa-asked")).to_have_text(question)


@contextmanager
def stopped_clock(page: Page) -> Iterator[None]:
    """Keep what the page shows for two seconds on screen within the block: a busy machine may look later."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    yield
    page.clock.resume()


def quote_of(page: Page, number: int) -> str:
    """The text of a sentence of the answer, without its citation number."""
    sentence = page.locator(".qa-sentence").nth(number - 1)
    return "".join(sentence.locator(".qa-said").all_inner_texts())


def expect_open_at(page: Page, quote: str) -> None:
    """Expect the article to be open, with the quote marked and in view."""
    mark = page.locator("dialog[open] mark")
    expect(mark).to_have_text(quote)
    expect(mark).to_be_in_viewport(ratio=1)


def word_at(page: Page, selector: str, word: str) -> tuple[float, float]:
    """The position of a word of a quote in the window: the middle of its first character."""
    x, y = page.locator(selector).first.evaluate(
        """(quote, word) => {
            const texts = document.createTreeWalker(quote, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
                const at = texts.currentNode.data.indexOf(word);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(texts.currentNode, at);
                range.setEnd(texts.currentNode, at + 1);
                const { left, top, width, height } = range.getBoundingClientRect();
                return [left + width / 2, top + height / 2];
            }
        }""",
        word,
    )
    return x, y
