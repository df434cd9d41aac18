"""The contract of every reader: the same article in each format gives the same sentence, title and date."""

import gzip
import random
from pathlib import Path

import pytest

from corpus.formats.registry import PACKED_ALREADY, READERS, Page, format_of
from corpus.read import read_file
from tests.sample_files import DAY, MAKE, SENTENCE, SOURCE, TITLE, only_article, only_reason

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(7).randbytes(2_000)


def test_every_reader_is_under_contract() -> None:
    assert set(MAKE) == set(READERS)


@pytest.mark.parametrize("suffix", READERS)
def test_the_reader_finds_sentence_title_and_date(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"article{suffix}"
    path.write_bytes(MAKE[suffix]())
    article, note = only_article(path)
    assert SENTENCE in article.text.split("\n")
    assert article.title == TITLE
    assert article.published == DAY
    assert note.dated
    assert note.replaced == 0
    assert "脚本里的字" not in article.text
    if suffix != ".docx":  # there it is neither in the text nor among the properties
        assert article.source == SOURCE


@pytest.mark.parametrize("suffix", READERS)
def test_the_reader_alone_yields_one_page(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"article{suffix}"
    path.write_bytes(MAKE[suffix]())
    (page,) = READERS[suffix](path)
    assert isinstance(page, Page)
    assert SENTENCE in page.text


@pytest.mark.parametrize("suffix", READERS)
def test_upper_case_suffixes_are_the_same(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"ARTICLE{suffix.upper()}"
    path.write_bytes(MAKE[suffix]())
    assert SENTENCE in only_article(path)[0].text


@pytest.mark.parametrize("suffix", sorted(READERS.keys() - PACKED_ALREADY))
def test_text_formats_are_read_compressed(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"article{suffix}.gz"
    path.write_bytes(gzip.compress(MAKE[suffix]()))
    assert SENTENCE in only_article(path)[0].text


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"", "empty file (0 bytes)"),
        (PICTURE, "corrupt|binary"),
        (b"%PDF-1.7\n\x00\x01garbage", "corrupt|binary"),
        (b"PK\x03\x04\x00\x00garbage", "corrupt|binary"),
    ],
)
def test_a_bad_file_gives_exactly_one_reason(suffix: str, bad: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / f"bad{suffix}"
    path.write_bytes(bad)
    found = only_reason(path)
    assert any(word in found for word in reason.split("|")), found


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_cut_short_is_read_or_told_never_raised(suffix: str, tmp_path: Path) -> None:
    path, whole = tmp_path / f"cut{suffix}", MAKE[suffix]()
    for size in range(1, len(whole), max(1, len(whole) // 25)):
        path.write_bytes(whole[:size])
        assert list(read_file(path))


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.TXT", ".txt"),
        ("a.jsonl.gz", ".jsonl"),
        ("a.html.GZ", ".html"),
        ("a.pdf.gz", ""),
        ("a.gz", ""),
        ("a.xls", ""),
        ("a.warc.gz", ".warc"),
        ("a.xlsx.gz", ""),
        ("README", ""),
    ],
)
def test_the_name_tells_the_format(name: str, suffix: str) -> None:
    assert format_of(Path(name)) == suffix
