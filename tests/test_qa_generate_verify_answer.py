"""A stored answer is verified: whatever was changed in it, or is gone from the index, is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableFile
from qa.generate.stored_answer import StoredAnswer
from qa.generate.verify_answer import read_answer, recheck
from qa.service import Service

QUESTION = "忻州杂粮展销活动签订了多少份合同？"
SAID = "忻州杂粮展销活动一共签订了91份订单合同。"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "one.txt").write_text(f"太原的企业也来了。{SAID}", "utf-8")
    (folder / "two.txt").write_text(f"{SAID}雄安新区很热闹。", "utf-8")
    service = Service(tmp_path_factory.mktemp("home"))
    service.rebuild([folder])
    return service


@pytest.fixture
def stored(service: Service) -> Any:
    return json.loads(json.dumps(service.ask(QUESTION).to_dict(), ensure_ascii=False))


def checked(service: Service, answer: Any) -> list[str]:
    return recheck(StoredAnswer.model_validate(answer), service.index().store)


def test_an_answer_as_it_was_given_is_whole(service: Service, stored: Any) -> None:
    assert stored["statements"][0]["citations"] == [1, 2]
    assert checked(service, stored) == []


def test_answers_over_the_sample_are_whole(sample_home: Path) -> None:
    service = Service(sample_home)
    questions = (
        "忻州在太忻分工格局里承担什么角色",
        "what is Xinzhou's role in the Taixin zone",
        "太忻经济区最新签约了多少个项目",
        "How many projects were signed?",
        "杨春权说了什么",
        "山西转型综改示范区有多少家高新技术企业",
    )
    answers = [json.loads(json.dumps(service.ask(question).to_dict())) for question in questions]
    assert sum(len(answer["citations"]) for answer in answers) > len(questions)
    assert [line for answer in answers for line in checked(service, answer)] == []


def test_a_changed_digit_in_a_quote_is_named(service: Service, stored: Any) -> None:
    stored["citations"][0]["quote"] = SAID.replace("91", "97")
    wrong = checked(service, stored)
    assert "citation 1" in wrong[0]
    assert "97" in wrong[0]
    assert "91" in wrong[0]


def test_a_changed_digit_in_the_text_is_named(service: Service, stored: Any) -> None:
    stored["text"] = stored["text"].replace("91", "81")
    assert ["81" in line and "91" in line for line in checked(service, stored)] == [True]
    stored["statements"][0]["text"] = SAID.replace("91", "81")
    assert any("sentence 1" in line for line in checked(service, stored))


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a["citations"][0].update(start=1),
        lambda a: a["citations"][0].update(end=10**9),
        lambda a: a["citations"][0].update(start=-5),
        lambda a: a["citations"][0].update(number=2),
        lambda a: a["citations"][0]["article"].update(id="nobody"),
        lambda a: a["citations"].pop(),
        lambda a: a["statements"][0].update(citations=[]),
        lambda a: a["statements"][0].update(citations=[7]),
        lambda a: a["statements"].pop(),
        lambda a: a.update(answered=False),
        lambda a: a.update(lead="All is well:"),
    ],
)
def test_every_change_is_noticed(service: Service, stored: Any, change: Callable[[Any], object]) -> None:
    change(stored)
    assert checked(service, stored)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c["article"].update(title="别的题目"), "its article's title is '别的题目'"),
        (lambda c: c["article"].update(source="人民日报"), "its article's source is '人民日报'"),
        (lambda c: c["article"].update(published="2001-01-01"), "its article's published is '2001-01-01'"),
        (lambda c: c["article"].update(url="https://evil.example/"), "its article's url is"),
        (lambda c: c["context"].update(text=c["context"]["text"].replace("91", "97")), "of its context, it says"),
        (lambda c: c["context"].update(start=c["context"]["start"] + 1), "of its context"),
        (lambda c: c["context"].update(end=10**9), "which is no passage around the quote"),
        (lambda c: c["context"].update(start=-3), "of its context"),
        (lambda c: c.update(context={"start": 0, "end": 2, "text": "太原"}), "which is no passage around the quote"),
    ],
)
def test_what_is_told_of_an_article_and_of_the_text_around_a_quote_is_checked(
    service: Service, stored: Any, change: Callable[[Any], object], said: str
) -> None:
    change(stored["citations"][0])
    wrong = checked(service, stored)
    assert any(said in line for line in wrong)
    assert all(line.startswith("citation 1: ") for line in wrong)


def test_a_context_of_the_answers_own_making_bears_nothing_out(tmp_path: Path) -> None:
    paragraphs = [f"第{n}段讲的是山西第{n}个县的农业，{'那里种玉米和小米。' * 40}" for n in range(1, 5)]
    (tmp_path / "long.txt").write_text("\n".join([*paragraphs, "太原的展销签下92份合同。", SAID]), "utf-8")
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([tmp_path / "long.txt"])
    (article,) = service.index().store.articles()
    start = article.text.index(paragraphs[0])
    citation = {
        "number": 1,
        "start": start,
        "end": start + 5,
        "quote": article.text[start : start + 5],
        "article": article.to_dict(),
        "context": {"start": 0, "end": len(article.text), "text": article.text},
    }
    text = "太原的展销签下92份合同。"
    statement = {"text": text, "citations": [1], "published": None, "verbatim": False}
    made_up = {"text": f"{text} [1]", "lead": "", "answered": True, "citations": [citation], "statements": [statement]}
    assert any("no passage around the quote" in line for line in checked(service, made_up))


def test_a_sentences_day_is_one_of_its_articles(service: Service, stored: Any) -> None:
    stored["statements"][0]["published"] = "2001-01-01"
    stored["text"] = f"2001-01-01: {stored['text']}"
    assert checked(service, stored) == ["sentence 1: it is dated 2001-01-01, and none of the articles that it cites is"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(SAID) - 1), st.characters(categories=["Lo", "Nd", "Po"]))
def test_no_changed_character_of_a_quote_passes(service: Service, stored: Any, place: int, other: str) -> None:
    citation = {**stored["citations"][0], "quote": SAID[:place] + other + SAID[place + 1 :]}
    changed = {**stored, "citations": [citation, *stored["citations"][1:]]}
    assert bool(checked(service, changed)) == (citation["quote"] != SAID)


def test_an_article_that_has_gone_is_named(service: Service, stored: Any, tmp_path: Path) -> None:
    other = Service(tmp_path / "home", model="hashing")
    (tmp_path / "else.txt").write_text("别的文章。", "utf-8")
    other.rebuild([tmp_path / "else.txt"])
    assert all("is not in the index" in line for line in checked(other, stored)[:2])


def test_a_sentence_of_a_language_model_is_checked_against_its_passages(service: Service, stored: Any) -> None:
    statement = {"text": "展销签下91份合同。", "citations": [1], "published": None, "verbatim": False}
    told = {**stored, "statements": [statement], "lead": "", "text": "展销签下91份合同。 [1]"}
    assert checked(service, told) == []
    wrong = {**told, "statements": [{**statement, "text": "展销签下92份合同。"}], "text": "展销签下92份合同。 [1]"}
    assert "92" in checked(service, wrong)[0]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        '{"text": 1}',
        '{"text": "", "lead": "", "answered": true, "citations": [1], "statements": []}',
        '{"text": "", "lead": "", "answered": true, "citations": [], "statements": [{"text": "", "citations": [true]}]}',
    ],
)
def test_a_file_that_holds_no_answer_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answer.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableFile, match="qa ask --json"):
        read_answer(path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_answer(tmp_path / "missing.json")


@pytest.mark.parametrize("context", [{}, "", [1], {"start": "0", "end": 3}])
def test_an_answer_without_its_contexts_places_is_one_line(stored: Any, tmp_path: Path, context: object) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(with_citation(stored, context=context)), "utf-8")
    with pytest.raises(UnreadableFile, match="qa ask --json"):
        read_answer(path)


def test_an_article_that_no_index_can_name_is_one_line(stored: Any, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(with_citation(stored, article={"id": "\ud800"})), "utf-8")
    with pytest.raises(UnreadableFile, match=r"at citations\.0\.article\.id"):
        read_answer(path)


def with_citation(stored: Any, **fields: object) -> Any:
    first, *others = stored["citations"]
    return {**stored, "citations": [{**first, **fields}, *others]}
