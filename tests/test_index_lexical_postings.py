import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import postings
from index.lexical.bm25 import Lexical

DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=8), max_size=12)


@given(DOCUMENTS, st.integers(1, 5))
def test_blocks_of_any_size_make_the_same_index(documents: list[list[str]], size: int) -> None:
    whole = Lexical.build(documents).arrays()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "BLOCK", size)
        parts = Lexical.build(documents).arrays()
    assert {name: array.tolist() for name, array in parts.items()} == {n: array.tolist() for n, array in whole.items()}
