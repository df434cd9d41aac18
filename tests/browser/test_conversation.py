"""Asking in a real browser: conversations, links, filters, evidence, languages, and searching."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from qa.service import Service
from qa.sources import sample_folder
from qa.types import Answer
from qa.web.html.links import Link, read_link
from qa.web.tabs import ask_tab
from tests.browser.asking import FIRST, SECOND, Visit, ask, stopped_clock

pytestmark = pytest.mark.browser


def test_a_conversation_goes_on_and_is_cleared(visit: Visit) -> None:
    page = visit()
    expect(page.locator("#hint .qa-empty")).to_be_visible()
    expect(page.locator("#clear")).to_be_hidden()
    ask(page, FIRST)
    expect(page.locator("#question textarea")).to_have_value("")
    ask(page, SECOND)
    earlier = page.locator("#earlier details")
    expect(earlier).to_have_count(1)
    expect(earlier.locator("summary")).to_have_text(FIRST)
    earlier.locator("summary").click()
    earlier.locator(".qa-cite").first.click()
    expect(page.locator("dialog[open] mark").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.locator("#clear").click()
    expect(page.locator("#earlier details")).to_have_count(0)
    expect(page.locator("#hint .qa-empty")).to_be_visible()
    expect(page.locator("#clear")).to_be_hidden()


def test_a_question_sent_while_the_page_still_opens_keeps_its_answer(
    visit: Visit,
    running: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(query: str) -> Link:
        time.sleep(2)
        return read_link(query)

    monkeypatch.setattr(ask_tab, "read_link", slow)
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([sample_folder()])
    with running(service) as url:
        page = visit(at=url)
        ask(page, FIRST)
        page.wait_for_timeout(4_000)  # by then the page has opened
        expect(page.locator("#answer .qa-asked")).to_have_text(FIRST)
        expect(page.locator("#hint")).to_be_hidden()


def test_a_question_sent_while_an_answer_grows_waits_for_it(
    visit: Visit, running: Callable[..., AbstractContextManager[str]], tmp_path: Path
) -> None:
    class Slow(Service):
        def stream(self, question: str, **how: Any) -> Iterator[Answer]:
            for answer in super().stream(question, **how):
                yield answer
                yield answer  # the page shows an answer when the next one arrives
                time.sleep(2 if question == FIRST else 0)

    service = Slow(tmp_path / "home", model="hashing")
    service.rebuild([sample_folder()])
    with running(service) as url:
        page = visit(at=url)
        box = page.locator("#question textarea")
        ask(page, FIRST)
        box.fill(SECOND)
        box.press("Enter")
        expect(page.locator("#answer .qa-asked")).to_have_text(SECOND)
        expect(page.locator("#earlier summary")).to_have_text([FIRST])


def test_a_key_pressed_twice_asks_once(visit: Visit) -> None:
    page = visit()
    box = page.locator("#question textarea")
    box.fill(FIRST)
    box.press("Enter")
    box.press("Enter")
    expect(page.locator("#answer .qa-asked")).to_have_text(FIRST)
    page.wait_for_timeout(1_000)  # by then a second answer would be there
    expect(page.locator("#answer .qa-asked")).to_have_text(FIRST)
    expect(page.locator("#earlier details")).to_have_count(0)
    expect(page.locator("#answer").get_by_role("alert")).to_have_count(0)


def test_a_copied_link_opens_the_answer_and_the_article_again(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, FIRST)
    copying = page.locator("#answer [data-copy]").first
    expect(copying).to_be_visible()
    with stopped_clock(page):
        copying.click()
        expect(copying).to_have_text("链接已复制")
    question_alone = page.evaluate("navigator.clipboard.readText()")
    assert f"?q={quote(FIRST, safe='')}" in question_alone
    page.locator("#answer .qa-cite").last.click()
    mark = page.locator("dialog[open] mark")
    expect(mark).to_be_visible()
    said = mark.inner_text()
    with stopped_clock(page):
        page.locator("dialog [data-copy]").click()
        expect(page.locator("dialog [data-copy]")).to_have_text("链接已复制")
    both = page.evaluate("navigator.clipboard.readText()")
    assert both.startswith(f"{question_alone}&a=")
    again = visit(at=both)
    expect(again.locator("#answer .qa-asked")).to_have_text(FIRST)
    expect(again.locator("dialog[open] mark")).to_have_text(said)
    expect(again.locator("dialog[open] mark")).to_be_in_viewport(ratio=1)
    again.keyboard.press("Escape")
    expect(again.locator("#evidence-1")).to_be_visible()


def test_a_link_brings_its_filters(visit: Visit, url: str) -> None:
    page = visit(at=f"{url}?q={quote(FIRST)}&since=2030")
    expect(page.locator("#answer .qa-none")).to_be_visible()
    expect(page.locator("#answer .qa-looked").last).to_have_text("筛选：起始日期 2030")
    page.get_by_text("筛选", exact=True).click()
    expect(page.get_by_label("起始日期").first).to_have_value("2030")


def test_filters_choose_what_is_answered_from(visit: Visit) -> None:
    page = visit()
    page.get_by_text("筛选", exact=True).click()
    filters = page.locator("#ask-filters")
    field = filters.locator("input[role=listbox], .wrap input").first
    for source in ("示例日报", "太忻示例观察"):
        field.click()
        page.get_by_role("option", name=source).click()
    page.keyboard.press("Escape")
    ask(page, FIRST)
    shown = page.locator("#answer .qa-card .qa-meta")
    expect(shown.first).to_be_visible()
    assert {meta.split(" · ")[0] for meta in shown.all_inner_texts()} <= {"示例日报", "太忻示例观察"}
    filters.get_by_label("起始日期").fill("2022-08")
    ask(page, "太忻经济区太原区签约了多少个项目？")
    assert {meta.split(" · ")[1] for meta in shown.all_inner_texts()} == {"2022-08-08"}
    filters.get_by_label("起始日期").fill("很久以前")
    page.locator("#question textarea").fill(SECOND)
    page.locator("#ask").click()
    expect(page.locator("#answer").get_by_role("alert")).to_contain_text("不是日期")
    expect(page.locator("#question textarea")).to_have_value(SECOND)  # stays, to be asked again


def test_a_filter_is_seen_where_its_field_is_folded_away_and_removed_by_a_click(visit: Visit, url: str) -> None:
    page = visit(at=f"{url}?q={quote(FIRST)}&since=2022-03&until=2022-04&source={quote('示例日报')}")
    chips = page.locator("#dock .qa-active button")
    expect(chips).to_have_text(["起始日期 2022-03 ✕", "截止日期 2022-04 ✕", "示例日报 ✕"])
    expect(page.get_by_label("起始日期").first).to_be_hidden()
    chips.nth(2).click()
    expect(chips).to_have_count(2)
    chips.nth(0).click()
    expect(chips).to_have_text(["截止日期 2022-04 ✕"])
    chips.nth(0).click()
    expect(chips.first).to_be_hidden()
    page.get_by_text("筛选", exact=True).click()
    expect(page.get_by_label("起始日期").first).to_have_value("")


SLOW_FIRST = """() => {
    const ask = window.fetch;
    const slow = [];
    window.answered = async () => Promise.all(slow);
    window.fetch = (address, options) => {
        const { data } = JSON.parse((String(address).includes("queue/join") && options?.body) || "{}");
        if (!(data?.length === 3 && data[0] === "2022-03") || slow.length) return ask(address, options);
        slow.push(new Promise((done) => setTimeout(done, 2000)).then(() => ask(address, options)));
        return slow[0];
    };
}"""
"""Delays the first request about the filters by two seconds."""


def test_filters_of_a_link_are_all_shown_whichever_request_is_answered_last(visit: Visit, url: str) -> None:
    page = visit()
    page.add_init_script(f"({SLOW_FIRST})()")
    page.goto(f"{url}?q={quote(FIRST)}&since=2022-03&until=2022-04&source={quote('示例日报')}")
    chips = page.locator("#dock .qa-active button")
    expect(chips.first).to_be_visible()
    page.evaluate("window.answered()")
    page.wait_for_timeout(1_000)  # until the delayed answer has arrived
    assert chips.all_inner_texts() == ["起始日期 2022-03 ✕", "截止日期 2022-04 ✕", "示例日报 ✕"]


def test_days_are_typed_or_chosen_and_those_of_a_question_can_be_taken_out(visit: Visit) -> None:
    page = visit(locale="en-GB")
    page.get_by_text("Filters", exact=True).click()
    since = page.get_by_label("From").first
    since.fill("last year")
    since.blur()
    chips = page.locator("#dock .qa-active button")
    expect(chips).to_have_text(["From last year ✕"])
    chips.click()
    expect(since).to_have_value("")
    box = page.locator("#ask-filters .qa-date").first
    expect(box.get_by_role("button", name="Choose a day")).to_be_visible()
    box.locator("input[type=date]").evaluate("e => { e.value = '2022-03-01'; e.dispatchEvent(new Event('change')); }")
    expect(chips).to_have_text(["From 2022-03-01 ✕"])
    chips.click()
    expect(chips).to_have_count(0)
    ask(page, "How many projects were there in the Taixin zone in 2022?")
    days = page.locator("#answer .qa-chip")
    expect(days).to_contain_text("2022-01-01 – 2022-12-31")
    days.click()
    expect(page.locator("#answer .qa-asked")).to_have_text("How many projects were there in the Taixin zone?")
    expect(days).to_have_count(0)


@pytest.mark.parametrize("hello", ["你好", "Hello"])
def test_a_greeting_is_told_what_can_be_asked(visit: Visit, hello: str) -> None:
    page = visit()
    ask(page, hello)
    expect(page.locator("#answer .qa-none")).to_contain_text("例如" if hello == "你好" else "For example")
    expect(page.locator("#answer .qa-nearest")).to_have_count(0)


def test_why_scores_and_timeline_stand_with_the_evidence(visit: Visit) -> None:
    page = visit(locale="en-GB")
    ask(page, "What is Xinzhou's role in the Taixin zone?")
    why = page.locator(".qa-card .qa-why", has_text="Xinzhou → 忻州").first
    expect(why).to_contain_text("similar meaning")
    card = page.locator("#evidence-1")
    expect(card.locator(".qa-scores dl")).to_be_hidden()
    card.locator(".qa-context > summary").click()
    card.locator(".qa-scores > summary").click()
    expect(card.locator(".qa-scores dl")).to_contain_text("Meaning (cosine)")
    expect(page.locator("dialog")).to_be_hidden()
    dot = page.locator(".qa-timeline a").last
    dot.click()
    expect(page.locator(".qa-card.qa-current")).to_be_in_viewport()
    page.locator(".qa-nearest > summary").click()
    expect(page.locator(".qa-nearest .qa-hit")).to_have_count(5)


def test_the_language_can_be_switched_and_is_remembered(visit: Visit) -> None:
    page = visit(locale="en-GB")
    expect(page.locator("#ask")).to_have_text("Ask")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page).to_have_title("Ask your articles · article-qa")
    page.get_by_role("button", name="中文").click()
    expect(page).to_have_title("文章问答 · article-qa")
    expect(page.locator("#ask")).to_have_text("提问")
    expect(page.locator(".qa-title")).to_have_text("文章问答")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.reload()
    expect(page.locator("#ask")).to_have_text("提问")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#ask")).to_have_text("Ask")


def test_a_search_has_pages_and_files(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="搜索").click()
    box = page.locator("#query").locator("input, textarea")
    box.fill("山西")
    box.press("Enter")
    results = page.locator("#results")
    expect(results.locator(".qa-hit")).to_have_count(10)
    first = results.locator(".qa-passage").first.inner_text()
    results.get_by_role("button", name="下一页").click()
    expect(results.locator(".qa-pager")).to_contain_text("第 2 页")
    assert results.locator(".qa-passage").first.inner_text() != first
    for name, start in (("JSON", "{"), ("CSV", "\ufeffnumber,"), ("Markdown", "# 山西")):
        with page.expect_download() as download:
            results.get_by_role("button", name=name).click()
        text = download.value.path().read_text("utf-8")
        assert text.startswith(start)
        assert text.count("太忻") > 3
