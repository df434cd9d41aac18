"""The sample is indexed by another process while the page is made."""

from collections.abc import Callable
from pathlib import Path

import pytest

import index.opened
from index.errors import ModelUnavailable
from qa.beside import sample_indexed_beside
from qa.origin import sample_folder
from qa.service import Service


def test_an_empty_home_has_the_sample_when_it_was_waited_for(tmp_path: Path) -> None:
    sample_indexed_beside(tmp_path / "home", "hashing")()
    assert Service(tmp_path / "home").status().paths == (str(sample_folder()),)


def test_what_is_indexed_already_stays_as_it_is(tmp_path: Path, write: Callable[..., Path]) -> None:
    service = Service(tmp_path / "home", model="hashing")
    service.rebuild([write(one="卡祖笛博物馆的文章。")])
    sample_indexed_beside(tmp_path / "home", "hashing")()
    assert (service.status().generation, service.status().articles) == (1, 1)


def test_an_error_of_the_other_process_is_raised_here(tmp_path: Path) -> None:
    wait = sample_indexed_beside(tmp_path / "home", f"sentence-transformers:{tmp_path}/none")
    with pytest.raises(ModelUnavailable):
        wait()


def test_a_warm_service_has_the_index_open(sample_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Service(tmp_path / "empty").warm()  # that there is no index is told to who asks
    service = Service(sample_home)
    service.warm()
    monkeypatch.setattr(index.opened, "open_index", lambda home: pytest.fail(f"{home} is opened again"))
    monkeypatch.setattr(index.opened, "load_model", lambda manifest: pytest.fail("the model is loaded again"))
    assert service.ask("忻州承担什么角色？").answered
