"""Aids for reading a quote: a translation if a model is configured, and damaged text named as such."""

from dataclasses import replace

from qa.web.html.answers import answer_html, article_html
from qa.web.i18n.phrases import CHINESE, ENGLISH
from tests.web_objects import Page, answer, article, cite, only_ours

LOST = "?" + "。”山西人民".encode("gbk")[1:-1].decode("gbk") + "?"
"""GBK text decoded after a byte before a quotation mark was lost."""


def test_a_sentence_in_another_language_than_the_pages_can_be_translated_where_a_model_is_set_up() -> None:
    told = answer(cite(article(), "雄安在东。"))
    assert only_ours(answer_html(told, ENGLISH, translates=True)).texts("button").count(ENGLISH["translate"]) == 1
    for words, translates in ((CHINESE, True), (ENGLISH, False)):
        assert words["translate"] not in Page(answer_html(told, words, translates=translates)).texts("button")


def test_the_page_of_a_paginated_file_stands_with_each_quote() -> None:
    found = replace(article(), pages=(0, 5, 23))
    cited = cite(found, "雄安在东。")
    assert cited.page == 3
    assert only_ours(answer_html(answer(cited), ENGLISH)).texts("qa-page") == ["page 3"]
    assert Page(article_html(found, 5, 22, CHINESE)).texts("qa-page") == ["第 2 页"]
    assert not Page(article_html(article(), 5, 22, CHINESE)).texts("qa-page")


def test_damaged_text_is_named_where_it_is_shown() -> None:
    text = f"太原在北。{LOST}说，雄安在东。"
    page = only_ours(article_html(article(text=text), 0, 5, ENGLISH))
    assert page.texts("qa-text") == [text]
    (damaged,) = page.texts("qa-damaged")
    assert damaged == LOST
    assert page.texts("qa-notice") == [ENGLISH["damaged"]]
    assert not Page(article_html(article(), 0, 5, ENGLISH)).texts("qa-notice")
