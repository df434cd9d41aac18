"""Aids for reading a quote in a real browser: the answering words in bold, names in Latin letters, glosses."""

import pytest
from playwright.sync_api import expect

from index.crosslingual.romanisation import romanised
from tests.browser.asking import SECOND, Visit, ask, word_at

pytestmark = pytest.mark.browser

IN_ENGLISH = "What is Xinzhou's role in the Taixin zone?"


def test_the_words_that_answer_are_bold_in_the_answer_its_card_and_the_article(visit: Visit) -> None:
    page = visit()
    ask(page, SECOND)
    bold = page.locator("#answer .qa-said b").first
    words, said = bold.inner_text(), page.locator("#answer .qa-said").first.inner_text()
    assert 0 < len(words) < len(said)
    assert words in said
    assert int(bold.evaluate("e => getComputedStyle(e).fontWeight")) >= 600
    page.locator("#evidence-1 .qa-context > summary").click()
    expect(page.locator("#evidence-1 mark b")).to_have_text(words)
    page.locator("#answer .qa-cite").first.click()
    expect(page.locator("dialog[open] mark")).to_have_text(said)
    expect(page.locator("dialog[open] mark b")).to_have_text(words)


OF_ENGLISH, WORD, MEANING = "How many farm companies from Xinzhou took part in the fair?", "companies", "公司"


def test_in_an_english_page_a_word_under_the_pointer_has_its_pinyin_and_gloss(visit: Visit) -> None:
    page = visit(locale="en-GB")
    ask(page, IN_ENGLISH)
    quote = page.locator("#answer .qa-said").first
    texts = "e => [...e.childNodes].filter(n => n.nodeName !== 'B').every(n => n.nodeType === 3)"
    assert quote.evaluate(texts), "the words are no elements"
    page.mouse.move(*word_at(page, "#answer .qa-said", "承载"))
    card = page.locator(".qa-gloss")
    expect(card).to_contain_text("承载 chéngzài")
    expect(card).to_contain_text("to bear the weight")
    expect(card).to_contain_text("dictionary gloss, not a translation")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("#answer .qa-cite").first.click()
    page.locator("dialog[open] mark").wait_for()
    page.mouse.move(*word_at(page, "dialog .qa-text p:has(mark)", "承载"))
    expect(card).to_contain_text("chéngzài")
    expect(page.locator("dialog .qa-meta .qa-latin").first).to_be_visible()


def test_a_tap_shows_a_gloss(visit: Visit) -> None:
    page = visit(locale="en-GB", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    ask(page, IN_ENGLISH)
    page.touchscreen.tap(*word_at(page, "#answer .qa-said", "承载"))
    expect(page.locator(".qa-gloss")).to_contain_text("chéngzài")
    page.touchscreen.tap(200, 60)
    expect(page.locator(".qa-gloss")).to_be_hidden()


def test_sources_and_names_of_titles_are_in_latin_letters_for_who_reads_english(visit: Visit) -> None:
    page = visit(locale="en-GB")
    ask(page, IN_ENGLISH)
    card = page.locator(".qa-card").first
    source = card.locator(".qa-source")
    assert source.get_attribute("lang") == "zh-Hans"
    expect(card.locator(".qa-meta:has(.qa-source) .qa-latin")).to_have_text(romanised(source.inner_text()))


def test_in_a_chinese_page_an_english_word_has_its_gloss_in_chinese(visit: Visit) -> None:
    page = visit()
    ask(page, OF_ENGLISH)
    expect(page.locator("#answer .qa-said").first).to_contain_text(WORD)
    expect(page.locator("#answer .qa-looked")).to_contain_text("英文单词")
    page.mouse.move(*word_at(page, "#answer .qa-said", WORD))
    card = page.locator(".qa-gloss")
    expect(card.locator("strong")).to_have_text(WORD)
    expect(card).to_contain_text(MEANING)
    expect(card).to_contain_text("词典释义，不是译文")
    expect(card.locator(".qa-latin")).to_have_count(0)


def test_a_chinese_quote_of_a_chinese_page_is_left_as_it_is(visit: Visit) -> None:
    page = visit()
    ask(page, SECOND)
    page.mouse.move(*word_at(page, "#answer .qa-said", "承载"))
    page.wait_for_timeout(600)
    expect(page.locator(".qa-gloss")).to_be_hidden()
    expect(page.locator(".qa-latin")).to_have_count(0)
