"""Models of a product: N8 is not N7, an iPad mini is not an iPad Pro, and the previous generation is not this one."""

import re

from corpus.text.dates import MONTHS
from corpus.text.fold import fold
from corpus.text.script import has_han
from qa.answer.sentence import Sentence, in_context

_NUMBERED = re.compile(
    r"(?<![A-Za-z\d])(?:([A-Za-z]{1,8})-?|([A-Za-z]*[A-Z][A-Za-z]*) )(\d{1,3}|(?!19|20)\d{4})([A-Za-z]?)(?![A-Za-z\d.,:/%-]|th|年|月)"
)
"""A product line and a number, with a space between them only if the line has a capital letter: SC8350, iPhone 15."""
_SIZES = "mini|pro|max|air|plus|ultra|lite|se"
_SIZED = re.compile(rf"([a-z]\w*) ({_SIZES})s?\b", re.ASCII)
_VERSION = re.compile(
    r"(?:标准|青春|至尊|极速|旗舰|典藏|尊享|活力|探索|国际|海外|专业|企业|家庭|教育|基础|入门|普通|限定|纪念|增强|豪华|舒适|运动|高配|低配|顶配|预览|测试)版"
)
_PREVIOUS = re.compile(
    r"上一?代|前一?代(?!表)|上一[款个版]|前一款|[老旧]款|(?<!提)前作(?![废业为用战物])|\b(?:previous|last|older|earlier)[- ](?:generation|model|version)|\bprevious (?:[\w-]+ ){0,3}?(?:phone|car|laptop|chip|[a-z]*\d)|\bpredecessor"
)
"""The model before this one, as it is asked for."""
_EARLIER = re.compile(rf"{_PREVIOUS.pattern}|前身|此前|之前|上次|\b(?:previous|earlier|older|former)")
_COMPARED = re.compile(r"比|相较|\b(?:than|compared)\b")
"""A question that names two models."""
_NO_LINES = frozenset(
    (
        *MONTHS,
        *"q h no nos number top the in on by of about over under past nearly at from to for than last first next some only".split(),
        *"did was were are has have had is how what which when".split(),
    )
)
"""Words before a number that are not product lines; quarters and halves (q, h) are times."""


def of_another_model(question: str, sentence: Sentence) -> bool:
    """Whether a sentence names another model of the product line, or another version, than the question does, and
    neither it nor the text that it continues names the question's; or does not speak of an earlier one, if the question
    asks for the one before.
    """
    said, own, asked = in_context(sentence), fold(sentence.text), fold(question)
    if has_han(said) and _PREVIOUS.search(asked) and not (_EARLIER.search(said) or _COMPARED.search(asked)):
        return True
    versions = set(map(_usual, _VERSION.findall(asked)))
    if versions and versions.isdisjoint(map(_usual, _VERSION.findall(said))) and _VERSION.search(own):
        return True
    lines = _lines(question)
    if any(re.search(rf"{known}(?![a-z\d])", said) for known, _ in lines) and _COMPARED.search(asked):
        return False
    return any(
        re.search(rf"{known}(?![a-z\d])", said) is None and re.search(other, own) is not None for known, other in lines
    )


def _usual(version: str) -> str:
    """The plain version of a product has several names."""
    return "标准版" if version in ("普通版", "基础版") else version


def _lines(question: str) -> list[tuple[str, str]]:
    """For each model in a question, a pattern of it and a pattern of any model of its line, for folded text."""
    found = []
    for joined, apart, number, end in _NUMBERED.findall(question):
        line, more = fold(joined or apart), end.removesuffix("s")  # F-2s are several F-2
        if line not in _NO_LINES:
            start = rf"(?<![a-z\d]){line}[ -]?"
            found.append((f"{start}{number}{fold(more)}", rf"{start}\d{{1,4}}[a-z]?(?![a-z\d年月])"))
    for line, size in _SIZED.findall(fold(question)):
        start = rf"(?<![a-z\d]){line} ?"
        found.append((f"{start}{size}", rf"{start}(?:{_SIZES})(?![a-z\d])"))
    return found
