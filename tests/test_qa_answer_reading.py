"""What a reader returns for the sentences of found passages: scores, and the words that answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.text.fold import fold
from corpus.text.script import has_han
from corpus.types import Article, Passage
from index.lexical.concepts import Concept
from index.query import Query
from index.reading.types import FARTHEST, Window, WindowReading
from qa.answer.reading import SentenceReading, read
from qa.answer.sentence import Sentence
from qa.service import Service

TEXT = "云岭示范区去年挂牌。园内现有产业工人三百名。食堂每天供应早餐。"
ARTICLE = Article("a", "见闻", TEXT, "", None, "", "a.txt")
ASKED = Query("多少工人", (), (), (), "多少工人")
PASSAGE = Passage(0, ARTICLE, 0, len(TEXT))


@dataclass(frozen=True, slots=True)
class WordReader:
    """Finds one word: its sentence scores 99, every other one -99."""

    word: str
    name: str = "word"

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """See `Reader.read`."""
        return [self._read(window) for window in windows]

    def _read(self, window: Window) -> WindowReading:
        at = [window.text.find(self.word, *sentence) for sentence in window.sentences]
        scores = tuple(99.0 if place >= 0 else -99.0 for place in at)
        spans = tuple((place, place + len(self.word)) if place >= 0 else None for place in at)
        return WindowReading(scores, max(scores), spans)


def quoted(text: str) -> Sentence:
    start = TEXT.index(text)
    return Sentence(ARTICLE, start, start + len(text), PASSAGE)


def test_the_words_that_answer_are_counted_from_the_start_of_their_quote() -> None:
    sentences = [quoted("园内现有产业工人三百名。"), quoted("食堂每天供应早餐。")]
    assert read(WordReader("三百名"), lambda _: ASKED, sentences) == [
        SentenceReading(FARTHEST, (8, 11)),
        SentenceReading(-FARTHEST),
    ]


@pytest.mark.parametrize(
    ("quote", "span"), [("产业工人三百名。", (4, 7)), ("园内现有产业工人", None), ("百名。", None)]
)
def test_a_quote_that_is_a_part_of_its_sentence_keeps_only_words_of_its_own(
    quote: str, span: tuple[int, int] | None
) -> None:
    (found,) = read(WordReader("三百名"), lambda _: ASKED, [quoted(quote)])
    assert found == SentenceReading(FARTHEST, span)


@dataclass(frozen=True, slots=True)
class LanguageReader:
    """Scores every sentence 4 and finds its first character if the question has Chinese words, else 1 and its last."""

    name: str = "language"

    def read(self, question: str, windows: Sequence[Window]) -> list[WindowReading]:
        """See `Reader.read`."""
        glossed = has_han(question)
        spans = [tuple((a, a + 1) if glossed else (b - 1, b) for a, b in w.sentences) for w in windows]
        return [
            WindowReading((4.0 if glossed else 1.0,) * len(w.sentences), 0.0, found)
            for w, found in zip(windows, spans, strict=True)
        ]


def test_a_question_in_other_words_is_read_as_asked_and_glossed_and_both_count() -> None:
    workers = Concept({"workers": 1.0, "工人": 0.8}, word="workers")
    english = Query("", (workers,), (), (), "How many workers are there?")
    assert english.glossed(fold(TEXT)) == "How many 工人 are there?"
    (found,) = read(LanguageReader(), lambda _: english, [quoted("园内现有产业工人三百名。")])
    assert found == SentenceReading(2.5, (0, 1))
    plain = Query("", (), (), (), "How many?")
    (found,) = read(LanguageReader(), lambda _: plain, [quoted("园内现有产业工人三百名。")])
    assert found == SentenceReading(1.0, (11, 12))


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("灯会定于5月1日至3日举行。", "5月1日至", "5月1日至3日"),
        ("灯会定于5月1日至3日举行。", "5月1日", "5月1日至3日"),
        ("馆内气温为18—22.5度。", "18", "18—22.5"),
        ("灯会在2031-05-01举行。", "2031", "2031-05-01"),
        ("灯会5月1日到江边举行。", "5月1日到", "5月1日到"),
        ("灯会5月1日举行，3日收灯。", "5月1日", "5月1日"),
        ("灯会办到2030年。", "灯会办", "灯会办"),
    ],
)
def test_of_a_range_both_ends_answer(text: str, found: str, whole: str) -> None:
    article = Article("a", "见闻", text, "", None, "", "a.txt")
    sentence = Sentence(article, 0, len(text), Passage(0, article, 0, len(text)))
    (told,) = read(WordReader(found), lambda _: ASKED, [sentence])
    assert told
    assert told.span
    assert text[slice(*told.span)] == whole


def test_an_answer_tells_the_words_that_answer_in_each_article_that_prints_them(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, title in (("one", "园区见闻"), ("two", "示范区一周年")):
        (folder / f"{name}.txt").write_text(f"{title}\n\n{TEXT}", "utf-8")
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([folder])
    answer = service.ask("云岭示范区园内现有产业工人多少名？")
    told = [c for c in answer.citations if "三百名" in c.quote]
    assert len(told) == 2
    assert all(
        c.span and "三百" in c.quote[slice(*c.span)] and len(c.quote) > 2 * (c.span[1] - c.span[0]) for c in told
    )
