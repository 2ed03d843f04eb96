"""What the API answers and takes, where no view has a shape for it already."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from ...claim import Span
from ...ledger.chronicle import Event
from ...ledger.rows import ActorRow, ClaimRow, DocumentRow, IncidentRow

#: Why something is decided, for those who read it later.
Why = Annotated[str, msgspec.Meta(min_length=1, max_length=1000, pattern=r"\S")]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong (RFC 9457). detail: what would help."""

    type: str
    status: int
    title: str
    detail: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a list this is. total: how many there are; exact: or more than that; after: asks for the next page."""

    total: int
    exact: bool
    after: str | None


class Claims(Page, frozen=True, kw_only=True):
    """Claims, newest first."""

    rows: tuple[ClaimRow, ...]


class Incidents(Page, frozen=True, kw_only=True):
    """Incidents, those spoken of last first."""

    rows: tuple[IncidentRow, ...]


class Documents(Page, frozen=True, kw_only=True):
    """Documents, newest first."""

    rows: tuple[DocumentRow, ...]


class Actors(Page, frozen=True, kw_only=True):
    """Actors, those with most places in claims first."""

    rows: tuple[ActorRow, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A document that holds the words. spans: where, in code points; words: around the first places."""

    document: DocumentRow
    spans: tuple[Span, ...]
    words: str


class Hits(Page, frozen=True, kw_only=True):
    """Documents that hold the words, last added first."""

    rows: tuple[Found, ...]


class DocumentText(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its text, which the anchors of its claims point into, and its claims that count, as they stand in it."""

    document: DocumentRow
    text: str
    claims: tuple[ClaimRow, ...]


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """What was read and decided, in order."""

    rows: tuple[Event, ...]


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to be read, or the address of one. published: ISO date, as precise as it is known."""

    text: str | None = None
    url: str | None = None
    language: Literal["en", "fr"] | None = None
    published: str | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision about a claim. path: of one value; value: what is right instead."""

    verdict: Literal["accept", "correct", "reject"]
    reason: Why
    path: str = ""
    value: Any = None


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a decision is taken back."""

    reason: Why


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded: its id, and its place in the history."""

    id: str
    seq: int
    at: str
