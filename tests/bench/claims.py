"""Checks of a language model's sentences, measured on sentences that nothing was tuned on."""

import json
from collections.abc import Callable
from pathlib import Path

from corpus.types import Article, Passage
from index.reading.base import load_reader
from qa.claims.grounding import unsupported

APART = Path(__file__).with_name("claims_apart.jsonl")
"""Invented texts, each with true and false sentences about it.

The author of these did not write the checks; never tune on them.
"""


def measure(file: Path = APART) -> list[list[object]]:
    """Table rows: how many of the true and of the false sentences were struck."""
    reader = load_reader()
    texts = [json.loads(line) for line in file.read_text("utf-8").splitlines()]

    def struck(text: str, sentence: str) -> bool:
        article = Article("a", "", text, "", None, "", "")
        return bool(unsupported(sentence, [Passage(0, article, 0, len(text))], reader))

    return [_row(kind, texts, struck) for kind in ("true", "false")]


def _row(kind: str, texts: list[dict[str, list[str]]], struck: Callable[[str, str], bool]) -> list[object]:
    outcomes = [struck(str(text["text"]), sentence) for text in texts for sentence in text[kind]]
    return [kind, len(outcomes), sum(outcomes), len(outcomes) - sum(outcomes)]
