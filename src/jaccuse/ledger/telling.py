"""What tells an operation from others: flaws, malware, its name, products, victims, figures."""

from __future__ import annotations

from collections.abc import Sequence

from .features import TELLING, Features
from .levels import level, rarest
from .points import Points

FEW = 3  # a number so small that it is often the same by chance


def things(left: Features, right: Features, found: Points) -> None:
    """Flaws, malware, names, victims, products."""
    _both(found, "vulnerabilities", (left.cves, right.cves), (5.0, 7.0, -3.0))
    if left.malware and right.malware:
        gangs = {code.removeprefix("group:") for code in (*left.groups, *right.groups)}  # whose name is also their malware's
        one, other = ([name for name in side.malware if name not in gangs] for side in (left, right))
        others = bool(left.groups and right.groups) and set(left.groups).isdisjoint(right.groups)
        _both(found, "malware", (one, other), (2.0, 3.0, -1.5) if others else (4.0, 6.0, -1.5))  # a tool that both use
    if left.title and right.title:
        _both(found, "name", _written(left.title, right.title), (5.0 if rarest(left.title[0]) > TELLING else 3.0, 5.0, -1.0))
    if left.products and right.products:
        _products(left, right, found)
    if left.common and right.common and not set(left.common).isdisjoint(right.common):
        found.add("products of everybody", 0.5, *sorted(set(left.common) & set(right.common)))
    if left.victims and right.victims:
        _victims(left, right, found)
    _both(found, "states hit", (left.places, right.places), (0.5, 0.5, -1.0))


def _written(one: Sequence[str], other: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two names as they are, or alike where they differ only in how they are spaced: "Tycoon 2FA" is "Tycoon2FA"."""
    spaced = {name.replace(" ", ""): name for name in other}
    return [spaced.get(name.replace(" ", ""), name) for name in one], other


def _victims(left: Features, right: Features, found: Points) -> None:
    hit = sorted(set(left.victims) & set(right.victims))
    if hit:
        found.add("victims", min(4.0, sum(1.5 if level(word) > TELLING else 1.0 for word in hit)), *hit)


def _both(found: Points, feature: str, sides: tuple[Sequence[str], Sequence[str]], points: tuple[float, float, float]) -> None:
    """Values that are shared, or both there and different. points: for the first shared, at most, for different ones."""
    if not sides[0] or not sides[1]:
        return
    shared = sorted(set(sides[0]) & set(sides[1]))
    if shared:
        found.add(feature, min(points[1], points[0] * (2 + len(shared)) / 3), *shared)
    else:
        found.apart(feature, points[2], *sides)


def _products(left: Features, right: Features, found: Points) -> None:
    """Products, which count for more where the headlines name them; "Cisco" and "Cisco IOS" may be one."""
    points, shown = 0.0, list[str]()
    for name in left.products:
        for second in right.products:
            words, others = set(name.split()), set(second.split())
            if words <= others or others <= words:
                named = bool(words & set(left.headline)) + bool(others & set(right.headline))
                points = max(points, (1.0, 1.5, 2.5)[named]) + (0.5 if shown else 0.0)
                shown.append(name if words <= others else second)
    if shown:
        parts = {word for name in shown for word in name.split()}
        more = any(parts.isdisjoint(name.split()) for name in (*left.products, *right.products))
        found.add("products", min(3.0, points) - (0.5 if more else 0.0), *dict.fromkeys(shown))
    else:
        found.apart("products", -0.5, left.products, right.products)


def scale(left: Features, right: Features, found: Points) -> None:
    """Figures: the same number of the same thing, or sums of money that differ."""
    if not left.figures or not right.figures:
        return
    shared = sorted(set(left.figures) & set(right.figures))
    if shared:
        first = 1.0 if all(value <= FEW for value, _ in shared) else 1.5
        found.add("scale", min(3.0, first + 0.75 * (len(shared) - 1)), *(f"{value:g} {unit}".strip() for value, unit in shared))
        return
    money = [{v for v, unit in side.figures if len(unit) == 3 and unit.isupper()} for side in (left, right)]
    if money[0] and money[1]:
        found.add("scale", -1.5, " / ".join(", ".join(f"{v:g}" for v in sorted(side)) for side in money))
