"""Names in several forms."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.aliases import parse_aliases
from qa.errors import AliasesUnusable
from qa.service import Service

ALIASES = "WHO, 世卫组织, 世界卫生组织  # 卫生\n\n青石电子、青电\n独一个\n"


def test_a_set_is_a_line() -> None:
    assert parse_aliases(ALIASES) == (("WHO", "世卫组织", "世界卫生组织"), ("青石电子", "青电"))


@pytest.fixture
def service(write: Callable[..., Path], tmp_path: Path) -> Service:
    folder = write(
        a="通报\n\n世界卫生组织昨天发布了疫苗的报告。",
        b="工厂\n\n青电在城东新建了芯片工厂。",
        c="果园\n\n果园里谁都在忙，今年的报告还没有写。",
    )
    file = tmp_path / "aliases.txt"
    file.write_text(ALIASES, "utf-8")
    service = Service(tmp_path / "home", aliases=file)
    service.rebuild([folder])
    return service


@pytest.mark.parametrize(
    ("query", "title", "found_by"),
    [
        ("世卫组织的报告", "通报", "世卫组织 → 世界卫生组织"),
        ("WHO report", "通报", "WHO → 世界卫生组织"),
        ("青石电子的工厂", "工厂", "青石电子 → 青电"),
    ],
)
def test_a_name_finds_its_other_forms_and_a_hit_says_by_which(
    service: Service, query: str, title: str, found_by: str
) -> None:
    first = service.search(query, 3)[0]
    assert first.passage.article.title == title
    assert found_by in first.names


def test_capitals_are_no_question_word(service: Service) -> None:
    assert service.search("WHO wrote the report", 3)[0].passage.article.title == "通报"
    assert service.search("who wrote the report", 3)[0].names == ()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(AliasesUnusable, match="aliases"):
        Service(tmp_path, aliases=tmp_path / "aliases.txt")
