"""The queue of questions, in turn by client: those who ask a lot wait for those who ask little, not the reverse."""

from typing import Any

from fastapi import Request
from gradio.data_classes import PredictBodyInternal
from gradio.queueing import Event, Queue
from gradio.server_messages import ProcessCompletedMessage

from corpus.catalogue import Message
from qa.web.api.queue import in_turn, last_of_greediest


class FairQueue(Queue):  # type: ignore[misc]
    """Clients take turns, and so do the sessions of a client. If the queue is full, the one with the most gives way."""

    async def push(self, body: PredictBodyInternal, request: Request, username: str | None) -> tuple[bool, Any, str]:
        """Add a question, if there is room. Returns whether it was added, its id or the reason, and a status."""
        if self.max_size is not None and len(self) >= self.max_size:
            await self._make_room(_client(request), f"{_client(request)} {body.session_hash}")
        added: tuple[bool, Any, str] = await super().push(body, request, username)
        for waiting in self.event_queue_per_concurrency_id.values():
            waiting.queue[:] = in_turn(in_turn(waiting.queue, _session), lambda event: _client(event.request))
        return added

    async def _make_room(self, client: str, session: str) -> None:
        """Drop the newest question of a client that has more of them than the newcomer.

        If there is none, that of a session that has more than the newcomer's, of the same client.
        """
        waiting = [event for queue in self.event_queue_per_concurrency_id.values() for event in queue.queue]
        leaving = last_of_greediest(waiting, lambda event: _client(event.request), client)
        if leaving is None:
            own = [event for event in waiting if _client(event.request) == client]
            leaving = last_of_greediest(own, _session, session)
        if leaving is not None:
            await self.remove_from_queue(leaving._id)
            told = {
                "error": str(Message("queue_full", count=len(self))),
                "visible": True,
                "duration": 10,
                "title": "Error",
            }
            self.send_message(leaving, ProcessCompletedMessage(output=told, success=False))


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _session(event: Event) -> str:
    return f"{_client(event.request)} {event.session_hash}"
