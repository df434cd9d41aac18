"""Query analysis: the expected answer type, the attribute, the measure, and whose role is asked for."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.text.fold import fold
from corpus.text.script import HAN, in_chinese
from qa.question.answer_types import ANSWER_TYPES, AnswerKind
from qa.question.units import figure_pattern, measures_of
from qa.question.yes_no import statement


@dataclass(frozen=True, slots=True)
class Question:
    """A folded question and what it asks for."""

    text: str
    kinds: frozenset[AnswerKind]
    """Empty if the question matches no pattern."""
    attribute: str
    """The noun that is asked for, folded: 房价, population; "" if there is none."""
    measures: frozenset[str]
    """Unit classes (qa.question.units) of the figure that is asked for."""
    figure: re.Pattern[str] | None
    """Pattern of a matching figure; None for any figure."""
    subject: str
    """Whose role is asked for, folded: 忻州 in 忻州在经济区中的定位; "" for other types, or if it is not named."""


_END = re.compile(r"[\s?？。.!！,，:：]+$")
_PARTICLES = re.compile(r"(?:呢|啊|吗|呀|来着)$")
_ASKER = r"(?:什么样的?|什么|哪一些|哪些|哪[一几两]?|何种|何|几|多少)"
_MEASURE_WORD = r"(?:[个位家项所条座只部支门类种名件本份场次届款副级队间台大]+)?+"
_NOUN_BEHIND = re.compile(rf"{_ASKER}{_MEASURE_WORD}的?([{HAN}]{{1,6}})")
_BEFORE = re.compile(
    rf"(?:是|为|有|达到?|叫做?|等于|约|共|一共|总共|大约|大概|占|在|将于|将|会|定于|于|开始|分别|都|主要)*(?:谁|{_ASKER}.{{0,6}}|多[大长高远重深宽快久].{{0,4}}|怎么样|如何|怎样)$"
)
_TAIL = re.compile(rf"[{HAN}]{{1,6}}$")
_ASKED_WHERE = re.compile(
    r"叫做?什么(?:名字?)?$|哪里|哪儿|何[处地时年]|什么(?:时候|时间|地方|样|东西|意思)|(?:哪|几)一?个?[年月天日]|哪位|的?时候|(?<=[称成认作名视])为(?=什么)|吗$"
)
_HERE = "\x00"
"""Placeholder for a question word without a noun."""
_PREDICATE = re.compile(rf"{_HERE}(?:[会被将才要]|正式)*([{HAN}]{{2,4}})")
_ENGLISH_OF = re.compile(
    r"\b(?:what|which|who)(?:'s| is| are| was| were| will be)\s+(?:the |its |their |his |her )?(?:name of (?:the )?)?((?:[\w-]+ ){0,3}?[\w-]+)(?= of\b| in\b| for\b| on\b| at\b| to\b| between\b| that\b| from\b|[?.]|$)"
)
_ENGLISH_OWN = re.compile(r"(?:'s|s') ([\w-]+(?: [\w-]+)?)(?=[?.]?$| (?:of|in|for|on|at|to|from|between)\b)")
_ENGLISH_MANY = re.compile(
    r"\bhow (?:many|much) ((?:[\w-]+ ){0,2}?[\w-]+)(?= (?:is|are|was|were|did|does|do|has|have|had|will|can|could|would|in|on|of|at|to|from|with|per|\w+ed)\b|[?.]|$)"
)
_ASKS_HOW = re.compile(r"怎么(?!样)|如何|怎样(?!的)|\bhow (?:do|does|did|can|could|is|are|was|were|will)\b")
"""A question about how something is done: "how can the rate be raised" asks for no figure, despite the noun "rate"."""
_HOW = re.compile(r"\bhow (?:old|heavy|tall|high|deep|wide|fast|far)\b")
"""If one of these is in the question, it alone says which measure is asked for: "how old is the speed skater"."""
_ENGLISH_WHICH = re.compile(
    r"\b(?:what|which) ((?:(?!is|are|was|were|did|does|do|has|have|had|will|can|would)[\w-]+ ){1,3}?)(?=(?:is|are|was|were|did|does|do|has|have|had|will|can|could|would|\w+ed|\w+s)\b)"
)

_CIRCUMSTANCE = re.compile(r"^(?:when|where) [^,]+, (?=(?:what|who|whom|whose|which|how|why|when|where)\b)")
"""A clause before the question: "When prices fall, who gains?"."""
_WHOSE = re.compile(
    rf"^(?!.+[中里].{{2,4}}(?:扮演|担当|承担))(?:请问)?([{HAN}]{{2,8}}?)(?:市|县|省|区)?[将会要]?(?:在|对|于|扮演|承担|担任|担当|起[到着]|的(?:角色|作用|定位|地位|职务|职责|职位|职能|功能|任务|分工))"
    rf"|[中里]([{HAN}]{{2,4}}?)(?:扮演|担当|承担|的(?:角色|作用|定位|地位))"
    r"|\b(?:is|are|was|were|be) (?:the )?(.{2,30}?)(?:'s|s'|’s) (?:\w+ )?(?:roles?|positions?|functions?|tasks?|part)\b"
    r"|\b(?:roles?|part|posts?|positions?|jobs?|office) (?:does|do|did|will|has|have|can) (.{2,30}?) (?:play|have|hold|held)"
    r"|\b(?:roles?|positions?|functions?|tasks?|part) of (?:the )?(.{2,30}?)(?= in\b| for\b| within\b|[?.]|$)"
)
"""The owner of a role: before 在 or 的, before 's, the subject of "play", or after "role of"."""


