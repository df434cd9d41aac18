from pathlib import Path

import pytest

from qa.settings import collections, home_folder, model_name


def test_an_argument_wins_over_the_environment_and_that_over_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("QA_HOME", raising=False)
    assert home_folder().name == "article-qa"
    monkeypatch.setenv("QA_HOME", str(tmp_path / "env"))
    assert home_folder() == tmp_path / "env"
    assert home_folder(tmp_path / "given") == tmp_path / "given"
    assert not (tmp_path / "env").exists()


def test_the_default_home_is_resolved_as_any_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.delenv("QA_HOME", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "link" / "article-qa")
    assert home_folder() == tmp_path / "real" / "article-qa"


def test_only_a_folder_with_the_name_of_a_collection_is_one(tmp_path: Path) -> None:
    for name in ("east", "east copy", ".east", "西", "main", "no-index"):
        folder = tmp_path / "collections" / name
        folder.mkdir(parents=True)
        if name != "no-index":
            (folder / "CURRENT").write_text("1")
    assert collections(tmp_path) == ["main", "east", "西"]


def test_the_model_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_MODEL", raising=False)
    assert model_name() is None
    monkeypatch.setenv("QA_MODEL", "hashing")
    assert model_name() == "hashing"
    assert model_name("bundled") == "bundled"
