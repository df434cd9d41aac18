"""Sentences that may answer: what each has of the question's words."""

from pathlib import Path

import pytest

from index.dense.embedders import load_embedder
from index.lexical.tokens import tokenise
from index.search import search, understand
from qa.answer.candidates import BEFORE, candidates, shares
from qa.answer.time_intent import period
from qa.service import Service

TEXT = "云岭示范区去年挂牌。园内现有产业工人三百名。食堂每天供应早餐。"


def matched(question: str, home: Path) -> dict[str, float]:
    """What each sentence of TEXT has of the question's words."""
    (home / "articles").mkdir()
    (home / "articles" / "one.txt").write_text(f"园区见闻\n\n{TEXT}", "utf-8")
    service, embedder = Service(home / "home", model="hashing"), load_embedder("hashing")
    service.rebuild([home / "articles"])
    index = service.index()
    query = understand(question, index)
    hits = search(index, embedder, query, 5)
    found = candidates(index, embedder, query, shares(index, query), hits, period(question, None))
    return {candidate.sentence.text: candidate.matched for candidate in found}


def test_words_of_the_sentence_before_count_half_and_those_behind_nothing(tmp_path: Path) -> None:
    question = "示范区 工人"
    assert tokenise(question) == ["示范", "范区", "工人"]  # each stands in the one passage there is: all count a third
    assert matched(question, tmp_path) == {
        "云岭示范区去年挂牌。": pytest.approx(2 / 3),
        "园内现有产业工人三百名。": pytest.approx(1 / 3 + BEFORE * 2 / 3),
        "食堂每天供应早餐。": pytest.approx(BEFORE / 3),
    }
