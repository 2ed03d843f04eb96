"""The derived tables of what documents say: documents, readings, operations, claims, the facets they are found by, acts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, SmallInteger, Table, Text, text

from .schema import Code, Seq

content = MetaData()


def _where(condition: str) -> dict[str, Any]:
    """The options of an index on some of the rows."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


#: Standing of a claim or operation, in `state`. Only those that count are counted; the others are listed when asked for.
COUNTS, REJECTED, SUPERSEDED = 0, 1, 2
STATES = {COUNTS: "counts", REJECTED: "rejected", SUPERSEDED: "superseded"}

#: A document; `seq` is that of its entry, and names it in the other tables. `reading` is the seq of its last reading, `address`
#: the number of its URL, by which versions of one page find each other.
#: `published` is a number such as 20210719 (days.py), 0 where it is not known.
documents = Table(
    "documents",
    content,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("id", Code, nullable=False, unique=True),
    Column("url", Text),
    Column("address", BigInteger),
    Column("published", Integer, nullable=False),
    Column("publisher", Text),
    Column("language", Text),
    Column("title", Text),
    Column("size", Integer, nullable=False),
    Column("reading", Seq),
    Index("documents_published", "published", "seq"),
    Index("documents_publisher", "publisher", "published", "seq"),
    Index("documents_address", "address"),
)

#: Every reading of a document.
readings = Table(
    "readings",
    content,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("id", Code, nullable=False),
    Column("document", Seq, nullable=False),
    Column("engine", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("readings_document", "document"),
)

#: An operation of a document, as its last reading gives it (entry `seq`, of `reading`). `body`: the JSON of the operation as
#: people's reviews leave it, NULL where the entry's counts as it is. `current`: of the last reading (or accepted), and not
#: rejected.
operations = Table(
    "operations",
    content,
    Column("id", Code, primary_key=True),
    Column("seq", Seq, nullable=False),
    Column("document", Seq, nullable=False),
    Column("reading", Seq, nullable=False),
    Column("name", Code),
    Column("activities", Text, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("reviewed", Text, nullable=False),
    Column("differs", Boolean, nullable=False),
    Column("body", Text),
    Index("operations_document", "document"),
)

#: A claim of a document, likewise. `key`: seq of the first entry that held it, its name in `facets`. `day`: date of the claim,
#: else of its document, as a number such as 20210700 (days.py; 0 for none). `doubt`: order of what waits for review. `edge`: of
#: an accusation its accusers and accused, `US GB>CN`; of support its supporters, `NZ>`; so that lists need not open the bodies.
claims = Table(
    "claims",
    content,
    Column("key", Seq, primary_key=True, autoincrement=False),
    Column("id", Code, nullable=False, unique=True),
    Column("seq", Seq, nullable=False),
    Column("document", Seq, nullable=False),
    Column("reading", Seq, nullable=False),
    Column("operation", Code),
    Column("kind", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("day", Integer, nullable=False),
    Column("language", Text),
    Column("state", SmallInteger, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("reviewed", Text, nullable=False),
    Column("differs", Boolean, nullable=False),
    Column("doubt", SmallInteger, nullable=False),
    Column("edge", Text),
    Column("body", Text),
    Index("claims_document", "document"),
    Index("claims_operation", "operation"),
    Index("claims_day", "state", "day", "key"),
    Index("claims_doubt", "state", "doubt", "day", "key", **_where("reviewed = ''")),
    Index("claims_reviewed", "reviewed", "state", "day", "key", **_where("reviewed <> ''")),
)

#: Claims by what they are found by, in the order in which they are listed. `facet`: number of a role and a value (facets.py).
facets = Table(
    "facets",
    content,
    Column("facet", BigInteger, primary_key=True, autoincrement=False),
    Column("state", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("claim", Seq, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: How many claims each facet has. Role `all` counts claims, `kind` those of a kind; `documents`, with `language` or
#: `publisher` behind a dot, counts documents.
counts = Table(
    "counts",
    content,
    Column("role", Code, primary_key=True),
    Column("value", Code, primary_key=True),
    Column("state", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Index("counts_value", "value"),
    sqlite_with_rowid=False,
)

#: The words by which documents name an actor in claims that count.
names = Table(
    "names",
    content,
    Column("actor", Code, primary_key=True),
    Column("name", Code, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: What people decided. `target`: of a review or undo, or the left side of a judgement or naming; `other`: the right side.
#: `stands`: no standing undo takes it back.
acts = Table(
    "acts",
    content,
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("id", Code, nullable=False, unique=True),
    Column("act", Text, nullable=False),
    Column("target", Code),
    Column("other", Code),
    Column("path", Text, nullable=False),
    Column("verdict", Text),
    Column("stands", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("acts_target", "target"),
    Index("acts_other", "other"),
)
