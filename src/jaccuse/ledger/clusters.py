"""From pairs to incidents: who is one with whom, the same whatever the order in which they came.

What people judged to be one is one, and so are the two of a pair that joins (partners.py); whoever hangs together by these is
one incident. Only where a person told two apart that would hang together, the joins are made one by one, the best first, ties
by id, leaving out each that would put the two together.
"""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[str, str]


class Union:
    """Groups that only grow."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, name: str) -> str:
        """What stands for the group of a name; names not seen before are groups of their own."""
        above = self._above.setdefault(name, name)
        while above != self._above[above]:
            above = self._above[name] = self._above[above]
        return above

    def apart(self, one: str, other: str) -> bool:
        """Whether two names are in different groups, or one of them in none."""
        return one not in self._above or other not in self._above or self.find(one) != self.find(other)

    def unite(self, one: str, other: str) -> None:
        """Make one group of two."""
        self._above[self.find(one)] = self.find(other)

    def groups(self) -> list[list[str]]:
        """All groups, sorted."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._above):
            found.setdefault(self.find(name), []).append(name)
        return sorted(found.values())


def parted(
    operations: Iterable[str],
    pairs: Iterable[tuple[int, str, str]],
    same: Iterable[Pair],
    different: Iterable[Pair],
) -> list[list[str]]:
    """Groups of operations among which people told some apart. pairs: score, left, right of those that join."""
    members = {name: [name] for name in operations}
    home = {name: name for name in members}
    apart: dict[str, set[str]] = {name: set() for name in members}
    for one, other in different:
        apart[one].add(other)
        apart[other].add(one)

    def unite(left: str, right: str) -> None:
        if len(members[left]) < len(members[right]):
            left, right = right, left
        for name in members.pop(right):
            members[left].append(name)
            home[name] = left

    for one, other in sorted(same):
        if home[one] != home[other]:
            unite(home[one], home[other])
    for _, one, other in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        left, right = home[one], home[other]
        if left != right and not any(home[name] == right for member in members[left] for name in apart[member]):
            unite(left, right)
    return sorted(sorted(group) for group in members.values())
