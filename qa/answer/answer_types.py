"""What a question asks for, and whether a sentence has something of that kind.

The simplest form of expected answer types (Li & Roth 2002, "Learning question classifiers"), as patterns over folded
text. A cue never decides alone: it only lifts a sentence that meaning and words have already brought up.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import fold

_NUMBER = r"(?:\d[\d,.]*|[〇零一二三四五六七八九十百千两]+)"
_COUNTED = r"个家名位条项亿万年次所份亩吨人户件座处篇部辆艘架元天岁倍层米公"
"""What may stand behind a Chinese number: measure words and units."""
_UNIT = re.compile(rf"(?:多少|几)([{_COUNTED}])")


@dataclass(frozen=True, slots=True)
class Cue:
    """A kind of question and what its answers look like; `answered` makes a pattern of the folded question."""

    asked: re.Pattern[str]
    answered: Callable[[str], re.Pattern[str]]


def _fixed(pattern: str) -> Callable[[str], re.Pattern[str]]:
    compiled = re.compile(pattern)
    return lambda _question: compiled


_ANY_NUMBER = re.compile(
    rf"\d|百分之|[一二三四五六七八九十百千万亿两]{{2,}}|[一二三四五六七八九十两][{_COUNTED}]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|million|half)\b"
)


def _number(question: str) -> re.Pattern[str]:
    """A figure, with the unit that the question names: `多少家` wants `51家`, `100多家`."""
    unit = _UNIT.search(question)
    if unit is None or unit[1] in "年公":
        return _ANY_NUMBER
    return re.compile(rf"{_NUMBER}[多余万亿]*[\"”]?{unit[1]}")


CUES: Mapping[str, Cue] = {
    "number": Cue(
        re.compile(
            rf"多少|几[{_COUNTED}]|多大|多长|多高|多远|比例|占比|how (?:many|much|large|long|far|high|big)|what (?:share|percent|proportion)"
        ),
        _number,
    ),
    "time": Cue(
        re.compile(
            r"什么时候|什么时间|何时|哪一?[年月天日]|哪个(?:月|年|时)|几[月号日点]|\bwhen\b|(?:what|which) (?:year|date|day|month|century)"
        ),
        _fixed(
            r"\d{4}年?|\d{1,2}月|\d{1,2}日|世纪|\b(?:1\d|20)\d\d\b|今年|去年|近日|日前|january|february|march|april|\bmay\b"
            r"|june|july|august|september|october|november|december|century"
        ),
    ),
    "person": Cue(
        re.compile(r"谁|哪位|何人|哪个(?:单位|部门|机构|公司)|\bwho(?:se|m)?\b"),
        _fixed(
            r"书记|市长|省长|县长|主任|主席|总裁|董事长|经理|局长|处长|部长|院长|会长|总理|总统|校长|教授|记者|代表|专家|介绍|表示|先生|女士"
            r"|委员会|发展改革委|[省市县](?:委|政府)|部门|公司|集团|\bmr|chair|secretary|mayor|minister|president|director|said|by [a-z]"
        ),
    ),
    "place": Cue(
        re.compile(
            r"哪里|哪儿|何处|在哪|什么地方|哪[个座]?(?:市|省|县|城市|地区|国家)|\bwhere\b|(?:which|what) (?:city|province|county|town|country|place)"
        ),
        _fixed(r"[省市县区镇乡村州盟旗国]|位于|\b(?:in|at|near)\b"),
    ),
    "role": Cue(
        re.compile(r"角色|作用|定位|地位|职务|职责|任务|\b(?:role|position|function|purpose|task)s?\b"),
        _fixed(
            r"角色|作用|定位|地位|承担|承载|担当|支点|引擎|基地|高地|要(?:成为|建设|打造)|打造|作为|主任|处长|局长|书记|\b(?:role|position|serve|become)"
        ),
    ),
    "definition": Cue(
        re.compile(
            r"^[^的]{1,20}(?:是|指的?是?)(?:什么|何|啥)(?:意思|东西)?[?？]?$|^什么是|^what (?:is|are|does) (?!the\b|its\b|their\b)"
        ),
        _fixed(r"是|指|即|称为|简称|属于|成为|\b(?:is|are|was|means|called|known as|refers)\b"),
    ),
}
"""By name. A new kind is one more entry."""


def cue(question: str, sentence: str) -> int:
    """1 where the sentence has something of a kind that the question asks for, -1 where of none, 0 where it asks for none."""
    wanted = _wanted(question)
    if not wanted:
        return 0
    said = fold(sentence)
    return 1 if any(pattern.search(said) for pattern in wanted) else -1


@lru_cache(maxsize=64)
def _wanted(question: str) -> tuple[re.Pattern[str], ...]:
    """What answers of the kinds that a question asks for look like: the same for each of its many sentences."""
    asked = fold(question)
    return tuple(kind.answered(asked) for kind in CUES.values() if kind.asked.search(asked))
