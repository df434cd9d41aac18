"""The page's parts without a browser: links, files, the table's order, rebuilds, pictures, error lines."""

import asyncio
import csv
import io
import json
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Message
from corpus.errors import NothingToRead, QAError
from corpus.types import Article, Passage, ReadNote, ReadReport, Skipped
from index.errors import Busy, DamagedIndex, NoIndex, NothingToRemove
from index.types import Changes, Hit, Holdings, Removal, Report
from qa.service import Service
from qa.sources import sample_folder
from qa.web.conversation import FilterForm
from qa.web.html.charts import LIGHT, map_figure, months_figure
from qa.web.html.export import COLUMNS, FORMATS, FORMULA, as_csv, as_json, as_markdown
from qa.web.html.links import Link, Place, read_link
from qa.web.html.report import check_html, lasting, progress_html, removal_html, report_html
from qa.web.i18n.error_messages import error_text, message_text
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.listing import COLUMNS as SORTS
from qa.web.library.listing import Entry, View, listed
from qa.web.library.projection import lay_out, principal
from qa.web.library.rebuilding import Check, Rebuilding, Step
from qa.web.library.uploads import UploadRefused, Uploads, checked_name
from qa.web.tabs.actions import Actions
from qa.web.tabs.search_form import HITS_LIMIT, PER_PAGE, Search, read_search, results_html, whole

ARTICLE = Article(
    "a1", "忻州的投资", "忻州总投资5337亿元。", "示例日报", date(2022, 3, 25), "https://example.com/a", "/x/a.txt"
)
HIT = Hit(Passage(0, ARTICLE, 0, 12), 0.5)


def entry(name: str, title: str = "", source: str = "", day: date | None = None, length: int = 0) -> Entry:
    return Article(name, title, "", source, day, "", ""), length, 1


# Links

plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(plain, plain, plain, st.lists(plain.filter(bool), max_size=3), st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_link_is_read_as_it_was_written(
    question: str, since: str, until: str, sources: list[str], start: int, end: int
) -> None:
    link = Link(question, FilterForm(since, until, tuple(sources)), Place("ad40ebcd", start, end))
    assert read_link(link.query()) == link


@pytest.mark.parametrize(
    "query", ["", "?", "?a=x", "?a=../../etc:1-2", "?a=x:1-", "?a=x:-1-2", "?b=c", "?a=" + "x" * 9_000]
)
def test_what_is_no_link_opens_nothing(query: str) -> None:
    assert read_link(query) == Link()


# Files of passages


def test_markdown_by_hand() -> None:
    assert as_markdown([HIT], "投资*多少*") == (
        "# 投资\\*多少\\*\n\n> 忻州总投资5337亿元。\n>\n> [1] **忻州的投资**, 示例日报, 2022-03-25, <https://example.com/a>\n"
    )


def test_json_is_what_programs_get_without_paths() -> None:
    given = json.loads(as_json([HIT], "投资"))
    assert given["query"] == "投资"
    (hit,) = given["hits"]
    assert hit["passage"]["text"] == HIT.passage.text
    assert hit["article"]["path"] is None
    assert hit["article"]["title"] == ARTICLE.title


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_table_of_passages_by_hand() -> None:
    head, row = rows(as_csv([HIT], "投资"))
    assert tuple(head) == COLUMNS
    assert row == [
        "1",
        "0.5",
        "忻州的投资",
        "示例日报",
        "2022-03-25",
        "https://example.com/a",
        "忻州总投资5337亿元。",
        "a1",
        "0",
        "12",
    ]


@given(st.sampled_from(FORMULA), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
def test_no_cell_is_a_formula(first: str, rest: str) -> None:
    wild = Article("a1", first + rest, f"正文 {first}{rest} 完", first + rest, None, first + rest, "")
    _, row = rows(as_csv([Hit(Passage(0, wild, 0, len(wild.text)), 0.5)], "q"))
    assert not any(cell.startswith(FORMULA) for cell in row)
    assert row[2] == "'" + first + rest


@given(st.text(st.sampled_from("<>[]()*_`#|!\\ abc忻\n&{}"), max_size=60))
def test_markdown_keeps_text_as_text(wild: str) -> None:
    article = Article("a1", wild, f"开头{wild}完", wild, None, f"javascript:{wild}", "")
    written = as_markdown([Hit(Passage(0, article, 0, len(article.text)), 0.5)], wild)
    assert "javascript" not in written
    for place, sign in enumerate(written):
        if sign in "<*_`[" and (place == 0 or written[place - 1] != "\\"):
            # Only what we write ourselves: the number, and the title's asterisks.
            assert written[place : place + 3] == "[1]" or sign == "*"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_makes_a_file_all_the_same(name: str) -> None:
    assert FORMATS[name].write([], "q")


# The table and the list


def test_the_table_is_found_sorted_and_cut() -> None:
    entries = [
        entry("b", "太忻經濟區", "日报", date(2022, 1, 1), 30),
        entry("a", "Grain", "Digest", None, 10),
        entry("c", "忻州", "日报", date(2023, 1, 1), 20),
    ]

    def ids(view: View, per_page: int = 9) -> list[str]:
        return [article.id for article, _, _ in listed(entries, view, per_page).entries]

    assert ids(View()) == ["c", "b", "a"]
    assert ids(View(sort="date", descending=False)) == ["a", "b", "c"]
    assert ids(View(sort="length")) == ["b", "c", "a"]
    assert ids(View(find="太忻经济")) == ["b"]
    assert ids(View(find="DIGEST")) == ["a"]
    assert ids(View(sort="nothing")) == ["c", "b", "a"]
    second = listed(entries, View(page=99), 2)
    assert (second.view.page, second.pages, second.found) == (2, 2, 3)
    assert [e[0].id for e in second.entries] == ["a"]
    assert listed([], View()).pages == 1


@given(
    st.lists(st.tuples(plain, plain, st.none() | st.dates(), st.integers(0, 99)), max_size=20),
    st.sampled_from(list(SORTS)),
    st.booleans(),
)
def test_the_pages_hold_every_article_once(
    given_: list[tuple[str, str, date | None, int]], sort: str, descending: bool
) -> None:
    entries = [entry(f"{n:02d}", *fields) for n, fields in enumerate(given_)]
    pages = listed(entries, View(sort=sort, descending=descending), 3).pages
    shown = [e for page in range(1, pages + 1) for e in listed(entries, View("", sort, descending, page), 3).entries]
    assert sorted(shown, key=lambda e: e[0].id) == entries
    keys = [SORTS[sort](e) for e in shown]
    assert keys == sorted(keys, reverse=descending)


def test_a_search_form_comes_back_as_it_was() -> None:
    form = Search("<b>'\"", FilterForm("2022", "", ("甲", "乙")), "bm25", 42)
    assert read_search(json.loads(form.to_json())) == form


@pytest.mark.parametrize("wild", [{}, {"k": "x", "sources": "甲", "query": None}, {"k": 10**9}, {"k": -3}, {"k": [1]}])
def test_a_form_that_is_none_stays_within_bounds(wild: dict[str, object]) -> None:
    form = read_search(wild)
    assert 1 <= form.k <= HITS_LIMIT
    assert form.filters == FilterForm()


def test_a_long_list_has_pages() -> None:
    hits = [HIT] * (PER_PAGE * 2 + 1)
    html = results_html(hits, Search("投资"), 3, ENGLISH)
    assert html.count('class="qa-hit"') == 1
    assert f'start="{PER_PAGE * 2 + 1}"' in html
    assert "Page 3 of 3" in html
    assert "21 passages" in html
    assert results_html(hits, Search("投资"), 99, ENGLISH) == html


# Rebuilds


@pytest.fixture
def service(tmp_path: Path, write: Callable[..., Path]) -> Service:
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([write(one="忻州的文章。这里说投资。")])
    return made


def put(uploads: Uploads, name: str, text: str) -> None:
    uploads.folder.mkdir(parents=True, exist_ok=True)
    (uploads.folder / name).write_text(text, "utf-8")


def test_an_upload_is_taken_in_and_forgotten_again(service: Service) -> None:
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    put(uploads, "kazoo.txt", "卡祖笛博物馆上周开馆。门票三元。")
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert rebuilding.step() is None
    assert rebuilding.result.articles == 2
    assert service.search("卡祖笛", 1, mode="bm25")
    rebuilding.removed("kazoo.txt")
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert service.search("卡祖笛", 1, mode="bm25") == []
    assert uploads.files() == []
    assert len(service.status().paths) == 1
    with pytest.raises(UploadRefused, match="no uploaded file"):
        rebuilding.removed("../manifest.json")


def test_an_article_is_removed_for_good_and_let_in_again(service: Service) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))
    (hit,) = service.search("投资", 1, mode="bm25")
    article = hit.passage.article
    rebuilding.forgotten(article.id)
    rebuilding.wait()
    assert isinstance(rebuilding.result, Removal)
    assert (rebuilding.result.what, rebuilding.result.held.articles) == (article.title, 1)
    assert service.search("投资", 1, mode="bm25") == []
    assert service.status().removed == (article.id,)
    assert Path(article.path).exists()
    rebuilding.forgotten(article.id)
    rebuilding.wait()
    assert isinstance(rebuilding.result, NothingToRemove)
    rebuilding.restored(article.id)
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert [hit.passage.article for hit in service.search("投资", 1, mode="bm25")] == [article]


