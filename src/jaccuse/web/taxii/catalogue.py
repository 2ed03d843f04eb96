"""What a TAXII server must remember and a ledger does not: each version of each object that it gave out, and when.

An SQLite file beside the ledger, made anew from it when it is lost (then clients get everything once more). `refresh` goes
through all claims and adds what is new or changed, in one transaction. The times at which things are added grow strictly, so
that a client that asks for what came after the last time it saw misses nothing, whatever the number of objects of one moment.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import msgspec
from sqlalchemy import Connection

from ...ledger.state import state_of
from .refresh import ALL, REVIEWED, Refresh

_SCHEMA = """
CREATE TABLE IF NOT EXISTS versions (n INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, version TEXT NOT NULL,
  hash BLOB NOT NULL, revoked INTEGER NOT NULL, claim INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS versions_id ON versions (id, n);
CREATE TABLE IF NOT EXISTS members (seq INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, n INTEGER NOT NULL,
  id TEXT NOT NULL, added TEXT NOT NULL, UNIQUE (collection, n));
CREATE INDEX IF NOT EXISTS members_order ON members (collection, seq);
CREATE INDEX IF NOT EXISTS members_id ON members (collection, id, n);
CREATE INDEX IF NOT EXISTS members_n ON members (n);
CREATE TABLE IF NOT EXISTS collections (id TEXT PRIMARY KEY, alias TEXT NOT NULL, title TEXT NOT NULL,
  description TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TEMP TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Collection(msgspec.Struct, frozen=True):
    """A collection as TAXII describes it."""

    id: str
    title: str
    description: str
    alias: str
    can_read: bool = True
    can_write: bool = False
    media_types: tuple[str, ...] = ("application/stix+json;version=2.1",)


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of an object in a collection. seq: its place there."""

    seq: int
    id: str
    version: str
    added: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a collection. after: added after this time; last: go on behind this place.

    ids, types: any of these; versions: `first`, `last`, `all` or times of modification.
    """

    limit: int
    after: str | None = None
    last: int = 0
    ids: Sequence[str] = ()
    types: Sequence[str] = ()
    versions: Sequence[str] = ("last",)


class Catalogue:
    """The catalogue of one ledger, in a file."""

    def __init__(self, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        self._place = place
        self._lock = Lock()
        with self._open() as database:
            database.executescript(_SCHEMA)

    def behind(self, connection: Connection) -> bool:
        """Whether the ledger has changed since the last refresh."""
        with self._open() as database:
            row = database.execute("SELECT value FROM state WHERE key = 'ledger'").fetchone()
        return row is None or row[0] != state_of(connection)

    def refresh(self, connection: Connection) -> None:
        """Take up what is new or changed in the ledger, all or nothing."""
        with self._lock, self._open() as database:
            database.executescript(_SCHEMA)
            database.execute("BEGIN IMMEDIATE")
            try:
                Refresh(database).run(connection)
                value = state_of(connection)
                database.execute("INSERT OR REPLACE INTO state VALUES ('ledger', ?)", (value,))
                database.execute("COMMIT")
            except BaseException:
                database.execute("ROLLBACK")
                raise

    def collections(self) -> list[Collection]:
        """All collections: everything, what was reviewed, then one for each accused, by name."""
        with self._open() as database:
            rows = database.execute("SELECT id, title, description, alias FROM collections").fetchall()
        order = {ALL: 0, REVIEWED: 1}
        return sorted((Collection(*row) for row in rows), key=lambda one: (order.get(one.alias, 2), one.title, one.id))

    def collection(self, name: str) -> Collection | None:
        """A collection by its id or alias."""
        with self._open() as database:
            query = "SELECT id, title, description, alias FROM collections WHERE id = ? OR alias = ?"
            row = database.execute(query, (name, name)).fetchone()
        return Collection(*row) if row else None

    def entries(self, collection: Collection, asked: Asked) -> tuple[list[Entry], bool]:
        """The versions that are asked for, in the order in which they were added; and whether there are more."""
        where, values = ["m.collection = ?", "m.seq > ?"], [collection.id, asked.last]
        if asked.after:
            where.append("m.added > ?")
            values.append(asked.after)
        for column, wanted in (("v.id", asked.ids), ("v.type", asked.types)):
            if wanted:
                where.append(f"{column} IN ({', '.join('?' * len(wanted))})")
                values += wanted
        if "all" not in asked.versions:
            either = []
            for word, best in (("first", "min"), ("last", "max")):
                if word in asked.versions:
                    mine = f"SELECT {best}(o.n) FROM members o WHERE o.collection = m.collection AND o.id = m.id"
                    either.append(f"m.n = ({mine})")
            times = [word for word in asked.versions if word not in ("first", "last")]
            if times:
                either.append(f"v.version IN ({', '.join('?' * len(times))})")
                values += times
            where.append(f"({' OR '.join(either)})")
        query = "SELECT m.seq, v.id, v.version, m.added, v.body FROM members m JOIN versions v ON v.n = m.n"
        with self._open() as database:
            rows = database.execute(
                f"{query} WHERE {' AND '.join(where)} ORDER BY m.seq LIMIT ?", (*values, asked.limit + 1)
            ).fetchall()
        found = [Entry(row[0], row[1], row[2], row[3], zlib.decompress(row[4])) for row in rows[: asked.limit]]
        return found, len(rows) > asked.limit

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        database = sqlite3.connect(self._place, isolation_level=None, timeout=60)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            yield database
        finally:
            database.close()
