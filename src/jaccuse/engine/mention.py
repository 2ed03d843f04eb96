"""What the finder gives out, and what it works on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from jaccuse.engine.gazetteer import Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a text.

    start, end: code points, `text == document[start:end]`. kind: state, demonym, capital, organ, igo, firm, media, group,
    malware, collective, person or sympathy ("pro-Russian"). actor: the codebook's code, None where it stays open; then
    `candidates` holds the codes or states it could be. state: the state it belongs to. role: slug of an organ's part
    ("mfa", "police") where the words give one. rule: the rule that resolved it.
    """

    start: int
    end: int
    text: str
    kind: str
    actor: str | None
    state: str | None
    role: str | None = None
    candidates: tuple[str, ...] = ()
    rule: str = ""


@dataclass(slots=True)
class Draft:
    """A mention in the making, on the folded text."""

    start: int
    end: int
    kind: str
    actor: str | None
    state: str | None
    rule: str
    entry: Entry
    role: str | None = None
    candidates: tuple[str, ...] = ()
    dropped: bool = False
    entry_text: str = ""  # the words of a role alone, without its state


def principal(actor: str) -> str:
    """The principal of a code: `US/doj` gives `US`, `org:crowdstrike/adam-meyers` gives `org:crowdstrike`."""
    return actor.split("/", 1)[0]


def is_state(code: str) -> bool:
    """Whether a code is that of a state (ISO 3166-1 alpha-2), not of a body of states, a firm or a group."""
    return (re.fullmatch(r"[A-Z]{2}", code) is not None and code not in {"EU", "UN", "AU"}) or code == "AU"


def agent_of(state: str, role: str, agents: dict[tuple[str, str], str]) -> str:
    """The code of a state's organ of a role: the state itself for its government, `US/state-department` for the US's mfa."""
    agent = agents.get((state, role)) or agents.get(("*", role)) or role
    return state if agent == "-" else f"{state}/{agent}"


def slugged(name: str) -> str:
    """A name as the agent's part of a code: lower case, no accents, words joined by hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", plain).strip("-")


def word_set(words: str) -> frozenset[str]:
    """The words of a string."""
    return frozenset(words.split())
