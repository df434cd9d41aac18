"""Entry points of installed packages extend a registry."""

import sys
from pathlib import Path

import pytest

from corpus.errors import QAError
from corpus.plugins import entry_names, find_entry
from tests.plugin import install

GROUP = "article_qa.tests"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that packages are installed into."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_an_installed_package_adds_an_entry_that_is_imported_when_it_is_asked_for(site: Path) -> None:
    install(site, GROUP, "seven", "entry = 7")
    assert entry_names({"one": 1}, GROUP) == ["one", "seven"]
    assert "tiny_seven" not in sys.modules
    assert find_entry({"one": 1}, GROUP, "seven", QAError) == 7
    assert find_entry({"one": 1}, GROUP, "eight", QAError) is None


def test_no_package_replaces_an_entry_of_ours(site: Path) -> None:
    install(site, GROUP, "mine", "entry = 'theirs'")
    assert find_entry({"mine": "ours"}, GROUP, "mine", QAError) == "ours"
    assert entry_names({"mine": "ours"}, GROUP) == ["mine"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [("import no_such_library", "no_such_library"), ("raise ValueError('a\\nb')", r"\(a\)"), ("other = 1", "entry")],
)
def test_a_package_that_cannot_be_loaded_is_one_clear_line(site: Path, source: str, reason: str) -> None:
    name = f"broken{len(reason)}"
    install(site, GROUP, name, source)
    with pytest.raises(QAError, match=reason) as raised:
        find_entry({}, GROUP, name, QAError)
    assert f"tiny-{name}" in str(raised.value)
    assert "\n" not in str(raised.value)
