"""What the markup of a web page says about its article: <meta> elements, schema.org properties, JSON-LD."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from corpus.cleaning.dateline_words import ADDRESS, BEHIND_SOURCE
from corpus.cleaning.metadata import parse_date
from corpus.cleaning.titles import SITE_NAME, site_of, without_site_name
from corpus.formats.html.tree import Tree
from corpus.text.script import HAN
from corpus.types import Metadata

PARTS = re.compile(
    r"\s*[_|｜]\s*|\s*-{2,}\s*|\s+[-–—]\s+(?=[^-–—]*(?:网|報|报|社|在线|频道|新闻|News|Times|Post|\.com?)\b)"
)
"""The separators between a title and the sections and site name after it in a window title, sometimes before it."""
SECTION = re.compile(
    r"(?:新闻|工作|学术|行业|公司|企业|校园|学校|要闻|通知|公告|公示|政务|信息|文章|内容|媒体|党建|图片|综合)(?:动态|中心|公告|公开|公示|报道|资讯|快讯|详情|列表|内容|显示|正文|新闻)?"
)
"""Window titles that are the same for all pages of a section."""
BAR = re.compile(r"\s*[_|｜]\s*|\s+[-–—·]\s+|[-—]{1,2}")
NAME = re.compile(rf"[{HAN}·]{{4,10}}|[A-Z][\w.'’&]*(?: [\w.'’&]+){{0,3}}(?: ?[{HAN}]{{2,8}})?")
"""A bar after the page's heading in the window title, and what may be the name of a site after that."""
MIN_TITLE_CHARS = 4
EDGES = ("", *" _|｜-–—(（")
"""What may follow a title in the window title."""

# fmt: off
DATES = [
    "article:published_time", "og:published_time", "pubdate", "publishdate", "publish-date", "publish_date",
    "publish_time", "pubtime", "datepublished", "apub:time", "og:time", "dc.date", "dc.date.issued",
    "dcterms.created", "weibo:article:create_at", "date", "dateupdate",
]
# fmt: on
SOURCES = ["contentsource", "mediaid", "source", "article:author_name", "dc.source"]
SITES = ["og:site_name", "sitename", "application-name", "dc.publisher", "copyright"]
TITLES = ["og:title", "articletitle", "twitter:title", "dc.title", "headline"]
ABSOLUTE = re.compile("https?://", re.I)
URLS = ["og:url", "url"]
"""Names of <meta> elements, in lower case: those of Open Graph, Dublin Core, schema.org, Chinese government pages
(ArticleTitle, PubDate, ContentSource, SiteName) and the large portals. The first that has a value counts."""


def stated(tree: Tree) -> tuple[Metadata, Metadata]:
    """What the page says about the article, and then what it says about its site, which counts less."""
    metas, linked, posted = _metas(tree), _linked_data(tree), _public_account(tree)
    window = " ".join(tree.findtext(".//head/title", "").split())
    article = Metadata(
        title=_whole(_first(metas, TITLES) or _shown_heading(window, tree) or linked.title, window, tree),
        source=posted.source or name_of(_first(metas, SOURCES)),
        published=next(
            filter(None, (parse_date(metas.get(name, "")) for name in DATES)), linked.published or posted.published
        ),
        url=next(filter(ABSOLUTE.match, (_first(metas, URLS), *tree.xpath("//link[@rel='canonical']/@href"))), ""),
    )
    author = metas.get("author", "")  # often a person's
    site = (
        linked.source
        or name_of(_first(metas, SITES))
        or site_of(window)
        or (author if SITE_NAME.fullmatch(author) else "")
        or _behind_heading(window, tree)
    )
    return article, Metadata(title="" if SECTION.fullmatch(without_site_name(window)) else window, source=site)


def _shown_heading(window: str, tree: Tree) -> str:
    """The heading with which the window title begins: what JSON-LD calls a headline may be a description."""
    return next((one for one in _headings(tree) if len(one) >= MIN_TITLE_CHARS and window.startswith(one)), "")


def _behind_heading(window: str, tree: Tree) -> str:
    """The name after the page's heading and a bar in the window title, if it may be a site's."""
    heading = _shown_heading(window, tree)
    bar = BAR.match(window, len(heading)) if heading else None
    name = window[bar.end() :] if bar else ""
    return name if NAME.fullmatch(name) and not SECTION.fullmatch(name) else ""


