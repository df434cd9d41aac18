"""The requests that a question sends to a Qdrant server, over real HTTP, but without nodes.

Qdrant's core in this process answers them.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from qdrant_client import models as m

from tests.qdrant_edge_client import EdgeClient


@contextmanager
def serving() -> Iterator[tuple[int, list[EdgeClient], list[int]]]:
    """Run a server. Yields its port, a list to put the core into, and the ports that its requests came from."""
    cores: list[EdgeClient] = []
    askers: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send({"title": "qdrant - vector search engine", "version": cores[0].info().version})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            _, _, collection, _, *what = self.path.partition("?")[0].split("/")
            askers.append(self.client_address[1])
            self._send({"result": ANSWERS["/".join(what)](cores[0], collection, body), "status": "ok", "time": 0.0})

        def _send(self, answer: object) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, cores, askers
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _count(core: EdgeClient, collection: str, body: dict[str, Any]) -> object:
    asked = m.CountRequest(**body)
    return {"count": core.count(collection, asked.filter, exact=True).count}


def _retrieve(core: EdgeClient, collection: str, body: dict[str, Any]) -> object:
    return [_point(p) for p in core.retrieve(collection, body["ids"], body["with_payload"], body["with_vector"])]


def _query(core: EdgeClient, collection: str, body: dict[str, Any]) -> object:
    answers = core.query_batch_points(collection, m.QueryRequestBatch(**body).searches)
    return [{"points": [_point(point) for point in answer.points]} for answer in answers]


def _scroll(core: EdgeClient, collection: str, body: dict[str, Any]) -> object:
    asked = m.ScrollRequest(**body)
    points, offset = core.scroll(collection, asked.filter, asked.limit or 10, asked.offset, with_payload=False)
    return {"points": [{"id": point.id} for point in points], "next_page_offset": offset}


ANSWERS: dict[str, Callable[[EdgeClient, str, dict[str, Any]], object]] = {
    "": _retrieve,
    "count": _count,
    "query/batch": _query,
    "scroll": _scroll,
}


def _point(point: Any) -> dict[str, object]:
    score = {} if point.score is None else {"score": point.score, "version": 0}
    vectors = {name: _numbers(vector) for name, vector in point.vector.items()}
    return {"id": point.id, "payload": point.payload, "vector": vectors, **score}


def _numbers(vector: Any) -> object:
    return vector if isinstance(vector, list) else {"indices": list(vector.indices), "values": list(vector.values)}
