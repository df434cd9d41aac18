"""Web pages: the article, and what the markup says about it."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.formats.html.lost_lines import restored
from corpus.formats.html.tree import Line
from corpus.formats.html.web_page import read_html, to_page, visible_text
from corpus.formats.page import Page

PARAGRAPHS = [
    "11月2日,河州市老城区供热管网改造工程全部完工,比计划提前了二十天。",
    "市住建局副局长李岚介绍,今年冬天有三万户居民用上了集中供热。",
    "改造后的管网采用智能调节系统,每个小区的供水温度都可以单独控制。",
]
BODY = "".join(f"<p>  {paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = "<ul><li><a href=/1>首页</a></li><li><a href=/2>国内</a></li><li><a href=/3>财经</a></li></ul>"
FOOT = "<div class=footer><p>关于我们 | 联系我们</p><p>京ICP证000000号</p></div>"


def page(head: str = "", body: str = f"<div>{BODY}</div>") -> Page:
    return to_page(f"<html><head>{head}</head><body>{MENU}{body}{FOOT}</body></html>")


def test_the_article_is_taken_and_the_menu_left() -> None:
    found = page("<title>供热管网改造完工</title><style>p {color: red}</style>")
    assert found.text.split("\n") == PARAGRAPHS
    assert "首页" in found.shown
    assert "京ICP证" in found.shown
    assert "color" not in found.shown


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td>{'<br><br>'.join(PARAGRAPHS)}</td></tr></table>",
        f"<div><font size=3>{'<br>'.join(PARAGRAPHS)}</font></div>",
        f"<article><section>{BODY}</section></article>",
        "".join(f"<div>{paragraph}</div>" for paragraph in PARAGRAPHS),
        "<div>" * 400 + BODY,
    ],
)
def test_every_paragraph_is_found_however_the_page_is_built(body: str) -> None:
    lines = page(body=body).text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS


def test_tables_of_data_keep_their_rows() -> None:
    table = "<table><tr><th>年份</th><th>产值</th></tr><tr><td>2020</td><td>100亿元</td></tr></table>"
    lines = page(body=f"<div>{BODY}{table}</div>").text.split("\n")
    assert lines == [*PARAGRAPHS, "年份 · 产值", "2020 · 产值: 100亿元"]


@pytest.mark.parametrize("hidden", ["hidden", "style='color: red; display:none'", 'style="DISPLAY: none"'])
def test_what_a_page_hides_is_not_read(hidden: str) -> None:
    found = page(body=f"<div>{BODY}<div {hidden}><p>供热管网 改造,河州供热电话,河州供热公司招聘。</p></div></div>")
    assert found.text.split("\n") == PARAGRAPHS
    assert "招聘" not in found.shown


def test_an_article_that_a_script_unfolds_is_read() -> None:
    assert page(body=f"<div style='display:none'>{BODY}</div>").text.split("\n") == PARAGRAPHS


def test_the_comments_of_readers_are_not_the_article() -> None:
    found = page(body=f"<div>{BODY}</div><div class=comments id=comments><p>写得真好,支持支持支持!</p></div>")
    assert "支持" not in found.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-11-02T09:30:00+08:00">',
        '<meta name="PubDate" content="2023-11-02 09:30">',
        '<meta name="publishdate" content="2023-11-02">',
        '<meta itemprop="datePublished" content="2023-11-02 09:30">',
        '<meta name="apub:time" content="2023-11-02 09:30:00">',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle",'
        ' "datePublished": "2023-11-02T09:30:00+08:00"}]}</script>',
    ],
)
def test_the_day_is_found_in_the_markup(head: str) -> None:
    assert page(head).published == date(2023, 11, 2)


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ('<meta name="source" content="来源:河州日报">', "河州日报"),
        ('<meta name="ContentSource" content="河州市人民政府">', "河州市人民政府"),
        ('<meta name="mediaid" content="河州日报"/>', "河州日报"),
        ('<meta name="source" content="104139">', ""),
    ],
)
def test_the_source_is_found_in_the_markup(head: str, source: str) -> None:
    assert page(head).source == source


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:site_name" content="河州新闻网">',
        '<meta name="SiteName" content="河州新闻网">',
        '<script type="application/ld+json">{"headline": "甲", "publisher": {"name": "河州新闻网"}}</script>',
    ],
)
def test_the_site_counts_only_where_nothing_names_the_source(head: str) -> None:
    found = page(head)
    assert found.source == ""
    assert found.otherwise.source == "河州新闻网"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>供热管网改造完工_民生_河州新闻网</title>", BODY),
        ("<title>供热管网改造完工--河州频道--人民在线</title>", BODY),
        ("<title>供热管网改造完工 - 河州新闻网</title>", BODY),
        ("<title>供热管网改造完工|河州</title>", BODY),
        ("<title>供热管网改造完工(图)</title>", f"<h1>供热管网改造完工</h1>{BODY}"),
        ('<title>河州新闻网</title><meta name="ArticleTitle" content="供热管网改造完工">', BODY),
        ('<title>x</title><meta property="og:title" content="供热管网改造完工">', BODY),
    ],
)
def test_the_title_comes_without_section_and_site(head: str, body: str) -> None:
    assert page(head, f"<div>{body}</div>").title == "供热管网改造完工"


def test_the_address_of_the_page_is_kept() -> None:
    assert page('<link rel="canonical" href="https://a.cn/1.html">').url == "https://a.cn/1.html"


@pytest.mark.parametrize("broken", ["{", "[" * 5000, '{"headline": "a\nb", "datePublished": 7}', "null", ""])
def test_broken_linked_data_says_nothing(broken: str) -> None:
    found = page(f'<script type="application/ld+json">{broken}</script>')
    assert found.text.split("\n") == PARAGRAPHS


def test_a_short_page_gives_all_its_text() -> None:
    assert to_page("<p>今天开会。</p>").text == "今天开会。"


def test_a_page_that_trafilatura_stumbles_over_gives_all_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise AttributeError("'NoneType' object has no attribute 'tag'")

    monkeypatch.setattr("trafilatura.bare_extraction", stumble)
    assert to_page("<title>题</title><p>今天开会。</p>").text == "今天开会。"


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    html = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>今天&x;开会。</p></body></html>'
    assert "秘密" not in to_page(html).shown


@pytest.mark.parametrize("html", ["", "   ", "<!-- nothing -->"])
def test_a_page_of_nothing_is_refused(html: str) -> None:
    with pytest.raises(UnreadableFile, match=r"^no HTML; expected"):
        to_page(html)


def test_a_page_nested_beyond_measure_is_refused_not_cut() -> None:
    with pytest.raises(UnreadableFile, match="elements nested deeper"):
        to_page("<div>" * 5000 + "今天开会。")


def test_the_declared_charset_counts_when_the_bytes_are_no_chinese(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="iso-8859-1"><p>Ein schöner Tag für alle Bürger.</p>'.encode("latin-1"))
    (found,) = read_html(path)
    assert found.text == "Ein schöner Tag für alle Bürger."


def test_visible_text_has_a_line_for_each_block() -> None:
    html = "<h1>题</h1><p>一<b>二</b>\n三</p><ul><li>四</li><li>五</li></ul>六<br>七"
    assert visible_text(html) == "题\n一二 三\n四\n五\n六\n七"


LEAD, *REST = PARAGRAPHS


@pytest.mark.parametrize(
    "html",
    [
        f"<body>{MENU}<h1>供热</h1><p>{LEAD}</p></body></html><div>{''.join(f'<p>{p}</p>' for p in REST)}</div>",
        f"<body>{MENU}<h1>供热</h1></body></html><!DOCTYPE html><html><head></head><body><div>{BODY}</div></body></html>",
        f"<body>{MENU}<div><center><img src=a.png></center>　　{'<br>　　'.join(PARAGRAPHS)}</div>{FOOT}</body>",
        f"<body>{MENU}<td>{'<br/>'.join(PARAGRAPHS)}</td>{FOOT}</body>",
        f"<body>{MENU}<div><header><h1>供热</h1></header>{'<br>'.join(PARAGRAPHS)}</div>{FOOT}</body>",
        f"<body>{MENU}<div><figure><img src=a.png></figure>{LEAD}<p>{'</p><p>'.join(REST)}</p></div>{FOOT}</body>",
    ],
)
def test_no_paragraph_is_lost_behind_a_broken_end_or_bare_behind_a_block(html: str) -> None:
    lines = to_page(html).text.split("\n")
    assert [line.strip() for line in lines if line.strip() in PARAGRAPHS] == PARAGRAPHS


def test_short_lines_between_paragraphs_stay_where_they_stand() -> None:
    data = ["总投资：2.8亿元", "供热面积：310万平方米", "一、下一步"]
    sections = "".join(f"<section><span>{line}</span></section>" for line in data)
    found = page(body=f"<div><p>{LEAD}</p>{sections}<p>{REST[0]}</p><p>{REST[1]}</p></div>")
    assert found.text.split("\n") == [LEAD, *data, *REST]


def test_links_between_paragraphs_do_not_come_back() -> None:
    links = "<div class=related><ul><li><a href=/1>河州今年的第一场雪下了三天三夜</a></li><li><a href=/2>打印</a></li></ul></div>"
    assert "第一场雪" not in page(body=f"<div><p>{LEAD}</p>{links}<p>{REST[0]}</p><p>{REST[1]}</p></div>").text


def test_lost_lines_come_back_from_what_the_page_shows() -> None:
    shown = [
        Line("首页", True),
        *(Line(line, False) for line in (LEAD, "总投资：2.8亿元", *REST)),
        Line("京ICP", False),
    ]
    assert restored("\n".join(REST), shown).split("\n") == REST
    assert restored(f"{LEAD}\n{REST[1]}", shown).split("\n") == [LEAD, "总投资：2.8亿元", *REST]
    assert restored("\n".join(REST), shown[:2] + shown[3:]).split("\n") == PARAGRAPHS


def test_a_public_accounts_page_says_who_posted_it_and_when_in_its_scripts() -> None:
    found = to_page(
        '<head><meta property="og:site_name" content="微信公众平台"></head><body><h1 id="activity-name">供热</h1>'
        '<a id="js_name">\n 河州发布 </a><em id="publish_time"></em>'
        f'<div id="js_content" style="visibility: hidden"><section>一、完工</section>{BODY}</div><p>微信扫一扫</p>'
        '<script>var ct = "1698888600"; var nickname = htmlDecode("河州发布");</script></body>'
    )
    assert (found.source, found.published) == ("河州发布", date(2023, 11, 2))
    assert found.text.split("\n") == ["一、完工", *PARAGRAPHS]


@pytest.mark.parametrize(
    "script",
    [
        "create_time: JsDecode('2023-11-02 10:20'),",
        'var publish_time = "2023-11-02" || "";',
        "window.ct = '1698888600';",
    ],
)
def test_the_scripts_of_a_public_account_name_the_day_in_several_ways(script: str) -> None:
    assert to_page(f"<body><div id=js_content>{BODY}</div><script>{script}</script></body>").published == date(
        2023, 11, 2
    )


def test_a_question_asked_twice_and_a_sentence_that_is_a_link_stay() -> None:
    asked, linked = "问：暖和吗？", f"<p><a href=/x>{PARAGRAPHS[1]}</a></p>"
    found = page(body=f"<div><p>{asked}</p><p>{PARAGRAPHS[0]}</p><p>{asked}</p>{linked}<p>{PARAGRAPHS[2]}</p></div>")
    assert found.text.split("\n") == [asked, PARAGRAPHS[0], asked, PARAGRAPHS[1], PARAGRAPHS[2]]


def test_a_title_cut_short_by_its_quotation_marks_is_the_heading_and_a_section_is_no_title() -> None:
    head = '<title>管网改造完工 三万户“暖了”_河州网</title><meta property="og:title" content="管网改造完工 三万户">'
    assert page(head, f"<h1>管网改造完工 三万户“暖了”</h1>{BODY}").title == "管网改造完工 三万户“暖了”"
    assert page("<title>新闻动态--河州供热公司官网</title>", f"<h1>管网改造完工</h1>{BODY}").title != "新闻动态"


def test_an_author_is_no_source_and_a_source_ends_before_what_is_said_of_it() -> None:
    assert page('<meta name="author" content="李岚">').otherwise.source == ""
    assert page('<meta name="author" content="河州日报">').otherwise.source == "河州日报"
    assert page('<meta name="source" content="来源：河州日报 原创稿">').source == "河州日报"


def test_a_text_under_the_name_of_a_page_keeps_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.shtml"
    path.write_text("水库开工\n2023-05-06 来源：河湾日报\n\n河湾县水库今天开工。\n", "utf-8")
    (page,) = read_html(path)
    assert page.text.split("\n")[0] == "水库开工"
