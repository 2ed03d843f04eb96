"""Charts as numbers that a template draws: places and sizes in a picture, each part with its words and its link.

Pictures are drawn in the page as SVG, with attributes only: the policy allows no style inside a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from ..ledger.timeline import Timeline

WIDTH, HEIGHT = 960, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 14, 30


class Bar(NamedTuple):
    """A part of a column: which part, and its rectangle."""

    part: int
    x: float
    y: float
    width: float
    height: float


class Column(NamedTuple):
    """A period: where its link leads, what it says, its bars, and its label where there is room for one."""

    start: str
    url: str
    title: str
    bars: tuple[Bar, ...]
    label: str | None
    middle: float


class Line(NamedTuple):
    """A line across, with its number."""

    y: float
    number: int


class Picture(NamedTuple):
    """A chart of columns."""

    width: int
    height: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    floor: float


class Spot(NamedTuple):
    """Something on a time axis: its place, its width where its date is vague, and which of several on one place it is."""

    x: float
    width: float
    y: float
    claim: str
    title: str


class Lane(NamedTuple):
    """A row of a time axis."""

    label: str
    kind: str
    y: float
    spots: tuple[Spot, ...]


class Axis(NamedTuple):
    """A time axis with its lanes."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str, str], ...]
    floor: float


def columns(line: Timeline, address: Callable[[str], str], words: Callable[[str, int], str]) -> Picture:
    """A timeline as columns. address: where a period's column leads; words: what it says."""
    most = max((sum(one.parts.values()) for one in line.periods), default=0)
    step = _step(most)
    top = max(step, -(-most // step) * step)
    inner, tall = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    wide = inner / max(len(line.periods), 12)
    every = _every(wide, line.zoom)
    made: list[Column] = []
    for place, one in enumerate(line.periods):
        x, floor = LEFT + place * wide, float(HEIGHT - BOTTOM)
        bars: list[Bar] = []
        for part, name in enumerate(line.parts):
            if size := one.parts.get(name, 0) / top * tall:
                floor -= size
                bars.append(Bar(part, _r(x + wide * 0.12), _r(floor), _r(wide * 0.76), _r(size)))
        label = one.start if place % every == 0 else None
        made.append(Column(one.start, address(one.start), words(one.start, one.claims), tuple(bars), label, _r(x + wide / 2)))
    lines = [Line(_r(HEIGHT - BOTTOM - number / top * tall), number) for number in range(0, top + 1, step)]
    return Picture(WIDTH, HEIGHT, tuple(made), tuple(lines), HEIGHT - BOTTOM)


def axis(lanes: Sequence[tuple[str, str, Sequence[tuple[str, str, str]]]], labels: Callable[[str], str]) -> Axis | None:
    """A time axis. lanes: label, kind, and of each thing its day, its claim and its words. None where nothing has a date."""
    ends = [_ends(day) for _, _, held in lanes for day, _, _ in held if day]
    if not ends:
        return None
    first, last = min(start for start, _ in ends), max(end for _, end in ends)
    wide = max(1, last - first)
    left, right, high = 150, 30, 44
    scale = (WIDTH - left - right) / wide

    def x(day: int) -> float:
        return _r(left + (day - first) * scale) if last > first else (left + WIDTH - right) / 2

    made: list[Lane] = []
    y = 26.0
    for label, kind, held in lanes:
        taken: dict[int, int] = {}
        spots: list[Spot] = []
        for day, claim, title in held:
            if not day:
                continue
            start, end = _ends(day)
            at = x(start)
            row = taken.get(round(at / 14), 0)
            taken[round(at / 14)] = row + 1
            spots.append(Spot(at, _r(max(0.0, x(end) - at)), y + 13 * row, claim, title))
        made.append(Lane(label, kind, y, tuple(spots)))
        y += max(high, 13.0 * max(taken.values(), default=1) + 26)
    ticks: list[tuple[float, str, str]] = []
    for number in (first, *sorted({start for start, _ in ends} - {first, last}), last):
        at = x(number)
        if all(abs(at - other) > 120 for other, _, _ in ticks) and (number in (first, last) or abs(at - x(last)) > 120):
            anchor = "start" if at < left + 60 else "end" if at > WIDTH - 90 else "middle"
            ticks.append((at, labels(date.fromordinal(number).isoformat()), anchor))
    return Axis(WIDTH, round(y + 22), tuple(made), tuple(ticks), y)


def _ends(day: str) -> tuple[int, int]:
    """The first and the last day of a date, as ordinals."""
    parts = [int(part) for part in day.split("-")]
    try:
        start = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
        if len(parts) == 3:
            return start.toordinal(), start.toordinal()
        after = date(start.year + 1, 1, 1) if len(parts) == 1 or start.month == 12 else date(start.year, start.month + 1, 1)
        return start.toordinal(), after.toordinal() - 1
    except ValueError:
        return 1, 1


def _step(most: int) -> int:
    """The distance of the lines: 1, 2 or 5 times a power of ten, so that there are at most five."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if size * factor * 5 >= most:
                return size * factor
        size *= 10


def _every(wide: float, zoom: str) -> int:
    """Each how-manieth column has a label."""
    need = {"year": 40, "month": 64, "day": 84}[zoom]
    return max(1, -(-need // max(1, int(wide))))


def _r(value: float) -> float:
    return round(value, 1)
