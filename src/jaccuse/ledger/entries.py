"""What the rows of the history hold: the shapes of their bodies, and the ids that name things for good.

An id never depends on the engine, the time or the order of arrival, only on what is named:

- a document: `sha256:` and the hash of its bytes;
- an operation: `o` + its document and its number there (a later reading of the same document keeps the numbers);
- a claim: `c` + its document, what kind of claim it is, whose, against whom, and where it begins. A newer engine that reads the
  same claim with another status or link gives the same id;
- a reading: `r` + its document, its engine and what it holds; an act: `a` + what it says, who and when.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any, Literal, NamedTuple

import msgspec

from ..claim import Actor, Attribution, Claim, Measure, Operation, Reply

#: How the source of a document begins of which only the words that claims quote are there; the hash of its text follows.
QUOTES = "stix:quotes "
Kind = Literal["document", "reading", "operation", "claim", "act"]


class Entry(NamedTuple):
    """One row of `entries`, in the order of its columns.

    seq: place in the history; parent: seq of the row this one belongs to (a reading's document, an operation's or claim's
    reading); at: when it was recorded, UTC, ISO 8601; body: JSON of one of the shapes below; data: a document's deflated text.
    """

    seq: int
    kind: str
    id: str
    parent: int | None
    at: str
    body: str
    data: bytes | None = None


class _Body(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    def to_json(self) -> str:
        """The body as it is stored."""
        return msgspec.json.encode(self).decode()


class DocumentBody(_Body, frozen=True, kw_only=True):
    """A document's head; its text stands in `data`. size: characters of the text.

    source: where it came from, if it was not read here: `stix`, or `stix:quotes` and the hash of the text where `data` holds
    only the words that claims quote, at their places, with spaces between.
    """

    language: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str | None = None
    size: int


class ReadingBody(_Body, frozen=True, kw_only=True):
    """That an engine read a document. The last reading of a document is the one that counts."""

    document: str
    engine: str


class OperationBody(_Body, frozen=True, kw_only=True):
    """One operation of one reading, as the codebook gives it."""

    document: str
    operation: Operation


class ClaimBody(_Body, frozen=True, kw_only=True):
    """One claim of one reading, as the codebook gives it. operation: the ledger's id of its operation, where it has one."""

    document: str
    operation: str | None = None
    claim: Claim


class Review(_Body, frozen=True, kw_only=True, tag_field="act", tag="review"):
    """A person's judgement of a claim or operation, whole (`path` empty) or of one value of it.

    target: id of a claim or operation; path: the value, such as `status`, `accused.0.link`; verdict: accept, correct or reject;
    was: the value that was judged, as JSON, so that a later reading with another value cannot pass for it; value: what is right
    instead (`correct` only), as JSON; null takes the value away.
    """

    target: str
    path: str = ""
    verdict: Literal["accept", "correct", "reject"]
    was: Any = None
    value: Any = None
    by: str
    reason: str


class Judgement(_Body, frozen=True, kw_only=True, tag_field="act", tag="judgement"):
    """A person's judgement on whether two operations of different documents are one."""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    by: str
    reason: str


class Naming(_Body, frozen=True, kw_only=True, tag_field="act", tag="naming"):
    """A claim, with its source, that two names mean the same actor, or do not."""

    left: str
    right: str
    verdict: Literal["same", "different"]
    source: str
    by: str
    reason: str


class Undo(_Body, frozen=True, kw_only=True, tag_field="act", tag="undo"):
    """Takes an earlier act (also an undo) back. The act stays in the history."""

    target: str
    by: str
    reason: str


class Checkpoint(_Body, frozen=True, kw_only=True, tag_field="act", tag="checkpoint"):
    """A signed note (C2SP tlog-checkpoint) on the tree as it was."""

    note: str
    by: str
    reason: str


Act = Review | Judgement | Naming | Undo | Checkpoint


def document_id(sha256: str) -> str:
    """The id of a document, out of the hexadecimal hash of its bytes."""
    return f"sha256:{sha256}"


def operation_id(document: str, number: int) -> str:
    """The id of the `number`-th operation (from 1) of a document."""
    return "o" + _short(document, str(number))


def claim_id(document: str, claim: Claim, again: int = 0) -> str:
    """The id of a claim of a document; `again` counts the claims before it that would have the same."""
    what, first, second = sides(claim)
    kind = type(claim).__name__.lower()
    begins = str(claim.anchors[0].start) if claim.anchors else ""
    return "c" + _short(document, kind, what, _who(first), _who(second), begins, str(again))


def _who(side: tuple[Actor, ...]) -> str:
    return side[0].actor if len(side) == 1 else "+".join(sorted({actor.actor for actor in side}))


def sides(claim: Claim) -> tuple[str, tuple[Actor, ...], tuple[Actor, ...]]:
    """What is done in a claim (its act, measure, reply or support), by whom, and to or against whom."""
    if isinstance(claim, Attribution):
        return claim.act, claim.claimants, claim.accused
    if isinstance(claim, Measure):
        return claim.measure, claim.by, claim.against
    if isinstance(claim, Reply):
        return claim.reply, claim.by, claim.to
    return claim.support, claim.by, claim.of


def reading_id(document: str, engine: str, content: str) -> str:
    """The id of a reading: `content` is its JSON."""
    return "r" + _short(document, engine, content)


def act_id(act: Act, at: str) -> str:
    """The id of an act recorded at a time."""
    return "a" + _short(act.to_json(), at)


_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]


def _short(*parts: str) -> str:
    """65 bits of a hash over the parts, as 13 letters and digits (Base32); parts cannot run into each other."""
    told = "".join([f"{len(part)}:{part}" for part in parts])
    digest = sha256(told.encode("utf-8", "surrogatepass")).digest()
    bits = int.from_bytes(digest[:9], "big") >> 7
    pairs = _PAIRS  # b32encode of the standard library takes ten times as long
    return (
        pairs[bits >> 55]
        + pairs[bits >> 45 & 1023]
        + pairs[bits >> 35 & 1023]
        + pairs[bits >> 25 & 1023]
        + pairs[bits >> 15 & 1023]
        + pairs[bits >> 5 & 1023]
        + _LETTERS[bits & 31]
    )
