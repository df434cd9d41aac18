"""Asking in the page, for the tests in a real browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from playwright.sync_api import Page, expect

Visit: TypeAlias = Callable[..., Page]
"""Opens the page in a browser of a given kind."""

FIRST, SECOND = "太忻一体化经济区有多少个重大工程项目？", "忻州承担什么角色？"


def ask(page: Page, question: str) -> None:
    """Type a question, send it, and wait until the page shows it as asked."""
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#answer .qa-asked")).to_have_text(question)


@contextmanager
def stopped_clock(page: Page) -> Iterator[None]:
    """What the page shows for two seconds stays for the block: a busy machine may look later than that."""
    page.clock.install(time=0)
    page.clock.pause_at(1)
    yield
    page.clock.resume()


def quote_of(page: Page, number: int) -> str:
    """What a sentence of the answer says, without its mark."""
    sentence = page.locator(".qa-sentence").nth(number - 1)
    return "".join(sentence.locator(".qa-said").all_inner_texts())


def expect_open_at(page: Page, quote: str) -> None:
    """The article is open, and the quote is marked in view."""
    mark = page.locator("dialog[open] mark")
    expect(mark).to_have_text(quote)
    expect(mark).to_be_in_viewport(ratio=1)


def word_at(page: Page, selector: str, word: str) -> tuple[float, float]:
    """Where a word of a quote stands in the window: the middle of its first character."""
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
