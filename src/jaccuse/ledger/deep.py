"""`verify --deep`: every derived table is made again, in a place of its own, and compared row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, inspect, select

from . import derive
from .append import size
from .derive import Deriver, Report
from .diagnosis import Fault
from .dialects import connect, insert_entries, rows_between, transaction
from .schema import history

_CHUNK = 10_000


def verify_derived(place: str, derivers: Sequence[Deriver], report: Report | None = None) -> Fault | None:
    """The first derived table that is not what the history makes, or None; on SQLite also what its pages say of themselves."""
    engine = connect(place, create=False, readonly=True)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="jaccuse-") as folder,
            transaction(engine, place, writes=False) as connection,
        ):
            if connection.dialect.name == "sqlite":
                words = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
                if words != "ok":
                    return Fault("derived", None, None, None, f"the file is damaged: {words}")
            done = derive.watermark(connection)
            if done.versions != derive.versions(derivers):
                return None  # of another version: the next opening makes them anew
            again = str(Path(folder) / "again.db")
            other = connect(again, create=True, readonly=False)
            try:
                _derive(connection, other, again, derivers, min(done.size, size(connection)), report)
                with transaction(other, again, writes=False) as second:
                    for deriver in derivers:
                        for table in deriver.tables.sorted_tables:
                            if fault := _compared(connection, second, deriver.name, table):
                                return fault
            finally:
                other.dispose()
        return None
    finally:
        engine.dispose()


def _derive(
    connection: Connection, other: Any, again: str, derivers: Sequence[Deriver], count: int, report: Report | None
) -> None:
    with transaction(other, again, writes=True) as second:
        history.create_all(second)
        derive.prepare(second, derivers)
        for first in range(0, count, _CHUNK):
            insert_entries(second, rows_between(connection, first, min(first + _CHUNK, count)))
        total = 0
        while done := derive.advance(second, derivers):
            total += done
            if report:
                report(total, count)


def _compared(connection: Connection, second: Connection, name: str, table: Table) -> Fault | None:
    """Tables are compared as sets: the order in which a database gives rows is its own affair."""
    if not inspect(connection).has_table(table.name):
        return Fault("derived", None, None, None, f"derived table {table.name} ({name}) is missing")
    if _sum(connection, table) == _sum(second, table):
        return None
    here = {digest for digest, _ in _rows(connection, table)}
    there = set()
    for digest, row in _rows(second, table):
        if digest not in here:
            return Fault(
                "derived", None, None, None, f"derived table {table.name} ({name}) lacks or has changed {_key(table, row)}"
            )
        there.add(digest)
    for digest, row in _rows(connection, table):
        if digest not in there:
            return Fault("derived", None, None, None, f"derived table {table.name} ({name}) has too much: {_key(table, row)}")
    return Fault("derived", None, None, None, f"derived table {table.name} ({name}) has rows twice")


def _sum(connection: Connection, table: Table) -> tuple[int, int]:
    count = total = 0
    for digest, _ in _rows(connection, table):
        count += 1
        total = (total + int.from_bytes(digest)) & (1 << 256) - 1
    return count, total


def _rows(connection: Connection, table: Table) -> Iterator[tuple[bytes, Sequence[Any]]]:
    for row in connection.execute(select(table).execution_options(yield_per=_CHUNK)):
        yield sha256(repr(tuple(row)).encode()).digest(), row


def _key(table: Table, row: Sequence[Any]) -> str:
    keys = [place for place, column in enumerate(table.columns) if column.primary_key] or range(len(table.columns))
    return "row " + ", ".join(str(row[place]) for place in keys)
