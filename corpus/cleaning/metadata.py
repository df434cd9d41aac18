"""Reads a page's title, source, date and address from its raw text."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from corpus.cleaning.dateline import Dateline, clean_source, dateline
from corpus.cleaning.heads import Head, read_head
from corpus.cleaning.lines import TIME, Kind, kind
from corpus.cleaning.steps import prepared, without_tail
from corpus.cleaning.titles import site_of, title_of
from corpus.cleaning.unwrap import CELLS, is_named_row, join_wrapped_lines
from corpus.text.dates import find_dates, parse_date
from corpus.text.fold import Folded, fold
from corpus.text.script import HAN, count_han, has_han
from corpus.types import Metadata

__all__ = ["metadata", "parse_date"]

MAX_TITLE_CHARS = 40
"""Characters of a first sentence that is used as the title; a heading may be longer."""

# 新华社北京3月24日电, 中新网太原5月9日电: the agency is the source if no other is named.
AGENCY = re.compile(
    rf"[(（【\s]{{0,3}}([{HAN}]{{2,8}}?(?:社|网|報|报))[^，。,\s]{{0,10}}?\d{{1,2}}月\d{{1,2}}日[)）]?[电電讯訊]"
)
# （来源：新华社）at the end of a paragraph.
IN_BRACKETS = re.compile(r"[(（【\[](?:信息|文章|稿件|本文)?[来來]源\s?[:：]\s?([^()（）【】\[\]]{2,30})[)）】\]]\s*\Z")
PUBLISHED = re.compile(r"(?:发布|發布|發佈|发表|發表|发稿|刊发)(?:时间|時間|日期|于|於)\s?[:：]\s?(.{8,24})")
ADDRESS = re.compile(r"(?:链接|鏈接|連結|地址|网址|網址|\burl)\s?[:：]\s?(https?://[^\s<>\"'）)】]{4,500})", re.I)
# 石佳/中国青年报, 河州晚报记者 石佳: the outlet beside a writer's name, on a line of their own.
BYLINE = re.compile(
    rf"(?:[{HAN}·]{{2,4}}\s?[/丨|]\s?)?([{HAN}]{{2,10}}(?:报|報|社|网|周刊|新闻))(?:(?:首席|见习|实习|特约)?(?:记者|通讯员)[\s:：]?[{HAN}· ]{{2,14}})?"
)
SENTENCE = re.compile(r"[^。！？!?…；;\n]+")
# A word of a file name: hashes have digits among their letters.
WORD = re.compile(r"\b[A-Za-z]{3,}\b")
MIN_HAN_IN_TITLE = 4
LEADING_TIME = re.compile(
    rf"(?:(?:发布|发表)?(?:时间|日期):\s?)?(\d{{4}}[^,;。\n]{{4,12}}?)\s?(?:{TIME.pattern}|正文:|[,:]\s?正文)"
)
"""The day and time at the beginning of a text."""
CHARS_BELOW = 200
"""How many characters below the article are searched for its own source and date."""
NAMELESS = re.compile(r"new|text|document|untitled|page|article|news|file|copy|download|index|web", re.I)


def metadata(text: str, path_name: str = "") -> Metadata:
    """What the text of a page, before cleaning, says about itself; empty strings and None for what it does not say.

    The dateline counts first, then labels elsewhere, an agency's credit for the source, the date in a document's last
    line, and the file name for date and title. A page without a headline is named after its first sentence.
    """
    article, text = without_tail(text), prepared(text)
    around = text[: len(article) + CHARS_BELOW].split("\n")
    lines = _unwrapped(article.split("\n"))
    head = read_head(lines)
    return Metadata(
        title=_title(lines, head) or _title_of_file(path_name) or _first_sentence(lines, head),
        source=next(filter(None, _sources(around, lines, head)), ""),
        published=next(filter(None, _dates(around, lines, head, path_name)), None),
        url=_address(text),
    )


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines, with the wrapped lines below the datelines joined to paragraphs."""
    below = max(read_head(lines).datelines, default=-1) + 1
    return lines[:below] + join_wrapped_lines("\n".join(lines[below:])).split("\n")


def _title(lines: list[str], head: Head) -> str:
    return "" if head.headline is None else title_of(lines[head.headline])


