"""Elliptical follow-ups: "那太原呢？", "and in 2022?", "what about its population?".

The new part replaces its counterpart in the previous question: a place for a place, a year for a year. An attribute
becomes a question about the topic. If neither fits, there is no completed question.
"""

import re
from collections.abc import Sequence

from corpus.text.dates import MONTHS
from corpus.text.script import HAN, has_han
from qa.facts.entities import PLACES, names, topics

ELLIPSES = (
    re.compile(r"^(?:那么?|还有)?[，,\s]*(?P<new>.{1,20}?)呢\s*[?？]?$"),
    re.compile(r"^(?:and\s+)?(?:(?:what|how)\s+about|and)\s+(?P<new>.{1,60}?)\s*\?*$", re.IGNORECASE),
)
CLAUSE = re.compile(
    r"什么|谁|哪|多少|几[个家年次人天]|怎|何时|何地|为何|如何|吗|是否|有没有"
    r"|^(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b",
    re.IGNORECASE,
)
"""The new part is itself a question."""

_PLACE = re.compile(rf"(?:{'|'.join(sorted(PLACES, key=len, reverse=True))})")
_PLACE_ALONE = re.compile(rf"{_PLACE.pattern}[省市县区]?")
_YEAR = r"(?:(?:19|20)\d\d|[二一][〇零九\d一二三四五六七八]{3})"
_CHINESE_TIME = re.compile(
    rf"(?:在|到|于)?(?P<time>{_YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?|[上下]半年|第?[一二三四]季度)?|去年|今年|前年|明年|上半年|下半年|上个?月|本月)"
)
_MONTH = "|".join(MONTHS)
_ENGLISH_TIME = re.compile(
    rf"\b(?P<preposition>in|during|since|by|before|after|on|until)\s+(?P<time>(?:(?:{_MONTH})(?:\s+\d{{1,2}},?)?\s*|the\s+(?:first|second)\s+half\s+of\s+)?(?:{_YEAR})|(?:{_MONTH})\b(?:\s+\d{{1,2}})?)"
    r"|\b(?P<relative>(?:last|this|next)\s+(?:year|month|week))\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:in|for|at|of|from|to|with|by)\s+(?=[^\W\d_])", re.IGNORECASE)
_OWN = re.compile(
    r"^(?:(?:它们?|他们?|她|其(?![中他余实])|该[^的]{0,3})的?|(?:its|their|his|her|the)\s+)", re.IGNORECASE
)

ASKED_OF = (
    (re.compile(r"(?:投资|金额|面积|人口|产值|收入|数量|人数|额|量|率|价格?|长度|高度|成本|规模|生产总值|增速|GDP)$", re.I), "{0}的{1}是多少？"),
    (re.compile(r"(?:市长|书记|省长|县长|主任|主席|局长|院长|校长|董事长|经理|总裁|负责人|作者|发言人)$"), "{0}的{1}是谁？"),
    (re.compile(r"(?:时间|日期|工期)$"), "{0}的{1}是什么时候？"),
    (re.compile(r"(?:地点|地址|位置)$"), "{0}的{1}在哪里？"),
    (re.compile(r"(?:目标|定位|原因|作用|意义|特点|优势|名称|内容|职责|角色|任务|主题)$"), "{0}的{1}是什么？"),
    (re.compile(r"\b(?:mayor|secretary|governor|premier|minister|head|leader|director|chair(?:man|woman)?|president|manager|author|spokes\w+|ceo)$", re.I), "Who is the {1} of {0}?"),
    (re.compile(r"\b[a-z]+[^\Wsu]s$", re.I), "What are the {1} of {0}?"),
    (re.compile(r"\b(?:population|area|size|length|height|cost|price|investment|budget|value|output|revenue|gdp|number|share|rate|aim|goal|role|purpose|name|reason|location|address|date|capacity|speed)$", re.I), "What is the {1} of {0}?"),
)  # fmt: skip
"""Endings of an attribute, and the question for it."""
_OFFICE = ASKED_OF[1][0]
_OF_IT = re.compile(r"['’]s?$")
_THING = re.compile(f"[{HAN}]{{2,6}}")
_NOUN = re.compile(r"[a-z-]+(?: [a-z-]+)?")


