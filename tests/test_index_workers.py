"""What workers compute, and how it is put together. No cluster is needed."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.fold import fold
from index.dense.embedders import load_embedder
from index.errors import WorkersUnavailable
from index.lexical.terms import count_terms
from index.near_duplicates import empty_hash, min_hash
from index.types import STORED
from qa.service import Service

pa = pytest.importorskip("pyarrow", reason="the extra ray is not installed")

from index.workers.parts import Parts  # noqa: E402  # needs pyarrow
from index.workers.tasks import Batch, Setup, count, hash_texts, terms_of, work  # noqa: E402

EMBEDDER = load_embedder("hashing")
SETUP = Setup.of(EMBEDDER)
PLACES = ("folder", "memory")


@pytest.fixture(params=PLACES)
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Parts]:
    made = Parts(str(tmp_path / "parts") if request.param == "folder" else f"memory://{tmp_path.name}")
    yield made
    made.clear()


def table(*numbers: int) -> Any:
    return pa.table({"number": list(numbers)})


def numbers(parts: Parts, name: str) -> list[int]:
    return [number for rows in parts.read(name) for number in rows.column("number").to_pylist()]


def test_a_part_is_written_once_under_its_content(parts: Parts) -> None:
    name = parts.write([table(1, 2), table(3)])
    assert numbers(parts, name) == [1, 2, 3]
    assert parts.write([table(1, 2), table(3)]) == name
    assert parts.write([table(1, 2), table(4)]) != name


def test_a_receipt_leads_to_a_part_while_that_is_whole(parts: Parts) -> None:
    assert parts.part_of("batch") is None
    name = parts.write([table(1)])
    parts.note("batch", name)
    assert parts.part_of("batch") == name
    path = f"{parts._root}/{name}.parquet"
    body = parts._files.cat_file(path)
    parts._files.pipe_file(path, body[:-1] + bytes([body[-1] ^ 1]))
    assert parts.part_of("batch") is None
    with pytest.raises(FileNotFoundError):
        list(parts.read(name))
    assert parts.write([table(1)]) == name
    assert parts.part_of("batch") == name


def test_nothing_is_left_of_parts_that_are_cleared(tmp_path: Path) -> None:
    parts = Parts(str(tmp_path / "parts"))
    parts.note("batch", parts.write([table(1)]))
    parts.clear()
    parts.clear()
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.tuples(st.text(), st.booleans()), max_size=5))
def test_terms_and_vectors_come_back_as_they_were_made(given_texts: list[tuple[str, bool]]) -> None:
    texts = [fold(text) for text, _ in given_texts]
    embed = [i for i, (_, wanted) in enumerate(given_texts) if wanted]
    tables = count(SETUP, {"texts": texts, "embed": embed})
    made = list(terms_of(rows for each in tables for rows in each.to_batches()))
    assert len(made) == len(texts)
    for i, (text, (vector, terms)) in enumerate(zip(texts, made, strict=True)):
        expected = count_terms(text)
        for name in ("keys", "counts", "opening"):
            found, wanted = getattr(terms, name), getattr(expected, name)
            assert found.dtype == wanted.dtype
            assert found.tolist() == wanted.tolist()
        assert vector.tobytes() == (EMBEDDER.passages([text]).astype(STORED).tobytes() if i in embed else b"")


@given(st.text())
def test_a_minhash_comes_back_as_it_was_made(text: str) -> None:
    (state,) = next(hash_texts(SETUP, {"texts": [text]})).column("hash").to_pylist()
    hashes = empty_hash()
    hashes.__setstate__(state)
    assert hashes.digest() == min_hash(text).digest()


def test_a_batch_is_known_by_all_that_its_part_depends_on() -> None:
    batch = Batch("count", {"texts": ["太原"], "embed": [0]})
    others = [
        (replace(SETUP, fingerprint="other"), batch),
        (replace(SETUP, recipe="other"), batch),
        (SETUP, replace(batch, task="hash")),
        (SETUP, replace(batch, request={"texts": ["太原"], "embed": []})),
        (SETUP, replace(batch, request={"texts": ["忻州"], "embed": [0]})),
    ]
    digests = {each.digest(setup) for setup, each in [(SETUP, batch), *others]}
    assert len(digests) == 1 + len(others)
    assert replace(batch, seconds=9).digest(SETUP) == batch.digest(SETUP)


def test_a_worker_of_another_version_refuses(tmp_path: Path) -> None:
    other = replace(SETUP, recipe=json.dumps({"reader": "of yesterday"}))
    with pytest.raises(WorkersUnavailable, match="has another version of article-qa"):
        work(other, Batch("hash", {"texts": ["太原"]}), str(tmp_path))


def test_a_place_that_nobody_can_write_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkersUnavailable, match=r"^parts cannot be kept in .*/file/parts \(.*name a folder"):
        work(SETUP, Batch("hash", {"texts": ["太原"]}), str(tmp_path / "file" / "parts"))
    with pytest.raises(WorkersUnavailable, match=r"^parts cannot be kept in nowhere://x"):
        Service(tmp_path / "home", model="hashing").rebuild([tmp_path], ray="local", parts="nowhere://x")


def test_vectors_of_workers_are_taken_as_they_are() -> None:
    from index.workers.spread import _Embedded

    made = {"一": np.full(EMBEDDER.dim, 0.5, STORED)}
    found = _Embedded(EMBEDDER, made).passages(["二", "一"])
    assert found[0].tolist() == EMBEDDER.passages(["二"])[0].tolist()
    assert found[1].tolist() == [0.5] * EMBEDDER.dim
