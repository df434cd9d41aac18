"""What the page shows is what the objects say: nothing of it becomes markup, and nothing of it is lost."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from itertools import pairwise
from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.types import Article, Passage
from index.types import Hit
from qa.types import Answer, Citation, Confidence, Statement, Status
from qa.web.html.answers import (
    answer_html,
    article_html,
    earlier_html,
    heading_html,
    hits_html,
    holdings_html,
)
from qa.web.html.excerpts import CONTEXT_CHARS, PASSAGE_CHARS, QUOTE_CHARS
from qa.web.html.library import sources_html, status_html, table_html, uploads_html
from qa.web.html.links import Link, Place, read_link
from qa.web.html.markup import error_html, is_web_address, marked, moment
from qa.web.html.spans import around, cut_at, merged, term_spans, tight, within
from qa.web.html.timeline import positions, timeline_html
from qa.web.i18n.phrases import CHINESE, ENGLISH, Words, words_for
from qa.web.library.listing import View, listed

OURS = frozenset(
    "a article aside b blockquote button code dd details div dl dt figcaption figure h1 h2 h3 header li mark nav ol p s "
    "section small span summary sup table tbody td th thead time tr ul".split()
)
"""Every tag that the page writes. None of them can run or fetch anything."""

ATTRIBUTES = frozenset(
    "aria-busy aria-hidden aria-label aria-sort class data-answer data-article data-bold data-conversations data-copy data-descending data-edit data-take data-end data-given data-job data-language "
    "data-level data-link data-number data-page data-sort data-start href id lang rel role scope start style "
    "target title type".split()
)

TEXT = "太原在北。忻州承接落地，总投资5337亿元。\n雄安在东。"
TITLE = "太忻：分工明确"


class Page(HTMLParser):
    """The elements of a piece of HTML: tag, attributes and text content, in the order in which they begin."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Mapping[str, str], list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        texts: list[str] = []
        self.elements.append((tag, {name: value or "" for name, value in attrs}, texts))
        self._open.append((tag, texts))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        for _, texts in self._open:
            texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def texts(self, name: str) -> list[str]:
        """The text of each element with this tag or class."""
        return ["".join(t) for tag, attrs, t in self.elements if name == tag or name in attrs.get("class", "").split()]

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs, _ in self.elements if attribute in attrs]


def article(text: str = TEXT, title: str = TITLE, source: str = "示例日报", url: str = "", name: str = "a1") -> Article:
    return Article(name, title, text, source, date(2022, 3, 25), url, "/articles/a.txt")


def cite(found: Article, quote: str, number: int = 1) -> Citation:
    start = found.text.index(quote)
    return Citation(number, found, start, start + len(quote), quote)


def answer(*citations: Citation, question: str = "投资多少？") -> Answer:
    """A statement for each citation."""
    statements = tuple(Statement(citation.quote, (citation.number,)) for citation in citations)
    text = "\n".join(map(str, statements))
    return Answer(question, text, True, Confidence.HIGH, citations, (), statements=statements)


def hit(found: Article, start: int, end: int, names: tuple[str, ...] = ()) -> Hit:
    return Hit(Passage(7, found, start, end), 0.4321, dense_rank=2, lexical_rank=1, names=names)


def status(**changed: object) -> Status:
    fields: dict[str, object] = {
        "home": "/home/x",
        "generation": 3,
        "created": "2022-08-06T10:00:00+00:00",
        "model": "bundled",
        "store": "flat",
        "why_store": "few passages",
        "articles": 16,
        "passages": 31,
        "sources": {"示例日报": 16},
        "first": date(2021, 8, 27),
        "last": date(2023, 5, 11),
        "size": 208_435,
        "paths": ("/articles",),
        "notice": "",
        "removed": (),
        "generations": (3,),
    }
    return Status(**{**fields, **changed})  # type: ignore[arg-type]


