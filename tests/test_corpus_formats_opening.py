"""Opening files: compressed data is expanded, but only up to a limit."""

import gzip
import zlib
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from corpus.formats import opening as files
from corpus.formats.opening import read_bytes, read_lines


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scale the limit of 32 MiB per article down to 3,200 bytes."""
    monkeypatch.setattr(files, "LARGEST_PAGE", 3_200)


def test_a_file_is_read_whole_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, limit=100) == b"x" * 100
    with pytest.raises(UnreadableFile, match=r"^larger than 0 MiB; split it"):
        read_bytes(path, limit=99)


def test_compressed_files_count_as_large_as_they_expand(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"x" * 100))
    assert read_bytes(path, limit=100) == b"x" * 100
    with pytest.raises(UnreadableFile, match=r"^larger than"):
        read_bytes(path, limit=99)


@pytest.mark.usefixtures("small_pages")
def test_a_decompression_bomb_is_refused_before_it_has_expanded(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((b"x" * 3_000 + b"\n") * 10_000))
    lines = read_lines(path)
    with pytest.raises(UnreadableFile, match=r"^expands to more than \d+ MiB, over 200 times its size"):
        list(lines)


@pytest.mark.usefixtures("small_pages")
def test_a_line_without_end_is_refused_with_its_number(tmp_path: Path) -> None:
    for codec in ("utf-8", "utf-16"):
        path = tmp_path / f"{codec}.jsonl"
        path.write_bytes(("short\n" + "x" * 5_000).encode(codec))
        lines = read_lines(path)
        assert next(lines) == "short\n"
        with pytest.raises(UnreadableFile, match=r"^read up to line 2, which is longer than"):
            next(lines)


@pytest.mark.parametrize("cut", [12, 40, -1])
def test_a_compressed_file_cut_short_is_noticed(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(bytes(range(256)) * 4)[:cut])
    with pytest.raises((EOFError, OSError, zlib.error)):
        read_bytes(path)


def test_lines_keep_their_ends_and_lose_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一\r\n二\n三".encode("utf-8-sig"))
    assert list(read_lines(path)) == ["一\r\n", "二\n", "三"]
    path.write_bytes("一\n二".encode("utf-16"))
    assert list(read_lines(path)) == ["一\n", "二"]


def test_a_binary_line_among_text_spoils_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("今天开会。\n".encode() * 200_000 + b"\xff\xfe\x00\x01\n" + "散会。\n".encode())
    lines = list(read_lines(path))
    assert len(lines) == 200_002
    assert "\ufffd" in lines[-2]
    assert lines[-1] == "散会。\n"
