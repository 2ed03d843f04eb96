"""Making incidents anew where they may have come apart, or where people judged: the operations reached, and their groups.

What only grows takes another way (growing.py), which gives the same at a cost that does not depend on the size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, bindparam, select

from .bulk import chunks, insert_tuples, tuples_in, where_in
from .clusters import Union, parted
from .content_tables import acts
from .copies import story_of
from .incident_row import MANY, row_of, tally, write_rows
from .merging_tables import incidents, membership, pairs, tellings
from .partners import Compared, Pair, pair, strong_pairs

#: What people told apart: nothing; one of the incident's operations from some elsewhere; what else would be one with it.
NOTHING, ELSEWHERE, WITHIN = 0, 1, 2


class Judged:
    """Standing judgements on pairs of operations: the last said of a pair counts."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.verdicts: dict[Pair, str] = {}
        for row in sorted(rows, key=lambda row: (row["verdict"] == "same", row["verdict"] == "different", row["id"])):
            self.verdicts[pair(row["target"], row["other"])] = row["verdict"]

    def pairs(self, verdict: str) -> list[Pair]:
        """The pairs with a verdict."""
        return [found for found, said in self.verdicts.items() if said == verdict]


def judgements(connection: Connection, operations: Iterable[str]) -> Judged:
    """The standing judgements that any of these operations is part of."""
    standing = select(acts).where(acts.c.act == "judgement", acts.c.stands)
    wanted = set(operations)
    rows = {
        row["id"]: row for column in (acts.c.target, acts.c.other) for row in where_in(connection, standing, column, wanted)
    }
    return Judged(rows.values())


def remake(connection: Connection, compared: Compared, touched: Iterable[str]) -> None:
    """Make the incidents anew that these operations are in, or lead to."""
    start = set(touched)
    if not start:
        return
    homes = homes_of(connection, start)
    start |= {name for name, _ in members_of(connection, set(homes.values()))}
    reached, joined, judged = _reach(connection, compared, start)
    groups: list[tuple[list[str], int]] = []
    different = judged.pairs("different")
    told_apart = {name for found in different for name in found}
    apart = [found for found in different if found[0] in reached and found[1] in reached]
    for group in joined.groups():
        within = [found for found in apart if joined.find(found[0]) == joined.find(found[1]) == joined.find(group[0])]
        if within:
            groups += [(part, WITHIN) for part in _parted(connection, compared, group, judged, within)]
        else:
            groups.append((group, NOTHING if told_apart.isdisjoint(group) else ELSEWHERE))
    home = _write(connection, reached | start, groups, compared)
    _states(connection, home, judged)


def homes_of(connection: Connection, operations: Iterable[str]) -> dict[str, str]:
    """The incidents that operations are in."""
    columns = (membership.c.operation, membership.c.incident)
    return dict(tuples_in(connection, columns, membership.c.operation, operations))


def members_of(connection: Connection, found: Iterable[str]) -> list[tuple[str, str]]:
    """The operations of incidents, each with its incident."""
    return tuples_in(connection, (membership.c.operation, membership.c.incident), membership.c.incident, found)


def _reach(connection: Connection, compared: Compared, start: set[str]) -> tuple[set[str], Union, Judged]:
    """All operations to which pairs that join and judgements of sameness lead, what hangs together, and all judgements."""
    reached: set[str] = set()
    joined = Union()
    front = start
    while front:
        compared.fetch(front)
        front = {name for name in front if name in compared.features}
        reached |= front
        for name in front:
            joined.find(name)
        strong = {found for held in strong_pairs(connection, front).values() for found in held}
        found = compared.joins(one for one in strong if joined.apart(*one))
        said = judgements(connection, front).pairs("same")
        compared.fetch(name for one in said for name in one)
        for one, other in (*found, *(s for s in said if s[0] in compared.features and s[1] in compared.features)):
            joined.unite(one, other)
        front = {name for group in (found, said) for one in group for name in one} - reached
    return reached, joined, judgements(connection, reached)


def _parted(
    connection: Connection, compared: Compared, group: list[str], judged: Judged, within: Iterable[Pair]
) -> list[list[str]]:
    """The incidents that a group makes in which people told some apart."""
    inside = set(group)
    strong = {found for held in strong_pairs(connection, group).values() for found in held if inside.issuperset(found)}
    joins = [(compared.score(*found), *found) for found in compared.joins(strong)]
    return parted(group, joins, (found for found in judged.pairs("same") if inside.issuperset(found)), within)


def _write(
    connection: Connection, concerned: set[str], groups: Sequence[tuple[Sequence[str], int]], compared: Compared
) -> dict[str, str]:
    """Put the groups in the place of the incidents that the operations were in; the incident of each."""
    old = homes_of(connection, concerned)
    known = compared.features
    stories = story_of(connection, {known[name].document for group, _ in groups for name in group})
    made = [row_of([known[name] for name in group], stories, apart) for group, apart in groups]
    home = {name: row["id"] for row, (group, _) in zip(made, groups, strict=True) for name in group}
    remove(connection, membership.c.operation, (name for name in old if home.get(name) != old[name]))
    moved = [(name, to) for name, to in sorted(home.items()) if old.get(name) != to]
    insert_tuples(connection, membership, ("operation", "incident"), moved)
    for column in (incidents.c.id, tellings.c.incident):
        remove(connection, column, {*old.values(), *home.values()})
    write_rows(connection, made)
    rows = [
        (row["id"], kind, seq, count)
        for row, (group, _) in zip(made, groups, strict=True)
        if len(group) >= MANY
        for (kind, seq), count in tally((known[name] for name in group), stories).items()
    ]
    insert_tuples(connection, tellings, ("incident", "kind", "seq", "number"), rows)
    return home


def _states(connection: Connection, home: dict[str, str], judged: Judged) -> None:
    """Say of every pair of these operations whether it is merged, waits, or is kept apart."""
    columns = (pairs.c.left, pairs.c.right, pairs.c.state)
    rows = {row for column in columns[:2] for row in tuples_in(connection, columns, column, home)}
    where = home | homes_of(connection, {name for row in rows for name in row[:2]} - home.keys())
    changed = list[dict[str, str]]()
    for left, right, was in rows:
        verdict = judged.verdicts.get((left, right))
        one = where.get(left) is not None and where.get(left) == where.get(right)
        state = "merged" if one else "apart" if verdict == "different" else "candidate"
        if state != was:
            changed.append({"one": left, "other": right, "to": state})
    say(connection, changed)


def say(connection: Connection, changed: Sequence[dict[str, str]]) -> None:
    """Change the states of pairs."""
    if changed:
        this = (pairs.c.left == bindparam("one"), pairs.c.right == bindparam("other"))
        connection.execute(pairs.update().where(*this).values(state=bindparam("to")), changed)


def remove(connection: Connection, column: Column[Any], values: Iterable[Any]) -> None:
    """Delete the rows of a table whose column is one of the values."""
    for chunk in chunks(sorted(values)):
        connection.execute(column.table.delete().where(column.in_(chunk)))
