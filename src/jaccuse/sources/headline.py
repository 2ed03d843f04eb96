"""The publication date where only the text or the address has it: a first line, a dateline, a path like /2021/07/19/."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ..errors import BadDate
from .dates import DAY_MONTH_YEAR, MONTH_DAY_YEAR, MONTH_YEAR, WEEKDAY, normalise_date

_LINES, _CHARS, _ALONE_CHARS = 6, 1_000, 60

_WORDS = "|".join(re.sub(r"\?P<\w>", "?:", form) for form in (DAY_MONTH_YEAR, MONTH_DAY_YEAR, MONTH_YEAR))
_DATE = rf"((?:19|20)\d\d-\d\d(?:-\d\d)?(?![\d-])|{WEEKDAY}(?:{_WORDS})(?!\w))"
_TAG = (
    r"(?:date(?: de publication)?|published(?: on)?|publication date|posted(?: on)?|release date|"
    r"publiée?(?: le)?|paru(?: le)?|mis en ligne le|veröffentlicht(?: am)?|publicado(?: el)?)"
)
# " date 2021-07 Les États-Unis …": the word at the very start of a line, the date right after it.
_TAGGED = re.compile(rf"[\W_]{{0,4}}{_TAG}\s*[:=]?\s*{_DATE}", re.IGNORECASE)
_TAGGED_YEAR = re.compile(rf"[\W_]{{0,4}}{_TAG}\s*[:=]?\s*((?:19|20)\d\d)(?:\s*$|(?=\s+[^\W\d]))", re.IGNORECASE)
# "WASHINGTON, July 19, 2021 (Reuters) -", "Paris, le 19 juillet 2021 –": a place, the date, a dash or an agency.
_NOT_A_PLACE = r"(?![\W_]*(?i:updated?|last|modifi|mise?s? à jour|actualis|aktualis|corrected))"
_PLACE = (
    r"[\W_]{0,4}[^\W\d_a-z][\w'’.-]{1,20}(?: [\w'’.-]{1,20}){0,3}(?:, [^\W\d_]{2,12}\.?)?"
    r"(?:,|,? ?\([^()]{2,20}\))(?: ?[-–—])? |"
    r"[\W_]{0,4}[A-ZÀ-Þ]{3,20}(?:[ -][A-ZÀ-Þ]{2,20}){0,3} "
)
_DATELINE = re.compile(rf"{_NOT_A_PLACE}(?:{_PLACE})(?:(?i:le|den|the) )?(?i:{_DATE})\)?\s*(?:[-–—:(/.])")
_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01])(?!\d))?(?=[/._-]|$)")


def date_of_head(text: str) -> str | None:
    """The date that the first lines of a text give as that of its publication, or None.

    Looked at are a line that starts with `date`, `Published`, `Publié le` and the like, a line that is a date and nothing
    else, and a dateline. A date inside a sentence is never taken.
    """
    for line in [line for line in text[:_CHARS].splitlines() if line.strip()][:_LINES]:
        for form in (_TAGGED, _TAGGED_YEAR, _DATELINE):
            if (found := form.match(line)) and (date := _or_none(found[1])):
                return date
        bare = line.strip(" \t|·–-—")
        if len(bare) <= _ALONE_CHARS and not bare.isdigit() and (date := _or_none(bare)):
            return date
    return None


def date_of_address(url: str | None) -> str | None:
    """The date in the path of a URL (`/2021/07/19/…`, `/2021/07/…`, `…/2021-07-19-…`), or None."""
    if not url:
        return None
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = _PATH.search(path) or re.search(r"[/_-](20\d\d)-(0[1-9]|1[0-2])-([0-2]\d|3[01])(?!\d)", path)
    return _or_none("-".join(part for part in found.groups() if part)) if found else None


def _or_none(date: str) -> str | None:
    try:
        return normalise_date(date)
    except BadDate:
        return None
