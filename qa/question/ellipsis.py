"""Elliptical follow-ups: "那太原呢？", "and in 2022?", "what about its population?".

The new part replaces its counterpart in the previous question: a place for a place, a year for a year. An attribute
becomes a question about the topic. If neither fits, there is no completed question.
"""

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from corpus.text.dates import HAN_MONTH, MONTHS
from corpus.text.script import HAN, has_han
from qa.facts.entities import PLACE, names, topics
from qa.question.counterparts import HAN_NOUN, other_count, other_name
from qa.question.nouns import PLACE_ALONE, is_common, is_place
from qa.question.word_bounds import inside_words

CLAUSE = re.compile(
    r"什么|谁|哪|多少|几[个家年次人天]|怎|何时|何地|为何|如何|吗|是否|有没有"
    r"|^(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b",
    re.IGNORECASE,
)
"""The new part is itself a question."""

_YEAR = r"(?:(?:19|20)\d\d|[二一][〇零九\d一二三四五六七八]{3})"
_YEAR_HAN = rf"(?:{_YEAR}年|大?前年|[去今明]年)"
_PART_HAN = rf"(?:(?<!\d)(?:\d{{1,2}}|{HAN_MONTH})月份?(?:\d{{1,2}}[日号])?|[上下]半年|前三季度|第?[一二三四1-4]季度)"
_NEAR_HAN = r"(?:大?前天|[昨今明][天日]|[上本这下]个?(?:周|星期|月|季度))"
_CHINESE_TIME = re.compile(
    rf"(?:在|到|于)?(?P<time>(?P<year>{_YEAR_HAN})(?P<part>{_PART_HAN})?|(?P<alone>{_PART_HAN})|{_NEAR_HAN})"
)
"""A time with its year, its part of a year, or both."""
_MONTH = "|".join(MONTHS)
_ENGLISH_TIME = re.compile(
    rf"\b(?P<preposition>in|during|since|by|before|after|on|until)\s+(?P<time>(?:(?:{_MONTH})(?:\s+\d{{1,2}},?)?\s*|the\s+(?:first|second)\s+half\s+of\s+)?(?:{_YEAR})|(?:{_MONTH})\b(?:\s+\d{{1,2}})?)"
    r"|\b(?P<relative>(?:last|this|next)\s+(?:year|month|week))\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(in|for|at|of|from|to|with|by)\s+(?=[^\W\d_])", re.IGNORECASE)
_CHINESE_PREPOSITION = re.compile(rf"([在对向从到])({PLACE_ALONE.pattern})")
ELLIPSES = (
    re.compile(r"^(?:那么?|还有)?[，,\s]*(?P<new>.{1,20}?)呢\s*[?？]?$"),
    re.compile(rf"^那么?[，,\s]*(?P<new>{PLACE_ALONE.pattern}|(?:在|到|于)?(?:{_YEAR_HAN}{_PART_HAN}?|{_PART_HAN}|{_NEAR_HAN}))的?\s*[?？]?$"),
    re.compile(rf"^(?:那么?)?[，,\s]*(?P<new>{PLACE_ALONE.pattern})(?:又(?:如何|怎么?样)|的是(?P<word>谁|多少|什么|哪)[里个年]?)\s*[?？]?$"),
    re.compile(r"^(?:and\s+)?(?:(?:what|how)\s+about|and)\s+(?P<new>.{1,60}?)\s*\?*$", re.IGNORECASE),
)  # fmt: skip
"""Without 呢, only a known place or time is surely a follow-up; 忻州的是谁 must also repeat the question word."""
_MORE = re.compile(r"还有|另外|其[他余它]|别的|然后|more|others?|else", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:compar\w+|versus|vs|between|difference)\b|比较|对比|相比|区别", re.IGNORECASE)
_OPENING = frozenset(
    "by of to with at in on for from since during after before will would should has have had please list show name give "
    "find compare explain describe summarize summarise all any some there it they he she we i you".split()
)
"""Words that are capitalised only because the question begins with them."""
_NO_PART = frozenset("a an been has have had is are was were will to in".split())
"""Words that end a name: in "Datong been a city", only "Datong" is the name."""
_WHO = re.compile(r"(?<=[a-z] )WHO\b")
_PROPER = r"(?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*"
_OF_NAME = re.compile(rf"\bthe (?P<head>[A-Za-z]+(?: [a-z]+)?) of (?P<name>{_PROPER})")
_NUMBER = r"[一二三四五六七八九十百零〇\d]+"
_NUMBERED = re.compile(rf"(?P<stem>[{HAN}]{{1,6}}?){_NUMBER}(?P<unit>[号期届代])")
_OWN = re.compile(
    r"^(?:(?:它们?|他们?|她|其(?![中他余实])|该[^的]{0,3})的?|(?:its|their|his|her|the)\s+)", re.IGNORECASE
)

