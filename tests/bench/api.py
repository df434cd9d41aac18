"""What HTTP adds to a search: the same questions to the service in this process and to `qa serve`, in turn."""

import http.client
import json
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from qa.service import Service
from tests.bench.apart import timed
from tests.bench.load import question, served

HEAD = ("questions", "p50 ms Python", "p50 ms POST /api/search", "p50 ms between the two", "p50 ms GET /healthz")
WARM = 30
"""Questions asked before the clock starts."""
HITS = 10
"""Hits per search."""

Ask = Callable[[str], None]


def measure(home: Path, count: int) -> list[object]:
    """A table row below HEAD, measured over one keep-alive connection."""
    service = Service(home)
    with served(home) as (url, _, _), closing(http.client.HTTPConnection(urlsplit(url).netloc)) as connection:

        def python(text: str) -> None:
            service.search(text, HITS)

        def search(text: str) -> None:
            _send(connection, "POST", "/api/search", json.dumps({"query": text, "k": HITS}))

        def health(_: str) -> None:
            _send(connection, "GET", "/healthz")

        for number in range(count, count + WARM):
            _milliseconds((python, search, health), question(number))
        taken = [_milliseconds((python, search, health), question(number)) for number in range(count)]
    in_python, over_http, nothing = map(median, zip(*taken, strict=True))
    return [count, in_python, over_http, median(b - a for a, b, _ in taken), nothing]


def _milliseconds(ways: Sequence[Ask], text: str) -> list[float]:
    found = []
    for way in ways:
        with timed() as watch:
            way(text)
        found.append(1000 * watch.seconds)
    return found


def _send(connection: http.client.HTTPConnection, method: str, path: str, body: str | None = None) -> None:
    connection.request(method, path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    response.read()
    assert response.status == http.client.OK, response.status