def test_an_answer_by_hand() -> None:
    quote = "忻州承接落地，总投资5337亿元。"
    page = Page(answer_html(answer(cite(article(), quote)), CHINESE))
    assert page.texts("qa-asked") == ["投资多少？"]
    assert page.texts("qa-sentence") == [quote + "1"]
    assert "".join(page.texts("qa-said")) == quote
    assert page.texts("qa-confidence") == ["可信度：高"]
    assert page.texts("blockquote") == [TEXT.split("\n")[0]]
    assert page.texts("mark") == [quote]
    assert page.texts("qa-open") == [TITLE]
    assert page.texts("qa-meta") == ["示例日报 · 2022-03-25"]
    cited = next(attrs for _, attrs, _ in page.elements if attrs.get("class") == "qa-cite")
    assert (cited["href"], cited["data-article"], cited["data-start"], cited["data-end"]) == (
        "#evidence-1",
        "a1",
        "5",
        "22",
    )
    assert cited["href"][1:] in page.values("id")


def test_sentences_and_cards_stand_in_the_order_of_their_numbers() -> None:
    found = article()
    page = Page(answer_html(answer(cite(found, "雄安在东。", 1), cite(found, "太原在北。", 2)), ENGLISH))
    assert page.texts("qa-sentence") == ["雄安在东。1", "太原在北。2"]
    assert page.texts("mark") == ["雄安在东。", "太原在北。"]
    assert page.texts("qa-number") == ["1", "2"]


def test_a_statement_of_several_articles_has_a_number_for_each_and_its_day_in_front() -> None:
    found, reprint = article(), article(name="a2")
    quote = "太原在北。"
    cited = (cite(found, quote, 1), cite(reprint, quote, 2), cite(found, "雄安在东。", 3))
    statements = (Statement(quote, (1, 2), date(2022, 3, 25)), Statement("雄安在东。", (3,)))
    given = Answer(
        "在哪？", "", True, Confidence.MEDIUM, cited, (), statements=statements, lead="各篇不一致：", probability=0.854
    )
    page = only_ours(answer_html(given, CHINESE))
    assert page.texts("qa-lead") == ["各篇不一致："]
    assert page.texts("qa-sentence") == ["2022-03-25 太原在北。12", "雄安在东。3"]
    assert page.texts("time") == ["2022-03-25"]
    numbers = [attrs for _, attrs, _ in page.elements if attrs.get("class") == "qa-cite"]
    assert [(a["href"], a["data-article"]) for a in numbers] == [
        ("#evidence-1", "a1"),
        ("#evidence-2", "a2"),
        ("#evidence-3", "a1"),
    ]
    assert page.texts("qa-number") == ["1", "3", "2"]  # by article
    assert page.texts("qa-confidence") == [f"{CHINESE['confidence_medium']} · 答对的可能约 85%"]
    assert not page.texts("qa-written")
    earlier = only_ours(earlier_html([given], CHINESE))
    assert earlier.texts("qa-sentence") == page.texts("qa-sentence")
    assert earlier.texts("qa-lead") == ["各篇不一致："]
    assert [read_link(link).place for link in earlier.values("href")] == [
        Place("a1", 0, 5),
        Place("a2", 0, 5),
        Place("a1", 23, 28),
    ]


