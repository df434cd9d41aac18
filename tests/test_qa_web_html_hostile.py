import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.types import Article, Passage
from index.types import Hit
from qa.types import Answer, Citation, Confidence
from qa.web.html.answers import (
    answer_html,
    article_html,
    hits_html,
)
from qa.web.html.heading import holdings_html
from qa.web.html.library import status_html, table_html
from qa.web.html.markup import error_html, is_web_address, marked
from qa.web.html.spans import merged, term_spans, tight, within
from qa.web.i18n.phrases import CHINESE, ENGLISH, Words
from qa.web.library.listing import View, listed
from tests.web_objects import Page, answer, article, only_ours, status


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


# Text as an attacker, or a bad file, would write it.
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
