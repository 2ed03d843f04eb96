"""STIX objects that claims refer to: who makes them, the extension, identities, groups, places, operations."""

from __future__ import annotations

from typing import Any

from ...claim import Actor
from ...ledger.provenance import Home, Trace
from ...ledger.rows import DocumentRow, OperationRow
from ..called import called
from .ids import BEGAN, EXTENSION, FORM, changed, known_id, moment, stix_id

Object = dict[str, Any]

PRODUCER = stix_id("identity", "producer")
NO_VERDICT = "jaccuse records that this is claimed, not that it is true."
_PRESUMED = "Named in claims about cyber operations; presumed innocent."
#: Trust in a reading, on the None/Low/Med/High scale of STIX 2.1, appendix A.
LOW, MEDIUM, HIGH = 15, 50, 85


def made(kind: str, of: str, created: str, modified: str, **fields: Any) -> Object:
    """An object, without the fields that are None or empty. of: what it stands for, by which it gets its id."""
    held = {key: value for key, value in fields.items() if value is not None and value not in ([], "")}
    head = {"type": kind, "spec_version": "2.1", "id": known_id(kind, of)}
    return head | {"created": created, "modified": max(created, modified)} | held


def shared() -> list[Object]:
    """What every bundle has: the producer, and the extension."""
    producer = made(
        "identity",
        "producer",
        BEGAN,
        FORM,
        name="jaccuse",
        identity_class="system",
        description="A ledger of public claims about cyber operations, kept with jaccuse. It records who claims what in which "
        "words, never that it is so. Relationships and opinions stand in the names of those who make them.",
    )
    extension: Object = {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created_by_ref": PRODUCER,
        "created": BEGAN,
        "modified": FORM,
        "name": "Claims about cyber operations",
        "description": "What a claim is and where it was read: act, claimants, accused with their tie to a state, status, "
        "certainty, grounds, the words and their places in the text, and what people said of the reading.",
        "schema": "The JSON Schema in docs/reference/stix-extension.schema.json of the sources of jaccuse, version 1.0.0.",
        "version": "1.0.0",
        "extension_types": ["property-extension"],
    }
    return [producer, extension]


def speaker(actor: Actor, document: DocumentRow) -> Object:
    """The identity of whoever speaks or acts; of a publication, its publisher."""
    if actor.actor != "publication":
        return identity(actor.actor)
    if document.publisher:
        name = f"publisher:{document.publisher}"
        return made("identity", name, BEGAN, FORM, name=document.publisher, identity_class="organization")
    name = f"publication:{document.id}"
    return made("identity", name, BEGAN, FORM, name="A publication without a named publisher", identity_class="unknown")


def identity(code: str) -> Object:
    """The identity of an actor."""
    found = called(code)
    classes = {"person": "individual", "group": "group", "nobody": "unknown", "publication": "unknown"}
    government = found.kind in ("state", "organ")
    return made(
        "identity",
        f"actor:{code}",
        BEGAN,
        FORM,
        created_by_ref=PRODUCER,
        name=found.name,
        identity_class=classes.get(found.kind, "organization"),
        sectors=["government-national"] if government else None,
        description=_PRESUMED if found.kind == "person" else None,
        external_references=[{"source_name": "jaccuse", "external_id": code}],
    )


def group(code: str) -> Object:
    """The intrusion set of a threat group."""
    return made(
        "intrusion-set",
        code,
        BEGAN,
        FORM,
        created_by_ref=PRODUCER,
        name=called(code).name,
        description="Activity under this name, as claims speak of it.",
        external_references=[{"source_name": "jaccuse", "external_id": code}],
    )


def place(state: str) -> Object:
    """The location of a state."""
    return made("location", state, BEGAN, FORM, created_by_ref=PRODUCER, name=called(state).name, country=state)


def accused(actor: Actor, *, placed: bool = False) -> tuple[str, Object]:
    """How an operation is related to an accused, and the accused: only groups are attributed to in core STIX.

    Where people are only placed in a country, or called by its name, that is the country, not its government.
    """
    code, known = actor.actor, called(actor.actor)
    if known.kind == "group":
        return "attributed-to", group(code)
    if known.state and (placed or actor.link == "located"):
        return "originates-from", place(known.state)
    if known.kind == "state" and known.state and actor.link == "nationality":
        return "related-to", place(known.state)
    return "related-to", identity(code)


def campaign(home: Home) -> Object:
    """An incident: what documents tell of as one operation."""
    row = home.row
    told = f"{row.documents:,} document{'s' if row.documents != 1 else ''} ({row.stories:,} independent)"
    days = f" ({row.first} to {row.last})" if row.first and row.first != row.last else f" ({row.first})" if row.first else ""
    ledger: Object = {
        "extension_type": "property-extension",
        "holds": "incident",
        "incident_id": row.id,
        "documents": row.documents,
        "stories": row.stories,
        "claims": row.claims,
    }
    if row.activities:
        ledger["activities"] = list(row.activities)
    return made(
        "campaign",
        home.anchor,
        moment(home.added),
        changed(home.changed),
        created_by_ref=PRODUCER,
        name=row.name or f"Operation without a name, first told of {row.first or 'at an unknown date'}",
        description=f"A cyber operation that {told} tell{'s' * (row.documents == 1)} of{days}. Who is said to be behind it is "
        f"claimed in the relationships, by whoever stands there as their creator. {NO_VERDICT}",
        labels=list(row.activities),
        confidence=HIGH if row.documents == 1 or home.judged else MEDIUM,
        extensions={EXTENSION: ledger},
    )


def alone(row: OperationRow, trace: Trace) -> Object:
    """The operation of one document where it is in no incident."""
    operation = row.operation
    return made(
        "campaign",
        row.id,
        moment(trace.added),
        changed(trace.changed),
        created_by_ref=PRODUCER,
        name=operation.name or "Operation without a name",
        description=f"A cyber operation that one document tells of. {NO_VERDICT}",
        labels=list(operation.activities),
    )


def gone(home: Home) -> list[Object]:
    """Campaigns that are no more: operations that people found to be this one."""
    fields: Object = {"created_by_ref": PRODUCER, "name": "Told of as part of another operation", "revoked": True}
    return [made("campaign", name, moment(home.added), changed(home.changed), **fields) for name in home.former]
