"""Turns records into pages: what the keys of a JSON object, a CSV row or front matter mean."""

import html
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.page import Page
from corpus.text.dates import CHINA, parse_date, with_century
from corpus.text.encoding import REPLACEMENT, SURROGATE
from corpus.text.fold import fold

KEYS = {
    "title": "title headline articletitle newstitle 标题 新闻标题 文章标题".split(),
    "text": (
        "text body content articletext articlebody fulltext maintext contenttext contenthtml bodyhtml newscontent postcontent paragraphs "
        "正文 内容 新闻内容 新闻正文 文章内容 文章正文 全文 txt html article pagecontent description"
    ).split(),
    "source": "source sourcename newssource 来源 文章来源 新闻来源 信息来源 稿源 媒体 媒体名称 发布机构 publisher media medianame origin site sitename".split(),
    "date": (
        "date published publishdate publishtime publishedat publisheddate publishedtime publishedon publicationdate "
        "datepublished pubdate pubtime releasedate releasetime postdate posttime postedat 发布日期 发布时间 发表日期 "
        "发布日 发表时间 发稿时间 刊发时间 刊登日期 发文日期 出版日期 日期 时间 publishat newsdate newstime articledate displaytime showtime time "
        "datetime timestamp createdat createtime ctime addtime inserttime updatetime updatedat 更新时间"
    ).split(),
    "url": "url link 链接 网址 href sourceurl".split(),
}
"""Every accepted key, as `normalised` returns it; of several, the first that has a value counts."""

DATED = re.compile(
    r"(?!.*(?:crawl|fetch|scrap|spider|采集|抓取|入库|expire|截止|start|end|begin|event|开始|结束|活动|birth|出生))"
    r"(?:.*(?:pub|posted|release|issue|发布|发表|刊登|发稿|发文|新闻|文章).*|(?:.*(?:date|日期|时间)|p?time|ts|created))"
)
"""Other keys that may hold a date."""
COUNTED = re.compile(
    r".*(?:date|time(?:stamp)?|日期|时间)|(?:pub(?:lish(?:ed)?)?)?ts|created"
    r"|pub(?:lish(?:ed)?)?|posted|released?|issued?|发布|发表|刊登|发稿|发文"
)
"""Those of them under which a number counts seconds or days; under 新闻编号 or 文章阅读量 it counts something else."""

Columns: TypeAlias = Mapping[str, str]
"""Which column or key of the user's own records holds which field: {"date": "pubdate"}."""
AS_NAMED: Columns = MappingProxyType({})

EXPECTED = ("title", "text/body/content", "source", "date", "url")

NOTHING = frozenset({"nan", "none", "null", "n/a", "nat", "undefined", "-", "--"})
"""What programs write for an empty cell."""

FIRST_TAG = re.compile(r"\s*<(?:!doctype\b|!--|/?(?P<name>[a-z][a-z0-9]*)\b[^<>]*>)", re.I)
ESCAPED = re.compile(r"\s*&(?:amp;){0,2}lt;/?[a-z!]", re.I)
BREAK = re.compile(r"<br\s*/?>|</p>\s*<p\b|<(?P<block>p|div|section|li)\b[^<>]{0,200}>[^<]{1,1000}</(?P=block)>", re.I)
CDATA = re.compile(r"\A\s*<!\[CDATA\[(.*)\]\]>\s*\Z", re.S)
BREAK_BEHIND_TAG = re.compile(r"(?<=>)\s?(?:\\r)?\\n")
ENTITY = re.compile(r"&(?:nbsp|[lr][ds]quo|quot|mdash|middot|hellip|#\d{2,5}|#x[0-9a-f]{2,5});", re.I)

SENTENCE_BREAK = re.compile(r"[。！？.!?”」）)]\s?(?:\\r)?\\n")
WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n")
"""An escaped line break, as left in a text that was escaped twice."""

EXCEL_DAYS = (date(1899, 12, 30), range(32_874, 73_051))
"""The day from which Excel counts days, and the numbers of the days from 1990 to 2100."""

NUMBER = re.compile(r"\d+(?:\.\d*)?")
WITH_HOUR = re.compile(r"20\d{8}")
"""2022080612; as seconds, it would be a time after 2033."""

NEWS_AGE = (date(1990, 1, 1), date(2100, 1, 1))
"""Numbers that give no day in this range are not dates."""


