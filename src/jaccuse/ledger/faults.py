"""What a database complains of, as an error that a person understands. A password is never in it."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from ..errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerFull,
    LedgerNotFound,
    LedgerUnreachable,
    NotALedger,
)

Fault = tuple[type[LedgerError], str, str]

_DAMAGED: Fault = (LedgerDamaged, "the file is damaged", "`jaccuse verify` says where; restore a backup, or keep what is read")
_DENIED: Fault = (LedgerDenied, "it may not be written", "check the permissions of the file and of its folder")
_FULL: Fault = (LedgerFull, "no space is left to write; nothing of the last step was kept", "make room, then run it again")
_BUSY: Fault = (LedgerBusy, "others have been writing to it for minutes", "wait for them to end, then run it again")

#: By the primary result code of SQLite (https://sqlite.org/rescode.html).
_SQLITE: dict[int, Fault] = {
    sqlite3.SQLITE_PERM: _DENIED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _DENIED,
    sqlite3.SQLITE_IOERR: (LedgerError, "the disk does not read or write it", "check the disk, then `jaccuse verify`"),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: (LedgerDenied, "it cannot be opened", "check the permissions of the file and of its folder"),
    sqlite3.SQLITE_AUTH: _DENIED,
    sqlite3.SQLITE_NOTADB: (NotALedger, "is no ledger", "name another file; a new one is made where there is none"),
}

#: By the code of PostgreSQL, or its class (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_POSTGRES: dict[str, Fault] = {
    "28": (LedgerUnreachable, "the server does not let us in", "check user and password; PGPASSWORD or ~/.pgpass may hold it"),
    "3D": (LedgerNotFound, "there is no such database", "make it with `createdb`"),
    "42501": (LedgerDenied, "the user has no right to do this", "grant it, or name another user"),
    "25006": (LedgerDenied, "the server only reads", "name the primary server"),
    "53100": _FULL,
    "53": (LedgerUnreachable, "the server is at its limits", "try again later"),
    "57": (LedgerUnreachable, "the server stopped this", "try again later"),
    "08": (LedgerUnreachable, "the connection to the server broke off", "try again"),
    "55P03": _BUSY,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
_AWAY: Fault = (LedgerUnreachable, "the server does not answer", "check host, port and that it runs")


def is_of_driver(error: BaseException) -> bool:
    """Whether an error came from SQLAlchemy's or a driver's side of things."""
    return isinstance(error, (DBAPIError, sqlite3.Error)) or type(error).__module__.partition(".")[0] == "psycopg"


def is_busy(error: BaseException) -> bool:
    """Whether others hold SQLite's lock."""
    return _sqlite_code(_driver_error(error)) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def translated(error: BaseException, place: str) -> LedgerError:
    """The error of ours for one of a driver."""
    inner = _driver_error(error)
    fault = _SQLITE.get(_sqlite_code(inner)) if isinstance(inner, sqlite3.Error) else _of_postgres(inner)
    if fault is None:
        first = (str(inner).splitlines() or [type(inner).__name__])[0]
        fault = (
            LedgerError,
            f"the database says: {first}",
            "`jaccuse verify` checks the ledger; where it holds, report this",
        )
    made, message, remedy = fault
    return made(message, source=place, remedy=remedy)


def _driver_error(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _sqlite_code(error: BaseException) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def _of_postgres(error: BaseException) -> Fault | None:
    code = getattr(error, "sqlstate", None)
    if code:
        return _POSTGRES.get(code) or _POSTGRES.get(code[:2])
    words = str(error)
    for sign, key in (("password authentication failed", "28"), ("no password supplied", "28"), ("does not exist", "3D")):
        if sign in words:
            return _POSTGRES[key]
    return _AWAY if type(error).__name__ in ("OperationalError", "ConnectionTimeout", "InterfaceError") else None
