"""What a question asks for, and whether a sentence has something of that kind.

The simplest form of expected answer types (Li & Roth 2002, "Learning question classifiers"), as patterns over folded
text. A cue never decides alone: it only lifts a sentence that meaning and words have already brought up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.fold import fold


@dataclass(frozen=True, slots=True)
class Cue:
    """A kind of question and what its answers look like."""

    asked: re.Pattern[str]
    answered: re.Pattern[str]


CUES: Mapping[str, Cue] = {
    "number": Cue(
        re.compile(
            r"多少|几[个家名位条项亿万年次所]|多大|多长|多高|比例|how (?:many|much|large|long|far|high)|what (?:share|percent)"
        ),
        re.compile(r"\d|[一二三四五六七八九十百千万亿两]{2,}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b"),
    ),
    "time": Cue(
        re.compile(
            r"什么时候|何时|哪一?[年月天日]|几[月号日点]|\bwhen\b|what (?:year|date|day|month)|which (?:year|day|month)"
        ),
        re.compile(
            r"\d{4}年?|\d{1,2}月|\d{1,2}日|\b(?:19|20)\d\d\b|今年|去年|近日|日前|january|february|march|april|june|july"
        ),
    ),
    "person": Cue(
        re.compile(r"谁|哪位|何人|\bwho(?:se|m)?\b"),
        re.compile(
            r"书记|市长|省长|县长|主任|主席|总裁|董事长|经理|局长|处长|部长|院长|教授|记者|代表|介绍|表示|mr|chair|secretary|mayor|said"
        ),
    ),
    "place": Cue(
        re.compile(
            r"哪里|哪儿|何处|在哪|什么地方|哪[个座]?(?:市|省|县|城市|地区)|\bwhere\b|which (?:city|province|county|town)"
        ),
        re.compile(r"[省市县区镇乡村州盟旗]|位于|\b(?:in|at|near)\b"),
    ),
    "role": Cue(
        re.compile(r"角色|作用|定位|地位|职务|职责|任务|\b(?:role|position|function|purpose|task)s?\b"),
        re.compile(
            r"角色|作用|定位|地位|承担|承载|担当|支点|引擎|基地|高地|要(?:成为|建设|打造)|打造|作为|主任|处长|局长|书记|\b(?:role|position|serve|become)"
        ),
    ),
}
"""By name. A new kind is one more entry."""


def has_cue(question: str, sentence: str) -> bool:
    """Whether the sentence has something of the kind that the question asks for."""
    asked, said = fold(question), fold(sentence)
    return any(cue.asked.search(asked) and cue.answered.search(said) for cue in CUES.values())