_FIGURE = (
    "投资|金额|面积|人口|产值|收入|营收|利润|市值|票房|数量|人数|额|量|率|价格?|长度|高度|成本|规模|生产总值|增速|GDP"
)
ASKED_OF = (
    (re.compile(rf"(?:{_FIGURE})$", re.I), "{0}的{1}是多少？"),
    (re.compile(r"(?:市长|书记|省长|县长|主任|主席|局长|院长|校长|董事长|经理|总裁|负责人|作者|发言人)$"), "{0}的{1}是谁？"),
    (re.compile(r"(?:时间|日期|工期)$"), "{0}的{1}是什么时候？"),
    (re.compile(r"(?:地点|地址|位置)$"), "{0}的{1}在哪里？"),
    (re.compile(r"(?:目标|定位|原因|作用|意义|特点|优势|名称|内容|职责|角色|任务|主题)$"), "{0}的{1}是什么？"),
    (re.compile(r"\b(?:mayor|secretary|governor|premier|minister|head|leader|director|chair(?:man|woman)?|president|manager|author|spokes\w+|ceo)$", re.I), "Who is the {1} of {0}?"),
    (re.compile(r"\b[a-z]+[^\Wsu]s$", re.I), "What are the {1} of {0}?"),
    (re.compile(r"\b(?:population|area|size|length|height|cost|price|investment|budget|value|output|revenue|gdp|number|share|rate|aim|goal|role|purpose|name|reason|location|address|date|capacity|speed|profit|income|loss|turnover|debt|workforce|cause|outcome)$", re.I), "What is the {1} of {0}?"),
)  # fmt: skip
"""Endings of attributes, and the question for each."""
_OFFICE = ASKED_OF[1][0]
_HELD = re.compile(
    rf"(?:(?:{_YEAR_HAN}{_PART_HAN}?|{_PART_HAN})的?)?(?P<holder>[{HAN}A-Za-z\d]{{2,8}}?)的?(?P<figure>[总年净]?(?:[{HAN}]?(?:额|量|率|价格?)|{_FIGURE}))"
    r"(?=[是有为达增下上多几?？]|$)",
    re.IGNORECASE,
)
"""A figure, and the name that has it, which the patterns of names may not know: 小米营收是多少."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z\d&.-]*")
_AREA = re.compile(r"[省市县区镇乡村州园港]$")
_OF_IT = re.compile(r"['’]s?$")
_NOUN = re.compile(r"[a-z-]+(?: [a-z-]+)?")


def completed(before: str, new: str, topic: str, *, chinese: bool) -> str | None:
    """The previous question with the new part, or a question about the topic; None if neither makes sense.

    `chinese`: whether the follow-up is in Chinese; its new part may be in Latin letters all the same: GDP呢.
    """
    if PLACE_ALONE.fullmatch(new.removesuffix("的")):
        new = new.removesuffix("的")
    if time := _same_time(before, new):
        return time
    if _MORE.fullmatch(new):
        return None
    asked = _OWN.sub("", new)
    if chinese and (same := _same_latin(before, new) or _same_figure(before, asked, own=asked != new)):
        return same
    if topic.startswith("the ") and topic in before and re.fullmatch(r"the [a-z-]+", new) and not _form(asked, chinese):
        return before.replace(topic, new, 1)
    if counted := other_count(before, new):
        return counted
    form = _form(asked, chinese, own=asked != new)
    if form and not _names(asked):
        return form.format(_holder(topic, asked), asked) if topic else None
    if _COMPARED.search(before):
        return None
    phrase = _same_phrase(before, new) or _same_number(before, new) or _behind_preposition(before, new)
    if phrase or new.startswith(("在", "对")):
        return phrase
    name = _OF_IT.sub("", _PREPOSITION.sub("", new))
    if PLACE_ALONE.fullmatch(name):
        return _with_place(before, name)
    han = has_han(new)
    if han and asked == new and (other := other_name(before, name)):
        return other
    kept = topic and (before.startswith(topic) or (not han and topic in before))
    old = topic if kept else _likest(named_topics(before), name)
    if old and asked == new and is_place(old) and is_common(name):
        return f"{topic}的{name}怎么样？" if han else f"What about {name} in {old}?"
    if old and asked == new and (not han or (_alike(old, name) and not _is_asked(old, before))) and _is_name(name):
        return _swapped(before, old, name)
    return f"{topic}的{asked}怎么样？" if topic and asked != new and HAN_NOUN.fullmatch(asked) else None


def named_topics(question: str) -> list[str]:
    """The topics of a question; in English only names, without a word that just begins the question."""
    if has_han(question):
        return topics(question)
    found = [*_WHO.findall(question), *topics(question)]
    return list(filter(None, (_proper(name, question) for name in found)))


def _proper(name: str, question: str) -> str:
    """The name itself: Taiyuan in "Taiyuan project" if the question has "Taiyuan projects"; "" for "By"."""
    words = name.split()
    if question.startswith(name):
        words = [*dropwhile(lambda word: word.lower() in _OPENING, words)]
    if re.search(rf"{re.escape(name)}[a-z]", question) or not _NO_PART.isdisjoint(words):
        words = [*takewhile(lambda word: word[0].isupper(), words)]
    return " ".join(words) if words and not words[0][0].islower() else ""


def _same_phrase(before: str, new: str) -> str | None:
    """The previous question with "the mayor of Xinzhou" for "the governor of Hebei", or else a question for it."""
    if (wanted := _OF_NAME.fullmatch(new)) is None:
        return None
    form = _form(wanted["head"], chinese=False)
    for old in _OF_NAME.finditer(before):
        if old["head"] == wanted["head"] or (form and form == _form(old["head"], chinese=False)):
            return before[: old.start()] + new + before[old.end() :]
    return form.format(wanted["name"], wanted["head"]) if form else None


def _same_number(before: str, new: str) -> str | None:
    """The previous question with 神舟十六号 in place of 神舟十五号."""
    if (wanted := _NUMBERED.fullmatch(new)) is None:
        return None
    old = re.compile(rf"{wanted['stem']}{_NUMBER}{wanted['unit']}")
    return old.sub(new, before, count=1) if old.search(before) else None


def _behind_preposition(before: str, new: str) -> str | None:
    """The previous question with another name after the same preposition, or with "in Germany" added if it has none."""
    if chinese := _CHINESE_PREPOSITION.fullmatch(new):
        old = next((m for m in _CHINESE_PREPOSITION.finditer(before) if m[1] == chinese[1]), None)
        return before[: old.start()] + new + before[old.end() :] if old else None
    preposition = _PREPOSITION.match(new)
    if preposition is None or not re.fullmatch(_PROPER, new[preposition.end() :]):
        return None
    word = preposition[1].lower()
    phrase = f"{word} {new[preposition.end() :]}"
    times = [match.start() for match in _ENGLISH_TIME.finditer(before)]
    found = [m for m in re.finditer(rf"\b(in|at|of|from|for|to) {_PROPER}", before) if m.start() not in times]
    if old := next((m for m in reversed(found) if m[1] == word), None):
        return before[: old.start()] + phrase + before[old.end() :]
    return f"{before.rstrip(' ?')} {phrase}?" if word in ("in", "at") and not found else None


def _same_latin(before: str, new: str) -> str | None:
    """The previous Chinese question with CPI in place of GDP, or one name in Latin letters in place of another."""
    if _LATIN.fullmatch(new) is None:
        return None
    old = [match for match in _LATIN.finditer(before) if match[0].isupper() == new.isupper()]
    return before[: old[0].start()] + new + before[old[0].end() :] if len(old) == 1 and has_han(before) else None


def _same_figure(before: str, new: str, *, own: bool) -> str | None:
    """The previous question about another figure of the same thing, or about the same figure of another thing."""
    if (held := _HELD.match(before)) is None or CLAUSE.search(held["holder"]):
        return None
    if ASKED_OF[0][0].search(new) and "多少" in before and not _names(new):
        old = "figure"
    elif own or PLACE.search(held["holder"] + new) or _form(new, chinese=True) or not HAN_NOUN.fullmatch(new):
        return None
    elif _AREA.search(held["holder"]) and is_common(new):
        return f"{held['holder']}的{new}怎么样？"
    else:
        old = "holder"
    return before[: held.start(old)] + new + before[held.end(old) :]


def _form(asked: str, chinese: bool, *, own: bool = False) -> str | None:
    """The question template for an attribute of the topic; after "its", any noun is an attribute."""
    form = next((form for ending, form in ASKED_OF if has_han(form) == chinese and ending.search(asked)), None)
    return form or ("What is the {1} of {0}?" if own and _NOUN.fullmatch(asked) else None)


def _holder(topic: str, asked: str) -> str:
    """The place or body of the topic's office: 青石市 in 青石市市长, if the follow-up asks for 书记; else the topic."""
    if not (_OFFICE.search(topic) and _OFFICE.search(asked)):
        return topic
    return re.sub(r"(?<=[省市县区])委$", "", _OFFICE.sub("", topic)) or topic


