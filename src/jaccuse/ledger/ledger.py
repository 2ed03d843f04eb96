"""`Ledger`: open a ledger, add to it, bring what is derived up to date."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

import msgspec
from sqlalchemy import Connection, Engine, Select, create_engine, event, func, select

from ..claim import Reading
from . import derive
from .derive import Deriver, Report
from .entries import (
    Act,
    ClaimBody,
    DocumentBody,
    Entry,
    OperationBody,
    ReadingBody,
    act_id,
    claim_id,
    operation_id,
    reading_id,
)
from .schema import SCHEMA_VERSION, entries, history, meta


@dataclass(frozen=True)
class Added:
    """What adding one reading did. state: new; known (the same bytes were there); reread (another reading of known bytes)."""

    document: str
    state: Literal["new", "known", "reread"]
    claims: int


class Ledger:
    """A store of documents, readings, claims and people's decisions. Use `Ledger.open`; close it, or use it as a context."""

    def __init__(self, engine: Engine, derivers: Sequence[Deriver]) -> None:
        self._engine = engine
        self._derivers = derivers

    @classmethod
    def open(cls, url: str | Path | None = None) -> Self:
        """The ledger at a path or database URL; without one that of `JACCUSE_DB`, or `jaccuse.db` in the working directory."""
        from .derivers import derivers

        place = str(url or os.environ.get("JACCUSE_DB") or "jaccuse.db")
        engine = create_engine(_address(place))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _sqlite)
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        ledger = cls(engine, derivers())
        with ledger.writing() as connection:
            history.create_all(connection)
            if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar() is None:
                connection.execute(meta.insert().values(key="schema", value=str(SCHEMA_VERSION)))
            derive.prepare(connection, ledger._derivers)
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger throughout."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone writes; commits at the end, or leaves everything as it was."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def knows(self, document: str) -> bool:
        """Whether a document, named by its id, is in the ledger."""
        with self.reading() as connection:
            return connection.execute(_known(document)).scalar() is not None

    def add(self, reading: Reading, *, engine: str = "") -> Added:
        """Record one reading. Durable when it returns."""
        return next(iter(self.add_many([reading], engine=engine)))

    def add_many(self, readings: Iterable[Reading], *, engine: str = "") -> list[Added]:
        """Record readings in one transaction. Durable when it returns."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        done: list[Added] = []
        with self.writing() as connection:
            rows: list[Entry] = []
            seq = self._size(connection)
            fresh: set[str] = set()
            for reading in readings:
                new = _rows(reading, engine, seq + len(rows), now)
                name = reading.document.id
                if name in fresh or connection.execute(_known(name)).scalar() is not None:
                    done.append(Added(reading.document.id, "known", 0))
                    continue
                rows += new
                fresh.add(name)
                done.append(Added(reading.document.id, "new", len(reading.claims)))
            self._append(connection, rows)
        return done

    def act(self, act: Act) -> Entry:
        """Record a person's act. Durable when it returns."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self.writing() as connection:
            row = Entry(self._size(connection), "act", act_id(act, now), None, now, act.to_json())
            self._append(connection, [row])
        return row

    def settle(self, report: Report | None = None) -> int:
        """Bring what is derived up to date; the number of entries that were new. May be stopped at any moment."""
        total = 0
        while True:
            with self.writing() as connection:
                done = derive.advance(connection, self._derivers)
            if not done:
                return total
            total += done
            if report:
                report(total, 0)

    def _size(self, connection: Connection) -> int:
        last = connection.execute(select(func.max(entries.c.seq))).scalar()
        return 0 if last is None else last + 1

    def _append(self, connection: Connection, rows: Sequence[Entry]) -> None:
        if rows:
            connection.execute(entries.insert(), [row._asdict() for row in rows])


def _address(place: str) -> str:
    """The URL that SQLAlchemy wants, for a path or what people write."""
    if "://" not in place:
        return f"sqlite:///{place}"
    scheme, rest = place.split("://", 1)
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else place


def _known(document: str) -> Select[tuple[int]]:
    return select(entries.c.seq).where(entries.c.kind == "document", entries.c.id == document)


def _rows(reading: Reading, engine: str, seq: int, at: str) -> list[Entry]:
    """The entries of a new document and its reading."""
    head = reading.document
    body = DocumentBody(
        language=head.language,
        title=head.title,
        published=head.published,
        publisher=head.publisher,
        url=head.url,
        size=len(head.text),
    )
    rows = [Entry(seq, "document", head.id, None, at, body.to_json(), zlib.compress(head.text.encode(), 6))]
    content = msgspec.json.encode((reading.operations, reading.claims))
    parent = seq + 1
    made = ReadingBody(document=head.id, engine=engine)
    rows.append(Entry(parent, "reading", reading_id(head.id, engine, content), seq, at, made.to_json()))
    names: dict[str | None, str] = {}
    for number, operation in enumerate(reading.operations, 1):
        names[operation.id] = operation_id(head.id, number)
        inner = OperationBody(document=head.id, operation=operation)
        rows.append(Entry(seq + len(rows), "operation", names[operation.id], parent, at, inner.to_json()))
    seen: dict[str, int] = {}
    for claim in reading.claims:
        first = claim_id(head.id, claim)
        again = seen[first] = seen.get(first, -1) + 1
        name = claim_id(head.id, claim, again) if again else first
        held = ClaimBody(document=head.id, operation=names.get(claim.operation), claim=claim)
        rows.append(Entry(seq + len(rows), "claim", name, parent, at, held.to_json()))
    return rows


def _sqlite(connection: object, record: object) -> None:
    """Transactions are begun by us; the journal is written ahead, and synced at each commit."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]
