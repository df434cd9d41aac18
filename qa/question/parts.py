"""Split several questions that are asked at once."""

import re

from corpus.text.sentences import sentences
from index.lexical.tokens import tokenise
from qa.question.followup import has_no_topic

FEWEST_TERMS = 2
"""Minimum terms of a part: "是吗？" and "Really?" are not questions of their own."""
_LEANS = re.compile(
    r"^(?:它|他|她|其|该|这|那|此|是否|\b(?:it|its|they|their|he|she|his|her|this|that|these|those)\b)|\b(?:it|they|he|she|there)\b",
    re.IGNORECASE,
)


_BARE = re.compile(r"(?:and )?(?:how \w+|when|where|why|who|what(?: for| else)?|since when|by whom)\W*", re.IGNORECASE)
"""An English question without a subject: "How old?"."""


def parts(question: str) -> list[str]:
    """The questions in the text, in order; the text itself if there is one, or if one depends on another ("它在哪？")."""
    found = [question[start:end] for start, end in sentences(question)]
    asked = [part for part in found if part.endswith(("？", "?"))]
    whole = len(asked) == len(found) > 1 and all(len(tokenise(part)) >= FEWEST_TERMS for part in asked)
    return asked if whole and not any(map(_leans, asked[1:])) else [question]


def _leans(part: str) -> bool:
    """Whether a question depends on the one before it, which says what it is about."""
    return bool(_LEANS.search(part) or _BARE.fullmatch(part)) or has_no_topic(part)
