"""Candidate sentences: what each has of the question's words, and how they are ranked."""

from pathlib import Path

import pytest

from index.dense.embedders import load_embedder
from index.lexical.tokens import tokenise
from index.reading.overlap import OverlapReader
from index.search import search, understand
from qa.answer.candidates import Candidate, Wording, candidates, shares
from qa.question.time.intent import period
from qa.service import Service

TEXT = "云岭示范区去年挂牌。园内现有产业工人三百名。食堂每天供应早餐。"


def found(
    question: str, home: Path, *, reader: OverlapReader | None = None, title: str = "园区见闻"
) -> list[Candidate]:
    """The candidates of TEXT, best first."""
    (home / "articles").mkdir()
    (home / "articles" / "one.txt").write_text(f"{title}\n\n{TEXT}", "utf-8")
    service, embedder = Service(home / "home", model="hashing"), load_embedder("hashing")
    service.rebuild([home / "articles"])
    index = service.index()
    query = understand(question, index)
    hits = search(index, embedder, query, 5)
    return candidates(embedder, [Wording(query, shares(index, query))], hits, period(question, None), reader)


def test_words_of_the_sentences_before_count_half_then_a_quarter_and_those_behind_nothing(tmp_path: Path) -> None:
    question = "示范区 工人"
    assert tokenise(question) == ["示范", "范区", "工人"]  # each is in the only passage, so each counts a third
    told = {c.sentence.text: c.signals["before"] for c in found(question, tmp_path)}
    assert told == {
        "云岭示范区去年挂牌。": pytest.approx(2 / 3),
        "园内现有产业工人三百名。": pytest.approx(1 / 3 + 0.5 * 2 / 3),
        "食堂每天供应早餐。": pytest.approx(0.25 * 2 / 3 + 0.5 * 1 / 3),
    }


def test_the_title_counts_half_for_every_sentence(tmp_path: Path) -> None:
    told = {c.sentence.text: c.signals["context"] for c in found("雪山 工人", tmp_path, title="雪山见闻")}
    assert told["食堂每天供应早餐。"] == pytest.approx(0.5 * 1 / 2 + 0.5 * 1 / 2)


def test_the_sentence_with_the_number_is_before_the_one_that_repeats_the_question(tmp_path: Path) -> None:
    best = found("云岭示范区有多少名产业工人？", tmp_path)[0]
    assert best.sentence.text == "园内现有产业工人三百名。"
    assert best.score == 1
    assert best.signals["fits_number"] == 1


def test_a_reader_gives_every_sentence_its_score(tmp_path: Path) -> None:
    scored = found("园内工人", tmp_path, reader=OverlapReader())
    assert {c.sentence.text for c in scored if c.signals["reader"] == max(d.signals["reader"] for d in scored)} == {
        "园内现有产业工人三百名。"
    }
