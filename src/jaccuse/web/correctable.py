"""Which values of a claim a person may correct, and what the codebook allows for each."""

from __future__ import annotations

from typing import NamedTuple, get_args

from ..claim import (
    Act,
    Attribution,
    Claim,
    Level,
    Link,
    Measure,
    MeasureKind,
    MeasureStatus,
    Reply,
    ReplyKind,
    Status,
    SupportKind,
)
from ..ledger.entries import sides

#: Every code that some correction may need, for lists to choose from.
CODES: tuple[str, ...] = tuple(
    dict.fromkeys(
        code
        for codes in (Status, MeasureStatus, Act, Link, MeasureKind, ReplyKind, SupportKind, Level)
        for code in get_args(codes)
    )
)


class Correctable(NamedTuple):
    """One value: its path, what it is now, and the codes it may have (none: any text)."""

    path: str
    now: str
    codes: tuple[str, ...]


def correctable(claim: Claim) -> list[Correctable]:
    """The values of a claim by their paths, as `jaccuse review --correct` has them."""
    found: list[Correctable] = []
    if isinstance(claim, Attribution):
        found += [Correctable("status", claim.status, get_args(Status)), Correctable("act", claim.act, get_args(Act))]
        names = ("claimants", "accused")
    elif isinstance(claim, Measure):
        found.append(Correctable("status", claim.status, get_args(MeasureStatus)))
        found.append(Correctable("measure", claim.measure, get_args(MeasureKind)))
        names = ("by", "against")
    elif isinstance(claim, Reply):
        found += [Correctable("reply", claim.reply, get_args(ReplyKind)), Correctable("status", claim.status, get_args(Status))]
        names = ("by", "to")
    else:
        found.append(Correctable("support", claim.support, get_args(SupportKind)))
        names = ("by", "of")
    _, acting, acted_on = sides(claim)
    for name, actors in zip(names, (acting, acted_on), strict=True):
        for place, actor in enumerate(actors):
            at = actor.actor if "." not in actor.actor else str(place)
            found.append(Correctable(f"{name}.{at}.actor", actor.actor, ()))
            if actor.link is not None:
                found.append(Correctable(f"{name}.{at}.link", actor.link, get_args(Link)))
    if isinstance(claim, Attribution) and claim.certainty:
        found.append(Correctable("certainty.level", claim.certainty.level, get_args(Level)))
    return found
