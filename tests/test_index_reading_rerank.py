"""Reordering hits with a reader."""

from collections.abc import Sequence

import pytest

from corpus.types import Article, Passage
from index.query import Query
from index.reading.rerank import FIRST, rerank
from index.reading.types import Window, WindowReading
from index.types import Hit


class Fixed:
    """Scores each sentence by its exclamation marks."""

    name = "fixed"

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """Two for each exclamation mark, minus one; a sentence without any is below an answer."""
        told = [[w.text[a:b].count("！") * 2.0 - 1 for a, b in w.sentences] for w in windows]
        return [WindowReading(tuple(scores), max(scores)) for scores in told]


ASKED = Query("几?", (), (), (), "几？")


def hit(n: int, text: str, score: float) -> Hit:
    return Hit(Passage(n, Article(f"{n}", "", text, "", None, "", ""), 0, len(text)), score)


def test_the_score_and_the_readers_word_count_together() -> None:
    # Log odds -1, 3, 1: scores (0.50 + 0.05 * 9) / 2, (0.45 + 0.05 * 13) / 2, (0.30 + 0.05 * 11) / 2.
    hits = [hit(0, "一。", 0.5), hit(1, "一。二！！", 0.45), hit(2, "三！", 0.3)]
    read = rerank(Fixed(), ASKED, hits)
    assert [h.passage.id for h in read] == [1, 0, 2]
    assert [h.score for h in read] == pytest.approx([0.55, 0.475, 0.425])
    assert [h.score for h in hits] == [0.5, 0.45, 0.3]


def test_only_the_first_are_read_and_scores_still_fall() -> None:
    hits = [hit(n, "一。" if n < FIRST else "一！！！！", 0.9 - n / 100) for n in range(FIRST + 3)]
    read = rerank(Fixed(), ASKED, hits)
    assert [h.passage.id for h in read] == list(range(FIRST + 3))
    assert [h.score for h in read] == sorted((h.score for h in read), reverse=True)


def test_nothing_is_nothing() -> None:
    assert rerank(Fixed(), ASKED, []) == []
