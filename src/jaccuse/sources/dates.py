"""Publication dates: what people and machines write, as ISO 8601, never more precise than it was given."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from ..errors import BadDate

_MONTHS = (
    ("january jan janvier janv januar jan. jänner enero ene gennaio gen janeiro", 1),
    ("february feb février fevrier févr fevr fév februar febrero febbraio febb fevereiro fev", 2),
    ("march mar mars märz maerz mrz marzo março marco", 3),
    ("april apr avril avr abril abr aprile", 4),
    ("may mai mayo maggio mag maio", 5),
    ("june jun juin juni junio giugno giu junho", 6),
    ("july jul juillet juil juli julio luglio lug julho", 7),
    ("august aug août aout agosto ago", 8),
    ("september sep sept septembre septiembre settembre set setembro", 9),
    ("october oct octobre oktober okt octubre ottobre ott outubro out", 10),
    ("november nov novembre noviembre novembro", 11),
    ("december dec décembre decembre déc dezember dez diciembre dic dicembre dezembro", 12),
)
MONTHS = {name: number for names, number in _MONTHS for name in names.split()}

# Weekdays are skipped, not checked: a wrong one does not make the date another.
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica"
)
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_TIME = (
    r"(?:[\s,à|·–-]*(?:at|um|a las|alle|às)?\s*\d{1,2}\s?(?:[:.h]\s?\d{2}(?::\d{2}(?:[.,]\d+)?)?|h|uhr)?(?:\s?[ap]\.?m\.?)?"
    r"(?:\s?uhr)?(?:\s*(?:\(?[A-Za-z]{1,5}\)?|(?:gmt|utc)?\s?[+-]\d{2}:?\d{2}|z))*)?"
)
_ISO_TIME = r"(?:[T\s]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?\s*(?:Z|[A-Z]{3,4}|(?:UTC|GMT)?\s?[+-]\d{2}(?::?\d{2})?)?)?"
DAY_MONTH_YEAR = rf"(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|º|°|\.)?\s+(?:of\s+|de\s+)?(?P<m>{_MONTH})\.?,?\s+(?:de\s+)?{_YEAR}"
MONTH_DAY_YEAR = rf"(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}"
MONTH_YEAR = rf"(?P<m>{_MONTH})\.?,?\s+(?:de\s+)?{_YEAR}"
WEEKDAY = rf"(?:(?:{_WEEKDAY})\.?,?\s+(?:(?:le|den|the|el)\s+)?)?"

_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}(?:(?P<s>[-/.])(?P<m>\d{{1,2}})(?:(?P=s)(?P<d>\d{{1,2}}){_ISO_TIME})?)?",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}}){_ISO_TIME}",
        rf"{WEEKDAY}(?:le\s+|den\s+)?{DAY_MONTH_YEAR}{_TIME}",
        rf"{WEEKDAY}{MONTH_DAY_YEAR}{_TIME}",
        MONTH_YEAR,
        rf"{WEEKDAY}(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})\s+\d{{2}}:\d{{2}}:\d{{2}}\s+(?:[A-Z]{{3,4}}\s+)?{_YEAR}",
        rf"(?P<d>\d{{1,2}})(?P<s>[-/.])\s?(?P<m>\d{{1,2}})(?P=s)\s?{_YEAR}{_TIME}",
    )
]
_NUMERIC = _FORMS[-1]
_LONGEST = 120
REMEDY = "write it as 2021, 2021-07 or 2021-07-19"


@lru_cache(maxsize=4096)
def normalise_date(given: str) -> str:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD` out of ISO 8601, RFC 2822, or a date in words of six languages.

    The day is the one written down; times and zones are dropped, not converted. A numeric date whose day and month could be
    exchanged (03/04/2021) is refused, except with dots (03.04.2021), which put the day first everywhere.

    Raises:
        BadDate: it is no date, or not clearly one.
    """
    text = " ".join(given.split())
    if len(text) <= _LONGEST:
        for form in _FORMS:
            if found := form.fullmatch(text):
                return _checked(found, given)
    raise BadDate(f"{_short(given)} is not a date that is understood", remedy=REMEDY)


def _checked(found: re.Match[str], given: str) -> str:
    parts = found.groupdict()
    year, month, day = int(parts["y"]), parts.get("m"), parts.get("d")
    if month is None:
        return f"{year:04}"
    number = int(month) if month.isdigit() else MONTHS[month.lower().rstrip(".")]
    if found.re is _NUMERIC and day is not None:
        number, day = _order(number, day, found, given)
    try:
        whole = date(year, number, int(day or 1))
    except ValueError:
        raise BadDate(f"there is no such day as {_short(given)}", remedy=REMEDY) from None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _order(month: int, day: str, found: re.Match[str], given: str) -> tuple[int, str]:
    first, second = int(day), month
    if found["s"] == "." or first == second or first > 12:
        return second, day
    if second > 12:
        return first, str(second)
    raise BadDate(f"{_short(given)} could be two different days", remedy=REMEDY)


def _short(given: str) -> str:
    line = " ".join(given.split())
    return repr(line if len(line) <= 40 else line[:39] + "…")
