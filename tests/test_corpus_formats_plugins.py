from pathlib import Path

import pytest

from corpus.discovery import find_files
from corpus.formats.registry import PLUGINS, READERS, format_of, suffixes
from tests.plugin import install
from tests.sample_files import SENTENCE, TEXT, TITLE, only_article, only_reason, plain

TINY = """
from corpus.formats.page import Page

def entry(path):
    title, text = path.read_text("utf-8").split("|")
    yield Page(text, title=title)
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that packages are installed into."""
    monkeypatch.syspath_prepend(tmp_path / "site")
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def test_a_package_adds_a_format(site: Path, tmp_path: Path) -> None:
    install(site, PLUGINS, ".bar", TINY)
    path = tmp_path / "article.BAR"
    path.write_text(f"{TITLE}|{TEXT}", "utf-8")
    assert format_of(path) == ".bar"
    assert suffixes() == (*READERS, ".bar")
    article, _ = only_article(path)
    assert article.title == TITLE
    assert SENTENCE in article.text
    assert path in find_files([tmp_path])[0]


def test_a_package_replaces_no_format_of_ours(site: Path, tmp_path: Path) -> None:
    install(site, PLUGINS, ".txt", "raise ImportError('not to be imported')")
    path = tmp_path / "article.txt"
    path.write_bytes(plain())
    assert only_article(path)[0].title == TITLE
    assert suffixes() == tuple(READERS)


def test_a_format_that_cannot_be_loaded_is_told_of_its_file(site: Path, tmp_path: Path) -> None:
    install(site, PLUGINS, ".baz", "import no_such_library")
    path = tmp_path / "article.baz"
    path.write_text(TEXT, "utf-8")
    reason = only_reason(path)
    assert "tiny-.baz" in reason
    assert "no_such_library" in reason


def test_a_name_that_is_no_suffix_is_no_format(site: Path) -> None:
    install(site, PLUGINS, "word", "entry = None")
    assert suffixes() == tuple(READERS)
