"""Which strong pairs join, judged by each side's partners alone: so what is far away in the ledger does not matter.

A pair that scores enough to be merged may still be a bridge: one report that resembles two operations would make one of them.
So each operation keeps the three of its strong pairs whose ids are smallest, its partners: a sample by chance, which hardly
changes as the ledger grows and does not depend on the order of arrival. A pair joins if each of the two fits the other's
partners on average. Where one of them has no other partner, it joins if it fits the pair and its partners together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec
from sqlalchemy import Connection

from .bulk import insert_tuples, tuples_in
from .clusters import Union
from .features import Features
from .merging_tables import features, pairs, partners
from .score import MERGE, compare

PARTNERS = 3  # kept for each operation
FITS = 375  # hundredths of a point that an operation must score on average with the partners of the other
STRONG = round(100 * MERGE)
_IS_STRONG = f"score >= {STRONG}"
_decode = msgspec.msgpack.Decoder(Features).decode

Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Two operations in order."""
    return (one, other) if one < other else (other, one)


class Compared:
    """What is known of operations while a batch is worked on: features, scores and partners, each fetched once."""

    def __init__(self, connection: Connection, known: Mapping[str, Features]) -> None:
        self._connection = connection
        self.features: dict[str, Features] = dict(known)
        self.scores: dict[Pair, int] = {}
        self._partners: dict[str, tuple[str, ...]] = {}

    def fetch(self, operations: Iterable[str]) -> None:
        """Know the features of these operations, as far as they count."""
        missing = set(operations) - self.features.keys()
        columns = (features.c.operation, features.c.data)
        for name, data in tuples_in(self._connection, columns, features.c.operation, missing):
            self.features[name] = _decode(data)

    def score(self, one: str, other: str) -> int:
        """What two operations score."""
        key = pair(one, other)
        if key not in self.scores:
            self.scores[key] = compare(self.features[one], self.features[other]).total
        return self.scores[key]

    def partners(self, operations: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The partners of operations."""
        wanted = set(operations)
        missing = wanted - self._partners.keys()
        columns = (partners.c.operation, partners.c.names)
        self._partners |= dict.fromkeys(missing, ())
        for name, held in tuples_in(self._connection, columns, partners.c.operation, missing):
            self._partners[name] = tuple(held.split(" "))
        return {name: self._partners[name] for name in wanted}

    def exchange(self, gone: Collection[str], lost: Iterable[Pair], strong: Iterable[Pair]) -> set[str]:
        """Bring partners up to date with strong pairs lost and new; those of whom some changed.

        gone: operations that count no more. The strong pairs that are lost are no longer in the table, the new ones not yet.
        """
        weakened = {name for found in lost for name in found} - set(gone)
        near: dict[str, set[str]] = defaultdict(set)
        for one, other in strong:
            near[one].add(other)
            near[other].add(one)
        before = self.partners({*near, *weakened}) | {name: () for name in gone if name in near}
        anew = strong_pairs(self._connection, weakened)
        changed: dict[str, tuple[str, ...]] = {}
        for name, old in before.items():
            others = {other for found in anew[name] for other in found if other != name} if name in weakened else set(old)
            made = tuple(sorted(others | near[name])[:PARTNERS])
            if made != old:
                changed[name] = made
        for name in gone:
            self._partners.pop(name, None)
        out = sorted({*(name for name in changed if before[name]), *gone})
        if out:
            connection = self._connection
            for start in range(0, len(out), 900):
                connection.execute(partners.delete().where(partners.c.operation.in_(out[start : start + 900])))
        rows = [(name, " ".join(made)) for name, made in sorted(changed.items()) if made]
        insert_tuples(self._connection, partners, ("operation", "names"), rows)
        self._partners |= changed
        return set(changed)

    def joins(self, asked: Iterable[Pair]) -> set[Pair]:
        """Those of the strong pairs that join."""
        wanted = set(asked)
        held = self._ready(wanted)
        return {found for found in wanted if self._fits(*found, held)}

    def spanning(self, asked: Iterable[Pair], homes: Mapping[str, str]) -> set[Pair]:
        """As many of the pairs that join as hold together what all of them would. homes: what is together already."""
        wanted = {found for found in asked if homes.get(found[0], found[0]) != homes.get(found[1], found[1])}
        held = self._ready(wanted)
        union = Union()
        found = set()
        for one, other in sorted(wanted):
            sides = homes.get(one, one), homes.get(other, other)
            if union.apart(*sides) and self._fits(one, other, held):
                union.unite(*sides)
                found.add((one, other))
        return found

    def _ready(self, wanted: Collection[Pair]) -> dict[str, tuple[str, ...]]:
        held = self.partners(name for found in wanted for name in found)
        self.fetch(name for found in wanted for one in found for name in (one, *held[one]))
        return held

    def together(self, asked: Iterable[Pair]) -> set[Pair]:
        """Those of the pairs that hang together without the pair itself, as both join with one of their partners."""
        wanted = list(asked)
        held = self.partners(name for found in wanted for name in found)
        thirds = {found: set(held[found[0]]) & set(held[found[1]]) for found in wanted}
        joined = self.joins(pair(name, third) for found, some in thirds.items() for name in found for third in some)
        return {
            found for found, some in thirds.items() if any({pair(name, third) for name in found} <= joined for third in some)
        }

    def _fits(self, one: str, other: str, held: Mapping[str, tuple[str, ...]]) -> bool:
        ours = [self.score(one, name) for name in held[other] if name != one]
        theirs = [self.score(other, name) for name in held[one] if name != other]
        if ours and theirs:
            return sum(ours) >= FITS * len(ours) and sum(theirs) >= FITS * len(theirs)
        return self.score(one, other) + sum(ours) + sum(theirs) >= FITS * (1 + len(ours) + len(theirs))


def strong_pairs(connection: Connection, operations: Iterable[str]) -> dict[str, set[Pair]]:
    """The strong pairs of each of these operations."""
    found: dict[str, set[Pair]] = {name: set() for name in operations}
    columns = (pairs.c.left, pairs.c.right)
    for mine in (0, 1):
        for row in tuples_in(connection, columns, columns[mine], found, _IS_STRONG):
            found[row[mine]].add((row[0], row[1]))
    return found
