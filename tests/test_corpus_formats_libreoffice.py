"""Files that LibreOffice writes: notes, tracked changes, text boxes, tables with merged headers, dates and percentages.

The documents are written here as flat OpenDocument and then converted. Without LibreOffice these tests are skipped.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.read import read_file
from corpus.types import Article, Skipped

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

OASIS = "office text table style meta presentation"
NAMESPACES = " ".join(
    [f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in OASIS.split()]
    + ['xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"']
    + ['xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"']
    + ['xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"']
    + ['xmlns:dc="http://purl.org/dc/elements/1.1/"']
)
STYLES = """<office:automatic-styles>
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>
<number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:percentage-style style:name="N2"><number:number number:decimal-places="1"/><number:text>%</number:text></number:percentage-style>
<style:style style:name="Day" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="Share" style:family="table-cell" style:data-style-name="N2"/></office:automatic-styles>"""

COVERED = "<table:covered-table-cell/>"


def document(kind: str, body: str) -> str:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    meta = "<dc:title>河湾县果树</dc:title><meta:creation-date>2023-05-06T08:00:00</meta:creation-date>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" office:mimetype="{mime}">'
        f"<office:meta>{meta}</office:meta>{STYLES}<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    )


def cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def table(heads: str) -> str:
    """A table of two towns under two header rows, in an element of this name."""
    above = row(
        cell("乡镇", 'table:number-rows-spanned="2"'), cell("果园", 'table:number-columns-spanned="2"'), COVERED
    ) + row(COVERED, cell("个数"), cell("面积"))
    towns = row(cell("桃源镇"), cell("12"), cell("340")) + row(cell("柳湾镇"), cell("7"), cell("120"))
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    return f'<table:table table:name="T">{columns}<table:{heads}>{above}</table:{heads}>{towns}</table:table>'


def change(number: int, kind: str, inside: str = "") -> str:
    who = "<office:change-info><dc:creator>王泉</dc:creator><dc:date>2023-05-06T08:00:00</dc:date></office:change-info>"
    return f'<text:changed-region text:id="c{number}"><text:{kind}>{who}{inside}</text:{kind}></text:changed-region>'


def note(number: int, kind: str, text: str) -> str:
    return (
        f'<text:note text:id="n{number}" text:note-class="{kind}"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"
    )


REPORT = (
    f"<text:tracked-changes>{change(1, 'deletion', '<text:p>五万</text:p>')}{change(2, 'insertion')}</text:tracked-changes>"
    '<text:h text:outline-level="1">河湾县果树</text:h><text:p>今年新种果树<text:change text:change-id="c1"/>'
    '<text:change-start text:change-id="c2"/>十万<text:change-end text:change-id="c2"/>亩，其中苹果最多'
    f"{note(1, 'footnote', '面积以年底普查为准。')}，桃树也有不少。</text:p><text:p>苹果都卖到了省城{note(2, 'endnote', '据供销社的账目。')}。"
    "<office:annotation><text:p>这里要核对。</text:p></office:annotation></text:p>"
    "<text:list><text:list-item><text:p>第一，修好水渠。</text:p></text:list-item></text:list>"
    '<text:p><draw:frame text:anchor-type="paragraph" svg:width="6cm" svg:height="2cm"><draw:text-box><text:p>框里写着：果农可以领取补贴。'
    f"</text:p></draw:text-box></draw:frame>下表是两个镇的情况。</text:p>{table('table-header-rows')}<text:p>数据由农业局提供。</text:p>"
)
SENTENCES = [
    "今年新种果树十万亩，其中苹果最多，桃树也有不少。",
    "苹果都卖到了省城。",
    "第一，修好水渠。",
    "下表是两个镇的情况。",
]
NOTES = ["面积以年底普查为准。", "据供销社的账目。"]
BOX = "框里写着：果农可以领取补贴。"
TABLE = [
    "乡镇 · 果园 个数 · 果园 面积",
    "桃源镇 · 果园 个数: 12 · 果园 面积: 340",
    "柳湾镇 · 果园 个数: 7 · 果园 面积: 120",
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for documents and LibreOffice's settings."""
    return tmp_path_factory.mktemp("office")


