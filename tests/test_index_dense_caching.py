from collections.abc import Sequence

import numpy as np

from index.dense.caching import CachingEmbedder
from index.dense.hashing import HashingEmbedder
from index.types import Vectors


class Counting(HashingEmbedder):
    """Records the texts that it embeds."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().passages(texts)

    def query(self, text: str) -> Vectors:
        self.texts.append(f"? {text}")
        return HashingEmbedder().query(text)


def test_vectors_are_those_of_the_model_in_the_order_asked_for() -> None:
    texts = ["忻州", "太原", "忻州", "朔州"]
    remembering = CachingEmbedder(HashingEmbedder())
    for _ in range(2):
        assert np.array_equal(remembering.passages(texts), HashingEmbedder().passages(texts))
        assert np.array_equal(remembering.query("忻州"), HashingEmbedder().query("忻州"))
    assert remembering.passages([]).shape == (0, 64)


def test_what_is_known_is_not_embedded_again_and_the_oldest_is_forgotten() -> None:
    model = Counting()
    remembering = CachingEmbedder(model, size=2)
    remembering.passages(["甲", "乙"])
    remembering.query("甲")
    model.texts.clear()
    remembering.passages(["乙"])
    remembering.query("甲")
    assert model.texts == []
    remembering.passages(["丙"])
    model.texts.clear()
    remembering.passages(["丙", "乙"])
    assert "乙" in model.texts


def test_what_is_remembered_holds_nothing_of_the_models_memory() -> None:
    class Whole(HashingEmbedder):
        def __init__(self) -> None:
            super().__init__()
            self.given: list[Vectors] = []

        def query(self, text: str) -> Vectors:
            self.given.append(super().query(text))
            return self.given[-1]

    model = Whole()
    remembering = CachingEmbedder(model)
    remembering.query("忻州")
    assert not np.shares_memory(remembering.query("忻州"), model.given[0])
    texts = [f"{n}" for n in range(100)]
    remembering.passages(texts)
    assert all(vector.base is None or vector.base.size == vector.size for vector in remembering._vectors.values())
