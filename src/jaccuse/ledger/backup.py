"""A copy of the history in a file of its own, as it was at one moment; what is derived is made again by whoever opens it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from ..errors import LedgerDamaged, LedgerError
from .append import size
from .derive import Report
from .dialects import APPLICATION, connect, insert_entries, rows_between, transaction
from .ledger import Ledger
from .schema import heads, history, meta, tiles
from .verify import Verified, verify

_CHUNK = 10_000


def backup(ledger: Ledger, file: Path, report: Report | None = None) -> Verified:
    """Copy a ledger, on either kind of database, to an SQLite file, and verify the copy.

    Raises LedgerError where the file exists, cannot be written, or the copy does not hold; then no file is left.
    """
    if file.exists():
        raise LedgerError("exists already", source=str(file), remedy="name another file")
    place = str(file)
    engine = connect(place, create=True, readonly=False)
    try:
        with ledger.reading() as connection, transaction(engine, place, writes=True) as copy:
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
        found = verify(place)
        if found.fault:
            raise LedgerDamaged(f"the copy does not hold: {found.fault}", source=place, remedy="`jaccuse verify` the ledger")
    except BaseException:
        engine.dispose()
        file.unlink(missing_ok=True)
        raise
    engine.dispose()
    return found
