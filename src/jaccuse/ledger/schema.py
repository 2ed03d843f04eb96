"""The tables of the history. Everything else in the database is derived from them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table, Text, TextClause, text

SCHEMA_VERSION = 1

#: An id or code: compared letter by letter, whatever the language of the database, so that ranges and orders are the same.
Code = Text().with_variant(Text(collation="C"), "postgresql")
Seq = BigInteger().with_variant(Integer(), "sqlite")

history = MetaData()


def is_kind(kind: str) -> TextClause:
    """`kind = '…'` written out, as both databases want it to use an index on one kind of entry."""
    return text(f"kind = '{kind}'")


def _of_kind(kind: str, column: str, *, unique: bool) -> Index:
    where = is_kind(kind)
    return Index(f"entries_{kind}", column, unique=unique, sqlite_where=where, postgresql_where=where)


#: One row for everything that was ever recorded. `seq` counts from 0 without gaps, over all kinds; `body` is JSON (entries.py),
#: kept as it was written; `data` is the text of a document, UTF-8, deflated. A row is never changed and never removed.
#: The operations and claims of a reading stand right behind it.
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
    _of_kind("document", "id", unique=True),
    _of_kind("act", "id", unique=True),
    _of_kind("reading", "parent", unique=False),
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
