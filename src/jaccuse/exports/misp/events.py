"""A document as a MISP event: where it is, who stands in its claims, and the claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid5

import msgspec
from pymisp import MISPEvent, MISPObject

from ...claim import Actor, Attribution, Claim, Measure
from ...ledger.entries import sides
from ...ledger.facets import is_accusation
from ...ledger.provenance import Head, Provenance, Trace
from ...ledger.rows import ClaimRow, OperationRow
from ...ledger.walk import Told
from ..called import called
from ..request import Request
from ..stix.claims import HEALEY, named
from ..stix.ids import NAMESPACE
from ..stix.markings import light
from ..stix.reports import digest, trust
from ..stix.shapes import spans
from . import template

#: Levels of the codebook in MISP's taxonomy estimative-language, which has no word for `possible`.
LIKELIHOOD = {
    "unlikely": "unlikely", "even": "roughly-even-chance", "likely": "likely", "very-likely": "very-likely",
    "near-certain": "almost-certain",
}  # fmt: skip
#: Levels of Healey's spectrum in MISP's taxonomy state-responsibility, as it spells them.
STATE = (
    "", "state-prohibited.", "state-prohibited-but-inadequate.", "state-ignored", "state-encouraged", "state-shaped",
    "state-coordinated", "state-ordered", "state-rogue-conducted", "state-executed", "state-integrated",
)  # fmt: skip
#: How a claim relates to those who make it, by kind.
_MAKES = {"attribution": "claimed-by", "measure": "initiated-by", "reply": "authored-by", "support": "authored-by"}
_CREDIBILITY = ("admiralty-scale:source-reliability", "f"), ("admiralty-scale:information-credibility", "6")


def event(told: Told, came: Provenance, text: str, request: Request, lost: Counter[str]) -> MISPEvent:
    """The event of a document."""
    row, head = told.document, came.heads[told.document.id]
    made = MISPEvent(force_timestamps=True)
    made.from_dict(
        uuid=_uuid("event", row.id),
        info=f"Claims in: {row.title or row.id}",
        date=(row.published + "-01-01"[len(row.published) - 4 :])[:10] if row.published else head.added[:10],
        distribution="0",
        threat_level_id="4",
        analysis="0",
        timestamp=_seconds(max(head.read, *(came.claims[one.id].changed for one in told.claims))),
        Orgc={"name": "jaccuse", "uuid": _uuid("organisation", "producer")},
    )
    for tag in _tags(request.tlp):
        made.add_tag(tag)
    source = made.add_object(_source(told, head))
    for words in request.statements:
        made.add_object(_object("annotation", f"{row.id}:{words}", head.added, [("text", words), ("type", "Copyright")]))
    actors: dict[str, MISPObject] = {}
    for one in told.claims:
        operation = came.operations.get(one.operation or "", (None,))[0]
        claim = _claim(one, came.claims[one.id], operation, text, digest(head, text))
        made.add_object(claim)
        _refer(claim, source, "derived-from")
        _relate(claim, one, made, actors, row.id)
        _tagged(claim, one.claim, lost)
    return made


def _tags(tlp: str | None) -> list[str]:
    tags = [
        'misp:event-type="report"',
        'osint:source-type="news-report"',
        *(f'{name}="{value}"' for name, value in _CREDIBILITY),
    ]
    return tags + ([f"tlp:{light(tlp)}"] if tlp else [])


def _source(told: Told, head: Head) -> MISPObject:
    """Where the document is, in the template that fits what is known."""
    row = told.document
    if row.publisher or row.url:
        held = [("source", row.publisher), ("title", row.title), ("link", row.url)]
        return _object("news-media", row.id, head.added, held)
    return _object("report", row.id, head.added, [("title", row.title or row.id)])


def _claim(row: ClaimRow, trace: Trace, operation: OperationRow | None, text: str, sha256: str) -> MISPObject:
    claim = row.claim
    what, by, against = sides(claim)
    places = [(span.start, span.end) for span in spans(claim)]
    sure = claim.certainty if isinstance(claim, Attribution) else None
    held: list[tuple[str, Any]] = [
        ("summary", named(claim)),
        ("kind", type(claim).__name__.lower()),
        ("what", what),
        ("status", claim.status),
        ("accuses", "1" if is_accusation(claim) else "0"),
        *(("claimant", actor.actor) for actor in _each(by)),
        *(("accused", actor.actor) for actor in _each(against)),
        *(("link", f"{actor.actor}: {actor.link}") for actor in _each(against) if actor.link),
        *(
            ("healey-range", f"{actor.actor}: {HEALEY[actor.link][0]}-{HEALEY[actor.link][1]}")
            for actor in _each(against)
            if actor.link in HEALEY
        ),
        ("certainty", f"{sure.axis} {sure.level}, about the {sure.scope}: {sure.words}" if sure else None),
        *(("ground", ground.words) for ground in (claim.grounds if isinstance(claim, Attribution) else ())),
        ("date", claim.date.value if claim.date else None),
        ("reported-by", claim.reported_by.actor if claim.reported_by else None),
        ("operation", operation.operation.name if operation else None),
        *(("activity", code) for code in (operation.operation.activities if operation else ())),
        ("count", claim.count if isinstance(claim, Measure) else None),
        ("nationality", claim.nationality if isinstance(claim, Measure) else None),
        *(("quote", text[start:end]) for start, end in places),
        *(("offsets", f"{start}-{end}") for start, end in places),
        ("text-sha256", sha256),
        ("document", row.document.id.removeprefix("sha256:")),
        ("claim-id", row.id),
        ("operation-id", row.operation),
        ("reviewed", row.reviewed or None),
        ("machine-read", msgspec.json.encode(trace.machine).decode() if trace.machine else None),
        ("reading-confidence", trust(row.reviewed, row.doubt)),
    ]
    made = _object("attribution-claim", row.id, trace.changed, held)
    made.deleted = row.standing != "counts"
    return made


def _relate(claim: MISPObject, row: ClaimRow, made: MISPEvent, actors: dict[str, MISPObject], document: str) -> None:
    """Relations of the claim to those who make it and those whom it concerns."""
    _, by, against = sides(row.claim)
    for actor in _each(by):
        _refer(claim, _actor(actor, made, actors, document), _MAKES[type(row.claim).__name__.lower()])
    for actor in _each(against):
        _refer(claim, _actor(actor, made, actors, document), _concerns(row.claim))


def _refer(claim: MISPObject, other: MISPObject, how: str) -> None:
    claim.add_reference(other.uuid, how, uuid=_uuid("reference", f"{claim.uuid}:{other.uuid}:{how}"))


def _concerns(claim: Claim) -> str:
    """The relation to an accused: attributed only where the claim says so outright."""
    if not is_accusation(claim):
        return "related-to"
    return "attributed-to" if claim.status == "stated" else "suspected-link"


def _actor(actor: Actor, made: MISPEvent, actors: dict[str, MISPObject], document: str) -> MISPObject:
    """The object of an actor, made once in an event."""
    code = actor.actor
    if code not in actors:
        found = called(code)
        if found.kind == "group":
            one = _object("intrusion-set", f"{document}:{code}", "", [("name", found.name)])
        elif found.kind == "person":
            one = _object("person", f"{document}:{code}", "", [("full-name", found.name), ("text", "Presumed innocent.")])
        else:
            one = _object("organization", f"{document}:{code}", "", [("name", found.name), ("alias", code)])
        actors[code] = made.add_object(one)
    return actors[code]


def _tagged(claim: MISPObject, said: Claim, lost: Counter[str]) -> None:
    """Galaxy and taxonomy tags, each on the attribute that it is about."""
    for attribute in claim.attributes:
        code = str(attribute.value)
        if attribute.object_relation in ("claimant", "accused") and (found := called(code)).kind == "group":
            attribute.add_tag(f'misp-galaxy:threat-actor="{found.name}"')
        elif attribute.object_relation in ("claimant", "accused") and called(code).kind in ("state", "organ"):
            state = called(code).state
            attribute.add_tag(f'misp-galaxy:country="{called(state).name.lower()}"' if state else "")
        elif attribute.object_relation == "healey-range" and is_accusation(said):
            low, _, high = code.rpartition(": ")[2].partition("-")
            if low == high:
                attribute.add_tag(f"state-responsibility:{STATE[int(low)]}")
            else:
                lost["a tie to a state as one level of responsibility: it is a range, in the attribute healey-range"] += 1
        elif attribute.object_relation == "certainty" and isinstance(said, Attribution) and said.certainty:
            _certainty(attribute, said.certainty.axis, said.certainty.level, lost)


def _certainty(attribute: Any, axis: str, level: str, lost: Counter[str]) -> None:
    if axis == "likelihood" and level in LIKELIHOOD:
        attribute.add_tag(f'estimative-language:likelihood-probability="{LIKELIHOOD[level]}"')
    elif axis == "confidence":
        attribute.add_tag(f'estimative-language:confidence-in-analytic-judgment="{level}"')
    else:
        lost["the likelihood `possible` as a tag: estimative-language has no such level"] += 1


def _object(name: str, of: str, at: str, held: Sequence[tuple[str, Any]]) -> MISPObject:
    """An object with ids of its own that are the same every time. of: what it stands for."""
    mine: dict[str, Any] = {"misp_objects_template_custom": template()} if name == "attribution-claim" else {}
    made = MISPObject(name, strict=True, standalone=False, force_timestamps=True, **mine)
    made.uuid = _uuid(name, of)
    made.distribution = 5
    stamp = {"timestamp": _seconds(at)} if at else {}
    if at:
        made.timestamp = _seconds(at)
    for number, (relation, value) in enumerate(held):
        if value not in (None, ""):
            uuid = _uuid(name, f"{of}:{relation}:{number}")
            made.add_attribute(relation, value=str(value), uuid=uuid, to_ids=False, distribution="5", **stamp)
    return made


def _each(actors: Sequence[Actor]) -> list[Actor]:
    """Each actor once."""
    return list({actor.actor: actor for actor in reversed(actors)}.values())[::-1]


def _uuid(kind: str, name: str) -> str:
    return str(uuid5(NAMESPACE, f"misp:{kind}:{name}"))


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).astimezone(UTC).timestamp())
