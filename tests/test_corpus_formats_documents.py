"""PDF and Word files made by real programs' libraries, whole and broken."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from corpus.catalogue import Message
from corpus.cleaning.unwrap import join_full_lines
from corpus.errors import UnreadableFile
from corpus.formats.office import package
from corpus.formats.office.docx import read_docx
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


def save(path: Path, document: Any) -> Path:
    document.save(str(path))
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
    assert skipped.reason == "page 2 of 3 cannot be read; the others were"


def test_a_broken_pdf_is_refused_without_noise(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_pdf(tmp_path / "a.pdf", ["今天开会。"])
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(UnreadableFile, match=r"^corrupt PDF \("):
        list(read_pdf(path))
    assert not caplog.records
    assert capsys.readouterr() == ("", "")


def test_word_is_read_in_its_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("供热管网", 1)
    document.add_paragraph(PARAGRAPHS[0])
    table = document.add_table(2, 2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["年份", "产值", "2023", "百亿"], strict=True):
        cell.text = text
    document.add_paragraph("一\t二\n三")
    page = only_page(read_docx(save(tmp_path / "a.docx", document)))
    assert page.text.split("\n") == [
        "供热管网",
        PARAGRAPHS[0],
        "年份 · 产值",
        "2023 · 产值: 百亿",
        "一\t二",
        "三",
    ]


def test_word_gives_what_stands_in_controls_links_and_insertions_and_not_what_was_taken_out(
    tmp_path: Path,
) -> None:
    def run(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    document = docx.Document()
    body = document.element.body
    for number, xml in enumerate(
        [
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run('控件。')}</w:p></w:sdtContent></w:sdt>",
            f"<w:p {nsdecls('w')}><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>"
            f"<w:ins>{run('插入')}</w:ins><w:del>{run('删除', 'delText')}</w:del><w:moveFrom>{run('移走')}</w:moveFrom>"
            f"<w:hyperlink>{run('链接。')}</w:hyperlink></w:p>",
        ]
    ):
        body.insert(number, parse_xml(xml))
    assert only_page(read_docx(save(tmp_path / "a.docx", document))).text == "控件。\n插入链接。"


def test_the_day_of_the_template_is_not_the_documents(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("今天开会。")
    document.core_properties.title = " 供热管网 "
    page = only_page(read_docx(save(tmp_path / "a.docx", document)))
    assert (page.title, page.otherwise.published) == ("供热管网", None)
    document.core_properties.created = datetime(2023, 11, 2, tzinfo=UTC)
    assert only_page(read_docx(save(tmp_path / "b.docx", document))).otherwise.published == date(2023, 11, 2)


def test_a_docx_that_would_expand_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_XML", 10_000)
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 10_001)
    with pytest.raises(UnreadableFile, match=r"^expands to 0 MiB, more than"):
        list(read_docx(path))


def test_entities_in_a_docx_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密")
    document = docx.Document()
    document.add_paragraph("今天MARK开会。")
    whole = io.BytesIO()
    document.save(whole)
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                head, rest = data.split(b"?>", 1)
                entity = f'?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
                data = head + entity + rest.replace(b"MARK", b"&x;")
            target.writestr(name, data)
    assert "秘密" not in only_page(read_docx(path)).text


def test_an_old_doc_is_told_from_a_broken_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnreadableFile, match=r"^old \.doc or password-protected file"):
        list(read_docx(path))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "no Word file")
    with pytest.raises(UnreadableFile, match=r"^corrupt Word file \("):
        list(read_docx(path))


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


def body_of(*xml: str) -> Any:
    """A document whose body begins with these pieces of XML."""
    document = docx.Document()
    for number, piece in enumerate(xml):
        document.element.body.insert(number, parse_xml(piece))
    return document


def test_readings_above_characters_and_hidden_text_stay_out_and_symbols_are_read(tmp_path: Path) -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>luò</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>洛</w:t></w:r></w:rubyBase></w:ruby>"
    document = body_of(
        f"<w:p {nsdecls('w')}><w:r><w:t>古称</w:t></w:r><w:r>{ruby}</w:r><w:r><w:t>川</w:t></w:r></w:p>",
        f"<w:p {nsdecls('w')}><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>误差</w:t></w:r>"
        "<w:r><w:sym w:font='Symbol' w:char='F0B1'/></w:r><w:r><w:t>2毫米</w:t></w:r></w:p>",
    )
    assert only_page(read_docx(save(tmp_path / "a.docx", document))).text == "古称洛川\n误差±2毫米"


def test_footnotes_are_read_behind_the_text(tmp_path: Path) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = docx.Document()
    document.add_paragraph("水渠建成于明代。")
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>见县志卷三。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, kinds)
    assert only_page(read_docx(save(tmp_path / "a.docx", document))).text == "水渠建成于明代。\n见县志卷三。"


def test_a_table_for_the_layout_gives_its_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = PARAGRAPHS[0] * 2, PARAGRAPHS[1]
    assert only_page(read_docx(save(tmp_path / "a.docx", document))).text.split("\n") == [
        PARAGRAPHS[0] * 2,
        PARAGRAPHS[1],
    ]


def pdf_of(path: Path, pages: Sequence[Sequence[tuple[float, float, str]]], font: str = "STSong-Light") -> Path:
    """A PDF whose pages show texts at places, in points from the lower left."""
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
    assert "第3镇30万元" in "".join(text.split())


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