def converted(folder: Path, kind: str, body: str, suffix: str) -> Article:
    """The article of a document that LibreOffice converted to another format."""
    source = folder / f"report.fod{kind[0]}"
    source.write_text(document(kind, body), "utf-8")
    settings = f"-env:UserInstallation={(folder / 'settings').as_uri()}"
    command = [str(SOFFICE), settings, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (item,) = read_file(folder / f"report.{suffix}")
    assert not isinstance(item, Skipped)
    return item[0]


@pytest.mark.parametrize("suffix", ["docx", "odt"])
def test_a_report_is_read_whole_with_its_changes_made(suffix: str, office: Path) -> None:
    article = converted(office, "text", REPORT, suffix)
    lines = article.text.split("\n")
    assert article.reference == "河湾县果树 · 2023-05-06"
    assert [line for line in lines if line in SENTENCES] == SENTENCES
    assert sorted(lines) == sorted([*SENTENCES, *NOTES, BOX, *TABLE, "数据由农业局提供。"])


def test_rich_text_has_its_notes_and_boxes_behind_the_text_and_no_deleted_words(office: Path) -> None:
    article = converted(office, "text", REPORT, "rtf")
    lines = article.text.split("\n")
    assert article.reference == "河湾县果树 · 2023-05-06"
    assert [line for line in lines if line in SENTENCES] == SENTENCES
    assert lines[-3:] == [*NOTES, BOX]
    assert "桃源镇 · 12 · 340" in lines


@pytest.mark.parametrize("suffix", ["html", "epub", "pdf"])
def test_what_is_exported_for_readers_has_no_numbers_of_notes_in_its_sentences(suffix: str, office: Path) -> None:
    plain = REPORT.replace('<text:change text:change-id="c1"/>', "")  # exports show deleted text
    article = converted(office, "text", plain, suffix)
    lines = [line.removeprefix("- ") for line in article.text.split("\n")]
    assert {*SENTENCES, BOX} - {*lines} == (set() if suffix != "pdf" else {*SENTENCES[:2]})
    assert all(any(note in line for line in lines) for note in NOTES)
    assert TABLE[1] in lines or suffix == "epub"  # LibreOffice leaves out the header rows


def test_a_sheet_has_its_days_shares_and_merged_cells(office: Path) -> None:
    day = 'table:style-name="Day" office:value-type="date" office:date-value="2023-0{0}-07"'
    share = 'table:style-name="Share" office:value-type="percentage" office:value="{0}"'
    body = (
        '<table:table table:name="果园"><table:table-column table:number-columns-repeated="4"/>'
        + row(cell("表一 果园情况", 'table:number-columns-spanned="4"'), COVERED * 3)
        + row(*map(cell, ("乡镇", "品种", "普查日期", "占比")))
        + row(
            cell("桃源镇", 'table:number-rows-spanned="2"'),
            cell("苹果"),
            f"<table:table-cell {day.format(5)}/>",
            f"<table:table-cell {share.format(0.25)}/>",
        )
        + row(COVERED, cell("桃"), f"<table:table-cell {day.format(6)}/>", f"<table:table-cell {share.format(0.125)}/>")
        + "</table:table>"
    )
    article = converted(office, "spreadsheet", body, "xlsx")
    assert (article.title, article.published) == ("表一 果园情况", None)
    assert article.text.split("\n")[-2:] == [
        "桃源镇 · 品种: 苹果 · 普查日期: 2023-05-07 · 占比: 25%",
        "桃源镇 · 品种: 桃 · 普查日期: 2023-06-07 · 占比: 12.5%",
    ]


def test_slides_have_their_tables_and_notes(office: Path) -> None:
    def frame(top: int, inside: str) -> str:
        return f'<draw:frame svg:x="1cm" svg:y="{top}cm" svg:width="20cm" svg:height="3cm">{inside}</draw:frame>'

    def box(text: str) -> str:
        return f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"

    notes = f"<presentation:notes>{frame(15, box('讲到这里时，说明补贴怎么领取。'))}</presentation:notes>"
    slide = frame(1, box("今年新种果树十万亩。")) + frame(9, table("table-rows"))
    body = f'<draw:page draw:name="一">{slide}{notes}</draw:page>'
    lines = converted(office, "presentation", body, "pptx").text.split("\n")
    assert lines == ["今年新种果树十万亩。", *TABLE, "讲到这里时，说明补贴怎么领取。"]
