"""A question that leans on the one before it, made one that stands alone: "它什么时候挂牌？", "who leads that zone?".

Pronouns are replaced by what the last turn was about, by the forms of names alone (qa.facts.entities); where nothing fits
the question stays as it is.
"""

import re
from collections.abc import Iterable, Sequence

from corpus.text.fold import fold
from corpus.text.script import has_han
from qa.facts.entities import topics
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
_ELLIPSIS = (
    re.compile(r"^(?:那么?|那)?\s*(?P<new>.{1,20}?)呢[?？]?$"),
    re.compile(r"^(?:and\s+|what about\s+|how about\s+|and what about\s+)(?P<new>.{1,40}?)\??$", re.IGNORECASE),
)
_BARE = re.compile(
    r"^(?:(?:是)?(?:什么时候|何时|哪一?年|在哪里?|多少钱?|为什么|怎么样|谁)(?:的|了)?|when|where|why|who|how many|how much|since when|by whom)\s*[?？]?$",
    re.IGNORECASE,
)
_DUMMY = re.compile(
    r"\b(?:is it true|does it take|it is|is there|are there|there (?:is|are|was|were)|was there|were there)\b",
    re.IGNORECASE,
)


def resolve(question: str, history: Sequence[Answer]) -> str:
    """The question with its pronouns replaced by what the last turn was about; unchanged where it stands alone."""
    if not history:
        return question
    before = history[-1].asked or history[-1].question
    ellipsis = next((m for m in (pattern.match(question) for pattern in _ELLIPSIS) if m), None)
    if ellipsis:
        return _instead(before, ellipsis["new"].strip())
    if _BARE.match(question):
        return f"{_about(before)}{'' if has_han(question) else ' '}{question}" if _about(before) else question
    pattern = _CHINESE if has_han(question) else _ENGLISH
    match = pattern.search(_DUMMY.sub(lambda m: "_" * len(m.group()), question))
    if match is None:
        return question
    name = _antecedent(match.groupdict().get("kind"), history[-1], before)
    if not name:
        return question
    own = match.groupdict().get("own")
    return f"{question[: match.start()]}{name}{_possessive(match.group(), own)}{question[match.end() :]}"


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


def _instead(before: str, new: str) -> str:
    """The question before, asked of something else: in the place of the name most like the new one, else behind it."""
    old = _likest(topics(before), new)
    return before.replace(old, new, 1) if old else f"{new} {before}"


def _likest(known: Iterable[str], new: str) -> str:
    same_ending = (name for name in known if name[-1:] == new[-1:] and abs(len(name) - len(new)) <= 2)
    same_length = (name for name in known if len(name) == len(new))
    return next(same_ending, "") or next(same_length, "") or next(iter(known), "")


def _possessive(pronoun: str, own: str | None) -> str:
    if own:
        return "'s"
    return "的" if pronoun == "其" else ""
