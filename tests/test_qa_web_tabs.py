"""Parts of the page without a browser: links, files, the table's order, search forms and pages."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Article, Passage
from index.types import Hit
from qa.validation import MAX_QUESTION_CHARS
from qa.web.conversation import FilterForm
from qa.web.html.export import COLUMNS, FORMATS, FORMULA, as_csv, as_json, as_markdown
from qa.web.html.links import LINK_CHARS, QUERY_CHARS, Link, Place, read_link
from qa.web.i18n.phrases import ENGLISH
from qa.web.library.listing import COLUMNS as SORTS
from qa.web.library.listing import Entry, View, listed
from qa.web.tabs.search_form import HITS_LIMIT, PER_PAGE, Search, read_search, results_html, whole

ARTICLE = Article(
    "a1", "忻州的投资", "忻州总投资5337亿元。", "示例日报", date(2022, 3, 25), "https://example.com/a", "/x/a.txt"
)


HIT = Hit(Passage(0, ARTICLE, 0, 12), 0.5)


def entry(name: str, title: str = "", source: str = "", day: date | None = None, length: int = 0) -> Entry:
    return Article(name, title, "", source, day, "", ""), length, 1


plain = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(plain, plain, plain, st.lists(plain.filter(bool), max_size=3), st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_link_is_read_as_it_was_written(
    question: str, since: str, until: str, sources: list[str], start: int, end: int
) -> None:
    link = Link(question, FilterForm(since, until, tuple(sources)), Place("ad40ebcd", start, end))
    assert read_link(link.query()) == link


def test_a_link_has_room_for_the_longest_question_and_the_last_of_the_earlier_ones() -> None:
    longest = "谁" * MAX_QUESTION_CHARS
    filters, place = FilterForm("2022-03", "2022-04", ("示例日报",)), Place("a1", 0, 12)
    assert read_link(Link(longest, filters, place).query()) == Link(longest, filters, place)
    before = ("甲" * 900, "乙" * 900, "丙" * 900, "丁" * 100)
    assert read_link(Link("谁？", filters, place, before).query()) == Link("谁？", filters, place, before[1:])
    assert read_link(Link(longest, filters, place, before).query()).before == before[3:]
    assert len(Link(longest, filters, place, before).query()) <= LINK_CHARS


def test_a_part_of_a_link_that_is_too_long_is_left_out_whole() -> None:
    assert read_link(f"?q=谁？&since=2022&source={'甲' * QUERY_CHARS}") == Link("谁？", FilterForm("2022"))


@pytest.mark.parametrize(
    "query", ["", "?", "?a=x", "?a=../../etc:1-2", "?a=x:1-", "?a=x:-1-2", "?b=c", "?a=" + "x" * 9_000]
)
def test_what_is_no_link_opens_nothing(query: str) -> None:
    assert read_link(query) == Link()


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
            # Only what we write ourselves: the number, and the asterisks around the title.
            assert written[place : place + 3] == "[1]" or sign == "*"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_makes_a_file_all_the_same(name: str) -> None:
    assert FORMATS[name].write([], "q")


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


@pytest.mark.parametrize(("brought", "number"), [("-7", -7), (12, 12), ("--5", 0), ("9" * 5_000, 0), ("²", 0), ([], 0)])
def test_whatever_a_page_brings_back_for_a_number_is_one(brought: object, number: int) -> None:
    assert whole(brought) == number
