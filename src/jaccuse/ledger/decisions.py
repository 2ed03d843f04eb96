"""People's acts as a derived table: which of them stand, now that some were undone, also undone undoings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from .bulk import insert, where_in
from .content_tables import acts
from .entries import Act, Checkpoint, Entry, Judgement, Naming, Review, Undo
from .overlay import Verdict

_decoder = msgspec.json.Decoder(Act)


def record(connection: Connection, batch: Sequence[Entry]) -> set[str]:
    """Add the acts among the entries; the ids of what their reviews, or the reviews they undo, are about."""
    rows = [_row(entry) for entry in batch if entry.kind == "act"]
    if not rows:
        return set()
    insert(connection, acts, rows)
    touched = {row["target"] for row in rows if row["act"] == "review"}
    undone = [row["target"] for row in rows if row["act"] == "undo"]
    # An undo may have come before what it undoes: then its target is among these rows.
    undone += [
        row["target"] for row in where_in(connection, select(acts).where(acts.c.act == "undo"), acts.c.target, _ids(rows))
    ]
    while undone:
        undone = _restand(connection, undone, touched)
    return touched


def _ids(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def _restand(connection: Connection, targets: Sequence[str], touched: set[str]) -> list[str]:
    """Set anew whether the targets stand; the targets of those undos among them that changed."""
    follow: list[str] = []
    undos = list(where_in(connection, select(acts).where(acts.c.act == "undo", acts.c.stands), acts.c.target, targets))
    taken = {row["target"] for row in undos}
    for row in list(where_in(connection, select(acts), acts.c.id, targets)):
        stands = row["id"] not in taken
        if row["stands"] != stands:
            connection.execute(acts.update().where(acts.c.seq == row["seq"]).values(stands=stands))
            if row["act"] == "undo":
                follow.append(row["target"])
            elif row["act"] == "review":
                touched.add(row["target"])
    return follow


def verdicts(connection: Connection, targets: set[str]) -> dict[str, list[Verdict]]:
    """The standing reviews of each target that has any, oldest first."""
    found: dict[str, list[tuple[int, Verdict]]] = {}
    query = select(acts).where(acts.c.act == "review", acts.c.stands)
    if not targets or connection.execute(query.limit(1)).first() is None:
        return {}
    for row in where_in(connection, query, acts.c.target, targets):
        review = _decoder.decode(row["body"])
        if isinstance(review, Review):
            verdict = Verdict(row["id"], review.path, review.verdict, review.was, review.value)
            found.setdefault(row["target"], []).append((row["seq"], verdict))
    return {target: [verdict for _, verdict in sorted(pairs, key=lambda p: p[0])] for target, pairs in found.items()}


def _row(entry: Entry) -> dict[str, Any]:
    act = _decoder.decode(entry.body)
    target = other = verdict = None
    if isinstance(act, (Review, Undo)):
        target = act.target
    elif isinstance(act, (Judgement, Naming)):
        target, other = act.left, act.right
    if not isinstance(act, (Undo, Checkpoint)):
        verdict = act.verdict
    return {
        "seq": entry.seq,
        "id": entry.id,
        "act": type(act).__name__.lower(),
        "target": target,
        "other": other,
        "path": act.path if isinstance(act, Review) else "",
        "verdict": verdict,
        "stands": True,
        "by": act.by,
        "reason": act.reason,
        "at": entry.at,
        "body": entry.body,
    }
