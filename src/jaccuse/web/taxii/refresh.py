"""Bringing the catalogue up to date: all claims as STIX, compared with what was given out, and put into their collections."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
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

ALL, REVIEWED = "all", "reviewed"
_OF_CLAIMS = ("relationship", "opinion", "note")
#: What people looked at and left standing, as it was or corrected.
_LOOKED_AT = ("accepted", "corrected")


class Refresh:
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
                    words = f"Claims that accuse {known.name}, or people said to be tied to it. They do not say who did it."
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
