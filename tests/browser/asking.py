"""Asking in the page, for the tests in a real browser."""

from collections.abc import Callable
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


def quote_of(page: Page, number: int) -> str:
    """What a sentence of the answer says, without its mark."""
    sentence = page.locator(".qa-sentence").nth(number - 1)
    return "".join(sentence.locator(".qa-said").all_inner_texts())


def expect_open_at(page: Page, quote: str) -> None:
    """The article is open, and the quote is marked in view."""
    mark = page.locator("dialog[open] mark")
    expect(mark).to_have_text(quote)
    expect(mark).to_be_in_viewport(ratio=1)
