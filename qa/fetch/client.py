"""Fetch one address over HTTP, within limits, and never from a private network.

The connection goes to the very address that was checked: if the name resolves to another one a moment later (DNS
rebinding), that changes nothing. Each redirect is checked again.
"""

import http.client
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from qa.errors import FetchRefused

AGENT = "article-qa"
"""The user agent, the name that robots.txt can use for this program."""
MEBIBYTE = 1024 * 1024
REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for fetching one address."""

    bytes: int = 32 * MEBIBYTE
    seconds: float = 30.0
    """For the connection, headers and body of each hop, together; the system limits the name lookup."""
    cut: bool = False
    """Whether a longer body is cut to `bytes` instead of refused."""
    redirects: int = 5
    private: bool = False
    """Whether addresses of this computer and of private networks are allowed."""


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: `url` is where the redirects ended."""

    url: str
    status: int
    kind: str
    """The media type without parameters, in lower case."""
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    at: datetime


def fetch(url: str, limits: Limits = USUAL) -> Fetched:
    """The response from an address, whatever its status. Raises FetchRefused."""
    for _ in range(limits.redirects + 1):
        url = checked(url)
        found = _hop(url, limits)
        target = found.headers.get("location", "")
        if found.status not in REDIRECTS or not target:
            return found
        url = _joined(url, target)
    raise FetchRefused("fetch_redirects", url=url, limit=limits.redirects)


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:  # it has brackets around something else than an IPv6 address
        raise FetchRefused("fetch_address", url=target) from None


def checked(url: str) -> str:
    """The address in the form in which it is sent. Raises FetchRefused if it is not a valid HTTP address."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        name = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise FetchRefused("fetch_address", url=url) from None
    if parts.scheme not in ("http", "https") or not name or parts.username is not None:
        raise FetchRefused("fetch_address", url=url)
    place = f"[{name}]" if ":" in name else name
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, f"{place}:{port}" if port else place, path, query, ""))


def _hop(url: str, limits: Limits) -> Fetched:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with _connected(host, port, limits) as (plain, left), _deadline(plain, left) as late:
            try:
                found = _answer(url, _secured(plain, host) if parts.scheme == "https" else plain, limits)
            except (OSError, http.client.HTTPException, ValueError):
                if not late:
                    raise
            if late:
                raise TimeoutError
            return found
    except TimeoutError:
        raise FetchRefused("fetch_slow", url=url, seconds=limits.seconds) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise FetchRefused("fetch_unreachable", url=url, detail=error or type(error).__name__) from None


@contextmanager
def _connected(host: str, port: int, limits: Limits) -> Iterator[tuple[socket.socket, float]]:
    """A connection to a checked address of the host, and the seconds that are left for the answer."""
    found = dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    allowed = [address for address in found if limits.private or is_public(address)]
    if not allowed:
        raise FetchRefused("fetch_private", host=host)
    start = monotonic()
    with socket.create_connection((allowed[0], port), timeout=limits.seconds) as plain:
        yield plain, limits.seconds - (monotonic() - start)


def is_public(address: str) -> bool:
    """Whether an address, in any notation, is on the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


@contextmanager
def _deadline(plain: socket.socket, seconds: float) -> Iterator[list[bool]]:
    """Shut the connection down after this many seconds, even if it trickles data; the list is then not empty."""
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        with suppress(OSError):  # it may have ended by itself
            plain.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _secured(plain: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain.dup(), server_hostname=host)


def _expanded(url: str, body: bytes, coding: str, limits: Limits) -> bytes:
    """The decompressed body: some servers compress it unasked."""
    if coding.strip().lower() not in ("gzip", "x-gzip"):
        return body
    try:
        data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, limits.bytes + 1)
    except zlib.error as error:
        raise ValueError(error) from None
    return _within(url, data, limits)


def _within(url: str, body: bytes, limits: Limits) -> bytes:
    """The body, cut to the limit if that is allowed. Raises FetchRefused."""
    if len(body) > limits.bytes and not limits.cut:
        raise FetchRefused("fetch_large", url=url, limit=limits.bytes // MEBIBYTE)
    return body[: limits.bytes]


def _answer(url: str, connected: socket.socket, limits: Limits) -> Fetched:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.sock = connected
    at = datetime.now(UTC)
    try:
        path = urlunsplit(("", "", parts.path, parts.query, ""))
        headers = {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Connection": "close"}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = bytearray()
        while len(body) <= limits.bytes and (piece := response.read(min(65_536, limits.bytes + 1))):
            body += piece
        whole = _within(url, bytes(body), limits)
        declared = response.headers.get("Content-Length", "")
        if declared.isdecimal() and len(body) < min(int(declared), limits.bytes):
            raise http.client.IncompleteRead(b"")
        data = _expanded(url, whole, response.headers.get("Content-Encoding", ""), limits)
        named = {name.lower(): value for name, value in response.headers.items()}
        kind = named.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(url, response.status, kind, named, data, at)
    finally:
        connection.close()
        connected.close()
