"""Making incidents anew where something changed: the operations reached, their groups, and what each incident is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, bindparam, select

from .bulk import chunks, insert, where_in
from .clusters import cluster
from .content_tables import acts
from .copies import story_of
from .features import Features, plain
from .merging_tables import features, incidents, membership, pairs
from .score import MERGE, compare

_decode = msgspec.msgpack.Decoder(Features).decode
_LATE = 1 << 30


def incident_id(founding: str) -> str:
    """The id of the incident that this operation founds."""
    return f"i{founding}"


class Judged:
    """Standing judgements on pairs of operations: the last said of a pair counts."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.verdicts: dict[tuple[str, str], str] = {}
        for row in sorted(rows, key=lambda row: (row["verdict"] == "same", row["verdict"] == "different", row["id"])):
            left, right = sorted((row["target"], row["other"]))
            self.verdicts[left, right] = row["verdict"]

    def pairs(self, verdict: str) -> list[tuple[str, str]]:
        """The pairs with a verdict."""
        return [found for found, said in self.verdicts.items() if said == verdict]


def judgements(connection: Connection, operations: Iterable[str]) -> Judged:
    """The standing judgements that any of these operations is part of."""
    standing = select(acts).where(acts.c.act == "judgement", acts.c.stands)
    rows = {
        row["id"]: row for column in (acts.c.target, acts.c.other) for row in where_in(connection, standing, column, operations)
    }
    return Judged(rows.values())


def remake(connection: Connection, touched: Iterable[str], gone: Iterable[str]) -> None:
    """Make the incidents anew that these operations are in, were in, or lead to. gone: those that count no more, or changed."""
    start = {*touched, *gone}
    if not start:
        return
    old = {row["incident"] for row in where_in(connection, select(membership), membership.c.operation, start)}
    start |= {row["operation"] for row in where_in(connection, select(membership), membership.c.incident, old)}
    reached, edges, judged = _reach(connection, start)
    query = select(features.c.operation, features.c.data)
    known = {row["operation"]: _decode(row["data"]) for row in where_in(connection, query, features.c.operation, reached)}

    @cache
    def score(one: str, other: str) -> int:
        return compare(known[one], known[other]).total

    strong = [(total, left, right) for left, right, total in edges if total >= 100 * MERGE]
    groups = cluster(known, strong, judged.pairs("same"), judged.pairs("different"), score)
    home = _write(connection, reached, groups, known)
    _states(connection, home, judged)


def _reach(connection: Connection, start: set[str]) -> tuple[set[str], set[tuple[str, str, int]], Judged]:
    """All operations to which strong pairs and judgements of sameness lead, those pairs, and all judgements on them."""
    reached: set[str] = set()
    edges: set[tuple[str, str, int]] = set()
    front = set(start)
    while front:
        reached |= front
        found: set[tuple[str, str, int]] = set()
        strong = select(pairs).where(pairs.c.score >= 100 * MERGE)
        for column in (pairs.c.left, pairs.c.right):
            found |= {(row["left"], row["right"], row["score"]) for row in where_in(connection, strong, column, front)}
        edges |= found
        same = judgements(connection, front).pairs("same")
        front = {name for left, right, _ in found for name in (left, right)} | {name for both in same for name in both}
        front -= reached
    edges |= set()
    return reached, edges, judgements(connection, reached)


def _write(
    connection: Connection, reached: set[str], groups: Sequence[Sequence[str]], known: dict[str, Features]
) -> dict[str, str]:
    """Put the groups in the place of the incidents that the operations were in; the incident of each."""
    old = {
        row["operation"]: row["incident"] for row in where_in(connection, select(membership), membership.c.operation, reached)
    }
    stories = story_of(connection, {found.document for found in known.values()})
    made = [_incident([known[name] for name in group], stories) for group in groups]
    home = {name: row["id"] for row, group in zip(made, groups, strict=True) for name in group}
    remove(connection, membership.c.operation, (name for name in old if home.get(name) != old[name]))
    moved = [{"operation": name, "incident": to} for name, to in sorted(home.items()) if old.get(name) != to]
    insert(connection, membership, moved)
    remove(connection, incidents.c.id, {*old.values(), *home.values()})
    insert(connection, incidents, made)
    return home


def _incident(members: Sequence[Features], stories: dict[int, int]) -> dict[str, Any]:
    first = min(members, key=lambda f: (f.day or _LATE, f.operation))
    days = [found.day for found in members if found.day]
    names = Counter(found.name for found in members if found.name)
    accused = Counter(code for found in members for code in (*found.groups, *found.states, *found.others))
    ranked = sorted(accused, key=lambda code: (-accused[code], code))
    return {
        "id": incident_id(first.operation),
        "founding": first.operation,
        "name": min(names, key=lambda name: (-names[name], plain(name), name)) if names else None,
        "first": number(min(days, default=0)),
        "last": number(max(days, default=0)),
        "operations": len(members),
        "documents": len({found.document for found in members}),
        "stories": len({stories[found.document] for found in members}),
        "claims": sum(found.claims for found in members),
        "accused": " ".join(ranked),
    }


def number(day: int) -> int:
    """A day as a number such as 20210719; 0 for none."""
    return int(date.fromordinal(day).strftime("%Y%m%d")) if day else 0


def _states(connection: Connection, home: dict[str, str], judged: Judged) -> None:
    """Say of every pair of these operations whether it is merged, waits, or is kept apart."""
    rows = {
        (row["left"], row["right"]): row
        for column in (pairs.c.left, pairs.c.right)
        for row in where_in(connection, select(pairs), column, home)
    }
    others = {name for found in rows for name in found} - home.keys()
    where = dict(home)
    where |= {r["operation"]: r["incident"] for r in where_in(connection, select(membership), membership.c.operation, others)}
    changed = list[dict[str, str]]()
    for (left, right), row in rows.items():
        verdict = judged.verdicts.get((left, right))
        one = where.get(left) is not None and where.get(left) == where.get(right)
        state = "merged" if one else "apart" if verdict == "different" else "candidate"
        if state != row["state"]:
            changed.append({"one": left, "other": right, "to": state})
    if changed:
        this = (pairs.c.left == bindparam("one"), pairs.c.right == bindparam("other"))
        connection.execute(pairs.update().where(*this).values(state=bindparam("to")), changed)


def remove(connection: Connection, column: Column[Any], values: Iterable[Any]) -> None:
    """Delete the rows of a table whose column is one of the values."""
    for chunk in chunks(sorted(values)):
        connection.execute(column.table.delete().where(column.in_(chunk)))
