"""The shapes of a case: plain frozen records, for pages, exports and programs."""

from __future__ import annotations

import msgspec

from ..claim import Figure
from .coalition import Absent
from .rows import DocumentRow, IncidentRow


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in its document's words. by, to: codes; sure: axis, level and scope of the certainty, and its words."""

    claim: str
    day: str | None
    what: str
    status: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    links: tuple[str, ...]
    sure: str | None
    reported_by: str | None
    document: str
    publisher: str | None
    words: str
    reviewed: str


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """From this day on a claimant put it so: suspected, hearsay, stated or charged; several where that day has several."""

    day: str | None
    statuses: tuple[str, ...]
    claim: str


class Accusation(msgspec.Struct, frozen=True, kw_only=True):
    """One accuser and one accused, over all documents. steps: each change of how it was put, in the order of days."""

    accuser: str
    accused: str
    first: Said
    last: Said
    steps: tuple[Step, ...]
    links: tuple[str, ...]
    claims: int
    documents: int
    stories: int


class LinkClaimed(msgspec.Struct, frozen=True, kw_only=True):
    """What tie to a state one claimant alleges, and where it says so first."""

    claimant: str
    accused: str
    link: str
    claims: int
    first: Said


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A value of the operations and the number of documents that give it."""

    value: str
    documents: int


class Corroboration(msgspec.Struct, frozen=True, kw_only=True):
    """How much stands behind an accusation of one state or, where none is named, one actor; each number for itself."""

    accused: str
    claimants: tuple[str, ...]
    documents: int
    stories: int
    publishers: int


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it stands in the ledger now.

    remarks: attributions that name nobody as responsible. new: accusations of the last day by or of somebody new.
    """

    incident: IncidentRow
    names: tuple[Counted, ...]
    values: dict[str, tuple[Counted, ...]]
    scale: tuple[tuple[Figure, str], ...]
    accusations: tuple[Accusation, ...]
    links: tuple[LinkClaimed, ...]
    measures: tuple[Said, ...]
    replies: tuple[Said, ...]
    support: tuple[Said, ...]
    disputes: tuple[Said, ...]
    remarks: tuple[Said, ...]
    self_claims: tuple[Said, ...]
    corroboration: tuple[Corroboration, ...]
    absent: tuple[Absent, ...]
    new: tuple[Said, ...]
    documents: tuple[DocumentRow, ...]
    reviewed: int
    rejected: int
    superseded: int
