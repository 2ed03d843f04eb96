"""Adding to the history: rows out of readings, numbered, hashed into the tree and written, all in one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from ..claim import DocumentHead, Reading
from ..errors import LedgerDamaged
from .dialects import insert_entries
from .entries import ClaimBody, DocumentBody, Entry, OperationBody, ReadingBody, claim_id, operation_id, reading_id
from .schema import entries, heads, is_kind, tiles
from .tree import Frontier, leaf_hash

_CHUNK = 500

_IDS = select(entries.c.id).where(is_kind("document"), entries.c.id.in_(bindparam("ids", expanding=True)))
_TILE = select(tiles.c.hashes).where(tiles.c.level == bindparam("level"), tiles.c.number == bindparam("number"))


class Part(NamedTuple):
    """One operation or claim of a reading, before it has a place in the history."""

    kind: str
    id: str
    body: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading as rows that only lack their place in the history. numbers: of its operations, in order, in its document."""

    document: Entry
    reading: Entry
    parts: list[Part]

    @property
    def claims(self) -> int:
        """How many claims it holds."""
        return sum(part.kind == "claim" for part in self.parts)


def now() -> str:
    """The time as entries carry it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def known(connection: Connection, documents: Sequence[str]) -> set[str]:
    """Those of the documents that are in the ledger."""
    found: set[str] = set()
    for start in range(0, len(documents), _CHUNK):
        found.update(connection.execute(_IDS, {"ids": documents[start : start + _CHUNK]}).scalars())
    return found


def prepared(reading: Reading, engine: str, at: str, numbers: Sequence[int] | None = None) -> Prepared:
    """The rows of a reading. numbers: of its operations where an earlier reading has numbered them."""
    head = reading.document
    parts: list[Part] = []
    names: dict[str | None, str] = {}
    for number, operation in zip(numbers or range(1, len(reading.operations) + 1), reading.operations, strict=True):
        name = names[operation.id] = operation_id(head.id, number)
        parts.append(Part("operation", name, OperationBody(document=head.id, operation=operation).to_json()))
    for name, claim in zip(claim_ids(reading), reading.claims, strict=True):
        held = ClaimBody(document=head.id, operation=names.get(claim.operation), claim=claim)
        parts.append(Part("claim", name, held.to_json()))
    content = "\n".join([part.body for part in parts])
    made = ReadingBody(document=head.id, engine=engine)
    return Prepared(
        _document(head, at),
        Entry(0, "reading", reading_id(head.id, engine, content), None, at, made.to_json()),
        parts,
    )


def claim_ids(reading: Reading) -> list[str]:
    """The ids of a reading's claims, in order; of two that would have the same, the later one counts on."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for claim in reading.claims:
        name = first = claim_id(reading.document.id, claim)
        if again := seen.get(first, 0):
            name = claim_id(reading.document.id, claim, again)
        seen[first] = again + 1
        found.append(name)
    return found


def _document(head: DocumentHead, at: str) -> Entry:
    body = DocumentBody(
        language=head.language,
        title=head.title,
        published=head.published,
        publisher=head.publisher,
        url=head.url,
        size=len(head.text),
    )
    return Entry(0, "document", head.id, None, at, body.to_json(), zlib.compress(head.text.encode()))


def rows_of(one: Prepared, seq: int, document: int | None, at: str | None = None) -> list[Entry]:
    """The rows of a prepared reading from place `seq` on.

    document: place of its document, where that is there already; at: when it is recorded, if not when it was prepared.
    """
    rows: list[Entry] = []
    at = at or one.reading.at
    if document is None:
        document = seq
        _, kind, name, _, _, body, data = one.document
        rows.append(Entry(seq, kind, name, None, at, body, data))
    parent = seq + len(rows)
    _, kind, name, _, _, body, _ = one.reading
    rows.append(Entry(parent, kind, name, document, at, body))
    rows += [Entry(place, kind, name, parent, at, body) for place, (kind, name, body) in enumerate(one.parts, parent + 1)]
    return rows


def size(connection: Connection) -> int:
    """How many entries there are. Raises LedgerDamaged where the history and its tree do not agree on that."""
    last = connection.execute(select(func.max(heads.c.size))).scalar() or 0
    rows = connection.execute(select(func.max(entries.c.seq))).scalar()
    if last != (0 if rows is None else rows + 1):
        raise LedgerDamaged("its last entries and its tree do not agree", remedy="`jaccuse verify` says where")
    return last


def read_tile(connection: Connection, level: int, number: int) -> bytes:
    """The hashes of one tile. Raises LedgerDamaged where it is missing."""
    found = connection.execute(_TILE, {"level": level, "number": number}).scalar()
    if found is None:
        raise LedgerDamaged(f"tile {level}/{number} of its tree is missing", remedy="`jaccuse verify` says where")
    return bytes(found)


def append(connection: Connection, rows: Sequence[Entry]) -> None:
    """Write rows, numbered from the size on, with the tree over them. The caller holds the lock and commits."""
    if not rows:
        return
    start = rows[0].seq
    try:
        frontier = Frontier(start, lambda level, number: read_tile(connection, level, number))
    except ValueError as error:
        raise LedgerDamaged(str(error), remedy="`jaccuse verify` says where") from None
    changed = frontier.append(leaf_hash(row) for row in rows)
    insert_entries(connection, rows)
    for (level, number), _ in changed.items():
        if number * 256 < start >> 8 * level:
            connection.execute(tiles.delete().where(tiles.c.level == level, tiles.c.number == number))
    values = [{"level": level, "number": number, "hashes": hashes} for (level, number), hashes in changed.items()]
    connection.execute(tiles.insert(), values)
    connection.execute(heads.insert().values(size=frontier.size, root=frontier.root(), at=rows[-1].at))
