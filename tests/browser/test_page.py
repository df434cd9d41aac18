"""The page in a real browser: from a question to the sentence in its article, by mouse and by keyboard."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, expect

from qa.service import Service

pytestmark = pytest.mark.browser

Visit: TypeAlias = Callable[..., Page]

CHINESE = "太忻一体化经济区有多少个重大工程项目？"
ENGLISH = "What is Xinzhou's role in the Taixin zone?"


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".qa-asked")).to_have_text(question)


def quote_of(page: Page, number: int) -> str:
    sentence = page.locator(".qa-sentence").nth(number - 1)
    return "".join(sentence.locator(".qa-said").all_inner_texts())


def expect_open_at(page: Page, quote: str) -> None:
    mark = page.locator("dialog[open] mark")
    expect(mark).to_have_text(quote)
    expect(mark).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("locale", "question", "button"), [("zh-CN", CHINESE, "提问"), ("en-GB", ENGLISH, "Ask")])
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
    ask(page, CHINESE)
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


def test_dark_is_dark(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    ask(page, CHINESE)
    page.locator(".qa-cite").first.click()
    expect_open_at(page, quote_of(page, 1))
    for place in ("body", "dialog", "dialog mark"):
        ground, ink = page.locator(place).first.evaluate(
            "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
        )
        assert contrast(ground, ink) >= 4.5, place
        assert luminance(ground) < 0.2, place


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_print_has_enough_contrast(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    ask(page, CHINESE)
    ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    for place in (
        ".qa-heading",
        ".qa-cite",
        ".qa-confidence",
        ".qa-meta",
        ".qa-card blockquote",
        "button[role=tab][aria-selected=true]",
    ):
        ink = page.locator(place).first.evaluate("e => getComputedStyle(e).color")
        assert contrast(ground, ink) >= 4.5, place


def test_a_telephone_needs_no_sideways_scrolling(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)

    def width() -> int:
        return int(page.evaluate("document.scrollingElement.scrollWidth"))

    ask(page, CHINESE)
    assert width() <= 390
    answer, card = page.locator(".qa-answer").bounding_box(), page.locator(".qa-card").first.bounding_box()
    assert answer
    assert card
    assert card["y"] >= answer["y"] + answer["height"]
    page.locator(".qa-cite").first.tap()
    expect_open_at(page, quote_of(page, 1))
    assert page.locator(".qa-panel-body").evaluate("body => body.scrollWidth - body.clientWidth") <= 0
    page.locator(".qa-close").tap()
    for fold in page.locator("#ask-filters button.label-wrap, #answer summary").all():
        fold.tap()
    assert width() <= 390, "filters, scores and passages"
    ask(page, "法国大革命是哪一年爆发的？")
    page.locator(".qa-related").tap()
    expect(page.locator("#answer .qa-hit").first).to_be_visible()
    assert width() <= 390, "no answer"
    page.get_by_role("tab", name="搜索").tap()
    page.locator("#query").locator("input, textarea").fill("Xinzhou 半导体")
    page.locator("#search").tap()
    expect(page.locator("#results .qa-hit").first).to_be_visible()
    page.get_by_text("筛选与选项").tap()
    assert width() <= 390, "a search"
    page.get_by_role("tab", name="文章").tap()
    expect(page.locator(".qa-articles")).to_be_visible()
    assert width() <= 390, "the articles"
    row = page.locator(".qa-articles tbody tr").first
    title, source, remove = (row.locator(part).bounding_box() for part in (".qa-open", ".qa-source", ".qa-remove"))
    assert title
    assert source
    assert remove
    assert source["y"] >= title["y"] + title["height"]
    assert remove["x"] > source["x"] + source["width"]
    page.get_by_role("tab", name="图表").tap()
    expect(page.locator("#map .scatterlayer .trace").first).to_be_attached()
    assert width() <= 390, "the pictures"
    lowest = page.locator("#months .legend").bounding_box()
    month = page.locator("#months .xtick text").first.bounding_box()
    assert lowest
    assert month
    assert lowest["y"] + lowest["height"] <= month["y"]


def test_what_begins_below_the_window_is_brought_up(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 500}, is_mobile=True, has_touch=True)
    page.get_by_text("筛选", exact=True).tap()
    for question in (CHINESE, "忻州承担什么角色？"):
        ask(page, question)
        expect(page.locator("#answer .qa-asked")).to_be_in_viewport()
    for _ in range(2):  # the same error is told as often as it is made
        page.evaluate("window.scrollTo(0, 0)")
        page.locator("#ask").tap()
        expect(page.locator("#answer").get_by_role("alert")).to_be_in_viewport()


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
    # `visit` fails where a dialog of the browser came up.
    assert page.locator("img[src=x]").count() == 0


def test_what_is_very_long_leaves_room_for_the_rest(
    visit: Visit, running: Callable[..., AbstractContextManager[str]], tmp_path: Path
) -> None:
    quote = "卡祖笛博物馆的门票是三元，" * 300 + "就是这样。"
    long = {"title": "卡祖笛" * 300, "source": "晚报" * 150, "date": "2023-06-01", "text": f"{quote}\n博物馆上周开馆。"}
    (tmp_path / "long.jsonl").write_text(json.dumps(long), "utf-8")
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([tmp_path / "long.jsonl"])
    with running(service) as url:
        for viewport, most in (({"width": 1280, "height": 860}, 700), ({"width": 390, "height": 844}, 844)):
            page = visit(at=url, viewport=viewport)
            ask(page, "卡祖笛博物馆的门票是多少元？")
            card = page.locator(".qa-card", has_text="就是这样").first
            card.locator(".qa-context > summary").click()
            mark = card.locator("mark").first
            expect(mark).to_be_visible()
            box = card.bounding_box()
            assert box
            assert 0 < box["height"] < most, viewport
            card.locator(".qa-rest summary").click()
            expect(page.locator("dialog")).to_be_hidden()
            expect(card.locator(".qa-rest mark")).to_be_visible()
            mark.click()
            expect(page.locator("dialog[open] mark")).to_have_text(quote)
            page.keyboard.press("Escape")
            page.get_by_role("tab", name="文章").click()
            row = page.locator(".qa-articles tbody tr").bounding_box()
            assert row
            assert row["height"] < 260, viewport


def test_the_frameworks_footer_is_not_there(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_text("Gradio")).to_have_count(0)
    assert page.locator("footer").count() == 0 or not page.locator("footer").is_visible()


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2) of a colour such as "rgb(21, 24, 27)"."""
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2) of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
