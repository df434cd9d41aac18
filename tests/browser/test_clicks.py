"""Less common actions in a real browser: drops, bars, reprints, translations, a refused clipboard, a lost server."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from qa.generate.client import LanguageModel
from qa.service import Service
from tests.browser.asking import FIRST, SECOND, Visit, ask, expect_open_at, quote_of
from tests.browser.conftest import PATIENCE, Running
from tests.language_model import Endpoint, says

pytestmark = pytest.mark.browser

NEWS = "青石水库\n2024-05-01 来源：甲报\n\n青石水库今年放水三次。水库在五月开始蓄水，可以灌溉十万亩农田，村民都来看。"
REPRINT = NEWS.replace("2024-05-01 来源：甲报", "2024-05-02 来源：乙报")
QUESTION = "青石水库今年放水几次？"
TRIES = 3


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory, running: Running) -> Iterator[str]:
    """A page with an article and its reprint, whose index tests may change."""
    articles = tmp_path_factory.mktemp("articles")
    for name, text in (("a", NEWS), ("b", REPRINT)):
        (articles / f"{name}.txt").write_text(text, "utf-8")
    service = Service(tmp_path_factory.mktemp("home"), model="hashing")
    service.rebuild([articles])
    with running(service) as address:
        yield address


def open_articles(page: Page) -> None:
    page.get_by_role("tab", name="文章").click()
    expect(page.locator(".qa-articles")).to_be_visible()


def test_a_file_that_is_dropped_is_added(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    open_articles(page)
    zone = page.locator(".qa-drop")
    drag = """(zone, type) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["风筝节在周六开幕，来了三千人。"], "风筝节.txt"));
        zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }"""
    zone.evaluate(drag, "dragover")
    expect(zone).to_have_class("qa-drop qa-over")
    zone.evaluate(drag, "dragleave")
    expect(zone).to_have_class("qa-drop")
    zone.evaluate(drag, "drop")
    expect(page.locator("#qa-progress .qa-report")).to_contain_text("文章 3 篇")
    page.get_by_role("button", name="删除文件 风筝节.txt").click()
    page.get_by_role("button", name="确定？ 删除文件 风筝节.txt").click()
    expect(page.locator(".qa-articles tbody tr")).to_have_count(2)


def test_everything_is_indexed_again_and_no_page_of_this_computer_is_fetched(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    open_articles(page)
    page.locator("[data-job=again]").click()
    expect(page.locator("#qa-progress .qa-report")).to_contain_text("没有变化。文章 2 篇")
    page.locator("#qa-pages").fill("http://127.0.0.1:9/1.html")
    page.get_by_role("button", name="抓取并添加").click()
    expect(page.locator("#qa-progress").get_by_role("alert")).to_contain_text("127.0.0.1 是本机或内网地址")


def test_a_reprint_opens_beside_the_answer(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    ask(page, QUESTION)
    first = page.locator(".qa-card .qa-source").first.inner_text()
    page.locator(".qa-card .qa-reprint").first.click()
    source = page.locator("dialog[open] .qa-source")
    expect(source).to_have_text("乙报" if first == "甲报" else "甲报")
    expect(page.locator("dialog[open] mark")).to_have_count(0)


def click_when_marked(page: Page, bar: Locator) -> None:
    """Click a chart bar once hovering highlights it; a click is lost if the chart is redrawn meanwhile."""
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y - 4)
    page.mouse.move(x, y, steps=5)
    expect(page.locator("#months .hoverlayer .hovertext").first).to_be_attached()
    page.mouse.down()
    page.mouse.up()


def test_a_bar_lists_the_articles_of_its_month_and_source(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    page.get_by_role("tab", name="图表").click()
    bar = page.locator("#months .bars path").first
    expect(bar).to_be_attached()
    for _ in range(TRIES):
        click_when_marked(page, bar)
        with suppress(AssertionError):
            expect(page.locator("#qa-month .qa-hit")).to_have_count(1, timeout=PATIENCE / TRIES)
            break
    expect(page.locator("#qa-month .qa-hit")).to_have_count(1)
    source = page.locator("#qa-month .qa-source").inner_text()
    expect(page.locator("#qa-month strong")).to_have_text(f"2024-05、{source}：1 篇文章")
    page.locator("#qa-month a").click()
    expect(page.locator("#dock .qa-active button")).to_have_text(
        ["起始日期 2024-05 ✕", "截止日期 2024-05 ✕", f"{source} ✕"]
    )


def test_a_quote_is_translated_in_the_words_of_the_model(
    visit: Visit, running: Running, endpoint: Endpoint, tmp_path: Path, write: Callable[..., Path]
) -> None:
    model = LanguageModel(endpoint.url, "m")
    service = Service(tmp_path / "home", model="hashing", llm=model)
    service.rebuild([write(one=NEWS)])
    with running(service) as url:
        page = visit(at=url, locale="en-GB")
        ask(page, QUESTION)
        translate = page.locator("[data-translate]").first
        endpoint.say = says("The reservoir released water three times.")
        translate.click()
        shown = page.locator(".qa-translation")
        expect(shown).to_contain_text("The reservoir released water three times.")
        expect(shown).to_contain_text("translated by the language model, not checked")
        expect(translate).to_be_disabled()


SLOW_FIRST = """() => {
    const ask = window.fetch;
    let first = true;
    window.fetch = async (address, options) => {
        const held = first && ["open_article", "month"].includes(JSON.parse(options?.body ?? "{}").fn_name);
        if (!held) return ask(address, options);
        first = false;
        await new Promise((done) => setTimeout(done, 1000));
        return ask(address, options).finally(() => setTimeout(() => (window.came = true), 300));
    };
}"""
"""Delays the first request for an article or a month."""


def test_of_two_clicks_the_last_is_shown_though_the_first_is_answered_later(visit: Visit) -> None:
    page = visit()
    ask(page, SECOND)
    page.evaluate(SLOW_FIRST)
    cited = page.locator("#answer .qa-sentence")
    cited.nth(0).locator(".qa-cite").first.click()
    cited.nth(1).locator(".qa-cite").first.click()
    expect_open_at(page, quote_of(page, 2))
    page.wait_for_function("window.came")
    expect_open_at(page, quote_of(page, 2))
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("#map .scatterlayer .trace").first).to_be_attached()
    page.locator(".qa-months summary").click()
    page.evaluate(f"window.came = false; ({SLOW_FIRST})()")
    months = page.locator("[data-month]")
    for month in (months.nth(0), months.nth(1)):
        month.click()
    wanted = str(months.nth(1).get_attribute("data-month"))
    expect(page.locator("#qa-month strong")).to_contain_text(wanted)
    page.wait_for_function("window.came")
    expect(page.locator("#qa-month strong")).to_contain_text(wanted)


def test_what_the_browser_does_not_copy_is_shown_to_be_copied_by_hand(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    page.evaluate(
        "() => { window.prompt = (...told) => { window.told = told; }; navigator.clipboard.writeText = () => Promise.reject(); }"
    )
    ask(page, QUESTION)
    page.locator("[data-take=text]").click()
    page.wait_for_function("() => window.told")
    told, text = page.evaluate("() => window.told")
    assert told == "未能复制，请从这里复制："
    assert text.startswith("青石水库今年放水三次。 [1]")


def test_the_list_of_conversations_is_closed_in_each_of_the_usual_ways(visit: Visit) -> None:
    page = visit()
    listed = page.locator("dialog.qa-conversations")
    ways: list[Callable[[], None]] = [
        lambda: page.keyboard.press("Escape"),
        lambda: listed.get_by_role("button", name="关闭").click(),
        lambda: page.mouse.click(5, 5),
    ]
    for way in ways:
        page.get_by_role("button", name="对话记录").click()
        expect(listed).to_be_visible()
        expect(listed.locator("p")).to_have_text("没有找到对话记录。记录只保存在本浏览器中。")
        way()
        expect(listed).to_have_count(0)


def test_a_calendar_opens_at_its_button(visit: Visit) -> None:
    page = visit()
    page.evaluate("() => { HTMLInputElement.prototype.showPicker = function () { window.opened = this.value; }; }")
    page.get_by_text("筛选", exact=True).click()
    page.get_by_label("起始日期").first.fill("2022-03-01")
    page.locator("#ask-filters").get_by_role("button", name="选择日期").first.click()
    assert page.evaluate("() => window.opened") == "2022-03-01"


def test_a_server_that_is_gone_is_told_where_it_was_asked(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('Connection errored out')); }")
    page.locator("#answer .qa-cite").first.click()
    told = page.locator("dialog[open]").get_by_role("alert")
    expect(told).to_have_text("程序没有回应，它还在运行吗？")
    expect(page.locator("#answer .qa-said").first).to_be_visible()
    page.locator("#answer [data-rate=up]").click()
    expect(page.locator(".qa-rated").get_by_role("alert")).to_have_text("程序没有回应，它还在运行吗？")
