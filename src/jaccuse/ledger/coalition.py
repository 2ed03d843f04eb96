"""Who of the usual coalition has not joined: a rule with numbers, and a list where there is too little to count.

The rule: of the last incidents against the same accused state in which one of the present accusers accused it too, in how many
did an actor that is absent now accuse it, endorse the accusation or condemn the operation? It is named as usual from two of
them and a fifth of all. That somebody has not joined says nothing about why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from ..claim import Actor, Attribution, Claim, Support
from . import bulk
from .content_tables import COUNTS, claims, facets
from .entries import ClaimBody, sides
from .facets import facet, is_accusation, state_of
from .filters import counting
from .merging_tables import membership
from .schema import entries

#: So many of the last incidents are looked at; usual is who joined in LEAST of them and in SHARE of all; fewer than ENOUGH tell
#: nothing.
RECENT, LEAST, SHARE, ENOUGH = 50, 2, 0.2, 5
#: Without enough incidents: those who attributed together most often in public joint statements since 2018.
USUAL = ("US", "GB", "CA", "AU", "NZ", "EU", "NATO", "JP")

_claim = msgspec.json.Decoder(Claim)
_body = msgspec.json.Decoder(ClaimBody)


class Absent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who has not joined. together of `of` incidents against `accused`; rule: `counted`, or `list` for USUAL."""

    actor: str
    accused: str
    rule: str
    together: int = 0
    of: int = 0


def absent(connection: Connection, incident: str, held: Sequence[Claim]) -> tuple[Absent, ...]:
    """Who has not joined, for each accused state."""
    found: list[Absent] = []
    accused = {state for claim in held if is_accusation(claim) for state in _states(sides(claim)[2])}
    for state in sorted(accused):
        present = _joined(held, state)
        accusers = {s for claim in held if _accuses(claim, state) for s in _states(sides(claim)[1])}
        others = _others(connection, incident, accusers, state)
        if len(others) < ENOUGH:
            usual = set(USUAL) if accusers & set(USUAL) else set()
            found += [Absent(actor=code, accused=state, rule="list") for code in USUAL if code in usual - present - {state}]
            continue
        together: Counter[str] = Counter()
        for claims_of_one in others:
            together.update(_joined(claims_of_one, state))
        for code, number in sorted(together.items(), key=lambda pair: (-pair[1], pair[0])):
            if code not in present and code != state and number >= max(LEAST, SHARE * len(others)):
                found.append(Absent(actor=code, accused=state, rule="counted", together=number, of=len(others)))
    return tuple(found)


def _joined(held: Iterable[Claim], state: str) -> set[str]:
    """The states and bodies that accuse the state, or endorse or condemn."""
    found: set[str] = set()
    for claim in held:
        if _accuses(claim, state) or (isinstance(claim, Support) and claim.support in ("endorse", "condemn")):
            found |= _states(sides(claim)[1])
    return found


def _accuses(claim: Claim, state: str) -> bool:
    return isinstance(claim, Attribution) and is_accusation(claim) and state in _states(claim.accused)


def _states(actors: Iterable[Actor]) -> set[str]:
    return {state for actor in actors if (state := state_of(actor.actor))}


def _others(connection: Connection, incident: str, accusers: set[str], state: str) -> list[list[Claim]]:
    """The claims of the last other incidents in which one of the accusers accused the state."""
    numbers = [facet("edge", f"{accuser}>{state}") for accuser in sorted(accusers)]
    latest: dict[str, int] = {}
    for number in numbers:
        # Each incident has some claims; enough are taken that there are RECENT incidents among them.
        edge = select(facets.c.day, facets.c.claim).where(facets.c.facet == number, facets.c.state == COUNTS)
        inner = edge.order_by(facets.c.day.desc(), facets.c.claim.desc()).limit(8 * RECENT).subquery()
        rows = select(membership.c.incident, inner.c.day).select_from(inner).join(claims, claims.c.key == inner.c.claim)
        for name, day in connection.execute(rows.join(membership, membership.c.operation == claims.c.operation)):
            if name != incident:
                latest[name] = max(day, latest.get(name, 0))
    chosen = sorted(latest, key=lambda name: (-latest[name], name))[:RECENT]
    query: Select[Any] = select(membership.c.incident, claims.c.body, entries.c.body.label("machine"))
    query = query.join(claims, claims.c.operation == membership.c.operation).join(entries, entries.c.seq == claims.c.seq)
    query = query.where(counting(), claims.c.kind.concat("").in_(("attribution", "support")))
    found: dict[str, list[Claim]] = {name: [] for name in chosen}
    for row in bulk.where_in(connection, query, membership.c.incident, chosen):
        found[row["incident"]].append(_claim.decode(row["body"]) if row["body"] else _body.decode(row["machine"]).claim)
    return list(found.values())
