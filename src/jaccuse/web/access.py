"""Who asks, and what they may do.

Every request passes `Gate` before anything else sees it. It finds out who asks: by a token (`Authorization: Bearer …`, or the
password of Basic for clients that know nothing else), by a session's cookie, or, where reading is open, by being on this
machine. Without any, only what is needed to log in is answered. Roles build on each other:

    reader      reads everything, has texts read in the paste box
    reviewer    decides at the review desk; each decision carries the account's name
    admin       a reviewer who may also see the accounts (they are made on the command line)

A request that changes something and does not come with a token must come from our own pages (its origin), and with the token
of its session.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .settings import Settings, is_loopback

SAFE = ("GET", "HEAD", "OPTIONS")
#: Answered to everybody: what the page to log in needs, and whether the server lives.
OPEN = ("/static/", "/favicon.ico", "/healthz", "/login")


class Role(IntEnum):
    """What somebody may do; each role may do all that is below it."""

    NOBODY = 0
    READER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True)
class Who:
    """Who asks. name: of the account, None without one; by: `token`, `session` or `` (nothing); csrf: the session's secret."""

    role: Role
    name: str | None = None
    by: str = ""
    csrf: str = ""


class Doorman(Protocol):
    """What knows accounts."""

    async def by_token(self, token: str) -> Who | None:
        """Whose token it is."""
        ...

    async def by_session(self, cookie: str) -> Who | None:
        """Whose session it is."""
        ...


class Gate:
    """Puts `Who` into every request's state, and turns away who may not even read."""

    def __init__(
        self, app: ASGIApp, settings: Settings, doorman: Doorman | None, refuse: Callable[[HTTPConnection, int, str], Response]
    ) -> None:
        self.app = app
        self._settings = settings
        self._doorman = doorman
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        who = await self._who(asked)
        refused: Response | None = None
        if who is None:
            refused = self._refuse(asked, 401, "bad-token")
        else:
            asked.state.who = who
            if scope["method"] not in SAFE and who.by != "token" and not self._ours(asked.headers, scope):
                refused = self._refuse(asked, 403, "foreign-origin")
            elif who.role < Role.READER and not _open(scope["path"]):
                refused = self._refuse(asked, 401, "login-needed")
        await (refused or self.app)(scope, receive, send)

    async def _who(self, asked: HTTPConnection) -> Who | None:
        """None where a token was given that is none."""
        asked.state.who = Who(Role.NOBODY)
        if (given := asked.headers.get("authorization")) is not None:
            token = _token(given)
            return await self._doorman.by_token(token) if token and self._doorman else None
        cookie = asked.cookies.get(cookie_name(self._settings))
        if cookie and self._doorman and (found := await self._doorman.by_session(cookie)):
            return found
        direct = asked.client is not None and is_loopback(asked.client.host) and not _passed_on(asked.headers)
        return Who(Role.READER if self._settings.open_reading and direct else Role.NOBODY)

    def _ours(self, headers: Headers, scope: Scope) -> bool:
        """Whether a request that changes something comes from one of our pages, or from no page at all."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        if origin is None:
            return True
        schemes = ("https",) if self._settings.secure else (scope["scheme"], "http")
        return origin in {f"{scheme}://{headers.get('host', '')}" for scheme in schemes}


def cookie_name(settings: Settings) -> str:
    """The session's cookie; over https with the prefix that ties it to this very host."""
    return "__Host-jaccuse" if settings.secure else "jaccuse"


def _passed_on(headers: Headers) -> bool:
    """Whether something stands between us and who asks: then that they seem to be on this machine says nothing."""
    return any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip", "via"))


def _open(path: str) -> bool:
    bare = path[3:] if path[:4] in ("/en/", "/fr/") else path
    return any(bare == known or (known.endswith("/") and bare.startswith(known)) for known in OPEN)


def _token(given: str) -> str | None:
    """The token of an Authorization header: Bearer, or the password of Basic."""
    kind, _, rest = given.strip().partition(" ")
    if kind.lower() == "bearer":
        return rest.strip() or None
    if kind.lower() != "basic":
        return None
    try:
        return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2] or None
    except (binascii.Error, ValueError):
        return None
