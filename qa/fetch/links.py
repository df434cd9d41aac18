"""The addresses of pages in a feed (RSS, Atom, JSON) or a sitemap."""

import gzip
import io
import zlib
from urllib.parse import urljoin, urlsplit

from corpus.errors import UnreadableFile
from corpus.text.encoding import decode
from qa.fetch.client import Fetched

MAX_SITEMAP_BYTES = 64 * 1024 * 1024
"""Maximum bytes of a sitemap once it is decompressed; the protocol allows 50 MB."""
MAX_LINKS = 50_000


def links(found: Fetched) -> list[str] | None:
    """The addresses that a feed or a sitemap lists, in order; None for anything else."""
    head = found.body[:2_000].lower()
    if found.body[:2] == b"\x1f\x8b":
        body = _expanded(found.body)
        head = body[:2_000].lower()
    else:
        body = found.body
    if b"<urlset" in head or b"<sitemapindex" in head:
        named = _locations(body)
    elif b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head or (b"jsonfeed.org" in head and head[:1] == b"{"):
        named = _feed(body, found.url)
    else:
        return None
    pages = (urljoin(found.url, link.strip()) for link in named[:MAX_LINKS])
    return list(dict.fromkeys(page for page in pages if urlsplit(page).path.strip("/") or urlsplit(page).query))


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
    return [location.text or "" for location in tree.iter("{*}loc")] if tree is not None else []


def _expanded(data: bytes) -> bytes:
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(MAX_SITEMAP_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""
