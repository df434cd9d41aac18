"""PowerPoint files (.pptx), read with python-pptx."""

from collections.abc import Iterable, Iterator
from functools import reduce
from io import BytesIO
from pathlib import Path
from typing import Any

from corpus.cleaning.unwrap import glued
from corpus.errors import UnreadableFile
from corpus.formats.office.package import broken_as, day_made, read_package
from corpus.formats.page import Page
from corpus.formats.quiet import in_short
from corpus.formats.tables import grid, row_lines
from corpus.types import Metadata


def read_pptx(path: Path) -> Iterator[Page]:
    """A presentation is one article: the slides in order, each with its notes, without hidden slides.

    Raises UnreadableFile when it is broken, needs a password or would expand past the size limits.
    """
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    data = read_package(path)
    try:
        with broken_as("office_broken"):
            presentation = Presentation(BytesIO(data))
            text = "\n".join(line for slide in presentation.slides for line in _slide(slide))
            properties = presentation.core_properties
            title, made = properties.title, properties.created
    except PythonPptxError as error:
        raise UnreadableFile("office_broken", detail=in_short(error)) from None
    generic = title.strip().lower() in ("powerpoint presentation", "powerpoint 演示文稿")
    yield Page(text, title="" if generic else title.strip(), otherwise=Metadata(published=day_made(made)))


def _slide(slide: Any) -> Iterator[str]:
    if slide._element.get("show") == "0":  # python-pptx has no attribute for hidden slides
        return
    yield from _shapes(slide.shapes)
    if slide.has_notes_slide:
        yield from _shapes(shape for shape in slide.notes_slide.shapes if not _is_furniture(shape))


def _is_furniture(shape: Any) -> bool:
    """Whether a shape in the notes is the slide number, a header, a footer or a date."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    kinds = (PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE)
    return shape.is_placeholder and shape.placeholder_format.type in kinds


def _shapes(shapes: Iterable[Any]) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield from _paragraphs(shape.text_frame)
        elif getattr(shape, "has_table", False):
            yield from row_lines(grid(map(_cells, shape.table.rows)))
        elif hasattr(shape, "shapes"):  # a group
            yield from _shapes(shape.shapes)


def _cells(row: Any) -> Iterator[tuple[str, int, int]]:
    """The cells of a row, without those that another one covers."""
    for cell in row.cells:
        if not cell.is_spanned:
            yield " ".join(cell.text.split()), cell.span_width, cell.span_height


def _paragraphs(frame: Any) -> Iterator[str]:
    """The lines of a frame; a line with a manual line break stays one line."""
    for paragraph in frame.paragraphs:
        if line := reduce(glued, paragraph.text.split("\v")).strip():
            yield line
