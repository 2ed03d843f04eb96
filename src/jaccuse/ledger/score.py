"""How much speaks for two operations being one: a sum of named features, each shown with its points and what it rests on.

Points add up as evidence does: about a point for what many operations share (a state, a week), several for what one alone has
(a flaw, a piece of malware, a named victim), and less than nothing for what they cannot both have. Weights are round numbers
chosen on the looked half of benchmarks/gold/pairs; docs/how-to/merge-operations.md tells how they were found and what they give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ..knowledge.rarity import RARE
from .features import TELLING, Features, level, plain

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
#: Features that tell this operation from others; all others are its circumstances, and count to AROUND points together.
TELLING_FEATURES = {"vulnerabilities", "malware", "name", "products", "victims", "names", "scale", "accused", "several states", "measures"}
AROUND = 3.5
#: Likeness of wording: neither tells enough to merge, nor is it a circumstance.
WORDING = {"words", "headlines alike"}
ALIKE, STEM, DAYS = 2.0, 6, 3
FEW = 3  # a number so small that it is often the same by chance
WEEK, FORTNIGHT, MONTH, SEASON, HALF_YEAR = 7, 14, 30, 90, 180


class Add(Protocol):
    """Notes a contribution."""

    def __call__(self, feature: str, points: float, /, *values: str) -> None: ...


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

    def add(feature: str, points: float, /, *values: str) -> None:
        if points:
            found.append(Contribution(feature, round(points, 2), values))

    _things(left, right, add)
    _words(left, right, add)
    _scale(left, right, add)
    _accused(left, right, add)
    _circumstances(left, right, add)
    _times(left, right, add)
    if {c.feature for c in found if c.feature in TELLING_FEATURES and c.points > 0} == {"products"}:
        if abs(left.day - right.day) > MONTH:  # one product is attacked again and again
            add("a product alone", -1.5)
    if left.document == right.document:
        add("told apart in one document", -4.0)
    telling = sum(c.points for c in found if c.feature in TELLING_FEATURES and c.points > 0)
    around = sum(c.points for c in found if c.feature not in TELLING_FEATURES | WORDING and c.points > 0)
    add("circumstances count to a limit", min(0.0, AROUND - around))
    total = round(100 * sum(c.points for c in found))
    if telling < TELLS:
        total = min(total, round(100 * MERGE) - 1)
    return Score(total, tuple(found))


def _things(left: Features, right: Features, add: Add) -> None:
    """Flaws, malware, names, victims, products."""

    def both(feature: str, one: Sequence[str], other: Sequence[str], each: float, most: float, against: float) -> None:
        shared = sorted(set(one) & set(other))
        if shared:
            add(feature, min(most, each + (len(shared) - 1) * each / 3), *shared)
        elif one and other:
            add(feature, against, f"{', '.join(one)} / {', '.join(other)}")

    both("vulnerabilities", left.cves, right.cves, 5.0, 7.0, -3.0)
    gangs = {code.removeprefix("group:") for code in (*left.groups, *right.groups)}  # whose name is also their malware's
    rare = [[name for name in side.malware if name not in COMMON_TOOLS | gangs] for side in (left, right)]
    both("malware", *rare, 4.0, 6.0, -1.5)
    both("name", [*map(plain, left.title)], [*map(plain, right.title)], 5.0, 5.0, -1.0)
    own = [[name for name in side.products if name not in COMMON_PRODUCTS] for side in (left, right)]
    _products(*own, left.headline, right.headline, add)
    common = sorted(set(left.products) & set(right.products) & COMMON_PRODUCTS)
    if common:
        add("products of everybody", 0.5, *common)
    hit = sorted(set(left.victims) & set(right.victims))
    strong = [word for word in hit if level(word) >= TELLING]
    if hit:
        points = sum(1.5 if level(w) > TELLING else 1.0 for w in strong) + 0.3 * (len(hit) - len(strong))
        add("victims", min(4.0, points), *hit)
    places = sorted(set(left.places) & set(right.places))
    if places:
        add("states hit", 0.5, *places)
    elif left.places and right.places:
        add("states hit", -1.0, f"{', '.join(left.places)} / {', '.join(right.places)}")


def _products(one: list[str], other: list[str], headline: Sequence[str], other_headline: Sequence[str], add: Add) -> None:
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
    elif one and other:
        add("products", -0.5, f"{', '.join(one)} / {', '.join(other)}")


def _words(left: Features, right: Features, add: Add) -> None:
    """Names and rare words that both texts have near the operation; titles that name different things speak against."""
    known = {w for side in (left, right) for value in (*side.malware, *side.products) for w in value.split()}
    known |= {w for value in {*map(plain, left.title)} & {*map(plain, right.title)} for w in value.split()}
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
    if values:
        points = min(5.0, sum(each * 0.5**place for place, (each, _) in enumerate(values)))
        add("names", points, *(name for _, name in values[:5]))
    shared = sorted(dict(left.words).keys() & dict(right.words).keys())
    if shared:
        add("words", min(2.0, 0.4 * len(shared)), *shared[:6])
    _alike(left, right, add)
    _headlines(left, right, add)


def _alike(left: Features, right: Features, add: Add) -> None:
    """Headlines of the same days that use the same words, whatever their endings."""
    if not (left.day and right.day) or abs(left.day - right.day) > DAYS:
        return
    sides = [{word[:STEM]: max(1, level(word)) for word in side.headline} for side in (left, right)]
    shared = sorted(sides[0].keys() & sides[1].keys())
    if len(shared) > 1:
        weight = sum(min(sides[0][stem], sides[1][stem]) for stem in shared)
        add("headlines alike", ALIKE * weight / min(sum(side.values()) for side in sides), *shared[:6])


def _headlines(left: Features, right: Features, add: Add) -> None:
    """Headlines that name different things, of which one is nowhere in the other text."""
    sides = [[n for n, rare, sure, title in side.names if title and rare >= RARE - 1 and n not in COMMON_PRODUCTS] for side in (left, right)]
    own = [[n for n in side if " " not in n] for side in sides]
    if not left.headline or not right.headline or set(sides[0]) & set(sides[1]) or not (own[0] and own[1]):
        return
    held = [{n for n, *_ in side.names} | set(side.headline) | {w for w, _ in side.words} for side in (left, right)]
    strange = [[n for n in names if n not in there] for names, there in zip(own, reversed(held), strict=True)]
    if strange[0] or strange[1]:
        shown = " / ".join(", ".join(names[:3]) for names in own)
        add("headlines apart", -3.5 if strange[0] and strange[1] else -3.0, shown)


def _scale(left: Features, right: Features, add: Add) -> None:
    """Figures: the same number of the same thing, or sums of money that differ."""
    shared = sorted(set(left.figures) & set(right.figures))
    if shared:
        first = 1.0 if all(value <= FEW for value, _ in shared) else 1.5
        add("scale", min(3.0, first + 0.75 * (len(shared) - 1)), *(f"{value:g} {unit}".strip() for value, unit in shared))
        return
    money = [{v for v, unit in side.figures if len(unit) == 3 and unit.isupper()} for side in (left, right)]
    if money[0] and money[1]:
        add("scale", -1.5, " / ".join(", ".join(f"{v:g}" for v in sorted(side)) for side in money))


def _accused(left: Features, right: Features, add: Add) -> None:
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
    elif left.others and right.others:
        add("accused", -1.5, f"{', '.join(left.others)} / {', '.join(right.others)}")
    if len(states) > 1 and states == sorted({*left.states, *right.states}):
        add("several states", 2.5, *states)
    elif states:
        add("states", 1.0, *states)
    elif left.states and right.states:
        add("states", -2.5, f"{', '.join(left.states)} / {', '.join(right.states)}")


def _family_names(side: Features) -> set[str]:
    """Last names of accused persons (first names are spelled in many ways), and the codes of accused bodies."""
    return {code.rsplit("-", 1)[-1] if code.startswith("person:") else code for code in side.others}


def _circumstances(left: Features, right: Features, add: Add) -> None:
    """What was done, who says so, and what was done about it."""
    activities = sorted(set(left.activities) & set(right.activities))
    if activities:
        add("activities", min(1.0, 0.5 * len(activities)), *activities)
    elif left.activities and right.activities:
        add("activities", -0.5, f"{', '.join(left.activities)} / {', '.join(right.activities)}")
    if not left.day or not right.day or abs(left.day - right.day) > FORTNIGHT:
        return
    by = sorted(set(left.by) & set(right.by))
    if by:
        add("claimants", 1.0, *by)
    measures = sorted(m for m in set(left.measures) & set(right.measures) if not m.endswith(":"))
    kinds = sorted({m.split(":")[0] for m in left.measures} & {m.split(":")[0] for m in right.measures})
    if measures:
        add("measures", min(3.0, 1.5 * len(measures)), *measures)
    elif kinds and any(m.endswith(":") for m in (*left.measures, *right.measures)):
        add("measures", 1.0, *kinds)


def _times(left: Features, right: Features, add: Add) -> None:
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
        add("published", -1.5, shown)
    elif apart > MONTH and not same_start:
        add("published", -0.5, shown)