@pytest.mark.parametrize(("probability", "percent"), [(0.999, 99), (0.001, 1)])
def test_no_answer_is_certain(probability: float, percent: int) -> None:
    given = replace(answer(cite(article(), "太原在北。")), probability=probability)
    said = f"{ENGLISH['confidence_high']} · likely right: {percent}%"
    assert Page(answer_html(given, ENGLISH)).texts("qa-confidence") == [said]


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
def test_what_a_language_model_wrote_is_marked_and_what_nothing_bears_out_is_struck_out(words: Words) -> None:
    cited = (cite(article(), "雄安在东。"),)
    given = Answer(
        "在哪？",
        "",
        True,
        Confidence.HIGH,
        cited,
        (),
        statements=(Statement("雄安位于东边。", (1,), verbatim=False),),
        notice="没有全部用上。",
        asked="雄安在哪？",
        unverified=("雄安有<b>九座</b>机场。",),
    )
    page = only_ours(answer_html(given, words))
    assert page.texts("qa-sentence") == [f"雄安位于东边。1 {words['written']}"]
    assert page.texts("mark") == ["雄安在东。"]
    assert page.texts("qa-unverified") == [f"{words['unverified']}雄安有<b>九座</b>机场。"]
    assert page.texts("s") == ["雄安有<b>九座</b>机场。"]
    assert page.texts("qa-notice") == ["没有全部用上。"]
    assert page.texts("qa-understood") == [words["understood"].format(question="雄安在哪？")]
    plain = only_ours(answer_html(answer(*cited), words))
    assert not any(plain.texts(name) for name in ("qa-written", "qa-unverified", "qa-notice", "qa-understood", "s"))


def test_without_an_answer_nothing_looks_like_evidence() -> None:
    said = "文章中没有找到这个问题的答案。"
    hits = tuple(hit(article(), 0, 5) for _ in range(9))
    page = Page(answer_html(Answer("何时？", said, False, Confidence.NONE, (), hits), CHINESE))
    assert page.texts("qa-none") == [said]
    assert page.texts("qa-related") == ["最接近的段落"]
    assert page.texts("qa-passage") == ["太原在北。"] * 3
    assert not page.texts("qa-card")
    assert not page.texts("qa-cite")
    assert not page.texts("mark")
    assert not page.texts("qa-confidence")


def test_a_question_that_cannot_be_asked_is_only_told_so() -> None:
    page = Page(answer_html(Answer("", "the question is empty", False, Confidence.NONE, (), ()), ENGLISH))
    assert page.texts("p") == ["the question is empty"]
    assert not page.texts("h2")
    assert not page.texts("h3")


def test_hits_by_hand() -> None:
    found = hit(article(url="https://example.com/a?b=1&c=2"), 5, 23, ("Xinzhou → 忻州",))
    page = Page(hits_html([found], "Xinzhou 的投资", CHINESE))
    assert page.texts("qa-count") == ["1 段"]
    assert page.texts("qa-passage") == ["忻州承接落地，总投资5337亿元。"]
    assert page.texts("mark") == ["忻州", "投资"]
    assert page.texts("qa-why") == ["名称：Xinzhou → 忻州"]
    assert page.texts("dd") == ["0.43", "–", "–"]
    assert page.texts("qa-meta") == ["示例日报 · 2022-03-25 · 原文链接"]
    link = next(attrs for tag, attrs, _ in page.elements if tag == "a")
    assert link["href"] == "https://example.com/a?b=1&c=2"
    assert (link["rel"], link["target"]) == ("noopener noreferrer", "_blank")


def test_a_stretch_says_at_which_end_the_article_goes_on() -> None:
    whole, middle, last = (
        Page(hits_html([hit(article(), *span)], "", ENGLISH)) for span in ((0, 28), (5, 23), (23, 28))
    )
    shown = [next(c for c in page.values("class") if "qa-passage" in c) for page in (whole, middle, last)]
    assert shown == ["qa-passage ", "qa-passage qa-goes-before qa-goes-on", "qa-passage qa-goes-before"]


def test_nothing_found_is_said() -> None:
    assert Page(hits_html([], "x", ENGLISH)).texts("qa-none") == [ENGLISH["found_none"]]


def test_an_article_by_hand() -> None:
    page = Page(article_html(article(), 5, 22, CHINESE))
    assert page.texts("h2") == [TITLE]
    assert page.texts("qa-text") == [TEXT]
    assert page.texts("mark") == ["忻州承接落地，总投资5337亿元。"]
    assert page.texts("p")[1:] == ["太原在北。忻州承接落地，总投资5337亿元。", "雄安在东。"]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (99, 120), (-5, 0), (9, 3), (-9, -2)])
