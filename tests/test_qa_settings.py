from pathlib import Path

import pytest

from qa.settings import home_folder, model_name


def test_an_argument_wins_over_the_environment_and_that_over_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("QA_HOME", raising=False)
    assert home_folder().name == "article-qa"
    monkeypatch.setenv("QA_HOME", str(tmp_path / "env"))
    assert home_folder() == tmp_path / "env"
    assert home_folder(tmp_path / "given") == tmp_path / "given"
    assert not (tmp_path / "env").exists()


def test_the_model_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_MODEL", raising=False)
    assert model_name() is None
    monkeypatch.setenv("QA_MODEL", "hashing")
    assert model_name() == "hashing"
    assert model_name("bundled") == "bundled"
