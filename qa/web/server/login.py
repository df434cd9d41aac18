"""Who may use the page: HTTP Basic authentication (RFC 7617), and for programs a bearer token (RFC 6750)."""

import base64
import binascii
import hmac
import logging
import os
import secrets
from dataclasses import dataclass, field
from math import ceil

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from corpus.catalogue import Message
from qa.errors import ServeError
from qa.web.api.paths import HEALTH
from qa.web.api.problems import refusal
from qa.web.server.guesses import Guesses

USER, PASSWORD, TOKEN = "QA_USER", "QA_PASSWORD", "QA_TOKEN"
MIN_PASSWORD_CHARS = 8
"""Minimum length of a password in characters: shorter ones can be guessed."""
MIN_TOKEN_CHARS = 16
COOKIE = "qa_known"
"""Marks a client that has sent the right password: a wait that others have caused does not apply to it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who may use the page."""

    user: str
    password: str = field(repr=False)
    token: str = field(default="", repr=False)
    """What programs may send instead of user and password; empty if there is none."""

    def match_token(self, token: str) -> bool:
        """Whether this is the token; False if there is none."""
        return hmac.compare_digest(token.encode(), self.token.encode()) and bool(self.token)

    def match(self, user: str, password: str) -> bool:
        """Whether both are right; takes equally long whichever is wrong."""
        right_user = hmac.compare_digest(user.encode(), self.user.encode())
        right_password = hmac.compare_digest(password.encode(), self.password.encode())
        return right_user and right_password


def credentials_from_environment() -> Credentials:
    """The user from QA_USER, the password from QA_PASSWORD and, if it is set, the token from QA_TOKEN.

    Raises ServeError if one is missing or too short.
    """
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user or ":" in user or len(password) < MIN_PASSWORD_CHARS:
        raise ServeError("auth_missing", user=USER, length=MIN_PASSWORD_CHARS, password=PASSWORD)
    token = os.environ.get(TOKEN, "")
    if token and len(token) < MIN_TOKEN_CHARS:
        raise ServeError("token_short", token=TOKEN, length=MIN_TOKEN_CHARS)
    return Credentials(user, password, token)


class Login:
    """ASGI middleware: every request must carry the user and password, or the token; others are answered with 401.

    After wrong ones there is a wait (qa.web.server.guesses), during which passwords are not checked but answered with
    429. A cookie exempts a client that was let in before; it holds no information and grants no access by itself.
    Only the health checks are open to everyone.
    """

    def __init__(self, app: ASGIApp, credentials: Credentials, guesses: Guesses | None = None) -> None:
        self._app = app
        self._credentials = credentials
        self._guesses = guesses or Guesses()
        self._known = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is let in."""
        if scope["type"] not in ("http", "websocket") or scope["path"] in HEALTH:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = _given(headers)
        address = scope["client"][0] if scope.get("client") else ""
        cookie = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
        known = hmac.compare_digest(cookie.encode(), self._known.encode())
        wait = self._guesses.wait(address)
        if given and wait and not known:
            later = {"retry-after": str(ceil(wait)), "connection": "close"}
            await refusal(scope, Message("login_wait"), 429, later)(scope, receive, send)
        elif given and self._match(*given):
            await self._app(scope, receive, send if known else self._marking(send))
        else:
            if given:  # a browser first tries without one, then asks its user
                log.warning("wrong password from %s, %d of late", address, self._guesses.add(address))
            challenge = {"www-authenticate": 'Basic realm="article-qa", charset="UTF-8"', "connection": "close"}
            await refusal(scope, Message("login_needed"), 401, challenge)(scope, receive, send)

    def _match(self, user: str | None, secret: str) -> bool:
        return self._credentials.match_token(secret) if user is None else self._credentials.match(user, secret)

    def _marking(self, send: Send) -> Send:
        async def marking(message: Event) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{COOKIE}={self._known}; Path=/; HttpOnly; SameSite=Strict"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        return marking


def _given(headers: Headers) -> tuple[str | None, str] | None:
    """The user and password of a request, or None and its token; None if it has neither."""
    kind, _, encoded = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return None, encoded.strip()
    try:
        user, colon, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (user, password) if kind.lower() == "basic" and colon else None
