"""Accounts, sessions and tokens of a server: a small database of its own, apart from the ledger.

The ledger keeps what was decided and by whom, for ever; who may log in changes, and passwords have no place in a history.
Passwords are kept as Argon2id hashes (RFC 9106, by argon2-cffi), session cookies and tokens as SHA-256 of 256 random bits.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ..errors import JaccuseError, LedgerError
from .access import Role, Who

_NAME = re.compile(r"[^\W_](?:[\w.-]{0,38}[^\W_])?")
#: Characters of a password: fewer guess too well, more only cost time.
SHORTEST, LONGEST = 10, 200
#: How often it is noted that a session is used, in seconds.
NOTED = 60
_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, created TEXT NOT NULL, closed TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, csrf TEXT NOT NULL, created TEXT NOT NULL, seen TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, account TEXT NOT NULL, role TEXT NOT NULL, label TEXT NOT NULL,
  created TEXT NOT NULL, until TEXT) WITHOUT ROWID;
"""


class AccountRefused(JaccuseError):
    """An account, a password or a token that cannot be, or that there is none of."""


class Account(NamedTuple):
    """An account as it is listed."""

    name: str
    role: str
    created: str
    closed: str | None


class Token(NamedTuple):
    """A token as it is listed; what it is itself is shown once, when it is made."""

    id: str
    account: str
    role: str
    label: str
    created: str
    until: str | None


def default_path() -> Path:
    """Where accounts are that nobody named: `JACCUSE_ACCOUNTS`, or `jaccuse/accounts.db` in the XDG data folder."""
    if given := os.environ.get("JACCUSE_ACCOUNTS"):
        return Path(given)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jaccuse" / "accounts.db"