@lru_cache(maxsize=256)
def analyse(text: str) -> Question:
    """What a question asks, in Chinese or English."""
    folded = _END.sub("", fold(text))
    attribute = _chinese_attribute(_PARTICLES.sub("", folded)) if in_chinese(folded) else _english_attribute(folded)
    asked = _asked(folded)
    kinds = asked
    # "Is a toll charged?" asks for no sum.
    if asked <= {AnswerKind.DEFINITION} and not (statement(folded) or _ASKS_HOW.search(folded)):
        kinds = {kind for kind, form in ANSWER_TYPES.items() if form.noun.search(attribute)} or asked
    subject = whose(folded) if AnswerKind.ROLE in kinds else ""
    if not subject:
        # Many sentences have words for roles; they count only next to the owner of the role.
        kinds = kinds - {AnswerKind.ROLE}
    how = _HOW.search(folded)
    measures = measures_of(folded, how[0] if how else attribute or folded)
    counted = _ENGLISH_MANY.search(folded) or (len(attribute) > 1 and f"多少{attribute}" in folded)
    if not measures and not counted:  # villages are counted, not the area that they lie in
        measures = measures_of(folded, folded)
    if AnswerKind.NUMBER not in kinds:
        measures = frozenset()
    pattern = figure_pattern(folded, measures) if AnswerKind.NUMBER in kinds else None
    return Question(folded, frozenset(kinds), attribute, measures, pattern, subject)


def whose(text: str) -> str:
    """Whose role a folded question asks for; "" if it is not named."""
    match = _WHOSE.search(text)
    return next(filter(None, match.groups()), "").strip() if match else ""


def _asked(text: str) -> set[AnswerKind]:
    """The types of its question words; in English only the first, since later ones begin clauses ("when" it ended)."""
    text = _CIRCUMSTANCE.sub("", text)
    found = {kind: match.start() for kind, form in ANSWER_TYPES.items() if (match := form.word.search(text))}
    if not in_chinese(text) and found:
        return {min(found, key=found.__getitem__)}
    return set(found)


def _chinese_attribute(text: str) -> str:
    """The noun after a question word, else the one before it, else the last one."""
    text = _ASKED_WHERE.sub(_HERE, text)
    behind = _NOUN_BEHIND.search(text) or _PREDICATE.search(text)
    if behind:
        return behind[1]
    before = _BEFORE.sub("", text.rstrip(f"的{_HERE}")).rstrip("是为有达叫约共在于由将了 ")
    tail = _TAIL.search(before)
    noun = tail[0] if tail else ""
    return noun.rpartition("的")[2] or noun.rstrip("的")


def _english_attribute(text: str) -> str:
    """The noun X of "what is the X of", "how many X", "which X" or a final "whose X"."""
    for pattern in (_ENGLISH_MANY, _ENGLISH_OWN, _ENGLISH_OF, _ENGLISH_WHICH):
        match = pattern.search(text)
        if match:
            return match[1].strip()
    return ""