def completed(before: str, new: str, topic: str) -> str | None:
    """The previous question with the new part, or a question about the topic; None if neither makes sense."""
    chinese = has_han(new)
    if time := _same_time(before, new, chinese=chinese):
        return time
    asked = _OWN.sub("", new)
    form = _form(asked, own=asked != new, chinese=chinese)
    if form and not _names(asked):
        return form.format(_holder(topic, asked), asked) if topic else None
    name = _OF_IT.sub("", _PREPOSITION.sub("", new))
    if _PLACE_ALONE.fullmatch(name):
        return _with_place(before, name)
    kept = topic and (before.startswith(topic) or (not chinese and topic in before))
    old = topic if kept else _likest(topics(before), name)
    if old and asked == new and (not chinese or (_alike(old, name) and not _is_asked(old, before))) and _is_name(name):
        return _swapped(before, old, name)
    return f"{topic}的{asked}怎么样？" if topic and asked != new and _THING.fullmatch(asked) else None


def _form(asked: str, *, own: bool, chinese: bool) -> str | None:
    """The question for an attribute of the topic; with "its" any noun is an attribute."""
    form = next((form for ending, form in ASKED_OF if has_han(form) == chinese and ending.search(asked)), None)
    return form or ("What is the {1} of {0}?" if own and _NOUN.fullmatch(asked) else None)


def _holder(topic: str, asked: str) -> str:
    """The place or body of the topic's office: 青石市 of 青石市市长, if the follow-up asks for 书记."""
    if not (_OFFICE.search(topic) and _OFFICE.search(asked)):
        return topic
    return re.sub(r"(?<=[省市县区])委$", "", _OFFICE.sub("", topic)) or topic


def _is_asked(thing: str, question: str) -> bool:
    """Whether it is the noun that the question asks for and not a name: 车 of 多少辆车."""
    return re.search(rf"(?:多少|几|哪些|什么)[^，,]{{0,2}}{re.escape(thing)}", question) is not None


def _same_time(before: str, new: str, *, chinese: bool) -> str | None:
    """The previous question for another time; None if the new part is not a time."""
    pattern = _CHINESE_TIME if chinese else _ENGLISH_TIME
    time = new if chinese or pattern.fullmatch(new) else f"in {new}"
    if not pattern.fullmatch(time):
        return None
    if has_han(before) != chinese:
        return None
    if old := pattern.search(before):
        return before[: old.start()] + time + before[old.end() :]
    return f"{time}{before}" if chinese else f"{before.rstrip(' ?')} {time}?"


def _with_place(before: str, place: str) -> str | None:
    """The previous question for another place; a city with 市 replaces another with 市."""
    pattern = _PLACE if _PLACE.fullmatch(place) else _PLACE_ALONE
    old = next((match for match in pattern.finditer(before) if match.group() != place), None)
    if old:
        return before[: old.start()] + place + before[old.end() :]
    return None if names(before) or place in before else f"{place}{before}"


def _swapped(before: str, old: str, new: str) -> str:
    """Replace the old name by the new one; "Jinzhong" also replaces the article of "the Taixin zone", "Jinzhong zone" does not."""
    article = "" if new.split()[-1].islower() else r"(?:\bthe\s+)?"
    return re.sub(article + re.escape(old), lambda _: new, before, count=1, flags=re.IGNORECASE)


def _likest(known: Sequence[str], new: str) -> str:
    same_script = [name for name in known if has_han(name) == has_han(new)] or [*known]
    same_ending = (name for name in same_script if name[-1:] == new[-1:] and abs(len(name) - len(new)) <= 2)
    same_length = (name for name in same_script if len(name) == len(new))
    return next(same_ending, "") or next(same_length, "") or next(iter(same_script), "")


def _alike(old: str, new: str) -> bool:
    return old[-1] == new[-1] or len(old) == len(new)


def _is_name(new: str) -> bool:
    """Chinese names are recognised by length only; an English name is capitalised or a single word."""
    return has_han(new) or new[0].isupper() or not re.search(r"\W", new)


def _names(text: str) -> bool:
    return _PLACE.search(text) is not None or re.search(r"\b[A-Z][a-z]", text) is not None
