"""Which of a million things are worth comparing: those that share a key, at a cost that does not grow with their number.

Every thing (node) has some keys that depend on it alone. Nodes that share a key are compared, but a key that many share would
make every newcomer dear. So of each key only the HUBS nodes with the smallest numbers are hubs, and two nodes are compared if
one of them is a hub of a key they share. Numbers are hashes, so who is a hub is chance, not order of arrival: the pairs that
are compared are a function of the set of nodes. A newcomer meets at most HUBS others for each key, and all of them only if it
becomes a hub, of which the chance is HUBS in the number of nodes: about HUBS comparisons on average however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from .bulk import insert, where_in

HUBS = 6
Pair = tuple[int, int]


class _Key(NamedTuple):
    """What happens to one key: its hubs before, after those that leave have left, and in the end."""

    before: list[int]
    kept: list[int]
    after: list[int]
    promoted: list[int]


@dataclass
class Met:
    """Who is to be compared now, and who was a hub and is none any more, so that some of its pairs may not hold."""

    pairs: set[Pair] = field(default_factory=set)
    displaced: set[int] = field(default_factory=set)


def pair(one: int, other: int) -> Pair:
    """Two nodes in order."""
    return (one, other) if one < other else (other, one)


def exchange(
    connection: Connection, table: Table, removed: Mapping[int, Iterable[int]], added: Mapping[int, Iterable[int]]
) -> Met:
    """Take nodes with their keys out of a table of blocks and put others in; a node may be in both."""
    leaving, coming = _by_key(removed), _by_key(added)
    hubs: dict[int, list[int]] = defaultdict(list)
    query = select(table.c.key, table.c.node).where(table.c.spare == 0)
    for row in where_in(connection, query, table.c.key, leaving.keys() | coming.keys()):
        hubs[row["key"]].append(row["node"])
    for key, nodes in leaving.items():
        gone = sorted(nodes)
        connection.execute(table.delete().where(table.c.key == key, table.c.node.in_(gone)))
    met = Met()
    rows: list[dict[str, int]] = []
    for key in sorted(leaving.keys() | coming.keys()):
        change = _key(connection, table, key, sorted(hubs[key]), leaving.get(key, set()), coming.get(key, set()))
        _meet(connection, table, key, change, coming.get(key, set()), met)
        _flag(connection, table, key, change)
        after = set(change.after)
        rows += [{"key": key, "node": node, "spare": 0 if node in after else 1} for node in coming.get(key, ())]
    insert(connection, table, rows)
    return met


def hold(connection: Connection, table: Table, pairs: Iterable[Pair], keys: Mapping[int, frozenset[int]]) -> set[Pair]:
    """Those of the pairs that are compared as things stand. keys: those of every node of the pairs."""
    wanted = set(pairs)
    shared = {(one, other): keys[one] & keys[other] for one, other in wanted}
    hubs: dict[int, set[int]] = defaultdict(set)
    query = select(table.c.key, table.c.node).where(table.c.spare == 0)
    for row in where_in(connection, query, table.c.key, {key for found in shared.values() for key in found}):
        hubs[row["key"]].add(row["node"])
    return {found for found in wanted if any(not hubs[key].isdisjoint(found) for key in shared[found])}


def _by_key(nodes: Mapping[int, Iterable[int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for node, keys in nodes.items():
        for key in keys:
            found[key].add(node)
    return found


def _key(connection: Connection, table: Table, key: int, before: list[int], leaving: set[int], coming: set[int]) -> _Key:
    kept = [node for node in before if node not in leaving]
    promoted: list[int] = []
    if len(before) == HUBS and len(kept) < HUBS:
        spare = select(table.c.node).where(table.c.key == key, table.c.spare == 1).order_by(table.c.node)
        promoted = list(connection.execute(spare.limit(HUBS - len(kept))).scalars())
    after = sorted({*kept, *promoted, *coming})[:HUBS]
    return _Key(before, kept, after, promoted)


def _meet(connection: Connection, table: Table, key: int, change: _Key, coming: set[int], met: Met) -> None:
    after = set(change.after)
    met.pairs.update(pair(node, hub) for node in coming for hub in change.after if node != hub)
    fresh = after - set(change.kept)
    known = {*change.kept, *change.promoted, *coming}
    met.displaced.update({*change.kept, *change.promoted} - after)
    if not fresh:
        return
    if len(change.before) == HUBS:
        spare = select(table.c.node).where(table.c.key == key, table.c.spare == 1)
        known.update(connection.execute(spare).scalars())
    met.pairs.update(pair(hub, node) for hub in fresh for node in known if hub != node)


def _flag(connection: Connection, table: Table, key: int, change: _Key) -> None:
    """Write who of those that were there is a hub now and was none, or the other way round."""
    after = set(change.after)
    for spare, nodes in ((0, set(change.promoted) & after), (1, set(change.kept) - after)):
        if nodes:
            where = (table.c.key == key, table.c.node.in_(sorted(nodes)))
            connection.execute(table.update().where(*where).values(spare=spare))
