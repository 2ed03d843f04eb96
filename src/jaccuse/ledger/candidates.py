"""Pairs of operations that may be one and wait for a person, each with what speaks for and against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from .bulk import where_in
from .content_tables import documents
from .days import text
from .features import Features
from .incidents import judgements
from .merging import load
from .merging_tables import membership, pairs
from .points import Contribution
from .score import compare


class Side(msgspec.Struct, frozen=True):
    """One operation of a pair, and where it is told."""

    operation: str
    incident: str
    document: str
    title: str | None
    published: str | None


class Candidate(msgspec.Struct, frozen=True):
    """A pair that waits. unsure: whether a person looked at it and left it open."""

    left: Side
    right: Side
    points: float
    unsure: bool
    features: tuple[Contribution, ...]


def candidates(connection: Connection, *, limit: int = 20, last: tuple[str, str] | None = None) -> list[Candidate]:
    """The pairs that wait, the likeliest first. last: the operations of the pair behind which to go on."""
    query = select(pairs).where(pairs.c.state == "candidate")
    if last:
        this = select(pairs.c.score).where(pairs.c.left == last[0], pairs.c.right == last[1])
        score = connection.execute(this).scalar() or 0
        behind = or_(pairs.c.left > last[0], and_(pairs.c.left == last[0], pairs.c.right > last[1]))
        query = query.where(or_(pairs.c.score < score, and_(pairs.c.score == score, behind)))
    query = query.order_by(pairs.c.score.desc(), pairs.c.left, pairs.c.right).limit(limit)
    return _shown(connection, list(connection.execute(query).mappings()))


def waiting(connection: Connection) -> int:
    """How many pairs wait."""
    return connection.execute(select(func.count()).where(pairs.c.state == "candidate")).scalar_one()


def explain(connection: Connection, left: str, right: str) -> tuple[float, tuple[Contribution, ...]]:
    """The points of two operations that count, and what they come from."""
    known = load(connection, (left, right))
    made = compare(known[left], known[right])
    return made.points, made.contributions


def _shown(connection: Connection, rows: Sequence[Any]) -> list[Candidate]:
    names = {name for row in rows for name in (row["left"], row["right"])}
    known = load(connection, names)
    home = {r["operation"]: r["incident"] for r in where_in(connection, select(membership), membership.c.operation, names)}
    heads = {
        r["seq"]: r for r in where_in(connection, select(documents), documents.c.seq, {f.document for f in known.values()})
    }
    open_ = set(judgements(connection, names).pairs("unsure"))

    def side(found: Features) -> Side:
        head = heads[found.document]
        return Side(found.operation, home[found.operation], head["id"], head["title"], text(head["published"]))

    made = []
    for row in rows:
        left, right = known[row["left"]], known[row["right"]]
        score = compare(left, right)
        pair = (row["left"], row["right"])
        made.append(Candidate(side(left), side(right), score.points, pair in open_, score.contributions))
    return made