def test_offsets_outside_of_the_article_mark_nothing(start: int, end: int) -> None:
    page = Page(article_html(article(), start, end, ENGLISH))
    assert page.texts("qa-text") == [TEXT]
    assert not page.texts("mark")


def test_a_mark_over_two_lines_is_one_in_each() -> None:
    assert Page(article_html(article(), 18, 25, ENGLISH)).texts("mark") == ["7亿元。", "雄安"]


def test_the_words_that_answer_are_bold_wherever_their_quote_stands() -> None:
    found = article()
    cited = replace(cite(found, "忻州承接落地，总投资5337亿元。"), span=(10, 16))
    page = Page(answer_html(answer(cited), ENGLISH))
    assert page.texts("b") == ["5337亿元", "5337亿元"], "in the sentence and in its card"
    assert set(page.values("data-bold")) == {"15-21"}
    assert page.texts("qa-said") == [cited.quote]
    shown = Page(article_html(found, cited.start, cited.end, ENGLISH, (15, 21)))
    assert shown.texts("mark") == [cited.quote]
    assert shown.texts("b") == ["5337亿元"]
    assert Page(answer_html(answer(cite(found, "雄安在东。")), ENGLISH)).texts("b") == []


def test_a_table_of_articles() -> None:
    undated = Article("b", "", "", "", None, "", "/b.txt")
    entries = [(undated, 1_234, 1), (article(), 28, 2)]
    page = Page(table_html(listed(entries, View()), CHINESE))
    assert page.texts("thead") == ["标题来源日期字数段落"]
    assert page.texts("qa-open") == [TITLE, "无标题"]
    assert page.texts("td") == ["示例日报", "2022-03-25", "28", "2", "来源不详", "日期不详", "1,234", "1"]
    assert page.texts("qa-count") == ["2 篇文章"]
    assert page.values("data-article") == ["a1", "b"]
    assert page.values("aria-sort") == ["none", "none", "descending", "none", "none"]
    assert page.values("data-descending") == ["false", "false", "false", "true", "true"]
    assert not page.texts("qa-pager")
    assert Page(table_html(listed([], View()), CHINESE)).texts("p") == ["索引中还没有文章。"]
    assert Page(table_html(listed(entries, View(find="x")), ENGLISH)).texts("p") == [ENGLISH["listed_none"]]


def test_a_long_table_has_pages() -> None:
    entries = [(article(name=f"a{i:02d}"), 1, 1) for i in range(5)]
    page = Page(table_html(listed(entries, View(page=2), per_page=2), ENGLISH))
    assert page.texts("nav") == ["PreviousPage 2 of 3Next"]
    assert page.values("data-page") == ["1", "3"]
    assert page.values("data-article") == ["a02", "a03"]


def test_an_uploaded_file_can_be_removed_by_its_name() -> None:
    page = only_ours(uploads_html(['<b>"x".txt'], ENGLISH))
    assert page.values("data-given") == ['<b>"x".txt']
    assert page.values("aria-label") == ['Delete the file <b>"x".txt']
    assert uploads_html([], ENGLISH) == ""


def test_articles_and_sources_can_be_removed_and_let_in_again() -> None:
    listing = listed([(article(name='"<a>'), 28, 2)], View())
    table = only_ours(table_html(listing, ENGLISH, removable=True))
    assert (table.values("data-job"), table.values("data-given")) == (["forget"], ['"<a>'])
    assert table.texts("qa-remove") == ["Remove"]
    assert table.values("aria-label") == [f"Remove {TITLE} from the index"]
    assert not Page(table_html(listing, ENGLISH)).values("data-job")
    lists = only_ours(
        sources_html(
            status(sources={"<b>晚报": 1_200, "": 3}, removed=("x1", "旧报"), removed_titles={"x1": "<i>甲"}), ENGLISH
        )
    )
    assert lists.values("data-job") == ["forget", "restore", "restore"]
    assert lists.values("data-given") == ["<b>晚报", "x1", "旧报"]
    assert lists.texts("summary") == ["Sources (1)", "Removed articles and sources (2)"]
    assert lists.texts("li")[0] == "<b>晚报 (1,200)Remove"
    assert [line.startswith(name) for line, name in zip(lists.texts("li")[1:], ("<i>甲", "旧报"), strict=True)] == [
        True
    ] * 2
    assert sources_html(status(sources={}), CHINESE) == ""


