from datetime import UTC, date, datetime

import pytest

from index.types import Mode
from qa.errors import QuestionError
from qa.validation import MAX_QUESTION_CHARS, check_dates, check_mode, check_question, check_sources


def test_a_question_loses_the_space_around_it() -> None:
    assert check_question("  忻州？\n") == "忻州？"


@pytest.mark.parametrize(("question", "told"), [("", "empty"), (" \n\t", "empty"), ("问" * 100_000, "100,000")])
def test_empty_and_endless_questions_are_told_so(question: str, told: str) -> None:
    with pytest.raises(QuestionError, match=told) as error:
        check_question(question)
    assert len(str(error.value)) < 200


def test_the_longest_question_is_taken() -> None:
    assert check_question("问" * MAX_QUESTION_CHARS) == "问" * MAX_QUESTION_CHARS


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_has_its_name(mode: Mode) -> None:
    assert check_mode(mode.value) is mode


def test_an_unknown_mode_lists_those_there_are() -> None:
    with pytest.raises(QuestionError, match="dense, bm25, hybrid"):
        check_mode("magic")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, (None, None)),
        ("2022-08-06", None, (date(2022, 8, 6), None)),
        ("2022", "2022", (date(2022, 1, 1), date(2022, 12, 31))),
        ("2024-02", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2022, 1, 2), "2022-1-2", (date(2022, 1, 2), date(2022, 1, 2))),
        (datetime(2022, 1, 2, 9, 30), "2022-1-2", (date(2022, 1, 2), date(2022, 1, 2))),
        (datetime(2022, 1, 2, tzinfo=UTC), datetime(2022, 1, 2), (date(2022, 1, 2), date(2022, 1, 2))),
    ],
)
def test_dates_by_hand(
    since: str | date | None, until: str | date | None, expected: tuple[date | None, date | None]
) -> None:
    found = check_dates(since, until)
    assert found == expected
    assert datetime not in map(type, found)


@pytest.mark.parametrize("day", ["soon", "2022-13", "2022-02-30", "", "20220806", "0000"])
def test_what_is_no_date_is_told_with_how_to_write_one(day: str) -> None:
    with pytest.raises(QuestionError, match="2022-08-06"):
        check_dates(day, None)


def test_a_range_the_wrong_way_round_is_told() -> None:
    with pytest.raises(QuestionError, match="swap"):
        check_dates("2023", "2022")


def test_an_unknown_source_names_the_nearest() -> None:
    with pytest.raises(QuestionError, match="山西日报"):
        check_sources(["人民网", "山西晚报"], lambda: ["人民网", "山西日报"])
