"""Serving the page: an address of this computer, a free port, and a web server around the page."""

import asyncio
import logging
import socket
from collections.abc import Callable
from ipaddress import ip_address
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from corpus.catalogue import system_reason
from qa.errors import ServeError
from qa.web.server.connections import PatientConnection

if TYPE_CHECKING:
    from fastapi import FastAPI

DEFAULT_PORT = 7860
MAX_PORTS = 100
"""Ports tried one after the other if the default one is taken."""

GOODBYE_SECONDS = 1
"""Seconds that open pages get when the server stops: they hold a connection for as long as they are open."""


class PageServer(uvicorn.Server):
    """A web server with callbacks: when it is ready, when a signal stops it, and when it begins to stop."""

    def __init__(
        self,
        app: "FastAPI",
        listener: socket.socket,
        on_ready: Callable[[str], None],
        *,
        on_signal: Callable[[], None] = lambda: None,
        on_stop: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=GOODBYE_SECONDS,
                lifespan="on",
                http=PatientConnection,
                ws="none",
                server_header=False,
                proxy_headers=False,
            )
        )
        self._listener = listener
        self._on_ready, self._on_signal, self._on_stop = on_ready, on_signal, on_stop

    def serve_until_stopped(self) -> None:
        """Block until a signal arrives or `should_exit` is set; the port is free again afterwards."""
        with self._listener:
            self.run(sockets=[self._listener])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; pages that are still open are cut off, which is not logged as an error."""
        self._on_stop()
        log = logging.getLogger("uvicorn.error")
        log.addFilter(_is_no_goodbye)
        try:
            await super().shutdown(sockets)
        finally:
            log.removeFilter(_is_no_goodbye)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Handle a signal."""
        if not self.should_exit:
            self._on_signal()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then report the URL."""
        await super().startup(sockets)
        if self.started:
            self._on_ready(address(self._listener))


def _is_no_goodbye(record: logging.LogRecord) -> bool:
    raised = record.exc_info[1] if record.exc_info else None
    return not (isinstance(raised, asyncio.CancelledError) or "graceful shutdown exceeded" in record.getMessage())


def listen(host: str, port: int, *, guarded: bool = False) -> socket.socket:
    """A socket that listens on a host and port. Port 0 is any free port.

    If the default port is taken, the next free one is used. Raises ServeError for a port in use and, unless a password
    guards the page, for an address that is not loopback.
    """
    family, name = address_of(host, guarded=guarded)
    ports = range(port, port + MAX_PORTS) if port == DEFAULT_PORT else [port]
    for candidate in ports:
        try:
            return _bound(family, name, candidate)
        except OSError as error:
            reason = system_reason(error)
        except OverflowError:
            raise ServeError("port_invalid", port=port) from None
    if len(ports) > 1:
        raise ServeError("ports_taken", first=port, last=ports[-1], host=host, reason=reason)
    raise ServeError("port_taken", port=port, host=host, reason=reason)


def address(listener: socket.socket) -> str:
    """The URL of a listening socket."""
    name, port = bound_host(listener), listener.getsockname()[1]
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


def bound_host(listener: socket.socket) -> str:
    """The address that a socket is bound to, without brackets."""
    return str(listener.getsockname()[0])


def address_of(host: str, *, guarded: bool) -> tuple[socket.AddressFamily, str]:
    """The family of an address and the address itself. Raises ServeError for one that the page must not use."""
    name = "127.0.0.1" if host.lower() == "localhost" else host.strip("[]")
    try:
        given = ip_address(name)
    except ValueError:
        given = None
    if given is None:
        raise ServeError("host_invalid", host=host)
    if not (given.is_loopback or guarded):
        raise ServeError("host_public", host=host)
    return (socket.AF_INET6 if given.version == 6 else socket.AF_INET), name


def _bound(family: socket.AddressFamily, name: str, port: int) -> socket.socket:
    # The protocol must be named, or asyncio leaves Nagle's algorithm on, and an answer waits 40 ms for its last packet.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # Lets a port be used again at once after a stop; it does not let two servers share one.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((name, port))
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener
