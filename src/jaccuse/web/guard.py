"""What every answer carries, under which names the server answers, and how much may be sent to it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import Settings

#: Nothing inline, nothing from elsewhere, nowhere to be framed. Pictures are our own or drawn in the page.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "x-robots-tag": "noindex",
}


class Guard:
    """The outermost layer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._headers = dict(HEADERS)
        if settings.secure:
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or turn away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if "cache-control" not in headers:
                    headers["cache-control"] = "private, no-cache"
            await send(message)

        headers = Headers(scope=scope)
        if not self._named(headers.get("host", "")):
            refused = PlainTextResponse("This server does not answer under that name.\n", 421)
            await refused(scope, receive, sent)
            return
        most = self._settings.limits.body_bytes
        if headers.get("content-length", "0").isdecimal() and int(headers.get("content-length", "0")) > most:
            refused = PlainTextResponse(f"More than {most:,} bytes were sent (body_bytes).\n", 413)
            await refused(scope, receive, sent)
            return
        await self.app(scope, _counted(receive, most), sent)

    def _named(self, host: str) -> bool:
        hosts = self._settings.hosts
        if hosts is None:
            return True
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() and not host.endswith("]") else host
        return name.strip("[]").lower() in hosts


class TooMuch(Exception):
    """More was sent than is taken."""


def _counted(receive: Receive, most: int) -> Receive:
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise TooMuch
        return message

    return counted
