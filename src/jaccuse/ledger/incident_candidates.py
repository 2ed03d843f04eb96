"""The pairs of one incident that wait for a person: operations elsewhere that may belong to it."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from .candidates import Candidate, _shown
from .merging_tables import membership, pairs


def candidates_of(connection: Connection, incident: str, *, limit: int = 20) -> list[Candidate]:
    """Pairs with an operation of the incident (by its whole id), the likeliest first."""
    members = select(membership.c.operation).where(membership.c.incident == incident)
    query = select(pairs).where(pairs.c.state == "candidate", or_(pairs.c.left.in_(members), pairs.c.right.in_(members)))
    query = query.order_by(pairs.c.score.desc(), pairs.c.left, pairs.c.right).limit(limit)
    return _shown(connection, list(connection.execute(query).mappings()))