def test_the_timeline_by_hand() -> None:
    days = [date(2022, 1, 1), date(2022, 1, 2), date(2022, 12, 31)]
    assert positions(days, gap=10) == pytest.approx([0, 10 + 80 / 364, 100])
    assert positions(days[:1]) == [0.0]
    assert positions([]) == []
    found = article()
    later = Article("a2", TITLE, TEXT, "", date(2023, 1, 1), "", "")
    undated = Article("a3", TITLE, TEXT, "", None, "", "")
    cited = [
        cite(later, "太原在北。", 1),
        cite(found, "太原在北。", 2),
        cite(found, "雄安在东。", 3),
        cite(undated, TEXT, 4),
    ]
    page = only_ours(timeline_html(cited, ENGLISH))
    assert page.texts("a") == ["2, 3", "1"]
    assert page.values("href") == ["#evidence-2", "#evidence-1"]
    assert page.texts("qa-ends") == ["2022-03-252023-01-01"]
    assert timeline_html(cited[1:], ENGLISH) == ""


@given(days=st.lists(st.dates(), unique=True, max_size=12).map(sorted))
def test_days_keep_their_order_and_their_distance(days: list[date]) -> None:
    at = positions(days)
    assert all(0 <= p <= 100.0001 for p in at)
    gap = min(9.0, 100 / max(1, len(days) - 1))
    assert all(b - a >= gap - 1e-9 for a, b in pairwise(at))


def test_a_card_says_why_its_passage_was_found() -> None:
    found = article()
    reprint = Article("b9", TITLE, TEXT, "转载报", date(2022, 3, 26), "", "")
    why = Hit(
        Passage(7, found, 0, 28),
        0.4321,
        dense_rank=2,
        lexical_rank=1,
        cosine=0.512,
        matched=0.333,
        words=("忻州", "投资", "什么"),
        names=("Xinzhou → 忻州",),
        translations=("xinzhou's → 忻州", "railway → 铁路", "city → 城市"),
        also=(reprint,),
    )
    page = only_ours(answer_html(replace(answer(cite(found, "雄安在东。")), hits=(why,)), CHINESE))
    assert page.texts("qa-why")[0] == (
        "相同词语：忻州、投资 · 意思相近 · 名称：Xinzhou → 忻州 · 译词：railway → 铁路、city → 城市"
    )
    assert page.texts("dd")[:3] == ["0.43", "0.51 (第 2 名)", "0.33 (第 1 名)"]
    assert page.texts("qa-also")[0] == "也载于 转载报 2022-03-26"
    assert "b9" in page.values("data-article")
    far = only_ours(answer_html(replace(answer(cite(found, TEXT)), hits=(hit(found, 0, 28),)), ENGLISH))
    assert far.texts("qa-why")[0] == ENGLISH["why_none"]
    assert far.texts("dd")[:3] == ["0.43", "–", "–"]


def test_earlier_turns_open_by_a_link_of_their_own() -> None:
    page = only_ours(earlier_html([answer(cite(article(), "太原在北。"))], ENGLISH))
    assert page.texts("summary") == ["投资多少？"]
    (link,) = page.values("href")
    assert read_link(link) == Link("投资多少？", place=Place("a1", 0, 5))
    assert earlier_html([], ENGLISH) == ""


