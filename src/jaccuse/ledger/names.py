"""Names of actors: what documents call them, and who says that two names mean the same. Nothing is merged by it.

That two names mean one group is a claim with a source, like any other here. Three kinds of it stand side by side: what the
knowledge data of this package takes for one (its sources are named there), what people recorded, and what contradicts that.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

import msgspec
from sqlalchemy import Connection, select

from ..errors import ReviewRefused
from .content_tables import acts, names
from .entries import Entry, Naming
from .filters import actor_code
from .ledger import Ledger
from .queries import Views
from .rows import ActorRow
from .words import fold

#: Where the aliases of groups in the knowledge data are from (knowledge/SOURCES.md).
KNOWLEDGE = "jaccuse's knowledge data (this project's list; MISP galaxy, restating MITRE ATT&CK)"


class NameSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Words by which documents name the actor, and in how many places of claims that count."""

    name: str
    number: int


class NameClaim(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody holds that `other` means the actor, or does not. act: the decision that says so, None for the knowledge data."""

    other: str
    verdict: str
    source: str
    by: str
    act: str | None = None
    reason: str | None = None


class ActorPage(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with its names. disputed: names on which the claims contradict each other."""

    actor: ActorRow
    seen: tuple[NameSeen, ...]
    claims: tuple[NameClaim, ...]
    disputed: tuple[str, ...]


def actor_page(connection: Connection, code: str) -> ActorPage:
    """What is known of an actor's names; nothing where the ledger and the knowledge data do not have it."""
    code = actor_code(code)
    query = select(names.c.name, names.c.number).where(names.c.actor == code)
    rows = connection.execute(query.order_by(names.c.number.desc(), names.c.name)).fetchall()
    seen = tuple(NameSeen(name=name, number=number) for name, number in rows)
    known = [NameClaim(other=name, verdict="same", source=KNOWLEDGE, by="jaccuse") for name in aliases().get(code, ())]
    mine = {name_key(code), *(name_key(row.name) for row in seen), *(name_key(claim.other) for claim in known)}
    said = recorded(connection, mine, code)
    verdicts: dict[str, set[str]] = {}
    for claim in (*known, *said):
        verdicts.setdefault(name_key(claim.other), set()).add(claim.verdict)
    disputed = tuple(sorted({c.other for c in (*known, *said) if len(verdicts[name_key(c.other)]) > 1}, key=fold))
    return ActorPage(actor=Views(connection).actor(code), seen=seen, claims=(*said, *known), disputed=disputed)


def recorded(connection: Connection, mine: set[str], code: str) -> list[NameClaim]:
    """The standing acts on names of this actor, by whichever of its names; oldest first."""
    query = select(acts).where(acts.c.act == "naming", acts.c.stands).order_by(acts.c.seq)
    found: list[NameClaim] = []
    for row in connection.execute(query).mappings():
        naming = msgspec.json.decode(row["body"], type=Naming)
        keys = (name_key(naming.left), name_key(naming.right))
        if keys[0] not in mine and keys[1] not in mine:
            continue
        other = naming.right if keys[0] in mine and keys[1] != name_key(code) else naming.left
        found.append(
            NameClaim(
                other=other, verdict=naming.verdict, source=naming.source, by=naming.by, act=row["id"], reason=naming.reason
            )
        )  # fmt: skip
    return found


def name(ledger: Ledger, left: str, right: str, verdict: str, *, source: str, by: str, reason: str = "") -> Entry:
    """Record that two names mean the same actor, or do not. Durable when it returns. Raises ReviewRefused."""
    if name_key(left) == name_key(right):
        raise ReviewRefused(f"{left!r} and {right!r} are one name")
    if not source.strip():
        raise ReviewRefused("no source is given", remedy="add --source: who says so, and where")
    if not by.strip():
        raise ReviewRefused("nobody is named as recording it", remedy="add --by NAME, or set JACCUSE_BY")
    act = Naming(left=left, right=right, verdict=verdict, source=source, by=by, reason=reason or source)  # type: ignore[arg-type]
    return ledger.act(act)


def name_key(words: str) -> str:
    """A name as it is compared: `group:apt28`, `APT28` and `apt-28` are one, and so are `Fancy Bear` and `FancyBear`."""
    return "".join(letter for letter in fold(words.partition(":")[2] or words) if letter.isalnum())


@lru_cache(1)
def aliases() -> dict[str, list[str]]:
    """The names of threat groups in the knowledge data, by code."""
    found: dict[str, list[str]] = {}
    data = resources.files("jaccuse").joinpath("knowledge/data/common.tsv").read_text(encoding="utf-8")
    for line in data.splitlines():
        words, kind, code, *_ = line.split("\t")
        if kind == "group":
            found.setdefault(code, []).append(words)
    return found
