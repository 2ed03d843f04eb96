"""By what a claim can be found: who does what to whom in it, and which plain values it has. Pure functions, no database.

Roles say exactly what somebody does in a claim, so that nobody is found as accuser or accused who is not:

    accuser, accused            an attribution that stands (by act attribute, locate or charge)
    self-claims                 the attacker says so itself
    contests, contested         somebody else disputes an attribution
    declines, ruled-out         somebody expressly does not attribute
    withdraws, taken-back       an attribution taken back
    speaks-of                   somebody says how sure or what for, and names nobody as responsible
    measure-by, measure-against     replies, replied-to     supports, supported     reports
    group                       a threat group, in whatever role
    edge                        `US>CN`: an accuser and an accused of one claim
    activity                    an activity of the operation that the claim is about
    kind                        measure, reply or support; most claims are attributions, which need no list of their own
    what, status, publisher     the claim's act, measure, reply or support; its status; who published the document
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

from ..claim import Actor, Attribution, Claim, Measure, Reply, Support
from .days import number
from .entries import sides

#: Acts and statuses of an attribution that make it an accusation.
ACCUSING_ACTS = ("attribute", "locate", "charge")
ACCUSING_STATUSES = ("stated", "suspected", "hearsay")

_REPORTS = "reports"


def is_accusation(claim: Claim) -> bool:
    """Whether the claim accuses somebody: an attribution that is neither declined, withdrawn, contested nor a self-claim."""
    if not isinstance(claim, Attribution) or not claim.accused:
        return False
    return claim.act in ACCUSING_ACTS and claim.status in ACCUSING_STATUSES


def edge(claim: Claim) -> str | None:
    """Accusers and accused of an accusation, `US GB>CN`; the supporters of a support, `NZ>`; None for anything else."""
    if isinstance(claim, Support):
        return " ".join(actor.actor for actor in claim.by) + ">" if claim.support != "solidarity" else None
    if not isinstance(claim, Attribution) or not is_accusation(claim):
        return None
    return " ".join(actor.actor for actor in claim.claimants) + ">" + " ".join(actor.actor for actor in claim.accused)


def roles(claim: Claim) -> tuple[str, str]:
    """What those who act and those who are acted on are called in this claim."""
    if isinstance(claim, Attribution):
        if claim.status == "declined":
            return "declines", "ruled-out"
        if claim.status == "withdrawn":
            return "withdraws", "taken-back"
        if claim.act == "contest":
            return "contests", "contested"
        if claim.act == "self-claim":
            return "self-claims", "self-claims"
        return "accuser" if claim.accused else "speaks-of", "accused"
    if isinstance(claim, Measure):
        return "measure-by", "measure-against"
    if isinstance(claim, Reply):
        return "replies", "replied-to"
    return "supports", "supported"


@lru_cache(50_000)
def state_of(code: str) -> str | None:
    """The state or body of states of an actor's code: `CN` of `CN/mss`; None for groups, firms, persons and the unnamed."""
    head = code.partition("/")[0]
    return head if head.isupper() and ":" not in code else None


@lru_cache(50_000)
def found_by(code: str) -> tuple[str, ...]:
    """The codes under which an actor is found: its own, and its state's."""
    state = state_of(code)
    return (code,) if state is None or state == code else (code, state)


def actors(claim: Claim) -> Iterator[tuple[str, Actor]]:
    """Everybody in the claim with the role."""
    first, second = roles(claim)
    _, acting, acted_on = sides(claim)
    for actor in acting:
        yield first, actor
    for actor in acted_on:
        yield second, actor
    if claim.reported_by:
        yield _REPORTS, claim.reported_by


def facets(claim: Claim, activities: Iterable[str], publisher: str | None) -> set[tuple[str, str]]:
    """Every (role, value) by which the claim is found; `activities` are its operation's."""
    found = {("activity", activity) for activity in activities}
    what, acting, acted_on = sides(claim)
    for role, actor in actors(claim):
        for code in found_by(actor.actor):
            found.add((role, code))
        if actor.actor.startswith("group:"):
            found.add(("group", actor.actor))
    if is_accusation(claim):
        accused = {code for actor in acted_on for code in found_by(actor.actor)}
        for accuser in {code for actor in acting for code in found_by(actor.actor)}:
            found |= {("edge", f"{accuser}>{code}") for code in accused}
    found.add(("what", what))
    if not isinstance(claim, Attribution):
        found.add(("kind", type(claim).__name__.lower()))
    found.add(("status", claim.status))
    if publisher:
        found.add(("publisher", publisher))
    return found


@lru_cache(200_000)
def facet(role: str, value: str) -> int:
    """The number of a role and a value: 63 bits of a hash, the same in every ledger."""
    return int.from_bytes(sha256(f"{role}\0{value}".encode("utf-8", "surrogatepass")).digest()[:8], "big") >> 1


def day_of(claim: Claim, published: int) -> int:
    """The claim's date, else its document's, as a number (days.py)."""
    return number(claim.date.value) if claim.date else published


def doubt(claim: Claim) -> int:
    """How much there is to doubt in the machine's reading of the claim, for the order of what waits for review.

    Points for what our own measurements show to go wrong most: names that could mean somebody else (3 each), fields left empty
    for ambiguity (2 each), a claimant nobody named (2), an accused not named (2), several claimants or accused taken out of one
    list (1), a hedge (1). A measure has two points to begin with: measures are read worse than attributions.
    """
    _, acting, acted_on = sides(claim)
    points = 2 * len(claim.empty)
    for actor in (*acting, *acted_on):
        points += 3 * bool(actor.candidates)
    points += 2 * (not acting or any(actor.actor in ("publication", "unnamed", "unknown") for actor in acting))
    points += (len(acting) > 3) + (len(acted_on) > 2)
    if isinstance(claim, Attribution):
        points += 2 * (not acted_on or any(actor.actor in ("unknown", "unnamed") for actor in acted_on))
        points += claim.status in ("suspected", "hearsay")
    elif isinstance(claim, Measure):
        points += 2
    return points