def test_an_answer_that_grows_says_so_and_offers_no_link_yet() -> None:
    given = answer(cite(article(), "太原在北。"))
    growing, whole = (Page(answer_html(given, ENGLISH, link="?q=x", whole=done)) for done in (False, True))
    assert growing.texts("qa-growing") == [ENGLISH["growing"]]
    assert not growing.texts("qa-confidence")
    assert not growing.values("data-copy")
    assert growing.values("aria-busy") == ["true"]
    assert whole.values("data-copy") == ["?q=x"]
    assert whole.values("aria-busy") == ["false"]


def test_the_status_by_hand() -> None:
    page = Page(status_html(status(), ENGLISH))
    assert dict(zip(page.texts("dt"), page.texts("dd"), strict=True)) == {
        "Articles": "16",
        "Passages": "31",
        "Sources": "1",
        "Published": "2021-08-27 – 2023-05-11",
        "Index version": "3",
        "Embedding model": "bundled",
        "Last rebuilt": f"{datetime.fromisoformat('2022-08-06T10:00:00+00:00').astimezone():%Y-%m-%d %H:%M}",
        "Size on disk": "0.2 MB",
    }
    assert moment("last week") == "last week"


def test_the_heading_names_the_sample_and_the_way_to_ones_own() -> None:
    plain, sample = (
        Page(heading_html(holdings_html(status(notice=notice), ENGLISH, sample=is_sample), ENGLISH))
        for is_sample, notice in ((False, "an older one answers"), (True, ""))
    )
    assert plain.texts("h1") == ["Ask your articles"]
    assert plain.texts("p") == ["16 articles, 2021-08-27 to 2023-05-11", "an older one answers"]
    assert sample.texts("code") == ["qa rebuild FOLDER"]
    assert not plain.texts("qa-sample")
    assert sample.texts("qa-sample")[0].startswith("These are the sample articles that come with the program. To ask")


@pytest.mark.parametrize("url", ["http://example.com", "https://例子.中国/a?b", "HTTPS://example.com/"])
def test_web_addresses_become_links(url: str) -> None:
    page = Page(article_html(article(url=url), 0, 0, ENGLISH))
    assert page.values("href") == [url]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.com",
        "http:",
        "https://",
        "http://[::1",
        "ftp://example.com",
        "/article",
        "",
    ],
)
def test_other_addresses_do_not(url: str) -> None:
    assert not is_web_address(url)
    assert not Page(article_html(article(url=url), 0, 0, ENGLISH)).values("href")


# Text as an attacker and as a bad file would write it.
wild = st.text(alphabet=st.one_of(st.sampled_from("<>&\"'`/=\n\t ${}[]"), st.characters(exclude_categories=["Cs"])))
hostile = st.one_of(
    wild,
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "</p></section><svg/onload=alert(1)>",
            "' onmouseover='alert(1)",
            "&lt;b&gt; &#60;i&#62; &amp;",
            "<!-- --><![CDATA[x]]><!DOCTYPE x>",
            "${alert(1)} {{value}} `",
            'https://example.com/"onclick=alert(1)//<b>',
        ]
    ),
)
both = pytest.mark.parametrize("words", [ENGLISH, CHINESE])


@st.composite
def quoted(draw: st.DrawFn) -> Citation:
    before, quote, behind = draw(hostile), draw(hostile.filter(bool)), draw(hostile)
    found = Article(draw(hostile), draw(hostile), before + quote + behind, draw(hostile), None, draw(hostile), "")
    return Citation(1, found, len(before), len(before) + len(quote), quote)


def only_ours(html: str) -> Page:
    page = Page(html)
    assert {tag for tag, _, _ in page.elements} <= OURS
    assert {name for _, attrs, _ in page.elements for name in attrs} <= ATTRIBUTES
    assert all(url.startswith(("#evidence-", "?q=")) or is_web_address(url) for url in page.values("href"))
    return page


