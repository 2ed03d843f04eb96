"""Accusers against accused: how often, how it was put and when, counted in claims that accuse. A view for charts and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from . import days
from .content_tables import claims
from .facets import state_of
from .filters import Filter, plan

#: How an accusation can be put, from the firmest on. `charged`: made by a legal act.
WAYS = ("charged", "stated", "suspected", "hearsay")


class Told(NamedTuple):
    """So many claims of one day that accuse alike."""

    day: int
    accusers: frozenset[str]
    accused: frozenset[str]
    way: str
    number: int


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One accuser and one accused. ways: claims by how they put it; first, last: days, as precise as they are known."""

    accuser: str
    accused: str
    claims: int
    ways: dict[str, int]
    first: str | None
    last: str | None


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """All cells with something in them, those with most claims first; accusers and accused by their number of claims.

    claims: how many claims accuse; one with several accusers or accused stands in several cells.
    """

    cells: tuple[Cell, ...]
    accusers: dict[str, int]
    accused: dict[str, int]
    claims: int


def told(connection: Connection, asked: Filter, *, states: bool = True) -> Iterator[Told]:
    """The claims asked for that accuse, by day, accusers, accused and how. states: organs count as their states."""
    keys, _, _ = plan(connection, asked).keys()
    columns = (claims.c.day, claims.c.edge, claims.c.status, claims.c.what)
    query = select(*columns, func.count()).where(claims.c.key.in_(keys), claims.c.edge.is_not(None))
    query = query.where(claims.c.kind.concat("") == "attribution").group_by(*columns)
    for day, edge, status, what, number in connection.execute(query):
        by, _, to = edge.partition(">")
        way = "charged" if what == "charge" and status == "stated" else status
        yield Told(day, _rolled(by, states), _rolled(to, states), way, number)


def matrix(connection: Connection, asked: Filter, *, states: bool = True) -> Matrix:
    """Who accuses whom, of the claims asked for."""
    ways: dict[tuple[str, str], Counter[str]] = {}
    seen: dict[tuple[str, str], list[int]] = {}
    accusers: Counter[str] = Counter()
    accused: Counter[str] = Counter()
    total = 0
    for one in told(connection, asked, states=states):
        total += one.number
        for by in one.accusers:
            accusers[by] += one.number
        for to in one.accused:
            accused[to] += one.number
            for by in one.accusers:
                ways.setdefault((by, to), Counter())[one.way] += one.number
                seen.setdefault((by, to), []).append(one.day)
    cells = [
        Cell(
            accuser=by,
            accused=to,
            claims=counted.total(),
            ways={way: counted[way] for way in WAYS if counted[way]},
            first=days.text(min(filter(None, seen[by, to]), default=0)),
            last=days.text(max(seen[by, to])),
        )
        for (by, to), counted in ways.items()
    ]
    cells.sort(key=lambda cell: (-cell.claims, cell.accuser, cell.accused))
    return Matrix(cells=tuple(cells), accusers=_ranked(accusers), accused=_ranked(accused), claims=total)


def _ranked(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _rolled(codes: str, states: bool) -> frozenset[str]:
    return frozenset((state_of(code) or code) if states else code for code in codes.split())
