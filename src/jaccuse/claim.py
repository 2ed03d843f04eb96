"""The vocabulary of the whole program: spans, actors, claims, operations, readings.

These are the shapes of the public JSON (codebook, "Public JSON"), so that what the engine builds, what a program gets and
what the schema describes are one thing. Every value that words say carries `anchors`: `[start, end]` offsets in code points
into `Document.text`. `check(reading)` is run on every reading before it leaves the engine.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

Act = Literal["attribute", "locate", "charge", "self-claim", "contest"]
Status = Literal["stated", "suspected", "hearsay", "declined", "withdrawn"]
Link = Literal[
    "state",
    "organ",
    "directed",
    "contracted",
    "backed",
    "affiliated",
    "linked",
    "encouraged",
    "tolerated",
    "located",
    "nationality",
    "rogue",
    "none",
]
Axis = Literal["likelihood", "confidence"]
Level = Literal["unlikely", "even", "possible", "likely", "very-likely", "near-certain", "low", "moderate", "high"]
Scope = Literal["authorship", "purpose", "link"]
MeasureKind = Literal[
    "indictment",
    "charges",
    "complaint",
    "arrest",
    "extradition",
    "plea",
    "conviction",
    "sentence",
    "sanctions",
    "asset-freeze",
    "travel-ban",
    "expulsion",
    "summons",
    "recall",
    "protest",
    "reward",
    "takedown",
    "export-control",
    "lawsuit",
    "advisory",
]
MeasureStatus = Literal["adopted", "requested", "threatened", "absent", "lifted"]
ReplyKind = Literal[
    "denial",
    "dismissal",
    "no-comment",
    "none-yet",
    "counter-accusation",
    "demand-for-proof",
    "protest",
    "acknowledgement",
]
SupportKind = Literal["endorse", "condemn", "solidarity"]
Bound = Literal["at-least", "at-most", "about", "exact"]
Activity = Literal[
    "espionage",
    "ip-theft",
    "financial-theft",
    "extortion",
    "influence",
    "disruption",
    "sabotage",
    "data-theft",
    "hack-and-leak",
    "ransomware",
    "cryptojacking",
    "ddos",
    "wiper",
    "defacement",
    "access-only",
    "supply-chain",
    "phishing",
    "exploit",
]


class Span(NamedTuple):
    """A stretch of `Document.text`: start (inclusive) and end (exclusive) in code points."""

    start: int
    end: int


class _Shape(msgspec.Struct, frozen=True, kw_only=True):
    pass


class Actor(_Shape, frozen=True, kw_only=True):
    """Somebody in a role.

    actor: code of the codebook (`US/white-house`, `group:apt28`, `publication`, `unnamed`, `unknown`).
    name: the words that name the actor; None for `publication`.
    link: tie between the accused people and the accused state; only set for accused.
    count, nationality, role: only for unnamed people, as far as the text tells.
    candidates: other codes the words could mean, where they are ambiguous.
    rule: the rule that resolved the words to the code.
    """

    actor: str
    name: str | None = None
    link: Link | None = None
    count: int | None = None
    nationality: str | None = None
    role: str | None = None
    candidates: tuple[str, ...] = ()
    rule: str = ""
    anchors: tuple[Span, ...] = ()


class Certainty(_Shape, frozen=True, kw_only=True):
    """How sure the claimant says to be (domain.md, section 3). Likelihood and confidence are never converted."""

    words: str
    axis: Axis
    level: Level
    scope: Scope
    rule: str = ""
    anchors: tuple[Span, ...]


class DateValue(_Shape, frozen=True, kw_only=True):
    """A date only as precise as the text allows: ISO 8601 `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    value: str
    precision: Literal["year", "month", "day"]
    rule: str = ""
    anchors: tuple[Span, ...] = ()


class Ground(_Shape, frozen=True, kw_only=True):
    """Evidence or a reason named in the text."""

    words: str
    rule: str = ""
    anchors: tuple[Span, ...]


class Evidence(_Shape, frozen=True, kw_only=True):
    """The words behind one plain value (an activity code, a product, a victim, a status …) of a claim or an operation."""

    field: str
    value: str
    rule: str = ""
    anchors: tuple[Span, ...]


class Empty(_Shape, frozen=True, kw_only=True):
    """A field left empty on purpose, and why."""

    field: str
    reason: str


class _Claim(_Shape, frozen=True, kw_only=True):
    id: str
    operation: str | None = None
    reported_by: Actor | None = None
    date: DateValue | None = None
    rule: str
    evidence: tuple[Evidence, ...] = ()
    empty: tuple[Empty, ...] = ()
    anchors: tuple[Span, ...]


class Attribution(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="attribution"):
    """Somebody holds an actor responsible for a cyber operation, or ties it to one."""

    act: Act
    status: Status
    claimants: tuple[Actor, ...]
    accused: tuple[Actor, ...]
    certainty: Certainty | None = None
    grounds: tuple[Ground, ...] = ()


class Measure(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="measure"):
    """A legal or political act against the accused."""

    measure: MeasureKind
    status: MeasureStatus
    by: tuple[Actor, ...]
    against: tuple[Actor, ...]
    count: int | None = None
    nationality: str | None = None


class Reply(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="reply"):
    """What the accused, or somebody for it, answers."""

    reply: ReplyKind
    status: Status = "stated"
    by: tuple[Actor, ...]
    to: tuple[Actor, ...] = ()


class Support(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="support"):
    """Somebody condemns the operation, backs the accusers or voices solidarity, without attributing."""

    support: SupportKind
    status: Status = "stated"
    by: tuple[Actor, ...]
    of: tuple[Actor, ...] = ()


Claim = Attribution | Measure | Reply | Support


class Figure(_Shape, frozen=True, kw_only=True):
    """One figure of an operation's scale: value, unit as worded or an ISO 4217 code for money, and bound."""

    value: float
    unit: str
    bound: Bound
    rule: str = ""
    anchors: tuple[Span, ...]


class Operation(_Shape, frozen=True, kw_only=True):
    """What was done: listed only if a claim is about it."""

    id: str
    name: str | None = None
    activities: tuple[Activity, ...] = ()
    products: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    scale: tuple[Figure, ...] = ()
    start: str | None = None
    end: str | None = None
    vulnerabilities: tuple[str, ...] = ()
    malware: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    empty: tuple[Empty, ...] = ()
    anchors: tuple[Span, ...]


class DocumentHead(_Shape, frozen=True, kw_only=True):
    """What a reading says of its document."""

    id: str
    language: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    text: str


class Reading(_Shape, frozen=True, kw_only=True):
    """Everything read out of one document. Order is that of the text; equal input gives equal bytes."""

    document: DocumentHead
    operations: tuple[Operation, ...] = ()
    claims: tuple[Claim, ...] = ()

    def to_json(self, indent: int | None = None) -> bytes:
        """The public JSON, UTF-8; the same reading gives the same bytes."""
        data = msgspec.json.encode(self)
        return data if indent is None else msgspec.json.format(data, indent=indent)


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of the public JSON, generated from these shapes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Reading)}


def check(reading: Reading) -> None:
    """Raise ValueError where an anchor lies outside the text, or an actor's name or certainty's words are not its quote."""
    text = reading.document.text

    def walk(node: object, path: str) -> None:
        if isinstance(node, (Actor, Certainty, Ground)) and node.anchors:
            words = node.name if isinstance(node, Actor) else node.words
            first = node.anchors[0]
            if words is not None and text[first.start : first.end] != words:
                raise ValueError(f"{path}: words {words!r} are not the text at {tuple(first)}")
        if isinstance(node, Span):
            if not 0 <= node.start < node.end <= len(text):
                raise ValueError(f"{path}: anchor {tuple(node)} is not in the text of {len(text)} characters")
        elif isinstance(node, msgspec.Struct):
            for name in node.__struct_fields__:
                walk(getattr(node, name), f"{path}.{name}")
        elif isinstance(node, tuple):
            for i, value in enumerate(node):
                walk(value, f"{path}[{i}]")

    known = {operation.id for operation in reading.operations}
    for claim in reading.claims:
        if claim.operation is not None and claim.operation not in known:
            raise ValueError(f"claim {claim.id}: no operation {claim.operation}")
    walk(reading.operations, "operations")
    walk(reading.claims, "claims")