@both
@given(citation=quoted(), question=hostile)
@example(citation=Citation(1, Article("", "", " ", "", None, "", ""), 0, 1, " "), question="")
def test_no_answer_becomes_markup(citation: Citation, question: str, words: Words) -> None:
    page = only_ours(answer_html(answer(citation, question=question), words))
    assert "".join(page.texts("qa-said")) == citation.quote
    assert "".join(page.texts("mark")) == citation.quote
    assert page.texts("blockquote")[0] in citation.article.text
    assert page.texts("qa-open") == [citation.article.title or words["untitled"]]
    assert page.texts("qa-asked") == ([question] if question else [])
    assert set(page.values("data-article")) == {citation.article.id}


@both
@given(citation=quoted())
def test_no_article_becomes_markup(citation: Citation, words: Words) -> None:
    found = citation.article
    page = only_ours(article_html(found, citation.start, citation.end, words))
    assert page.texts("qa-text") == [found.text]
    assert "".join(page.texts("mark")) == citation.quote.replace("\n", "")
    assert page.texts("h2") == [found.title or words["untitled"]]
    assert page.texts("qa-source") == [found.source or words["no_source"]]
    table = only_ours(table_html(listed([(found, 9, 3)], View()), words))
    assert table.texts("qa-open") == [found.title or words["untitled"]]
    assert table.texts("qa-source") == [words["column_source"], found.source or words["no_source"]]


@both
@given(citation=quoted(), query=hostile, name=hostile)
def test_no_hit_becomes_markup(citation: Citation, query: str, name: str, words: Words) -> None:
    found = Hit(Passage(1, citation.article, citation.start, citation.end), 0.5, names=(f"{name} → {name}",))
    page = only_ours(hits_html([found], query, words))
    assert page.texts("qa-passage") == [citation.quote.strip()]
    unanswered = Answer(query, query, False, Confidence.NONE, (), (found,))
    assert only_ours(answer_html(unanswered, words)).texts("qa-none") == [query]


@given(line=hostile)
def test_no_message_becomes_markup(line: str) -> None:
    assert only_ours(error_html(line)).texts("qa-error") == [line]
    told = only_ours(holdings_html(status(notice=line or "-"), ENGLISH, sample=False))
    assert told.texts("qa-error") == [line or "-"]
    assert line in only_ours(status_html(status(model=line), ENGLISH)).texts("dd")


