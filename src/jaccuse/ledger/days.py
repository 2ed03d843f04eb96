"""Dates as numbers that sort: 20210719, 20210700 where only the month is known, 20210000 for a year, 0 for nothing."""

from __future__ import annotations

import re
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(50_000)
def number(date: str | None) -> int:
    """The number of an ISO 8601 date as precise as it is given."""
    found = _DATE.match(date or "")
    return int(found[1]) * 10_000 + int(found[2] or 0) * 100 + int(found[3] or 0) if found else 0


def text(day: int) -> str | None:
    """The date of a number; None for 0."""
    if not day:
        return None
    year, month, date = day // 10_000, day // 100 % 100, day % 100
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{date:02}" if date else "")


def wider(day: int) -> tuple[int, ...]:
    """The month and year that the day is in: less precise dates that may mean it."""
    return tuple(sorted({day // 100 * 100, day // 10_000 * 10_000} - {day}))


def last(day: int) -> int:
    """The highest number that lies in the day, month or year."""
    if day % 10_000 == 0:
        return day + 9_999
    return day + 99 if day % 100 == 0 else day
