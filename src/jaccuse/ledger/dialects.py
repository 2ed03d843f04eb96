"""What differs between SQLite and PostgreSQL: how they are opened, how a writer waits, how many rows go in and out, what fails.

Everything else in the ledger is the same SQL on both.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import QueuePool

from ..errors import LedgerError, LedgerNotFound, MissingExtra
from .faults import is_busy, is_of_driver, translated

#: A writer waits so long for others, in seconds; within it SQLite is asked again every BUSY milliseconds.
PATIENCE = 300.0
BUSY = 30_000
#: Writers on PostgreSQL queue for the advisory lock of this number.
LOCK = 0x6A61_6363_7573_65
#: Written into the head of an SQLite file, so that others can tell what it is: "jacc".
APPLICATION = 0x6A61_6363
COLUMNS = "seq, kind, id, parent, at, body, data"


def file_of(place: str) -> Path | None:
    """The file of a ledger on SQLite; None where the place is on a server."""
    if "://" not in place:
        return Path(place)
    return Path(place.removeprefix("sqlite:///")) if place.startswith("sqlite:///") else None


def shown(place: str) -> str:
    """A place as it may be printed: without a password."""
    if "://" not in place:
        return place
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        return place.partition("://")[0] + "://…"
    if "password" in url.query:
        url = url.update_query_dict({"password": "***"})
    if url.get_backend_name() == "sqlite":
        return url.database or place
    return url.render_as_string(hide_password=True)


def connect(place: str, *, create: bool, readonly: bool) -> Engine:
    """An engine for a place; nothing is opened yet. Raises LedgerNotFound, MissingExtra, LedgerError."""
    file = file_of(place)
    if file is not None:
        return _sqlite(file, create=create, readonly=readonly)
    scheme, _, rest = place.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise LedgerError(f"{scheme}:// is no database that is known", remedy="use a file, or postgresql://user@host/database")
    try:
        engine = create_engine(f"postgresql+psycopg://{rest}", pool_pre_ping=True, connect_args=_patience(rest))
    except ModuleNotFoundError:
        raise MissingExtra("PostgreSQL needs the extra `postgres`", remedy="pip install 'jaccuse[postgres]'") from None
    except (ArgumentError, ValueError):
        raise LedgerError("is no URL of a database", source=shown(place), remedy="postgresql://user@host/database") from None

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE:.0f}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    event.listen(engine, "begin", begin)
    return engine


def _patience(rest: str) -> dict[str, Any]:
    return {} if "connect_timeout" in rest else {"connect_timeout": 10}


def _sqlite(file: Path, *, create: bool, readonly: bool) -> Engine:
    where = str(file)
    if not file.exists():
        if not create or readonly:
            remedy = "`jaccuse add SOURCE…` makes one; --db or JACCUSE_DB name another"
            raise LedgerNotFound("there is no ledger here", source=where, remedy=remedy)
        if not file.absolute().parent.is_dir():
            raise LedgerNotFound("the folder of the ledger does not exist", source=where, remedy="make it, or name another")
    elif file.is_dir():
        raise LedgerError("is a folder", source=where, remedy="name a file in it")
    mode = "ro" if readonly else "rwc" if create else "rw"
    address = f"file:{quote(str(file.absolute()))}?mode={mode}"

    def opened() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA busy_timeout={BUSY}")
        if not readonly:
            connection.execute("PRAGMA page_size=8192")  # of a new file only; a sixth faster to fill than with pages of 4096
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA wal_autocheckpoint=4000")
        connection.execute("PRAGMA cache_size=-65536")
        return connection

    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool)

    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "begin", begin)
    return engine


@contextmanager
def transaction(engine: Engine, place: str, *, writes: bool) -> Iterator[Connection]:
    """A connection in a transaction. A writer waits for others; what the database complains of becomes an error of ours."""
    with told(place):
        connection, begun = _begun(engine, writes)
        try:
            if writes:
                with begun:
                    yield connection
            else:
                yield connection
                begun.rollback()  # nothing to keep; and a damaged file refuses to commit even that
        finally:
            connection.close()


def _begun(engine: Engine, writes: bool) -> tuple[Connection, RootTransaction]:
    until = time.monotonic() + PATIENCE
    while True:
        connection = engine.connect().execution_options(writes=writes)
        try:
            return connection, connection.begin()
        except OperationalError as error:
            connection.close()
            if not is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        except BaseException:
            connection.close()
            raise


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn what a driver raises into an error of ours that names the place."""
    try:
        yield
    except Exception as error:
        if not is_of_driver(error):
            raise
        raise translated(error, shown(place)) from error


def retried(work: Any) -> Any:
    """Do something on SQLite that its own waiting does not cover, again while others are busy."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return work()
        except (OperationalError, sqlite3.OperationalError) as error:
            if not is_busy(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def insert_entries(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write whole rows of `entries`, as fast as the driver can."""
    if connection.dialect.name == "sqlite":
        _raw(connection).executemany(f"INSERT INTO entries ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        return
    with _raw(connection).cursor() as cursor, cursor.copy(f"COPY entries ({COLUMNS}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def rows_between(connection: Connection, first: int, end: int) -> list[tuple[Any, ...]]:
    """The rows of `entries` from `first` on before `end`, as plain tuples in order."""
    sql = f"SELECT {COLUMNS} FROM entries WHERE seq >= {int(first)} AND seq < {int(end)} ORDER BY seq"
    found: list[tuple[Any, ...]] = _raw(connection).execute(sql).fetchall()
    return found


def _raw(connection: Connection) -> Any:
    """The driver's own connection: SQLAlchemy's rows cost more than reading or writing them."""
    return connection.connection.driver_connection
