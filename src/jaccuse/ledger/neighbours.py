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

from sqlalchemy import Connection, Table, bindparam

from .bulk import insert_tuples, tuples_in

HUBS = 4
Pair = tuple[int, int]
_NONE: set[int] = set()


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
    keys = sorted(leaving.keys() | coming.keys())
    hubs = _members(connection, table, keys, 0)
    moved = [key for key in keys if _moves(hubs[key], leaving.get(key, _NONE), coming.get(key, _NONE))]
    spare = _members(connection, table, moved, 1)
    met, rows, flags = Met(), list[tuple[int, int, int]](), list[dict[str, int]]()
    for key in keys:
        gone, new = leaving.get(key, _NONE), coming.get(key, _NONE)
        old, others = set(hubs[key]), [node for node in spare.get(key, ()) if node not in gone]
        kept = old - gone
        after = set(sorted({*kept, *others, *new})[:HUBS])
        everybody = {*kept, *others, *new}
        met.pairs.update(pair(node, hub) for node in new for hub in after if node != hub)
        met.pairs.update(pair(hub, node) for hub in after - kept for node in everybody if hub != node)
        met.displaced.update(kept - after)
        rows += [(key, 0 if node in after else 1, node) for node in new]
        flags += [{"k": key, "n": node, "to": 1} for node in kept - after]
        flags += [{"k": key, "n": node, "to": 0} for node in after & set(others)]
    this = (table.c.key == bindparam("k"), table.c.node == bindparam("n"))
    if leaving:
        each = [{"k": key, "n": node} for key, nodes in leaving.items() for node in sorted(nodes)]
        connection.execute(table.delete().where(*this), each)
    if flags:
        connection.execute(table.update().where(*this).values(spare=bindparam("to")), flags)
    insert_tuples(connection, table, ("key", "spare", "node"), rows)
    return met


def hold(connection: Connection, table: Table, pairs: Iterable[Pair], keys: Mapping[int, frozenset[int]]) -> set[Pair]:
    """Those of the pairs that are compared as things stand. keys: those of every node of the pairs."""
    wanted = set(pairs)
    shared = {(one, other): keys[one] & keys[other] for one, other in wanted}
    hubs: dict[int, set[int]] = defaultdict(set)
    keys_shared = {key for found in shared.values() for key in found}
    for key, node in tuples_in(connection, (table.c.key, table.c.node), table.c.key, keys_shared, "spare = 0"):
        hubs[key].add(node)
    return {found for found in wanted if any(not hubs[key].isdisjoint(found) for key in shared[found])}


def _by_key(nodes: Mapping[int, Iterable[int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for node, keys in nodes.items():
        for key in keys:
            found[key].add(node)
    return found


def _moves(hubs: list[int], leaving: set[int], coming: set[int]) -> bool:
    """Whether the hubs of a full key change, so that its other nodes matter."""
    if len(hubs) < HUBS:
        return False
    return not leaving.isdisjoint(hubs) or (bool(coming) and min(coming) < max(hubs))


def _members(connection: Connection, table: Table, keys: Iterable[int], spare: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, node in tuples_in(connection, (table.c.key, table.c.node), table.c.key, keys, f"spare = {spare}"):
        found[key].append(node)
    return found