def _first_sentence(lines: list[str], head: Head) -> str:
    """The beginning of the body, as a title."""
    text = [line for i, line in enumerate(lines) if i not in head.datelines and kind(line) in (Kind.BODY, Kind.SHORT)]
    return title_from(next((line.strip() for line in lines[head.end : head.end + 1] + text), ""))


def title_from(line: str) -> str:
    """The line up to its first stop, as a title; a long sentence is cut, at a comma if there is one."""
    sentence = SENTENCE.search(line[: 4 * MAX_TITLE_CHARS])
    if not sentence or len(found := sentence[0].strip(" ：:")) <= MAX_TITLE_CHARS:
        return found if sentence else ""
    comma = max(found.rfind(mark, 0, MAX_TITLE_CHARS) for mark in "，,、 ")
    return f"{found[: comma if comma > MAX_TITLE_CHARS // 2 else MAX_TITLE_CHARS - 1].strip()}…"


def _title_of_file(path_name: str) -> str:
    """The words of a file's name without a date; empty for numbers, hashes and names such as `page_3`."""
    if not path_name:
        return ""
    name = PurePath(path_name).stem
    for found in sorted(find_dates(name), key=lambda f: -f.start):
        name = f"{name[: found.start]} {name[found.end :]}"
    name = name.replace("_", " ").strip(" -.,()（）【】")
    if count_han(name) >= MIN_HAN_IN_TITLE:
        return "" if name.startswith("新建") else name
    words = WORD.findall(name)
    return name.replace("-", " ") if len(words) > 1 and not all(map(NAMELESS.fullmatch, words)) else ""


def _datelines(lines: list[str], head: Head) -> list[Dateline]:
    late = dateline(lines[head.late]) if head.late is not None else None
    return [*head.datelines.values(), *([late] if late else [])]


def _sources(around: list[str], lines: list[str], head: Head) -> Iterator[str]:
    yield from (line.source for line in _datelines(lines, head))
    for line in reversed(around):
        if (found := dateline(line)) and found.labelled:
            yield found.source
        elif bracket := IN_BRACKETS.search(line[-60:]):
            yield clean_source(bracket[1])
    bylines = (
        BYLINE.fullmatch(line.strip())
        for line in (lines[: head.end + 1] if head.end < len(lines) else [])
        if len(line) < 40
    )
    yield from (found[1] for found in bylines if found and found[0] != found[1])
    if head.end < len(lines) and (agency := AGENCY.match(lines[head.end].strip()[:60])):
        yield agency[1]
    if head.headline is not None:
        yield site_of(lines[head.headline])


def _dates(around: list[str], lines: list[str], head: Head, path_name: str) -> Iterator[date | None]:
    yield from (line.published for line in sorted(_datelines(lines, head), key=lambda line: line.updated))
    yield _day_in_head(lines, head)
    yield from (parse_date(label[1]) for line in around if not is_named_row(line) for label in PUBLISHED.finditer(line))
    filled = [line for line in lines if line.strip()]
    if len(filled) > 1 and kind(filled[-1]) is Kind.STAMP:
        yield parse_date(filled[-1])
    yield parse_date(PurePath(path_name).stem)


def _day_in_head(lines: list[str], head: Head) -> date | None:
    """The one day stated in the head, even if the rest of its line is not understood.

    If there is none, the day with a time at the beginning of the first sentence: 2022-03-24 17:06，正文：
    """
    above = [
        lines[i]
        for i in range(head.end)
        if i != head.headline and kind(lines[i]) is Kind.SHORT and CELLS not in lines[i]
    ]
    stated = [day for line in above for day in _days_apart(fold(line))]
    if stated or head.end == len(lines):
        return stated[0] if len(set(stated)) == 1 else None
    begins = LEADING_TIME.match(fold(lines[head.end].strip()[:80]))
    return parse_date(begins[1]) if begins else None


def _days_apart(folded: Folded) -> Iterator[date]:
    """The days in a line that stand alone: in 关于8月6日停水的通知 the day is part of a title."""
    for found in find_dates(folded):
        before, after = folded[max(0, found.start - 2) : found.start], folded[found.end : found.end + 1]
        if not has_han(after) and (not has_han(before[-1:]) or before in ("时间", "日期", "布于", "表于")):
            yield found.day


def _address(text: str) -> str:
    address = ADDRESS.search(text)
    return address[1] if address else ""
