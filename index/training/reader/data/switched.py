"""Chinese questions glossed in English, for lack of translated ones: see `index.training.data.gloss`."""

import re
from dataclasses import replace
from random import Random

from index.training.data.gloss import Glossary
from index.training.reader.data.examples import ReadingExample

ASKING = {
    "为什么": "why", "为何": "why", "的原因是什么": "why", "什么时候": "when", "何时": "when", "哪一天": "which day", "哪天": "which day", "哪一年": "which year",
    "哪年": "which year", "哪里": "where", "什么地方": "where", "哪儿": "where", "谁": "who", "百分之多少": "what percentage", "多少钱": "how much",
    "是多少": "how much", "多少": "how many", "多大": "how large", "多久": "how long", "怎么样": "how", "怎么": "how", "怎样": "how", "如何": "how",
    "哪些": "which", "哪个": "which", "哪家": "which", "哪所": "which", "哪种": "what kind of", "哪": "which", "第几": "which", "几": "how many",
    "什么": "what", "何": "what",
}  # fmt: skip
FIRST = 0.75
"""Probability of moving the question word to the front, as in English."""

_ASKS = re.compile("|".join(sorted(ASKING, key=len, reverse=True)))
_OF = re.compile(r"([\u4e00-\u9fff]{2,6})的([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff]{0,2}的)")


def switched(example: ReadingExample, glossary: Glossary, random: Random) -> ReadingExample:
    """The example with its question glossed in English."""
    question, asks = example.question, ""
    if match := _ASKS.search(question):
        asks = ASKING[match.group()]
        rest = question[: match.start()], question[match.end() :]
        question = f" {asks} ".join(rest) if random.random() >= FIRST else f"{asks} {_joined(*rest, random)}"
    question = _OF.sub(r"\2 of \1", question) if random.random() < 0.5 else question
    said = glossary.gloss(question, 1.0, random).replace(" ?", "?")
    return replace(example, kind=f"{example.kind}_english", question=re.sub(r"\s+", " ", said))


def _joined(before: str, after: str, random: Random) -> str:
    if not re.sub(r"[?\s]", "", after):
        return f"is {before}{after}" if random.random() < 0.5 else f"{before}{after}"
    end = "?" if after.endswith("?") else ""
    after = after.rstrip("?")
    return (f"{after} {before}" if random.random() < 0.4 else f"{before} {after}") + end