def _whole(title: str, window: str, tree: Tree) -> str:
    """A title that a quotation mark cut short in its attribute, completed from the heading and the window title."""
    begun = title[:MIN_TITLE_CHARS]
    return next((one for one in _headings(tree) if begun and one.startswith(begun) and window.startswith(one)), title)


def _headings(tree: Tree) -> Iterator[str]:
    return (" ".join("".join(heading.itertext()).split()) for heading in tree.iter("h1"))


def without_site(title: str, shown: Sequence[str]) -> str:
    """The title without the section and site that portals add to it, 标题_新闻频道_网站, as found in the lines `shown`.

    A title that was cut off, or broken by a quotation mark in its attribute, is complete where the page shows it.
    """
    title = without_site_name(" ".join(title.split()))
    begun = title.rstrip(".… ")
    whole = [
        line
        for line in shown
        if len(begun) >= 2 * MIN_TITLE_CHARS and line.startswith(begun) and len(line) < 3 * len(begun)
    ]
    first, *others = PARTS.split(title)
    longest = max(others, key=len, default="")
    part = longest if len(longest) > 2 * len(first) + 4 else first
    inner = [
        line
        for line in shown
        if len(line) >= max(MIN_TITLE_CHARS, len(part) / 3)
        and title.startswith(line)
        and title[len(line) :][:1] in EDGES
    ]
    return max(inner, key=len, default="") or next(iter(whole), "") or part or title


def _metas(tree: Tree) -> dict[str, str]:
    """The page's <meta> elements, and elements with a schema.org property, by name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content] | //*[@itemprop][@content or @datetime]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or element.get("datetime") or ""
        if content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _linked_data(tree: Tree) -> Metadata:
    """What the page's JSON-LD says about the first object in it with a headline or publication date."""
    for script in tree.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        try:
            # strict=False: line breaks inside strings are a common fault of hand-made JSON-LD
            things = list(_objects(json.loads(script.text or "", strict=False)))
        except (ValueError, RecursionError):  # broken JSON-LD is ignored
            continue
        for thing in things:
            if "datePublished" in thing or "headline" in thing:
                publisher = next(_objects(thing.get("publisher")), {})
                return Metadata(
                    title=str(thing.get("headline") or ""),
                    source=name_of(str(publisher.get("name") or "")),
                    published=parse_date(str(thing.get("datePublished") or "")),
                )
    return Metadata()


POSTED = re.compile(
    r"\bct\s*=\s*[\"'](\d{10})[\"']|\b(?:createTime|create_time|publish_time)\s*[=:]\s*(?:JsDecode\()?[\"']([^\"'<>\n]{8,30})[\"']"
)
ACCOUNT = re.compile(r"\bnickname\s*=\s*(?:htmlDecode\()?[\"']([^\"'<>\n]{1,40})[\"']")


def _public_account(tree: Tree) -> Metadata:
    """Account and day of a saved WeChat article, where scripts fill them in when the page is shown."""
    if not tree.xpath("boolean(//*[@id='js_content' or @id='js_name'])"):
        return Metadata()
    scripts = [script.text or "" for script in tree.iter("script")]
    times = (found[1] or found[2] for text in scripts for found in POSTED.finditer(text))
    names = [" ".join("".join(name.itertext()).split()) for name in tree.xpath("//*[@id='js_name']")]
    names += [found[1] for text in scripts for found in ACCOUNT.finditer(text)]
    return Metadata(source=next(filter(None, names), ""), published=next(filter(None, map(parse_date, times)), None))


def _objects(value: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, outer ones first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(inner)


def _first(metas: dict[str, str], names: list[str]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def name_of(source: str) -> str:
    """The name of a source without its label; "" for editors' numbers and addresses."""
    name = re.sub(r"^\s*(?:来源|來源|稿源|source)\s*[:：]\s*", "", source, flags=re.I).strip()
    is_address = "://" in name or (name == name.lower() and ADDRESS.match(name))
    return BEHIND_SOURCE.sub("", name) if re.search(r"[^\W\d]", name) and not is_address else ""
