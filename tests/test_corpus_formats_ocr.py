"""Scanned pages are read by OCR if it is installed."""

import io
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.formats import ocr
from corpus.read import read_file
from corpus.types import Skipped

FONTS = sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc")) + sorted(
    Path("/usr/share/fonts").rglob("NotoSerifCJK-*.ttc")
)
LINES = ["河湾县水库今天开工", "工程总投资三亿元，明年年底蓄水。", "县水利局局长王泉介绍了情况。"]


def scan(path: Path, lines: list[str]) -> Path:
    """A PDF of two pages: a picture of the lines, and an empty page."""
    picture = Image.new("L", (1_240, 1_754), 255)
    font = ImageFont.truetype(str(FONTS[0]), 44)
    for n, line in enumerate(lines):
        ImageDraw.Draw(picture).text((120, 160 + 90 * n), line, fill=0, font=font)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.skipif(not FONTS, reason="there is no font with Chinese characters here")
class TestScans:
    @pytest.mark.skipif(not find_spec("rapidocr_onnxruntime"), reason="the extra [ocr] is not installed")
    def test_a_scan_is_read_and_the_report_says_how(self, tmp_path: Path) -> None:
        article, *told = read_file(scan(tmp_path / "a.pdf", LINES))
        assert not isinstance(article, Skipped)
        text = "".join(article[0].text.split()) + article[0].title
        for words in ("水库今天开工", "总投资三亿元", "明年年底蓄水", "水利局局长王泉"):
            assert words in text
        reasons = [str(one.reason) for one in told if isinstance(one, Skipped)]
        assert [reason.partition(" of 2 ")[0] for reason in reasons] == ["pages 1", "pages 2"]
        assert "text recognition, which makes mistakes" in reasons[0]

    def test_without_the_extra_it_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ocr, "is_installed", lambda: False)
        (item,) = read_file(scan(tmp_path / "a.pdf", LINES))
        assert isinstance(item, Skipped)
        assert "article-qa[ocr]" in item.reason


def test_what_is_no_pdf_gives_nothing() -> None:
    assert ocr.recognised(b"%PDF-1.7 garbage", [0]) == {}
