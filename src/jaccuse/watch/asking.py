"""One request under the guard of `sources.fetch`, with what a watch needs besides: other headers, any status, a POST."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import httpcore2

from ..errors import FetchError
from ..sources import fetch
from ..sources.raw import Options, Raw


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said at last. headers: names in lower case; data: the body, with 200 only; url: where it was said."""

    status: int
    reason: str
    headers: dict[str, str]
    data: bytes
    url: str


def ask(
    url: str,
    options: Options,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
    before: Callable[[str], None] | None = None,
) -> Answer:
    """Ask for a URL and follow where it leads, as `fetch` does; any status but a redirect is an answer.

    headers: to be sent; body: makes it a POST, which follows no redirects; before: told each address before it is asked.

    Raises:
        ForbiddenAddress, FetchError, SourceTooLarge: see `sources.fetch.fetch`.
    """
    limits, at, method = options.limits, url, "GET" if body is None else "POST"
    clock = fetch._Clock(limits.seconds)
    for _ in range(limits.redirects + 1):
        address = fetch._checked(at, url)
        if before is not None:
            waited = time.monotonic()
            before(address)
            clock.end += time.monotonic() - waited  # courtesy is not the server's slowness
        backend = fetch._Backend(url, clock, options)
        wait = max(0.01, clock.left)
        given: dict[bytes | str, bytes | str] = {"Accept-Encoding": "identity"}
        given.update(headers)
        if body is not None:
            given["Content-Length"] = str(len(body))
        timeouts = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), wait)}
        try:
            with (
                fetch._asking(url, clock),
                httpcore2.ConnectionPool(network_backend=backend, max_keepalive_connections=0) as pool,
                pool.stream(method, address, headers=given, content=body, extensions=timeouts) as got,
            ):
                told = _headers(got.headers)
                if got.status in fetch._REDIRECTS and "location" in told and body is None:
                    at = fetch._joined(address, told["location"], url)
                    continue
                data = fetch._body(got, told, url, clock, limits) if got.status == 200 else b""
                phrase = got.extensions.get("reason_phrase", b"")
                return Answer(got.status, phrase.decode("latin-1") if isinstance(phrase, bytes) else "", told, data, address)
        finally:
            backend.stop()
    raise FetchError(f"more than {limits.redirects} redirects (redirects)", source=url)


def raw_of(answer: Answer, source: str, options: Options) -> Raw:
    """The bytes of an answer, unpacked, with what it says of them. Raises FetchError, SourceError."""
    return fetch._raw(answer.data, source, answer.url, answer.headers, options.limits)


def refused(answer: Answer) -> str:
    """An answer that is no page, in words."""
    return f"the server answered {answer.status} {answer.reason}".rstrip()


def _headers(given: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in given}
