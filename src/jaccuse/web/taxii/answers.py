"""The answers of the TAXII server: resources, filters, pages, media types and errors as TAXII 2.1 (OASIS) has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from .catalogue import Asked, Catalogue, Collection, Entry
from .kept import catalogue

TAXII = "application/taxii+json;version=2.1"
STIX = "application/stix+json;version=2.1"
#: Objects in one answer, where the client names no number, and at most.
LIMIT, MOST = 100, 1_000
#: Values in one filter at most.
VALUES = 100
#: What could be posted is read only, but its size must be said.
CONTENT = 2_000_000
_ACCEPTED = re.compile(
    r"\s*(?:\*/\*|application/\*|application/taxii\+json(?:\s*;\s*version\s*=\s*\"?2\.1\"?)?)\s*(?:;\s*q=[\d.]+)?\s*", re.I
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z")


class Wrong(Exception):
    """A request that is refused: the status, and why."""

    def __init__(self, status: int, title: str, description: str = "") -> None:
        super().__init__(title)
        self.status, self.title, self.description = status, title, description


Answer = Callable[[Request, Catalogue], Response]


def _answer(make: Answer) -> Callable[[Request], Any]:
    """An address: the media type is agreed on, then the answer is made on a thread, from a catalogue that is up to date."""

    async def answer(request: Request) -> Response:
        try:
            _agreed(request)
            kept = await catalogue(request.app.state)
            made: Response = await request.app.state.store.run(lambda: make(request, kept))
            return made
        except Wrong as error:
            return _error(error)

    answer.__name__ = make.__name__
    return answer


def _agreed(request: Request) -> None:
    accept = request.headers.get("accept", "*/*")
    if not any(_ACCEPTED.fullmatch(part) for part in accept.split(",")):
        raise Wrong(406, "Not acceptable", f"This server answers with {TAXII}.")


def _json(value: object, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, headers, media_type=TAXII)


def _error(error: Wrong) -> Response:
    body = {"title": error.title, "http_status": str(error.status)}
    return _json(body | ({"description": error.description} if error.description else {}), status=error.status)


@_answer
def discovery(request: Request, kept: Catalogue) -> Response:
    """What server this is, and where its API root is."""
    root = f"{request.scope.get('root_path', '')}/ledger/"
    words = "Public claims about cyber operations: who holds whom responsible, in which words. Claims, never verdicts."
    return _json({"title": "jaccuse", "description": words, "default": root, "api_roots": [root]})


@_answer
def root(request: Request, kept: Catalogue) -> Response:
    """The API root."""
    words = "The claims of one ledger, read only."
    return _json({"title": "The ledger", "description": words, "versions": [TAXII], "max_content_length": CONTENT})


@_answer
def collections(request: Request, kept: Catalogue) -> Response:
    """All collections."""
    return _json({"collections": kept.collections()})


@_answer
def collection(request: Request, kept: Catalogue) -> Response:
    """One collection."""
    return _json(_named(request, kept))


@_answer
def objects(request: Request, kept: Catalogue) -> Response:
    """Objects of a collection, a page of them."""
    found, more = kept.entries(_named(request, kept), asked := _asked(request))
    return _page(found, more, {"objects": [msgspec.Raw(one.body) for one in found]}, asked)


@_answer
def one_object(request: Request, kept: Catalogue) -> Response:
    """One object, in the versions asked for."""
    asked = _asked(request, request.path_params["object"])
    found, more = kept.entries(_there(request, kept), asked)
    return _page(found, more, {"objects": [msgspec.Raw(one.body) for one in found]}, asked)


@_answer
def manifest(request: Request, kept: Catalogue) -> Response:
    """What the objects of a collection are, without them."""
    found, more = kept.entries(_named(request, kept), asked := _asked(request))
    rows = [{"id": one.id, "date_added": one.added, "version": one.version, "media_type": STIX} for one in found]
    return _page(found, more, {"objects": rows}, asked)


@_answer
def versions(request: Request, kept: Catalogue) -> Response:
    """The versions of an object."""
    if any(name.startswith("match[") and name != "match[spec_version]" for name in request.query_params):
        raise Wrong(400, "Versions can be filtered by added_after and match[spec_version] only")
    asked = _asked(request, request.path_params["object"], every=True)
    found, more = kept.entries(_there(request, kept), asked)
    return _page(found, more, {"versions": [one.version for one in found]}, asked)


@_answer
def status(request: Request, kept: Catalogue) -> Response:
    """There is nothing to have a status of: nothing can be added."""
    raise Wrong(404, "No such status", "Nothing can be added here, so nothing is under way.")


@_answer
def read_only(request: Request, kept: Catalogue) -> Response:
    """Nothing can be added or deleted."""
    _named(request, kept)
    raise Wrong(403, "This collection is read only", "Claims come into a ledger by `jaccuse add` and `jaccuse import`.")


@_answer
def nothing(request: Request, kept: Catalogue) -> Response:
    """Any other address."""
    raise Wrong(404, "There is nothing at this address", "Addresses end with a slash; /taxii2/ says where to begin.")


def _named(request: Request, kept: Catalogue) -> Collection:
    found = kept.collection(request.path_params["collection"])
    if found is None:
        raise Wrong(404, "No such collection")
    return found


def _there(request: Request, kept: Catalogue) -> Collection:
    """The collection, which has the object in some version."""
    found = _named(request, kept)
    name = request.path_params["object"]
    if not kept.entries(found, Asked(1, ids=(name,), versions=("all",)))[0]:
        raise Wrong(404, "No such object in this collection")
    return found


def _asked(request: Request, name: str | None = None, *, every: bool = False) -> Asked:
    """The filters of a request. Raises Wrong for a value that cannot be."""
    given = request.query_params
    for key in given:
        if key not in ("added_after", "limit", "next", *(f"match[{one}]" for one in ("id", "type", "version", "spec_version"))):
            raise Wrong(400, f"unknown parameter {key[:60]!r}")
    after = given.get("added_after")
    versions = ("all",) if every else _values(given.get("match[version]")) or ("last",)
    for word in versions:
        if word not in ("first", "last", "all") and not _TIME.fullmatch(word):
            raise Wrong(
                400, f"match[version]: {word[:60]!r} is neither first, last, all nor a time such as 2026-11-24T00:00:00.000Z"
            )
    if after is not None and not _TIME.fullmatch(after):
        raise Wrong(400, f"added_after: {after[:60]!r} is no time such as 2026-11-24T00:00:00.000Z")
    ids = _values(given.get("match[id]"))
    if name is not None:
        ids = (name,) if not ids or name in ids else ("",)
    if (wanted := _values(given.get("match[spec_version]"))) and "2.1" not in wanted:
        ids = ("",)
    return Asked(
        limit=min(_number(given.get("limit"), "limit", LIMIT, least=1), MOST),
        after=_full(after) if after else None,
        last=_number(given.get("next"), "next", 0),
        ids=ids,
        types=_values(given.get("match[type]")),
        versions=tuple(_version(word) for word in versions),
    )


def _values(given: str | None) -> tuple[str, ...]:
    found = tuple(filter(None, (word.strip() for word in (given or "").split(","))))
    if len(found) > VALUES:
        raise Wrong(400, f"more than {VALUES} values in one filter")
    return found


def _number(given: str | None, name: str, otherwise: int, *, least: int = 0) -> int:
    if given is None:
        return otherwise
    if not given.isascii() or not given.isdecimal() or not least <= int(given[:18]):
        raise Wrong(400, f"{name}: {given[:60]!r} is no number that this server gave or takes")
    return int(given[:18])


def _full(time: str) -> str:
    """A time to the microsecond, as the catalogue writes it."""
    head, _, rest = time.rstrip("Z").partition(".")
    return f"{head}.{(rest + '000000')[:6]}Z"


def _version(word: str) -> str:
    """A version to the millisecond, as objects have it."""
    if word in ("first", "last", "all"):
        return word
    head, _, rest = word.rstrip("Z").partition(".")
    return f"{head}.{(rest + '000')[:3]}Z"


def _page(found: list[Entry], more: bool, body: dict[str, Any], asked: Asked) -> Response:
    """A page with what TAXII wants around it; an empty one is an empty object."""
    if not found:
        return _json({})
    if more:
        body |= {"more": True, "next": str(found[-1].seq)}
    return _json(body, {"X-TAXII-Date-Added-First": found[0].added, "X-TAXII-Date-Added-Last": found[-1].added})
