"""The derived tables of merging: what operations are compared by, pairs of them, incidents, and near copies of documents."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, SmallInteger, Table, Text

from .schema import Seq

merging = MetaData()


def _blocks(name: str) -> Table:
    return Table(
        name,
        merging,
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("spare", SmallInteger, primary_key=True, autoincrement=False),
        Column("node", BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


#: Operations that count, as they are compared. `node`: 60 bits of the id, the name in `blocks`; `document`: seq of the
#: document; `day` of publication and number of `claims` as in `data`, which is a Features in MessagePack.
features = Table(
    "features",
    merging,
    Column("node", BigInteger, primary_key=True, autoincrement=False),
    Column("operation", Text, nullable=False, unique=True),
    Column("document", Seq, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("features_document", "document"),
)

#: Operations, and documents, under the keys that they share with what may be the same. `spare` is 0 for the few of each key
#: that all others of it are compared with (neighbours.py).
blocks = _blocks("blocks")
bands = _blocks("bands")

#: Pairs of operations that score enough to be shown, `left` < `right`. `score` in hundredths of a point. `state`: `merged`
#: (both in one incident), `candidate` (waits for a person), `apart` (kept apart by a judgement or by what else is in the
#: incidents).
pairs = Table(
    "pairs",
    merging,
    Column("left", Text, primary_key=True),
    Column("right", Text, primary_key=True),
    Column("score", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Index("pairs_right", "right"),
    Index("pairs_state", "state", "score"),
    sqlite_with_rowid=False,
)

#: Of each operation that has strong pairs the few with the smallest ids, separated by spaces (partners.py).
partners = Table(
    "partners",
    merging,
    Column("operation", Text, primary_key=True),
    Column("names", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: The incident of every operation that counts.
membership = Table(
    "membership",
    merging,
    Column("operation", Text, primary_key=True),
    Column("incident", Text, nullable=False),
    Index("membership_incident", "incident"),
    sqlite_with_rowid=False,
)

#: Incidents. `id`: `i` and the founding operation, which is the one published first; `name` as most documents give it;
#: `first`, `last`: days of publication as numbers such as 20210719 (0: unknown); numbers of operations, documents,
#: independent stories and claims; `accused`: codes, those of most operations first, separated by spaces. `parted`: what people
#: told apart (incidents.py). `tallies`: where there are many operations, how many have each name and accused, in MessagePack.
incidents = Table(
    "incidents",
    merging,
    Column("id", Text, primary_key=True),
    Column("founding", Text, nullable=False),
    Column("name", Text),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("operations", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("accused", Text, nullable=False),
    Column("parted", SmallInteger, nullable=False),
    Column("tallies", LargeBinary),
    Index("incidents_last", "last", "id"),
    Index("incidents_documents", "documents", "id"),
)

#: Of incidents with many operations: how many of these each story (`kind` 0) and document (1) has, by its seq.
tellings = Table(
    "tellings",
    merging,
    Column("incident", Text, primary_key=True),
    Column("kind", SmallInteger, primary_key=True, autoincrement=False),
    Column("seq", Seq, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: Documents that are near copies of others: `story` is the document published first of them. Others are stories of their own.
stories = Table(
    "stories",
    merging,
    Column("document", Seq, primary_key=True, autoincrement=False),
    Column("story", Seq, nullable=False),
    Index("stories_story", "story"),
)

#: What documents are compared by: `sketch`, a byte for each of 64 minima; the hash of the headline; day of publication.
sketches = Table(
    "sketches",
    merging,
    Column("document", Seq, primary_key=True, autoincrement=False),
    Column("node", BigInteger, nullable=False, unique=True),
    Column("sketch", LargeBinary, nullable=False),
    Column("headline", BigInteger, nullable=False),
    Column("day", Integer, nullable=False),
)

#: Pairs of near copies by their nodes, `left` < `right`.
copies = Table(
    "copies",
    merging,
    Column("left", BigInteger, primary_key=True, autoincrement=False),
    Column("right", BigInteger, primary_key=True, autoincrement=False),
    Index("copies_right", "right"),
    sqlite_with_rowid=False,
)
