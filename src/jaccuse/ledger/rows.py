"""What the views give: plain frozen records, the same for the command line, exports, pages and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from ..claim import Claim, Operation, Span

_Row = TypeVar("_Row")


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document. claims: how many of its claims count; versions: other documents under its URL, oldest first."""

    id: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    url: str | None
    size: int
    claims: int = 0
    versions: tuple[str, ...] = ()


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it counts: the machine's reading with people's reviews on it.

    id, operation, incident: ids of the ledger. day: date of the claim, else of its document. standing: counts, rejected or
    superseded. reviewed: empty, accepted, corrected, partly or rejected. differs: the machine now reads something else than
    what a person judged. doubt: points of facets.doubt.
    """

    id: str
    document: DocumentRow
    operation: str | None
    incident: str | None
    day: str | None
    standing: str
    reviewed: str
    differs: bool
    doubt: int
    claim: Claim


class OperationRow(msgspec.Struct, frozen=True, kw_only=True):
    """An operation of one document, as it counts."""

    id: str
    document: DocumentRow
    incident: str | None
    standing: str
    reviewed: str
    differs: bool
    operation: Operation


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document that holds the words sought. spans: where they stand in its text (none where only the title holds them)."""

    document: DocumentRow
    text: str
    spans: tuple[Span, ...]


class IncidentRow(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in a list: what it is called most, when it was spoken of, how much there is, who accused whom most."""

    id: str
    name: str | None
    first: str | None
    last: str | None
    documents: int
    stories: int
    claims: int
    accusations: int
    activities: tuple[str, ...] = ()
    accusers: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor and in how many claims it stands in each role."""

    actor: str
    roles: dict[str, int]
    claims: int


@dataclass(frozen=True)
class Total:
    """How many there are: exactly, or more than so many (then counting on would have taken long)."""

    number: int
    exact: bool = True

    def __str__(self) -> str:
        """`1,234`, or `more than 1,000`."""
        return f"{self.number:,}" if self.exact else f"more than {self.number:,}"


@dataclass(frozen=True)
class Listing(Generic[_Row]):
    """One page of a list. after: what to ask on with, None at the end."""

    rows: list[_Row]
    total: Total
    after: str | None
