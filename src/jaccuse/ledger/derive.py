"""Tables that are made from the history, and the one loop that keeps them up to date.

A deriver owns some tables and knows how to add a batch of entries to them. All derivers advance together, a batch a
transaction, behind one watermark in `meta`; so a run that is stopped goes on where it stood, and nothing is half there. Where a
deriver's version changes, all tables are dropped and made again from the first entry.

What a deriver writes must be a pure function of the *set* of entries, `seq` and `at` aside: the order of arrival must not show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, MetaData, select

from . import bodies
from .dialects import rows_between
from .entries import Entry
from .schema import meta

BATCH = 20_000


class Deriver(Protocol):
    """Owner of some derived tables.

    name, version: a change of the version makes every derived table anew. tables: what it owns.
    """

    name: str
    version: int
    tables: MetaData

    def apply(self, connection: Connection, batch: Sequence[Entry]) -> None:
        """Add the next entries of the history, in order, inside the caller's transaction."""
        ...


@dataclass(frozen=True)
class Watermark:
    """How far the derived tables are: the versions they were made by, and the number of entries in them."""

    versions: str
    size: int


def versions(derivers: Sequence[Deriver]) -> str:
    """The names and versions of the derivers, as one string."""
    return " ".join(f"{deriver.name}={deriver.version}" for deriver in derivers)


def newer(made_by: str, derivers: Sequence[Deriver]) -> list[str]:
    """The names of tables that a newer jaccuse made: of a higher version, or unknown here."""
    ours = {deriver.name: deriver.version for deriver in derivers}
    theirs = (part.partition("=") for part in made_by.split())
    return [name for name, _, version in theirs if version.isdecimal() and int(version) > ours.get(name, 0)]


def watermark(connection: Connection) -> Watermark:
    """Where the derived tables stand."""
    value = connection.execute(select(meta.c.value).where(meta.c.key == "derived")).scalar()
    made_by, _, size = (value or "@0").rpartition("@")
    return Watermark(made_by, int(size))


def prepare(connection: Connection, derivers: Sequence[Deriver]) -> None:
    """Make the derived tables; where other versions made them, drop them first."""
    if watermark(connection).versions == versions(derivers):
        return
    for deriver in reversed(derivers):
        deriver.tables.drop_all(connection)
    for deriver in derivers:
        deriver.tables.create_all(connection)
    _set(connection, derivers, 0)


def advance(connection: Connection, derivers: Sequence[Deriver], size: int = BATCH) -> int:
    """Bring the derived tables on by at most `size` entries; the number of entries added. The caller commits."""
    done = watermark(connection).size
    batch = [Entry._make(row) for row in rows_between(connection, done, done + size)]
    if batch:
        try:
            for deriver in derivers:
                deriver.apply(connection, batch)
        finally:
            bodies.let_go()
        _set(connection, derivers, batch[-1].seq + 1)
    return len(batch)


def _set(connection: Connection, derivers: Sequence[Deriver], size: int) -> None:
    value = f"{versions(derivers)}@{size}"
    if connection.execute(meta.update().where(meta.c.key == "derived").values(value=value)).rowcount == 0:
        connection.execute(meta.insert().values(key="derived", value=value))


Report = Callable[[int, int], None]