class Accounts:
    """The accounts in a file. May be used by several threads and processes."""

    def __init__(
        self, path: Path, *, session_hours: int = 72, idle_hours: int = 12, hasher: PasswordHasher | None = None
    ) -> None:
        """Open, or make, the file; nobody but its owner may read it. Raises LedgerError."""
        self.path = path
        self._long, self._idle = timedelta(hours=session_hours), timedelta(hours=idle_hours)
        self._hasher = hasher or PasswordHasher()
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            self._database.execute("PRAGMA journal_mode=WAL")
            self._database.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(
                f"accounts cannot be kept there: {error}", source=str(path), remedy="name another file with --accounts"
            ) from None

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def accounts(self) -> list[Account]:
        """All accounts, the closed ones too, by name."""
        with self._all("SELECT name, role, created, closed FROM accounts ORDER BY name") as rows:
            return [Account(*row) for row in rows]

    def tokens(self) -> list[Token]:
        """All tokens, by account."""
        with self._all("SELECT id, account, role, label, created, until FROM tokens ORDER BY account, created") as rows:
            return [Token(*row) for row in rows]

    def add(self, name: str, password: str, role: Role) -> None:
        """Make an account; one that was closed is opened again. Raises AccountRefused."""
        if not _NAME.fullmatch(name):
            raise AccountRefused(f"{name!r} is no name of an account", remedy="up to 40 letters, digits, dots and dashes")
        hashed = self._hash(password)
        with self._writing() as database:
            if database.execute("SELECT 1 FROM accounts WHERE name = ? AND closed IS NULL", (name,)).fetchone():
                raise AccountRefused(f"there is an account {name!r} already", remedy=f"jaccuse account password {name}")
            values = (name, role.name.lower(), hashed, _now())
            database.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, NULL)", values)

    def change(self, name: str, *, password: str | None = None, role: Role | None = None) -> None:
        """Another password (all its sessions end) or another role. Raises AccountRefused."""
        hashed = self._hash(password) if password is not None else None
        with self._writing() as database:
            self._known(database, name)
            if hashed is not None:
                database.execute("UPDATE accounts SET hash = ? WHERE name = ?", (hashed, name))
                database.execute("DELETE FROM sessions WHERE account = ?", (name,))
            if role is not None:
                database.execute("UPDATE accounts SET role = ? WHERE name = ?", (role.name.lower(), name))

    def remove(self, name: str) -> None:
        """Close an account; its name stays taken, since it stands in the history. Raises AccountRefused."""
        with self._writing() as database:
            self._known(database, name)
            database.execute("UPDATE accounts SET closed = ? WHERE name = ?", (_now(), name))
            database.execute("DELETE FROM sessions WHERE account = ?", (name,))
            database.execute("DELETE FROM tokens WHERE account = ?", (name,))

    def log_in(self, name: str, password: str) -> str | None:
        """The cookie of a new session; None where name or password are wrong (after as long a time)."""
        with self._all("SELECT hash FROM accounts WHERE name = ? AND closed IS NULL", (name,)) as rows:
            kept = rows[0][0] if rows else None
        try:
            self._hasher.verify(kept or self._nobody, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        if kept is None:
            return None
        cookie = secrets.token_urlsafe(32)
        with self._writing() as database:
            if self._hasher.check_needs_rehash(kept):
                database.execute("UPDATE accounts SET hash = ? WHERE name = ?", (self._hasher.hash(password), name))
            oldest = _at(datetime.now(UTC) - self._long)
            database.execute("DELETE FROM sessions WHERE created < ?", (oldest,))
            values = (_sha(cookie), name, secrets.token_hex(16), _now(), _now())
            database.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", values)
        return cookie

    def log_out(self, cookie: str) -> None:
        """End a session."""
        with self._writing() as database:
            database.execute("DELETE FROM sessions WHERE id = ?", (_sha(cookie),))

    def of_session(self, cookie: str) -> Who | None:
        """Whose session it is; None where it is none, too old, or was unused for too long."""
        query = (
            "SELECT a.name, a.role, s.csrf, s.seen FROM sessions s JOIN accounts a ON a.name = s.account "
            "WHERE s.id = ? AND a.closed IS NULL AND s.created >= ? AND s.seen >= ?"
        )
        now = datetime.now(UTC)
        with self._all(query, (_sha(cookie), _at(now - self._long), _at(now - self._idle))) as rows:
            if not rows:
                return None
            name, role, csrf, seen = rows[0]
        if seen < _at(now - timedelta(seconds=NOTED)):
            with self._writing() as database:
                database.execute("UPDATE sessions SET seen = ? WHERE id = ?", (_at(now), _sha(cookie)))
        return Who(Role[role.upper()], name, "session", csrf)

    def make_token(self, name: str, label: str, *, role: Role | None = None, days: int | None = None) -> str:
        """A new token of an account: shown now and never again. It may do no more than its account. Raises AccountRefused."""
        token = "jac_" + secrets.token_urlsafe(32)
        with self._writing() as database:
            given = Role[self._known(database, name).upper()]
            until = _at(datetime.now(UTC) + timedelta(days=days)) if days else None
            held = min(given, role or given).name.lower()
            values = (secrets.token_hex(4), _sha(token), name, held, label, _now(), until)
            database.execute("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        return token

    def revoke(self, number: str) -> None:
        """End a token, by the id that lists show. Raises AccountRefused."""
        with self._writing() as database:
            if not database.execute("DELETE FROM tokens WHERE id = ?", (number,)).rowcount:
                raise AccountRefused(f"there is no token {number!r}", remedy="list them with `jaccuse account tokens`")

    def of_token(self, token: str) -> Who | None:
        """Whose token it is."""
        query = (
            "SELECT a.name, a.role, t.role FROM tokens t JOIN accounts a ON a.name = t.account "
            "WHERE t.hash = ? AND a.closed IS NULL AND (t.until IS NULL OR t.until > ?)"
        )
        with self._all(query, (_sha(token), _now())) as rows:
            return Who(min(Role[rows[0][1].upper()], Role[rows[0][2].upper()]), rows[0][0], "token") if rows else None

    @cached_property
    def _nobody(self) -> str:
        """The hash that a password is held against where there is no such account."""
        return self._hasher.hash(secrets.token_hex(16))

    def _hash(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise AccountRefused(f"a password has {SHORTEST} to {LONGEST} characters")
        return self._hasher.hash(password)

    @staticmethod
    def _known(database: sqlite3.Connection, name: str) -> str:
        row = database.execute("SELECT role FROM accounts WHERE name = ? AND closed IS NULL", (name,)).fetchone()
        if row is None:
            raise AccountRefused(f"there is no account {name!r}", remedy="list them with `jaccuse account list`")
        return str(row[0])

    @contextmanager
    def _all(self, query: str, values: tuple[object, ...] = ()) -> Iterator[list[tuple[str, ...]]]:
        with self._lock:
            rows = self._database.execute(query, values).fetchall()
        yield rows

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")


def _sha(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _now() -> str:
    return _at(datetime.now(UTC))
