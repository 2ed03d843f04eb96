"""What a TAXII server must remember and a ledger does not: each version of each object that it gave out, and when.

An SQLite file beside the ledger, made anew from it when it is lost (then clients get everything once more). `refresh` goes
through all claims and adds what is new or changed, in one transaction. The times at which things are added grow strictly, so
that a client that asks for what came after the last time it saw misses nothing, whatever the number of objects of one moment.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from uuid import uuid5

import msgspec
from sqlalchemy import Connection

from ...claim import Attribution
from ...errors import NothingToExport
from ...exports.called import called
from ...exports.request import Request
from ...exports.stix import batches, objects, together
from ...exports.stix.ids import EXTENSION, NAMESPACE
from ...ledger.facets import found_by, is_accusation
from ...ledger.rows import ClaimRow
from ...ledger.state import state_of

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
ALL, REVIEWED = "all", "reviewed"
#: What people looked at and left standing, as it was or corrected.
_OF_CLAIMS = ("relationship", "opinion", "note")
_LOOKED_AT = ("accepted", "corrected")


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
                _Refresh(database).run(connection)
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


class _Refresh:
    """One run over the ledger."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._known: set[str] = set()
        last = database.execute("SELECT max(added) FROM members").fetchone()[0]
        self._at = datetime.now(UTC)
        if last:
            self._at = max(self._at, datetime.fromisoformat(last))

    def run(self, connection: Connection) -> None:
        """Everything that counts; what was there and does not count any more is revoked."""
        self._collection(ALL, "All claims", "Every claim that counts, read by the machine or looked at by people.")
        self._collection(REVIEWED, "Reviewed claims", "Claims that a person accepted or corrected.")
        for one in objects.shared():
            self._put(one, {ALL, REVIEWED})
        try:
            told = Request().told(connection)
        except NothingToExport:
            told = iter(())
        seen: set[str] = set()
        for batch in batches(told):
            rows = {row.id: row for one in batch for row in one.claims}
            page: list[objects.Object] = []
            # what several documents share is made for each: it may have to go into another collection
            for one in together(connection, batch, whole=False, seen=seen):
                page.append(one)
                if one["type"] == "report":
                    self._page(page, rows)
                    page = []
        self._revoke()

    def _page(self, page: Sequence[objects.Object], rows: dict[str, ClaimRow]) -> None:
        """The objects of one document, each into the collections of the claims that it is part of."""
        into: dict[str, set[str]] = {}
        claims: dict[str, set[str]] = {}
        for one in page:
            held = one.get("extensions", {}).get(EXTENSION, {})
            if held.get("holds") == "claim":
                claims[one["id"]] = self._of(rows[held["claim_id"]])
        for one in page:
            # opinions, and notes on grounds, go where the accusation goes that they are about
            mine = claims.get(one["id"], set()).union(*(claims.get(ref, set()) for ref in one.get("object_refs", ())))
            if one["id"] in claims or one["type"] == "note":
                into[one["id"]] = mine
        for one in page:
            for ref in _refs(one) if one["id"] in into else ():
                into.setdefault(ref, set()).update(into[one["id"]])
        everything: set[str] = set().union(*into.values())
        for one in page:
            self._put(
                one,
                {ALL} | (everything if one["type"] == "report" else into.get(one["id"], set())),
                one["id"] in into and one["type"] in _OF_CLAIMS,
            )

    def _of(self, row: ClaimRow) -> set[str]:
        """The collections that a claim is in."""
        found = {ALL} | ({REVIEWED} if row.reviewed in _LOOKED_AT else set())
        claim = row.claim
        if isinstance(claim, Attribution) and is_accusation(claim):
            for code in {code for actor in claim.accused for code in found_by(actor.actor)}:
                known = called(code)
                if known.kind not in ("person", "nobody", "publication"):
                    words = f"Claims that hold {known.name} responsible. They say who is accused by whom, not who did it."
                    found.add(self._collection(f"accused-{_slug(code)}", f"Accused: {known.name}", words))
        return found

    def _collection(self, alias: str, title: str, description: str) -> str:
        if alias not in self._known:
            self._known.add(alias)
            row = (str(uuid5(NAMESPACE, f"collection:{alias}")), alias, title, description)
            self._database.execute("INSERT OR REPLACE INTO collections VALUES (?, ?, ?, ?)", row)
        return alias

    def _put(self, one: objects.Object, into: Iterable[str], claim: bool = False) -> None:
        """Add a version of the object where it differs from the last, and put it into the collections."""
        body = msgspec.json.encode(one)
        digest = sha256(_content(one)).digest()[:16]
        query = "SELECT n, hash, version FROM versions WHERE id = ? ORDER BY n DESC LIMIT 1"
        last = self._database.execute(query, (one["id"],)).fetchone()
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (one["id"],))
        if last and last[1] == digest:
            number = last[0]
        else:
            if last and "modified" in one and one["modified"] <= last[2]:
                # the ledger does not know when this changed: it is a new version all the same
                one = {**one, "modified": _later(last[2])}
                body = msgspec.json.encode(one)
            row = (one["id"], one["type"], one.get("modified", one["created"]), digest, bool(one.get("revoked")), claim)
            insert = "INSERT INTO versions (id, type, version, hash, revoked, claim, body) VALUES (?, ?, ?, ?, ?, ?, ?)"
            number = self._database.execute(insert, (*row, zlib.compress(body))).lastrowid
            if last and claim:
                # a claim that, say, is reviewed no more leaves the collection of what is
                keep = [str(uuid5(NAMESPACE, f"collection:{alias}")) for alias in into]
                gone = f"DELETE FROM members WHERE id = ? AND collection NOT IN ({', '.join('?' * len(keep))})"
                self._database.execute(gone, (one["id"], *keep))
        for alias in sorted(into):
            self._member(str(uuid5(NAMESPACE, f"collection:{alias}")), number, one["id"])

    def _member(self, collection: str, number: int, name: str) -> None:
        there = self._database.execute("SELECT 1 FROM members WHERE collection = ? AND n = ?", (collection, number)).fetchone()
        if there is None:
            self._at += timedelta(microseconds=1)
            added = self._at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            insert = "INSERT INTO members (collection, n, id, added) VALUES (?, ?, ?, ?)"
            self._database.execute(insert, (collection, number, name, added))

    def _revoke(self) -> None:
        """Objects of claims that are not there any more get a last version that says so, wherever they were."""
        query = """SELECT id, body, version FROM versions v WHERE claim AND NOT revoked AND id NOT IN (SELECT id FROM temp.seen)
            AND n = (SELECT max(n) FROM versions o WHERE o.id = v.id)"""
        for name, body, version in self._database.execute(query).fetchall():
            where = self._database.execute(
                "SELECT DISTINCT alias FROM members m JOIN collections c ON c.id = m.collection WHERE m.id = ?", (name,)
            ).fetchall()
            gone = {**msgspec.json.decode(zlib.decompress(body)), "revoked": True, "modified": _later(version)}
            self._put(gone, {alias for (alias,) in where}, claim=True)


def _refs(one: objects.Object) -> list[str]:
    """What an object refers to."""
    found = [one[name] for name in ("source_ref", "target_ref", "created_by_ref") if name in one]
    return found + list(one.get("object_refs", ()) if one["type"] != "report" else ())


def _content(one: objects.Object) -> bytes:
    """An object without its time of modification, for telling whether it changed."""
    return msgspec.json.encode({key: value for key, value in one.items() if key != "modified"})


def _later(version: str) -> str:
    """A moment behind a version, now if that is later."""
    now, least = datetime.now(UTC), datetime.fromisoformat(version) + timedelta(milliseconds=1)
    return max(now, least).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _slug(code: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in code.lower())
