"""The page in a real browser: from a question to the sentence in its article, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.asking import FIRST, Visit, ask, expect_open_at, quote_of

pytestmark = pytest.mark.browser


ENGLISH = "What is Xinzhou's role in the Taixin zone?"


@pytest.mark.parametrize(("locale", "question", "button"), [("zh-CN", FIRST, "提问"), ("en-GB", ENGLISH, "Ask")])
def test_from_a_question_to_the_sentence_in_its_article(visit: Visit, locale: str, question: str, button: str) -> None:
    page = visit(locale=locale)
    expect(page.locator("#ask")).to_have_text(button)
    ask(page, question)
    quote = quote_of(page, 1)
    expect(page.locator("#evidence-1 mark")).to_have_text(quote)
    page.locator(".qa-cite").first.click()
    expect_open_at(page, quote)
    expect(page.locator("dialog[open] h2")).to_have_text(page.locator("#evidence-1 .qa-open").inner_text())


def test_a_card_opens_its_article_and_the_same_one_again(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    page.locator("#evidence-1 .qa-context > summary").click()
    for _ in range(2):
        page.locator("#evidence-1 blockquote").click()
        expect_open_at(page, quote_of(page, 1))
        page.locator(".qa-close").click()
        expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("#evidence-1")).to_have_class("qa-card qa-current")


def test_a_long_article_is_scrolled_to_the_quote(visit: Visit) -> None:
    page = visit(viewport={"width": 700, "height": 320})
    ask(page, ENGLISH)
    page.locator(".qa-cite").first.click()
    expect_open_at(page, quote_of(page, 1))
    assert page.locator(".qa-panel-body").evaluate("body => body.scrollTop") > 0


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit()
    box = page.locator("#question textarea")
    box.focus()
    page.keyboard.type("太忻一体化经济区今年的盘子")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("485个重大工程项目")
    assert box.input_value() == "太忻一体化经济区今年的盘子\n485个重大工程项目"
    expect(page.locator(".qa-asked")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".qa-asked")).to_be_visible()
    citation = page.locator(".qa-cite").first
    citation.focus()
    assert citation.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect_open_at(page, quote_of(page, 1))
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(citation).to_be_focused()


def test_an_example_is_asked_when_it_is_chosen(visit: Visit) -> None:
    page = visit()
    example = page.locator("#examples button").nth(1)
    question = example.inner_text().strip()
    example.click()
    expect(page.locator(".qa-asked")).to_have_text(question)
    expect(page.locator("#question textarea")).to_have_value("")  # for the next question


def test_without_an_answer_there_is_no_evidence(visit: Visit) -> None:
    page = visit()
    ask(page, "法国大革命是哪一年爆发的？")
    expect(page.locator(".qa-none")).to_have_text("文章中没有找到这个问题的答案。")
    expect(page.locator(".qa-related")).to_have_text("最接近的段落")
    expect(page.locator("#answer .qa-hit")).to_have_count(3)
    expect(page.locator("#answer .qa-hit").first).to_be_hidden()
    expect(page.locator("#answer .qa-looked")).to_contain_text("法国大革命")
    page.locator(".qa-related").click()
    expect(page.locator("#answer .qa-hit").first).to_be_visible()
    expect(page.locator(".qa-card")).to_have_count(0)
    expect(page.locator(".qa-cite")).to_have_count(0)


def test_an_empty_question_is_told_in_one_line(visit: Visit) -> None:
    page = visit()
    page.locator("#ask").click()
    expect(page.locator("#answer").get_by_role("alert")).to_have_text("问题是空的：请用中文或英文提问")


def test_search_marks_words_and_opens_articles(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="搜索").click()
    page.locator("#query").locator("input, textarea").fill("Xinzhou 半导体")
    page.locator("#query").locator("input, textarea").press("Enter")
    first = page.locator("#results .qa-hit").first
    expect(first.locator("mark", has_text="忻州").first).to_be_visible()
    expect(first.locator("mark", has_text="半导体").first).to_be_visible()
    expect(first.locator(".qa-why")).to_contain_text("Xinzhou → 忻州")
    expect(first.locator(".qa-scores dl")).to_be_hidden()
    first.locator(".qa-scores summary").click()
    expect(first.locator(".qa-scores dl")).to_contain_text("综合")
    expect(page.locator("dialog")).to_be_hidden()
    passage = first.locator(".qa-passage").inner_text()
    first.locator(".qa-open").click()
    expect(page.locator("dialog[open] .qa-text")).to_contain_text(passage.split("\n")[0])


def test_filters_that_make_no_sense_are_told(visit: Visit) -> None:
    page = visit(locale="en-GB")
    page.get_by_role("tab", name="Search").click()
    page.get_by_text("Filters and options").click()
    page.get_by_label("From").last.fill("soon")
    page.locator("#query").locator("input, textarea").fill("grain")
    page.locator("#search").click()
    expect(page.get_by_role("alert")).to_contain_text("is not a date")
    page.get_by_label("From").last.fill("2030")
    page.locator("#search").click()
    expect(page.locator("#results")).to_contain_text("Nothing found")


def test_the_articles_are_listed_and_open(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="文章").click()
    expect(page.locator(".qa-articles tbody tr")).to_have_count(17)
    title = page.locator(".qa-articles .qa-open").nth(1).inner_text()
    page.locator(".qa-articles tbody tr").nth(1).locator("td").first.click()
    expect(page.locator("dialog[open] h2")).to_have_text(title)
    expect(page.locator("dialog[open] mark")).to_have_count(0)


def test_scripts_in_articles_and_questions_are_only_text(visit: Visit, hostile: dict[str, str]) -> None:
    page = visit()
    payload = hostile["source"]
    ask(page, f"卡祖笛博物馆{payload}")
    ask(page, "博物馆的门票是三元")
    opener = page.locator("#answer .qa-open").first
    expect(opener).to_have_text(hostile["title"])
    opener.click()
    expect(page.locator("dialog[open] h2")).to_have_text(hostile["title"])
    expect(page.locator("dialog[open] .qa-text")).to_have_text(hostile["text"])
    expect(page.locator("dialog[open] .qa-meta")).to_have_text(f"{payload} · 2023-06-01")
    assert page.locator("dialog[open] a").count() == 0
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="搜索").click()
    page.locator("#query").locator("input, textarea").fill(f"卡祖笛 {payload}")
    page.locator("#search").click()
    expect(page.locator("#results .qa-hit").first).to_contain_text("卡祖笛")
    page.get_by_role("tab", name="文章").click()
    expect(page.locator(".qa-articles .qa-open").first).to_have_text(hostile["title"])
    # `visit` fails if the browser opened a dialog.
    assert page.locator("img[src=x]").count() == 0
