"""What actors are called outside: a name and a kind for each code of the codebook, whatever document speaks of them."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Literal, NamedTuple

from ..ledger.words import fold

Kind = Literal["state", "body", "organ", "organization", "group", "person", "publication", "nobody"]

#: States whose short name the knowledge data does not put first.
_STATES = {
    "US": "United States",
    "GB": "United Kingdom",
    "KP": "North Korea",
    "KR": "South Korea",
    "AE": "United Arab Emirates",
}
_BODIES = {"EU": "European Union", "UN": "United Nations", "NATO": "NATO", "FIVE-EYES": "Five Eyes"}


class Called(NamedTuple):
    """name: for people; kind: what the code stands for; state: of a state and its organs, ISO 3166-1."""

    name: str
    kind: Kind
    state: str | None = None


@lru_cache(50_000)
def called(code: str) -> Called:
    """The name and kind of an actor's code."""
    kind, colon, slug = code.partition(":")
    if colon:
        if kind == "person":
            return Called(_words(slug), "person")
        name = _known().get(code) or _words(slug)
        return Called(name, "group") if kind == "group" else Called(name, "organization")
    if code in ("publication", "unnamed", "unknown"):
        names = {"publication": "The publication itself", "unnamed": "Somebody unnamed", "unknown": "Unnamed people"}
        return Called(names[code], "publication" if code == "publication" else "nobody")
    principal, slash, organ = code.partition("/")
    state = principal if len(principal) == 2 and principal.isalpha() and principal not in ("EU", "UN") else None
    of = _STATES.get(principal) or _BODIES.get(principal) or _known().get(principal) or principal.replace("-", " ").title()
    if principal.isupper() and of == principal.title():
        of = principal
    if not slash:
        return Called(of, "state" if state else "body", state)
    return Called(f"{_known().get(code) or _words(organ)} ({of})", "organ", state)


def _words(slug: str) -> str:
    """A name out of the part of a code that names: short parts are taken for initials."""
    parts = slug.split("-")
    if len(parts) == 1 and (len(slug) <= 4 or slug[-1].isdigit()):
        return slug.upper()
    return " ".join(part.capitalize() for part in parts)


@lru_cache(1)
def _known() -> dict[str, str]:
    """The name that a code is made of, for each code of the knowledge data that has such a name; states by their short name."""
    found: dict[str, str] = {}
    folder = resources.files("jaccuse").joinpath("knowledge", "data")
    for file in ("common.tsv", "en.tsv"):
        for line in folder.joinpath(file).read_text(encoding="utf-8").splitlines():
            name, kind, code, *_ = line.split("\t")
            name = name.replace("|", "")
            if kind == "state":
                found[code] = min(found.get(code, name), name, key=lambda one: (len(one) < 4, len(one), one))
            elif kind in ("group", "organ", "firm", "media", "org", "igo"):
                tail = code.rpartition("/")[2].rpartition(":")[2]
                if _slug(name) == tail and (code not in found or _better(name, found[code])):
                    found[code] = name
    return found


def _better(name: str, than: str) -> bool:
    """Whether a spelling is the one to show: with capitals, then shorter, then first by letters."""
    return (name.islower(), len(name), name) < (than.islower(), len(than), than)


def _slug(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in fold(name)).split())
