"""A stored answer is checked again: whatever was changed in it, or has gone from the index, is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import UnreadableFile
from qa.recheck import read_answer, recheck
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
    return recheck(answer, service.index().store)


def test_an_answer_as_it_was_given_is_whole(service: Service, stored: Any) -> None:
    assert stored["statements"][0]["citations"] == [1, 2]
    assert checked(service, stored) == []


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
    assert all("is not in the index" in line for line in recheck(stored, other.index().store)[:2])


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
    with pytest.raises(UnreadableFile, match="at article"):
        read_answer(path)


def with_citation(stored: Any, **fields: object) -> Any:
    first, *others = stored["citations"]
    return {**stored, "citations": [{**first, **fields}, *others]}
