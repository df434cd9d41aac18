import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import UnreadableFile
from corpus.formats.office import package
from corpus.formats.office.docx import read_docx
from corpus.formats.page import Page

PARAGRAPHS = [
    "11月2日,河州市老城区供热管网改造工程全部完工,比计划提前了二十天,沿线三万户居民在立冬之前用上了集中供热,当天就有记者到居民家里量了温度。",
    "市住建局副局长李岚介绍,改造后的管网采用智能调节系统,每个小区的供水温度都可以单独控制,预计全年可以节约标准煤一万吨,减少烟尘排放两百吨。",
    "完。",
]


def save(path: Path, document: Any) -> Path:
    document.save(str(path))
    return path


def only_page(items: Any) -> Page:
    (page,) = items
    assert isinstance(page, Page)
    return page


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
