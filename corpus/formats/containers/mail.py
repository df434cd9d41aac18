"""E-mails (.eml), and web pages that Chromium and Outlook save as one file (.mhtml): both are MIME."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path

from corpus.catalogue import Message
from corpus.errors import UnreadableFile
from corpus.formats.html.web_page import to_page, visible_text
from corpus.formats.office.package import broken_as
from corpus.formats.opening import MIB, read_bytes
from corpus.formats.page import Page
from corpus.text.encoding import decode
from corpus.text.script import LETTERS_IN_A_WORD, count_han
from corpus.types import Metadata, Skipped

LARGEST_MAIL = 64 * MIB
"""Bytes, most of them pictures and attachments."""
MUCH_MORE = 4
"""How many times as long as the plain text the HTML is where the former only says that there is HTML."""


def read_mhtml(path: Path) -> Iterator[Page]:
    """Reads a saved web page. Raises UnreadableFile when there is no page in it."""
    message = _message(path)
    with broken_as("mail_broken"):
        html = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if html is None:
            raise UnreadableFile("mail_broken", detail="no page")
        page = to_page(_text(html))
        address = str(message["Snapshot-Content-Location"] or html["Content-Location"] or "").strip()
        saved = Metadata(page.otherwise.title, page.otherwise.source, page.otherwise.published)
    yield replace(page, url=page.url or address if "://" in address else page.url, otherwise=saved)


def read_eml(path: Path) -> Iterator[Page | Skipped]:
    """An e-mail is one article: its plain text, or its HTML if that says much more. Attachments are reported.

    Raises UnreadableFile when it is not an e-mail or has no text.
    """
    message = _message(path)
    with broken_as("mail_broken"):
        page = _page(message.get_body(("plain",)), message.get_body(("html",)))
        title, source, day = str(message["Subject"] or ""), _sender(message), _day(message)
        attached = [part.get_filename() for part in message.iter_attachments() if not part["Content-ID"]]
    yield replace(page, title=title.strip() or page.title, source=page.source or source, published=day)
    for name in filter(None, attached):
        yield Skipped(str(path), Message("mail_attachment", name=name))


def _page(plain: MIMEPart | None, html: MIMEPart | None) -> Page:
    if plain is None and html is None:
        raise UnreadableFile("mail_broken", detail="no text")
    text, markup = (_text(part) if part else "" for part in (plain, html))
    if plain is None:
        return to_page(markup)
    most = MUCH_MORE * _size(text.strip())
    if _size(markup) > most:
        with suppress(UnreadableFile):  # the plain text is left
            if _size(visible_text(markup)) > most:
                return to_page(markup)
    return Page(text)


def _size(text: str) -> int:
    """How much a text says, in Latin letters."""
    return len(text) + (LETTERS_IN_A_WORD - 1) * count_han(text)


def _message(path: Path) -> EmailMessage:
    data = read_bytes(path, LARGEST_MAIL)
    with broken_as("mail_broken"):
        message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage) or not {"from", "subject", "mime-version"} & {
        key.lower() for key in message
    }:
        raise UnreadableFile("mail_broken", detail="no header")
    return message


def _text(part: MIMEPart) -> str:
    data = part.get_payload(decode=True)
    return decode(data if isinstance(data, bytes) else b"", str(part.get_content_charset() or ""))


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(str(message["From"] or ""))
    return name or address.rpartition("@")[2]


def _day(message: EmailMessage) -> date | None:
    found = getattr(message["Date"], "datetime", None)
    return found.date() if isinstance(found, datetime) else None
