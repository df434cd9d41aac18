"""Unanswerable questions on the subject of a window: about another year, name, unit or attribute, or about something
that the article never mentions.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

from index.training.reader.data.facts import ATTRIBUTES, Fact

_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_ATTRIBUTE = re.compile("|".join(sorted(ATTRIBUTES, key=len, reverse=True)))
NAMES = frozenset(("ns", "nr", "nt", "nz", "nrt"))
"""Jieba's tags for names: places, persons, organisations, others, foreign persons."""
UNITS = (
    ("亿元", r"元|价|钱|资"), ("元", r"元|价|钱|资"), ("公里", r"公里|千米|米"), ("平方米", r"平方|亩|公顷|面积"), ("吨", r"吨|斤|克"), ("岁", r"岁|龄|年出生"),
    ("人", r"\d[\d.万余多]*(?:人|名|位)"), ("名", r"\d[\d.万余多]*(?:人|名|位)"), ("家", r"\d[余多]*(?:家|个|所)"), ("辆", r"辆|台"),
    ("次", r"\d[余多]*次"), ("天", r"\d[余多]*(?:天|日|周|月)|小时"), ("小时", r"小时|分钟|天"), ("分钟", r"小时|分钟|秒"),
)  # fmt: skip
"""Units to ask for, each with a pattern that the window must not match."""
TOPICAL = (
    (("的价格是多少", "售价多少钱", "卖多少钱", "花了多少钱"), r"元|价|费|钱"),
    (("是谁创办的", "的创始人是谁", "是谁发明的"), r"创[办始立建]|发起|董事长|发明"),
    (("是什么时候成立的", "哪一年成立", "的成立时间"), r"成立|创[建立办]|组建|设立"),
    (("总投资多少", "投资了多少亿元"), r"投资|元"),
    (("的面积有多大", "占地多少亩"), r"面积|平方|亩|公顷"),
    (("有多少人参加", "的参加人数是多少"), r"\d[\d.万余多]*(?:人|名|位)"),
    (("的冠军是谁", "谁获得了第一名"), r"冠军|夺冠|第一|金牌|冠"),
    (("的总部在哪里", "位于哪里", "在哪个城市"), r"总部|位于|坐落|[省市县]"),
    (("的负责人是谁", "的总经理是谁", "的主任是谁", "的院长是谁"), r"主任|院长|负责人|经理|局长|书记|总裁|主席|董事"),
    (("什么时候结束", "持续多久", "持续了几天"), r"结束|截止|闭幕|持续|为期|至"),
    (("造成多少人死亡", "有多少人受伤", "的遇难人数"), r"死|伤|遇难|身亡"),
    (("获得了什么奖", "获得过哪些奖项"), r"奖|荣誉"),
    (("为什么失败", "被取消的原因是什么", "为什么推迟"), r"因|由于|取消|推迟|失败|原因"),
    (("有多少员工", "的员工人数"), r"员工|职工|人"),
    (("的作者是谁", "的导演是谁", "由谁主演"), r"作者|导演|主演|作家|编剧|饰|著"),
    (("的联系电话是多少", "的报名方式是什么"), r"电话|热线|报名|\d{7}"),
    (("的营收是多少", "去年的利润是多少"), r"营收|收入|利润|元"),
    (("的排名第几", "排第几"), r"第[一二三四五六七八九十\d]|排名|榜"),
    (("的妻子是谁", "的年龄是多大", "今年多少岁", "毕业于哪所大学"), r"妻|岁|龄|毕业|出生"),
)
"""Endings of questions about an article's topic, each with a pattern that the article must not match."""


def topical(topic: str, article: str, random: Random) -> str | None:
    """A question about the topic that nothing in the article answers."""
    fitting = [ends for ends, guard in TOPICAL if not re.search(guard, article)]
    return topic + random.choice(random.choice(fitting)) + random.choice(("?", "?", "")) if topic and fitting else None


class Changes:
    """Changes a question so that the same window does not answer it. Other names come from earlier questions."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def changed(self, question: str, fact: Fact, window: str, article: str, random: Random) -> str | None:
        """The question with one detail changed, or None if no change is possible."""
        ways: list[Callable[[], Iterator[str]]] = [
            lambda: _years(question, article, random),
            lambda: self._other_names(question, article, random),
            lambda: _attributes(question, window, random),
            lambda: _units(question, fact, window, random),
            lambda: _reasons(question, fact, window, random),
        ]
        for way in random.sample(ways, len(ways)):
            found = list(way())
            if found:
                return random.choice(found)
        return None

    def _other_names(self, question: str, article: str, random: Random) -> Iterator[str]:
        from jieba.posseg import dt

        for word, kind in dt.cut(question):
            if kind not in NAMES or len(word) < 2:
                continue
            known = self._names.setdefault(kind, [])
            others = [name for name in random.sample(known, min(8, len(known))) if name not in article]
            if others:
                yield question.replace(word, others[0])
            if word not in known:
                known.append(word)


def _years(question: str, article: str, random: Random) -> Iterator[str]:
    years = set(_YEAR.findall(article))
    other = str(random.choice((2018, 2019, 2020, 2021, 2022, 2024)))
    if not years or other in article:
        return
    yield _YEAR.sub(other, question) if _YEAR.search(question) else f"{other}年{question}"


def _attributes(question: str, window: str, random: Random) -> Iterator[str]:
    for match in _ATTRIBUTE.finditer(question):
        others = [
            a
            for a in random.sample(ATTRIBUTES, 8)
            if a not in window and match.group() not in a and a not in match.group()
        ]
        if others:
            yield question[: match.start()] + others[0] + question[match.end() :]


def _units(question: str, fact: Fact, window: str, random: Random) -> Iterator[str]:
    if fact.kind != "figure":
        return
    unit = fact.match.group(2)
    for word in ("多少", "几"):
        if word + unit in question:
            others = [other for other, guard in UNITS if not re.search(guard, window)]
            if others:
                yield question.replace(word + unit, "多少" + random.choice(others))


def _reasons(question: str, fact: Fact, window: str, random: Random) -> Iterator[str]:
    """Ask why, if the window gives no reason."""
    if (
        fact.kind in ("cause", "purpose", "means")
        or re.search(r"因|由于|为了|旨在|导致|原因|以便|使得", window)
        or random.random() < 0.5
    ):
        return
    words = [word for word in fact.words if word in question]
    if words:
        yield "为什么" + question.replace(words[0], "", 1)
