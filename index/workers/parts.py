"""The results of workers: Parquet files named by the SHA-256 of their content, in a folder that all workers can reach.

A receipt says which part a batch became, so that no part is made twice. A lost or damaged part counts as missing.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.core import url_to_fs

ROWS = 1 << 10
"""Rows in memory at once."""


class Parts:
    """The parts of one home. Every method may raise OSError."""

    def __init__(self, place: str) -> None:
        """`place`: a folder, or an address such as s3://bucket/folder, for which fsspec needs another package."""
        self.place = place
        self._files, self._root = url_to_fs(place)
        self._files.makedirs(self._root, exist_ok=True)

    def write(self, tables: Iterable[pa.Table]) -> str:
        """Write one or more tables of one schema as a part; return its name."""
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            writer: pq.ParquetWriter | None = None
            for table in tables:
                writer = writer or pq.ParquetWriter(file, table.schema)
                writer.write_table(table)
            assert writer
            writer.close()
            file.flush()
            name = _digest(file)
            if not self._is_whole(name):
                self._files.put_file(file.name, self._part(name))
        return name

    def read(self, name: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a part, after checking all of it. Raises FileNotFoundError if it is missing or damaged."""
        if not self._is_whole(name):
            with suppress(FileNotFoundError):
                self._files.rm_file(self._part(name))
            raise FileNotFoundError(name)
        with self._files.open(self._part(name)) as file:
            yield from pq.ParquetFile(file).iter_batches(ROWS)

    def part_of(self, batch: str) -> str | None:
        """The part that a batch with this digest became; None if it is missing or damaged."""
        try:
            name = self._files.cat_file(self._receipt(batch)).decode()
        except FileNotFoundError:
            return None
        return name if self._is_whole(name) else None

    def note(self, batch: str, name: str) -> None:
        """Remember which part a batch became."""
        self._files.pipe_file(self._receipt(batch), name.encode())

    def clear(self) -> None:
        """Delete all parts and receipts."""
        with suppress(FileNotFoundError):
            self._files.rm(self._root, recursive=True)

    def _is_whole(self, name: str) -> bool:
        try:
            with self._files.open(self._part(name)) as file:
                return _digest(file) == name
        except FileNotFoundError:
            return False

    def _part(self, name: str) -> str:
        return f"{self._root}/{name}.parquet"

    def _receipt(self, batch: str) -> str:
        return f"{self._root}/{batch}.made"


def _digest(file: Any) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