def _is_asked(thing: str, question: str) -> bool:
    """Whether a thing is the noun that the question asks for, not a name: 车 in 多少辆车."""
    return re.search(rf"(?:多少|几|哪些|什么)[^，,]{{0,2}}{re.escape(thing)}", question) is not None


def _same_time(before: str, new: str) -> str | None:
    """The previous question for another time; None if the new part is not a time."""
    if has_han(before):
        return _same_chinese_time(before, f"{new}年" if re.fullmatch(_YEAR, new) else new)
    time = new if _ENGLISH_TIME.fullmatch(new) else f"in {new}"
    if not _ENGLISH_TIME.fullmatch(time):
        return None
    if old := _ENGLISH_TIME.search(before):
        return before[: old.start()] + time + before[old.end() :]
    return f"{before.rstrip(' ?')} {time}?"


def _same_chinese_time(before: str, new: str) -> str | None:
    """The same in Chinese: a month takes the place of a month and the year stays, and the other way round."""
    if (time := _CHINESE_TIME.fullmatch(new)) is None:
        return None
    apart = inside_words(before)
    old = next((match for match in _CHINESE_TIME.finditer(before) if match.start() not in apart), None)
    if old is None:
        return f"{new}{before}"
    if time["alone"] and old["year"]:
        new = f"{old['year']}{time['alone']}"
    elif time["year"] and not time["part"] and old["part"]:
        new = f"{time['year']}{old['part']}"
    return before[: old.start()] + new + before[old.end() :]


def _with_place(before: str, place: str) -> str | None:
    """The previous question for another place; a city with 市 replaces another with 市."""
    pattern = PLACE if PLACE.fullmatch(place) else PLACE_ALONE
    old = next((match for match in pattern.finditer(before) if match.group() != place), None)
    if old:
        return before[: old.start()] + place + before[old.end() :]
    if place in before:
        return before
    return None if names(before) else f"{place}{before}"


def _swapped(before: str, old: str, new: str) -> str | None:
    """Replace the old name by the new one; "Jinzhong" also replaces the article of "the Taixin zone", "Jinzhong zone"
    does not.

    In "GDP of Shanxi", only the place is replaced. None if the old name is two names joined by "and" and the new one is
    not, or if the old name is the whole question.
    """
    if (" and " in old and " and " not in new) or before.rstrip(" ?？") == old:
        return None
    head, of, owner = old.rpartition(" of ")
    if of and " of " not in new and _form(head, chinese=False):
        old = owner
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
    return PLACE.search(text) is not None or re.search(r"\b[A-Z][a-z]", text) is not None
