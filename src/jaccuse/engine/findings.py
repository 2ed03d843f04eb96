"""What the frames find: an attribution as one sentence makes it, and who speaks over a clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..claim import Act, Certainty, Span, Status
from .party import Party
from .scope import Scope
from .tree import Node, Tree
from .words import Entry

Cyber = Callable[[int, int], str | None]
SPEECH = {"say", "belief", "perceive"}


@dataclass(slots=True)
class Finding:
    """One attribution as a sentence makes it, before the document is put together.

    claimants: empty where only the publication says so. deed: the words for what was done. anaphor, speaker_anaphor: a pronoun
    or "the group" still to be resolved. more: other places that make the same claim. operation: its number, once grouped.
    reporter: who passes it on. reasons: fields left empty, and why.
    """

    entry: Entry
    tree: Tree
    trigger: Node
    act: Act
    status: Status
    claimants: list[Party]
    accused: list[Party]
    span: Span
    deed: Span | None
    certainty: Certainty | None = None
    speech: Node | None = None
    anaphor: Node | None = None
    speaker_anaphor: Node | None = None
    more: list[Span] = field(default_factory=list)
    operation: int | None = None
    reporter: Party | None = None
    scope: Scope = field(default_factory=Scope)
    reasons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Speech:
    """Who speaks over a clause: the verb (or preposition) that says so, and how."""

    speakers: list[Party]
    verb: Node | None
    entry: Entry | None
    rule: str
    anaphor: Node | None = None
    hearsay: bool = False
    believed: bool = False
