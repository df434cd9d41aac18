"""Records to pages: which keys of a JSON object, a CSV row or a front matter mean what."""

import html
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.page import Page
from corpus.text.dates import CHINA, parse_date
from corpus.text.encoding import storable

KEYS = {
    "title": ("title", "headline", "标题"),
    "text": ("text", "body", "content", "正文", "内容"),
    "source": ("source", "来源"),
    "date": (
        "date",
        "published",
        "publish_time",
        "time",
        "publishedat",
        "pubdate",
        "日期",
        "发布时间",
        "时间",
    ),
    "url": ("url", "link", "链接", "网址"),
}
"""Every accepted key, in lower case; of several, the first that has a value counts."""

EXPECTED = ("title", "text/body/content", "source", "date", "url")

TAGS = re.compile(r"\s*</?(?:!doctype|html|body|div|p|span|section|article|h\d|center|table|img|strong)\b", re.I)
BREAK = re.compile(r"<br\s*/?>|</p>\s*<p\b", re.I)
ENTITY = re.compile(r"&(?:nbsp|[lr][ds]quo|quot|mdash|middot|hellip|#\d{2,5}|#x[0-9a-f]{2,5});", re.I)

NEWS_AGE = (date(1990, 1, 1), date(2100, 1, 1))
"""Numbers that make no date in between are no dates."""


def to_page(record: Mapping[str, object]) -> Page:
    """The page that a record holds. Raises UnreadableFile, with the reason, when it has no key for a text."""
    fields = lowered(record)
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
        # Without a title the beginning tells the articles of a day apart, wherever they stand in the file.
        key=url or f"{title or text[:40]}\0{published or ''}",
    )


def lowered(record: Mapping[str, object]) -> dict[str, object]:
    """The record with its keys in the form that KEYS has."""
    return {str(key).strip().lower(): value for key, value in record.items()}


def words(fields: Mapping[str, object], name: str) -> str:
    """What stands under the first of a field's keys that has anything; "" when none has."""
    return next((found for key in KEYS[name] if (found := _words(fields.get(key)))), "")


def day(fields: Mapping[str, object]) -> date | None:
    """The first date under the date's keys: written out, or in seconds or milliseconds since 1970."""
    return next((found for key in KEYS["date"] if (found := _day(fields.get(key)))), None)


def _words(value: object) -> str:
    """A value as text: a list is paragraphs, and of an object the name or the text is meant."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        fields = lowered(value)
        return next((found for key in ("name", "text") if (found := _words(fields.get(key)))), "")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _day(value: object) -> date | None:
    if value is None:
        return None
    if isinstance(value, str) and not value.strip().isdecimal():
        return parse_date(value)
    try:
        seconds = float(str(value))
        # Articles are dated where they appear, and the ones here mostly appear in China.
        found = datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC).astimezone(CHINA)
    except (ValueError, OverflowError, OSError):  # not a number, or past what a date can be
        return None
    if NEWS_AGE[0] <= found.date() <= NEWS_AGE[1]:
        return found.date()
    return parse_date(str(value))


def _without_tags(text: str) -> str:
    """The text as a browser would show it, if it is a piece of HTML: crawlers store the body just so."""
    text = storable(text)
    if TAGS.match(text) or BREAK.search(text):
        from corpus.formats.web_page import visible_text

        return visible_text(text)
    return html.unescape(text) if ENTITY.search(text) else text


def _listed(record: Mapping[str, object]) -> tuple[str, ...] | Message:
    """The first keys of a record, short enough for one line."""
    names = [re.sub(r"\s+", " ", str(key))[:20] for key in record]
    return (*names[:8], "…") if len(names) > 8 else tuple(names) or Message("none")