def to_page(record: Mapping[str, object], place: Message | None = None, columns: Columns = AS_NAMED) -> Page:
    """The page in a record, with the record's place in the file.

    Raises UnreadableFile, with the reason, when the record has no key for a text.
    """
    # LangChain keeps a text's metadata beside it.
    beside = next((inner for key in ("metadata", "meta") if isinstance(inner := record.get(key), dict)), {})
    fields = {**lowered(beside), **lowered(record)}
    # Stored under the first of the keys that are looked for.
    fields |= {KEYS[name][0]: fields[normalised(key)] for name, key in columns.items() if normalised(key) in fields}
    if not any(key in fields for key in KEYS["text"]):
        raise UnreadableFile("record_without_text", found=_listed(record), fields=EXPECTED)
    title, text, url = (_without_tags(words(fields, name)) for name in ("title", "text", "url"))
    published = day(fields)
    return Page(
        text=text,
        title=title,
        source=_without_tags(words(fields, "source")),
        published=published,
        url=url,
        # Without a title, the beginning tells the articles of a day apart, wherever they are in the file.
        key=url or f"{title or text[:40]}\0{published or ''}",
        place=place,
    )


def lowered(record: Mapping[str, object]) -> dict[str, object]:
    """The record with its keys in the form of those in KEYS."""
    return {normalised(str(key)): value for key, value in record.items()}


@lru_cache(maxsize=1_000)
def normalised(key: str) -> str:
    """A key without differences in spelling: publishTime, publish_time, Publish Time; 標題, 标题."""
    return re.sub(r"[\s_-]+", "", fold(key.removeprefix("\ufeff").strip()))


def holds_text(names: Iterable[str], columns: Columns) -> bool:
    """Whether one of the columns holds the text of an article."""
    wanted = {*KEYS["text"], normalised(columns.get("text", ""))} - {""}
    return not wanted.isdisjoint(map(normalised, names))


def words(fields: Mapping[str, object], name: str) -> str:
    """The text under the first of a field's keys that has any; "" if none has."""
    found = (_words(fields[key]) for key in KEYS[name] if key in fields)
    return next((text for text in found if text and text.strip().lower() not in NOTHING), "")


def day(fields: Mapping[str, object]) -> date | None:
    """The first date under the keys for it, or under similar ones: written out, or as a number of seconds or days."""
    others = (key for key in fields if key not in KEYS["date"] and DATED.fullmatch(key))
    named = (fields[key] for key in KEYS["date"] if key in fields)
    similar = (
        fields[key] for key in others if COUNTED.fullmatch(key) or not NUMBER.fullmatch(str(fields[key]).strip())
    )
    return next(filter(None, map(_day, chain(named, similar))), None)


def _words(value: object) -> str:
    """A value as text: a list becomes paragraphs, and an object its name or text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        fields = lowered(value)
        return next((found for key in ("name", "text") if (found := _words(fields.get(key)))), "")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _day(value: object) -> date | None:
    """The day in a text, a number, a list, or an object as MongoDB exports it: {"$date": ...}."""
    if isinstance(value, dict):
        return next(filter(None, map(_day, value.values())), None)
    if isinstance(value, list):  # 2023, 8, 16, and the time
        return parse_date("-".join(map(str, value[:3])))
    if value is None:
        return None
    written = str(value).strip()
    if not NUMBER.fullmatch(written):
        return parse_date(written) or parse_date(with_century(written))
    if WITH_HOUR.fullmatch(written):
        return parse_date(written)
    return _counted_day(float(written)) or parse_date(written)


def _counted_day(number: float) -> date | None:
    """The day of a number of seconds or milliseconds since 1970, or of days as Excel counts them."""
    start, days = EXCEL_DAYS
    if int(number) in days:
        return start + timedelta(days=int(number))
    try:
        # Articles have the date of the place where they appear, which here is mostly China.
        found = datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC).astimezone(CHINA)
    except (ValueError, OverflowError, OSError):  # outside the range of dates
        return None
    return found.date() if NEWS_AGE[0] <= found.date() <= NEWS_AGE[1] else None


def _without_tags(text: str) -> str:
    """The text as a browser would show it if it is HTML, which is how crawlers store the body."""
    text = SURROGATE.sub(REPLACEMENT, text)
    if wrapped := CDATA.match(text):
        text = wrapped[1]
    while ESCAPED.match(text):  # perhaps more than once
        text = html.unescape(text)
    if _is_html(text):
        from corpus.formats.html.web_page import visible_text

        return visible_text(BREAK_BEHIND_TAG.sub("\n", text))
    if "\n" not in text and SENTENCE_BREAK.search(text):
        text = WRITTEN_BREAK.sub("\n", text)
    return html.unescape(text) if ENTITY.search(text) else text


def _is_html(text: str) -> bool:
    """Whether the text begins with an HTML tag or comment, or has HTML breaks; 温度<5℃ is not HTML."""
    first = FIRST_TAG.match(text)
    if first and (not first["name"] or _is_element(first["name"])):
        return True
    return BREAK.search(text) is not None


def _is_element(name: str) -> bool:
    from lxml.html import defs

    return name.lower() in defs.tags


def _listed(record: Mapping[str, object]) -> tuple[str, ...] | Message:
    """The first keys of a record, short enough for one line."""
    names = [re.sub(r"\s+", " ", str(key))[:20] for key in record]
    return (*names[:8], "…") if len(names) > 8 else tuple(names) or Message("none")
