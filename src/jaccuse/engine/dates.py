"""Dates in a text, and what they come to by the publication date: only as precise as the words allow."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from jaccuse.claim import DateValue, Empty, Span
from jaccuse.engine.calendar import Period, Published, of_publication
from jaccuse.engine.lexicon import Entries, expression, fold, primary, words
from jaccuse.errors import DataError

NAME = "dates"
Tense = Literal["past", "future"]
Shift = Literal["before", "after", "last_year", "this_year", "next_year"]
_SHIFTS: tuple[Shift, ...] = ("before", "after", "last_year", "this_year", "next_year")
_PLACE = re.compile(r"\{(\w+)\}")
_NUMERIC = re.compile(
    r"(?<![\w/.\-])(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)|(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<c>(?:19|20)\d\d))(?![\w/\-])"
)
_YEAR = r"(?:19[89]\d|20[0-4]\d)(?![\w$€%]|[.,]\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[.,:]\d)"


class DateMention(NamedTuple):
    """Words that name a date. What they say is in the numbers; what they leave open is None.

    unit, by: for relative dates, "week" and -1 for "last week". shift: strictly before or after the publication, or in the
    year before, of or after it. role: whether the words around say that something begins or ends then. ahead: whether they make
    it a deadline.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str | None = None
    by: int = 0
    loose: bool = False
    shift: Shift | None = None
    role: Literal["start", "end"] | None = None
    ahead: bool = False


class _Lexicon(NamedTuple):
    forms: re.Pattern[str]
    shifts: tuple[Shift | None, ...]
    months: dict[str, int]
    weekdays: dict[str, int]
    capital: bool
    needs_cue: frozenset[str]
    relative: dict[str, tuple[str, int]]
    units: dict[str, str]
    numbers: dict[str, int]
    numeric: str
    month_cue: re.Pattern[str]
    year_cue: re.Pattern[str]
    year_after: re.Pattern[str] | None
    range: re.Pattern[str]
    between: re.Pattern[str]
    deadline: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    refuse: re.Pattern[str]


