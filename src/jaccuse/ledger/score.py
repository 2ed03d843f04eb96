"""How much speaks for two operations being one: a sum of named features, each shown with its points and what it rests on.

Points add up as evidence does: about a point for what many operations share (a state, a week), several for what one alone has
(a flaw, a piece of malware, a named victim), and less than nothing for what they cannot both have. Weights are round numbers
chosen on the looked half of benchmarks/gold/pairs; docs/how-to/merge-operations.md tells how they were found and what they give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..knowledge.rarity import RARE
from .features import TELLING, Features, level

MERGE = 5.0  # pairs from here on are merged
DOUBT = 3.0  # pairs from here on wait for a person
TELLS = 1.5  # points that features of this one operation must give, whatever else agrees: a pair below is never merged
#: Tools of everybody, which tell as little as the operating system does.
COMMON_TOOLS = frozenset(
    "cobalt strike|mimikatz|metasploit|sliver|brute ratel|gh0st rat|plugx|remcos|njrat|asyncrat|quasar rat|impacket|psexec|powershell".split("|")
)
COMMON_PRODUCTS = frozenset(
    "windows|linux|macos|android|ios|iphone|ipados|chrome|github|github actions|docker|docker hub|open vsx|kubernetes|microsoft office|microsoft 365|active directory|"
    "azure|amazon web services|google workspace|gmail|telegram|whatsapp|routers|routeurs|webcams|npm|pypi|linkedin|edge|react|redis".split("|")
)  # fmt: skip
#: What a shared name gives by its rarity.
NAME_POINTS = {3: 0.2, 4: 1.0, 5: 1.5, 6: 2.5}
PAIR_POINTS = {3: 0.5, 4: 2.0, 5: 2.5, 6: 3.0}
WEEK, FORTNIGHT, SEASON, HALF_YEAR = 7, 14, 90, 180


class Contribution(NamedTuple):
    """What one feature adds: its name, its points, and the values that it rests on."""

    feature: str
    points: float
    values: tuple[str, ...]


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
    found: list[Contribution] = []

    def add(feature: str, points: float, *values: str) -> None:
        if points:
            found.append(Contribution(feature, round(points, 2), values))

    telling = _things(left, right, add) + _words(left, right, add)
    telling += _scale(left, right, add)
    _accused(left, right, add)
    telling += _circumstances(left, right, add)
    _times(left, right, add, telling)
    if left.document == right.document:
        add("told apart in one document", -4.0)
    total = round(100 * sum(c.points for c in found))
    if telling < TELLS and total >= 100 * MERGE:
        total = round(100 * MERGE) - 1
    return Score(total, tuple(found))


def _things(left: Features, right: Features, add) -> float:  # type: ignore[no-untyped-def]
    """Flaws, malware, names, victims, products; the sum of what they give."""
    telling = 0.0

    def both(feature: str, one: Sequence[str], other: Sequence[str], each: float, most: float, against: float) -> float:
        shared = sorted(set(one) & set(other))
        if shared:
            points = min(most, each + (len(shared) - 1) * each / 3)
            add(feature, points, *shared)
            return points
        if one and other and against:
            add(feature, against, f"{', '.join(one)} / {', '.join(other)}")
        return 0.0

    telling += both("vulnerabilities", left.cves, right.cves, 5.0, 7.0, -3.0)
    rare = [[name for name in side.malware if name not in COMMON_TOOLS] for side in (left, right)]
    telling += both("malware", *rare, 4.0, 6.0, -1.5)
    telling += both("name", left.title, right.title, 5.0, 5.0, -1.0)
    own = [[name for name in side.products if name not in COMMON_PRODUCTS] for side in (left, right)]
    telling += _products(*own, left.headline, right.headline, add)
    common = sorted(set(left.products) & set(right.products) & COMMON_PRODUCTS)
    if common:
        add("products of everybody", 0.5, *common)
    hit = sorted(set(left.victims) & set(right.victims))
    strong = [word for word in hit if level(word) >= TELLING]
    if hit:
        points = min(4.0, sum(1.5 if level(w) > TELLING else 1.0 for w in strong) + 0.3 * (len(hit) - len(strong)))
        add("victims", points, *hit)
        telling += points if strong else 0.0
    places = sorted(set(left.places) & set(right.places))
    if places:
        add("states hit", 0.5, *places)
    elif left.places and right.places:
        add("states hit", -1.0, f"{', '.join(left.places)} / {', '.join(right.places)}")
    return telling


def _products(one: list[str], other: list[str], headline: Sequence[str], other_headline: Sequence[str], add) -> float:  # type: ignore[no-untyped-def]
    """Products, which count for more where the headlines name them; "Cisco" and "Cisco IOS" may be one."""
    points, shown = 0.0, []
    for name in sorted(one):
        for second in sorted(other):
            words, others = set(name.split()), set(second.split())
            if words <= others or others <= words:
                named = bool(words & set(headline)) + bool(others & set(other_headline))
                points = max(points, (1.0, 1.5, 2.5)[named]) + (0.5 if shown else 0.0)
                shown.append(name if words <= others else second)
    if shown:
        add("products", min(3.0, points), *dict.fromkeys(shown))
        return min(3.0, points)
    if one and other:
        add("products", -0.5, f"{', '.join(one)} / {', '.join(other)}")
    return 0.0


def _words(left: Features, right: Features, add) -> float:  # type: ignore[no-untyped-def]
    """Names and rare words that both texts have near the operation; titles that name different things speak against."""
    known = {w for side in (left, right) for value in (*side.malware, *side.products) for w in value.split()}
    known |= {w for value in set(left.title) & set(right.title) for w in value.split()}
    one = {name: how for name, *how in left.names if not known.issuperset(name.split())}
    other = {name: how for name, *how in right.names if not known.issuperset(name.split())}
    values: list[tuple[float, str]] = []
    for name in one.keys() & other.keys():
        (rare, sure, title), (_, sure_too, title_too) = one[name], other[name]
        if sure or sure_too:
            points = (PAIR_POINTS if " " in name else NAME_POINTS)[rare] * (1.5 if title and title_too else 1.2 if title or title_too else 0.8)
            values.append((points, name))
    for pair in [name for _, name in values if " " in name]:  # the pair stands for its words
        values = [(p, name) for p, name in values if name not in pair.split()]
    values.sort(key=lambda v: (-v[0], v[1]))
    telling = min(5.0, sum(points * 0.5**place for place, (points, _) in enumerate(values)))
    if values:
        add("names", telling, *(name for _, name in values[:5]))
    shared = sorted(dict(left.words).keys() & dict(right.words).keys())
    if shared:
        add("words", min(2.0, 0.4 * len(shared)), *shared[:6])
    _headlines(left, right, add)
    return telling


def _headlines(left: Features, right: Features, add) -> None:  # type: ignore[no-untyped-def]
    """Headlines that name different things, of which one is nowhere in the other text."""
    sides = [[n for n, rare, sure, title in side.names if title and rare >= RARE - 1 and n not in COMMON_PRODUCTS] for side in (left, right)]
    own = [[n for n in side if " " not in n] for side in sides]
    if not left.headline or not right.headline or set(sides[0]) & set(sides[1]) or not (own[0] and own[1]):
        return
    held = [{n for n, *_ in side.names} | set(side.headline) | {w for w, _ in side.words} for side in (left, right)]
    strange = [[n for n in names if n not in there] for names, there in zip(own, reversed(held), strict=True)]
    if strange[0] or strange[1]:
        shown = " / ".join(", ".join(names[:3]) for names in own)
        add("headlines", -2.5 if strange[0] and strange[1] else -2.0, shown)


def _scale(left: Features, right: Features, add) -> float:  # type: ignore[no-untyped-def]
    """Figures: the same number of the same thing, or sums of money that differ."""
    shared = sorted(set(left.figures) & set(right.figures))
    if shared:
        points = min(3.0, 1.5 + 0.75 * (len(shared) - 1))
        add("scale", points, *(f"{value:g} {unit}".strip() for value, unit in shared))
        return points
    money = [{v for v, unit in side.figures if len(unit) == 3 and unit.isupper()} for side in (left, right)]
    if money[0] and money[1]:
        add("scale", -1.5, " / ".join(", ".join(f"{v:g}" for v in sorted(side)) for side in money))
    return 0.0


def _accused(left: Features, right: Features, add) -> None:  # type: ignore[no-untyped-def]
    """Who is accused: groups, people and states; others than the other has speak against."""
    groups = sorted(set(left.groups) & set(right.groups))
    states = sorted(set(left.states) & set(right.states))
    if groups:
        add("groups", 2.0, *groups)
    elif left.groups and right.groups:
        add("groups", -0.5 if states else -2.5, f"{', '.join(left.groups)} / {', '.join(right.groups)}")
    people = sorted(_family_names(left) & _family_names(right))
    if people:
        add("accused", 4.0, *people)
    if states:
        add("states", 1.0 if len(states) == 1 else 2.5, *states)
    elif left.states and right.states:
        add("states", -2.5, f"{', '.join(left.states)} / {', '.join(right.states)}")


def _family_names(side: Features) -> set[str]:
    """Last names of accused persons (first names are spelled in many ways), and the codes of accused bodies."""
    return {code.rsplit("-", 1)[-1] if code.startswith("person:") else code for code in side.others}


def _circumstances(left: Features, right: Features, add) -> float:  # type: ignore[no-untyped-def]
    """What was done, who says so, and what was done about it."""
    activities = sorted(set(left.activities) & set(right.activities))
    if activities:
        add("activities", min(1.0, 0.5 * len(activities)), *activities)
    elif left.activities and right.activities:
        add("activities", -0.5, f"{', '.join(left.activities)} / {', '.join(right.activities)}")
    if not left.day or not right.day or abs(left.day - right.day) > FORTNIGHT:
        return 0.0
    by = sorted(set(left.by) & set(right.by))
    if by:
        add("claimants", 1.0, *by)
    measures = sorted(set(left.measures) & set(right.measures))
    if measures:
        add("measures", min(3.0, 1.5 * len(measures)), *measures)
        return 1.5
    return 0.0


def _times(left: Features, right: Features, add, telling: float) -> None:  # type: ignore[no-untyped-def]
    """Dates of publication, and when it is said to have begun."""
    same_start = False
    if left.start and right.start:
        size = min(len(left.start), len(right.start))
        if left.start[:size] == right.start[:size]:
            same_start = size > 4
            add("start", {4: 0.5, 7: 1.5, 10: 2.5}.get(size, 0.5), left.start[:size])
        elif left.start[:4] != right.start[:4]:
            add("start", -2.0, f"{left.start} / {right.start}")
    if not left.day or not right.day:
        return
    apart = abs(left.day - right.day)
    shown = f"{apart} days apart"
    if apart <= 2:
        add("published", 1.5, shown)
    elif apart <= WEEK:
        add("published", 1.0, shown)
    elif apart > HALF_YEAR and not same_start:
        add("published", -2.0 if apart <= 4 * HALF_YEAR else -3.0, shown)
    elif apart > SEASON and not same_start:
        add("published", -1.0, shown)
