"""What helps to read a quote in a real browser: the words that answer."""

import pytest
from playwright.sync_api import expect

from tests.browser.asking import FIRST, Visit, ask

pytestmark = pytest.mark.browser


def test_the_words_that_answer_are_bold_in_the_answer_its_card_and_the_article(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    bold = page.locator("#answer .qa-said b").first
    words, said = bold.inner_text(), page.locator("#answer .qa-said").first.inner_text()
    assert any(c.isdecimal() for c in words), "a number is asked for"
    assert len(words) < len(said)
    assert int(bold.evaluate("e => getComputedStyle(e).fontWeight")) >= 600
    page.locator("#evidence-1 .qa-context > summary").click()
    expect(page.locator("#evidence-1 mark b")).to_have_text(words)
    page.locator("#answer .qa-cite").first.click()
    expect(page.locator("dialog[open] mark")).to_have_text(said)
    expect(page.locator("dialog[open] mark b")).to_have_text(words)
