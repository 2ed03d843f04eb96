"""Asking servers as a guest does: with a name, by their robots.txt, with pauses, and only for what has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from .. import __version__
from ..errors import FetchError, MissingExtra, SourceError
from ..sources.raw import Options
from .asking import Answer, ask

ROBOT = "jaccuse"
#: A robots.txt is believed for so many seconds; of one, so many bytes are read; no pause is longer than so many seconds.
BELIEVED, ROBOTS_BYTES, LONGEST_PAUSE = 86_400.0, 512_000, 60.0


class Rules(Protocol):
    """What a robots.txt says."""

    def can_fetch(self, url: str, user_agent: str) -> bool: ...
    def crawl_delay(self, user_agent: str) -> float | None: ...


class Refused(FetchError):
    """The host's robots.txt does not want it fetched."""


class Guest:
    """Asks, from several threads; requests to one host follow each other with a pause between them."""

    def __init__(self, contact: str, pause: float, options: Options) -> None:
        try:
            import protego  # noqa: F401
        except ModuleNotFoundError:
            raise MissingExtra("watching feeds needs the extra `watch`", remedy="pip install 'jaccuse[watch]'") from None
        self._agent = f"{ROBOT}/{__version__} (watches news feeds; {contact})"
        self._pause, self._options = pause, options
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self.stopped = threading.Event()

    def ask(self, url: str, headers: dict[str, str] | None = None) -> Answer:
        """Any answer but a redirect. Raises Refused, FetchError and what else `fetch.ask` raises."""
        given = {"User-Agent": self._agent, "Accept": "*/*", **(headers or {})}
        return ask(url, self._options, headers=given, before=self._before)

    def _before(self, address: str) -> None:
        host = self._host(address)
        with host.lock:
            if host.rules is None or time.monotonic() > host.until:
                host.rules, host.until = self._robots(address, host), time.monotonic() + BELIEVED
            rules = host.rules
            if not rules.can_fetch(address, ROBOT):
                raise Refused("the site's robots.txt does not want it fetched by programs", source=address)
            wanted = rules.crawl_delay(ROBOT) or 0.0
            self._wait(host, min(LONGEST_PAUSE, max(self._pause, wanted)))

    def _wait(self, host: _Host, pause: float) -> None:
        left = host.last + pause - time.monotonic()
        if left > 0 and self.stopped.wait(left):
            raise FetchError("stopped before it was asked", source=host.name)
        host.last = time.monotonic()

    def _host(self, address: str) -> _Host:
        parts = urlsplit(address)
        name = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            return self._hosts.setdefault(name, _Host(name))

    def _robots(self, address: str, host: _Host) -> Rules:
        """The rules of a host. None there: all is free. Its server failing: nothing is, for now (RFC 9309, 2.3.1)."""
        from protego import Protego  # type: ignore[import-untyped, unused-ignore]

        self._wait(host, self._pause)
        url = f"{host.name}/robots.txt"
        try:
            answer = ask(url, self._options, headers={"User-Agent": self._agent, "Accept": "text/plain"})
        except SourceError as error:
            raise FetchError(f"its robots.txt cannot be read: {error.message}", source=address) from None
        if answer.status >= 500 or answer.status == 429:
            raise FetchError(f"its robots.txt cannot be read: the server answered {answer.status}", source=address)
        text = answer.data[:ROBOTS_BYTES].decode("utf-8", "replace") if answer.status == 200 else ""
        rules: Rules = Protego.parse(text)
        return rules


class _Host:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.Lock()
        self.rules: Rules | None = None
        self.until = 0.0
        self.last = -LONGEST_PAUSE


def after(answer: Answer, now: Callable[[], float] = time.time) -> float | None:
    """How many seconds the server asks to be left alone (Retry-After), a day at most; None where it does not."""
    told = answer.headers.get("retry-after", "").strip()
    if told.isdecimal():
        return float(min(int(told), 86_400))
    if told:
        from email.utils import parsedate_to_datetime

        try:
            return min(max(parsedate_to_datetime(told).timestamp() - now(), 0.0), 86_400.0)
        except (TypeError, ValueError):
            return None
    return None
