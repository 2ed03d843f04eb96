"""Who of the usual coalition has not joined: a rule with numbers, and a list where there is too little to count.

The rule: of the last incidents against the same accused state in which one of the present accusers accused it too, in how many
did an actor that is absent now accuse it, endorse the accusation or condemn the operation? It is named as usual from two of
them and a fifth of all. That somebody has not joined says nothing about why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from ..claim import Claim
from .content_tables import COUNTS, claims, facets
from .facets import edge, facet, state_of
from .incident_queries import edges
from .merging_tables import membership

#: So many of the last incidents are looked at; usual is who joined in LEAST of them and in SHARE of all; fewer than ENOUGH tell
#: nothing.
RECENT, LEAST, SHARE, ENOUGH = 50, 2, 0.2, 5
#: Without enough incidents: those who attributed together most often in public joint statements since 2018.
USUAL = ("US", "GB", "CA", "AU", "NZ", "EU", "NATO", "JP")

#: Accusers and accused, or supporters and nobody.
Edge = tuple[list[str], list[str]]


class Absent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has not joined. together of `of` incidents against `accused`; rule: `counted`, or `list` for USUAL."""

    actor: str
    accused: str
    rule: str
    together: int = 0
    of: int = 0


def absent(connection: Connection, incident: str, held: Iterable[Claim]) -> tuple[Absent, ...]:
    """Who has not joined, for each accused state."""
    here = [_parted(told) for claim in held if (told := edge(claim))]
    found: list[Absent] = []
    for state in sorted(_states(code for _, to in here for code in to)):
        present = _joined(here, state)
        accusers = _states(code for by, to in here if state in _states(to) for code in by)
        others = _others(connection, incident, accusers, state)
        if len(others) < ENOUGH:
            usual = set(USUAL) if accusers & set(USUAL) else set()
            found += [Absent(actor=code, accused=state, rule="list") for code in USUAL if code in usual - present - {state}]
            continue
        together: Counter[str] = Counter()
        for other in others:
            together.update(_joined(other, state))
        for code, number in sorted(together.items(), key=lambda pair: (-pair[1], pair[0])):
            if code not in present and code != state and number >= max(LEAST, SHARE * len(others)):
                found.append(Absent(actor=code, accused=state, rule="counted", together=number, of=len(others)))
    return tuple(found)


def _joined(held: Iterable[Edge], state: str) -> set[str]:
    """The states and bodies that accuse the state, or endorse or condemn."""
    return _states(code for by, to in held if not to or state in _states(to) for code in by)


def _states(codes: Iterable[str]) -> set[str]:
    return {state for code in codes if (state := state_of(code))}


def _parted(told: str) -> Edge:
    by, _, to = told.partition(">")
    return by.split(), to.split()


def _others(connection: Connection, incident: str, accusers: set[str], state: str) -> list[list[Edge]]:
    """What was claimed in the last other incidents in which one of the accusers accused the state."""
    latest: dict[str, int] = {}
    for accuser in sorted(accusers):
        # Each incident has some claims; enough are taken that there are RECENT incidents among them.
        query = select(facets.c.day, facets.c.claim).where(facets.c.facet == facet("edge", f"{accuser}>{state}"))
        query = query.where(facets.c.state == COUNTS).order_by(facets.c.day.desc(), facets.c.claim.desc())
        inner = query.limit(8 * RECENT).subquery()
        rows = select(membership.c.incident, inner.c.day).select_from(inner).join(claims, claims.c.key == inner.c.claim)
        for name, day in connection.execute(rows.join(membership, membership.c.operation == claims.c.operation)):
            if name != incident:
                latest[name] = max(day, latest.get(name, 0))
    chosen = sorted(latest, key=lambda name: (-latest[name], name))[:RECENT]
    found: dict[str, list[Edge]] = {name: [] for name in chosen}
    for name, by, to in edges(connection, chosen):
        found[name].append((by, to))
    return list(found.values())
