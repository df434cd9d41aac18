"""Connections that say nothing, or too slowly, are closed; where there are too many, those give way.

A browser or a program sends its request in a moment. Whoever opens hundreds of connections and says nothing on them
(slow loris) must not shut out the others, nor must one client that asks much.
"""

import asyncio
from collections import Counter
from collections.abc import Collection
from ipaddress import ip_address, ip_network

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS, OF_A_CLIENT = 500, 300
"""Open at once; an open page holds two or three. Behind a proxy all are of one client."""
MAX_CONNECTIONS, GRACE = 800, 1.0
"""There may be more of them than that for so many seconds: whoever has just come has had no time to ask."""
HEAD_SECONDS = 10.0
"""For the head of a request, from the connection or the first byte of the head on."""
BODY_SECONDS, SLOWEST = 20.0, 4_000
"""For a body; every so many bytes that came give it another second."""
READ_SECONDS = 60.0
"""For a client that does not read what it is sent."""


class PatientConnection(H11Protocol):
    """A connection that is closed where its client lets it wait. One too many is answered with 503."""

    awaited: object = None
    """What has to come: a head (h11.IDLE), a body (h11.SEND_BODY), or something else that is not waited for."""
    since = 0.0
    """When it began to be awaited, on the loop's clock."""
    asked = False
    """Whether a whole request has come."""
    _received = 0
    _deadline: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has come."""
        super().connection_made(transport)
        self._wait()
        others = [other for other in self.connections if isinstance(other, PatientConnection) and other is not self]
        if not make_room(self, others):
            self.limit_concurrency = 0  # which answers its request with 503

    def data_received(self, data: bytes) -> None:
        """Some of a request has come."""
        self._received += len(data)
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was left."""
        self._set_deadline(None)
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client does not read."""
        super().pause_writing()
        self._reading = self._reading or self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client reads again."""
        super().resume_writing()
        if self._reading:
            self._reading.cancel()
            self._reading = None

    @property
    def silent(self) -> bool:
        """Whether a request, or the rest of one, is waited for."""
        return self.awaited in (h11.IDLE, h11.SEND_BODY)

    def _wait(self) -> None:
        awaited = self.conn.their_state
        if awaited is not self.awaited:
            self.awaited, self.since, self._received = awaited, self.loop.time(), 0
        self.asked = self.asked or not self.silent
        allowed = {h11.IDLE: HEAD_SECONDS, h11.SEND_BODY: BODY_SECONDS + self._received / SLOWEST}.get(awaited)
        self._set_deadline(None if allowed is None else self.since + allowed)

    def _set_deadline(self, at: float | None) -> None:
        if self._deadline:
            self._deadline.cancel()
        self._deadline = None if at is None else self.loop.call_at(at, self._give_up)

    def _give_up(self) -> None:
        if self.flow.read_paused:  # it is the server that does not read
            self._set_deadline(self.loop.time() + 1)
        else:
            self.transport.abort()


def make_room(newcomer: PatientConnection, others: Collection[PatientConnection]) -> bool:
    """Whether there is room for one more; where there was none, a connection of the client that has the most gives way.

    The one that has been silent the longest does, first of those that never asked. If none is silent, the newest goes,
    unless the newcomer is of that client: then it is the one too many.
    """
    held = Counter(client_of(other) for other in others)
    own = client_of(newcomer)
    if held[own] >= OF_A_CLIENT:
        greediest = own
    elif len(others) >= CONNECTIONS:
        greediest = max(held, key=lambda client: (held[client], client == own))
    else:
        return True
    theirs = [other for other in others if client_of(other) == greediest and not other.transport.is_closing()]
    leaving = min((one for one in theirs if one.silent), key=lambda one: (one.asked, one.since), default=None)
    if leaving and leaving.since > newcomer.since - GRACE and len(others) < MAX_CONNECTIONS:
        return True
    if leaving is None and greediest != own:
        leaving = max(theirs, key=lambda one: one.since, default=None)
    if leaving:
        leaving.transport.abort()
    return leaving is not None


def client_of(connection: PatientConnection) -> str:
    """Who is on the other side, as far as its address says."""
    return network(connection.client[0] if connection.client else "")


def network(address: str) -> str:
    """The address of a client; of IPv6 addresses, of which everybody has as many as they like, their network."""
    try:
        return str(ip_network((ip_address(address), 64), strict=False)) if ":" in address else address
    except ValueError:
        return address
