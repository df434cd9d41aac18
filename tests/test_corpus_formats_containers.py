"""Archives, mails, e-books and saved pages: their contents are read, and nothing in them can lead outside."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.formats.containers import zip as zip_module
from corpus.formats.containers.epub import read_epub
from corpus.formats.containers.unpacked import Allowance
from corpus.formats.page import Page
from corpus.formats.registry import READERS
from corpus.read import read_file
from corpus.types import Article, Skipped
from tests.chromium import ABSENT, CHROMIUM

TEXT = "河湾县水库今天开工，总投资三亿元，明年年底蓄水。县水利局局长王泉说，水库可以灌溉十万亩农田。"


def articles(path: Path) -> list[Article]:
    return [item[0] for item in read_file(path) if not isinstance(item, Skipped)]


def saved_by_chromium(url: str) -> bytes:
    """A page saved by Chromium in one file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(url)
        snapshot = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})
        browser.close()
    return str(snapshot["data"]).encode()


def reasons(path: Path) -> list[str]:
    return [str(item.reason) for item in read_file(path) if isinstance(item, Skipped)]


def pack(path: Path, files: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


class TestZip:
    def test_each_file_is_read_by_its_own_format(self, tmp_path: Path) -> None:
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("深处.txt", f"深处的文章\n\n{TEXT}")
        path = pack(
            tmp_path / "a.zip",
            {
                "一/水库开工.txt": TEXT,
                "二.jsonl": f'{{"title": "甲", "text": "{TEXT}"}}\n{{"title": "乙", "text": "……"}}\n',
                "里.zip": inner.getvalue(),
                "__MACOSX/._一.txt": "x",
                "图.png": "x",
                "空.txt": "",
            },
        )
        assert sorted(article.title for article in articles(path)) == ["水库开工", "深处的文章", "甲"]
        assert len({article.id for article in articles(path)}) == 3
        told = reasons(path)
        assert [line.partition(":")[0] for line in told] == ["二.jsonl", "图.png", "空.txt"]
        assert told[0] == "二.jsonl: line 2 (乙): no sentences; expected text with words in it"
        assert "unsupported format" in told[1]

    @pytest.mark.skipif(not shutil.which("zip"), reason="the program zip is not installed")
    def test_an_archive_of_the_program_zip(self, tmp_path: Path) -> None:
        (tmp_path / "新闻").mkdir()
        (tmp_path / "新闻" / "水库.txt").write_text(f"水库开工\n2023-05-06 来源：河湾日报\n\n{TEXT}", "utf-8")
        subprocess.run(["zip", "-q", "-r", "a.zip", "新闻"], cwd=tmp_path, check=True)
        (article,) = articles(tmp_path / "a.zip")
        assert (article.title, article.source, article.published) == ("水库开工", "河湾日报", date(2023, 5, 6))

    def test_names_in_the_encoding_of_chinese_windows_are_read(self, tmp_path: Path) -> None:
        name = "水库开工的新闻.txt".encode("gbk")
        standing_in = "a" * (len(name) - 4) + ".txt"
        path = pack(tmp_path / "a.zip", {standing_in: TEXT})
        path.write_bytes(path.read_bytes().replace(standing_in.encode(), name))
        (article,) = articles(path)
        assert article.title == "水库开工的新闻"

    def test_a_reader_that_fails_costs_its_own_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(_: Path) -> Iterator[Page]:
            raise KeyError("bug")

        monkeypatch.setitem(READERS, ".md", broken)
        path = pack(tmp_path / "a.zip", {"1.txt": TEXT, "2.md": TEXT, "3.txt": TEXT})
        assert len(articles(path)) == 2
        (told,) = reasons(path)
        assert told.startswith("2.md: cannot be read: its reader failed (KeyError")

    def test_a_name_that_leads_out_writes_nothing_there(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        path = pack(tmp_path / "in" / "a.zip", {"../../out.txt": TEXT, "/abs.txt": TEXT})
        assert len(articles(path)) == 2
        assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.zip", "in"]

    def test_what_expands_beyond_measure_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        bomb = pack(tmp_path / "bomb.zip", {"a.txt": b"a" * 40_000_000, "b.txt": TEXT})
        assert len(articles(bomb)) == 1
        assert "a.txt: expands to 38 MiB" in reasons(bomb)[0]
        many = pack(tmp_path / "many.zip", {f"{n}.txt": TEXT for n in range(4)})
        monkeypatch.setattr(zip_module, "Allowance", lambda: Allowance(files=2))
        assert len(articles(many)) == 2
        assert "files in the archive; the others were not read" in reasons(many)[0]
        monkeypatch.setattr(zip_module, "Allowance", lambda: Allowance(bytes=400))
        assert len(articles(many)) == 2
        assert "the rest was not read" in reasons(many)[0]

    def test_a_file_named_like_a_message_is_only_a_name(self, tmp_path: Path) -> None:
        path = pack(tmp_path / "a.zip", {"line": "x", "gzip_bomb": "x", "a.txt": TEXT})
        assert [reason.partition(":")[0] for reason in reasons(path)] == ["gzip_bomb", "line"]
        assert len(articles(path)) == 1

    def test_archives_in_archives_have_an_end(self, tmp_path: Path) -> None:
        data = TEXT.encode()
        name = "a.txt"
        for _ in range(4):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                archive.writestr(name, data)
            name, data = "a.zip", out.getvalue()
        (tmp_path / "a.zip").write_bytes(data)
        assert "nested deeper than 3" in " ".join(reasons(tmp_path / "a.zip"))


class TestMail:
    def mail(self) -> EmailMessage:
        message = EmailMessage()
        message["Subject"], message["From"] = "水库开工", "河湾日报 <news@news.example>"
        message["Date"] = "Sat, 06 May 2023 09:30:00 +0800"
        return message

    def test_a_mail_of_html_alone_and_its_attachment(self, tmp_path: Path) -> None:
        message = self.mail()
        message.set_content(f"<html><body><p>{TEXT}</p></body></html>", "html", charset="gb2312")
        message.add_attachment(b"x", "application", "pdf", filename="附件.pdf")
        (tmp_path / "a.eml").write_bytes(bytes(message))
        (article,) = articles(tmp_path / "a.eml")
        assert (article.title, article.source, article.published) == ("水库开工", "河湾日报", date(2023, 5, 6))
        assert article.text == TEXT
        assert reasons(tmp_path / "a.eml") == ['the attachment "附件.pdf" is not read; save it as a file of its own']

    @pytest.mark.parametrize("plain", [" \n", "This email requires an HTML viewer."])
    def test_the_html_is_read_where_the_plain_text_says_nothing(self, plain: str, tmp_path: Path) -> None:
        message = self.mail()
        message.set_content(plain)
        message.add_alternative(f"<html><body>{f'<p>{TEXT}</p>' * 3}</body></html>", "html")
        (tmp_path / "a.eml").write_bytes(bytes(message))
        (article,) = articles(tmp_path / "a.eml")
        assert TEXT in article.text

    def test_a_mail_without_a_text_is_told(self, tmp_path: Path) -> None:
        message = self.mail()
        message.add_attachment(b"x", "application", "pdf", filename="a.pdf")
        (tmp_path / "a.eml").write_bytes(bytes(message))
        assert articles(tmp_path / "a.eml") == []
        assert "no text" in reasons(tmp_path / "a.eml")[0]


class TestSavedPages:
    PAGE = f"<html><head><title>水库开工_河湾网</title></head><body><h1>水库开工</h1><p>{TEXT}</p></body></html>"

    @pytest.mark.parametrize(
        "comment",
        [
            "<!--\n Page saved with SingleFile \n url: https://news.example/1 \n saved date: Sat May 06 2023 \n-->",
            "<!-- saved from url=(0024)https://news.example/1 -->",
        ],
    )
    def test_the_address_stands_in_the_comment_of_the_program(self, comment: str, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_text(f"<!DOCTYPE html>{comment}{self.PAGE}", "utf-8")
        (article,) = articles(tmp_path / "a.html")
        assert (article.url, article.text) == ("https://news.example/1", TEXT)

    @pytest.mark.browser
    @pytest.mark.skipif(not CHROMIUM, reason=ABSENT)
    def test_a_page_that_chromium_saves(self, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(self.PAGE.replace("<head>", "<head><meta charset=utf-8>"), "utf-8")
        with ThreadPoolExecutor(1) as aside:  # the browser of other tests leaves an event loop in this thread
            saved = aside.submit(saved_by_chromium, (tmp_path / "page.html").as_uri()).result()
        (tmp_path / "a.mhtml").write_bytes(saved)
        (article,) = articles(tmp_path / "a.mhtml")
        assert (article.title, article.text) == ("水库开工", TEXT)
        assert article.url == (tmp_path / "page.html").as_uri()


def book(path: Path, *chapters: str) -> Path:
    """A book of three chapters, of which the last comes second."""
    items = "".join(f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(3))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in (0, 2, 1))
    head = '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    return pack(
        path,
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
            "book.opf": f"{head}<dc:title>河湾志</dc:title><dc:creator>王泉</dc:creator></metadata>"
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **{f"c{n}.xhtml": f"<html><body>{chapter}</body></html>" for n, chapter in enumerate(chapters)},
        },
    )


LONG = f"<p>{TEXT}</p>" * 6


def test_a_book_has_an_article_for_each_chapter(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", "<h1>河湾志</h1>", f"<h2>第二章 农田</h2>{LONG}", f"<h2>第一章 水库</h2>{LONG}")
    found = articles(path)
    assert [article.title for article in found] == ["河湾志 · 第一章 水库", "河湾志 · 第二章 农田"]
    assert {article.source for article in found} == {"王泉"}
    assert reasons(path) == ["short pages without a sentence, such as a cover, are left out: 河湾志"]
    assert READERS[".epub"] is read_epub


def test_a_short_chapter_is_read_if_it_has_a_sentence(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", f"<h2>水库</h2>{LONG}", "<h2>目次</h2>", f"<h2>短讯</h2><p>{TEXT}</p>")
    assert [article.title for article in articles(path)] == ["河湾志 · 水库", "河湾志 · 短讯"]
    assert len(reasons(path)) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves a file open
def test_a_web_archive_that_warcio_wrote(tmp_path: Path) -> None:
    html = f"<html><head><title>水库开工</title></head><body><p>{TEXT}</p></body></html>".encode()
    answers = [
        ("https://news.example/1", "200 OK", "text/html; charset=utf-8", html),
        ("https://news.example/1", "200 OK", "text/html; charset=utf-8", html),
        ("https://news.example/2", "404 Not Found", "text/html", html),
        ("https://news.example/3.png", "200 OK", "image/png", b"x"),
        ("https://news.example/4", "200 OK", "text/plain", f"停水通知\n\n{TEXT}".encode("gbk")),
    ]
    for name, packed in (("a.warc", False), ("b.warc.gz", True)):
        with (tmp_path / name).open("wb") as file:
            writer = WARCWriter(file, gzip=packed)
            for address, status, kind, body in answers:
                headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=headers)
                )
        found = articles(tmp_path / name)
        assert [(a.title, a.url) for a in found] == [
            ("水库开工", "https://news.example/1"),
            ("停水通知", "https://news.example/4"),
        ]
