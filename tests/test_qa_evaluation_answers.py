import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa.evaluation.answers import AnswerEvaluation, evaluate_answers
from qa.service import Service

CONTRACTS = "忻州杂粮展销活动签订了91份订单合同。"
ASKED = {"zh": "忻州杂粮展销活动签订了多少份合同？", "en": "How many contracts were signed at the Xinzhou grain fair?"}
BRIDGE = {
    "query": "青石大桥全长多少米",
    "answer": ["1280米"],
    "positive": ["青石大桥全长1280米，双向六车道。"],
    "negative": ["青石大桥去年开工，施工人员正在浇筑桥墩。"],
}
MAYOR = {
    "query": "白沙市的市花和市树是什么",
    "answer": [["月季", "月季花"], "银杏"],
    "positive": ["白沙市的市花是月季，市树是银杏。"],
    "negative": ["白沙市今年新建了十二座公园。"],
}


def evaluated(folder: Path, service: Service, *rows: object, count: int | None = None) -> AnswerEvaluation:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return evaluate_answers(path, service, progress=lambda *_: None, count=count)


@pytest.fixture
def service(tmp_path: Path, write: Callable[..., Path]) -> Service:
    service = Service(tmp_path / "home")
    service.rebuild([write(one=CONTRACTS)])
    return service


def test_gold_strings_are_asked_to_the_index_and_an_empty_list_wants_silence(tmp_path: Path, service: Service) -> None:
    nothing = {"zh": "法国的首都是哪里？", "en": "What is the capital of France?", "gold": []}
    found = evaluated(tmp_path, service, {**ASKED, "gold": ["91份"]}, nothing)
    assert found.questions == 2
    assert set(found.rows) == {"zh", "en"}
    zh = found.rows["zh"]
    assert (zh["asked"], zh["asked without one"]) == (1, 1)
    assert (zh["gold in first sentence"], zh["gold in a quote"], zh["citation precision"]) == (1, 1, 1)
    assert (zh["refused"], zh["answered at high"]) == (1, 0)


def test_a_question_is_asked_to_all_passages_and_again_without_its_own(tmp_path: Path, service: Service) -> None:
    row = {"zh": ASKED["zh"], "passage": CONTRACTS, "answer": "91份"}
    other = {"zh": "水库能蓄多少水？", "passage": "新水库能蓄水三千万立方米。", "answer": "三千万立方米"}
    zh = evaluated(tmp_path, service, row, other).rows["zh"]
    assert (zh["asked"], zh["asked without one"]) == (2, 2)
    assert (zh["gold in a quote"], zh["quotes exact"], zh["refused"]) == (1, 1, 1)


def test_english_passages_have_answers_of_their_own(tmp_path: Path, service: Service) -> None:
    english = {"passage_en": "The grain fair in Xinzhou saw 91 contracts signed.", "answer_en": "91 contracts"}
    found = evaluated(tmp_path, service, {**ASKED, "passage": CONTRACTS, "answer": "91份", **english})
    assert set(found.rows) == {"zh", "en", "en to en"}
    assert found.rows["en to en"]["gold in a quote"] == 1


def test_passages_without_answers_are_not_asked(tmp_path: Path, service: Service) -> None:
    assert evaluated(tmp_path, service, {"zh": ASKED["zh"], "passage": CONTRACTS}).rows == {}


def test_rgb_is_asked_to_all_passages_to_the_negative_ones_and_to_its_own(tmp_path: Path, service: Service) -> None:
    found = evaluated(tmp_path, service, BRIDGE, MAYOR)
    assert set(found.rows) == {"zh", "zh own passages"}
    for row in found.rows.values():
        assert (row["asked"], row["asked without one"], row["gold in a quote"]) == (2, 2, 1)
    asked = {(line["question"], line["answerable"]) for line in found.details() if line["row"] == "zh own passages"}
    assert asked == {(row["query"], there) for row in (BRIDGE, MAYOR) for there in (True, False)}
    for outcome in found.outcomes["zh own passages"]:
        if not outcome.answerable:
            (negative,) = (row["negative"][0] for row in (BRIDGE, MAYOR) if row["query"] == outcome.question)
            assert {hit.passage.text for hit in outcome.answer.hits} <= {negative}


def test_details_say_what_was_quoted_and_where_the_gold_is(tmp_path: Path, service: Service) -> None:
    (line,) = evaluated(tmp_path, service, {"zh": ASKED["zh"], "gold": [["91份", "九十一份"]]}).details()
    assert line["gold"] == [["91份", "九十一份"]]
    assert line["quotes"] == line["there"] == [CONTRACTS]
    assert (line["row"], line["first"], line["answered"], line["unspoken"]) == ("zh", True, True, [])


def test_a_sample_is_drawn_the_same_each_time_and_asked_to_all_passages(tmp_path: Path, service: Service) -> None:
    rows = [{"zh": f"{n}号桥长多少米？", "passage": f"{n}号桥长{n}00米。", "answer": f"{n}00米"} for n in range(1, 9)]
    first, second = (evaluated(tmp_path, service, *rows, count=3) for _ in range(2))
    assert first.questions == 3
    assert list(first.details()) == list(second.details())
    hits = {hit.passage.text for hit in first.outcomes["zh"][0].answer.hits}
    assert hits == {row["passage"] for row in rows}
