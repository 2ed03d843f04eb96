"""Steps from each version of the history's tables to the next, each in the transaction that opens the ledger.

A step may add tables, columns and indexes, and must leave every row of `entries` as it is, hash for hash. Derived tables need
no step: they are made again when their deriver's version changes.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from .schema import meta

#: By the version a step starts from. Version 1 is the first.
STEPS: dict[int, Callable[[Connection], None]] = {}


def migrate(connection: Connection, version: int, to: int) -> None:
    """Take the tables from a version up to another, inside the caller's transaction."""
    while version < to:
        STEPS[version](connection)
        version += 1
        connection.execute(meta.update().where(meta.c.key == "schema").values(value=str(version)))