@given(text=wild, spans=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_marking_keeps_the_text_and_marks_just_the_spans(text: str, spans: list[tuple[int, int]]) -> None:
    inside = within(spans, 0, len(text))
    page = Page(f"<div>{marked(text, inside)}</div>")
    assert page.texts("div") == [text]
    assert page.texts("mark") == [text[a:b] for a, b in inside]
    covered = {i for a, b in spans for i in range(a, min(b, len(text)))}
    assert {i for a, b in inside for i in range(a, b)} == covered


def test_spans_by_hand() -> None:
    assert merged([(4, 6), (0, 2), (2, 3), (5, 9), (7, 7)]) == [(0, 3), (4, 9)]
    assert within([(0, 4), (8, 12)], 2, 10) == [(0, 2), (6, 8)]
    assert tight("  ab \n", 0, 6) == (2, 4)
    assert term_spans("太忻經濟區与太原", "太忻经济区的定位") == [(0, 5)]
    assert term_spans("A thing in Xinzhou's plain, a Thing apart", "the thing in") == [(2, 7), (30, 35)]
    assert term_spans("全部都是的", "的是") == []
    assert term_spans("雄安新区", "Xiong'an", ["雄安"]) == [(0, 2)]
    assert term_spans("text", "") == []


def test_the_phrases_are_the_same_in_both_languages() -> None:
    assert ENGLISH.keys() == CHINESE.keys()
    for key in ENGLISH:
        fields = [{name for _, name, _, _ in Formatter().parse(words[key]) if name} for words in (ENGLISH, CHINESE)]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("header", ["zh-CN,zh;q=0.9,en;q=0.8", "zh", "ZH-hant-TW", " zh-HK , en"])
def test_chinese_is_for_those_who_prefer_it(header: str) -> None:
    assert words_for(header) is CHINESE


@pytest.mark.parametrize("header", ["en-GB,zh;q=0.9", "", "fr", "*", "zhx"])
def test_english_is_for_everyone_else(header: str) -> None:
    assert words_for(header) is ENGLISH


# What is too long


@given(st.text("忻州，。 a\n", max_size=80), st.integers(0, 20), st.integers(5, 40))
def test_a_long_text_is_cut_where_there_is_a_pause(text: str, start: int, most: int) -> None:
    stop = cut_at(text, start, most)
    assert stop == len(text) or start < stop <= start + most < len(text)
    near = text[start + most - most // 5 : start + most]
    if stop < len(text) and any(pause in near for pause in "，。 \n"):
        assert text[stop - 1] in "，。 \n"


def test_a_quote_stands_among_whole_sentences_by_hand() -> None:
    text = "甲甲甲甲。乙乙乙。“丙丙丙。”丁丁丁。戊戊戊戊。"
    quote = "丁丁丁。"
    start = text.index(quote)
    for most, shown in (
        (30, text),
        (15, text),
        (14, "乙乙乙。“丙丙丙。”丁丁丁。戊戊戊戊。"),
        (10, "乙乙乙。“丙丙丙。”丁丁丁。戊戊戊戊。"),
        (9, "“丙丙丙。”丁丁丁。戊戊戊戊。"),
        (5, "丁丁丁。戊戊戊戊。"),
        (4, "丁丁丁。戊戊戊戊"),
    ):
        first, last = around(text, start, start + len(quote), most)
        assert text[first:last] == shown, most


@given(st.text("忻州，。 a\n", max_size=80), st.integers(0, 80), st.integers(0, 80), st.integers(5, 40))
def test_what_is_shown_around_a_quote_holds_it_and_no_more_than_asked(text: str, a: int, b: int, most: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    first, last = around(text, start, end, most)
    assert text[start:end].strip() in text[first:last]
    assert start - most <= first
    assert last <= end + most


def test_a_quote_of_thousands_of_characters_is_folded_and_whole() -> None:
    quote = "门票是三元，" * 600 + "完。"
    text = f"{'前' * 900}{quote}{'后' * 900}"
    citation = cite(Article("a1", "题" * 900, text, "报", None, "", ""), quote)
    html = answer_html(answer(citation), ENGLISH)
    said, _, card = html.partition('<article class="qa-card"')
    assert said.count("门票") == QUOTE_CHARS // 6
    assert "qa-said qa-goes-on" in said
    shown, _, rest = card.partition('<details class="qa-rest">')
    assert 0 < shown.count("前") <= CONTEXT_CHARS
    assert shown.count("门票") == QUOTE_CHARS // 6
    assert ENGLISH["rest"].format(count=f"{len(quote) - QUOTE_CHARS + CONTEXT_CHARS:,}") in rest
    marks = "".join(re.findall("<mark>(.*?)</mark>", card))
    assert marks == quote


def test_what_is_of_a_usual_length_is_shown_whole() -> None:
    html = answer_html(answer(cite(article(), "忻州承接落地，总投资5337亿元。")), ENGLISH)
    assert "qa-rest" not in html
    assert "qa-said qa-goes-on" not in html


def test_a_passage_of_thousands_of_characters_is_folded_in_a_list() -> None:
    html = hits_html([hit(Article("a1", "题", "三元的门票。" * 500, "报", None, "", ""), 0, 3_000)], "门票", CHINESE)
    shown, _, rest = html.partition('<details class="qa-rest">')
    assert shown.count("<mark>门票</mark>") == PASSAGE_CHARS // 6
    assert shown.count("门票") + rest.count("门票") == 500
    assert rest.count("<mark>门票</mark>") == 500 - PASSAGE_CHARS // 6
