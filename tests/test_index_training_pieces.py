"""Which word pieces there are, their rows in four bits, and exchanging the pieces of a trained model."""

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("jieba", reason="the extra `train` is not installed")

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from jieba import dt
from torch.nn.functional import cosine_similarity

from index.training.data.tokenizer import chinese_pieces
from index.training.model.initialisation import explained
from index.training.model.rounding import UNIT, four_bits, levels, rounded
from index.training.model.vocabulary_exchange import exchanged_table


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for one word, and limit jieba's dictionary to words of these characters."""
    dt.initialize()
    known = {word: count for word, count in dt.FREQ.items() if set(word) <= set("我们的人民经济膨大")}
    monkeypatch.setattr(dt, "FREQ", known)
    monkeypatch.setattr("index.training.data.tokenizer.WORDS", 1)


@pytest.mark.usefixtures("few")
def test_words_that_the_dictionary_explains_come_before_others() -> None:
    texts = ["我们的人民"] * 9 + ["经济"]
    words = [piece for piece in chinese_pieces(texts, {"经济"}) if len(piece) > 1]
    assert words == ["经济"]
    assert [piece for piece in chinese_pieces(texts, ()) if len(piece) > 1] != words


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(("times", "taken"), [(190, "膨大"), (210, "我们")])
def test_a_word_that_the_dictionary_does_not_explain_counts_a_two_hundredth(times: int, taken: str) -> None:
    pieces = chinese_pieces(["我们"] * times + ["膨大"], {"膨大"})
    assert [piece for piece in pieces if len(piece) > 1] == [taken]


def test_a_gloss_that_says_nothing_explains_nothing() -> None:
    words = {
        "张": ["surname zhang"],
        "膨大": ["to swell"],
        "見": ["see 见", "variant of 现"],
        "空": ["(aside)", "empty"],
    }
    assert explained(words) == {"膨大", "空"}


def test_each_number_takes_the_nearest_level() -> None:
    rows = torch.tensor([[3.0, 1.0, -1.0, -3.0]])  # their root mean square is the square root of five
    found, scale = four_bits(rows)
    assert torch.equal(found, (rows.unsqueeze(-1) / 5**0.5 - levels()).abs().argmin(-1))
    near = levels()[found]
    assert (scale / UNIT).item() == pytest.approx((rows @ near.T / (near @ near.T)).item())


def test_the_levels_are_those_that_lose_least_of_a_normal_distribution() -> None:
    by_max = torch.tensor([0.1284, 0.3881, 0.6568, 0.9424, 1.256, 1.618, 2.069, 2.733])
    assert torch.allclose(levels(), torch.cat([-by_max.flip(0), by_max]), rtol=0.012)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(1e-6, 1e6))
def test_a_row_of_normally_distributed_numbers_loses_a_hundredth_of_its_square(seed: int, size: float) -> None:
    rows = torch.randn(50, 384, generator=torch.Generator().manual_seed(seed)) * size
    lost = (rounded(rows) - rows).square().sum() / rows.square().sum()
    assert 0.008 < lost.item() < 0.0115  # 0.009497 by Max's table


def test_what_is_rounded_stays_as_it_is() -> None:
    rows = torch.randn(500, 384, generator=torch.Generator().manual_seed(5))
    once = rounded(rows)
    assert torch.equal(four_bits(once)[0], four_bits(rows)[0])
    assert torch.allclose(rounded(once), once, atol=1e-6)


def test_a_row_of_noughts_stays_one() -> None:
    assert torch.equal(rounded(torch.zeros(1, 8)), torch.zeros(1, 8))


def test_gradients_go_straight_through_the_rounding() -> None:
    rows = torch.randn(3, 8, generator=torch.Generator().manual_seed(1), requires_grad=True)
    weights = torch.arange(24.0).reshape(3, 8)
    (rounded(rows) * weights).sum().backward()  # type: ignore[no-untyped-call]
    assert torch.equal(rows.grad if rows.grad is not None else torch.zeros(()), weights)


def test_known_pieces_keep_their_rows_and_new_ones_go_where_the_others_went() -> None:
    draw = np.random.default_rng(3)
    chinese = [chr(0x4E00 + n) for n in range(400)]
    start = torch.from_numpy(draw.normal(size=(402, 8))).float()
    turn, away = torch.from_numpy(draw.normal(size=(8, 8))).float(), torch.from_numpy(draw.normal(size=8)).float()
    place = {piece: n for n, piece in enumerate(["a", "b", *chinese])}
    known = {piece: n for n, piece in enumerate(["b", *chinese[:399], "gone"])}
    trained = torch.zeros(len(known), 8)
    trained[1:400] = start[2:401] @ turn + away
    trained[0] = 7
    table = exchanged_table(trained, known, start, place)
    assert torch.equal(table[1:401], trained[:400])
    moved = start @ turn + away
    assert cosine_similarity(table[401], moved[401], dim=0) > 0.999
    assert cosine_similarity(table[0], moved[0], dim=0) > 0.999
