"""What actors are called in a dossier: names of states, organs and bodies from lists, everybody else as documents write them.

The lists are words/states.tsv (made by tools/state_names.py from CLDR) and words/organs.tsv (made by hand). A name out of a
document is taken only where its letters are those of the actor's code, so that no pronoun or description becomes a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from ...claim import Actor, Claim
from ...ledger.entries import sides
from ...ledger.facets import state_of
from ...ledger.names import name_key
from ...render.safe import one_line

#: Kinds of names in the reader's knowledge that spell a code out.
_SPELT = ("group", "firm", "media", "organ", "org")


class State(NamedTuple):
    """A state's names with their articles, and its adjectives. gender: of the French name; french: m, f, mp, fp."""

    english: str
    french: str
    gender: str
    adjective: str
    adjectives: tuple[str, ...]


class Organ(NamedTuple):
    """An organ's or body's names with their articles, and gender and number of the French one."""

    english: str
    french: str
    gender: str


@lru_cache(1)
def states() -> dict[str, State]:
    """The states by ISO 3166-1 code."""
    found = {}
    for code, english, french, gender, adjective, adjectives in _rows("states.tsv", 6):
        found[code] = State(english, french, gender, adjective, tuple(filter(None, adjectives.split(","))))
    return found


@lru_cache(1)
def organs() -> dict[str, Organ]:
    """Organs and bodies by code; `*/role` for those that every state may have."""
    return {code: Organ(english, french, gender) for code, english, french, gender in _rows("organs.tsv", 4)}


def spelt(claims: Iterable[Claim]) -> dict[str, str]:
    """How documents write the names of groups, firms, bodies and persons: the most frequent spelling of each code."""
    seen: dict[str, Counter[str]] = {}
    for claim in claims:
        _, by, to = sides(claim)
        for actor in (*by, *to, *((claim.reported_by,) if claim.reported_by else ())):
            words = one_line(actor.name or "")
            if words and name_key(words) == name_key(_slug(actor.actor)):
                seen.setdefault(actor.actor, Counter())[words] += 1
    return {code: min(found, key=lambda words: (-found[words], words)) for code, found in seen.items()}


def proper(code: str, written: dict[str, str]) -> str:
    """The name of a group, firm, body or person: as documents or the reader's knowledge spell it, else out of the code."""
    known = _known().get(code)
    seen = written.get(code)
    if seen and (seen != seen.lower() or not known):
        return seen if seen != seen.lower() else _title(code)
    return known or _title(code)


def persons(actor: Actor) -> bool:
    """Whether it is a named person, who is presumed innocent."""
    return actor.actor.startswith("person:")


def home(code: str) -> str | None:
    """The state of a code, where it is one that has a name here."""
    state = state_of(code)
    return state if state in states() else None


def _slug(code: str) -> str:
    return code.rpartition("/")[2].rpartition(":")[2]


def _title(code: str) -> str:
    words = [
        word.upper() if any(sign.isdigit() for sign in word) else word[:1].upper() + word[1:] for word in _slug(code).split("-")
    ]
    return one_line(" ".join(words))


@lru_cache(1)
def _known() -> dict[str, str]:
    """Spellings of the reader's knowledge whose letters are those of the code."""
    found: dict[str, str] = {}
    for name in ("common.tsv", "en.tsv"):
        data = resources.files("jaccuse").joinpath(f"knowledge/data/{name}").read_text(encoding="utf-8")
        for line in data.splitlines():
            words, kind, code, *_ = line.split("\t")
            if (
                kind in _SPELT
                and name_key(words) == name_key(_slug(code))
                and _looks(words, code) > _looks(found.get(code, ""), code)
            ):
                found[code] = words
    return found


def _looks(words: str, code: str) -> tuple[bool, bool, bool, int]:
    """How much a spelling is like a name in print: as many words as the code has, and capitals, but not only."""
    parts = len(words.replace("-", " ").split()) == len(_slug(code).split("-"))
    shouted = words.isupper() and len(words) > 5 and words.isalpha()
    return parts, words != words.lower(), not shouted, sum(letter.isupper() for letter in words)


def _rows(name: str, cells: int) -> Iterable[list[str]]:
    data = resources.files(__package__).joinpath(f"words/{name}").read_text(encoding="utf-8")
    for line in data.splitlines():
        if line and not line.startswith("#"):
            yield (line.split("\t") + [""] * cells)[:cells]
