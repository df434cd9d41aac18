"""Narrowing a transformer: which parts are left out, and how the rest takes over their work."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch")
pytest.importorskip("transformers")

import torch
from torch import Tensor, nn
from transformers import BertConfig

from index.training.model.narrow import RIDGE, Fit, NarrowBert, kept_heads, narrow
from index.training.model.student import Transformer, padded

DIM, HEADS, NEURONS = 16, 4, 24


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    with torch.random.fork_rng():
        torch.manual_seed(0)
        yield


def made() -> NarrowBert:
    config = BertConfig(
        vocab_size=50,
        hidden_size=DIM,
        num_hidden_layers=2,
        num_attention_heads=HEADS,
        intermediate_size=NEURONS,
        initializer_range=0.4,
    )
    body: NarrowBert = NarrowBert(config, add_pooling_layer=False).eval()
    return body


def texts() -> list[list[int]]:
    return [torch.randint(0, 50, (int(torch.randint(2, 20, ())),)).tolist() for _ in range(80)]


def said(body: NarrowBert, ids: Sequence[Sequence[int]]) -> Tensor:
    with torch.no_grad():
        rows: Tensor = Transformer(body)(**padded(ids))
    return rows


def least(
    given: Tensor, wanted: Tensor, layer: nn.Linear, weights: Tensor, kept: list[int], held: list[int]
) -> tuple[Tensor, float]:
    """Brute force: the weights of the inputs `kept`, and the least cost.

    Each input in `held` adds a row that holds it to its old weight.
    """
    ridge = (RIDGE * (given.square() * weights.unsqueeze(1)).sum(0)[held].mean()).sqrt()
    inputs = torch.cat([given[:, kept], torch.ones(len(given), 1)], dim=1) * weights.sqrt().unsqueeze(1)
    rows = ridge * torch.tensor([[float(n == m) for m in [*kept, -1]] for n in held], dtype=torch.float64)
    left = torch.cat([inputs, rows])
    right = torch.cat([wanted * weights.sqrt().unsqueeze(1), ridge * layer.weight.detach().double().T[held]])
    found = torch.linalg.lstsq(left, right).solution
    return found, float((left @ found - right).square().sum())


def test_a_fit_to_what_the_layer_gives_is_the_layer() -> None:
    given, layer = torch.randn(30, 5), nn.Linear(5, 3)
    fit = Fit.of(given, layer(given).detach(), layer, torch.rand(30))
    assert torch.allclose(fit.linear(range(5)).weight, layer.weight, atol=1e-5)
    assert torch.allclose(fit.linear(range(5)).bias, layer.bias, atol=1e-5)


def test_the_fit_by_hand() -> None:
    layer = nn.Linear(1, 1)
    layer.weight.data, layer.bias.data = torch.tensor([[7.0]]), torch.tensor([9.0])
    # Inputs -1 and 1, targets 2 and 6, sample weights 1: bias 4,
    # and input weight (8 + 2 * RIDGE * 7 - 4) / (2 + 2 * RIDGE).
    fit = Fit.of(torch.tensor([[-1.0], [1.0]]), torch.tensor([[2.0], [6.0]]), layer, torch.ones(2))
    assert fit.solved([0]).flatten().tolist() == pytest.approx([(4 + 2 * RIDGE * 7) / (2 + 2 * RIDGE), 4])
    assert fit.explained([0]) == pytest.approx(40, rel=1e-5)  # all of 40: the line goes through both points
    assert fit.explained([]) == pytest.approx(32)  # the mean alone


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**31), st.sets(st.integers(0, 4), min_size=1))
def test_the_fit_and_what_leaving_one_out_costs_are_those_of_brute_force(seed: int, some: set[int]) -> None:
    torch.manual_seed(seed)
    given, wanted, weights = torch.randn(40, 5), torch.randn(40, 3), torch.rand(40)
    layer, kept = nn.Linear(5, 3), sorted(some)
    fit = Fit.of(given, wanted, layer, weights)
    exact = (given.double(), wanted.double(), layer, weights.double())
    solution, whole = least(*exact, kept, kept)
    assert torch.allclose(fit.solved(kept), solution, atol=1e-5)
    for number, loss in zip(kept, fit.losses(kept).tolist(), strict=True):
        _, without = least(*exact, [n for n in kept if n != number], kept)
        assert loss == pytest.approx(without - whole, rel=1e-4, abs=1e-6)


def test_nothing_left_out_changes_nothing() -> None:
    body, ids = made(), texts()
    before = said(body, ids)
    narrow(body, ids, HEADS, NEURONS)
    assert torch.allclose(said(body, ids), before, atol=1e-4)


def test_heads_and_neurons_that_are_there_twice_go_without_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.training.model.narrow.RIDGE", 1e-9)
    monkeypatch.setattr("index.training.model.narrow.AT_ONCE", 1)  # two at once could be duplicates of each other
    body, ids = made(), texts()
    half, size = NEURONS // 2, DIM // HEADS
    for layer in body.encoder.layer:
        inner, wide = layer.attention.self, layer.intermediate.dense
        for part in (inner.query, inner.key, inner.value):
            for one, other in ((0, 1), (3, 2)):
                for values in (part.weight.data, part.bias.data):
                    values[other * size : (other + 1) * size] = values[one * size : (one + 1) * size]
        wide.weight.data[half:], wide.bias.data[half:] = wide.weight.data[:half], wide.bias.data[:half]
    before = said(body, ids)
    narrow(body, ids, HEADS // 2, half)
    assert body.encoder.layer[1].attention.self.key.out_features == DIM // 2
    assert body.encoder.layer[1].intermediate.dense.out_features == half
    assert torch.allclose(said(body, ids), before, atol=1e-3)


def test_the_fit_mends_what_leaving_out_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted, cut, ids, new = made(), made(), texts(), texts()
    cut.load_state_dict(fitted.state_dict())
    whole = said(fitted, new)
    narrow(fitted, ids, 3, 18)
    monkeypatch.setattr("index.training.model.narrow.RIDGE", 1e9)  # held so firmly that nothing is fitted
    narrow(cut, ids, 3, 18)
    assert 1 - (said(fitted, new) * whole).sum(1).mean() < 0.5 * (1 - (said(cut, new) * whole).sum(1).mean())


def test_a_narrowed_model_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    body, ids = made(), texts()
    narrow(body, ids, 3, 18)
    (tmp_path / "tokenizer.json").write_text("{}", "utf-8")
    Transformer(body).save(tmp_path / "narrow", tmp_path / "tokenizer.json")
    loaded = Transformer.load(tmp_path / "narrow").body
    assert (kept_heads(loaded.config), loaded.config.intermediate_size) == (3, 18)
    assert torch.equal(said(loaded, ids), said(body, ids))


def test_more_than_there_is_cannot_be_kept() -> None:
    body = made()
    narrow(body, texts(), 2 * HEADS, 2 * NEURONS)
    assert (kept_heads(body.config), body.config.intermediate_size) == (HEADS, NEURONS)
