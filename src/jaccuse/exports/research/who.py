"""What actors are in the terms of research data sets: states with their names, firms, media, groups, persons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

from ...claim import Actor
from ...ledger.facets import state_of
from ...render.safe import one_line
from ..dossier.english import English
from ..dossier.naming import states

#: Bodies of states: what they say is said in their own name, not in a state's.
BODIES = {
    "NATO",
    "UN",
    "G7",
    "G20",
    "OPCW",
    "OSCE",
    "INTERPOL",
    "ICC",
    "COUNCIL-OF-EUROPE",
    "ASEAN",
    "AFRICAN-UNION",
    "FIVE-EYES",
}
#: Ties by which a state is alleged to stand behind people who are not its organs.
SUGGESTED = ("directed", "contracted", "backed", "affiliated", "linked", "encouraged", "tolerated", "rogue")


@lru_cache(1)
def kinds() -> dict[str, str]:
    """Which bodies are firms and which are media, by the reader's knowledge."""
    found: dict[str, str] = {}
    for name in ("common.tsv", "en.tsv"):
        data = resources.files("jaccuse").joinpath(f"knowledge/data/{name}").read_text(encoding="utf-8")
        for line in data.splitlines():
            _, kind, code, *_ = line.split("\t")
            if code.startswith("org:") and kind in ("firm", "media", "organ"):
                found.setdefault(code, kind)
    return found


def country(code: str) -> str | None:
    """The English name of a code's state; None where it has none."""
    state = states().get(state_of(code) or "")
    return state.english.removeprefix("the ") if state else None


def named(actor: Actor, tongue: English, publisher: str | None = None) -> str:
    """The actor's name in English."""
    if actor.actor == "publication":
        return one_line(publisher or "the publication")
    if actor.actor == "unnamed":
        return "not named"
    return tongue.who(actor).bare


def countries(actors: Iterable[Actor]) -> list[str | None]:
    """The states of several actors."""
    return [country(actor.actor) for actor in actors]
