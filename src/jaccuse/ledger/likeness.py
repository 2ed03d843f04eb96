"""What two texts share in their wording: names, rare words, and what their headlines are about."""

from __future__ import annotations

from .everyday import everyday
from .features import Features, level
from .points import Points
from .rarity import RARE

#: What a shared name gives by its rarity.
NAME_POINTS = {3: 0.2, 4: 1.0, 5: 1.5, 6: 2.5}
PAIR_POINTS = {3: 0.5, 4: 2.0, 5: 2.5, 6: 3.0}
#: For headlines of which every word is in the other; letters of a word that count, so that endings do not; days apart at most.
ALIKE, STEM, DAYS = 3.0, 6, 3


def words(left: Features, right: Features, found: Points) -> None:
    """Names and rare words that both texts have near the operation; titles that name different things speak against."""
    known = {w for side in (left, right) for value in (*side.malware, *side.products, *side.common) for w in value.split()}
    known |= {w for value in set(left.title) & set(right.title) for w in value.split()}
    one = {name: how for name, *how in left.names if not known.issuperset(name.split())}
    other = {name: how for name, *how in right.names if not known.issuperset(name.split())}
    values: list[tuple[float, str]] = []
    for name in one.keys() & other.keys():
        (rare, sure, title), (_, sure_too, title_too) = one[name], other[name]
        if sure or sure_too:
            points = (PAIR_POINTS if " " in name else NAME_POINTS)[rare]
            values.append((points * (0.8, 1.2, 1.5)[title + title_too], name))
    for pair in [name for _, name in values if " " in name]:  # the pair stands for its words
        values = [(p, name) for p, name in values if name not in pair.split()]
    values.sort(key=lambda v: (-v[0], v[1]))
    if values:
        points = min(5.0, sum(each * 0.5**place for place, (each, _) in enumerate(values)))
        found.add("names", points, *(name for _, name in values[:5]))
    shared = sorted(dict(left.words).keys() & dict(right.words).keys())
    if shared:
        found.add("words", min(2.0, 0.4 * len(shared)), *shared[:6])


def alike(left: Features, right: Features, found: Points) -> None:
    """Headlines of the same days that use the same words, whatever their endings."""
    if not (left.day and right.day) or abs(left.day - right.day) > DAYS:
        return
    sides = [{word[:STEM]: max(1, level(word)) for word in side.headline} for side in (left, right)]
    shared = sorted(sides[0].keys() & sides[1].keys())
    if len(shared) > 1:
        weight = sum(min(sides[0][stem], sides[1][stem]) for stem in shared)
        found.add("headlines alike", ALIKE * weight / min(sum(side.values()) for side in sides), *shared[:6])


def apart(left: Features, right: Features, found: Points) -> None:
    """Headlines that name different things, of which one is nowhere in the other text."""
    sides = [
        [n for n, rare, sure, title in side.names if title and rare + sure >= RARE and n not in everyday("products")]
        for side in (left, right)
    ]
    own = [[n for n in side if " " not in n] for side in sides]
    if not left.headline or not right.headline or set(sides[0]) & set(sides[1]) or not (own[0] and own[1]):
        return
    held = [{n for n, *_ in side.names} | set(side.headline) | {w for w, _ in side.words} for side in (left, right)]
    strange = [[n for n in names if n not in there] for names, there in zip(own, reversed(held), strict=True)]
    if strange[0] or strange[1]:
        points = -3.5 if strange[0] and strange[1] else -3.0
        found.apart("headlines apart", points, own[0][:3], own[1][:3])
