"""The contract of every embedder."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.dense.embedders import BUNDLED, EMBEDDERS, PLUGINS, Embedder, load_embedder
from index.dense.onnx import MODEL, OnnxEmbedder
from index.errors import ModelUnavailable
from tests.plugin import install
from tests.tiny_bert import HIDDEN, write_bert

TEXTS = ["太原是首脑", "忻州承载产业", "a small sentence about grain", "太原是首脑", "。", "长" * 3000]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 16-dimensional sentence-transformers model with random weights, saved in the usual way."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertModel

    folder = tmp_path_factory.mktemp("tiny")
    words = [*"太原是首脑忻州承载产业。长", "a", "small", "sentence"]
    body = Transformer(str(write_bert(BertModel, words, folder / "bert", 64)))
    SentenceTransformer(modules=[body, Pooling(HIDDEN)]).save(str(folder / "model"))
    return folder / "model"


PLUGIN = """
from index.dense.hashing import HashingEmbedder

class Renamed(HashingEmbedder):
    def __init__(self, model):
        self.name = f"renamed:{model}"

entry = Renamed
"""


@pytest.fixture(params=[*sorted(EMBEDDERS), "renamed:small"])
def embedder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Embedder:
    if request.param.startswith("renamed"):
        install(tmp_path, PLUGINS, "renamed", PLUGIN)
        monkeypatch.syspath_prepend(tmp_path)
    if request.param == "sentence-transformers":
        return load_embedder(f"sentence-transformers:{request.getfixturevalue('tiny_model')}")
    return OnnxEmbedder() if request.param == BUNDLED else load_embedder(request.param)


def test_passages_are_unit_rows_of_the_stated_width(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), embedder.dim), np.dtype(np.float32))
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_text_has_its_vector_whatever_stands_beside_it(embedder: Embedder) -> None:
    together = embedder.passages(TEXTS)
    alone = np.vstack([embedder.passages([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-4)
    assert np.array_equal(together[0], together[3])


def test_different_texts_have_different_vectors(embedder: Embedder) -> None:
    vectors = embedder.passages(TEXTS)
    assert not np.allclose(vectors[0], vectors[1], atol=1e-3)


def test_a_query_is_one_unit_row(embedder: Embedder) -> None:
    vector = embedder.query("太原是首脑")
    assert (vector.shape, vector.dtype) == ((1, embedder.dim), np.dtype(np.float32))
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


def test_nothing_gives_nothing(embedder: Embedder) -> None:
    assert embedder.passages([]).shape == (0, embedder.dim)


def test_name_and_fingerprint_load_the_same_model_again(embedder: Embedder) -> None:
    again = load_embedder(embedder.name)
    assert (again.name, again.fingerprint) == (embedder.name, embedder.fingerprint)
    assert np.array_equal(again.query("太原是首脑"), embedder.query("太原是首脑"))


def test_the_bundled_model_is_loaded_once_for_all_who_ask() -> None:
    assert load_embedder(BUNDLED) is load_embedder(BUNDLED)


def test_the_bundled_model_brings_a_translation_near() -> None:
    model = load_embedder("bundled")
    passages = model.passages(["太原市的铁路建设", "怎样做番茄炒蛋"])
    railway, cooking = passages @ model.query("building railways in taiyuan")[0]
    assert railway > cooking + 0.2


def test_a_model_of_any_name_may_be_a_folder(tiny_model: Path) -> None:
    assert load_embedder(str(tiny_model)).dim == 16


@pytest.mark.parametrize("name", ["sentence-transformers:", "not a name!", "/no/such/folder"])
def test_a_model_that_cannot_be_had_is_one_clear_error(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"bundled|NAME"):
        load_embedder(name)


def test_a_folder_without_a_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_embedder(str(tmp_path))


def test_a_hub_out_of_reach_is_one_clear_error(monkeypatch: pytest.MonkeyPatch, unreachable: Callable[[], str]) -> None:
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", unreachable())
    with pytest.raises(ModelUnavailable, match="check the name and the network"):
        load_embedder("somebody/a-model-that-nobody-has")


@pytest.fixture
def unreachable() -> Callable[[], str]:
    """A function that returns a local URL at which nothing listens."""
    import socket

    def address() -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return f"http://127.0.0.1:{probe.getsockname()[1]}"

    return address


def made_sentences(count: int) -> list[str]:
    """Folded sentences in both languages, all different."""
    zh = ["太原", "忻州", "农民", "大学生", "医院", "新工厂", "列车", "市场"]
    en = ["the city", "a farmer", "the students", "one hospital", "a new factory", "the train", "a market", "taiyuan"]
    verbs = [("建设", "builds"), ("需要", "needs"), ("离开", "leaves"), ("支持", "supports")]
    sentences = []
    for n in range(count):
        a, b, v = n % 8, n // 8 % 8, n // 64 % 4
        number = n // 2
        zh_says = f"{number}年,{zh[a]}{verbs[v][0]}{zh[b]}。" * (1 + n % 5)
        en_says = f"in {number}, {en[a]} {verbs[v][1]} {en[b]}. " * (1 + n % 5)
        sentences.append(zh_says if n % 2 else en_says)
    return sentences


def test_the_bundled_folder_is_a_sentence_transformers_model_with_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    texts = made_sentences(1_000)
    model = SentenceTransformer(str(MODEL), trust_remote_code=True, local_files_only=True, device="cpu")
    theirs, ours = model.encode(texts), load_embedder("bundled").passages(texts)
    assert (model.get_embedding_dimension(), model.max_seq_length) == (ours.shape[1], 512)
    assert (theirs * ours).sum(axis=1).min() >= 0.99


def test_the_fast_way_imports_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from index.dense.embedders import load_embedder; load_embedder('bundled').passages(['太原', 'a city']); "
        "print(*sorted({'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_what_is_shipped_is_at_most_forty_megabytes() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir() if path.is_file()) <= 40_000_000


def test_callers_at_the_same_time_get_what_each_would_get_alone() -> None:
    model = load_embedder("bundled")
    texts = made_sentences(48)
    alone = [model.passages(texts[n : n + 6]) for n in range(0, 48, 6)]
    with ThreadPoolExecutor(8) as callers:
        together = list(callers.map(lambda n: model.passages(texts[n : n + 6]), range(0, 48, 6)))
        queries = list(callers.map(model.query, texts[:8]))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))
    assert np.array_equal(np.vstack(queries), model.passages(texts[:8]))


def test_more_texts_than_a_window_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    model, texts = load_embedder("bundled"), made_sentences(11)
    whole = model.passages(texts)
    monkeypatch.setattr("index.dense.onnx.WINDOW", 3)
    assert np.array_equal(model.passages(texts), whole)


def test_a_bundled_model_that_lacks_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").touch()
    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json is missing"):
        OnnxEmbedder(tmp_path)
