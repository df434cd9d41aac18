"""Managing the index in a real browser: upload, progress, questions, removal, the table, the charts."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, Route, expect

from qa.service import Service
from qa.sources import sample_folder
from tests.browser import asking

pytestmark = pytest.mark.browser

Visit: TypeAlias = Callable[..., Page]
Running: TypeAlias = Callable[..., AbstractContextManager[str]]

QUESTION = "博物馆的门票是多少元？"


@pytest.fixture(scope="module")
def own_url(tmp_path_factory: pytest.TempPathFactory, running: Running) -> Iterator[str]:
    """A page whose index tests may change."""
    articles = tmp_path_factory.mktemp("articles")
    for file in sorted(sample_folder().glob("2022-0*"))[:4]:
        (articles / file.name).write_bytes(file.read_bytes())
    service = Service(tmp_path_factory.mktemp("home"))
    service.rebuild([articles])
    with running(service) as address:
        yield address


def ask(page: Page, question: str) -> None:
    page.get_by_role("tab", name="提问").click()
    asking.ask(page, question)


def test_from_an_upload_to_its_answer_and_its_removal(visit: Visit, own_url: str, tmp_path: Path) -> None:
    page = visit(at=own_url)
    page.get_by_role("tab", name="文章").click()
    rows = page.locator(".qa-articles tbody tr")
    expect(rows).to_have_count(4)
    (tmp_path / "卡祖笛.txt").write_text(
        "卡祖笛博物馆开馆\n2023-06-01 来源：示例晚报\n\n卡祖笛博物馆上周开馆。博物馆的门票是三元。\n", "utf-8"
    )
    (tmp_path / "not.exe").write_text("x", "utf-8")
    shown = page.evaluate_handle(
        "() => { const seen = []; new MutationObserver(() => seen.push(document.getElementById('qa-progress').innerHTML))"
        ".observe(document.getElementById('qa-progress'), {childList: true, subtree: true}); return seen; }"
    )
    page.locator("#qa-files").set_input_files([tmp_path / "卡祖笛.txt", tmp_path / "not.exe"])
    expect(page.locator("#qa-progress .qa-report")).to_contain_text("文章 5 篇")
    expect(page.locator("#qa-progress").get_by_role("alert")).to_contain_text("not.exe")
    assert any('aria-label="准备中"' in html for html in shown.json_value())
    expect(rows).to_have_count(5)
    expect(page.locator("#heading")).to_contain_text("5 篇文章")
    ask(page, QUESTION)
    expect(page.locator("#evidence-1 mark")).to_contain_text("门票是三元")
    page.get_by_role("tab", name="文章").click()
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="删除文件 卡祖笛.txt").click()
    page.get_by_role("button", name="确定？ 删除文件 卡祖笛.txt").click()
    expect(rows).to_have_count(4)
    expect(page.locator("#qa-lists [data-job=remove]")).to_have_count(0)
    ask(page, QUESTION)
    expect(page.locator("#answer")).not_to_contain_text("门票是三元")


def test_a_press_counts_though_the_lists_are_renewed_meanwhile(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    send = "name => fetch(`uploads?name=${name}`, {method: 'POST', body: '卡祖笛博物馆的文章。'})"
    page.evaluate(send, "first.txt")
    tab = page.get_by_role("tab", name="文章")
    tab.click()
    remove = page.get_by_role("button", name="删除文件 first.txt")
    sure = page.get_by_role("button", name="确定？ 删除文件 first.txt")
    expect(remove).to_be_visible()
    fold = page.get_by_text("来源 (", exact=False)
    fold.click()
    held, holding = list[Route](), False
    page.route("**/gradio_api/**", lambda route: held.append(route) if holding else route.continue_())
    for kind, second in (("asks back", "second.txt"), ("is held down", "third.txt")):
        page.get_by_role("tab", name="提问").click()
        holding = True
        tab.click()  # the renewed lists are still on their way
        page.evaluate("() => new Promise(requestAnimationFrame)")
        page.evaluate(send, second)
        if kind == "asks back":
            remove.click()
        else:
            remove.hover()
            page.mouse.down()
        while not held:
            page.wait_for_timeout(50)
        holding = False
        with page.expect_response("**/gradio_api/**"):
            while held:
                held.pop().continue_()
        page.wait_for_timeout(500)
        if kind == "is held down":
            page.mouse.up()
        expect(sure).to_be_visible()
        expect(page.locator("#qa-lists")).not_to_contain_text(second)
        page.get_by_label("搜索标题或来源").focus()  # now the lists are renewed
        expect(page.locator("#qa-lists")).to_contain_text(second)
    fold.click()
    page.get_by_role("tab", name="提问").click()
    tab.click()
    expect(page.locator("#qa-lists details[open]")).to_have_count(1)  # unchanged parts stay as they are
    for name in ("first.txt", "second.txt", "third.txt"):
        page.get_by_role("button", name=f"删除文件 {name}").click()
        page.get_by_role("button", name=f"确定？ 删除文件 {name}").click()
        expect(page.locator("#qa-lists")).not_to_contain_text(name)
    expect(page.locator(".qa-articles tbody tr")).to_have_count(4)


def test_articles_and_a_source_are_removed_and_let_in_again(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    page.get_by_role("tab", name="文章").click()
    rows = page.locator(".qa-articles tbody tr")
    expect(rows).to_have_count(4)
    title = rows.first.locator(".qa-open").inner_text()
    button = rows.first.locator("[data-job=forget]")
    button.click()
    expect(button).to_have_text("确定？")
    page.get_by_label("搜索标题或来源").focus()
    expect(button).to_have_text("删除")  # a single press removes nothing
    button.click()
    button.click()
    told = page.locator("#qa-progress .qa-report")
    expect(told).to_contain_text(f"已删除“{title}”：文章 1 篇")
    expect(told).to_contain_text("索引及其以前的版本中都没有留下它")
    expect(rows).to_have_count(3)
    expect(page.locator("dialog")).to_be_hidden()
    page.get_by_text("已删除的文章和来源 (1)").click()
    page.locator("[data-job=restore]").click()
    expect(rows).to_have_count(4)
    page.get_by_text("来源 (", exact=False).click()
    source = page.locator("#qa-lists [data-job=forget]").first
    name, count = source.get_attribute("data-given"), source.locator("..").inner_text()
    source.click()
    source.click()
    expect(told).to_contain_text(f"已删除“{name}”")
    expect(rows).to_have_count(4 - int(count.partition("(")[2].partition(")")[0]))
    page.get_by_text("已删除的文章和来源 (1)").click()
    page.locator("[data-job=restore]").click()
    expect(rows).to_have_count(4)


def test_a_damaged_index_is_told_and_mended(
    visit: Visit, running: Running, tmp_path: Path, write: Callable[..., Path]
) -> None:
    Service(tmp_path / "home", model="hashing").rebuild([write(one="卡祖笛博物馆的文章。", two="雄安的文章。")])
    (tmp_path / "home" / "generations" / "1" / "vectors.bin").write_bytes(b"lost")
    with running(Service(tmp_path / "home")) as url:
        page = visit(at=url)
        expect(page.locator("#heading").get_by_role("alert")).to_contain_text("已损坏")
        page.get_by_role("tab", name="文章").click()
        damage = page.locator("#qa-status .qa-damage")
        expect(damage.get_by_role("alert")).to_contain_text(re.compile(r"vectors\.bin 已损坏.+；以前的版本也不完好"))
        damage.get_by_role("button", name="修复索引").click()
        expect(page.locator("#qa-progress .qa-report")).to_contain_text("文章 2 篇")
        expect(page.locator(".qa-articles tbody tr")).to_have_count(2)
        expect(damage).to_have_count(0)
        expect(page.locator("#heading")).to_contain_text("2 篇文章")
        page.get_by_role("button", name="检查索引").click()
        expect(page.locator("#qa-progress")).to_contain_text("索引完好")
        live = str(max(Service(tmp_path / "home").status().generations))
        (tmp_path / "home" / "generations" / live / "han.npy").write_bytes(b"lost")
        page.get_by_role("button", name="检查索引").click()
        expect(page.locator("#qa-progress details li")).to_contain_text(
            f"索引文件 {tmp_path}/home/generations/{live}/han.npy 已损坏"
        )
        page.locator("#qa-progress").get_by_role("button", name="修复索引").click()
        expect(page.locator("#qa-progress .qa-report")).to_contain_text("完成。文章 2 篇")
        page.goto("about:blank")  # the report appears before its request has ended, and the server stops at the end
    assert Service(tmp_path / "home").verify() == []


def test_a_folder_that_is_not_there_is_one_line(visit: Visit, own_url: str) -> None:
    page = visit(at=own_url)
    page.get_by_role("tab", name="文章").click()
    page.get_by_label("本机文件夹").fill("/no/such/folder")
    page.get_by_label("本机文件夹").press("Enter")
    expect(page.locator("#qa-progress").get_by_role("alert")).to_have_text(
        "/no/such/folder 不存在：请核对文件或文件夹的名称"
    )


def test_a_folder_is_listed_and_left_out_again(visit: Visit, own_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "kite.txt").write_text("风筝节\n\n风筝节在周六开幕，来了三千人。", "utf-8")
    page = visit(at=own_url)
    page.get_by_role("tab", name="文章").click()
    count = page.locator("#qa-table .qa-count")
    expect(count).to_be_visible()
    before = count.inner_text()
    page.locator("#qa-folder").fill(str(folder))
    page.get_by_role("button", name="添加文件夹").click()
    row = page.locator("#qa-lists li", has_text=str(folder))
    expect(row).to_be_visible()
    expect(page.locator(".qa-articles")).to_contain_text("风筝节")
    leave = row.locator("[data-job=leave]")
    leave.click()
    expect(leave).to_have_text("确定？")
    leave.click()
    expect(row).to_have_count(0)
    expect(count).to_have_text(before)
    assert (folder / "kite.txt").exists()


def test_the_table_is_found_in_and_sorted(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="文章").click()
    titles = page.locator(".qa-articles tbody .qa-open")
    expect(titles).to_have_count(17)
    page.get_by_label("搜索标题或来源").fill("coarse")
    expect(titles).to_have_count(1)
    expect(page.get_by_label("搜索标题或来源")).to_be_focused()
    page.get_by_label("搜索标题或来源").fill("没有的")
    expect(page.locator("#qa-table")).to_have_text("没有标题或来源符合的文章。")
    page.get_by_label("搜索标题或来源").fill("")
    expect(titles).to_have_count(17)
    page.get_by_role("button", name="字数").click()
    expect(page.locator("th.qa-length")).to_have_attribute("aria-sort", "descending")
    lengths = [int(text.replace(",", "")) for text in page.locator("td.qa-length").all_inner_texts()]
    assert lengths == sorted(lengths, reverse=True)
    page.keyboard.press("Enter")
    expect(page.locator("th.qa-length")).to_have_attribute("aria-sort", "ascending")


def test_months_and_groups_of_the_charts_are_lists_too(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="图表").click()
    page.get_by_text("选择月份").click()
    month = page.locator("[data-month]").first
    month.focus()
    page.keyboard.press("Enter")
    listed = page.locator("#qa-month .qa-hit")
    count = int(month.inner_text().partition("(")[2].rstrip(")"))
    expect(listed).to_have_count(count)
    group = page.locator(".qa-cluster").first
    group.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map .annotation-text").first).to_be_attached()
    assert (
        group.locator("summary").inner_text().partition(" (")[0]
        in page.locator("#map .annotation-text").all_text_contents()
    )
    group.locator(".qa-open").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] mark").first).to_be_attached()
    page.keyboard.press("Escape")
    named = month.get_attribute("data-month")
    page.locator("#qa-month a").click()
    expect(page.locator("#dock .qa-active button")).to_have_text([f"起始日期 {named} ✕", f"截止日期 {named} ✕"])


def test_the_pictures_show_articles_and_open_passages(visit: Visit) -> None:
    page = visit()
    ask(page, "忻州承担什么角色？")
    page.get_by_role("tab", name="图表").click()
    expect(page.locator("#months .bars path").first).to_be_attached()
    dots = page.locator("#map .scatterlayer .trace")
    expect(dots.last).to_be_attached()
    expect(page.locator("#map .legend")).to_contain_text("上一个问题")
    point = dots.last.locator(".points path").first
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] - 30, box["y"] - 30)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    expect(page.locator("#map .hoverlayer .hovertext").first).to_be_attached()
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("dialog[open] mark").first).to_be_in_viewport()
