"""Rows as flat tables: the columns of every table that leaves the ledger, each with what it means, and how a row is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from ..claim import Actor, Attribution, Measure, Span
from .entries import sides
from .facets import is_accusation, state_of
from .queries import ACTOR_ROLES
from .rows import ActorRow, ClaimRow, DocumentRow, IncidentRow

Value = str | int | bool | None
Type = Literal["string", "integer", "boolean"]


class Column(NamedTuple):
    """One column of a flat table."""

    name: str
    meaning: str
    type: Type = "string"


_CLAIM = (
    Column("claim", "Id of the claim; it stays when the document is read again."),
    Column("incident", "Id of the incident that the claim's operation is in."),
    Column("operation", "Id of the operation that the claim is about; empty where it is about none in particular."),
    Column("document", "Id of the document: sha256 of its bytes."),
    Column("day", "Date of the claimed act, else of the document: YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is known."),
)
_HEAD = (
    Column("language", "Language of the document (ISO 639-1)."),
    Column("published", "Date of publication, as precise as it is known."),
    Column("publisher", "Who published the document."),
    Column("title", "Title of the document."),
    Column("url", "Where the document was."),
)
_REVIEW = (
    Column("reviewed", "What people said of it: empty (nobody looked), accepted, corrected, partly or rejected."),
    Column("differs", "The machine now reads something else than what a person judged.", "boolean"),
)

#: Every table with its columns, in order.
TABLES: dict[str, tuple[Column, ...]] = {
    "claims": (
        *_CLAIM,
        Column("kind", "attribution, measure, reply or support (codebook)."),
        Column("what", "The attribution's act, or which measure, reply or support it is."),
        Column("status", "Of a claim stated, suspected, hearsay, declined, withdrawn; of a measure adopted … lifted."),
        Column("accuses", "Whether it accuses: not declined, withdrawn, contested, nor the attacker's own claim.", "boolean"),
        Column("by", "Codes of those in whose name it is said or done, separated by spaces."),
        Column("against", "Codes of the accused, of those a measure is against, of those replied to or supported, by spaces."),
        Column("links", "For each code in `against`, the tie to the state that is claimed (`-` for none), by spaces."),
        Column("reported_by", "Code of who passes it on, where that is not the claimant."),
        Column("certainty", "How sure the claimant says to be: axis, level and scope, by spaces; empty where not worded."),
        Column("persons", "Of a measure: number of persons.", "integer"),
        Column("nationality", "Of a measure: their nationality."),
        Column("words", "The words of the document that say it."),
        *_REVIEW,
        Column("standing", "counts, rejected (by a person) or superseded (a later reading of the document lacks it)."),
        *_HEAD,
    ),
    "edges": (
        Column("claim", "Id of the claim."),
        Column("accuser", "Code of one accuser."),
        Column("accuser_state", "State or body of states of the accuser, where it has one."),
        Column("accused", "Code of one accused."),
        Column("accused_state", "State of the accused, where its code has one."),
        Column("link", "Tie of the accused people to the accused state, as claimed."),
        Column("act", "attribute, locate or charge."),
        Column("status", "stated, suspected or hearsay."),
        *_CLAIM[1:],
        Column("reviewed", _REVIEW[0].meaning),
    ),
    "incidents": (
        Column("incident", "Id of the incident: `i` and its founding operation."),
        Column("name", "What most documents call it; often empty."),
        Column("first", "First day on which a document speaks of it."),
        Column("last", "Last day on which a document speaks of it."),
        Column("documents", "Number of documents.", "integer"),
        Column("stories", "Number of independent stories: near copies of one text count once.", "integer"),
        Column("claims", "Number of claims.", "integer"),
        Column("accused", "Codes of those accused most, by spaces."),
        Column("activities", "Codes of activities, by spaces."),
    ),
    "actors": (
        Column("actor", "Code of the actor."),
        Column("state", "State or body of states, where the code has one."),
        Column("claims", "Number of places in claims.", "integer"),
        *(Column(role.replace("-", "_"), f"Number of claims with it as: {role}.", "integer") for role in ACTOR_ROLES),
    ),
    "documents": (
        Column("document", "Id of the document: sha256 of its bytes."),
        *_HEAD,
        Column("characters", "Length of its text.", "integer"),
        Column("claims", "Number of claims that count.", "integer"),
        Column("versions", "Ids of other documents under the same URL, by spaces."),
    ),
}  # fmt: skip


def claim(row: ClaimRow, words: str) -> dict[str, Value]:
    """A row of `claims`."""
    what, by, against = sides(row.claim)
    said = row.claim
    sure = said.certainty if isinstance(said, Attribution) else None
    return {
        **_place(row),
        "kind": type(said).__name__.lower(),
        "what": what,
        "status": said.status,
        "accuses": is_accusation(said),
        "by": _codes(by),
        "against": _codes(against),
        "links": " ".join(actor.link or "-" for actor in against),
        "reported_by": said.reported_by.actor if said.reported_by else None,
        "certainty": f"{sure.axis} {sure.level} {sure.scope}" if sure else None,
        "persons": said.count if isinstance(said, Measure) else None,
        "nationality": said.nationality if isinstance(said, Measure) else None,
        "words": words,
        "reviewed": row.reviewed or None,
        "differs": row.differs,
        "standing": row.standing,
        **_head(row.document),
    }


def edges(row: ClaimRow) -> list[dict[str, Value]]:
    """The rows of `edges` of a claim: none where it is no accusation."""
    said = row.claim
    if not isinstance(said, Attribution) or not is_accusation(said):
        return []
    return [
        {
            "claim": row.id,
            "accuser": accuser.actor,
            "accuser_state": state_of(accuser.actor),
            "accused": accused.actor,
            "accused_state": state_of(accused.actor),
            "link": accused.link,
            "act": said.act,
            "status": said.status,
            **{name: value for name, value in _place(row).items() if name != "claim"},
            "reviewed": row.reviewed or None,
        }
        for accuser in said.claimants
        for accused in said.accused
    ]


def incident(row: IncidentRow) -> dict[str, Value]:
    """A row of `incidents`."""
    return {
        "incident": row.id,
        "name": row.name,
        "first": row.first,
        "last": row.last,
        "documents": row.documents,
        "stories": row.stories,
        "claims": row.claims,
        "accused": " ".join(row.accused),
        "activities": " ".join(row.activities),
    }


def actor(row: ActorRow) -> dict[str, Value]:
    """A row of `actors`."""
    found: dict[str, Value] = {"actor": row.actor, "state": state_of(row.actor), "claims": row.claims}
    return found | {role.replace("-", "_"): row.roles.get(role, 0) for role in ACTOR_ROLES}


def document(row: DocumentRow) -> dict[str, Value]:
    """A row of `documents`."""
    head = _head(row)
    return {"document": row.id, **head, "characters": row.size, "claims": row.claims, "versions": " ".join(row.versions)}


def words_of(row: ClaimRow, texts: Mapping[str, str]) -> str:
    """The words of the document that a claim was read from, `[…]` between those that are apart."""
    text = texts.get(row.document.id, "")
    return " […] ".join(text[span.start : span.end] for span in _in_order(row.claim.anchors))


def safe_cell(value: Value) -> Value:
    """A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front (OWASP's advice)."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") and value != "-":
        return "'" + value
    return value


def _place(row: ClaimRow) -> dict[str, Value]:
    return {
        "claim": row.id,
        "incident": row.incident,
        "operation": row.operation,
        "document": row.document.id,
        "day": row.day,
    }


def _head(row: DocumentRow) -> dict[str, Value]:
    return {
        "language": row.language,
        "published": row.published,
        "publisher": row.publisher,
        "title": row.title,
        "url": row.url,
    }


def _codes(actors: Sequence[Actor]) -> str:
    return " ".join(actor.actor for actor in actors)


def _in_order(anchors: Sequence[Span]) -> list[Span]:
    return sorted(set(anchors))