def test_a_removed_article_takes_its_uploaded_file_along_unless_others_are_in_it(service: Service) -> None:
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    two = [{"title": name, "text": f"{name}博物馆上周开馆。", "source": "晚报"} for name in ("卡祖笛", "手风琴")]
    put(uploads, "two.jsonl", "\n".join(map(json.dumps, two)))
    put(uploads, "three.txt", "小提琴博物馆上周开馆。")
    rebuilding.uploaded()
    rebuilding.wait()

    def forget(query: str) -> None:
        (hit,) = service.search(query, 1, mode="bm25")
        rebuilding.forgotten(hit.passage.article.id)
        rebuilding.wait()
        assert isinstance(rebuilding.result, Removal)

    for query, left in (("卡祖笛", ["three.txt", "two.jsonl"]), ("小提琴", ["two.jsonl"]), ("手风琴", [])):
        forget(query)
        assert [path.name for path in uploads.files()] == left
    assert service.status().articles == 1
    assert service.verify() == []
    assert set(service.remains().values()) == {0}


def test_a_folder_is_taken_in_beside_the_others(service: Service, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "b.txt").write_text("雄安的文章。", "utf-8")
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.folder(f" {more} ")
    rebuilding.wait()
    assert service.status().articles == 2
    rebuilding.folder(str(tmp_path / "nowhere"))
    rebuilding.wait()
    assert isinstance(rebuilding.result, NothingToRead)
    assert service.status().articles == 2
    with pytest.raises(NothingToRead, match="no folder named"):
        rebuilding.folder("  ")


def test_the_sample_makes_way_for_an_upload_and_comes_back(tmp_path: Path) -> None:
    service = Service(tmp_path, model="hashing")
    service.rebuild([sample_folder()])
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    put(uploads, "a.txt", "卡祖笛博物馆上周开馆。")
    for job, articles in ((rebuilding.uploaded, 1), (lambda: rebuilding.removed("a.txt"), 16)):
        job()
        rebuilding.wait()
        assert service.status().articles == articles


def test_one_rebuild_at_a_time_and_questions_meanwhile(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    going, go_on = threading.Event(), threading.Event()
    rebuild = service.rebuild

    def slow(*given: object, progress: Callable[[str, int, int], None], **named: object) -> Report:
        progress("reading", 1, 4)
        going.set()
        assert go_on.wait(30)
        return rebuild(*given, progress=progress, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "rebuild", slow)
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.uploaded()
    assert going.wait(30)
    try:
        step = rebuilding.step()
        assert step
        assert (step.name, step.done, step.total) == ("reading", 1, 4)
        with pytest.raises(Busy):
            rebuilding.uploaded()
        assert service.ask("忻州的投资").hits
    finally:
        go_on.set()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)


