"""What users say about answers is saved in a file that `qa eval` runs."""

import json
from pathlib import Path

import pytest

from qa.errors import QuestionError
from qa.evaluation.answers import evaluate_answers
from qa.evaluation.retrieval import evaluate_file
from qa.service import Service
from qa.web.library.feedback import FEEDBACK, MOST, Feedback

ARTICLE = "大同机场去年运送旅客120万人次。今年新开三条航线。\n机场距市区15公里。"


@pytest.fixture
def service(tmp_path: Path) -> Service:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "airport.txt").write_text(f"大同机场\n\n{ARTICLE}", "utf-8")
    made = Service(tmp_path / "home", model="hashing")
    made.rebuild([tmp_path / "articles"])
    return made


def lines(service: Service) -> list[object]:
    return [json.loads(line) for line in (service.home / FEEDBACK).read_text("utf-8").splitlines()]


def place(service: Service, said: str) -> tuple[str, int, int]:
    article = next(iter(service.index().store.newest(1)))[0]
    start = article.text.index(said)
    return article.id, start, start + len(said)


def test_a_passage_is_right_by_any_of_its_sentences_and_what_is_said_last_stands(service: Service) -> None:
    feedback = Feedback(service)
    feedback.record("大同机场有多少旅客？", [])
    feedback.record("机场有多远？", [])
    feedback.record(" 大同机场有多少旅客？ ", [place(service, ARTICLE.partition("\n")[0])])
    assert lines(service) == [
        {"zh": "机场有多远？", "gold": []},
        {"zh": "大同机场有多少旅客？", "gold": [["大同机场去年运送旅客120万人次。", "今年新开三条航线。"]]},
    ]


def test_the_file_is_one_of_questions_for_eval(service: Service) -> None:
    feedback = Feedback(service)
    feedback.record("大同机场去年运送旅客多少人次？", [place(service, "大同机场去年运送旅客120万人次。")])
    feedback.record("谁写了红楼梦？", [])
    path = service.home / FEEDBACK
    evaluate_file(path, service, progress=lambda *_: None)
    measured = evaluate_answers(path, service, progress=lambda *_: None)
    answered, unanswerable = measured.outcomes["zh"]
    assert (measured.questions, answered.answerable, unanswerable.answerable) == (2, True, False)
    assert answered.cited, "the sentence that was right is quoted again"


def test_a_line_separator_in_a_question_does_not_break_the_file(service: Service) -> None:
    feedback = Feedback(service)
    for question in ("大同机场\u2028有多少旅客？", "机场有多远？", "大同机场\u2028有多少旅客？"):
        feedback.record(question, [])
    kept = (service.home / FEEDBACK).read_text("utf-8").removesuffix("\n").split("\n")
    assert [json.loads(line)["zh"] for line in kept] == ["机场有多远？", "大同机场\u2028有多少旅客？"]


@pytest.mark.parametrize("place", [("nobody", 0, 5), ("", 0, 0)])
def test_what_stands_nowhere_is_refused_and_not_written(service: Service, place: tuple[str, int, int]) -> None:
    with pytest.raises(QuestionError, match="no longer in the index"):
        Feedback(service).record("大同机场有多少旅客？", [place])
    with pytest.raises(QuestionError):
        Feedback(service).record("  ", [])
    assert not (service.home / FEEDBACK).exists()


def test_the_file_does_not_grow_without_end(service: Service) -> None:
    (service.home / FEEDBACK).write_text("".join(f'{{"zh": "{n}", "gold": []}}\n' for n in range(MOST)), "utf-8")
    Feedback(service).record("新问题", [])
    assert len(lines(service)) == MOST
    assert lines(service)[-1] == {"zh": "新问题", "gold": []}
