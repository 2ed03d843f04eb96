"""Opening a ledger: what is there is looked at first, and only a ledger (or nothing) is ever written to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, inspect, select

from ..errors import LedgerDamaged, LedgerNewer, LedgerNotFound, NotALedger
from . import derive
from .derive import Deriver
from .dialects import APPLICATION, retried, shown, told, transaction
from .migrations import migrate
from .schema import SCHEMA_VERSION, history, meta


def prepare(engine: Engine, place: str, derivers: Sequence[Deriver], *, create: bool, readonly: bool) -> None:
    """Check what is at the place; make, migrate or rebuild what is not up to date, unless only reading.

    Raises LedgerError.
    """
    with transaction(engine, place, writes=False) as connection:
        version = _version(connection, place)
        made_by = derive.watermark(connection).versions if version == SCHEMA_VERSION else ""
        ready = made_by == derive.versions(derivers)
        _refuse_newer(made_by, derivers, place)
    if version is None and (readonly or not create):
        raise LedgerNotFound("the database is empty", source=shown(place), remedy="`jaccuse add SOURCE…` makes a ledger in it")
    if readonly:
        if version != SCHEMA_VERSION:
            raise NotALedger("is of an older version", source=shown(place), remedy="open it once for writing, which updates it")
        return
    if engine.dialect.name == "sqlite":
        _journal(engine, place)
    if ready:
        return
    with transaction(engine, place, writes=True) as connection:
        version = _version(connection, place)
        if version is None:
            _create(connection)
        else:
            migrate(connection, version, SCHEMA_VERSION)
        _refuse_newer(derive.watermark(connection).versions, derivers, place)
        derive.prepare(connection, derivers)


def _refuse_newer(made_by: str, derivers: Sequence[Deriver], place: str) -> None:
    """Raise LedgerNewer where a newer jaccuse made the derived tables: made anew here, they would be made back and forth."""
    if newer := derive.newer(made_by, derivers):
        raise LedgerNewer(
            f"its tables of {' and '.join(newer)} were made by a newer jaccuse, which somebody else may be using; "
            "they are left as they are",
            source=shown(place),
            remedy="pip install --upgrade jaccuse",
        )


def _version(connection: Connection, place: str) -> int | None:
    """The version of the ledger's tables; None where there is nothing at all."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    said = None
    if "meta" in tables and {column["name"] for column in inspect(connection).get_columns("meta")} == {"key", "value"}:
        said = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    if said is None:
        raise NotALedger(
            "is a database, but no ledger", source=shown(place), remedy="name another; a new one is made where none is"
        )
    if not said.isdecimal():
        raise LedgerDamaged(f"its version is {said!r}", source=shown(place), remedy="restore a backup")
    version = int(said)
    if version > SCHEMA_VERSION:
        raise LedgerNewer(
            f"is of version {version}, made by a newer jaccuse; this one knows versions up to {SCHEMA_VERSION}",
            source=shown(place),
            remedy="pip install --upgrade jaccuse",
        )
    if missing := set(history.tables) - tables:
        raise LedgerDamaged(f"lacks the table {min(missing)}", source=shown(place), remedy="restore a backup")
    return version


def _create(connection: Connection) -> None:
    history.create_all(connection)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    facts = {"schema": str(SCHEMA_VERSION), "ledger": secrets.token_hex(8), "created": now}
    connection.execute(meta.insert(), [{"key": key, "value": value} for key, value in facts.items()])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")


def _journal(engine: Engine, place: str) -> None:
    """Write-ahead journal on SQLite: readers and a writer do not wait for each other. The file remembers it."""

    def work() -> None:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                raw.execute("PRAGMA journal_mode=WAL").fetchone()

    with told(place):
        retried(work)
