"""Pages to ask, served by this process or by `qa serve` in a process of its own."""

import base64
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from qa.service import Service

Running: TypeAlias = Callable[..., AbstractContextManager[str]]
"""The fixture `running`: serves a service's page until a block ends."""

ROOT = Path(__file__).parents[1]
TWO_ARTICLES = {
    "investment": "太忻经济区排出485个项目\n2022-03-25 来源：示例日报\n\n太忻经济区今年有485个项目，总投资5337亿元。两市分工明确。\n",
    "grain": "Coarse grains find buyers\n2022-03-17 Source: Example Digest\n\nThe fair sold grain for 16.53 million yuan.\n",
}
"""Articles for small pages."""


@contextmanager
def serving(home: Path, *options: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `qa serve`. Yields the page's URL and the process, which is killed at the end if it still runs."""
    line = [sys.executable, "-m", "qa", "serve", "--port", "0", "--home", str(home), *options]
    variables = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=variables
    ) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert "http://" in said, process.communicate()[1]
            yield next(word for word in said.split() if word.startswith("http://")), process
        finally:
            process.kill()


def connected(url: str, *, source: str = "127.0.0.1") -> socket.socket:
    """A connection from a local address, on which nothing has been sent yet."""
    place = urlsplit(url)
    return socket.create_connection((str(place.hostname), place.port), timeout=20, source_address=(source, 0))


def indexed(folder: Path, *, model: str = "hashing", **texts: str) -> Service:
    """Index articles (file name -> text) below a new folder and return the service."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in texts.items():
        (articles / f"{name}.txt").write_text(text, "utf-8")
    service = Service(folder / "home", model=model)
    service.rebuild([articles])
    return service


def fetch(url: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    """Status and body of a response, whatever the status."""
    request = Request(url, data, {name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def raw(url: str, line: str, headers: str = "", body: bytes = b"", *, wait: bool = True) -> tuple[int, bytes]:
    """Send a request exactly as given, since HTTP clients normalise paths.

    Returns the status (0 without a response) and all bytes of the response.
    """
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as sent:
        sent.sendall(f"{line} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n{headers}\r\n".encode() + body)
        answer = b""
        while wait and (piece := sent.recv(65_536)):
            answer += piece
    return int(answer.split(b" ", 2)[1]) if answer else 0, answer


def basic(user: str, password: str) -> str:
    """The Authorization header of a login."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
