"""Writers: each takes readings one by one and writes them to a binary stream in its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from ..claim import Reading


class Writer(Protocol):
    """One format."""

    def add(self, reading: Reading) -> None:
        """Write one reading, or keep it until it is known how."""

    def close(self, *, single: bool) -> None:
        """Write what is left; `single` where one document was asked for, not a list of them."""


class LinesWriter:
    """JSON Lines: one compact object a line."""

    def __init__(self, out: BinaryIO, safe: Callable[[bytes], bytes]) -> None:
        self._out, self._safe = out, safe

    def add(self, reading: Reading) -> None:
        """Write one line."""
        self._out.write(self._safe(reading.to_json()) + b"\n")
        self._out.flush()

    def close(self, *, single: bool) -> None:
        """Nothing is left to write."""


class JsonWriter:
    """JSON: one object for one document, an array for several."""

    def __init__(self, out: BinaryIO, safe: Callable[[bytes], bytes]) -> None:
        self._out, self._safe = out, safe
        self._first: Reading | None = None
        self._open = False

    def add(self, reading: Reading) -> None:
        """Keep the first reading until a second one shows that an array is needed."""
        if self._first is None and not self._open:
            self._first = reading
            return
        if self._first is not None:
            self._element(b"[\n", self._first)
            self._first, self._open = None, True
        self._element(b",\n", reading)

    def close(self, *, single: bool) -> None:
        """Write the only object, or end the array; an empty array where none of several could be read."""
        if self._open:
            self._out.write(b"\n]\n")
        elif self._first is None:
            self._out.write(b"" if single else b"[]\n")
        elif single:
            self._element(b"", self._first)
            self._out.write(b"\n")
        else:
            self._element(b"[\n", self._first)
            self._out.write(b"\n]\n")
        self._out.flush()

    def _element(self, before: bytes, reading: Reading) -> None:
        self._out.write(before + self._safe(reading.to_json(indent=2)))


class TextWriter:
    """Pages for people, a line between two of them."""

    def __init__(self, out: BinaryIO, page: Callable[[Reading], str], between: str, encoding: str = "utf-8") -> None:
        self._out, self._page, self._between, self._encoding = out, page, between, encoding
        self._started = False

    def add(self, reading: Reading) -> None:
        """Write one page."""
        text = self._between + self._page(reading) if self._started else self._page(reading)
        self._started = True
        self._out.write(text.encode(self._encoding, "backslashreplace"))
        self._out.flush()

    def close(self, *, single: bool) -> None:
        """Nothing is left to write."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where the output goes: a terminal or not, whether it takes styles and colours, and in which encoding."""

    terminal: bool = False
    styled: bool = False
    colour: bool = False
    encoding: str = "utf-8"


def writer(form: str, out: BinaryIO, look: Look, *, explain: bool = False) -> Writer:
    """The writer of a format. Only what it needs is imported: Rich for the table alone."""
    if form in ("json", "jsonl"):
        from .safe import json_for_terminal

        safe: Callable[[bytes], bytes] = json_for_terminal if look.terminal else bytes
        return JsonWriter(out, safe) if form == "json" else LinesWriter(out, safe)
    from .outline import outline

    if form == "markdown":
        from .markdown import markdown

        return TextWriter(out, lambda reading: markdown(outline(reading, explain=explain)), "\n---\n\n", look.encoding)
    from .table import WIDTH, table

    def page(reading: Reading) -> str:
        return table(outline(reading, explain=explain), terminal=look.styled, colour=look.colour)

    return TextWriter(out, page, "\n" + "─" * WIDTH + "\n\n", look.encoding)
