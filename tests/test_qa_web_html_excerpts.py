import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Article
from qa.web.html.answers import (
    answer_html,
    hits_html,
)
from qa.web.html.excerpts import CONTEXT_CHARS, PASSAGE_CHARS, QUOTE_CHARS
from qa.web.html.spans import around, cut_at
from qa.web.i18n.phrases import CHINESE, ENGLISH
from tests.web_objects import answer, article, cite, hit


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
