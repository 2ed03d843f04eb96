"""One http(s) URL to bytes: public addresses only, checked at every redirect, and bounded in bytes, time and hops."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore2

from .. import __version__
from ..errors import FetchError, ForbiddenAddress
from .addresses import public_addresses, resolve
from .limits import Limits
from .raw import Options, Raw
from .sniff import LOOK, kind_of
from .streams import GZIP_MAGIC, open_source, too_large

USER_AGENT = f"jaccuse/{__version__} (reads one public page for a person; no crawler)"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_SAFE = "/%:?#[]@!$&'()*+,;=~"


def fetch(url: str, options: Options) -> Raw:
    """The bytes behind a URL, with the charset and the kind that the server and the first bytes tell.

    Every host on the way is resolved once, its addresses are checked, and the connection goes to a checked address, so that
    a second answer of the name server cannot lead elsewhere. Proxies of the environment are not used: behind one, the
    address that is asked could not be checked. Certificates are verified against the system's own list.

    Raises:
        ForbiddenAddress: no http(s) URL, or one that leads into a private network.
        FetchError: refused, unreachable, too slow, or too many redirects.
        SourceTooLarge: more bytes than the limit.
        SourceBroken: a format that is not read.
    """
    limits, at = options.limits, url
    clock = _Clock(limits.seconds)
    for _ in range(limits.redirects + 1):
        address = _checked(at, url)
        with _asking(url, clock), _answer(address, url, clock, options) as response:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status in _REDIRECTS and "location" in headers:
                at = _joined(address, headers["location"], url)
                continue
            if response.status != 200:
                raise _refused(response, url)
            data = _body(response, headers, url, clock, limits)
        return _raw(data, url, address, headers, limits)
    raise FetchError(f"more than {limits.redirects} redirects (redirects)", source=url)


class _Clock:
    """How much of the time for the whole fetch is left."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.end = seconds, time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self.end - time.monotonic()


def _checked(url: str, source: str) -> str:
    """The URL in ASCII, if it is one that is fetched."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode()
    except ValueError:
        raise FetchError("this is no URL", source=source) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise ForbiddenAddress(f"{parts.scheme}: is not fetched, only http and https", source=source)
    if parts.username is not None:
        raise FetchError("a URL with a user's name is not fetched", source=urlunsplit(parts._replace(netloc=host)))
    if not host or re.search(r"[\s\x00-\x1f\\]", host):
        raise FetchError("this is no URL", source=source)
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def _joined(base: str, location: str, source: str) -> str:
    try:
        return urljoin(base, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError:
        raise FetchError("it redirects to what is no URL", source=source) from None


@contextmanager
def _asking(source: str, clock: _Clock) -> Iterator[None]:
    """Errors of the client as ours."""
    try:
        yield
    except (httpcore2.TimeoutException, TimeoutError):
        raise FetchError(f"no answer within {clock.seconds:g} seconds", source=source) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        if clock.left <= 0:
            raise FetchError(f"not done within {clock.seconds:g} seconds (seconds)", source=source) from None
        if isinstance(error.__cause__, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in str(error):
            raise FetchError("its certificate is not valid", source=source) from None
        raise FetchError(f"cannot be reached: {error or type(error).__name__}", source=source) from None


@contextmanager
def _answer(url: str, source: str, clock: _Clock, options: Options) -> Iterator[httpcore2.Response]:
    backend = _Backend(source, clock, options)
    wait = max(0.01, clock.left)
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html, application/pdf, text/plain, */*;q=0.5",
        "Accept-Encoding": "identity",
    }
    timeouts = {"connect": wait, "read": wait, "write": wait, "pool": wait}
    try:
        with (
            httpcore2.ConnectionPool(network_backend=backend, max_keepalive_connections=0) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            yield response
    finally:
        backend.stop()


class _Backend(httpcore2.NetworkBackend):
    """Connects to checked addresses only, and cuts the line when the time for the whole fetch is over."""

    def __init__(self, source: str, clock: _Clock, options: Options) -> None:
        self._source, self._clock, self._options = source, clock, options
        self._below = httpcore2.SyncBackend()
        self._alarms: list[tuple[threading.Timer, socket.socket]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first checked address of a host that answers."""
        wait = self._options.limits.connect_seconds
        find = resolve if self._options.allow_private else public_addresses
        addresses = find(host, port, min(wait, self._clock.left), self._source)
        for number, address in enumerate(addresses, 1):
            try:
                stream = self._below.connect_tcp(
                    address, port, max(0.01, min(wait, self._clock.left)), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses) or self._clock.left <= 0:
                    raise
                continue
            self._watch(stream.get_extra_info("socket"))
            return stream
        raise httpcore2.ConnectError("no address")

    def _watch(self, line: socket.socket) -> None:
        # A server may send a byte now and then for hours; a copy of the socket outlives its wrapping in TLS.
        copy = line.dup()
        alarm = threading.Timer(max(0.0, self._clock.left), _cut, (copy,))
        alarm.daemon = True
        alarm.start()
        self._alarms.append((alarm, copy))

    def stop(self) -> None:
        """No more alarms."""
        for alarm, copy in self._alarms:
            alarm.cancel()
            copy.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _refused(response: httpcore2.Response, source: str) -> FetchError:
    phrase = response.extensions.get("reason_phrase", b"")
    words = phrase.decode("latin-1") if isinstance(phrase, bytes) else ""
    remedy = "open it in a browser, save it and read the file" if response.status in (401, 402, 403, 406, 429, 451) else None
    return FetchError(f"the server answered {response.status} {words}".rstrip(), source=source, remedy=remedy)


def _body(response: httpcore2.Response, headers: dict[str, str], source: str, clock: _Clock, limits: Limits) -> bytes:
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.source_bytes:
        raise too_large(source, limits.source_bytes)
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_stream():
        size += len(chunk)
        if size > limits.source_bytes:
            raise too_large(source, limits.source_bytes)
        if clock.left <= 0:
            raise httpcore2.ReadTimeout
        chunks.append(chunk)
    if clock.left <= 0:
        # The end may be the alarm's, not the server's.
        raise httpcore2.ReadTimeout
    return b"".join(chunks)


def _raw(data: bytes, source: str, url: str, headers: dict[str, str], limits: Limits) -> Raw:
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"the server sent it packed as {coding}, which was not asked for", source=source)
    if data.startswith(GZIP_MAGIC):
        data = open_source(data, source, limits).read_all(limits.source_bytes)
    told = headers.get("content-type", "")
    charset = _CHARSET.search(told)
    kind = kind_of(data[:LOOK], source, told)
    return Raw(data, source, url=url, charset=charset[1] if charset else None, kind=kind)
