"""From pairs to incidents: who is one with whom, the same whatever the order in which they came.

What people judged goes first: those they called the same are one. Then pairs that score enough are joined, the best first, ties
by id. A join that would put two together that a person told apart is left out; so is one that a single strong pair would make
between two groups that do not fit otherwise (a bridge).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

REPRESENTATIVES = 3  # of each side, those with the smallest ids, speak for it
FITS = 350  # hundredths of a point that two sides must score on average


def cluster(
    operations: Iterable[str],
    pairs: Iterable[tuple[int, str, str]],
    same: Iterable[tuple[str, str]],
    different: Iterable[tuple[str, str]],
    score: Callable[[str, str], int],
) -> list[list[str]]:
    """Groups of operations, each sorted. pairs: score, left, right of those good enough; score: that of any two."""
    return _Clusters(operations, different, score).join(same, pairs)


class _Clusters:
    def __init__(
        self, operations: Iterable[str], different: Iterable[tuple[str, str]], score: Callable[[str, str], int]
    ) -> None:
        self._members = {name: [name] for name in operations}
        self._home = {name: name for name in self._members}
        self._part = {name: [name] for name in self._members}
        self._apart: dict[str, set[str]] = {name: set() for name in self._members}
        self._score = score
        for one, other in different:
            if one in self._home and other in self._home:
                self._apart[one].add(other)
                self._apart[other].add(one)

    def join(self, same: Iterable[tuple[str, str]], pairs: Iterable[tuple[int, str, str]]) -> list[list[str]]:
        """Join all that may be, and give the groups."""
        for one, other in sorted(same):
            if one in self._home and other in self._home and self._home[one] != self._home[other]:
                self._unite(self._home[one], self._home[other])
        for _, one, other in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
            left, right = self._home[one], self._home[other]
            if left != right and self._may(one, other):
                self._unite(left, right)
                self._fuse(one, other)
        return sorted(sorted(members) for members in self._members.values())

    def _may(self, one: str, other: str) -> bool:
        left, right = self._members[self._home[one]], self._home[other]
        if any(self._home[name] == right for member in left for name in self._apart[member]):
            return False
        ours, theirs = self._part[one], self._part[other]
        if len(ours) == 1 and len(theirs) == 1:
            return True
        scores = [self._score(a, b) for a, b in product(_speakers(ours), _speakers(theirs))]
        return sum(scores) >= FITS * len(scores)

    def _fuse(self, one: str, other: str) -> None:
        """Make one part of two. Parts are what the score alone has joined; what a person added to them need not fit."""
        ours, theirs = self._part[one], self._part[other]
        if len(ours) < len(theirs):
            ours, theirs = theirs, ours
        ours += theirs
        for name in theirs:
            self._part[name] = ours

    def _unite(self, left: str, right: str) -> None:
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        for name in self._members.pop(right):
            self._members[left].append(name)
            self._home[name] = left


def _speakers(members: Sequence[str]) -> list[str]:
    return sorted(members)[:REPRESENTATIVES]
