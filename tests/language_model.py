"""A local server with a language model's API, which behaves well or badly as a test decides."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Say: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


class Endpoint:
    """An OpenAI-compatible server whose behaviour a test sets; it records the requests it gets."""

    def __init__(self) -> None:
        self.say: Say = says("")
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                endpoint.requests.append(json.loads(body))
                endpoint.headers.append({name.lower(): value for name, value in self.headers.items()})
                endpoint.say(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


def event(piece: str) -> bytes:
    chunk = {
        "id": "1",
        "object": "chat.completion.chunk",
        "model": "m",
        "choices": [{"index": 0, "delta": {"content": piece}}],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()


def head(request: BaseHTTPRequestHandler, status: int = 200, kind: str = "text/event-stream") -> None:
    request.send_response(status)
    request.send_header("Content-Type", kind)
    request.end_headers()


def says(text: str, *, size: int = 3) -> Say:
    """Send the text in pieces of a few characters, then the end of the stream."""

    def say(request: BaseHTTPRequestHandler) -> None:
        head(request)
        for at in range(0, len(text), size):
            request.wfile.write(event(text[at : at + size]))
        request.wfile.write(b"data: [DONE]\n\n")

    return say


def sends(raw: bytes, status: int = 200, kind: str = "text/event-stream") -> Say:
    def say(request: BaseHTTPRequestHandler) -> None:
        head(request, status, kind)
        request.wfile.write(raw)

    return say
