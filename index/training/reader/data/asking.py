"""Generate natural questions by rule from a fact in a news sentence.

"总投资50亿元" becomes a question about an attribute, "局长李强说" about a person, "由于暴雨, ..." about a reason. If no
form fits, the clause itself becomes the question, with a question word in place of the fact and some words dropped.
"""

import re
from collections.abc import Callable
from random import Random

from index.reading.types import Span
from index.training.reader.data.facts import ATTRIBUTES, HAN, Fact

_ATTRIBUTE = re.compile(
    rf"([^,;:。]{{0,16}}?)(?:的)?({'|'.join(sorted(ATTRIBUTES, key=len, reverse=True))})(?:已|则|也|就|均|共|将|仅)?(?:达到|达|为|约|超过|突破|是|有|至|从|了)*$"
)
_CLAUSE = re.compile(r"[^,;:。!?!?]+")
MIN_ASKED_CHARS, MAX_ASKED_CHARS = 6, 36


def question(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    """A question whose answer is the fact, or None. `topic`, the subject of the article, may be put in front of it."""
    form = FORMS.get(fact.kind, _in_place)
    asked = form(text, sentence, fact, topic, random)
    if asked is None:
        asked = _in_place(text, sentence, fact, topic, random)
    asked = re.sub(r"[,;:“”\"'\s]+", "", asked) if asked else ""
    if topic and topic not in asked and random.random() < 0.35:
        asked = topic + random.choice(("", "", "的")) + asked
    if not MIN_ASKED_CHARS <= len(asked) <= MAX_ASKED_CHARS or text[slice(*fact.span)] in asked:
        return None
    return asked + ("?" if random.random() < 0.75 else "")


def _in_place(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    """The clause around the fact, with a question word in its place or at either end, and some words dropped."""
    clauses = [m.span() for m in _CLAUSE.finditer(text, *sentence)]
    at = next((n for n, (a, b) in enumerate(clauses) if a <= fact.span[0] < b), None)
    if at is None:
        return None
    start, end = clauses[at]
    if at and (end - start < 14 or random.random() < 0.3):
        start = clauses[at - 1][0]
    elif at + 1 < len(clauses) and random.random() < 0.15:
        end = clauses[at + 1][1]
    unit = fact.match.group(2) if fact.kind == "figure" else fact.match.group(1) if fact.kind == "rank" else ""
    word = random.choice(fact.words) + unit
    before, after = shortened(text[start : fact.span[0]], random), shortened(text[fact.span[1] : end], random)
    choice = random.random()
    if choice < 0.08:
        return before + after
    if choice < 0.18:
        return word + after + before
    if fact.kind == "date" and choice < 0.5:
        return before + after + random.choice(("是什么时候", "是在什么时候", "的时间", "是哪天"))
    return before + word + after


def _attribute(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    """A question about the attribute before a figure, such as 总投资 in "总投资达50亿元"."""
    found = _ATTRIBUTE.search(text, sentence[0], fact.span[0])
    if found is None or found.end() != fact.span[0] or random.random() < 0.25:
        return None
    owner = shortened(found.group(1), random) or topic
    unit = fact.match.group(2) if fact.kind == "figure" else ""
    return (
        owner
        + random.choice(("", "的"))
        + found.group(2)
        + random.choice(("是多少", "多少", f"有多少{unit}", f"达到多少{unit}", "是多少"))
    )


def _person(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    """A question about who holds an office, answered by the name in "水务局局长李强"."""
    before = re.search(rf"({HAN}{{2,14}})$", text[sentence[0] : fact.match.start(1)])
    if before is None or random.random() < 0.45:
        return None
    office = shortened(before.group(1), random) + fact.match.group(1)
    return random.choice((f"{office}是谁", f"谁是{office}", f"{office}叫什么名字"))


def _group(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    end = fact.match.group(2)
    which = {
        "大学": "哪所大学",
        "医院": "哪家医院",
        "公司": "哪家公司",
        "集团": "哪个集团",
        "银行": "哪家银行",
        "法院": "哪个法院",
    }
    word = which.get(end, random.choice(fact.words))
    return _in_place(text, sentence, Fact(fact.kind, fact.span, (word,), fact.match), topic, random)


def _reason(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    """A why-question about the clause next to the reason."""
    rest = (
        text[fact.match.end() : sentence[1]].strip(",。 ")
        if fact.kind == "cause"
        else text[sentence[0] : fact.match.start()]
    )
    clauses = [c for c in _CLAUSE.findall(rest) if len(c) >= 4]
    if not clauses:
        return None
    said = shortened(clauses[0 if fact.kind == "cause" else -1], random)
    ends = (f"为什么{said}", f"{said}的原因是什么", f"为何{said}", f"{said}是因为什么")
    aims = (f"为什么{said}", f"{said}的目的是什么", f"为何{said}", f"{said}是为了什么")
    return random.choice(ends if fact.kind == "cause" else aims)


def _means(text: str, sentence: Span, fact: Fact, topic: str, random: Random) -> str | None:
    said = fact.match.group(1)
    return random.choice((f"{said}是什么", f"什么是{said}", f"{said}指什么", f"{said}是什么"))


FORMS: dict[str, Callable[[str, Span, Fact, str, Random], str | None]] = {
    "figure": _attribute,
    "percent": _attribute,
    "person": _person,
    "group": _group,
    "cause": _reason,
    "purpose": _reason,
    "means": _means,
}


def shortened(text: str, random: Random) -> str:
    """The words of a text, some of them dropped at random."""
    from jieba import dt

    drop = random.choice((0.0, 0.0, 0.0, 0.15, 0.3))
    return "".join(word for word in dt.cut(text, HMM=False) if random.random() >= drop)
