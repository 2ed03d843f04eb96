"""A bundle that jaccuse wrote, read back: documents, the machine's readings of them and people's reviews.

Everything is checked before anything is kept: ids against what they name, words against their places, reviews against what they
make of a reading. What else is in the bundle is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec

from ...claim import Claim, DocumentHead, Operation, Reading, check
from ...errors import BundleWrong
from ...ledger.entries import QUOTES, Review
from ...ledger.overlay import Verdict, effective_claim, effective_operation, plain
from ...ledger.restore import Restored
from .ids import EXTENSION
from .reports import hashed
from .shapes import claim_in, operation_in

#: A bundle is at most so large, and a document in it at most so long.
BUNDLE_BYTES = 2_000_000_000
CHARACTERS = 20_000_000


class _Quote(msgspec.Struct):
    start: int
    words: str


class _Said(msgspec.Struct):
    verdict: Literal["accept", "correct", "reject"]
    path: str = ""
    was_json: str | None = None
    value_json: str | None = None


class _Judged(msgspec.Struct, kw_only=True):
    quotes: list[_Quote] = []
    machine: dict[str, Any] | None = None
    reviews: list[_Said] = []


class _Operation(_Judged, kw_only=True):
    operation_id: str
    operation: dict[str, Any]


class _Claim(_Judged, kw_only=True, tag_field="holds", tag="claim"):
    claim_id: str
    document_id: str
    operation_id: str | None = None
    claim: dict[str, Any]


class _Document(msgspec.Struct, kw_only=True, tag_field="holds", tag="document"):
    document_id: str
    text_sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
    characters: int
    engine: str
    language: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    text: str | None = None
    shown: str | None = None
    operations: list[_Operation] = []


class _Incident(msgspec.Struct, tag_field="holds", tag="incident"):
    pass


class _Object(msgspec.Struct):
    id: str = ""
    type: str = ""
    revoked: bool = False
    extensions: dict[str, msgspec.Raw] = {}


class _Bundle(msgspec.Struct):
    type: str
    objects: list[msgspec.Raw] = []


_held = msgspec.json.Decoder(_Document | _Claim | _Incident)
_object = msgspec.json.Decoder(_Object)


def readings(data: bytes, *, by: str, where: str) -> list[Restored]:
    """The documents of a bundle, in its order. by: who takes it up; where: the file, for messages and reasons.

    Raises BundleWrong where it is broken or not one of ours.
    """
    try:
        bundle = msgspec.json.decode(data, type=_Bundle)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BundleWrong(f"is no STIX bundle: {error}", source=where) from error
    if bundle.type != "bundle":
        raise BundleWrong(f"is no STIX bundle but a {bundle.type!r}", source=where)
    documents: dict[str, _Document] = {}
    claims: dict[str, _Claim] = {}
    for number, raw in enumerate(bundle.objects, 1):
        found = _extension(raw, number, where)
        if isinstance(found, _Document):
            _once(documents, found.document_id, found, where)
        elif isinstance(found, _Claim):
            _once(claims, found.claim_id, found, where)
    if not documents:
        raise BundleWrong("holds no document of jaccuse", source=where, remedy=f"only what carries {EXTENSION} can be taken up")
    of: dict[str, list[_Claim]] = {}
    for claim in claims.values():
        if claim.document_id not in documents:
            raise BundleWrong(f"the report of {claim.document_id} is missing, in which {claim.claim_id} stands", source=where)
        of.setdefault(claim.document_id, []).append(claim)
    return [_restored(documents[name], of.get(name, []), by, where) for name in documents]


def _extension(raw: msgspec.Raw, number: int, where: str) -> _Document | _Claim | _Incident | None:
    """What the extension of an object holds; nothing of objects without it, or that were revoked."""
    try:
        one = _object.decode(raw)
        held = one.extensions.get(EXTENSION)
        return None if held is None or one.revoked else _held.decode(held)
    except msgspec.DecodeError as error:
        raise BundleWrong(f"object {number} is not as jaccuse writes it: {error}", source=where) from error


def _once(held: dict[str, Any], name: str, found: Any, where: str) -> None:
    """Several objects of one claim hold the same, or the bundle is broken."""
    if held.setdefault(name, found) != found:
        raise BundleWrong(f"two of its objects disagree about {name}", source=where)


def _restored(document: _Document, claims: list[_Claim], by: str, where: str) -> Restored:
    name = document.document_id
    try:
        one = _made(document, claims, by, where)
        check(Reading(document=one.head, operations=_shapes(one.operations), claims=_shapes(one.claims)))
    except (msgspec.ValidationError, msgspec.DecodeError, TypeError, ValueError) as error:
        raise BundleWrong(f"document {name}: {error}", source=where) from error
    if wrong := one.wrong():
        raise BundleWrong(wrong, source=where)
    return one


def _shapes(named: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(one[-1] for one in named)


def _made(document: _Document, claims: list[_Claim], by: str, where: str) -> Restored:
    name = document.document_id
    sha = name.removeprefix("sha256:")
    if sha == name or len(sha) != 64 or set(sha) - set("0123456789abcdef"):
        raise ValueError("its id is no hash")
    quotes = [quote for one in (*document.operations, *claims) for quote in one.quotes]
    head = DocumentHead(
        id=name,
        language=document.language or "",
        title=document.title if document.text is not None else document.title or document.shown,
        published=document.published,
        publisher=document.publisher,
        url=document.url,
        text=_text(document, quotes),
    )
    reviews: list[Review] = []
    operations: list[tuple[str, Operation]] = []
    reason = f"as in the ledger that {where} is from"
    for held in document.operations:
        operations.append((held.operation_id, operation_in(held.machine or held.operation)))
        said = _verdicts(held)
        now, _ = effective_operation(plain(operations[-1][1]), said)
        _same(now, operation_in(held.operation), held.operation_id)
        reviews += _reviews(held.operation_id, said, by, reason)
    local = {held: operation.id for held, operation in operations}
    made: list[tuple[str, str | None, Claim]] = []
    for one in sorted(claims, key=lambda one: _order(one.machine or one.claim)):
        if one.operation_id is not None and one.operation_id not in local:
            raise ValueError(f"claim {one.claim_id}: no operation {one.operation_id}")
        number = local.get(one.operation_id or "")
        machine = claim_in(one.machine or one.claim, number)
        said = _verdicts(one)
        _same(effective_claim(plain(machine), said)[0], claim_in(one.claim, number), one.claim_id)
        made.append((one.claim_id, one.operation_id, machine))
        reviews += _reviews(one.claim_id, said, by, reason)
    source = "stix" if document.text is not None else QUOTES + document.text_sha256
    return Restored(head, source, f"{document.engine} (stix)", operations, made, reviews)


def _order(claim: dict[str, Any]) -> tuple[int, str]:
    """Claims in the order of their numbers in the document."""
    number = str(claim.get("local_id", ""))
    return len(number), number


def _text(document: _Document, quotes: list[_Quote]) -> str:
    """The text; where it is not there, the quoted words at their places with spaces between."""
    if not 0 <= document.characters <= CHARACTERS:
        raise ValueError(f"a text of {document.characters:,} characters; at most {CHARACTERS:,} are taken")
    if document.text is not None:
        if len(document.text) != document.characters or hashed(document.text) != document.text_sha256:
            raise ValueError("its text is not the one whose hash it gives")
        return document.text
    parts: list[str] = []
    end = 0
    for quote in sorted(quotes, key=lambda quote: (quote.start, len(quote.words))):
        if quote.start < 0:
            raise ValueError("a quote stands before the text")
        known = end - quote.start
        if known > 0:
            written = "".join(parts)[quote.start :][: len(quote.words)]
            if written != quote.words[:known]:
                raise ValueError(f"two quotes disagree at {quote.start}")
            parts, new = ["".join(parts)], quote.words[known:]
        else:
            new = " " * -known + quote.words
        parts.append(new)
        end += len(new)
    if end > document.characters:
        raise ValueError("a quote stands behind the text")
    return "".join(parts) + " " * (document.characters - end)


def _verdicts(one: _Judged) -> list[Verdict]:
    def value(json: str | None) -> Any:
        return None if json is None else msgspec.json.decode(json)

    return [Verdict("", said.path, said.verdict, value(said.was_json), value(said.value_json)) for said in one.reviews]


def _reviews(target: str, said: list[Verdict], by: str, reason: str) -> list[Review]:
    return [
        Review(target=target, path=one.path, verdict=one.verdict, was=one.was, value=one.value, by=by, reason=reason)  # type: ignore[arg-type]
        for one in said
    ]


def _same(made: object, told: object, name: str) -> None:
    if msgspec.json.encode(made) != msgspec.json.encode(told):
        raise ValueError(f"the reviews of {name} do not lead to what it says")
