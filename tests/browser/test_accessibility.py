"""Automated accessibility checks: axe-core's rules, and everything by keyboard alone."""

from collections.abc import Callable
from typing import TypeAlias

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.asking import word_at

pytestmark = pytest.mark.browser

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

Visit: TypeAlias = Callable[..., Page]
SERIOUS = {"serious", "critical"}


def findings(page: Page) -> list[str]:
    """The serious findings of axe-core: the rule and the element."""
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "locale"), [("light", "zh-CN"), ("dark", "en-GB")])
def test_nothing_serious_is_found(visit: Visit, scheme: str, locale: str) -> None:
    page = visit(color_scheme=scheme, locale=locale)
    tabs = page.get_by_role("tab")
    expect(page.locator("#hint .qa-empty")).to_be_visible()
    assert findings(page) == [], "nothing asked yet"
    for question in ("太忻一体化经济区有多少个重大工程项目？", "忻州承担什么角色？"):
        page.locator("#question textarea").fill(question)
        page.keyboard.press("Enter")
        expect(page.locator("#answer .qa-asked")).to_have_text(question)
    for fold in page.locator("#ask-filters button.label-wrap, .qa-card summary").all():
        fold.click()
    page.locator("[data-rate=down]").click()
    expect(page.locator(".qa-rated")).to_be_visible()
    page.locator("#ask-filters .qa-date input, #ask-filters .qa-date textarea").first.fill("2021")
    expect(page.locator("#dock .qa-active button")).to_be_visible()
    assert findings(page) == [], "an answer, rated, and a filter"
    page.locator("#answer .qa-cite").first.hover()
    expect(page.locator("#qa-tip")).to_be_visible()
    assert findings(page) == [], "what is cited, in a card"
    if locale != "zh-CN":  # words in the page's own language have no gloss
        page.mouse.move(*word_at(page, "#answer .qa-said", "承载"))
        expect(page.locator(".qa-gloss")).to_be_visible()
        assert findings(page) == [], "a gloss"
    page.locator("[data-conversations]").click()
    expect(page.locator("dialog.qa-conversations li")).to_have_count(1)
    page.locator("dialog.qa-conversations li button").first.click()
    expect(page.locator("dialog.qa-conversations li input")).to_be_focused()
    assert findings(page) == [], "the conversations"
    page.keyboard.press("Escape")
    page.locator("#answer .qa-cite").first.click()
    expect(page.locator("dialog[open] mark")).to_be_visible()
    assert findings(page) == [], "an article"
    page.keyboard.press("Escape")
    page.locator("#question textarea").fill("法国大革命是哪一年爆发的？")
    page.keyboard.press("Enter")
    expect(page.locator("#answer .qa-related")).to_be_visible()
    assert findings(page) == [], "no answer"
    page.locator("#question textarea").fill("太忻一体化经济区有重大工程项目吗？")
    page.keyboard.press("Enter")
    expect(page.locator("#answer .qa-lead")).to_be_visible()
    assert findings(page) == [], "yes or no"
    while not page.locator("#answer").get_by_role("alert").count():  # until the answer is complete, no other is begun
        page.locator("#ask").click()
        page.wait_for_timeout(500)
    assert findings(page) == [], "an error"
    tabs.nth(1).click()
    page.locator("#query").locator("input, textarea").fill("山西")
    page.locator("#search").click()
    expect(page.locator("#results .qa-hit")).to_have_count(10)
    assert findings(page) == [], "a search"
    tabs.nth(2).click()
    expect(page.locator(".qa-articles")).to_be_visible()
    assert findings(page) == [], "the articles"
    tabs.nth(3).click()
    expect(page.locator("#map .scatterlayer .trace").first).to_be_attached()
    page.locator(".qa-months summary").click()
    page.locator("[data-month]").first.click()
    expect(page.locator("#qa-month .qa-hit").first).to_be_visible()
    page.locator(".qa-cluster summary").first.click()
    assert findings(page) == [], "the pictures"


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit: Visit) -> None:
    page = visit()
    page.locator("#question textarea").fill("忻州承担什么角色？")
    page.keyboard.press("Enter")
    expect(page.locator("#answer .qa-asked")).to_be_visible()
    page.locator("#question textarea").focus()
    reached: set[str] = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "() => { const e = document.activeElement;"
            " return [e.id || e.className || e.tagName, getComputedStyle(e).outlineStyle]; }"
        )
        reached.add(name.split()[0] if name else "")
        if name.startswith("qa-"):
            assert outline != "none", name
    assert {"ask", "qa-cite", "qa-open", "qa-small"} <= reached


def test_every_tab_works_without_a_mouse(visit: Visit) -> None:
    page = visit()

    def go(to: Locator) -> None:
        """Reach an element with the Tab key alone."""
        for _ in range(60):
            page.keyboard.press("Tab")
            if to.evaluate("e => e === document.activeElement"):
                return
        pytest.fail(f"the keyboard does not reach {to}")

    def open_and_close(opener: Locator) -> None:
        go(opener)
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open] .qa-text")).to_be_visible()
        page.keyboard.press("Escape")
        expect(opener).to_be_focused()

    def turn_to(tab: str) -> None:
        page.locator("body").evaluate("() => document.activeElement.blur()")
        go(page.get_by_role("tab", name=tab))
        page.keyboard.press("Enter")

    turn_to("搜索")
    go(page.locator("#query").locator("input, textarea"))
    page.keyboard.type("山西")
    page.keyboard.press("Enter")
    expect(page.locator("#results .qa-hit")).to_have_count(10)
    open_and_close(page.locator("#results .qa-open").first)
    go(page.locator("#results").get_by_role("button", name="下一页"))
    page.keyboard.press("Enter")
    expect(page.locator("#results .qa-pager")).to_contain_text("第 2 页")
    turn_to("文章")
    expect(page.locator(".qa-articles")).to_be_visible()
    go(page.locator("#qa-files"))
    go(page.get_by_label("本机文件夹"))
    go(page.locator("[data-job=check]"))
    go(page.get_by_role("button", name="标题", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("th.qa-title")).to_have_attribute("aria-sort", "ascending")
    open_and_close(page.locator(".qa-articles .qa-open").first)
    go(page.locator(".qa-articles [data-job=forget]").first)
    turn_to("图表")
    expect(page.locator("#map .scatterlayer .trace").first).to_be_attached()
