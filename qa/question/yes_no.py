"""Yes-or-no questions as statements: "签约了吗" is "签约了"."""

import re

from corpus.text.fold import fold
from corpus.text.script import HAN, in_chinese
from qa.question.answer_types import ANSWER_TYPES

_END = " \t\n\u3000?？。.!！"
_ASKS_WHICH = re.compile(r"什么|怎[么样]|如何|哪|几个|还是|\bor\b")
_WHETHER = re.compile(r"[,，]?(?:对|是|是真的)吗$|[,，]?(?:对不对|是不是)$|吗$|(?<!有)没有?$|是否")
_TWICE = re.compile(rf"([{HAN}])[不没]\1")
"""A verb and its negation, as in 是不是 and 有没有."""
_AUXILIARY = re.compile(r"^(?:(is|are|was|were)|do|does|did|has|have|had|can|could|will|would|should) (?:there )?")


def statement(question: str) -> str:
    """The statement that a question asks to confirm, folded if Chinese; "" if it asks for more than yes or no."""
    text = fold(question).strip(_END)
    if _ASKS_WHICH.search(text) or any(form.word.search(text) for form in ANSWER_TYPES.values()):
        return ""
    if not in_chinese(text):
        asked = _AUXILIARY.match(text)
        if not asked:
            return ""
        told = question.strip(_END)[asked.end() :]
        return f"{asked[1]} {told}" if asked[1] else told  # "is" asks what something is, not what it did
    said = _TWICE.sub(r"\1", _WHETHER.sub("", text))
    return said if said != text else ""
