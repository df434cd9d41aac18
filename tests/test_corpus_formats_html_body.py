"""The article of a page is the element that contains its prose, whatever the extraction returned."""

import pytest

from corpus.formats.html.body import body_of
from corpus.formats.html.tree import as_text, parse, visible_lines
from corpus.formats.html.web_page import to_page

STORY = [
    "青浦镇的老码头昨天重新开放，停了三年的渡船又开了，头一天运了两百多人。",
    "船老大沈阿根说，新船比老船宽一米，雨天也不必挤在棚子里，票价还是两块钱。",
    "镇里打算明年在对岸再修一座候船室，钱由交通局出，秋天之前动工。",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)
REMARKS = "".join(
    f"<div class=comment-item><span>读者{n}</span><p>我家就住在码头边上，等这一天等了好久，第{n}次去坐船，真方便。</p></div>"
    for n in range(6)
)
OTHERS = "".join(
    f"<li><a href=/{n}>镇东的桥也要修了，工期{n}个月</a><p>第{n}座桥昨天开工，绕行的路口都立了牌子……</p><span>2021-03-0{n + 1} 08:30</span></li>"
    for n in range(6)
)


def body_text(html: str) -> list[str]:
    element = body_of(parse(html))
    return [] if element is None else as_text(visible_lines(element)).split("\n")


@pytest.mark.parametrize(
    "html",
    [
        f"<div id=main><div class=txt>{PARAGRAPHS}</div><div class=comment-list>{REMARKS}</div></div>",
        f"<div class=left><div class=txt>{PARAGRAPHS}</div><ul class=list>{OTHERS}</ul></div>",
        f"<form action=/><table><tr><td class=txt>{PARAGRAPHS}</td></tr></table></form>",
        f"<div class=txt>{'<br>'.join(STORY)}</div><div class=foot>网站说明，本站的内容都由读者提供。</div>",
        f"<div class=txt>{PARAGRAPHS}</div>" + "渡船 时刻表 下载 老码头 全集 高清 " * 400,
    ],
    ids=["remarks", "other articles", "form", "line breaks", "search words"],
)
def test_the_body_is_the_element_of_the_prose(html: str) -> None:
    assert body_text(f"<html><body>{html}</body></html>") == STORY


def test_an_article_in_sections_is_all_of_them() -> None:
    sections = "".join(f"<div class=part><h2>其{n}</h2><p>{line}</p></div>" for n, line in enumerate(STORY))
    html = f"<html><body><div class=wrap>{sections}</div><p>另有一句话，在别处。</p></body></html>"
    assert [line for line in body_text(html) if line in STORY] == STORY
    assert "另有一句话，在别处。" not in body_text(html)


def test_a_page_without_prose_has_no_body() -> None:
    assert body_of(parse("<html><body><p>甲</p><a href=/>乙</a></body></html>")) is None


def test_a_notice_is_not_taken_for_the_article() -> None:
    """For a short article below two layers of menus, extraction may keep only the disclaimer."""
    menus = "<ul>" + "".join(f"<li><a href=/{n}>频道{n}</a></li>" for n in range(40)) + "</ul>"
    notice = "<div class=statement><p>【声明】文章只代表作者本人的看法，与本站没有关系，本站不对其中的陈述和判断作任何保证。</p></div>"
    html = f"<html><body>{menus}<div class=box><div class=inner style='height:500px'><p>{STORY[0]}<a href=/k>渡口</a></p></div></div>{notice}</body></html>"
    assert STORY[0] in to_page(html).text


def test_an_article_inside_of_a_list_item_keeps_its_lines_and_loses_the_lists_beside_it() -> None:
    html = (
        f"<html><body><ul class=columns><li class=left><div class=txt>{PARAGRAPHS}</div><div class=comment-list>{REMARKS}</div>"
        f"<ul class=list>{OTHERS}</ul></li></ul></body></html>"
    )
    assert to_page(html).text.split("\n") == STORY


CONSENT = "".join(
    f"<p>第{n}项：本站与合作伙伴会读取您设备上的信息，用来统计访问量，您可以随时改变选择，也可以全部拒绝。</p>"
    for n in range(9)
)


