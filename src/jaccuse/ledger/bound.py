"""Which pairs need no scoring, as they cannot score enough to be kept: most of those that meet only by a common name.

The most that score.py can give is added up without making its parts. tests/ledger/test_bound.py holds the two together: who
raises a weight there finds out here.
"""

from __future__ import annotations

from functools import cached_property

from .features import Features
from .likeness import NAME_POINTS, PAIR_POINTS, told_points
from .score import AROUND, DOUBT, FORTNIGHT, HALF_YEAR, MONTH, SEASON, WEEK, family_names

#: Of each part: the most that each common value gives, the most of all of them, and what it gives at most where both sides have
#: values and none in common.
CVES, MALWARE, TITLE, PRODUCTS = (5.0, 7.0, -3.0), (4.0, 6.0, 0.0), (5.0, 5.0, -1.0), (3.0, 3.0, -0.5)
VICTIMS, SCALE, MEASURES = (1.5, 4.0, 0.0), (1.5, 3.0, 0.0), (3.0, 3.0, 0.0)
ACTIVITIES, COMMON, PLACES = (0.5, 1.0, -0.5), (0.5, 0.5, 0.0), (0.5, 0.5, -1.0)
NAMES, PEOPLE, STATES, ONE = 5.0, 4.0, 2.5, 1.5
_MARGIN = 0.05  # for roundings

_Part = tuple[frozenset[object], float, float, float]


class Quick:
    """One operation, made ready for being looked at often."""

    def __init__(self, found: Features) -> None:
        self.found = found
        self.day = found.day
        self.start = found.start
        self.groups, self.states = frozenset(found.groups), frozenset(found.states)
        self.people = frozenset(family_names(found))
        self.lead = dict(found.lead)
        self.weight = sum(self.lead.values())
        self.names = {name: (PAIR_POINTS if " " in name else NAME_POINTS)[rare] for name, rare, _, _ in found.names}

    @cached_property
    def by(self) -> frozenset[str]:
        """Who says so."""
        return frozenset(self.found.by)

    @cached_property
    def telling(self) -> tuple[_Part, ...]:
        """Values that tell."""
        found = self.found
        return (
            (frozenset(found.cves), *CVES),
            (frozenset(found.malware), *MALWARE),
            (frozenset(name.replace(" ", "") for name in found.title), *TITLE),
            (frozenset(word for name in found.products for word in name.split()), *PRODUCTS),
            (frozenset(found.victims), *VICTIMS),
            (frozenset(found.figures), *SCALE),
        )

    @cached_property
    def around(self) -> tuple[_Part, ...]:
        """Circumstances."""
        found = self.found
        parts = ((found.activities, ACTIVITIES), (found.common, COMMON), (found.places, PLACES))
        return tuple((frozenset(values), *points) for values, points in parts)

    @cached_property
    def measures(self) -> frozenset[str]:
        """Kinds of measures."""
        return frozenset(measure.split(":")[0] for measure in self.found.measures)


def _most(one: _Part, other: _Part) -> float:
    if one[0].isdisjoint(other[0]):
        return one[3] if one[0] and other[0] else 0.0
    return min(one[2], one[1] * len(one[0] & other[0]))


def hopeless(left: Quick, right: Quick) -> bool:
    """Whether the two cannot score enough to be kept."""
    around, total, same_start = 0.0, 0.0, False
    shared_states = not left.states.isdisjoint(right.states)
    if not left.groups.isdisjoint(right.groups):
        around += 2.0
    elif left.groups and right.groups:
        total -= 0.5 if shared_states else 2.5
    if shared_states:
        if len(left.states) > 1 and left.states == right.states:
            total += STATES
        else:
            around += 1.0
    elif left.states and right.states:
        total -= 2.5
    if not left.people.isdisjoint(right.people):
        total += PEOPLE
    if left.start and right.start:
        size = min(len(left.start), len(right.start))
        if left.start[:size] == right.start[:size]:
            same_start = size > 4
            around += {4: 0.5, 7: 1.5}.get(size, 2.5)
        elif left.start[:4] != right.start[:4]:
            total -= 2.0
    if left.day and right.day:
        apart = abs(left.day - right.day)
        if apart <= FORTNIGHT:
            if apart <= WEEK:
                around += 1.5
            if not left.by.isdisjoint(right.by):
                total += ONE
            total += MEASURES[1] if not left.measures.isdisjoint(right.measures) else 0.0
        elif apart > MONTH and not same_start:
            total -= 0.5 if apart <= SEASON else 1.5 if apart <= HALF_YEAR else 2.0 if apart <= 4 * HALF_YEAR else 3.0
    shared = left.names.keys() & right.names.keys()
    if shared:
        most = 1.5 * max(left.names[name] for name in shared)
        total += min(NAMES, most if len(shared) == 1 else 2 * most)
    alike = left.lead.keys() & right.lead.keys()
    if alike:
        total += told_points(sum(min(left.lead[word], right.lead[word]) for word in alike), min(left.weight, right.weight))
    for one, other in zip(left.telling, right.telling, strict=True):
        total += _most(one, other)
    if total + AROUND + _MARGIN < DOUBT:
        return True
    for one, other in zip(left.around, right.around, strict=True):
        more = _most(one, other)
        total, around = (total, around + more) if more > 0 else (total + more, around)
    return total + min(around, AROUND) + _MARGIN < DOUBT
