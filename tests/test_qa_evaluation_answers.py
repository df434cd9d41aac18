import json
from collections.abc import Callable
from pathlib import Path

from corpus.types import Article
from qa.evaluation.answers import Outcome, answer_measures, evaluate_answers
from qa.service import Service
from qa.types import Answer, Citation, Confidence

TEXT = "签了91份合同。天气很好。"
ARTICLE = Article("a", "", TEXT, "", None, "", "")


def outcome(*gold: str, quotes: int) -> Outcome:
    spans = [(0, 8), (8, 13)][:quotes]
    citations = tuple(Citation(n, ARTICLE, a, b, TEXT[a:b]) for n, (a, b) in enumerate(spans, start=1))
    sure = Confidence.HIGH if quotes else Confidence.NONE
    return Outcome(gold, Answer("问", "", quotes > 0, sure, citations, ()))


def test_measures_by_hand() -> None:
    # Three have an answer: one is hit with one right citation of two, one is missed with one of one, one is refused.
    # Two have none: one is answered.
    found = answer_measures(
        [
            outcome("91份", quotes=2),
            outcome("92份", quotes=1),
            outcome("91份", quotes=0),
            outcome(quotes=1),
            outcome(quotes=0),
        ]
    )
    assert found == {
        "gold in a quote": 1 / 3,
        "citation precision": 1 / 3,
        "quotes exact": 1.0,
        "refused with an answer": 1 / 3,
        "answered without one": 1 / 2,
    }


def test_what_was_not_asked_is_not_measured() -> None:
    assert set(answer_measures([outcome(quotes=0)]).items()) >= {
        ("gold in a quote", None),
        ("quotes exact", None),
        ("answered without one", 0.0),
    }


def test_both_forms_of_file_are_asked(tmp_path: Path, write: Callable[..., Path]) -> None:
    service = Service(tmp_path / "home")
    service.rebuild([write(one="忻州杂粮展销活动签订了91份订单合同。")])
    path = tmp_path / "questions.jsonl"
    asked = {
        "zh": "忻州杂粮展销活动签订了多少份合同？",
        "en": "How many contracts were signed at the Xinzhou grain fair?",
    }
    rows = [
        {**asked, "gold": ["91份"]},
        {"zh": "法国的首都是哪里？", "en": "What is the capital of France?", "gold": []},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    found = evaluate_answers(path, service, progress=lambda *_: None)
    assert found.questions == 2
    assert set(found.rows) == {"zh", "en"}
    assert found.rows["zh"]["gold in a quote"] == 1
    assert found.rows["zh"]["answered without one"] == 0
    row = {"zh": asked["zh"], "passage": "忻州杂粮展销活动签订了91份订单合同。", "answer": "91份"}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    assert evaluate_answers(path, service, progress=lambda *_: None).rows["zh"]["quotes exact"] == 1
    path.write_text(json.dumps({key: row[key] for key in ("zh", "passage")}) + "\n", "utf-8")
    assert evaluate_answers(path, service, progress=lambda *_: None).rows == {}
