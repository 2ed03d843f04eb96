"""A copy of the history elsewhere, as it was at one moment; what is derived is made again by whoever opens it."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select

from ..errors import LedgerDamaged, LedgerError
from .append import size
from .derive import Report
from .dialects import APPLICATION, connect, file_of, insert_entries, rows_between, shown, transaction
from .ledger import Ledger
from .schema import heads, history, meta, tiles
from .verify import Verified, verify

_CHUNK = 10_000


def backup(ledger: Ledger, place: str, report: Report | None = None) -> Verified:
    """Copy a ledger, from either kind of database to either kind, and verify the copy. It keeps its id and its root.

    place: a file that does not exist, or the URL of an empty database. Raises LedgerError where it exists, cannot be written,
    or the copy does not hold; then no file is left.
    """
    file = file_of(place)
    if file is not None and file.exists():
        raise LedgerError("exists already", source=shown(place), remedy="name another")
    engine = connect(place, create=True, readonly=False)
    try:
        with ledger.reading() as connection, transaction(engine, place, writes=True) as copy:
            if inspect(copy).get_table_names():
                raise LedgerError("is not empty", source=shown(place), remedy="name an empty database")
            _copy(connection, copy, report)
        found = verify(place)
        if found.fault:
            words = f"the copy does not hold: {found.fault}"
            raise LedgerDamaged(words, source=shown(place), remedy="`jaccuse verify` the ledger")
    except BaseException:
        engine.dispose()
        if file is not None:
            file.unlink(missing_ok=True)
        raise
    engine.dispose()
    return found


def _copy(connection: Connection, copy: Connection, report: Report | None) -> None:
    if copy.dialect.name == "sqlite":
        copy.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
    history.create_all(copy)
    end = size(connection)
    for first in range(0, end, _CHUNK):
        insert_entries(copy, rows_between(connection, first, min(first + _CHUNK, end)))
        if report:
            report(min(first + _CHUNK, end), end)
    for table in (tiles, heads, meta):
        wanted = select(table) if table is not meta else select(table).where(meta.c.key != "derived")
        for part in connection.execute(wanted).partitions(_CHUNK):
            copy.execute(table.insert(), [row._asdict() for row in part])
