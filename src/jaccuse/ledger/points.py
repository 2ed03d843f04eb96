"""The points that features give, gathered for one pair of operations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Contribution(NamedTuple):
    """What one feature adds: its name, its points, and the values that it rests on."""

    feature: str
    points: float
    values: tuple[str, ...]


class Points(list[Contribution]):
    """Contributions as they come."""

    def add(self, feature: str, points: float, *values: str) -> None:
        """Note what a feature gives, unless it is nothing."""
        if points:
            self.append(Contribution(feature, round(points, 2), values))

    def apart(self, feature: str, points: float, one: Iterable[str], other: Iterable[str]) -> None:
        """Note that both sides tell something, and not the same."""
        self.add(feature, points, f"{', '.join(one)} / {', '.join(other)}")
