"""Reading a text on the spot: in a process of its own, so that what takes too long can be ended.

One process is kept, with the engine loaded; it reads one text at a time. It fetches pages too, through the sources' own guard
against private networks (`jaccuse.sources.fetch`).
"""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

import msgspec

from .. import errors
from ..claim import Reading
from ..errors import ForbiddenAddress, JaccuseError


class Wanted(NamedTuple):
    """What is to be read: a text, or the page behind a URL. bytes, seconds: limits of fetching."""

    text: str | None
    url: str | None
    language: str | None
    published: str | None
    bytes: int
    seconds: float


class Slow(JaccuseError):
    """Reading took too long."""


class Reader:
    """The process, made when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def read(self, wanted: Wanted, seconds: float) -> Reading:
        """What the text says. Raises JaccuseError: what the sources and the engine raise, and Slow. Blocks."""
        if not self._lock.acquire(timeout=seconds):
            raise Slow("others are having texts read", remedy="try again in a moment")
        try:
            line = self._begun()
            try:
                line.send(wanted)
                if not line.poll(seconds):
                    raise Slow(f"reading took longer than {seconds:g} seconds (read_seconds)", remedy="paste a shorter text")
                kind, body = line.recv()
            except (EOFError, OSError):
                self._end()
                raise Slow("the reader stopped before it was done", remedy="try a shorter text") from None
            except Slow:
                self._end()
                raise
        finally:
            self._lock.release()
        if kind == "reading":
            return msgspec.json.decode(body, type=Reading)
        name, message, source, remedy = body
        raise getattr(errors, name, JaccuseError)(message, source=source, remedy=remedy)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _begun(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs,), daemon=True, name="jaccuse-reader")
            self._process.start()
            theirs.close()
        return self._line

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(5)
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _work(line: Connection) -> None:
    """The other process: reads what it is sent, until nobody sends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            wanted = line.recv()
        except (EOFError, OSError):
            return
        line.send(_read(wanted))


def _read(wanted: Wanted) -> tuple[str, object]:
    from .. import Document, read
    from ..sources import Limits, load_one, normalise_date

    try:
        if wanted.url is not None:
            if not wanted.url.lower().startswith(("http://", "https://")):  # nothing else may be opened: no path, no "-"
                raise ForbiddenAddress("only http and https addresses are fetched", source=wanted.url)
            limits = Limits(source_bytes=wanted.bytes, text_chars=wanted.bytes, seconds=wanted.seconds, redirects=3)
            document = load_one(wanted.url, language=wanted.language, published=wanted.published, limits=limits)
        else:
            published = normalise_date(wanted.published) if wanted.published else None
            document = Document.from_text(wanted.text or "", language=wanted.language, published=published)
        return "reading", read(document).to_json()
    except JaccuseError as error:
        return "error", (type(error).__name__, error.message, error.source, error.remedy)
    except RecursionError:
        return "error", ("SourceBroken", "nested too deeply", None, None)
