import re
from pathlib import Path

import pytest

from corpus.text.script import has_han, is_han


@pytest.mark.parametrize(
    ("text", "han"),
    [
        ("忻州承载产业落地", True),
        ("忻州的GDP增长8%", True),
        ("Xinzhou hosts the industry", False),
        ("Xinzhou (忻州) hosts the industry of the zone", False),
        ("2022", False),
        ("", False),
    ],
)
def test_the_script_of_most_of_a_text(text: str, han: bool) -> None:
    assert is_han(text) is han


def test_a_single_character_is_enough_to_have_han() -> None:
    assert has_han("Xinzhou 的 role")
    assert not has_han("Xinzhou's role")


def test_what_a_han_character_is_is_written_once() -> None:
    root = Path(__file__).parents[1]
    sources = [p for package in ("corpus", "index", "qa") for p in (root / package).rglob("*.py")]
    written = {p.relative_to(root).as_posix() for p in sources if re.search(r"\\u(?:3400|4e00)-", p.read_text("utf-8"))}
    assert {path for path in written if not path.startswith("index/training/")} == {"corpus/text/script.py"}
