"""Answers, hits and articles to show, and a parser that checks what is shown."""

from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser

from corpus.types import Article, Passage
from index.types import Hit
from qa.types import Answer, Citation, Confidence, Statement, Status
from qa.web.html.markup import is_web_address

OURS = frozenset(
    "a article aside b blockquote button code dd details div dl dt figcaption figure h1 h2 h3 header li mark nav ol p s "
    "section small span summary sup table tbody td th thead time tr ul".split()
)
"""Every tag that the page writes. None of them can run or fetch anything."""


ATTRIBUTES = frozenset(
    "aria-busy aria-hidden aria-label aria-pressed aria-sort class data-answer data-article data-ask data-bold data-conversations data-copy data-descending data-edit data-take data-end data-given data-job data-language "
    "data-level data-link data-number data-page data-rate data-sort data-start data-translate href id lang rel role scope start style "
    "target title type".split()
)


TEXT = "太原在北。忻州承接落地，总投资5337亿元。\n雄安在东。"
TITLE = "太忻：分工明确"


class Page(HTMLParser):
    """The elements of a piece of HTML: tag, attributes and text content, in document order."""

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
    """An answer with a statement for each citation."""
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


def only_ours(html: str) -> Page:
    page = Page(html)
    assert {tag for tag, _, _ in page.elements} <= OURS
    assert {name for _, attrs, _ in page.elements for name in attrs} <= ATTRIBUTES
    assert all(url.startswith(("#evidence-", "?q=")) or is_web_address(url) for url in page.values("href"))
    return page
