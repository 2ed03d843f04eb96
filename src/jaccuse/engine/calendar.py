"""Periods of days, and what a publication date known to the day, the month or the year makes of relative dates."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

Precision = Literal["year", "month", "day"]
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?")
OVER_A_YEAR = "the words leave open which year"


class Period(NamedTuple):
    """All days on which it can have been; `least` is the finest precision the words themselves allow."""

    first: date
    last: date
    least: Precision = "day"

    @staticmethod
    def of(year: int, month: int | None = None, day: int | None = None) -> Period | str:
        """A year, a month or a day; a sentence where there is no such day."""
        try:
            if month is None:
                return Period(date(year, 1, 1), date(year, 12, 31), "year")
            if day is None:
                return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")
            return Period(date(year, month, day), date(year, month, day))
        except ValueError:
            return f"there is no {year:04}-{month or 0:02}-{day or 0:02} in the calendar"

    def narrowed(self) -> tuple[str, Precision | None]:
        """The finest day, month or year that holds the whole period, or the reason why none does."""
        if self.first == self.last and self.least == "day":
            return self.first.isoformat(), "day"
        if (self.first.year, self.first.month) == (self.last.year, self.last.month) and self.least != "year":
            return f"{self.first.year:04}-{self.first.month:02}", "month"
        if self.first.year == self.last.year:
            return f"{self.first.year:04}", "year"
        return OVER_A_YEAR, None


class Published(NamedTuple):
    """When the document came out: a day, or any day of a month or a year."""

    first: date
    last: date
    precision: Precision

    def _own(self) -> Period:
        return Period(self.first, self.last, self.precision)

    def weekday(self, weekday: int, shift: str | None, tense: str | None) -> Period | str:
        """The last such weekday at or before the publication (the same day counts), or the next where it lies ahead."""
        if self.precision != "day":
            return self._own()
        back = (self.first.isoweekday() - weekday) % 7
        ahead = (weekday - self.first.isoweekday()) % 7
        if shift == "after" or (tense == "future" and shift is None):
            step = ahead or (7 if shift == "after" else 0)
        else:
            step = -(back or (7 if shift == "before" else 0))
        return _day(self.first, step)

    def nearest(self, month: int, day: int | None, shift: str | None, tense: str | None) -> Period | str:
        """A month, or a day of it, without a year: the last one not after the publication, the next where it lies ahead."""
        if self.precision == "year":
            return "the year of publication alone does not tell which year is meant"
        year = self.first.year
        this = (month, day or 0) if self.precision == "day" else (month, 0)
        now = (self.first.month, (self.first.day if day else 0) if self.precision == "day" else 0)
        if shift == "after" or (tense == "future" and shift is None):
            year += this < now or (this == now and shift == "after")
        elif shift is None and this > now and self._just_ahead(month, day):
            if tense == "past":
                return "it lies just ahead of the publication, so last year's and this year's are both possible"
        else:
            year -= this > now or (this == now and shift == "before")
        return Period.of(year, month, day)

    def _just_ahead(self, month: int, day: int | None) -> bool:
        period = Period.of(self.first.year, month, day)
        return not isinstance(period, str) and (period.first - self.last).days <= 31

    def shifted(self, unit: str, by: int, *, loose: bool = False) -> Period | str:
        """`by` units from the publication; `loose` counts ("three weeks ago") hold to half a unit."""
        if unit == "day":
            return _day(self.first, by) if self.precision == "day" else self._own() if abs(by) < 2 else self._moved(by, by)
        if unit == "weekend":
            back = (self.first.isoweekday() - 6) % 7
            return self._moved(7 * by - back, 7 * by - back + 1) if self.precision == "day" else self._own()
        if unit == "week":
            if loose:
                return self._moved(7 * by - 3, 7 * by + 3)
            if by == 0 and self.precision != "day":
                return self._own()
            monday = 1 - self.first.isoweekday()
            return self._moved(7 * by + monday, 7 * by + monday + 6 if by else 0, "month")
        if unit == "month":
            if loose and by < -1:
                return self._moved(30 * by - 15, 30 * by + 15, "month")
            if self.precision == "year":
                return self._own() if by == 0 else OVER_A_YEAR
            months = self.first.year * 12 + self.first.month - 1 + by
            return Period.of(months // 12, months % 12 + 1)
        return Period.of(self.first.year + by)

    def _moved(self, low: int, high: int, least: Precision = "day") -> Period | str:
        try:
            return Period(self.first + timedelta(low), self.last + timedelta(high), least)
        except OverflowError:
            return "the date lies outside the calendar"


def _day(start: date, step: int) -> Period | str:
    try:
        moved = start + timedelta(step)
    except OverflowError:
        return "the date lies outside the calendar"
    return Period(moved, moved)


def of_publication(published: str | None) -> Published | str:
    """The publication date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or why there is none to go by."""
    if not published:
        return "there is no publication date to resolve it by"
    m = _PUBLISHED.fullmatch(published.strip())
    if m is None:
        return f"the publication date {published!r} is not of the form YYYY, YYYY-MM or YYYY-MM-DD"
    period = Period.of(int(m[1]), int(m[2]) if m[2] else None, int(m[3]) if m[3] else None)
    if isinstance(period, str):
        return period
    return Published(period.first, period.last, "day" if m[3] else "month" if m[2] else "year")
