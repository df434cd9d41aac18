"""Nothing that is printed can control the terminal."""

import json
import re
from io import StringIO
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from corpus.cleaning.invisible import visible
from corpus.types import Article
from qa.cli import terminal
from qa.cli.printing import print_json, print_line
from qa.types import Answer, Citation, Confidence, Statement

HOSTILE = "忻\x1b[31m州\x9b2J\u202e48\u2066\u200b\x07\x00"


def test_an_answer_full_of_commands_is_printed_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    article = Article("a", HOSTILE, HOSTILE, HOSTILE, None, "", HOSTILE)
    citation = Citation(1, article, 0, len(HOSTILE), HOSTILE)
    statement = Statement(HOSTILE, (1,), verbatim=False)
    terminal.answer(
        Answer(
            "q",
            HOSTILE,
            True,
            Confidence.LOW,
            (citation,),
            (),
            lead=HOSTILE,
            statements=(statement,),
            notice=HOSTILE,
            unverified=(HOSTILE,),
        )
    )
    printed = capsys.readouterr().out
    assert printed.count("忻[31m州2J48") >= 4
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", printed)


def test_styles_still_reach_a_terminal() -> None:
    out = StringIO()
    terminal.Terminal(file=out, force_terminal=True, color_system="standard").print(Text("a\x1b[2Jb", style="red"))
    assert out.getvalue() == "\x1b[31ma[2Jb\x1b[0m\n"


def test_json_says_what_cannot_be_seen_as_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": HOSTILE})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {"name": HOSTILE}
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", printed)


def test_lines_say_only_what_can_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    print_line(HOSTILE)
    print_line(HOSTILE, err=True)
    printed = capsys.readouterr()
    assert printed.out == printed.err == "忻[31m州2J48\n"


def test_every_command_prints_json_in_one_way() -> None:
    modules = Path(terminal.__file__).parent.glob("*.py")
    assert [path.name for path in modules if re.search(r"(?:echo|print)\(json\.", path.read_text("utf-8"))] == []


@given(st.text())
def test_visible_text_stays_and_is_cleaned_once(text: str) -> None:
    seen = visible(text)
    assert visible(seen) == seen
    assert not any(category(c) in {"Cc", "Cf", "Cs"} for c in seen if c not in "\n\t")
    assert [c for c in text if category(c)[0] in "LNP" and c not in "\u115f\u1160\u3164\uffa0"] == [
        c for c in seen if category(c)[0] in "LNP"
    ]
