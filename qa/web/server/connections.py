"""Closes connections that are silent or too slow; if there are too many, these are closed first.

A browser or a program sends its request in a moment. A client that opens hundreds of connections and sends nothing on
them (slow loris) must not shut out the others, nor must one client that asks a lot.
"""

import asyncio
from collections import Counter
from collections.abc import Collection
from ipaddress import ip_address, ip_network

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS, OF_A_CLIENT = 500, 300
"""Open connections, in all and per client. An open page holds two or three; behind a proxy, all are of one client."""
MAX_CONNECTIONS, GRACE = 800, 1.0
"""For GRACE seconds there may be up to MAX_CONNECTIONS: a client that has just connected has had no time to ask."""
HEAD_SECONDS = 10.0
"""Seconds for the head of a request, from the connection or the first byte of the head."""
BODY_SECONDS, SLOWEST = 20.0, 4_000
"""Seconds for a body, plus one for every SLOWEST bytes received."""
READ_SECONDS = 60.0
"""Seconds for a client that has stopped reading what it is sent."""


class PatientConnection(H11Protocol):
    """A connection that is closed if its client keeps it waiting. One connection too many is answered with 503."""

    awaited: object = None
    """What is expected next: a head (h11.IDLE), a body (h11.SEND_BODY), or something else, without a deadline."""
    since = 0.0
    """Since when it has been expected, on the event loop's clock."""
    asked = False
    """Whether a whole request has arrived."""
    _received = 0
    _deadline: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._wait()
        others = [other for other in self.connections if isinstance(other, PatientConnection) and other is not self]
        if not make_room(self, others):
            self.limit_concurrency = 0  # which answers its request with 503

    def data_received(self, data: bytes) -> None:
        """Part of a request has arrived."""
        self._received += len(data)
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has disconnected, or was disconnected."""
        self._set_deadline(None)
        self.resume_writing()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client has stopped reading."""
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
        """Whether it is waiting for a request or the rest of one."""
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
        if self.flow.read_paused:  # it is the server that is not reading
            self._set_deadline(self.loop.time() + 1)
        else:
            self.transport.abort()


def make_room(newcomer: PatientConnection, others: Collection[PatientConnection]) -> bool:
    """Whether there is room for one more; if need be, closes a connection of the client that has the most.

    That is the one that has been silent the longest, those that never asked first. If none is silent, it is the
    newest, unless the newcomer belongs to that client: then there is no room.
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
    """The client, as far as its address identifies it."""
    return network(connection.client[0] if connection.client else "")


def network(address: str) -> str:
    """The address of a client; for IPv6, where everyone has as many addresses as they like, its /64 network."""
    try:
        return str(ip_network((ip_address(address), 64), strict=False)) if ":" in address else address
    except ValueError:
        return address
