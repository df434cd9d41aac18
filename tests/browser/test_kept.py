"""Saving a conversation in a real browser: in the address, in the browser's list, as text and as files."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import asking
from tests.browser.asking import FIRST, SECOND, Visit, stopped_clock

pytestmark = pytest.mark.browser


def ask(page: Page, question: str) -> None:
    asking.ask(page, question)
    expect(page.locator("#answer [data-take=text]")).to_be_visible()


def test_a_conversation_comes_back_whole_by_its_address(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    page.wait_for_url(f"**/?q={quote(FIRST, safe='')}")
    ask(page, SECOND)
    page.wait_for_url(f"**/?q={quote(FIRST, safe='')}&q={quote(SECOND, safe='')}")
    said = page.locator("#answer .qa-said").all_inner_texts()
    page.reload()
    expect(page.locator("#answer .qa-asked")).to_have_text(SECOND)
    expect(page.locator("#earlier summary")).to_have_text([FIRST])
    expect(page.locator("#answer .qa-said")).to_have_text(said)
    page.locator("#clear").click()
    expect(page.locator("#hint .qa-empty")).to_be_visible()
    assert "?" not in page.url


def test_conversations_are_listed_found_renamed_opened_and_deleted(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    ask(page, SECOND)  # in the same conversation
    page.locator("#clear").click()
    expect(page.locator("#hint .qa-empty")).to_be_visible()
    ask(page, "“一群两区三圈”是什么？")
    page.get_by_role("button", name="对话记录").click()
    rows = page.locator(".qa-conversations li")
    expect(rows.locator("a")).to_have_text(["“一群两区三圈”是什么？", FIRST])
    rows.nth(1).get_by_role("button", name="重命名").click()
    rows.nth(1).locator("input").fill("太忻的项目")
    rows.nth(1).locator("input").press("Enter")
    expect(rows.nth(1).locator("a")).to_have_text("太忻的项目")
    page.locator(".qa-conversations input").first.fill("太忻")
    expect(rows).to_have_count(1)
    rows.locator("a").click()
    expect(page.locator("#answer .qa-asked")).to_have_text(SECOND)
    expect(page.locator("#earlier summary")).to_have_text([FIRST])
    page.get_by_role("button", name="对话记录").click()
    expect(rows.locator("a")).to_have_text(["太忻的项目", "“一群两区三圈”是什么？"])
    for left in (1, 0):
        rows.first.get_by_role("button", name="删除").click()
        expect(rows).to_have_count(left)
    expect(page.locator(".qa-conversations p")).to_be_visible()


def test_an_answer_is_copied_with_its_citations_and_the_whole_saved(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, FIRST)
    said = page.locator("#answer .qa-said").first.inner_text()
    title = page.locator("#evidence-1 .qa-open").inner_text()
    with stopped_clock(page):
        page.locator("[data-take=text]").click()
        expect(page.locator("[data-take=text]")).to_have_text("回答已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{said} [1]")
    assert f"\n[1] {title}, " in copied
    ask(page, SECOND)
    with page.expect_download() as download:
        page.locator("[data-take=json]").click()
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert [one["question"] for one in saved] == [FIRST, SECOND]
    assert saved[0]["citations"][0]["quote"] == said
    assert saved[0]["citations"][0]["article"]["path"] is None
    with page.expect_download() as download:
        page.locator("[data-take=markdown]").click()
    text = download.value.path().read_text("utf-8")
    assert text.startswith(f"## {FIRST}\n")
    assert f"## {SECOND}\n" in text


def test_a_question_is_edited_and_asked_again(visit: Visit) -> None:
    page = visit()
    ask(page, FIRST)
    page.locator("[data-edit]").click()
    box = page.locator("#question textarea")
    expect(box).to_have_value(FIRST)
    expect(box).to_be_focused()
    box.fill(SECOND)
    box.press("Enter")
    expect(page.locator("#answer .qa-asked")).to_have_text(SECOND)
