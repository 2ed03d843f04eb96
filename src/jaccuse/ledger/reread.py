"""A document that is read again: what its last reading says, and which of its operations the new ones are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from ..claim import Operation, Reading, Span
from ..errors import UnknownId
from .append import Part, claim_ids
from .dialects import rows_between
from .entries import ClaimBody, OperationBody, ReadingBody, operation_id
from .schema import entries, is_kind

_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last reading of a document. document: place of the document in the history; parts: its operations and claims.

    numbered: how many numbers its readings have given to operations.
    """

    document: int
    engine: str
    parts: list[Part]
    numbered: int

    def operations(self) -> dict[str, Operation]:
        """Its operations by their ids."""
        bodies = {part.id: part.body for part in self.parts if part.kind == "operation"}
        return {name: msgspec.json.decode(body, type=OperationBody).operation for name, body in bodies.items()}

    def claims(self) -> dict[str, ClaimBody]:
        """Its claims by their ids."""
        return {part.id: msgspec.json.decode(part.body, type=ClaimBody) for part in self.parts if part.kind == "claim"}


def last_reading(connection: Connection, document: str) -> Earlier:
    """The last reading of a document. Raises UnknownId."""
    found = select(entries.c.seq).where(is_kind("document"), entries.c.id == document)
    place = connection.execute(found).scalar()
    if place is None:
        raise UnknownId(f"no document {document}")
    readings = select(entries.c.seq, entries.c.body).where(is_kind("reading"), entries.c.parent == place)
    rows = connection.execute(readings.order_by(entries.c.seq)).fetchall()
    if not rows:
        return Earlier(place, "", [], 0)
    every = [_parts(connection, seq) for seq, _ in rows]
    ids = {part.id for parts in every for part in parts if part.kind == "operation"}
    number = 0
    while ids:
        number += 1
        ids.discard(operation_id(document, number))
    engine = msgspec.json.decode(rows[-1].body, type=ReadingBody).engine
    return Earlier(place, engine, every[-1], number)


def _parts(connection: Connection, reading: int) -> list[Part]:
    """The operations and claims that stand behind a reading."""
    found: list[Part] = []
    first = reading + 1
    while True:
        rows = rows_between(connection, first, first + _CHUNK)
        for _, kind, name, parent, _, body, _ in rows:
            if parent != reading or kind not in ("operation", "claim"):
                return found
            found.append(Part(kind, name, body))
        if len(rows) < _CHUNK:
            return found
        first += _CHUNK


def renumbered(reading: Reading, earlier: Earlier) -> list[int]:
    """The numbers of a new reading's operations: those of the earlier operations they are, or new ones.

    An operation is the earlier one that shares most claims with it; where none does, the one that shares most of its words.
    """
    document = reading.document.id
    numbers = {operation_id(document, number): number for number in range(1, earlier.numbered + 1)}
    old = earlier.operations()
    held = {name: body.operation for name, body in earlier.claims().items()}
    shared: Counter[tuple[int, str]] = Counter()
    places = {operation.id: place for place, operation in enumerate(reading.operations)}
    for name, claim in zip(claim_ids(reading), reading.claims, strict=True):
        before = held.get(name)
        if claim.operation is not None and before in old:
            shared[places[claim.operation], before] += 1
    words = {
        (place, name): common
        for place, operation in enumerate(reading.operations)
        for name, other in old.items()
        if (common := _common(operation.anchors, other.anchors))
    }

    def order(pair: tuple[int, str]) -> tuple[int, int, int, int]:
        return -shared[pair], -words.get(pair, 0), pair[0], numbers[pair[1]]

    chosen: dict[int, int] = {}
    for place, name in sorted(shared.keys() | words.keys(), key=order):
        if place not in chosen and numbers[name] not in chosen.values():
            chosen[place] = numbers[name]
    following = iter(range(earlier.numbered + 1, earlier.numbered + 1 + len(reading.operations)))
    return [chosen[place] if place in chosen else next(following) for place in range(len(reading.operations))]


def _common(left: Sequence[Span], right: Sequence[Span]) -> int:
    """How many characters two lists of anchors share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
