"""A question that leans on the one before it, made one that stands alone: "它什么时候挂牌？", "who leads that zone?".

Pronouns are replaced by what the last turn was about, by the forms of names alone (qa.facts.entities); where nothing fits
the question stays as it is.
"""

import re
from collections.abc import Sequence

from corpus.text.fold import fold
from corpus.text.script import has_han
from qa.facts.entities import names, topics
from qa.question.ellipsis import CLAUSE, ELLIPSES, completed
from qa.types import Answer

_KINDS = {
    "zone": "经济区|示范区|开发区|新区|区",
    "region": "区",
    "project": "项目|工程",
    "company": "公司|集团",
    "city": "市",
    "province": "省",
    "county": "县",
    "centre": "中心",
    "center": "中心",
    "district": "区",
    "airport": "机场",
    "railway": "铁路|高铁",
}
_CHINESE = re.compile(
    r"(?:该|这[一个条座家项所]?|那[个条座家项所]|此)(?P<kind>经济区|示范区|开发区|新区|区|项目|工程|公司|集团|企业|中心|机构|城市|市|省|县|地区|机场|铁路|高铁|大学|活动|人|地)"
    r"|(?P<it>它们?|他们|她们|其(?=[^他中余实次])|(?<![吉维其])他(?!人|们的)|她|那里|那儿|当地)"
)
_ENGLISH = re.compile(
    r"\b(?:(?:that|this|the same|the said)\s+(?P<kind>zone|region|project|company|city|province|county|cent(?:re|er)|district|airport|railway|person|place|event)"
    r"|(?P<own>its|their|his|her(?=\s+\w))|(?P<it>it|they|them|he|she|him|there))\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:(?:是)?(?:什么时候|何时|哪一?年|在哪里?|多少钱?|为什么|怎么样|谁)(?:的|了)?呢?|when|where|why|who|how many|how much|since when|by whom)\s*[?？]?$",
    re.IGNORECASE,
)
_DUMMY = re.compile(
    r"\b(?:is it true|does it take|it is|is there|are there|there (?:is|are|was|were)|was there|were there)\b",
    re.IGNORECASE,
)


_BARE_ENGLISH = {
    "when": "When was {}?",
    "where": "Where is {}?",
    "why": "Why {}?",
    "who": "Who is {}?",
    "how much": "How much is {}?",
}
_FIGURE = re.compile(
    r"^(?:一?共|总共)?(?:有多少|总?投资|签约|占地|面积|人口|产值|长度|规模|资金|成本|工期).{0,12}[?？]?$"
)
"""A Chinese question for a figure, without what it is a figure of."""
_PLURAL = re.compile(
    r"\b(?P<whose>its|their|the|his|her)\s+(?P<things>(?:[a-z-]+\s+){0,3}[a-z-]+[^\Wsu]s)\b", re.IGNORECASE
)


def resolve(question: str, history: Sequence[Answer]) -> str:
    """The question made one that stands alone; unchanged where it does so already, or where nothing fits."""
    if not history:
        return question
    before = history[-1].asked or history[-1].question
    topic = next((found for turn in reversed(history) if (found := _about(turn.asked or turn.question))), "")
    ellipsis = next((m for m in (pattern.match(question) for pattern in ELLIPSES) if m), None)
    if ellipsis:
        new = ellipsis["new"].strip()
        if not CLAUSE.search(new):
            return completed(before, new, topic) or question
        question = question[ellipsis.start("new") :]
        question = question[:1].upper() + question[1:]
    if _BARE.match(question):
        return _of_topic(question, topic)
    if topic and _FIGURE.match(question) and not names(question):
        return f"{topic}{question}"
    return _without_pronoun(question, history[-1], before, topic)


def _of_topic(question: str, topic: str) -> str:
    """A bare question word, asked of the topic."""
    if not topic:
        return question
    if has_han(question):
        return f"{topic}{question}"
    form = _BARE_ENGLISH.get(question.rstrip(" ?？").lower())
    return form.format(topic) if form else question


def _without_pronoun(question: str, turn: Answer, before: str, topic: str) -> str:
    """The question with its first pronoun replaced by what it stands for."""
    pattern = _CHINESE if has_han(question) else _ENGLISH
    match = pattern.search(_DUMMY.sub(lambda m: "_" * len(m.group()), question))
    if match is None:
        return question
    groups = match.groupdict()
    if match.group().lower() == "them":
        name = _things(before, topic)
    else:
        name = _antecedent(groups.get("kind"), turn, before) or topic
    if not name:
        return question
    return f"{question[: match.start()]}{name}{_possessive(match.group(), groups.get('own'))}{question[match.end() :]}"


def _things(before: str, topic: str) -> str:
    """What "them" stands for: the things, as the question before names them. A name is no "them"."""
    found = _PLURAL.search(before)
    if found is None:
        return ""
    whose = f"{topic}'s" if topic and found["whose"].lower() != "the" else "the"
    return f"{whose} {found['things']}"


def _antecedent(kind: str | None, turn: Answer, before: str) -> str:
    """What the pronoun stands for: something of its kind in the question before or its answer, else what that was about."""
    if kind:
        ending = re.compile(rf"(?:{_KINDS.get(kind.lower(), re.escape(kind))}|\b{re.escape(kind)})$", re.IGNORECASE)
        said = [topic for citation in turn.citations for topic in topics(citation.quote)]
        found = next((t for t in [*topics(before), *said] if ending.search(fold(t))), None)
        if found:
            return found
    return _about(before)


def _about(question: str) -> str:
    return next(iter(topics(question)), "")


def _possessive(pronoun: str, own: str | None) -> str:
    if own:
        return "'s"
    return "的" if pronoun == "其" else ""
