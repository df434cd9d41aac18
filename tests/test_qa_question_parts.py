"""Several questions in one, on examples by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qa.question.parts import parts
from qa.service import Service


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("大桥何时通车？水厂在哪里？", ["大桥何时通车？", "水厂在哪里？"]),
        ("When does the bridge open? Where is the mill?", ["When does the bridge open?", "Where is the mill?"]),
        ("大桥何时通车？它在哪里？", ["大桥何时通车？它在哪里？"]),
        ("大桥已经通车，是吗？", ["大桥已经通车，是吗？"]),
        ("大桥通车了。何时通的车？", ["大桥通车了。何时通的车？"]),
        ("Is Elm in the north? Really?", ["Is Elm in the north? Really?"]),
        *(
            (question, [question])
            for question in (
                "太原2024年客流是多少？增长了多少？",
                "青石大桥什么时候通车？投资多少？",
                "青石大橋什麼時候通車？投資多少？",
                "谁是太原市长？什么时候上任？",
                "Who is the mayor? How old?",
            )
        ),
    ],
)
def test_questions_are_taken_apart(question: str, several: list[str]) -> None:
    assert parts(question) == several


def test_both_are_answered_or_the_missing_one_is_named(write: Callable[..., Path], tmp_path: Path) -> None:
    service = Service(tmp_path / "home")
    service.rebuild([write(one="青禾大桥将于10月8日通车。", two="白杨水厂每天供水三万吨。")])
    both = service.ask("青禾大桥什么时候通车？白杨水厂每天供水多少吨？")
    assert {c.quote for c in both.citations} == {"青禾大桥将于10月8日通车。", "白杨水厂每天供水三万吨。"}
    half = service.ask("青禾大桥什么时候通车？法国的首都是哪里？")
    assert [c.quote for c in half.citations] == ["青禾大桥将于10月8日通车。"]
    assert half.text.startswith("文章没有回答这一部分：法国的首都是哪里？")
