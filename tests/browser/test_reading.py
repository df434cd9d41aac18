"""Reading an answer in a real browser: its layout, what its citations show, and the article beside it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import asking
from tests.browser.asking import Visit

pytestmark = pytest.mark.browser

CHINESE = "太忻一体化经济区有多少个重大工程项目？"
ENGLISH = "What is Xinzhou's role in the Taixin zone?"
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def ask(page: Page, question: str) -> None:
    asking.ask(page, question)
    expect(page.locator("#answer .qa-confidence")).to_be_visible()


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_each_answer_begins_in_the_upper_third_above_the_docked_question(
    visit: Visit, kind: dict[str, object], locale: str
) -> None:
    page = visit(locale=locale, **kind)
    height = page.evaluate("window.innerHeight")
    for question in (CHINESE if locale == "zh-CN" else ENGLISH, "忻州承担什么角色？"):
        ask(page, question)
        page.wait_for_function(
            "() => document.querySelector('#answer .qa-said').getBoundingClientRect().top < innerHeight / 3"
        )
        assert 0 <= top(page, "#answer .qa-said") < height / 3
        dock = page.locator("#dock").bounding_box()
        assert dock
        assert height - 40 < dock["y"] + dock["height"] <= height + 1
    assert top(page, "#earlier .qa-turn") < top(page, "#answer .qa-said")


def test_the_box_has_the_focus_and_a_slash_gives_it_back(visit: Visit) -> None:
    page = visit()
    box = page.locator("#question textarea")
    expect(box).to_be_focused()
    page.keyboard.type("1/2")
    expect(box).to_have_value("1/2")
    ask(page, CHINESE)
    page.locator("#answer .qa-cite").first.focus()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")


def test_examples_are_for_the_beginning(visit: Visit) -> None:
    page = visit()
    chips = page.locator("#examples .qa-chip")
    expect(chips.first).to_be_visible()
    ask(page, CHINESE)
    expect(chips.first).to_be_hidden()
    page.locator("#clear").click()
    expect(chips.first).to_be_visible()


@pytest.mark.parametrize(("locale", "question"), [("zh-CN", CHINESE), ("en-GB", ENGLISH)])
def test_what_is_offered_is_answered(visit: Visit, locale: str, question: str) -> None:
    page = visit(locale=locale)
    expect(page.locator("#examples .qa-chip").first).to_be_visible()
    offered = page.locator("#examples .qa-chip").all_inner_texts()
    for chip in offered:
        ask(page, chip)
        expect(page.locator("#answer .qa-cite").first).to_be_visible()
        expect(page.locator("#answer .qa-notice")).to_have_count(0)
        page.locator("#clear").click()
        expect(page.locator("#clear")).to_be_hidden()  # the page is empty again before the next question is sent
    ask(page, question)
    following = page.locator("#following .qa-chip").first
    expect(following).to_be_visible()
    # In one step, as this answer's suggestions may replace the earlier ones at any time.
    chosen = following.evaluate("chip => { chip.click(); return chip.innerText; }")
    assert chosen != question
    expect(page.locator("#answer .qa-asked")).to_have_text(chosen)
    expect(page.locator("#answer .qa-cite").first).to_be_visible()


def test_a_sentence_is_printed_once_and_an_article_has_one_card(visit: Visit) -> None:
    page = visit(locale="en-GB", **DESKTOP)
    ask(page, ENGLISH)
    sentence = page.locator("#answer .qa-said").first.inner_text()
    assert page.locator("#answer").inner_text().count(sentence) == 1
    page.locator("#evidence-1 .qa-context > summary").click()
    expect(page.locator("#evidence-1 mark")).to_be_visible()
    titles = page.locator(".qa-card .qa-open").all_inner_texts()
    assert len(titles) == len(set(titles)) > 1
    answer, evidence = (page.locator(part).bounding_box() for part in (".qa-answer", ".qa-evidence"))
    assert answer
    assert evidence
    assert evidence["x"] >= answer["x"] + answer["width"]
    assert abs(evidence["y"] - answer["y"]) < 30


def test_the_article_opens_beside_the_answer_and_leads_to_the_next_citation(visit: Visit) -> None:
    page = visit(locale="en-GB", **DESKTOP)
    ask(page, ENGLISH)
    said = page.locator("#answer .qa-said").all_inner_texts()
    page.locator("#answer .qa-cite").first.click()
    mark = page.locator("dialog[open] mark")
    expect(mark).to_have_text(said[0])
    panel = page.locator("dialog[open]").bounding_box()
    assert panel
    for sentence in page.locator("#answer .qa-sentence").all():
        box = sentence.bounding_box()
        assert box
        assert box["x"] + box["width"] <= panel["x"], "the panel covers the answer"
    before, after = page.locator("[data-walk]").all()
    expect(before).to_be_disabled()
    expect(page.locator(".qa-walk-at")).to_have_text(f"1 / {len(said)}")
    after.click()
    expect(mark).to_have_text(said[1])
    expect(mark).to_be_in_viewport(ratio=1)
    expect(page.locator("#answer .qa-cite.qa-current")).to_have_text("2")
    page.locator("dialog .qa-panel-body").evaluate("body => body.scrollTop = 9999")
    expect(page.locator("dialog h2")).to_be_in_viewport()
    expect(page.locator("dialog .qa-meta")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#answer .qa-cite").nth(1)).to_be_focused()
    page.locator(".qa-nearest > summary").click()
    page.locator(".qa-nearest .qa-open").first.click()
    expect(page.locator("dialog[open] .qa-text")).to_be_visible()
    expect(page.locator(".qa-walk")).to_be_hidden()


def test_on_a_phone_the_article_is_a_sheet_below_the_sentence(visit: Visit) -> None:
    page = visit(**PHONE)
    ask(page, "忻州承担什么角色？")
    last = page.locator("#answer .qa-cite").last
    last.tap()
    expect(page.locator("dialog[open] mark")).to_be_visible()
    page.wait_for_timeout(300)
    sheet, sentence = (
        page.locator("dialog[open]").bounding_box(),
        page.locator("#answer .qa-sentence").last.bounding_box(),
    )
    assert sheet
    assert sentence
    assert sheet["width"] == 390
    assert sentence["width"] > 300  # the sheet does not make it narrower
    assert sentence["y"] >= 0
    assert sentence["y"] + sentence["height"] <= sheet["y"]


@pytest.mark.parametrize("by_keyboard", [False, True])
def test_a_citation_shows_what_it_cites(visit: Visit, by_keyboard: bool) -> None:
    page = visit(**DESKTOP)
    ask(page, CHINESE)
    link, tip = page.locator("#answer .qa-cite").first, page.locator("#qa-tip")
    expect(tip).to_be_hidden()
    if by_keyboard:
        page.locator("#answer .qa-asked").evaluate("e => { e.tabIndex = -1; e.focus(); }")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    else:
        link.hover()
    expect(tip).to_contain_text(page.locator("#evidence-1 .qa-open").inner_text())
    expect(tip).to_contain_text(page.locator("#evidence-1 .qa-meta").inner_text())
    expect(tip.locator("q")).to_have_text(page.locator("#answer .qa-said").first.inner_text())
    expect(link).to_have_attribute("aria-describedby", "qa-tip")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    link.click()
    expect(tip).to_be_hidden()


def test_numbers_can_be_hit_and_quotes_are_whole_in_their_language(visit: Visit) -> None:
    page = visit(locale="en-GB")
    ask(page, ENGLISH)
    for link in page.locator("#answer .qa-cite").all():
        box = link.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
    said = page.locator("#answer .qa-sentence")
    written = [(sentence.inner_text().isascii(), sentence.get_attribute("lang")) for sentence in said.all()]
    assert {(False, "zh-Hans")} <= set(written) <= {(False, "zh-Hans"), (True, "en")}
    nodes = page.locator("#answer .qa-said").evaluate_all("all => all.map(e => [...e.childNodes].map(n => n.nodeName))")
    assert len(nodes) == said.count()
    for names in nodes:  # plain text, perhaps with the answering words in bold
        assert names in (["#text"], ["#text", "B"], ["B", "#text"], ["#text", "B", "#text"])
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator(".qa-articles .qa-open[lang=zh-Hant]").first).to_be_visible()
    expect(page.locator(".qa-articles .qa-source[lang=zh-Hant]").first).to_be_visible()
