"""A claim as STIX objects: relationships, opinions and notes, each of which says in whose name it stands.

an accusation about an operation    a relationship for each claimant and each accused, created by the claimant
a denial, an endorsement            an opinion on those relationships, created by whoever replies
everything else                     a note, created by jaccuse: measures, other replies, condemnations, what is expressly
                                    not attributed, disputed or taken back, and what is about no operation
grounds                             one more note
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.structs import replace

from ...claim import Actor, Attribution, Claim, Measure, Reply, Support
from ...ledger.entries import sides
from ...ledger.facets import is_accusation, state_of
from ...ledger.flat import words_of
from ...ledger.provenance import Trace
from ...ledger.rows import ClaimRow
from ...render.phrases import sentence
from ..called import called
from .ids import EXTENSION, changed, moment
from .objects import NO_VERDICT, PRODUCER, Object, accused, made, speaker
from .reports import judged, source, trust
from .shapes import out, quotes

#: Healey's levels of state responsibility that a claimed tie leaves open (domain reference, section 2).
HEALEY = {
    "located": (1, 10), "nationality": (1, 10), "tolerated": (3, 3), "encouraged": (4, 4), "linked": (4, 10),
    "affiliated": (5, 10), "backed": (5, 7), "contracted": (7, 7), "directed": (7, 7), "rogue": (8, 8), "organ": (9, 10),
    "state": (9, 10),
}  # fmt: skip
#: What a reply or support says of the accusations that it answers, on the scale of STIX; other kinds are no opinion.
OPINIONS = {"denial": "strongly-disagree", "dismissal": "strongly-disagree", "acknowledgement": "agree", "endorse": "agree"}
_QUOTED = 600
_TOKEN = re.compile(r"[\w:/-]+")
_CODE = re.compile(r"[A-Z][\w/-]*|\w+:[\w:/-]+")


class Edge(NamedTuple):
    """A relationship that was written: what is about it finds it here."""

    id: str
    operation: str
    by: str
    whom: str


@dataclass
class Page:
    """One document as it is written. objects: what claims became; actors: whom they refer to; edges: what can be answered.

    campaigns: ids of the campaigns of its operations; report: id of its report.
    """

    text: str
    sha256: str
    campaigns: dict[str, str]
    report: str
    objects: list[Object] = field(default_factory=list)
    actors: dict[str, Object] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def refer(self, found: Object) -> str:
        """The id of an actor, which goes out too."""
        self.actors[found["id"]] = found
        return str(found["id"])


class Written:
    """One claim with what all of its objects have."""

    def __init__(self, row: ClaimRow, trace: Trace, page: Page) -> None:
        self.row, self.page = row, page
        self.created, self.modified = moment(trace.added), changed(trace.changed)
        self.campaign = page.campaigns.get(row.operation or "")
        self.revoked = True if row.standing != "counts" else None
        claim = row.claim
        self.extension: Object = {
            "extension_type": "property-extension",
            "holds": "claim",
            "claim_id": row.id,
            "document_id": row.document.id,
            "text_sha256": page.sha256,
            "accusation": is_accusation(claim),
            "hearsay": claim.status == "hearsay",
            "reading_confidence": trust(row.reviewed, row.doubt),
            "claim": out(claim),
        }
        if row.operation:
            self.extension["operation_id"] = row.operation
        if found := quotes(page.text, claim, trace.machine):
            self.extension["quotes"] = found
        if isinstance(claim, Attribution) and (ties := _healey(claim.accused)):
            self.extension["healey"] = ties
        self.extension |= judged(row.reviewed, row.differs, trace)

    def put(self, kind: str, name: str, *, extended: bool = True, pair: Object | None = None, **fields: Any) -> str:
        """Write one object of this claim; its id."""
        held = self.extension | ({"pair": pair} if pair else {})
        one = made(
            kind,
            name,
            self.created,
            self.modified,
            **fields,
            lang="en",
            revoked=self.revoked,
            external_references=[source(self.row.document)],
            extensions={EXTENSION: held} if extended else None,
        )
        self.page.objects.append(one)
        return str(one["id"])

    def told(self, claim: Claim) -> str:
        """The claim in words: who says it, where, in which words, and that it is no finding."""
        document = self.row.document
        where = f"{document.publisher or 'a document'}{f', {document.published}' if document.published else ''}"
        words = words_of(self.row, {document.id: self.page.text})
        said = f" in these words: “{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}”" if words else ""
        return f"{named(claim)}. Read in {where}{said}. {NO_VERDICT}{_innocent(claim)}"

    def note(self, refs: Sequence[str] = ()) -> str:
        """A note: on the operation, on those it is against, else on the report."""
        claim = self.row.claim
        _, _, against = sides(claim)
        about = [*refs, *([self.campaign] if self.campaign else [])]
        about += [self.page.refer(accused(actor)[1]) for actor in against if actor.actor != "publication"]
        return self.put(
            "note",
            f"claim:{self.row.id}",
            created_by_ref=PRODUCER,
            abstract=named(claim),
            content=self.told(claim),
            labels=_labels(claim),
            confidence=self.extension["reading_confidence"],
            object_refs=list(dict.fromkeys(about)) or [self.page.report],
        )


def write(row: ClaimRow, trace: Trace, page: Page) -> None:
    """Write a claim. Attributions of a document come before what answers them."""
    one, claim = Written(row, trace, page), row.claim
    if isinstance(claim, Attribution):
        _attribution(one, claim)
    elif isinstance(claim, Measure):
        one.note()
    else:
        _answer(one, claim)


def _attribution(one: Written, claim: Attribution) -> None:
    stands = is_accusation(claim) or (claim.act == "self-claim" and claim.status in ("stated", "suspected", "hearsay"))
    if not stands or not one.campaign or not claim.accused:
        refs = [one.note()]
    else:
        refs = [
            _relationship(one, claim, by, whom)
            for by in _each(claim.claimants or (Actor(actor="unnamed"),))
            for whom in _each(claim.accused)
        ]
    if claim.grounds:
        named_grounds = "; ".join(f"“{ground.words}”" for ground in claim.grounds)
        by = ", ".join(called(actor.actor).name for actor in claim.claimants) or "Somebody unnamed"
        one.put(
            "note",
            f"grounds:{one.row.id}",
            extended=False,
            created_by_ref=PRODUCER,
            abstract=f"Grounds that are named for what {by} said",
            content=f"{by} said it, as the document has it, on these grounds: {named_grounds}. Nobody here has examined them.",
            labels=["grounds"],
            object_refs=refs,
        )


def _each(actors: Sequence[Actor]) -> list[Actor]:
    """Each actor once."""
    return list({actor.actor: actor for actor in reversed(actors)}.values())[::-1]


def _relationship(one: Written, claim: Attribution, by: Actor, whom: Actor) -> str:
    creator = one.page.refer(speaker(by, one.row.document))
    verb, target = accused(whom, placed=claim.act == "locate")
    found = one.put(
        "relationship",
        f"claim:{one.row.id}:{by.actor}>{whom.actor}",
        pair={"claimant": by.actor, "accused": whom.actor},
        created_by_ref=creator,
        relationship_type=verb,
        source_ref=one.campaign,
        target_ref=one.page.refer(target),
        description=one.told(replace(claim, claimants=(by,), accused=(whom,))),
        labels=_labels(claim),
    )
    one.page.edges.append(Edge(found, one.row.operation or "", by.actor, whom.actor))
    return found


def _answer(one: Written, claim: Reply | Support) -> None:
    """A reply or words of support: an opinion where it is one on accusations that are here, else a note."""
    what, by, about = sides(claim)
    opinion = OPINIONS.get(what) if claim.status in ("stated", "hearsay") else None
    about_it = [edge for edge in one.page.edges if edge.operation == one.row.operation]
    silent = not by
    for actor in _each(by) if opinion else ():
        refs = [edge.id for edge in about_it if _answers(claim, actor, about, edge)]
        if one.revoked and one.campaign:
            refs = refs or [one.campaign]  # whatever it once was about
        if not refs:
            silent = True
            continue
        one.put(
            "opinion",
            f"claim:{one.row.id}:{actor.actor}",
            pair={"claimant": actor.actor},
            created_by_ref=one.page.refer(speaker(actor, one.row.document)),
            opinion=opinion,
            explanation=one.told(claim),
            labels=_labels(claim),
            object_refs=refs,
        )
    if silent or not opinion or one.revoked:
        one.note()


def _answers(claim: Reply | Support, actor: Actor, about: Sequence[Actor], edge: Edge) -> bool:
    """Whether an accusation about the same operation is one that is answered: against those who reply, by those meant."""
    claimed = {one.actor for one in about}
    mine = {code for code in (actor.actor, state_of(actor.actor)) if code}
    if isinstance(claim, Support):
        return not claimed or edge.by in claimed or state_of(edge.by) in claimed
    against = edge.whom in mine or (state_of(edge.whom) in mine)
    return against and (not claimed or edge.by in claimed or state_of(edge.by) in claimed)


def named(claim: Claim) -> str:
    """The claim in one sentence, with names in the place of codes."""
    _, first, second = sides(claim)
    names = {actor.actor: called(actor.actor).name for actor in (*first, *second) if _CODE.fullmatch(actor.actor)}
    said = _TOKEN.sub(lambda found: names.get(found[0], found[0]), sentence(claim))
    return said[:1].upper() + said[1:]


def _labels(claim: Claim) -> list[str]:
    what, _, _ = sides(claim)
    return ["claim", what, claim.status]


def _healey(actors: Sequence[Actor]) -> list[Object]:
    found = [(actor.actor, HEALEY[actor.link]) for actor in actors if actor.link in HEALEY]
    return [{"actor": code, "lowest": lowest, "highest": highest} for code, (lowest, highest) in found]


def _innocent(claim: Claim) -> str:
    _, _, against = sides(claim)
    return " Those who are named are presumed innocent." if any(one.actor.startswith("person:") for one in against) else ""
