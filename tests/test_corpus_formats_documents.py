"""PDF and Word files written by the libraries of real programs, whole and broken."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.catalogue import Message
from corpus.cleaning.unwrap import join_full_lines
from corpus.errors import UnreadableFile
from corpus.formats.page import Page
from corpus.formats.pdf import read_pdf
from corpus.formats.pdf_layout import RADICALS, is_gibberish
from corpus.types import Skipped

PARAGRAPHS = [
    "11月2日,河州市老城区供热管网改造工程全部完工,比计划提前了二十天,沿线三万户居民在立冬之前用上了集中供热,当天就有记者到居民家里量了温度。",
    "市住建局副局长李岚介绍,改造后的管网采用智能调节系统,每个小区的供水温度都可以单独控制,预计全年可以节约标准煤一万吨,减少烟尘排放两百吨。",
    "完。",
]


def make_pdf(path: Path, pages: Sequence[str], title: str = "") -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    canvas.setTitle(title)
    for text in pages:
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return path


def only_page(items: Any) -> Page:
    (page,) = items
    assert isinstance(page, Page)
    return page


def test_paragraphs_that_the_page_broke_are_whole_again(tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=11, wordWrap="CJK", firstLineIndent=22)
    path = tmp_path / "a.pdf"
    SimpleDocTemplate(str(path)).build([Paragraph(text, style) for text in PARAGRAPHS])
    assert only_page(read_pdf(path)).text.split("\n") == PARAGRAPHS


def test_english_lines_are_joined_with_a_space_and_short_ones_stay() -> None:
    text = "Title\nThe city has opened a new park on Monday, and the\nofficials said that it is large.\nNext line."
    expected = "Title\nThe city has opened a new park on Monday, and the officials said that it is large.\nNext line."
    assert join_full_lines(text) == expected
    assert join_full_lines("") == ""


def test_the_title_and_the_day_a_pdf_was_made_are_kept(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["今天开会。"], title="供热管网")
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_metadata({"/CreationDate": "D:20231102093000+08'00'"})
    writer.write(path)
    page = only_page(read_pdf(path))
    assert page.title == "供热管网"
    assert page.published is None
    assert page.otherwise.published == date(2023, 11, 2)


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - 稿件.docx", "新建文档1", "a.pdf"])
def test_titles_that_programs_make_are_no_titles(title: str, tmp_path: Path) -> None:
    assert only_page(read_pdf(make_pdf(tmp_path / "a.pdf", ["今天开会。"], title))).title == ""


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^no text on its 2 pages, only images \(a scan\?\)"):
        list(read_pdf(make_pdf(tmp_path / "a.pdf", ["", ""])))


@pytest.mark.parametrize(("password", "reason"), [("geheim", "password-protected PDF"), ("", None)])
def test_an_encrypted_pdf_is_read_if_it_opens_without_password(
    password: str, reason: str | None, tmp_path: Path
) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["今天开会。"])
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    writer.write(path)
    if reason is None:
        assert only_page(read_pdf(path)).text == "今天开会。"
    else:
        with pytest.raises(UnreadableFile, match=reason):
            list(read_pdf(path))


def test_a_broken_page_is_told_and_the_others_read(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["第一页。", "第二页。", "第三页。"])
    writer = pypdf.PdfWriter(clone_from=path)
    contents = writer.pages[1]["/Contents"].get_object()
    contents[pypdf.generic.NameObject("/Filter")] = pypdf.generic.NameObject("/NoSuchFilter")
    writer.write(path)
    page, skipped = read_pdf(path)
    assert isinstance(page, Page)
    assert page.text == "第一页。\n第三页。"
    assert skipped == Skipped(str(path), Message("pdf_pages_skipped", pages=[2], count=3))
    assert skipped.reason == "unreadable pages: 2 of 3; the others were read"


def test_a_broken_pdf_is_refused_without_noise(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["今天开会。"])
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(UnreadableFile, match=r"^corrupt PDF \("):
        list(read_pdf(path))
    assert not caplog.records
    assert capsys.readouterr() == ("", "")


def test_a_pdf_that_only_another_library_could_decrypt_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["今天开会。"])
    writer = pypdf.PdfWriter(clone_from=path)
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    writer.write(path)

    def refuse(*_: object) -> None:
        raise pypdf.errors.DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", refuse)
    with pytest.raises(UnreadableFile, match=r"^encrypted PDF; print it"):
        list(read_pdf(path))


def pdf_of(path: Path, pages: Sequence[Sequence[tuple[float, float, str]]], font: str = "STSong-Light") -> Path:
    """A PDF whose pages show texts at positions in points from the lower left."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for page in pages:
        canvas.setFont(font, 10)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def wrapped(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def test_page_numbers_and_running_heads_do_not_break_sentences_and_a_head_dates_the_file(tmp_path: Path) -> None:
    head, body = "河州日报 第3版 2023年11月2日", wrapped("".join(PARAGRAPHS[:2]), 40)
    pages = [
        [
            (72, 800, head),
            *((72, 760 - 20 * i, line) for i, line in enumerate(body[2 * n : 2 * n + 2])),
            (300, 40, foot),
        ]
        for n, foot in enumerate(("- 1 -", "- 2 -", "- 3 -"))
    ]
    page = only_page(read_pdf(pdf_of(tmp_path / "a.pdf", pages)))
    assert page.text == "".join(body[:6])
    assert page.otherwise.published == date(2023, 11, 2)


@pytest.mark.parametrize(
    "rows",
    [
        [f"{year}年投资{year - 2005}.{year % 7}亿元" for year in range(2017, 2023)],
        [f"5月{day}日 09:00 分组讨论" for day in range(1, 7)],
        [f"第{n}名：青浦{n}队，金牌{20 - 2 * n}枚" for n in range(1, 7)],
    ],
)
def test_rows_that_differ_in_their_numbers_are_no_running_heads(rows: list[str], tmp_path: Path) -> None:
    halves = (["历年情况", "具体情况如下。", *rows[:3]], [*rows[3:], "以上是全部数字。"])
    pages = [[(72, 800 - 20 * i, line) for i, line in enumerate(half)] for half in halves]
    text = only_page(read_pdf(pdf_of(tmp_path / "a.pdf", pages))).text
    assert [line for line in rows if line in text] == rows


def test_a_running_head_with_the_number_of_its_page_goes(tmp_path: Path) -> None:
    pages = [
        [
            (72, 800, f"河州年报 2023 第{n}页"),
            (72, 780, f"第{n}节的桥已经合龙。"),
            (72, 760, f"桥长{n * n}千米，已通车。"),
        ]
        for n in (7, 8, 9)
    ]
    text = only_page(read_pdf(pdf_of(tmp_path / "a.pdf", pages))).text
    assert "河州年报" not in text
    assert "桥长64千米" in text


def test_a_number_that_counts_no_pages_stays(tmp_path: Path) -> None:
    pages = [[(72, 800, "今年新建的桥有"), (72, 780, "12")], [(72, 800, "座，明年还要建"), (72, 780, "30")]]
    assert "12" in only_page(read_pdf(pdf_of(tmp_path / "a.pdf", pages))).text


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = (wrapped(text, 22) for text in PARAGRAPHS[:2])
    rows = [(72.0, 700.0 - 16 * i, line) for i, line in enumerate(left)]
    rows += [(320.0, 700.0 - 16 * i, line) for i, line in enumerate(right)]
    page = sorted(rows, key=lambda row: (-row[1], row[0]))  # line by line across both, as some programs write them
    text = only_page(read_pdf(pdf_of(tmp_path / "a.pdf", [[(72, 740, "供热管网"), *page]]))).text
    assert text.split("\n") == ["供热管网", *PARAGRAPHS[:2]]


def test_a_table_is_not_taken_for_columns(tmp_path: Path) -> None:
    rows = [(x, 700.0 - 16 * i, text) for i in range(8) for x, text in ((72.0, f"第{i}镇"), (320.0, f"{i}0万元"))]
    text = only_page(read_pdf(pdf_of(tmp_path / "a.pdf", [rows]))).text
    assert "第3镇·30万元" in "".join(text.split())


def test_pages_of_pictures_among_others_are_told(tmp_path: Path) -> None:
    pages = [[(72, 700, "今天开会。")], [], [], [(72, 700, "明天散会。")], []]
    page, skipped = read_pdf(pdf_of(tmp_path / "a.pdf", pages))
    assert isinstance(page, Page)
    assert isinstance(skipped, Skipped)
    assert "2-3, 5 of 5" in skipped.reason


def test_fonts_that_do_not_say_what_they_show_are_refused() -> None:
    assert is_gibberish("ɐɑɒɓɔɕ ɗɘəɚ ཁགངཅ ԱԲԳԴ ཆཇཉཊ Ֆքֆ ʞʟʠʡ ɮɯɰ ཋཌ" * 3)
    assert is_gibberish("¼½¾¿ÀÁ, ÄÃÅÆ, ÄºÐÈÑÒ ¡¢£¤¥¦§¨©ª«¬ ÝÞßàáâãäå ìíîïðñò" * 3)
    for text in (
        "今天开会,李岚介绍了供热管网。" * 3,
        "Ein schöner Tag für alle Bürger in Köln und Düsseldorf." * 3,
        "Сегодня в городе открыли новый мост через реку." * 3,
        "σήμερα άνοιξε η νέα γέφυρα στο ποτάμι της πόλης" * 3,
        "±½",
    ):
        assert not is_gibberish(text)


def test_radicals_are_read_as_the_characters_they_look_like() -> None:
    assert "⻓⻢⼤⽔".translate(RADICALS) == "长马大水"
