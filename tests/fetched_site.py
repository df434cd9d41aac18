"""A local server of pages to fetch, and functions that fetch them."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from qa.fetch.adding import Added, add
from qa.fetch.client import Limits

TEXT = "河湾县水库今天开工，总投资三亿元，明年年底蓄水。县水利局局长王泉说，水库可以灌溉十万亩农田。"
LOCAL = Limits(bytes=200_000, seconds=2, private=True)


def page(title: str, charset: str = "utf-8") -> bytes:
    head = f"<title>{title}</title><meta property='article:published_time' content='2023-05-06'>"
    return f"<html><head>{head}</head><body><h1>{title}</h1><p>{TEXT}</p></body></html>".encode(charset)


class Handler(BaseHTTPRequestHandler):
    """Serves what the test put into `site`: path -> (status, headers, body)."""

    site: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"a")
                    time.sleep(0.1)
            return
        status, headers, body = self.site.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def site() -> Iterator[str]:
    """Run a server for the pages given to `put`; yields its address."""
    Handler.site, Handler.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def put(path: str, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    Handler.site[path] = (status, {"Content-Type": kind, **named}, body)


def added(url: str | list[str], home: Path, **kind: object) -> Added:
    urls = [url] if isinstance(url, str) else url
    return add(urls, home, **({"limits": LOCAL, "pause": 0} | kind))  # type: ignore[arg-type]


def reason(done: Added) -> str:
    ((_, message),) = done.refused
    return str(message)
