"""One log line for each request, as text or as JSON; questions are logged only if asked for."""

import json
import sys
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.observing import Observation
from qa.web.api.metrics import Metrics

LEFT = 499
"""The status of a request whose client disconnected before the response began (nginx's number)."""


@dataclass(frozen=True, slots=True)
class RequestLog:
    """Where the lines go, and their format."""

    as_json: bool = False
    questions: bool = False
    """Whether questions are logged as well, one line each."""
    stream: TextIO = field(default_factory=lambda: sys.stderr)

    def request(self, scope: Scope, status: int, seconds: float) -> None:
        """Log a request that has ended. Its path is logged as it was sent, so no character in it can break the line."""
        path = scope.get("raw_path") or b""
        self._write(
            "request",
            method=scope["method"],
            path=path.partition(b"?")[0].decode("ascii", "backslashreplace"),
            status=status,
            ms=round(seconds * 1000, 1),
            client=scope["client"][0] if scope.get("client") else "",
        )

    def question(self, seen: Observation) -> None:
        """Log a question that has ended."""
        if self.questions:
            self._write(
                "question", kind=seen.kind, outcome=seen.outcome, ms=round(seen.seconds * 1000, 1), text=seen.text
            )

    def _write(self, event: str, **told: object) -> None:
        line = {"time": datetime.now().astimezone().isoformat(timespec="milliseconds"), "event": event, **told}
        shown = (
            json.dumps(line, ensure_ascii=False) if self.as_json else " ".join(_plain(value) for value in line.values())
        )
        print(shown, file=self.stream, flush=True)  # printing lines is its purpose


def _plain(value: object) -> str:
    """A value without spaces as it is, any other value in quotation marks."""
    text = str(value)
    return text if text.isprintable() and text and " " not in text else json.dumps(text, ensure_ascii=False)


class Observed:
    """ASGI middleware: counts every request, and logs it if there is a log."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: RequestLog | None) -> None:
        self._app, self._metrics, self._log = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and note the status of the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = perf_counter(), LEFT

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            # Paths that are not API routes are the framework's, and unlimited: one label for all.
            self._metrics.requests.labels(getattr(scope.get("route"), "path", "page"), status).inc()
            if self._log:
                self._log.request(scope, status, perf_counter() - began)
