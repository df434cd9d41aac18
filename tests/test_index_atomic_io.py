"""Arrays on disk."""

from pathlib import Path

import numpy as np
import pytest

from index.atomic_io import read_array, write_array


@pytest.mark.parametrize("shape", [(0,), (5,), (3, 2)])
def test_an_array_is_read_as_it_was_written_however_it_lies_in_memory(tmp_path: Path, shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape), dtype=np.int32).reshape(shape)
    for n, each in enumerate((array, array.T, array[::-1])):
        write_array(tmp_path / f"{n}.npy", each)
        found = read_array(tmp_path / f"{n}.npy")
        assert found.dtype == each.dtype
        assert found.tolist() == each.tolist()
        assert np.load(tmp_path / f"{n}.npy", allow_pickle=False).tolist() == each.tolist()
