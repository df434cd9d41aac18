from collections.abc import Sequence
from random import Random

import pytest

pytest.importorskip("torch")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

from corpus.text.sentences import sentences
from index.dense.embedders import load_embedder
from index.reading.types import Window, WindowReading
from index.training.reader.data.misleading import NEAREST, may_answer, misleading_windows
from index.training.reader.data.written import Written, WrittenPassage

OWN = "卡祖笛博物馆的门票是30元。馆长叫王小明。"
LOOKS_LIKE_IT = "卡祖笛博物馆的门票涨价了。"
SCORES = {
    LOOKS_LIKE_IT: 0.5,
    "卡祖笛博物馆的门票以后会便宜一些。": 0.2,
    "卡祖笛博物馆的门票要三十块。": 4.0,  # the answer in other words
    "卡祖笛博物馆的门票是30元。": 0.9,
    "卡祖笛很难吹。": -7.0,
}


class Told:
    """A reader that says what it is told to."""

    name = "told"

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        scores = [self.scores[window.text] for window in windows]
        return [WindowReading((score,), score) for score in scores]


def found(scores: dict[str, float], most: int = 9, *, held_out: bool = False) -> list[tuple[str, str, int | None]]:
    at = OWN.index("30元")
    written = (Written("卡祖笛博物馆的门票多少钱?", 0, (at, at + 3)), Written("卡祖笛博物馆有多大?", None, None))
    passage = WrittenPassage(OWN, tuple(sentences(OWN)), written, held_out)
    assert len(scores) < NEAREST
    made = misleading_windows([passage], [OWN, *scores], load_embedder("hashing"), Told(scores), Random(0), most)
    return [(example.question, example.text, example.answer) for example in made]


def test_the_window_that_comes_closest_to_an_answer_and_is_none() -> None:
    assert found(SCORES) == [("卡祖笛博物馆的门票多少钱?", LOOKS_LIKE_IT, None)]


def test_none_where_nothing_misleads_or_all_may_answer() -> None:
    assert found({text: score for text, score in SCORES.items() if not 0 < score < 0.8}) == []


def test_nothing_for_what_is_held_out_or_beyond_the_number_wanted() -> None:
    assert found(SCORES, held_out=True) == []
    assert found(SCORES, most=0) == []


@pytest.mark.parametrize(
    ("text", "answer", "may"),
    [
        ("门票30元", "30元", True),
        ("票价为30 块", "30元", True),
        ("门票3.5元", "15元", False),
        ("馆长姓王", "王小明", False),
        ("在2023年涨价", "2023年8月", True),
    ],
)
def test_a_text_with_the_answer_or_one_of_its_numbers_may_answer(text: str, answer: str, *, may: bool) -> None:
    assert may_answer(text, answer) is may
