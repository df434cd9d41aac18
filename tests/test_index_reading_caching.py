from collections.abc import Sequence

from index.reading.caching import CachingReader
from index.reading.overlap import OverlapReader
from index.reading.types import Window, WindowReading
from index.reading.windows import cut_windows

TEXT = "渡口改了名。新的渡口叫南津。船票六元。"
SENTENCES = [(0, 6), (6, 13), (13, 19)]
WINDOWS = cut_windows(TEXT, SENTENCES, limit=8)
QUESTION = "船票多少元？"


class Counting(OverlapReader):
    """Records the windows that it reads, and finds the last two characters of each sentence."""

    def __init__(self) -> None:
        self.read_windows: list[Window] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        self.read_windows += windows
        return [
            WindowReading(reading.scores, reading.answerable, tuple((end - 2, end) for _, end in window.sentences))
            for window, reading in zip(windows, super().read(question, windows), strict=True)
        ]


def test_readings_are_those_of_the_reader_in_the_order_asked_for() -> None:
    remembering = CachingReader(Counting())
    for asked in (WINDOWS, [*reversed(WINDOWS)], [WINDOWS[0], WINDOWS[0]], []):
        assert remembering.read(QUESTION, asked) == Counting().read(QUESTION, asked)
    assert remembering.name == OverlapReader().name


def test_what_was_read_is_not_read_again_and_the_oldest_is_forgotten() -> None:
    reader = Counting()
    remembering = CachingReader(reader, size=2)
    first, second, third = WINDOWS
    remembering.read(QUESTION, [first, second])
    remembering.read(QUESTION, [first])
    assert reader.read_windows == [first, second]
    remembering.read(QUESTION, [third])  # drops the second, as the first was used after it
    remembering.read(QUESTION, [first, second])
    assert reader.read_windows == [first, second, third, second]
    remembering.read("渡口叫什么？", [second])
    assert reader.read_windows[-1] == second
    assert len(reader.read_windows) == 5


def test_the_same_words_elsewhere_are_known_with_their_own_places() -> None:
    reader = Counting()
    remembering = CachingReader(reader)
    remembering.read(QUESTION, [Window(TEXT, ((13, 19),))])
    moved = Window(f"摘要。{TEXT}", ((16, 22),))
    assert remembering.read(QUESTION, [moved]) == Counting().read(QUESTION, [moved])
    assert len(reader.read_windows) == 1
    assert remembering.read(QUESTION, [Window(TEXT, ((13, 16), (16, 19)))]) != remembering.read(QUESTION, [moved])
