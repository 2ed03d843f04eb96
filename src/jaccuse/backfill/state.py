"""How far each file of a backfill has come, in a small SQLite file beside the ledger.

It is written after the ledger. A run that is stopped between the two reads the last documents again, and the ledger knows them:
nothing is lost, nothing is there twice. Deleting the file loses no more than the time to read everything again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from ..errors import JaccuseError
from .plan import Source
from .work import Fault, Outcome

_TABLES = """
CREATE TABLE IF NOT EXISTS sources (
    target TEXT, path TEXT, head TEXT, size INTEGER, done INTEGER, finished INTEGER, counts TEXT, PRIMARY KEY (target, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS faults (target TEXT, path TEXT, place TEXT, kind TEXT, message TEXT, tries INTEGER);
CREATE INDEX IF NOT EXISTS faults_path ON faults (target, path);
"""


@dataclass(slots=True)
class Standing:
    """What is done of one file. done: units; read, claims, with_claims, known: documents so far; passed: reasons, counted."""

    done: int = 0
    finished: bool = False
    read: int = 0
    claims: int = 0
    with_claims: int = 0
    known: int = 0
    failed: int = 0
    passed: dict[str, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count one unit more."""
        self.done += 1
        self.read += outcome.read
        self.claims += outcome.claims
        self.with_claims += outcome.with_claims
        self.failed += len(outcome.faults)
        for why, number in outcome.passed.items():
            self.passed[why] = self.passed.get(why, 0) + number

    def counts(self) -> dict[str, object]:
        """What is counted, for JSON."""
        names = ("read", "claims", "with_claims", "known", "failed", "passed")
        return {name: getattr(self, name) for name in names}


class State:
    """The file. target: which ledger, and what of the documents is kept: another of either starts from the beginning."""

    def __init__(self, path: Path, target: str) -> None:
        self._target = target
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            raise _unusable(path, error) from None
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def standing(self, source: Source) -> Standing:
        """How far a file is. One whose beginning has changed, or that has shrunk, is another file."""
        query = "SELECT head, size, done, finished, counts FROM sources WHERE target = ? AND path = ?"
        row = self._db.execute(query, (self._target, source.path)).fetchone()
        if row is None or row[0] != source.head or row[1] > source.size:
            return Standing()
        return Standing(done=row[2], finished=bool(row[3]) and row[1] == source.size, **json.loads(row[4]))

    def keep(self, reached: dict[int, Standing], sources: list[Source], faults: list[tuple[int, Fault]]) -> None:
        """Write how far files are now, and what failed in them since the last time. Raises JaccuseError."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for number, standing in reached.items():
                source = sources[number]
                values = (source.head, source.size, standing.done, standing.finished, json.dumps(standing.counts()))
                if standing.done == 0:
                    self._db.execute("DELETE FROM faults WHERE target = ? AND path = ?", (self._target, source.path))
                self._db.execute("REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)", (self._target, source.path, *values))
            rows = [(self._target, sources[n].path, f.where, f.kind, f.message, f.tries) for n, f in faults]
            self._db.executemany("INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from None

    def faults(self, source: Source) -> Iterator[Fault]:
        """What failed in a file, in the order of its places."""
        query = "SELECT place, kind, message, tries FROM faults WHERE target = ? AND path = ? ORDER BY rowid"
        for row in self._db.execute(query, (self._target, source.path)):
            yield Fault(*row)


def _unusable(path: Path, error: sqlite3.Error) -> JaccuseError:
    return JaccuseError(
        f"cannot be used: {error}", source=str(path), remedy="name another with --state, or delete it to begin anew"
    )
