"""Turns a file into articles: each page is cleaned and gets its title, source and date."""

import gzip
import re
import stat
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from hashlib import sha256
from pathlib import Path

from corpus.catalogue import Message, system_reason
from corpus.cleaning.artefacts import one_line
from corpus.cleaning.dateline import dateline
from corpus.cleaning.metadata import MAX_TITLE_CHARS, metadata, title_from
from corpus.cleaning.mojibake import damaged_spans
from corpus.cleaning.page_starts import page_starts
from corpus.cleaning.placeholders import placeholder
from corpus.cleaning.steps import clean
from corpus.discovery import printable, unsupported
from corpus.errors import UnreadableFile
from corpus.formats.page import SILENT, Page
from corpus.formats.quiet import failed
from corpus.formats.record_fields import AS_NAMED, Columns
from corpus.formats.registry import reader_of
from corpus.identity import identity
from corpus.reuse import Item
from corpus.text.encoding import REPLACEMENT, storable
from corpus.text.lost_byte import mend
from corpus.types import Article, ReadNote, Skipped

MAX_HEAD_CHARS, HEAD_LINES = 4_000, 20
"""Characters and lines at the top of a page in which its title and datelines are looked for."""

LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Every line ending except the newline, which replaces them all on reading."""


def read_items(
    path: Path,
    columns: Columns = AS_NAMED,
    known: Collection[str] = (),
    skip: int = 0,
    begin: Callable[[Page], None] = lambda _: None,
) -> Iterator[Item | str]:
    """The items of a file, page by page; the last may say why there are no more.

    A page whose fingerprint is `known` is not cleaned: its fingerprint is yielded instead. The first `skip` pages are
    passed over, and `begin` is called with each of the others before it is cleaned.
    """
    name = printable(path)
    seen: Counter[str] = Counter()
    try:
        resolved = path.resolve()
        for number, page in enumerate(_pages(path, columns)):
            if isinstance(page, Page):
                seen[page.key] += 1
            if number < skip:
                continue
            if isinstance(page, Skipped):
                yield Skipped(name, page.reason)
                continue
            begin(page)
            record = _record(page, resolved, seen[page.key])
            if record in known:
                yield record
                continue
            try:
                item = _article(page, resolved, record)
            except Exception as error:  # noqa: BLE001  # whatever fails in cleaning: the other pages are still read
                item = _at(page, failed(error))
            yield Skipped(name, item) if isinstance(item, Message) else item
    except (gzip.BadGzipFile, EOFError, zlib.error):  # EOFError: the file is truncated
        yield Skipped(name, Message("broken_gzip"))
    except OSError as error:
        yield Skipped(name, Message("file_unreadable", reason=system_reason(error)))
    except UnreadableFile as error:
        yield Skipped(name, error.message)
    except Exception as error:  # noqa: BLE001  # libraries and plugins may raise anything: other files are still read
        yield Skipped(name, failed(error))


def _at(page: Page, reason: Message) -> Message:
    """The reason, with the page's place if its file has many pages."""
    return Message("at_place", place=page.place, reason=reason) if page.place else reason


def _no_sentence(page: Page) -> Message:
    """Why a page is not an article, and which page it is if its file has many."""
    if page.place is None:
        return Message("no_sentence")
    return Message("article_no_sentence", place=page.place, title=page.title[:40] or Message("untitled"))


def _pages(path: Path, columns: Columns) -> Iterator[Page | Skipped]:
    """The pages of a file, from the reader of its format. Raises UnreadableFile, OSError, EOFError and zlib.error."""
    reader = reader_of(path, columns)
    if reader is None:
        raise UnreadableFile(unsupported(path))
    if storable(str(path)) != str(path):
        raise UnreadableFile("bad_file_name")
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):  # reading a pipe or a device may never end
        raise UnreadableFile("not_a_file")
    if found.st_size == 0:
        raise UnreadableFile("empty_file")
    yield from reader(path)


def _article(page: Page, path: Path, record: str) -> tuple[Article, ReadNote] | Message:
    """The article of a page, or why there is none. The format's metadata takes precedence over the text's."""
    whole = page.shown or page.text
    raw, shown = (LINE_END.sub("\n", storable(text.replace("\0", ""))) for text in (page.text, whole))
    if kind := placeholder(shown):
        return _at(page, Message(kind))
    complete = page.title and page.source and page.published
    # The name of a file with many articles says nothing about any one of them.
    said = SILENT if complete else metadata(shown, page.name or ("" if page.key else path.name))
    title = _first_shown(page.title, said.title, page.otherwise.title)
    text, mended = mend(clean(raw, title))
    if not any(map(str.isalpha, text)):
        return _no_sentence(page)
    title = title or _first_sentence(text)
    published = page.published or said.published or page.otherwise.published
    url = _first_shown(page.url, said.url, page.otherwise.url)
    article = Article(
        id=identity(title, url, published, page.text),
        title=title,
        text=text,
        source=_first_shown(page.source, said.source, page.otherwise.source),
        published=published,
        url=url,
        path=str(path),
        pages=page_starts(page.pages, text),
    )
    return article, _note(article, shown, whole.count("\0"), mended, record)


def _first_shown(*texts: str) -> str:
    """The first text with anything visible in it, as one line; "" if there is none."""
    return next(filter(None, map(one_line, texts)), "")


def _note(article: Article, before: str, dropped: int, mended: tuple[str, ...], record: str) -> ReadNote:
    """The note on an article: `before` is all that the page showed, without the `dropped` NUL characters."""
    return ReadNote(
        article=article.id,
        path=article.path,
        title=article.title,
        characters=len(article.text),
        removed=max(0.0, 1 - _ink(article.text) / max(1, _ink(before) - _metadata_ink(before, article.title))),
        # Counted before cleaning, which may remove lines that contain them.
        replaced=before.count(REPLACEMENT) + dropped,
        damaged=damaged_spans(article.text),
        dated=article.published is not None,
        record=record,
        mended=mended,
    )


def _record(page: Page, path: Path, occurrence: int) -> str:
    """Fingerprint of everything that an article is made from."""
    return sha256(repr((page, str(path), occurrence)).encode("utf-8", "surrogatepass")).hexdigest()


def _metadata_ink(before: str, title: str) -> int:
    """How many non-space characters of a page are its title and datelines, which the article keeps as metadata."""
    head = before[:MAX_HEAD_CHARS].split("\n")[:HEAD_LINES]
    return sum(_ink(line) for line in head if line.strip() == title or dateline(line))


def _ink(text: str) -> int:
    """How many characters are not white space."""
    return sum(map(len, text.split()))


def _first_sentence(text: str) -> str:
    """The title of an article whose page has none that can be shown."""
    return next(filter(None, map(title_from, text.split("\n"))), text[:MAX_TITLE_CHARS])
