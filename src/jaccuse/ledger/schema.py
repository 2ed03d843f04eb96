"""The tables of the history. Everything else in the database is derived from them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

SCHEMA_VERSION = 1

Seq = BigInteger().with_variant(Integer(), "sqlite")

history = MetaData()


def _once(kind: str) -> Index:
    """An index that keeps the ids of one kind of entry unique. (An operation and a claim come again with each reading.)"""
    where = text(f"kind = '{kind}'")
    return Index(f"entries_{kind}", "id", unique=True, sqlite_where=where, postgresql_where=where)


#: One row for everything that was ever recorded. `seq` counts from 0 without gaps, over all kinds; `body` is JSON (entries.py),
#: kept as it was written; `data` is the text of a document, UTF-8, deflated. A row is never changed and never removed.
entries = Table(
    "entries",
    history,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("parent", Seq),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("data", LargeBinary),
    *(_once(kind) for kind in ("document", "reading", "act")),
)

#: Hashes of the Merkle tree in tiles of 256, as in C2SP tlog-tiles: level 0 holds the leaf hashes of the entries, a level above
#: holds the roots of full tiles below. The last tile of a level may be short; it alone is ever rewritten, by growing.
tiles = Table(
    "tiles",
    history,
    Column("level", Integer, primary_key=True),
    Column("number", Seq, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),
)

#: The size and root of the tree after every commit.
heads = Table(
    "heads",
    history,
    Column("size", Seq, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
)

#: Facts about the database itself: `ledger` (its id), `schema` (SCHEMA_VERSION), `created`, `derived` (the watermark).
meta = Table("meta", history, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
