"""One actor as a phrase names it, and how several that name the same are made one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..claim import Link, Span

# the closer tie wins where several words speak of one state (codebook: one entry a state)
CLOSENESS = {
    link: rank
    for rank, link in enumerate(
        ("none", "nationality", "located", "tolerated", "encouraged", "linked", "affiliated", "backed", "contracted",
         "directed", "rogue", "organ", "state")
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One actor as a phrase names it; `sure` tells whether the phrase by itself marks an attacker in cyberspace."""

    actor: str
    span: Span
    link: Link = "none"
    link_span: Span | None = None
    count: int | None = None
    nationality: str | None = None
    role: str | None = None
    candidates: tuple[str, ...] = ()
    rule: str = ""
    sure: bool = False


def slug(name: str) -> str:
    """Lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def merge(parties: Iterable[Party]) -> list[Party]:
    """One entry an actor, the closest link kept; an organ takes up the bare state beside it."""
    best: dict[str, Party] = {}
    for party in parties:
        known = best.get(party.actor)
        if known is None or CLOSENESS[party.link] > CLOSENESS[known.link]:
            best[party.actor] = replace(party, sure=party.sure or bool(known and known.sure))
    organs = {a.split("/")[0]: p for a, p in best.items() if "/" in a and ":" not in a}
    for state, organ in organs.items():
        bare = best.pop(state, None)
        if bare is not None and CLOSENESS[bare.link] > CLOSENESS[organ.link] and bare.link != "state":
            best[organ.actor] = replace(organ, link=bare.link, link_span=bare.link_span)
    return list(best.values())
