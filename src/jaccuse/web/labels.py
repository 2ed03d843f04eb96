"""Codes, dates and numbers as people write them in a language. Names of states, dates and numbers come from CLDR, by Babel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from . import texts

#: Parts of organs' codes that are written in capitals, though longer than four letters, and words that are not.
_SMALL = ("of", "and", "for", "the", "de", "du", "des", "la", "le", "on", "in")
_WORDS = (
    "navy", "army", "bank", "east", "west", "unit", "team", "bear", "wolf", "labs", "news", "post", "fire", "eye", "air",
    "base", "gang", "crew", "dark", "side", "blue", "red", "new", "york", "time", "intel", "cozy", "mint", "ant", "cat",
    "hive", "play", "lock", "bit", "zhu", "hua", "meta", "dell", "sony", "bbc", "home", "king", "lab", "kim", "park", "jin",
)  # fmt: skip
_THE = ("US", "GB", "NL", "PH", "AE", "CF", "CD", "CG", "DO", "BS", "GM", "MV", "SC", "KM", "MH", "SB", "EU", "UN", "OPCW")
_FR_PLURAL = ("US", "NL", "PH", "AE", "MV", "SC", "KM", "BS", "MH", "SB", "FJ", "TO", "FIVE-EYES")
_FR_BARE = (
    "CU", "IL", "TW", "CY", "MT", "SG", "HT", "DJ", "MG", "MC", "AD", "MU", "BH", "SM", "HK", "MO", "BB", "TT", "LC", "KN",
    "VC", "AG", "DM", "NR", "TV", "KI", "VU", "PW", "PR", "GI", "ST", "OM",
)  # fmt: skip
_FR_MALE = ("MX", "KH", "MZ", "ZW", "BZ", "SR", "MU")


@lru_cache(4)
def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB", "fr": "fr_FR"}[language])


@lru_cache(20_000)
def actor(code: str, language: str) -> str:
    """The name of an actor's code: `United States`, `White House (US)`, `APT28`."""
    if texts.has(f"actor.{code}"):
        return texts.text(language, f"actor.{code}")
    kind, colon, name = code.partition(":")
    if colon:
        return _titled(name, group=kind == "group")
    state, slash, organ = code.partition("/")
    if slash:
        known = texts.text(language, f"organ.{organ}") if texts.has(f"organ.{organ}") else _titled(organ)
        return f"{known} ({state})"
    return str(_locale(language).territories.get(state, state))


@lru_cache(20_000)
def in_sentence(code: str, language: str) -> str:
    """The name as it stands in a sentence, with the article that it has there: `the United States`, `la Russie`."""
    name = actor(code, language)
    if ":" in code or "/" in code or not code.isupper():
        return name
    if language == "en":
        return f"the {name}" if code in _THE else name
    if texts.has(f"actor.{code}") or code in _FR_BARE:
        return f"les {name}" if code == "FIVE-EYES" else f"l’{name}" if code in ("EU", "UN") else name
    if code in _FR_PLURAL:
        return f"les {name}"
    if name[:1].lower() in "aeiouhéèêîâôyœ" and code not in ("YE", "HN"):
        return f"l’{name}"
    return f"la {name}" if name.endswith("e") and code not in _FR_MALE else f"le {name}"


def is_plural(code: str, language: str) -> bool:
    """Whether a verb after the name stands in the plural."""
    return code == "unknown" or (language == "fr" and code in _FR_PLURAL)


def day(value: str, language: str) -> str:
    """A date as precise as it is: `19 July 2021`, `July 2021`, `2021`."""
    parts = [int(part) for part in value.split("-")]
    try:
        if len(parts) == 1:
            return value
        if len(parts) == 2:
            return format_skeleton("yMMMM", date(parts[0], parts[1], 1), locale=_locale(language))
        return format_date(date(*parts), "d MMMM y", locale=_locale(language))
    except ValueError:
        return value


def number(value: int | float, language: str) -> str:
    """`1,234`, `1 234`."""
    return format_decimal(value, locale=_locale(language))


def listing(words: Sequence[str], language: str) -> str:
    """`a, b and c`."""
    return format_list(list(words), locale=_locale(language))


def _titled(slug: str, *, group: bool = False) -> str:
    words = []
    for place, word in enumerate(slug.replace("_", "-").split("-")):
        if any(letter.isdigit() for letter in word):
            words.append(word.upper())
        elif word in _SMALL and place:
            words.append(word)
        elif len(word) <= 4 and word not in _WORDS and not (group and len(word) == 4) and "-" not in slug:
            words.append(word.upper())
        else:
            words.append(word[:1].upper() + word[1:])
    return " ".join(words)
