"""What a watch knows: feeds, items that were seen, items that wait to be read, what is to be told. A small SQLite file.

An item is noted in the same transaction as the answer that brought it, so that a stop in between loses none; what was read goes
to the ledger first, and is then noted to be told once, by its document.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, Self

from ..errors import JaccuseError
from .feeds import Item

_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL, failures INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (feed TEXT, key TEXT, PRIMARY KEY (feed, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, feed TEXT, item TEXT, due REAL, failures INTEGER);
CREATE TABLE IF NOT EXISTS told (
    number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT UNIQUE, at TEXT, news TEXT, due REAL, failures INTEGER
);
"""


@dataclass(slots=True)
class Looked:
    """What is known of a feed. due: when it is looked at again (seconds since 1970); failures: in a row."""

    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    failures: int = 0


class Waiting(NamedTuple):
    """An item that is to be read."""

    number: int
    feed: str
    item: Item
    failures: int


class Told(NamedTuple):
    """One document with claims. news: what is told of it, as JSON; failures: of its delivery, None where it is delivered."""

    number: int
    document: str
    at: str
    news: str
    failures: int


class State:
    """The file; one process uses it at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA busy_timeout=2000")
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def feed(self, url: str) -> Looked:
        """What is known of a feed."""
        row = self._db.execute("SELECT etag, modified, due, failures FROM feeds WHERE url = ?", (url,)).fetchone()
        return Looked(*row) if row else Looked()

    def looked(self, url: str, known: Looked, items: Iterable[Item] = ()) -> int:
        """Note an answer of a feed and those of its items that are new; how many."""
        new = 0
        with self._written():
            values = (url, known.etag, known.modified, known.due, known.failures)
            self._db.execute("REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", values)
            for item in items:
                keys = item.keys()
                marks = ", ".join("?" * len(keys))
                query = f"SELECT 1 FROM seen WHERE feed = ? AND key IN ({marks}) LIMIT 1"
                old = self._db.execute(query, (url, *keys)).fetchone()
                self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", [(url, key) for key in keys])
                if old is None:
                    new += 1
                    told = json.dumps(asdict(item))
                    self._db.execute("INSERT INTO waiting (feed, item, due, failures) VALUES (?, ?, 0, 0)", (url, told))
        return new

    def waiting(self, now: float) -> list[Waiting]:
        """The items whose time has come, oldest first."""
        query = "SELECT number, feed, item, failures FROM waiting WHERE due <= ? ORDER BY number LIMIT 500"
        rows = self._db.execute(query, (now,)).fetchall()
        return [Waiting(number, feed, Item(**json.loads(item)), failures) for number, feed, item, failures in rows]

    def later(self, number: int, due: float) -> None:
        """An item could not be fetched now."""
        with self._written():
            self._db.execute("UPDATE waiting SET due = ?, failures = failures + 1 WHERE number = ?", (due, number))

    def done(self, number: int, news: Iterable[tuple[str, str, str]] = ()) -> list[str]:
        """An item is read. news: (document, when, what to tell); those documents that were not told of before."""
        fresh = []
        with self._written():
            self._db.execute("DELETE FROM waiting WHERE number = ?", (number,))
            for document, at, words in news:
                query = "INSERT OR IGNORE INTO told (document, at, news, due, failures) VALUES (?, ?, ?, 0, 0)"
                if self._db.execute(query, (document, at, words)).rowcount:
                    fresh.append(document)
        return fresh

    def latest(self, count: int) -> list[Told]:
        """What was told last, newest first."""
        query = "SELECT number, document, at, news, failures FROM told ORDER BY number DESC LIMIT ?"
        return [Told(*row) for row in self._db.execute(query, (count,))]

    def undelivered(self, now: float) -> Iterator[Told]:
        """What the webhook has not taken and may be offered now, in order."""
        query = "SELECT number, document, at, news, failures FROM told WHERE due IS NOT NULL AND due <= ? ORDER BY number"
        for row in self._db.execute(query, (now,)).fetchall():
            yield Told(*row)

    def delivered(self, number: int) -> None:
        """The webhook has taken it, or it is given up."""
        with self._written():
            self._db.execute("UPDATE told SET due = NULL WHERE number = ?", (number,))

    def undone(self, number: int, due: float) -> None:
        """The webhook has not taken it; again then."""
        with self._written():
            self._db.execute("UPDATE told SET due = ?, failures = failures + 1 WHERE number = ?", (due, number))

    def next_due(self, webhook: bool) -> float | None:
        """When the next item or delivery is due; None where none waits."""
        found = [self._db.execute("SELECT min(due) FROM waiting").fetchone()[0]]
        if webhook:
            found.append(self._db.execute("SELECT min(due) FROM told").fetchone()[0])
        return min((due for due in found if due is not None), default=None)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._unusable(error) from None

    def _unusable(self, error: sqlite3.Error) -> JaccuseError:
        return JaccuseError(f"cannot be used: {error}", source=str(self._path), remedy="name another with --state")
