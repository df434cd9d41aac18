"""Who may use the page: HTTP Basic authentication (RFC 7617), and for programs a bearer token (RFC 6750)."""

import asyncio
import base64
import binascii
import hmac
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus.catalogue import Message
from qa.errors import ServeError
from qa.web.api.paths import HEALTH
from qa.web.api.problems import refusal

USER, PASSWORD, TOKEN = "QA_USER", "QA_PASSWORD", "QA_TOKEN"
SHORTEST = 8
"""Characters of a password: shorter ones are guessed."""
SHORTEST_TOKEN = 16
DELAY = 0.5
"""Seconds before a wrong password is answered."""
MOST_WAITING = 100
"""Wrong ones that wait at once; more are answered directly, or they would take up the connections of others."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who may use the page."""

    user: str
    password: str = field(repr=False)
    token: str = field(default="", repr=False)
    """What programs may send in their place; empty where there is none."""

    def match_token(self, token: str) -> bool:
        """Whether it is the token; no token where there is none."""
        return hmac.compare_digest(token.encode(), self.token.encode()) and bool(self.token)

    def match(self, user: str, password: str) -> bool:
        """Whether both are right; takes as long whichever is wrong."""
        right_user = hmac.compare_digest(user.encode(), self.user.encode())
        right_password = hmac.compare_digest(password.encode(), self.password.encode())
        return right_user and right_password


def credentials_from_environment() -> Credentials:
    """The user and the password of QA_USER and QA_PASSWORD, and the token of QA_TOKEN, if it is set.

    Raises ServeError where one is missing or too short.
    """
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user or ":" in user or len(password) < SHORTEST:
        raise ServeError("auth_missing", user=USER, length=SHORTEST, password=PASSWORD)
    token = os.environ.get(TOKEN, "")
    if token and len(token) < SHORTEST_TOKEN:
        raise ServeError("token_short", token=TOKEN, length=SHORTEST_TOKEN)
    return Credentials(user, password, token)


class Login:
    """ASGI middleware: every request carries the user and the password, or the token; others are answered with 401.

    Only whether the server is well is told to anyone. A wrong password is answered late, which makes guessing slow and keeps nobody else waiting.
    """

    def __init__(
        self, app: ASGIApp, credentials: Credentials, pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._app = app
        self._credentials = credentials
        self._pause = pause
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is let in."""
        headers = Headers(scope=scope) if scope["type"] in ("http", "websocket") else None
        if headers is not None and scope["path"] not in HEALTH and not self._let_in(headers):
            if "authorization" in headers:  # a browser asks without one before it asks its user
                await self._wait()
            challenge = {"www-authenticate": 'Basic realm="article-qa", charset="UTF-8"'}
            await refusal(scope, Message("login_needed"), 401, challenge)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _wait(self) -> None:
        if self._waiting >= MOST_WAITING:
            return
        self._waiting += 1
        try:
            await self._pause(DELAY)
        finally:
            self._waiting -= 1

    def _let_in(self, headers: Headers) -> bool:
        kind, _, encoded = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._credentials.match_token(encoded.strip())
        try:
            user, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return False
        return kind.lower() == "basic" and bool(colon) and self._credentials.match(user, password)
