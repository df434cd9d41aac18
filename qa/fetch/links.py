"""The addresses of pages in a feed (RSS, Atom, JSON) or a sitemap."""

import gzip
import io
import re
import zlib
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import unescape

from corpus.errors import UnreadableFile
from corpus.text.encoding import decode
from qa.fetch.client import Fetched

MAX_SITEMAP_BYTES = 64 * 1024 * 1024
"""Maximum bytes of a sitemap once it is decompressed; the protocol allows 50 MB."""
MAX_LINKS = 50_000
AMPERSAND = {"&#38;": "&", "&#038;": "&", "&#x26;": "&"}
"""Other ways to write "&amp;". All of HTML's entities would be too many: a link may contain "&copy=1"."""
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(urlset|sitemapindex|rss|feed|rdf)[\s>]")
"""The first tag of a list, in lower case: a web page may have a tag such as <feed-button>."""


def links(found: Fetched) -> list[str] | None:
    """The addresses that a feed or a sitemap lists, in order; None for anything else."""
    head = found.body[:2_000].lower()
    if found.body[:2] == b"\x1f\x8b":
        body = _expanded(found.body)
        head = body[:2_000].lower()
    else:
        body = found.body
    named: Iterable[str]
    root = _ROOT.search(head)
    if root and root[1] in (b"urlset", b"sitemapindex"):
        named = _locations(body)
    elif root:
        named = (unescape(link, AMPERSAND) for link in _feed(body, found.url))  # found as XML has it: a?id=1&amp;p=2
    elif b"jsonfeed.org" in head and head[:1] == b"{":
        named = _feed(body, found.url)
    else:
        return None
    pages = (_page(found.url, link.strip()) for link in islice(named, MAX_LINKS))
    return list(dict.fromkeys(filter(None, pages)))


def _page(base: str, link: str) -> str:
    """The address to which a link leads; empty for the first page of a site, and the link itself if it is invalid."""
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
    except ValueError:
        return link
    return address if parts.path.strip("/") or parts.query else ""


def _feed(body: bytes, url: str) -> list[str]:
    from trafilatura.feeds import FeedParameters, find_links

    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}"
    try:
        found: list[str] = find_links(decode(body).strip(), FeedParameters(base, parts.netloc, url, external=True))
    except UnreadableFile:
        return []
    return found


def _locations(body: bytes) -> list[str]:
    from lxml import etree

    try:
        tree = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError:
        return []
    # Pictures and videos of a page have locations of their own inside its <url>.
    own = "//*[local-name()='url' or local-name()='sitemap']/*[local-name()='loc']"
    return [location.text or "" for location in tree.xpath(own)] if tree is not None else []


def _expanded(data: bytes) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_SITEMAP_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""
