"""What the page's buttons do."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from qa.service import Service
from qa.sources import sample_folder
from qa.types import Answer
from qa.web.conversation import TURNS, UNFILTERED, FilterForm
from qa.web.i18n.phrases import CHINESE, ENGLISH
from qa.web.library.listing import View
from qa.web.tabs.actions import Actions, Said
from qa.web.tabs.holdings import Holdings
from qa.web.tabs.search_form import Search
from tests.serving import TWO_ARTICLES, indexed


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return indexed(tmp_path_factory.mktemp("app"), **TWO_ARTICLES)


def test_the_welcome_shows_what_is_there(service: Service) -> None:
    welcome = Actions(service).welcome(CHINESE)
    assert "2 篇文章，2022-03-17 至 2022-03-25" in welcome.heading
    assert "示例文章" not in welcome.heading
    assert welcome.sources == ["Example Digest", "示例日报"]


def test_the_welcome_says_when_it_is_the_sample(tmp_path: Path) -> None:
    service = Service(tmp_path, model="hashing")
    service.rebuild([sample_folder()])
    assert "qa rebuild FOLDER" in Actions(service).welcome(ENGLISH).heading
    assert ENGLISH["sample"] in Actions(service).welcome(ENGLISH).heading


def test_the_articles_are_listed_the_newest_first(service: Service) -> None:
    told = Holdings(service).table(View(), CHINESE)
    assert told.index("太忻经济区排出485个项目") < told.index("Coarse grains find buyers")
    told = Holdings(service).table(View(find="GRAINS"), CHINESE)
    assert "太忻" not in told
    assert "Coarse grains" in told


def last(said: Iterator[Said]) -> Said:
    *_, whole = said
    return whole


def test_without_an_index_every_action_tells_so_in_one_line(tmp_path: Path) -> None:
    empty = Service(tmp_path / "none", model="hashing")
    actions, holdings = Actions(empty), Holdings(empty)
    for words, way in ((ENGLISH, "run qa rebuild"), (CHINESE, "请用 qa rebuild")):
        told = [
            last(actions.ask("谁？", words, filters=UNFILTERED, related=5)).answer,
            actions.search(Search("谁"), words),
            holdings.table(View(), words),
            holdings.status(words),
            actions.article("a", 0, 0, words),
            actions.welcome(words).heading,
        ]
        for html in told:
            assert html.count('role="alert"') == 1
            assert way in html
    assert actions.examples(ENGLISH) == ""


def test_a_filter_that_makes_no_sense_is_told(service: Service) -> None:
    actions = Actions(service)
    soon = FilterForm(since="soon")
    assert "is not a date" in actions.search(Search("grain", soon), ENGLISH)
    assert "不是日期" in actions.search(Search("grain", soon), CHINESE)
    said = last(actions.ask("grain", CHINESE, filters=soon, related=5))
    assert "不是日期" in said.answer
    assert (said.taken, said.history) == (False, ())
    assert "qa-hit" in actions.search(Search("grain", FilterForm(" ", " 2022 ")), ENGLISH)
    assert actions.search(Search("  "), ENGLISH) == actions.empty_search(ENGLISH)


def test_filters_choose_what_is_answered_from(service: Service) -> None:
    actions = Actions(service)
    for chosen, there in ((FilterForm(sources=("示例日报",)), True), (FilterForm(since="2023"), False)):
        said = last(actions.ask("太忻经济区有多少个项目？", ENGLISH, filters=chosen, related=5))
        assert ("485个项目" in said.answer) == there


def test_an_answer_is_shown_as_it_grows(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = service.ask("太忻经济区有多少个项目？")
    assert whole.answered
    parts = [replace(whole, statements=whole.statements[:1] * n) for n in (1, 2, 3)]
    monkeypatch.setattr(service, "stream", lambda *_, **__: iter(parts))
    waiting, *said = Actions(service).ask(whole.question, ENGLISH, filters=UNFILTERED, related=5)
    assert ENGLISH["thinking"] in waiting.answer
    assert not waiting.taken
    assert [s.answer.count('class="qa-sentence"') for s in said] == list(range(1, len(parts) + 1))
    assert [ENGLISH["growing"] in s.answer for s in said] == [True] * (len(parts) - 1) + [False]
    assert [len(s.history) for s in said] == [0] * (len(parts) - 1) + [1]


def test_a_conversation_is_handed_on_and_forgets_the_oldest(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Sequence[Answer]] = []
    stream = service.stream

    def note(question: str, *, history: Sequence[Answer], **filters: Any) -> Iterator[Answer]:
        given.append(history)
        return stream(question, history=history, **filters)

    monkeypatch.setattr(service, "stream", note)
    actions, history = Actions(service), tuple[Answer, ...]()
    for turn in range(TURNS + 2):
        said = last(
            actions.ask(f"太忻经济区有多少个项目 {turn}", ENGLISH, filters=UNFILTERED, history=history, related=5)
        )
        assert given[-1] == history
        history = said.history
    assert [answer.question[-1] for answer in history] == [str(n) for n in range(2, TURNS + 2)]
    assert all(answer.hits == () for answer in history)
    assert said.earlier.count("<summary") == TURNS


def test_a_question_that_cannot_be_asked_is_no_part_of_the_conversation(service: Service) -> None:
    said = last(Actions(service).ask(" ", CHINESE, filters=UNFILTERED, related=5))
    assert "问题是空的" in said.answer
    assert said.history == ()
    assert not said.taken


def test_a_bug_is_logged_and_not_shown(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(service, "stream", fail)
    told = last(Actions(service).ask("谁？", ENGLISH, filters=UNFILTERED, related=5)).answer
    assert escape(ENGLISH["broken"]) in told
    assert "A_SECRET" not in told
    assert "secret" in caplog.text


def test_an_article_that_is_gone_is_told(service: Service) -> None:
    assert ENGLISH["gone"] in Actions(service).article("nobody", 0, 5, ENGLISH)
