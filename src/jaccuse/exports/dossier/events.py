"""The timeline of a dossier: a line for each accuser, and lines for measures, replies, support and disputes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from ...claim import Attribution, Measure, Reply, Support
from .accounts import look, pairs
from .matter import Held, Matter
from .shape import Lane, Mark, Timeline
from .tongue import Tongue, Voice

#: So many accusers have a line of their own; those who begin later share one.
MOST_LANES = 14
#: So many dates are named on the axis at most.
MOST_TICKS = 8


def timeline(matter: Matter, tongue: Tongue) -> Timeline | None:
    """The picture; None where no claim has a date."""
    lanes = [*_accusers(matter, tongue), *_others(matter, tongue)]
    marks = [mark for lane in lanes for mark in lane.marks]
    if not marks:
        return None
    first, last = min(mark.since for mark in marks), max(mark.until for mark in marks)
    looks = {mark.look for mark in marks}
    keys: list[tuple[str, str]] = [
        (key, tongue.label(f"key {key}")) for key in ("stated", "suspected", "hearsay", "charged", "other") if key in looks
    ]
    if any(mark.since != mark.until for mark in marks):
        keys.append(("span", tongue.label("key span")))
    told = tongue.semicolon.join(
        tongue.passage("lane words", label=lane.label, marks=tongue.count(sum(mark.number for mark in lane.marks), "claim"))
        for lane in lanes
    )
    return Timeline(
        caption=tongue.passage("timeline"),
        alternative=tongue.passage("timeline alternative", first=tongue.date(first), last=tongue.date(last), lanes=told),
        lanes=tuple(lanes),
        keys=tuple(keys),
        ticks=ticks(first, last, tongue.date),
        first=first,
        last=last,
    )


def _accusers(matter: Matter, tongue: Tongue) -> list[Lane]:
    held: dict[Voice, list[Held]] = {}
    names: dict[Voice, str] = {}
    for pair in pairs(matter.claims):
        names.setdefault(pair.voice, tongue.who(pair.speaker, pair.voice.publisher).bare)
        held.setdefault(pair.voice, []).extend(one for one in pair.held if one not in held.get(pair.voice, ()))
    ranked = list(held)
    alone = ranked if len(ranked) <= MOST_LANES + 1 else ranked[:MOST_LANES]
    lanes = [Lane(names[who], _marks(held[who], _put)) for who in alone]
    if rest := ranked[len(alone) :]:
        together = {one.row.id: one for who in rest for one in held[who]}
        lanes.append(Lane(tongue.label("lane others").format(n=len(rest)), _marks(list(together.values()), _put)))
    return [lane for lane in lanes if lane.marks]


def _others(matter: Matter, tongue: Tongue) -> list[Lane]:
    kinds: list[tuple[str, list[Held]]] = [
        ("measures", [one for one in matter.claims if isinstance(one.claim, Measure)]),
        ("replies", [one for one in matter.claims if isinstance(one.claim, Reply)]),
        ("support", [one for one in matter.claims if isinstance(one.claim, Support)]),
        ("disputed", [one for one in matter.claims if disputes(one)]),
    ]
    lanes = [Lane(tongue.label(f"lane {name}"), _marks(held, lambda one: "other")) for name, held in kinds]
    return [lane for lane in lanes if lane.marks]


def disputes(one: Held) -> bool:
    """Whether somebody disputes an attribution, expressly makes none, or takes one back."""
    claim = one.claim
    return isinstance(claim, Attribution) and (claim.act == "contest" or claim.status in ("declined", "withdrawn"))


def _put(one: Held) -> str:
    return {"located": "stated"}.get(look(one), look(one))


def _marks(held: Sequence[Held], put: Callable[[Held], str]) -> tuple[Mark, ...]:
    found: dict[tuple[str, str, str], int] = {}
    for one in held:
        if one.row.day:
            key = (*bounds(one.row.day), put(one))
            found[key] = found.get(key, 0) + 1
    return tuple(Mark(since, until, shown, number) for (since, until, shown), number in sorted(found.items()))


def bounds(day: str) -> tuple[str, str]:
    """The first and last day that a date as precise as it is given may mean."""
    year, month = day[:4], day[5:7]
    if len(day) > 7:
        return day, day
    if month:
        return f"{day}-01", f"{day}-{monthrange(int(year), int(month))[1]:02}"
    return f"{year}-01-01", f"{year}-12-31"


def ticks(first: str, last: str, told: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Days with their names: years where the time is long, months, or days."""
    since, until = date.fromisoformat(first), date.fromisoformat(last)
    days = (until - since).days
    if days > 366 * 2:
        step = -(-(until.year - since.year + 1) // MOST_TICKS)
        return tuple((f"{year:04}-01-01", told(f"{year:04}")) for year in range(since.year, until.year + 1, step))
    if days > 45:
        months = [divmod(number, 12) for number in range(since.year * 12 + since.month - 1, until.year * 12 + until.month)]
        step = -(-len(months) // 6)
        named = [f"{year:04}-{month + 1:02}" for year, month in months[::step]]
        return tuple((f"{month}-01", told(month)) for month in named)
    step = max(1, -(-days // 4))
    found = [(since + timedelta(offset)).isoformat() for offset in range(0, days + 1, step)]
    return tuple((day, told(day)) for day in found)
