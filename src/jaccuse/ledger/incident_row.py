"""What an incident is as a row: out of all its operations, or, where they are many, out of what it was and what has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection

from .bulk import add_numbers, insert_tuples, tuples_in
from .features import Features
from .levels import plain
from .merging_tables import incidents, tellings

#: From so many operations on an incident keeps tallies, so that one more costs what it costs in a small one.
MANY = 24
STORY, DOCUMENT = 0, 1
#: The order of what has no day.
LATE = 1 << 30

_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(tuple[dict[str, int], dict[str, int]]).decode
COLUMNS = tuple(column.name for column in incidents.columns)


def incident_id(founding: str) -> str:
    """The id of the incident that this operation founds."""
    return f"i{founding}"


def number(day: int) -> int:
    """A day as a number such as 20210719; 0 for none."""
    return int(date.fromordinal(day).strftime("%Y%m%d")) if day else 0


def row_of(members: Sequence[Features], stories: Mapping[int, int], parted: int) -> dict[str, Any]:
    """An incident out of all its operations. stories: by document."""
    made = Gathered()
    for found in members:
        made.add(found)
    told = {found.document for found in members}
    return made.row(len(told), len({stories[document] for document in told}), parted)


@dataclass
class Gathered:
    """What adds up as operations come together."""

    founding: tuple[int, str] = (LATE + 1, "")
    last: int = 0
    operations: int = 0
    claims: int = 0
    names: Counter[str] = field(default_factory=Counter)
    accused: Counter[str] = field(default_factory=Counter)

    def add(self, found: Features) -> None:
        """Add one operation."""
        self.founding = min(self.founding, (number(found.day) or LATE, found.operation))
        self.last = max(self.last, number(found.day))
        self.operations += 1
        self.claims += found.claims
        if found.name:
            self.names[found.name] += 1
        self.accused.update((*found.groups, *found.states, *found.others))

    def add_row(self, row: Mapping[str, Any]) -> None:
        """Add an incident that keeps tallies."""
        self.founding = min(self.founding, (row["first"] or LATE, row["founding"]))
        self.last = max(self.last, row["last"])
        self.operations += row["operations"]
        self.claims += row["claims"]
        names, accused = _decode(row["tallies"])
        self.names.update(names)
        self.accused.update(accused)

    def row(self, documents: int, stories: int, parted: int) -> dict[str, Any]:
        """The row of `incidents`."""
        day, founding = self.founding
        names, accused = self.names, self.accused
        return {
            "id": incident_id(founding),
            "founding": founding,
            "name": min(names, key=lambda name: (-names[name], plain(name), name)) if names else None,
            "first": day if day < LATE else 0,
            "last": self.last,
            "operations": self.operations,
            "documents": documents,
            "stories": stories,
            "claims": self.claims,
            "accused": " ".join(sorted(accused, key=lambda code: (-accused[code], code))),
            "parted": parted,
            "tallies": _encode((names, accused)) if self.operations >= MANY else None,
        }


def write_rows(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add rows of `incidents`."""
    insert_tuples(connection, incidents, COLUMNS, [tuple(row[name] for name in COLUMNS) for row in rows])


def tally(members: Iterable[Features], stories: Mapping[int, int]) -> Counter[tuple[int, int]]:
    """How many of the operations each story and each document has."""
    found: Counter[tuple[int, int]] = Counter()
    for one in members:
        found[STORY, stories[one.document]] += 1
        found[DOCUMENT, one.document] += 1
    return found


def add_tellings(connection: Connection, incident: str, more: Mapping[tuple[int, int], int]) -> tuple[int, int]:
    """Add to the tellings of an incident; by how many more documents and stories it is told."""
    grown = [0, 0]
    for kind in (STORY, DOCUMENT):
        changes = {seq: by for (of, seq), by in more.items() if of == kind and by}
        there = f"kind = {kind} AND incident = '{incident}'"
        old = dict(tuples_in(connection, (tellings.c.seq, tellings.c.number), tellings.c.seq, changes, there))
        for seq, by in changes.items():
            grown[kind] += (old.get(seq, 0) + by > 0) - (old.get(seq, 0) > 0)
    add_numbers(connection, tellings, {(incident, kind, seq): by for (kind, seq), by in more.items()})
    return grown[DOCUMENT], grown[STORY]
