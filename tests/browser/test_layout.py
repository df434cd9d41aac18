import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qa.service import Service
from tests.browser.asking import FIRST, Visit, ask, expect_open_at, quote_of

pytestmark = pytest.mark.browser


def test_dark_is_dark(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    ask(page, FIRST)
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
    ask(page, FIRST)
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

    ask(page, FIRST)
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
    for label in page.locator("#map .annotation").all():
        expect(label).to_be_hidden()  # they would overlap
    lowest = page.locator("#months .legend").bounding_box()
    month = page.locator("#months .xtick text").first.bounding_box()
    assert lowest
    assert month
    assert lowest["y"] + lowest["height"] <= month["y"]


LAST_CHARACTERS = """sentences => sentences.map((sentence) => {
    const texts = document.createTreeWalker(sentence.querySelector(".qa-said"), NodeFilter.SHOW_TEXT);
    const last = document.createRange();
    while (texts.nextNode()) last.selectNodeContents(texts.currentNode);
    last.setStart(last.endContainer, last.endOffset - 1);
    return [last.getBoundingClientRect().bottom, sentence.querySelector(".qa-cite").getBoundingClientRect().top];
})"""
"""For each sentence, the bottom of its last character and the top of its citation number."""


def test_the_number_of_a_citation_stands_in_the_line_that_the_sentence_ends_in(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    sentences = page.locator("#answer .qa-sentence")
    expect(sentences.first).to_be_visible()
    for width in range(360, 400, 2):
        page.set_viewport_size({"width": width, "height": 844})
        for bottom, top in sentences.evaluate_all(LAST_CHARACTERS):
            assert top < bottom, width
    number = page.locator("#answer .qa-cite").first.bounding_box()
    assert number
    assert min(number["width"], number["height"]) >= 24, "large enough to be tapped"


def test_what_may_be_asked_next_is_not_below_the_question_box(visit: Visit) -> None:
    page = visit()
    for question in (FIRST, "忻州承担什么角色？"):
        ask(page, question)
        expect(page.locator("#following .qa-chip").first).to_be_visible()
    offered, box = page.locator("#following").bounding_box(), page.locator("#dock").bounding_box()
    asked = page.locator("#answer .qa-asked").bounding_box()
    assert offered
    assert box
    assert asked
    assert 15 <= asked["y"] < 100, "brought to the top, off the edge"
    assert offered["y"] + offered["height"] <= box["y"]
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    end = page.locator("#dock").bounding_box()
    assert end
    assert 800 < end["y"] + end["height"] <= 860, "nothing is below the box"


def test_what_begins_below_the_window_is_brought_up(visit: Visit) -> None:
    page = visit(viewport={"width": 390, "height": 500}, is_mobile=True, has_touch=True)
    page.get_by_text("筛选", exact=True).tap()
    for question in (FIRST, "忻州承担什么角色？"):
        ask(page, question)
        expect(page.locator("#answer .qa-asked")).to_be_in_viewport()
    page.wait_for_timeout(1_000)  # an empty question right after an answer counts as a key pressed twice
    for _ in range(2):  # an error is shown each time it occurs
        page.evaluate("window.scrollTo(0, 0)")
        page.locator("#ask").tap()
        expect(page.locator("#answer").get_by_role("alert")).to_be_in_viewport()


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


def test_a_short_source_has_one_line_and_fields_begin_below_each_other(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="文章").click()
    source = page.locator(".qa-articles .qa-source", has_text="示例日报").first.bounding_box()
    assert source
    assert source["height"] < 30
    fields = [field.bounding_box() for field in page.locator(".qa-folder input").all()]
    assert len({field["x"] for field in fields if field}) == 1


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
