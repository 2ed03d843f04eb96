"""A file as units of work: lines of JSON Lines, pages of a WARC, or the file as it is. Reading them understands nothing yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..errors import JaccuseError
from ..sources.limits import Limits
from ..sources.raw import Options, Raw
from ..sources.sniff import LOOK, kind_of
from ..sources.streams import open_source
from .plan import Source

#: A batch for a worker ends at so many units or so many bytes.
UNITS, BYTES = 256, 1 << 20


class Unit(NamedTuple):
    """What a worker makes documents of.

    source: number of its file in the plan; number: which unit of its file it is, from 1; at: how many bytes of the file had
    been taken when it was read; what: a line's bytes, a page, an error where the file is damaged there, None: the whole file;
    options: of this unit, in place of the job's.
    """

    source: int
    number: int
    at: int
    name: str
    what: bytes | Raw | JaccuseError | None
    options: Options | None = None

    @property
    def size(self) -> int:
        """About how many bytes it weighs."""
        return len(self.what) if isinstance(self.what, bytes) else len(self.what.data) if isinstance(self.what, Raw) else 1024


def units(source: Source, place: int, done: int, limits: Limits) -> Iterator[Unit]:
    """The units of a file behind the first `done` ones, in order. Never raises for bad input; lazy, in constant memory."""
    number = 0
    for number, (at, name, what) in enumerate(_all(source, limits), 1):
        if number > done:
            yield Unit(place, number, at, name, what)


def batches(given: Iterator[Unit]) -> Iterator[list[Unit]]:
    """The units some at a time."""
    held: list[Unit] = []
    size = 0
    for unit in given:
        held.append(unit)
        size += unit.size
        if len(held) >= UNITS or size >= BYTES:
            yield held
            held, size = [], 0
    if held:
        yield held


def _all(source: Source, limits: Limits) -> Iterator[tuple[int, str, bytes | Raw | JaccuseError | None]]:
    name = source.path
    try:
        reader = open_source(name, name, limits)
        try:
            kind = kind_of(reader.peek(LOOK), name)
            if kind == "warc":
                from ..sources.warc import records

                yield from ((record.at, record.page.name if isinstance(record.page, Raw) else name, record.page)
                            for record in records(name, name, limits))  # fmt: skip
            elif kind == "jsonl":
                from ..sources.items import lines

                for where, line in lines(reader, name, limits):
                    yield reader.consumed, where, line
            else:
                yield source.size, name, None
        finally:
            reader.close()
    except JaccuseError as error:
        error.source = error.source or name
        yield source.size, name, error
