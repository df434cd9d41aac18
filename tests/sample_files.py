"""The same article as a file in every format."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import docx
import openpyxl
import pptx
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import P as Paragraph
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.read import read_file
from corpus.types import Article, ReadNote, Skipped

TITLE = "老城区供热管网改造完工"
DAY = date(2023, 11, 2)
SOURCE = "河州日报"
SENTENCE = "市住建局副局长李岚介绍,今年冬天有三万户居民用上了集中供热。"
TEXT = (
    "11月2日,河州市老城区供热管网改造工程全部完工,比计划提前了二十天。\n"
    f"{SENTENCE}\n"
    "改造后的管网采用智能调节系统,每个小区的供水温度都可以单独控制,预计全年节约标准煤一万吨。"
)


RECORD = {"title": TITLE, "text": TEXT, "source": SOURCE, "date": "2023-11-02 09:30"}
PARAGRAPHS = TEXT.split("\n")


def plain() -> bytes:
    return f"{TITLE}\n2023年11月02日 09:30 来源:{SOURCE}\n{TEXT}\n".encode()


def markdown() -> bytes:
    body = "\n\n".join(PARAGRAPHS)
    return f"---\ntitle: {TITLE}\ndate: 2023-11-02\nsource: {SOURCE}\n---\n\n# {TITLE}\n\n{body}\n".encode()


def web() -> bytes:
    body = "".join(f"<p>  {paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html><head><meta charset="gb2312"><title>{TITLE}_民生_河州新闻网</title>'
        '<meta property="article:published_time" content="2023-11-02T09:30:00+08:00">'
        f'<meta name="source" content="来源:{SOURCE}"><script>var hidden = "脚本里的字";</script></head>'
        f"<body><ul><li><a href=/>首页</a></li></ul><h1>{TITLE}</h1><div>{body}</div></body></html>"
    ).encode("gb18030")


def json_list() -> bytes:
    return json.dumps([RECORD], ensure_ascii=False).encode()


def json_line() -> bytes:
    return json.dumps(RECORD).encode() + b"\n"


def tabs() -> bytes:
    return table("\t")


def table(delimiter: str = ",") -> bytes:
    out = io.StringIO()
    rows = csv.DictWriter(out, list(RECORD), delimiter=delimiter)
    rows.writeheader()
    rows.writerow(RECORD)
    return out.getvalue().encode("utf-8-sig")


def pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setTitle(TITLE)
    canvas.setFont("STSong-Light", 9)
    for line, words in enumerate([TITLE, f"2023-11-02 09:30 来源:{SOURCE}", *PARAGRAPHS]):
        canvas.drawString(40, 780 - 20 * line, words)
    canvas.save()
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.core_properties.title = TITLE
    document.core_properties.created = datetime(2023, 11, 2, tzinfo=UTC)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HEAD = [TITLE, f"2023-11-02 09:30 来源:{SOURCE}"]


def slides() -> bytes:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = TITLE
    slide.placeholders[1].text_frame.text = "\n".join([*HEAD[1:], *PARAGRAPHS])
    presentation.core_properties.title = TITLE
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (list(RECORD), [TITLE, TEXT, SOURCE, datetime(2023, 11, 2, 9, 30)]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def open_sheet() -> bytes:
    document = OpenDocumentSpreadsheet()
    sheet = Table(name="文章")
    for row in (list(RECORD), [TITLE, TEXT, SOURCE, "2023-11-02 09:30"]):
        line = TableRow()
        for value in row:
            cell = TableCell()
            for part in value.split("\n"):
                cell.addElement(Paragraph(text=part))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def open_document() -> bytes:
    document = OpenDocumentText()
    for line in [*HEAD, *PARAGRAPHS]:
        document.text.addElement(Paragraph(text=line))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def rich_text() -> bytes:
    """RTF as WordPad writes it, with Chinese as GBK bytes."""
    escaped = "".join(f"\\'{byte:02x}" for byte in "\n".join([*HEAD, *PARAGRAPHS]).encode("gbk"))
    body = escaped.replace("\\'0a", "\\par\n")
    return f"{{\\rtf1\\ansi\\ansicpg936{{\\info{{\\title {escaped[:88]}}}}}\\f0 {body}\\par}}".encode()


def book() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{TITLE}</dc:title><dc:publisher>{SOURCE}</dc:publisher><dc:date>2023-11-02</dc:date></metadata>"
            '<manifest><item id="a" href="text/a%20b.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("OEBPS/text/a b.xhtml", web().decode("gb18030").replace("gb2312", "utf-8"))
    return out.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, f"{SOURCE} <news@news.example>"
    message["Date"] = datetime(2023, 11, 2, 9, 30, tzinfo=UTC)
    message.set_content(TEXT)
    message.add_alternative(f"<p>{SENTENCE}</p>", "html")
    return bytes(message)


def saved_page() -> bytes:
    message = MIMEMultipart("related")
    message["Subject"], message["Snapshot-Content-Location"] = TITLE, "https://news.example/1"
    message.attach(MIMEText(web().decode("gb18030"), "html", "utf-8"))
    return message.as_bytes()


def web_archive() -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\n\r\n" + web()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1\r\n"
        "WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("文章/一.txt", plain())
    return out.getvalue()


MAKE: dict[str, Callable[[], bytes]] = {
    ".txt": plain,
    ".text": plain,
    ".md": markdown,
    ".markdown": markdown,
    ".html": web,
    ".htm": web,
    ".shtml": web,
    ".shtm": web,
    ".xhtml": web,
    ".json": json_list,
    ".jsonl": json_line,
    ".ndjson": json_line,
    ".csv": table,
    ".tsv": tabs,
    ".pdf": pdf,
    ".docx": word,
    ".pptx": slides,
    ".xlsx": workbook,
    ".odt": open_document,
    ".ods": open_sheet,
    ".rtf": rich_text,
    ".epub": book,
    ".eml": mail,
    ".mhtml": saved_page,
    ".mht": saved_page,
    ".warc": web_archive,
    ".zip": archive,
}


def only_article(path: Path) -> tuple[Article, ReadNote]:
    (item,) = read_file(path)
    assert not isinstance(item, Skipped), item
    return item


def only_reason(path: Path) -> str:
    (item,) = read_file(path)
    assert isinstance(item, Skipped)
    assert item.path == str(path)
    assert "\n" not in item.reason
    return item.reason
