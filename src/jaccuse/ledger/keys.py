"""Under which keys an operation is filed, so that it meets those it may be one with and hardly any others.

Two operations that could score enough to be merged share at least one telling thing: a flaw, malware, a name, a victim, a
figure, a measure, a rare word that both reports open with. Each of these makes a key, together with something that most who
share it by chance do not share: a second such thing, the accused, or the weeks of publication.
"""

from __future__ import annotations

import hashlib
from base64 import b32decode
from collections.abc import Iterator
from functools import lru_cache

from .features import Features

NAMES = 5  # of the names of an operation, so many make keys
LEADS, LEAST = 4, 3  # of the words that a report opens with, so many, if they weigh so much
WINDOW = 30  # days; windows overlap by half, so that what is half a window apart shares one


def node_of(operation: str) -> int:
    """The number of an operation: 60 bits of its id, which is a hash already."""
    letters = operation[1:13].upper()
    return int.from_bytes(b32decode(letters + "=" * (-len(letters) % 8))[:8], "big") >> 4


def keys_of(found: Features) -> frozenset[int]:
    """The keys of an operation."""
    return frozenset(map(_number, _keys(found)))


def _keys(found: Features) -> Iterator[str]:
    accused = [*found.groups, *found.states]
    windows = _windows(found.day)
    for cve in found.cves[:6]:
        yield f"cve {cve}"
    for name in found.title:
        yield f"title {name}"
    for code in found.others:
        yield f"accused {code.rsplit('-', 1)[-1] if code.startswith('person:') else code}"
    for thing in (*found.malware[:4], *found.products[:4]):
        first = thing.split()[0]
        for other in (*accused[:3], *windows):
            yield f"thing {first} {other}"
    names = _names(found)
    for place, name in enumerate(names):
        for other in (*accused[:2], *windows):
            yield f"name {name} {other}"
        for second in names[place + 1 :]:
            yield f"names {min(name, second)} {max(name, second)}"
    opening = sorted(found.lead, key=lambda word: (-word[1], word[0]))[:LEADS]
    for word, weight in opening:
        if weight >= LEAST:
            for window in windows:
                yield f"lead {word} {window}"
    for value, unit in found.figures[:3]:
        yield f"figure {value:g} {unit}"
    for window in windows:
        for measure in found.measures[:3]:
            yield f"measure {measure} {window}"
        for group in found.groups[:3]:
            yield f"group {group} {window}"
        if len(found.states) > 1:
            yield f"states {' '.join(found.states)} {window}"
        for state in found.states[:2]:
            for speaker in found.by[:2]:
                yield f"said {speaker} {state} {window}"


def _names(found: Features) -> list[str]:
    """The names that tell most: pairs and rare ones, those of the headline first; then words for victims."""
    ranked = sorted(found.names, key=lambda n: (-n[3], -(n[1] + (1 if " " in n[0] else 0)), n[0]))
    names = [name for name, rare, sure, title in ranked if (sure or title) and rare >= (4 if " " in name or title else 5)]
    return list(dict.fromkeys([*names[:NAMES], *found.victims[:2]]))


def _windows(day: int) -> list[str]:
    if not day:
        return []
    half = WINDOW // 2
    return [f"w{day // half}", f"w{day // half + 1}"]


@lru_cache(maxsize=65_536)
def _number(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1