def spoil(path: Path) -> None:
    """Other bytes in the place of the last quarter of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4] + bytes(255 - byte for byte in data[len(data) * 3 // 4 :]))


def live(service: Service) -> Path:
    return service.home / "generations" / str(max(service.status().generations))


def damaged(service: Service, *names: str, everywhere: bool = False) -> Service:
    """The service as it opens after files of its live generation, or of every one, were damaged."""
    folders = list((service.home / "generations").iterdir()) if everywhere else [live(service)]
    for folder in folders:
        for name in names:
            spoil(folder / name)
    return Service(service.home)


def mend(service: Service, *, fully: bool = False) -> Report:
    rebuilding = Rebuilding(service, Uploads(service.home))
    rebuilding.mended(fully=fully)
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    return rebuilding.result


@pytest.mark.parametrize("name", ["articles.sqlite", "ledger.sqlite", "vectors.bin", "terms-weights.npy", "han.npy"])
@pytest.mark.parametrize("everywhere", [False, True])
def test_a_damaged_index_is_told_and_mended(
    service: Service, write: Callable[..., Path], name: str, everywhere: bool
) -> None:
    write(two="雄安的文章。这里说项目。")
    service.rebuild()
    broken = damaged(service, name, everywhere=everywhere)
    for words in (ENGLISH, CHINESE):
        told = Actions(broken).damage(words, mendable=True)
        assert f"{service.home}/generations/2/{name}" in told
        assert 'data-job="mend"' in told
        assert ("answers instead" in told or "以前的版本 1 回答" in told) != everywhere
        assert 'data-job="mend"' not in Actions(broken).damage(words, mendable=False)
    assert mend(broken).articles == 2
    again = Service(service.home)
    assert (again.status().articles, again.status().removed, again.verify()) == (2, (), [])
    assert Actions(again).damage(ENGLISH, mendable=True) == ""
    assert again.search("项目", 1, mode="bm25")


def test_what_was_removed_stays_out_when_the_index_is_mended(service: Service, write: Callable[..., Path]) -> None:
    write(two="雄安的文章。这里说项目。")
    service.rebuild()
    (hit,) = service.search("项目", 1, mode="bm25")
    service.remove(hit.passage.article.id)
    broken = damaged(service, "articles.sqlite", everywhere=True)
    assert mend(broken).left_out == 1
    assert broken.search("项目", mode="bm25") == []


def test_caches_that_are_damaged_too_are_not_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuild, full = Service.rebuild, list[bool]()

    def noted(self: Service, *args: Any, **kind: Any) -> Report:
        full.append(kind["full"])
        return rebuild(self, *args, **kind)

    monkeypatch.setattr(Service, "rebuild", noted)
    passages = service.status().passages
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as cache, cache:
        cache.execute("UPDATE made SET value = zeroblob(length(value)) WHERE maker LIKE 'embedding %'")
    broken = damaged(service, "vectors.bin", everywhere=True)
    assert mend(broken).embedded == passages
    spoil(service.home / "cache.sqlite")
    broken = damaged(broken, "vectors.bin", everywhere=True)
    assert mend(broken).embedded == passages
    assert broken.verify() == []
    assert mend(damaged(broken, "vectors.bin", everywhere=True)).embedded == 0
    assert full == [True, True, False]


def test_a_whole_cache_is_used_and_a_whole_index_is_made_anew_only_when_asked(service: Service) -> None:
    broken = damaged(service, "vectors.bin", everywhere=True)
    assert mend(broken).embedded == 0
    assert not mend(broken).published
    assert mend(broken, fully=True).embedded == broken.status().passages


def test_an_index_that_does_not_know_its_files_asks_for_them(service: Service, write: Callable[..., Path]) -> None:
    broken = damaged(service, "manifest.json", everywhere=True)
    rebuilding = Rebuilding(broken, Uploads(service.home))
    with pytest.raises(DamagedIndex, match=r"no intact manifest in ") as raised:
        rebuilding.mended()
    assert "在“文章”页重新指定文件夹" in error_text(raised.value, CHINESE)
    rebuilding.folder(str(write()))
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert (broken.status().articles, broken.verify()) == (1, [])


def test_a_check_changes_nothing_and_says_what_is_wrong(service: Service) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))

    def check() -> Check:
        rebuilding.checked()
        rebuilding.wait()
        assert isinstance(rebuilding.result, Check)
        return rebuilding.result

    assert check() == Check(())
    assert ENGLISH["check_whole"] in check_html(check(), ENGLISH)
    with closing(sqlite3.connect(service.home / "cache.sqlite")) as cache, cache:
        cache.execute("UPDATE made SET value = zeroblob(length(value)) WHERE maker LIKE 'embedding %'")
    (live(service) / "stray").write_text("x")
    spoiled = {path: path.read_bytes() for path in service.home.rglob("*") if path.is_file()}
    found = check()
    assert len(found.wrong) == 2
    for words, line in ((ENGLISH, "stray does not belong to the index"), (CHINESE, "stray 不是索引的文件")):
        told = check_html(found, words)
        assert line in told
        assert words["check_wrong"].format(count=2) in told
        assert 'data-job="mend" data-given="fully"' in told
    assert "中有 1 个数值已损坏" in check_html(found, CHINESE)
    assert {path: path.read_bytes() for path in service.home.rglob("*") if path.is_file()} == spoiled


def test_a_bug_in_a_rebuild_is_told_and_another_can_begin(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rebuilding = Rebuilding(service, Uploads(service.home))
    with monkeypatch.context() as broken:
        broken.setattr(service, "rebuild", lambda *_, **__: 1 / 0)
        rebuilding.uploaded()
        rebuilding.wait()
    assert isinstance(rebuilding.result, ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)


def test_progress_by_hand() -> None:
    step = Step("embedding", 30, 120, 10.0)
    assert (step.rate, step.left) == (3.0, 30.0)
    assert "30 / 120 · 3.0 per second · 30 s left" in progress_html(step, ENGLISH)
    assert "每秒 3.0 个 · 还需 30 秒" in progress_html(step, CHINESE)
    assert '<progress aria-label="Computing embeddings" value="30" max="120">' in progress_html(step, ENGLISH)
    first = Step("reading", 0, 4, 0.0)
    assert (first.rate, first.left) == (0.0, None)
    assert [lasting(seconds, ENGLISH) for seconds in (0.2, 89, 90, 600)] == ["1 s", "89 s", "2 min", "10 min"]


def test_the_report_by_hand() -> None:
    notes = (
        ReadNote("a", "/x/a.html", "甲", 100, 0.7, 0, (), dated=True),
        ReadNote("b", "/x/b.txt", "", 100, 0.0, 2, ("�",), dated=False),
    )
    read = ReadReport(3, notes, (Skipped("/x/c.exe", Message("unsupported_format", suffix=".exe", formats=[".txt"])),))
    report = Report(
        2,
        "hashing",
        2,
        5,
        3,
        2,
        0,
        {"reading": 1.2, "embedding": 2.0},
        read,
        published=True,
        changes=Changes(2, 0, 1, 4, (Message("changed_model", before="a", now="b"),)),
        left_out=1,
    )
    told = report_html(report, ENGLISH)
    assert "Done. Articles: 2. Passages: 5. Files read: 3." in told
    assert "New passages: 3, reused: 2, in 3 s." in told
    assert "Files: 2 new, 1 removed. " in told
    assert "<p>Removed earlier and not added again: 1.</p>" in told
    assert "<p>向量模型由 a 改为 b：所有段落重新计算语义</p>" in report_html(report, CHINESE)
    assert "文件：新增 2 个、移除 1 个。" in report_html(report, CHINESE)
    same = report_html(replace(report, published=False, changes=Changes(same=3), left_out=0), ENGLISH)
    assert "<p>Nothing changed. Articles: 2. Passages: 5.</p>" in same
    assert "reused" not in same
    assert "Removed earlier" not in same
    assert "<li>c.exe: unsupported format .exe; expected one of .txt (text also as .gz)</li>" in told
    assert f"{ENGLISH['report_undated']} (1)</summary><ul><li>b.txt</li>" in told
    assert f"{ENGLISH['report_chrome'].split(',')[0]}" in told
    assert "<li>c.exe: 不支持的格式 .exe：可用 .txt（文本也可为 .gz）</li>" in report_html(report, CHINESE)
    many = ReadReport(12, (), tuple(Skipped(f"/{n}", Message("empty_file")) for n in range(12)))
    assert "<li>and 2 more</li>" in report_html(replace(report, read=many), ENGLISH)


def test_an_upload_that_gave_no_article_is_not_done(service: Service) -> None:
    uploads = Uploads(service.home)
    rebuilding = Rebuilding(service, uploads)
    put(uploads, "kazoo.txt", "卡祖笛博物馆上周开馆。门票三元。")
    put(uploads, "empty.txt", "——。。。")
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    told = report_html(rebuilding.result, ENGLISH, uploads.folder)
    assert "Not read: empty.txt. Articles: 2." in told
    assert "Done." not in told
    uploads.remove("empty.txt")
    rebuilding.uploaded()
    rebuilding.wait()
    assert isinstance(rebuilding.result, Report)
    assert "Done. Articles: 2." in report_html(rebuilding.result, ENGLISH, uploads.folder)


def test_a_name_as_long_as_file_systems_take_can_be_uploaded() -> None:
    assert checked_name("卡" * 83 + ".txt") == "卡" * 83 + ".txt"
    with pytest.raises(UploadRefused, match="has 256 bytes, at most 255"):
        checked_name("卡" * 84 + ".txt")


def test_a_removal_by_hand(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("x")
    held = Holdings(1, 1_200, 34, (str(tmp_path / "there.txt"), str(tmp_path / "gone.txt")))
    removal = Removal("<甲>", held, 1_100, (1, 2), 0, 3)
    told = removal_html(removal, ENGLISH)
    assert (
        "Removed “&lt;甲&gt;”. Articles: 1. Passages, each with its vector: 1,200. Entries in the word index: 34. "
        "Stored embeddings: 1,100." in told
    )
    assert "Deleted index versions that held it: 1, 2." in told
    assert ENGLISH["remains_none"] in told
    assert f"{ENGLISH['removed_files']} (1)</summary><ul><li>there.txt</li></ul>" in told
    left = removal_html(replace(removal, remains=2, generations=()), CHINESE)
    assert "磁盘上还留有 2 篇" in left
    assert CHINESE["remains_none"] not in left
    assert "索引版本" not in left


# Pictures


def test_bars_count_articles_by_month_and_source() -> None:
    entries = [
        entry("a", source="甲", day=date(2022, 11, 3)),
        entry("b", source="甲", day=date(2022, 11, 9)),
        entry("c", source="乙", day=date(2023, 1, 1)),
        entry("d", source="甲"),
    ]
    figure = months_figure(entries, ENGLISH, LIGHT)
    assert [(bar["name"], bar["x"], bar["y"]) for bar in figure["data"]] == [
        ("甲", ["2022-11", "2022-12", "2023-01"], [2, 0, 0]),
        ("乙", ["2022-11", "2022-12", "2023-01"], [0, 0, 1]),
    ]
    assert months_figure([], ENGLISH, LIGHT)["data"] == []


def test_sources_past_the_colours_are_together() -> None:
    entries = [entry(f"{n}", source=f"s{n:02d}", day=date(2022, 1, 1)) for n in range(12)]
    bars = months_figure(entries, ENGLISH, LIGHT)["data"]
    assert len(bars) == 9
    assert (bars[-1]["name"], bars[-1]["y"]) == ("others", [4])
    assert sum(bar["y"][0] for bar in bars) == 12


def test_a_source_has_one_colour_in_both_pictures(sample_home: Path) -> None:
    index = Service(sample_home).index()
    entries = index.store.listing()
    bars = {bar["name"]: bar["marker"]["color"] for bar in months_figure(entries, ENGLISH, LIGHT)["data"]}
    dots = map_figure(lay_out(index), [], entries, ENGLISH, LIGHT)["data"]
    assert bars == {trace["name"]: trace["marker"]["color"] for trace in dots}
    assert len(bars) == 9


@pytest.mark.parametrize(("years", "every"), [(1, 1), (2, 2), (30, 30)])
def test_not_more_months_are_named_than_have_room(years: int, every: int) -> None:
    entries = [entry("a", day=date(1990, 1, 1)), entry("b", day=date(1989 + years, 12, 1))]
    assert months_figure(entries, ENGLISH, LIGHT)["layout"]["xaxis"]["dtick"] == every


def test_principal_components_by_hand_and_by_numpy() -> None:
    line = np.array([[1, 0, 0], [2, 0, 0], [3, 0, 0], [2, 0.1, 0], [2, -0.1, 0]], np.float32)
    assert np.allclose(principal(line), np.array([[-1, 0], [0, 0], [1, 0], [0, 0.1], [0, -0.1]]), atol=1e-6)
    vectors = np.random.default_rng(7).normal(size=(50, 8)).astype(np.float32)
    centred = vectors - vectors.mean(axis=0)
    values, directions = np.linalg.eigh(np.cov(centred.T))
    brute = centred @ directions[:, np.argsort(-values)[:2]]
    assert np.allclose(np.abs(principal(vectors)), np.abs(brute), atol=1e-4)
    assert principal(vectors[:1]).shape == (1, 2)


def test_the_map_holds_a_sample_and_what_was_found(sample_home: Path) -> None:
    index = Service(sample_home).index()
    whole = lay_out(index)
    assert [p.id for p in whole.passages] == list(range(index.manifest.passages))
    some = lay_out(index, also=[7, 7, 99_999], most=5)
    assert len(some.passages) in (5, 6)
    assert 7 in [p.id for p in some.passages]
    assert some.places.shape == (len(some.passages), 2)
    figure = map_figure(some, [7], index.store.listing(), CHINESE, LIGHT)
    marked = figure["data"][-1]
    assert marked["name"] == CHINESE["found_now"]
    (passage,) = [p for p in some.passages if p.id == 7]
    assert marked["customdata"] == [[passage.article.id, passage.start, passage.end]]
    assert sum(len(trace["x"]) for trace in figure["data"][:-1]) == len(some.passages)
    json.dumps(figure)


# Errors in Chinese


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (NoIndex("no_index", home="/x"), "/x 中还没有索引：请用 qa rebuild 文件夹 读入文章，或用 qa serve 试用示例"),
        (Busy("busy_unknown"), "另一个进程正在重建索引：请等它完成后再试"),
        (DamagedIndex("damage_missing", path="x"), "缺少索引文件 x"),
        (NothingToRead("path_missing", path="/x"), "/x 不存在：请核对文件或文件夹的名称"),
        (QAError("something new"), "Something new"),
        (QAError("date_invalid", date="{0.x}"), "“{0.x}”不是日期：请写成 2022-08-06、2022-08 或 2022"),
    ],
)
def test_errors_in_chinese(error: QAError, line: str) -> None:
    assert error_text(error, CHINESE) == line
    assert error_text(error, ENGLISH).lower() == str(error).lower()


def test_errors_in_english_begin_as_a_sentence_does_but_names_stay_as_they_are() -> None:
    for said, line in (
        ("the question is empty", "The question is empty"),
        ("vectors.bin is missing", "vectors.bin is missing"),
        ("/x does not exist", "/x does not exist"),
        ("", ""),
    ):
        assert error_text(QAError(said), ENGLISH) == line


def test_what_the_service_raises_is_known_in_chinese(service: Service, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "a.exe").write_text("x")
    wrong: list[Callable[[], object]] = [
        lambda: service.search("x" * 3_000),
        lambda: service.search("x", mode="magic"),
        lambda: service.search("x", since="soon"),
        lambda: service.search("x", since="2023", until="2022"),
        lambda: service.search("x", source="nobody"),
        lambda: service.search("x", article="nobody"),
        lambda: service.remove("nobody"),
        lambda: service.restore("nobody"),
        lambda: service.rebuild([tmp_path / "nowhere"]),
        lambda: service.rebuild([tmp_path / "empty"]),
        lambda: service.rebuild([tmp_path / "none"]),
    ]
    for action in wrong:
        with pytest.raises(QAError) as raised:
            action()
        told = error_text(raised.value, CHINESE)
        assert "\n" not in told
        assert told != str(raised.value)
    assert "问题是空的" in message_text(service.ask("").text, CHINESE)


@pytest.mark.parametrize(("brought", "number"), [("-7", -7), (12, 12), ("--5", 0), ("9" * 5_000, 0), ("²", 0), ([], 0)])
def test_whatever_a_page_brings_back_for_a_number_is_one(brought: object, number: int) -> None:
    assert whole(brought) == number


def test_an_upload_that_has_no_place_to_go_is_refused_in_a_line(tmp_path: Path) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"abc"

    blocked = Uploads(tmp_path / "home")
    blocked.folder.parent.mkdir()
    blocked.folder.write_text("a file where the folder should be")
    # Aside: a browser's test before this one leaves its event loop in this thread.
    with ThreadPoolExecutor(1) as aside, pytest.raises(UploadRefused, match="cannot be saved"):
        aside.submit(asyncio.run, blocked.take("a.txt", 3, body())).result()
