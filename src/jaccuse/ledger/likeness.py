"""What two texts share in their wording: names, what they open with, and what their headlines are about."""

from __future__ import annotations

import math
from functools import cache

from .everyday import everyday
from .features import TELLING, Features
from .leads import family_level, stem
from .levels import level, plain
from .points import Points
from .rarity import RARE

#: What a shared name gives by its rarity.
NAME_POINTS = {3: 0.2, 4: 1.0, 5: 1.5, 6: 2.5}
PAIR_POINTS = {3: 0.5, 4: 2.0, 5: 2.5, 6: 3.0}
#: For leads that are the same: points for the share, of which so much is enough, and for each e-fold of what is shared.
SHARE, ENOUGH, MASS = 2.5, 0.6, 0.5
#: Features whose values are words of the text, which count there.
COUNTED = {"names", "victims", "products", "malware", "name", "products of everybody"}
APART = (-3.5, -4.0)  # for headlines that name different things: one of them strange to the other text, or both
LEAST = 6  # what a lead weighs at least, so that two short ones are not the same by one word


def names(left: Features, right: Features, found: Points) -> None:
    """Names that both texts have near the operation."""
    known = _known(left, right)
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


def told(left: Features, right: Features, found: Points) -> None:
    """Words that both reports open with: how many, by how much each tells, and how much of the shorter lead they are.

    Words that other features count already, as names or things, are left out.
    """
    one, other = dict(left.lead), dict(right.lead)
    alike = one.keys() & other.keys()
    if not alike:
        return
    counted = {stem(word) for word in _known(left, right)} | _everyday()
    for contribution in found:
        if contribution.feature in COUNTED and contribution.points > 0:
            counted |= {stem(word) for value in contribution.values for word in value.split()}
    shared = {word: min(one[word], other[word]) for word in alike - counted}
    if shared:
        points = told_points(sum(shared.values()), min(sum(one.values()), sum(other.values())))
        found.add("told alike", points, *sorted(shared, key=lambda word: (-shared[word], word))[:6])


@cache
def _everyday() -> frozenset[str]:
    """Stems of what names products of everybody."""
    return frozenset(stem(word) for name in everyday("products") for word in name.split())


def told_points(shared: int, shorter: int) -> float:
    """What two leads give that share words of some weight; shorter: what the words of the shorter one weigh."""
    return SHARE * min(1.0, shared / max(LEAST, shorter) / ENOUGH) + MASS * math.log1p(shared)


def _known(left: Features, right: Features) -> set[str]:
    """Words that name what other features compare: products, malware, groups, the operation."""
    held = {word for side in (left, right) for value in (*side.malware, *side.products, *side.common) for word in value.split()}
    held |= {word for value in set(left.title) & set(right.title) for word in value.split()}
    held |= {word for code in {*left.others} & {*right.others} for word in plain(code.partition(":")[2]).split()}
    return held | {plain(code.partition(":")[2]).replace(" ", "") for code in (*left.groups, *right.groups)}


def apart(left: Features, right: Features, found: Points) -> None:
    """Headlines that name different things, of which one is nowhere in the other text."""
    own = [_things(left), _things(right)]
    if not left.headline or not right.headline or set(own[0]) & set(own[1]) or not (own[0] and own[1]):
        return
    held = [{n for n, *_ in side.names} | set(side.headline) for side in (left, right)]
    strange = [[n for n in names if n not in there] for names, there in zip(own, reversed(held), strict=True)]
    if strange[0] or strange[1]:
        points = APART[1] if strange[0] and strange[1] else APART[0]
        found.apart("headlines apart", points, own[0][:3], own[1][:3])


def _things(side: Features) -> list[str]:
    """What the headline names: names, and words of what was hit or used."""
    hit = {word for value in (*side.products, *side.malware, *side.victims) for word in value.split()} & {*side.headline}
    named = [name for name, rare, sure, title in side.names if title and _names_a_thing(name, rare, sure)]
    return [*named, *sorted(word for word in hit.difference(named) if level(word) >= TELLING - 1)]


def _names_a_thing(name: str, rare: int, sure: bool) -> bool:
    """Whether what is written like a name in a headline is one: not an ordinary word at its beginning, or one in Title Case."""
    if name in everyday("products") or rare < RARE - sure:
        return False
    if " " in name:
        return sure and min(map(family_level, name.split()[:1])) >= TELLING
    return sure or family_level(name) >= RARE
