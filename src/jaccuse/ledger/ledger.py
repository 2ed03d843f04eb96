"""`Ledger`: open a ledger, add to it, bring what is derived up to date."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from sqlalchemy import Connection, Engine, func, select

from ..claim import Reading
from ..errors import LedgerDenied
from . import derive
from .append import Prepared, append, known, now, prepared, rows_of, size
from .derive import Deriver, Report
from .dialects import connect, shown, transaction
from .entries import Act, Entry, act_id
from .opening import prepare
from .reread import Earlier, last_reading, renumbered
from .schema import heads, meta

State = Literal["new", "known", "reread"]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one reading did. claims: how many entries of claims it made.

    state: new; known (the same bytes were there, and nothing else is read in them now); reread (the same bytes, read
    otherwise by another engine: the new reading stands beside the old one and counts from now on).
    """

    document: str
    state: State
    claims: int


def default_place() -> str:
    """Where the ledger is that nobody named: `JACCUSE_DB`, or `jaccuse.db` in the working directory."""
    return os.environ.get("JACCUSE_DB") or "jaccuse.db"


class Ledger:
    """A store of documents, readings, claims and people's decisions.

    >>> with Ledger.open("cases.db") as ledger:
    ...     ledger.add(jaccuse.read(document))
    ...     ledger.settle()

    Use `Ledger.open`; close it, or use it as a context. It may be used by several processes at once; by one thread at a time.
    """

    def __init__(self, engine: Engine, derivers: Sequence[Deriver], place: str, *, readonly: bool = False) -> None:
        self._engine = engine
        self._derivers = derivers
        self._place = place
        self._readonly = readonly

    @classmethod
    def open(cls, url: str | Path | None = None, *, create: bool = True, readonly: bool = False) -> Self:
        """Open a ledger.

        Args:
            url: a path, or a database URL (`postgresql://user@host/database`); without one that of `JACCUSE_DB`, or
                `jaccuse.db` in the working directory.
            create: make it where there is none.
            readonly: change nothing at all, also where what is derived is behind.

        Raises:
            LedgerError: one of its kinds (see `jaccuse.errors`) says why; what is there is left as it is.
            MissingExtra: PostgreSQL is asked for and its driver is not installed.
        """
        from .derivers import derivers

        place = str(url or default_place())
        engine = connect(place, create=create, readonly=readonly)
        ledger = cls(engine, derivers(), place, readonly=readonly)
        try:
            prepare(engine, place, ledger._derivers, create=create, readonly=readonly)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def place(self) -> str:
        """Where it is, as it may be printed: without a password."""
        return shown(self._place)

    @cached_property
    def id(self) -> str:
        """The id it got when it was made, 16 hexadecimal digits."""
        with self.reading() as connection:
            return str(connection.execute(select(meta.c.value).where(meta.c.key == "ledger")).scalar_one())

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection that sees one state of the ledger throughout."""
        return transaction(self._engine, self._place, writes=False)

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection that alone writes; commits at the end, or leaves everything as it was. Raises LedgerError."""
        if self._readonly:
            raise LedgerDenied("was opened for reading only", source=self.place)
        return transaction(self._engine, self._place, writes=True)

    def size(self) -> int:
        """How many entries the history has."""
        with self.reading() as connection:
            return size(connection)

    def extent(self) -> int:
        """About how many entries there are, also where the ledger is damaged."""
        with self.reading() as connection:
            return connection.execute(select(func.max(heads.c.size))).scalar() or 0

    def knows(self, document: str) -> bool:
        """Whether a document, named by its id, is in the ledger."""
        return bool(self.known([document]))

    def known(self, documents: Iterable[str]) -> set[str]:
        """Those of the documents, named by their ids, that are in the ledger."""
        with self.reading() as connection:
            return known(connection, list(documents))

    def add(self, reading: Reading, *, engine: str | None = None) -> Added:
        """Record one reading. Durable when it returns. See `add_many`."""
        return self.add_many([reading], engine=engine)[0]

    def add_many(self, readings: Iterable[Reading], *, engine: str | None = None) -> list[Added]:
        """Record readings in one transaction. Durable when it returns.

        engine: what read them; without it, the engine of this package. Give readings in batches of some hundreds: all of a
        call are kept or none.
        """
        if engine is None:
            from .identity import engine_id

            engine = engine_id()
        at = now()
        given = [(reading, prepared(reading, engine, at)) for reading in readings]
        done: list[Added] = []
        with self.writing() as connection:
            start = size(connection)
            rows: list[Entry] = []
            old = known(connection, [reading.document.id for reading, _ in given])
            fresh: set[str] = set()
            for reading, one in given:
                name = reading.document.id
                if name in fresh:
                    done.append(Added(name, "known", 0))
                    continue
                fresh.add(name)
                if name not in old:
                    rows += rows_of(one, start + len(rows), None)
                    done.append(Added(name, "new", one.claims))
                    continue
                earlier = last_reading(connection, name)
                again = prepared(reading, engine, at, renumbered(reading, earlier))
                if earlier.parts == again.parts:
                    done.append(Added(name, "known", 0))
                    continue
                rows += rows_of(again, start + len(rows), earlier.document)
                done.append(Added(name, "reread", again.claims))
            append(connection, rows)
        return done

    def add_prepared(self, given: Sequence[Prepared]) -> list[Added]:
        """Record readings that other processes have prepared, in one transaction. Durable when it returns.

        A document that is known stays as it is, whatever is read in it now: `jaccuse reread` reads it again.
        """
        at = now()
        done: list[Added] = []
        with self.writing() as connection:
            start = size(connection)
            rows: list[Entry] = []
            old = known(connection, [one.document.id for one in given])
            for one in given:
                name = one.document.id
                if name in old:
                    done.append(Added(name, "known", 0))
                    continue
                old.add(name)
                rows += rows_of(one, start + len(rows), None, at)
                done.append(Added(name, "new", one.claims))
            append(connection, rows)
        return done

    def earlier(self, document: str) -> Earlier:
        """What the last reading of a document says, as rows. Raises UnknownId."""
        with self.reading() as connection:
            return last_reading(connection, document)

    def act(self, act: Act) -> Entry:
        """Record a person's act. Durable when it returns."""
        at = now()
        with self.writing() as connection:
            row = Entry(size(connection), "act", act_id(act, at), None, at, act.to_json())
            append(connection, [row])
        return row

    def settle(self, report: Report | None = None) -> int:
        """Bring what is derived up to date; the number of entries that were new. May be stopped at any moment."""
        total = 0
        while self.behind():
            with self.writing() as connection:
                done = derive.advance(connection, self._derivers)
            if not done:
                break
            total += done
            if report:
                report(total, total + self.behind())
        return total

    def behind(self) -> int:
        """How many entries are not yet in what is derived."""
        with self.reading() as connection:
            return size(connection) - derive.watermark(connection).size

    def history(self, first: int = 0, chunk: int = 2_000) -> Iterator[Entry]:
        """The entries from a place on, in order."""
        from .dialects import rows_between

        with self.reading() as connection:
            end = size(connection)
            while first < end:
                yield from map(Entry._make, rows_between(connection, first, min(first + chunk, end)))
                first += chunk
