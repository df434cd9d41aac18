"""Text recognition for pages that are pictures, with the extra `[ocr]`: RapidOCR on pages drawn by PDFium."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

DOTS_PER_INCH = 200
MAX_SIDE = 4_000
"""Pixels; larger pages, such as posters, are scaled down."""
LEAST_SURE = 0.5
"""Minimum score (0 to 1) of a line; below it, the recogniser is guessing."""


def is_installed() -> bool:
    """Whether text recognition is installed."""
    return find_spec("rapidocr_onnxruntime") is not None and find_spec("pypdfium2") is not None


def recognised(pdf: bytes, pages: Sequence[int]) -> dict[int, str]:
    """The text of these pages of a PDF, by page index from 0, without those that cannot be drawn.

    A page without text has "". Empty if text recognition is not installed, or the PDF cannot be opened.
    """
    return dict(_texts(pdf, pages)) if is_installed() else {}


def _texts(pdf: bytes, pages: Sequence[int]) -> Iterator[tuple[int, str]]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(pdf)
    except PdfiumError:
        return
    try:
        for index in pages:
            try:
                page = document[index]
                scale = min(DOTS_PER_INCH / 72, MAX_SIDE / max(1.0, *page.get_size()))
                picture = page.render(scale=scale, grayscale=True).to_numpy()
                page.close()
            except (PdfiumError, IndexError):
                continue
            yield index, "\n".join(_lines(picture))
    finally:
        document.close()


def _lines(picture: Any) -> Iterator[str]:
    found, _ = _recogniser()(picture)
    for _, text, score in found or ():
        if float(score) >= LEAST_SURE:
            yield text


@lru_cache(maxsize=1)
def _recogniser() -> Any:
    """RapidOCR; its models come with its package and take a second to load."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()
