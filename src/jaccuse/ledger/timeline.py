"""Accusations over time: how many claims accuse in each year, month or day, by how they are put, by whom or against whom."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter

import msgspec
from sqlalchemy import Connection

from . import days
from .filters import Filter
from .matrix import WAYS, told

ZOOMS = ("year", "month", "day")
SPLITS = ("way", "accused", "accuser")
#: So many actors have a part of their own; the rest is one.
PARTS = 5
OTHERS = "others"
#: No more periods than this between the first and the last; the empty ones beyond are left out.
SPAN = 1_500


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """One period. start: `2021`, `2021-07` or `2021-07-19`; parts: claims by part."""

    start: str
    claims: int
    parts: dict[str, int]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """Periods in order, the empty ones between them too. parts: names of all parts, in order.

    claims: how many accuse; vague: of these, how many have a date less precise than a period; undated: without any.
    """

    zoom: str
    split: str
    parts: tuple[str, ...]
    periods: tuple[Period, ...]
    claims: int
    vague: int
    undated: int


def timeline(connection: Connection, asked: Filter, *, zoom: str = "year", split: str = "way") -> Timeline:
    """Accusations of the claims asked for. A claim with several accused counts once for each of them where split by them."""
    found: dict[int, Counter[str]] = {}
    whole: Counter[int] = Counter()
    sizes: Counter[str] = Counter()
    total = vague = undated = 0
    step = {"year": 10_000, "month": 100, "day": 1}[zoom]
    for one in told(connection, asked):
        total += one.number
        if not one.day:
            undated += one.number
            continue
        if (step < 10_000 and one.day % 10_000 < 100) or (step == 1 and one.day % 100 == 0):
            vague += one.number
            continue
        at = one.day // step * step
        whole[at] += one.number
        named = (one.way,) if split == "way" else one.accused if split == "accused" else one.accusers
        for name in named:
            found.setdefault(at, Counter())[name] += one.number
            sizes[name] += one.number
    parts = tuple(way for way in WAYS if sizes[way]) if split == "way" else _largest(sizes)
    periods = [_period(at, whole[at], found.get(at, Counter()), parts) for at in _between(sorted(whole), zoom)]
    return Timeline(
        zoom=zoom, split=split, parts=parts, periods=tuple(periods), claims=total, vague=vague, undated=undated
    )  # fmt: skip


def _largest(sizes: Counter[str]) -> tuple[str, ...]:
    ranked = sorted(sizes, key=lambda name: (-sizes[name], name))
    return (*ranked[:PARTS], OTHERS) if len(ranked) > PARTS else tuple(ranked)


def _period(at: int, number: int, counted: Counter[str], parts: tuple[str, ...]) -> Period:
    held = {name: counted[name] for name in parts if name != OTHERS}
    if OTHERS in parts:
        held[OTHERS] = counted.total() - sum(held.values())
    return Period(start=days.text(at) or "", claims=number, parts=held)


def _between(found: list[int], zoom: str) -> list[int]:
    """All periods from the first to the last; only those with claims where that would be too many."""
    if not found:
        return []
    made = [found[0]]
    while made[-1] < found[-1] and len(made) < SPAN:
        made.append(_next(made[-1], zoom))
    return made if made[-1] >= found[-1] else found


def _next(at: int, zoom: str) -> int:
    year, month, day = at // 10_000, at // 100 % 100, at % 100
    if zoom == "year":
        return (year + 1) * 10_000
    if zoom == "day" and day < monthrange(year, month)[1]:
        return at + 1
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return year * 10_000 + month * 100 + (zoom == "day")