def _alternatives(items: object) -> str:
    return "|".join(expression(str(w)) for w in sorted(items, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def _form(number: int, template: str, places: dict[str, str], where: str) -> str:
    body, last = "", 0
    for m in _PLACE.finditer(template):
        if m[1] not in places:
            raise DataError(f"unknown place {m[0]} in {template!r}", source=where)
        body += expression_part(template[last : m.start()]) + f"(?P<{m[1]}_{number}>{places[m[1]]})"
        last = m.end()
    return body + expression_part(template[last:])


def expression_part(words_: str) -> str:
    """A piece of a template between two places: spaces at its edges count."""
    if not words_.strip():
        return r"\s{1,2}" * bool(words_)
    lead, tail = words_[: len(words_) - len(words_.lstrip())], words_[len(words_.rstrip()) :]
    return r"\s{1,2}" * bool(lead) + expression(words_) + r"\s{1,2}" * bool(tail)


@cache
def _lexicon(language: str) -> _Lexicon:
    entries = Entries.of(language, NAME)
    names, forms, cues, ago = (entries.sub(k) for k in ("names", "forms", "cues", "ago"))
    months = {k: int(v) for k, v in names.numbers("months").items()}
    weekdays = {k: int(v) for k, v in names.numbers("weekdays").items()}
    numbers = {k: int(v) for k, v in ago.numbers("numbers").items()}
    units = {fold(k): str(v) for k, v in ago.sub("units").table.items()}
    relative = {}
    for phrase, meaning in entries.sub("relative").sub("words").table.items():
        unit, by = str(meaning).split()
        relative[fold(phrase)] = (unit, int(by))
    places = {
        "day": _DAY, "year": _YEAR, "month": _alternatives(months), "weekday": _alternatives(weekdays),
        "part": _alternatives(entries.sub("parts").strings("words", None)), "n": rf"\d{{1,2}}|{_alternatives(numbers)}",
        "unit": _alternatives(units), "phrase": _alternatives(relative),
    }  # fmt: skip
    templates: list[tuple[str, Shift | None]] = [(t, shift) for shift in _SHIFTS for t in forms.strings(shift)]
    templates += [(t, None) for t in ago.strings("forms", None)] + [("{phrase}", None)]
    templates += [(t, None) for t in forms.strings("plain", None)]
    body = "|".join(f"(?P<form_{i}>{_form(i, t, places, entries.where)})" for i, (t, _) in enumerate(templates))
    fillers = f"(?:(?:{_alternatives(cues.strings('fillers'))})[ -]){{0,2}}"
    return _Lexicon(
        re.compile(rf"(?<![\w$€£#/@.\-])(?:{body})(?![\w])"),
        tuple(shift for _, shift in templates),
        months, weekdays, bool(names.table.get("capital")), frozenset(map(fold, names.strings("needs_cue"))),
        relative, units, numbers, entries.text("numeric", ""),
        words(cues.strings("month", None), after=r"[\s']{0,2}$"), words(cues.strings("year", None), after=r"[\s']{0,2}$"),
        cues.words("year_after"),
        re.compile(rf"(?:\d|[^\W\d])\s?(?:-|(?:{_alternatives(cues.strings('range', None))})\s)\s?$"),
        re.compile(rf"\s?(?:-|(?:{_alternatives(cues.strings('range', None))})\s)\s?{fillers}"),
        words(cues.strings("deadline", None), after=rf"\s{fillers}$"),
        words(cues.strings("start", None), after=rf"\s{fillers}$"), words(cues.strings("end", None), after=rf"\s{fillers}$"),
        words(entries.sub("refuse").strings("phrases", None)),
    )  # fmt: skip


def _cued(found: dict[str, str], text: str, folded: str, start: int, end: int, lexicon: _Lexicon, after_date: bool) -> bool:
    """Whether a bare month or year stands where a date can stand."""
    before = folded[max(0, start - 25) : start]
    if set(found) == {"month"}:
        return found["month"] not in lexicon.needs_cue or lexicon.month_cue.search(before) is not None
    if set(found) == {"year"}:
        if folded[start - 1 : start] == "(" and folded[end : end + 1] in (")", ",", "-"):
            return True
        if (after_date and lexicon.range.search(before)) or lexicon.year_cue.search(before):
            following = folded[end : end + 40]
            return (
                re.match(r"\s\w+s\b(?<!as)", following) is None
                or before.endswith(("in ", "en ", "since ", "depuis "))
                or (lexicon.year_after is not None and lexicon.year_after.match(following.lstrip()) is not None)
            )
        return lexicon.year_after is not None and lexicon.year_after.match(folded[end : end + 40].lstrip()) is not None
    return True


def find_dates(text: str, language: str) -> list[DateMention]:
    """Every date that words or digits of `text` name, in order."""
    lexicon = _lexicon(primary(language))
    folded = fold(text)
    found = [d for m in _NUMERIC.finditer(folded) if (d := _numeric(m, lexicon.numeric))]
    taken = bytearray(len(text))
    for start, end in [*(m.span() for m in lexicon.refuse.finditer(folded)), *((d.start, d.end) for d in found)]:
        taken[start:end] = b"\x01" * (end - start)
    last = -1
    for m in lexicon.forms.finditer(folded):
        start, end = m.span()
        number = int(str(m.lastgroup).rsplit("_", 1)[1])
        said = {key.rsplit("_", 1)[0]: value for key, value in m.groupdict().items() if value is not None}
        del said["form"]
        if any(taken[start:end]):
            continue
        if lexicon.capital and not all(text[m.start(f"{k}_{number}")].isupper() for k in ("month", "weekday") if k in said):
            continue
        if not _cued(said, text, folded, start, end, lexicon, start - last < 8 and last >= 0):
            continue
        last = end
        found.append(_mention(said, start, end, lexicon.shifts[number], folded, lexicon))
    return _ranges(sorted(found), folded, lexicon)


def _ranges(found: list[DateMention], folded: str, lexicon: _Lexicon) -> list[DateMention]:
    """The two ends of a range know of each other: one begins, one ends, and the first has the year of the second."""
    for i in range(len(found) - 1):
        low, high = found[i], found[i + 1]
        if high.start - low.end > 12 or not lexicon.between.fullmatch(folded, low.end, high.start):
            continue
        year = low.year
        if year is None and low.month is not None and high.year is not None and high.month is not None:
            year = high.year - (low.month > high.month)
        found[i], found[i + 1] = low._replace(role=low.role or "start", year=year), high._replace(role="end")
    return found


def _mention(said: dict[str, str], start: int, end: int, shift: Shift | None, folded: str, lexicon: _Lexicon) -> DateMention:
    before = folded[max(0, start - 40) : start]
    role: Literal["start", "end"] | None = None
    if lexicon.start.search(before):
        role = "start"
    elif lexicon.end.search(before):
        role = "end"
    unit, by, loose = None, 0, False
    if "phrase" in said:
        unit, by = lexicon.relative[said["phrase"]]
    elif "unit" in said:
        unit, loose = lexicon.units[said["unit"]], True
        by = -(int(said["n"]) if said["n"].isdigit() else lexicon.numbers[said["n"]])
    elif shift == "this_year" and "month" not in said:
        unit, shift = "year", None
    return DateMention(
        start, end,
        int(said["year"]) if "year" in said else None,
        lexicon.months[said["month"]] if "month" in said else None,
        int(said["day"]) if "day" in said else None,
        lexicon.weekdays[said["weekday"]] if "weekday" in said and "day" not in said else None,
        unit, by, loose, shift, role, lexicon.deadline.search(before) is not None,
    )  # fmt: skip


def _numeric(m: re.Match[str], order: str) -> DateMention | None:
    if m["y"]:
        year, month, day = int(m["y"]), int(m["m"]), int(m["d"])
    else:
        a, b, year = int(m["a"]), int(m["b"]), int(m["c"])
        if not order:
            order = "dmy" if a > 12 or a == b else "mdy" if b > 12 else ""
        if not order:
            return DateMention(m.start(), m.end(), year)
        day, month = (a, b) if order == "dmy" else (b, a)
    return DateMention(m.start(), m.end(), year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def resolve(mention: DateMention, published: str | None, tense_hint: Tense | None = None) -> DateValue | Empty:
    """The date that a mention comes to, or an empty field with the reason."""
    anchors = (Span(mention.start, mention.end),)
    period: Period | str
    if mention.year is not None:
        period = Period.of(mention.year, mention.month, mention.day)
        rule = "date:absolute"
    else:
        when = of_publication(published)
        if isinstance(when, str):
            return Empty(field="date", reason=when)
        period, rule = _by_publication(mention, when, tense_hint)
    if isinstance(period, str):
        return Empty(field="date", reason=period)
    value, precision = period.narrowed()
    if precision is None:
        return Empty(field="date", reason=value)
    return DateValue(value=value, precision=precision, rule=rule, anchors=anchors)


def _by_publication(mention: DateMention, when: Published, tense: Tense | None) -> tuple[Period | str, str]:
    if mention.unit is not None:
        return when.shifted(mention.unit, mention.by, loose=mention.loose), f"date:{mention.unit}"
    if mention.weekday is not None:
        return when.weekday(mention.weekday, mention.shift, "future" if mention.ahead else tense), "date:weekday"
    if mention.month is None:
        return "names no day, month or year", "date"
    years = {"last_year": -1, "this_year": 0, "next_year": 1}
    if mention.shift in years:
        return Period.of(when.first.year + years[mention.shift], mention.month, mention.day), "date:year"
    return when.nearest(mention.month, mention.day, mention.shift, None if mention.ahead else tense), "date:no-year"
