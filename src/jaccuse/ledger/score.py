"""How much speaks for two operations being one: a sum of named features, each shown with its points and what it rests on.

Points add up as evidence does: about a point for what many operations share (a state, a week), several for what one alone has
(a flaw, a piece of malware, a named victim), and less than nothing for what they cannot both have. Weights are round numbers
chosen on the looked half of benchmarks/pairs; docs/how-to/merge-operations.md tells how they were found and what they
give.
"""

from __future__ import annotations

from typing import NamedTuple

from . import likeness, telling
from .features import Features
from .points import Contribution, Points

MERGE = 5.0  # pairs from here on are merged
DOUBT = 3.0  # pairs from here on wait for a person
TELLS = 1.5  # points that features of this one operation must give, whatever else agrees: a pair below is never merged
DAYS, WEEK, FORTNIGHT, MONTH, SEASON, HALF_YEAR = 3, 7, 14, 30, 90, 180
#: Features that tell this operation from others; all others are its circumstances, and count to AROUND points together.
TELLING_FEATURES = {
    "vulnerabilities",
    "malware",
    "name",
    "products",
    "victims",
    "names",
    "scale",
    "accused",
    "several states",
    "measures",
    "one accusation",
    "told alike",
}
AROUND = 3.5
PASSING = 1.0  # products that give no more than this stand in no headline, and tell nothing by themselves


class Score(NamedTuple):
    """All that speaks for and against, and the sum in hundredths of a point (whole numbers compare alike everywhere)."""

    total: int
    contributions: tuple[Contribution, ...]

    @property
    def points(self) -> float:
        """The sum."""
        return self.total / 100


def compare(left: Features, right: Features) -> Score:
    """Score two operations; the order does not matter."""
    if right.operation < left.operation:
        left, right = right, left
    found = Points()
    for part in (
        telling.things,
        telling.scale,
        likeness.names,
        likeness.told,
        likeness.apart,
        _accused,
        _circumstances,
        _times,
    ):
        part(left, right, found)
    tells = {c.feature: c.points for c in found if c.feature in TELLING_FEATURES and c.points > 0}
    if tells.keys() - {"told alike"} == {"products"} and abs(left.day - right.day) > MONTH:
        found.add("a product alone", -1.5)  # one product is attacked again and again
    if left.document == right.document:
        found.add("told apart in one document", -4.0)
    around = sum(c.points for c in found if c.feature not in TELLING_FEATURES and c.points > 0)
    found.add("circumstances count to a limit", min(0.0, AROUND - around))
    total = round(100 * sum(c.points for c in found))
    if tells.get("products", 0.0) <= PASSING:
        tells.pop("products", None)
    if sum(tells.values()) < TELLS:
        total = min(total, round(100 * MERGE) - 1)
    return Score(total, tuple(found))


def _accused(left: Features, right: Features, found: Points) -> None:
    """Who is accused: groups, people and states; others than the other has speak against."""
    groups = sorted(set(left.groups) & set(right.groups))
    states = sorted(set(left.states) & set(right.states))
    if groups:
        found.add("groups", 2.0, *groups)
    elif left.groups and right.groups:
        found.apart("groups", -0.5 if states else -2.5, left.groups, right.groups)
    people = sorted(family_names(left) & family_names(right))
    if people:
        found.add("accused", 4.0 if any(":" not in name for name in people) else 2.0, *people)
    elif left.others and right.others:
        found.apart("accused", -1.5, left.others, right.others)
    if len(states) > 1 and states == sorted({*left.states, *right.states}):
        found.add("several states", 2.5, *states)
    elif states:
        found.add("states", 1.0, *states)
    elif left.states and right.states:
        found.apart("states", -2.5, left.states, right.states)


def family_names(side: Features) -> set[str]:
    """Last names of accused persons (first names are spelled in many ways), and the codes of accused bodies, unspaced."""
    return {code.rsplit("-", 1)[-1] if code.startswith("person:") else code.replace("-", "") for code in side.others}


def _circumstances(left: Features, right: Features, found: Points) -> None:
    """What was done, who says so, and what was done about it."""
    activities = sorted(set(left.activities) & set(right.activities))
    if activities:
        found.add("activities", min(1.0, 0.5 * len(activities)), *activities)
    elif left.activities and right.activities:
        found.apart("activities", -0.5, left.activities, right.activities)
    if not left.day or not right.day or abs(left.day - right.day) > FORTNIGHT:
        return
    by = sorted(set(left.by) & set(right.by))
    if by and abs(left.day - right.day) <= DAYS and not {*left.states, *left.groups}.isdisjoint({*right.states, *right.groups}):
        found.add("one accusation", 1.5, *by)
    elif by:
        found.add("claimants", 1.0, *by)
    measures = sorted(m for m in set(left.measures) & set(right.measures) if not m.endswith(":"))
    kinds = sorted({m.split(":")[0] for m in left.measures} & {m.split(":")[0] for m in right.measures})
    if measures:
        found.add("measures", min(3.0, 1.5 * len(measures)), *measures)
    elif kinds and any(m.endswith(":") for m in (*left.measures, *right.measures)):
        found.add("measures", 1.0, *kinds)


def _times(left: Features, right: Features, found: Points) -> None:
    """Dates of publication, and when it is said to have begun."""
    same_start = False
    if left.start and right.start:
        size = min(len(left.start), len(right.start))
        if left.start[:size] == right.start[:size]:
            same_start = size > 4
            found.add("start", {4: 0.5, 7: 1.5, 10: 2.5}.get(size, 0.5), left.start[:size])
        elif left.start[:4] != right.start[:4]:
            found.add("start", -2.0, f"{left.start} / {right.start}")
    if not left.day or not right.day:
        return
    apart = abs(left.day - right.day)
    shown = f"{apart} days apart"
    if apart <= 2:
        found.add("published", 1.5, shown)
    elif apart <= WEEK:
        found.add("published", 1.0, shown)
    elif apart > HALF_YEAR and not same_start:
        found.add("published", -2.0 if apart <= 4 * HALF_YEAR else -3.0, shown)
    elif apart > SEASON and not same_start:
        found.add("published", -1.5, shown)
    elif apart > MONTH and not same_start:
        found.add("published", -0.5, shown)