@pytest.mark.parametrize(
    "beside",
    [
        f"<div id=consent-banner><div class=pc-content>{CONSENT}</div></div>",
        f"<div role=dialog><div class=pc-content>{CONSENT}</div></div>",
        f"<div class=photo-gallery><ul>{CONSENT}</ul></div>",
        f"<div class='comment-text user-post'>{CONSENT}</div>",
        f"<div class=detail__content--recommend><div class=card>{CONSENT}</div></div>",
        "<ul>" + "".join(f"<li><h3><a href=/{n}>桥{n}</a></h3>{CONSENT}</li>" for n in range(3)) + "</ul>",
    ],
    ids=["consent", "dialog", "gallery", "comments", "recommended", "other articles"],
)
def test_what_says_more_than_the_article_is_not_the_article(beside: str) -> None:
    assert body_text(f"<html><body><div class=txt>{PARAGRAPHS}</div>{beside}</body></html>") == STORY


def test_a_list_with_headings_of_its_own_is_an_article() -> None:
    items = "".join(f"<li><h3>其{n}</h3><p>{line}</p></li>" for n, line in enumerate(STORY))
    assert [line for line in body_text(f"<html><body><ul>{items}</ul></body></html>") if line in STORY] == STORY


LEAD = (
    "The ferry at the old quay went back to work on Monday after three years, and two hundred people were on board before noon.",
    "Its captain, who has lived by the river all his life, said that the new boat is a metre wider and keeps the rain out.",
    "The fare, he said, would stay what it was, and the town would pay for the second landing on the far side of the river.",
)
REST = "".join(
    f"<p>In week {n} the boat carried more people than in the whole of the last year before it was laid up.</p>"
    for n in range(9)
)


def page_with(lead: str, rest: str = REST) -> str:
    return (
        f"<html><head><title>Ferry returns</title></head><body><h1>Ferry returns</h1>{lead}"
        f"<div class=photo><img src=a.png></div><div class=rest>{rest}</div></body></html>"
    )


def test_a_lead_apart_from_the_rest_is_the_beginning_of_the_article() -> None:
    lead = "".join(f"<p>{line}</p>" for line in LEAD)
    text = to_page(page_with(f"<div class=intro>{lead}</div>")).text
    assert [text.find(line) for line in LEAD] == sorted(text.find(line) for line in LEAD)
    assert 0 <= text.find(LEAD[0]) < text.find("In week 0")


def test_a_line_under_the_headline_is_no_lead() -> None:
    assert LEAD[0] not in to_page(page_with(f"<div class=deck><p>{LEAD[0]}</p></div>")).text


def test_what_stands_beside_the_article_inside_of_its_element_does_not_come_back() -> None:
    ask = "<div class=newsletter-box><p>Write to us and we will send you the timetable every week, free of charge.</p></div>"
    text = to_page(page_with("", f"{REST}{ask}{REST}")).text
    assert "In week 8" in text
    assert "timetable" not in text


def test_comments_in_code_are_lines_of_the_article() -> None:
    code = "<pre><code><span class=comment># one landing only</span>\nmoor(quay)</code></pre>"
    assert "# one landing only" in to_page(page_with("", f"{REST}{code}{REST}")).text


def test_answers_that_a_page_unfolds_one_by_one_are_read_and_small_hidden_things_are_not() -> None:
    asked = "".join(
        f"<h3>第{n}班渡船几点开？</h3><div class=answer style='display:none'><p>答：{line}</p></div>"
        for n, line in enumerate(STORY * 2)
    )
    scraps = "<div class=tip hidden>提示框</div>" * 2 + "<p>渡口<span style='display:none'>乱码</span>的消息。</p>"
    shown = as_text(visible_lines(parse(f"<body>{asked}{scraps}</body>")))
    assert all(f"答：{line}" in shown for line in STORY)
    assert "渡口的消息。" in shown
    assert "提示框" not in shown


@pytest.mark.parametrize("tag", ["st1:chsdate", "big", "strike", "kbd", "dfn", "acronym", "nobr", "data", "my-day"])
def test_an_element_inside_a_sentence_does_not_break_it(tag: str) -> None:
    line = f"老码头在<{tag}>2022年3月24日</{tag}>重新开放。"
    assert as_text(visible_lines(parse(f"<p>{line}</p>"))) == "老码头在2022年3月24日重新开放。"
    assert "老码头在2022年3月24日重新开放。" in to_page(f"<body><h1>渡口</h1><p>{line}</p>{PARAGRAPHS}</body>").text


def test_a_custom_element_may_be_a_block_beside_the_article() -> None:
    html = f"<main><div class=txt>{PARAGRAPHS}</div><x-remarks class=comment-list>{REMARKS}</x-remarks></main>"
    assert body_text(html) == STORY
