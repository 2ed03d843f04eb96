"""Claims in one plain sentence each. A sentence always says who claims, and never that the claim is true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..claim import Actor, Attribution, Claim, DateValue, Figure, Link, Measure, Reply
from .page import Role
from .safe import one_line

# How the people accused stand to the state or organ that is named, e.g. "people affiliated with CN/mss".
_TIES: dict[Link, str] = {
    "organ": "an organ of {}",
    "directed": "people directed by {}",
    "contracted": "people under contract to {}",
    "backed": "people backed by {}",
    "affiliated": "people affiliated with {}",
    "linked": "people linked to {}",
    "encouraged": "people encouraged by {}",
    "tolerated": "people tolerated by {}",
    "located": "people located in {}",
    "nationality": "people described by the nationality {}",
    "rogue": "people of {} acting on their own account",
}
LINKS: dict[Link, str] = {
    "state": "the state itself",
    "organ": "an organ of the state",
    "directed": "directed by the state",
    "contracted": "under contract to it",
    "backed": "backed by it",
    "affiliated": "affiliated with it",
    "linked": "linked to it",
    "encouraged": "encouraged by it",
    "tolerated": "tolerated by it",
    "located": "located there",
    "nationality": "of that nationality, or called so",
    "rogue": "acting beyond its control",
    "none": "no tie to a state is stated",
}
STATUSES: dict[str, str] = {
    "stated": "said outright; alleged, not established here",
    "suspected": "believed or supposed, not asserted",
    "hearsay": "passed on with distance",
    "declined": "expressly not attributed",
    "withdrawn": "taken back",
    "adopted": "done, the document says",
    "requested": "asked for, not done",
    "threatened": "threatened, not done",
    "absent": "expressly not taken",
    "lifted": "taken back",
}
_REPLIES: dict[str, tuple[str, str]] = {
    "denial": ("denies it", "deny it"),
    "dismissal": ("dismisses the accusation", "dismiss the accusation"),
    "no-comment": ("declines to comment", "decline to comment"),
    "none-yet": ("has not answered yet", "have not answered yet"),
    "counter-accusation": ("accuses in turn", "accuse in turn"),
    "demand-for-proof": ("asks for proof", "ask for proof"),
    "protest": ("protests", "protest"),
    "acknowledgement": ("acknowledges it", "acknowledge it"),
}
_SUPPORTS: dict[str, tuple[str, str]] = {
    "endorse": ("backs the accusation", "back the accusation"),
    "condemn": ("condemns the operation", "condemn the operation"),
    "solidarity": ("voices solidarity", "voice solidarity"),
}
_BOUNDS = {"at-least": "at least ", "at-most": "at most ", "about": "about ", "exact": ""}
_UNPROVEN = {"indictment", "charges", "complaint", "arrest", "extradition", "reward", "lawsuit"}
_PEOPLE = ("people ", "unnamed people", *"123456789")
_NOBODY = "somebody unnamed"


def who(actor: Actor) -> str:
    """The actor in a word or two: the code, or plain words where the code is no name."""
    if actor.actor == "publication":
        return "the publication itself"
    if actor.actor == "unnamed":
        return _NOBODY
    if actor.actor == "unknown":
        return _people(actor)
    if actor.actor.startswith("person:") and actor.name:
        return one_line(actor.name)
    return one_line(actor.actor)


def whom(actor: Actor) -> str:
    """An accused, with the tie to the state that is alleged."""
    tie = _TIES.get(actor.link) if actor.link else None
    if (
        tie is None
        or (actor.link == "organ" and "/" in actor.actor)
        or ":" in actor.actor
        or actor.actor in ("unnamed", "unknown", "publication")
    ):
        return who(actor)
    return tie.format(who(actor))


def listing(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def sentence(claim: Claim) -> str:
    """The claim in one sentence that names who claims it."""
    if isinstance(claim, Attribution):
        return _attribution(claim)
    if isinstance(claim, Measure):
        return _measure(claim)
    by = listing([who(actor) for actor in claim.by]) or _NOBODY
    if isinstance(claim, Reply):
        text = f"{by} {_REPLIES[claim.reply][len(claim.by) > 1]}"
        return text + (f" (to {listing([who(actor) for actor in claim.to])})" if claim.to else "")
    text = f"{by} {_SUPPORTS[claim.support][len(claim.by) > 1]}"
    return text + (f" (of {listing([who(actor) for actor in claim.of])})" if claim.of else "")


def figure(value: Figure) -> str:
    """`at least 250,000 servers`."""
    number = f"{int(value.value):,}" if value.value == int(value.value) else f"{value.value:,}"
    return f"{_BOUNDS[value.bound]}{number} {one_line(value.unit)}"


def date(value: DateValue) -> str:
    """`2021-07 (to the month)`."""
    return f"{value.value} (to the {value.precision})"


def roles(claim: Claim) -> Iterator[tuple[str, Role, tuple[Actor, ...]]]:
    """Who stands in the claim: label, role and actors, whoever speaks first."""
    if isinstance(claim, Attribution):
        yield "claimant", "claimant", claim.claimants
        yield "accused", "accused", claim.accused
    elif isinstance(claim, Measure):
        yield "by", "claimant", claim.by
        yield "against", "accused", claim.against
    elif isinstance(claim, Reply):
        yield "by", "claimant", claim.by
        yield "to", "accused", claim.to
    else:
        yield "by", "claimant", claim.by
        yield "of", "accused", claim.of
    if claim.reported_by:
        yield "reported by", "value", (claim.reported_by,)


def names_person(claim: Claim) -> bool:
    """Whether the claim is made against a person named or counted."""
    against = claim.accused if isinstance(claim, Attribution) else claim.against if isinstance(claim, Measure) else ()
    return any(actor.actor.startswith("person:") for actor in against)


def _people(actor: Actor) -> str:
    count = f"{actor.count:,} " if actor.count else ""
    described = ", ".join(one_line(words) for words in (actor.nationality, actor.role) if words)
    people = "one unnamed person" if actor.count == 1 else f"{count}unnamed people"
    return people + (f" ({described})" if described else "")


def _attribution(claim: Attribution) -> str:
    by = listing([who(actor) for actor in claim.claimants]) or _NOBODY
    several = len(claim.claimants) > 1 or by.startswith(_PEOPLE)
    # Groups before states: "group:x and people linked to RU" cannot be misread as people linked to both.
    accused = listing([whom(actor) for actor in sorted(claim.accused, key=lambda actor: ":" not in actor.actor)])
    first = claim.accused[0].link if claim.accused else None
    plural = len(claim.accused) > 1 or accused.startswith(_PEOPLE)
    guilty = f"{accused or 'somebody unnamed'} {'are' if plural else 'is'} responsible"
    codes = listing([who(actor) for actor in claim.accused])
    if not claim.accused and claim.certainty is not None and claim.certainty.scope == "purpose":
        verb = "speak" if several else "speaks"
        return f"{by} {verb} of the purpose, {claim.certainty.level}, and names nobody as responsible" + _hedge(claim)
    if claim.status == "declined":
        return f"{by} expressly {'do' if several else 'does'} not hold {accused or 'anybody'} responsible"
    if claim.status == "withdrawn":
        return f"{by} {'take' if several else 'takes'} back that {guilty}"
    if claim.act == "contest":
        return f"{by} {'dispute' if several else 'disputes'} that {guilty}" + _hedge(claim)
    if claim.act == "self-claim":
        return f"{by} {'claim' if several else 'claims'} to have done it" + _hedge(claim)
    if claim.act == "charge":
        return f"{by} {'charge' if several else 'charges'} {accused or 'somebody unnamed'} — alleged, no finding" + _hedge(
            claim
        )
    if claim.act == "locate":
        where = f"in {codes}" if first in (None, "located") else f"near {codes} ({first})"
        return f"{by} {'place' if several else 'places'} the actors {where} — alleged" + _hedge(claim)
    if claim.status == "suspected":
        return f"{by} {'suspect' if several else 'suspects'} that {guilty} — suspected"
    if claim.status == "hearsay":
        return f"According to {by}, passed on with distance, {guilty} — hearsay"
    return f"{by} {'say' if several else 'says'} that {guilty} — alleged"


def _hedge(claim: Attribution) -> str:
    return f", {claim.status}" if claim.status in ("suspected", "hearsay") else ""


def _measure(claim: Measure) -> str:
    by = listing([who(actor) for actor in claim.by]) or _NOBODY
    against = listing([who(actor) for actor in claim.against])
    aimed = f" against {against}" if against else ""
    if claim.count and not any(actor.count for actor in claim.against):
        aimed += f" ({claim.count:,} {'person' if claim.count == 1 else 'persons'}"
        aimed += f", nationality {one_line(claim.nationality)})" if claim.nationality else ")"
    name = claim.measure.replace("-", " ")
    if claim.status == "absent":
        return f"The document says that there is no such measure: {name}{f' by {by}' if claim.by else ''}{aimed}"
    if claim.status != "adopted":
        return f"{by}: {name}{aimed} — {claim.status}"
    return f"{by}: {name}{aimed}" + (" — an accusation, no finding" if claim.measure in _UNPROVEN else "")
