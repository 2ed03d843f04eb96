"""The codebook's lists, and the checks of a work file's claims against them."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

CODES: dict[str, frozenset[str]] = {
    key: frozenset(words.split())
    for key, words in {
        "kind": "attribution measure reply support",
        "act": "attribute locate charge self-claim contest",
        "status:attribution": "stated suspected hearsay declined withdrawn",
        "status:measure": "adopted requested threatened absent lifted",
        "status:reply": "stated suspected hearsay",
        "status:support": "stated suspected hearsay",
        "link": "state organ directed contracted backed affiliated linked encouraged tolerated located nationality rogue none",
        "measure": "indictment charges complaint arrest extradition plea conviction sentence"
        " sanctions asset-freeze travel-ban expulsion summons recall protest reward takedown"
        " export-control lawsuit advisory",
        "reply": "denial dismissal no-comment none-yet counter-accusation demand-for-proof protest acknowledgement",
        "support": "endorse condemn solidarity",
        "activities": "espionage ip-theft financial-theft extortion influence disruption sabotage"
        " data-theft hack-and-leak ransomware cryptojacking ddos wiper defacement access-only"
        " supply-chain phishing exploit",
        "axis": "likelihood confidence",
        "level:likelihood": "unlikely even possible likely very-likely near-certain",
        "level:confidence": "low moderate high",
        "scope": "authorship purpose link",
        "bound": "at-least at-most about exact",
        "precision": "day month quarter year",
    }.items()
}
ACTOR = re.compile(
    r"([A-Z]{2}|[A-Z][A-Z0-9]+(-[A-Z0-9]+)*)(/[a-z0-9-]+)?"
    r"|(org|group|person):[a-z0-9-]+(/[a-z0-9-]+)?|publication|unnamed|unknown"
)
ROLES = {
    "attribution": ("claimants", "accused"),
    "measure": ("by", "against"),
    "reply": ("by", "to"),
    "support": ("by", "of"),
}


class Fault(Exception):
    """Something in a work file that cannot stand."""


def code(key: str, value: Any) -> None:
    if value not in CODES[key]:
        raise Fault(f"{key}: {value!r} is not a code of the codebook")


def check_claim(claim: Json, operations: set[str]) -> None:
    kind = claim.get("kind")
    code("kind", kind)
    code(f"status:{kind}", claim.get("status"))
    code("act" if kind == "attribution" else str(kind), claim.get("act") or claim.get(str(kind)))
    if claim.get("operation") not in operations | {None}:
        raise Fault(f"operation {claim.get('operation')!r} is not listed")
    for role in ROLES[str(kind)]:
        for actor in claim.get(role) or []:
            if not ACTOR.fullmatch(actor.get("actor") or ""):
                raise Fault(f"{role}: bad actor {actor.get('actor')!r}")
            if role == "accused":
                code("link", actor.get("link"))
    first = claim.get(ROLES[str(kind)][0])
    if not first:
        raise Fault(f"{kind} by nobody")
    if kind == "attribution" and not claim.get("accused") and claim["status"] != "declined":
        raise Fault("attribution without accused")
    if certainty := claim.get("certainty"):
        code("axis", certainty.get("axis"))
        code(f"level:{certainty['axis']}", certainty.get("level"))
        code("scope", certainty.get("scope"))
    if date := claim.get("date"):
        code("precision", date.get("precision"))
        if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?|-Q[1-4])?", date.get("value", "")):
            raise Fault(f"date: {date.get('value')!r}")
