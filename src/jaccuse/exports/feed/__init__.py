"""Feeds of new attributions: Atom (RFC 4287) and JSON Feed 1.1, the same entries in both.

An entry is a claim. Its id never changes; `updated` is the time at which the claim, or what people said of it, last changed in
the ledger, so that reading everything again wakes nobody. The same claims give the same bytes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from html import escape
from typing import Any, NamedTuple
from uuid import UUID, uuid5
from xml.etree import ElementTree

import msgspec
from sqlalchemy import Connection

from ...ledger import flat
from ...ledger.chronicle import Event, history
from ...ledger.facets import actors
from ...ledger.filters import Filter
from ...ledger.queries import Views
from ...ledger.rows import ClaimRow
from ...ledger.walk import walk
from ...render.safe import one_line
from ..dossier.compose import LANGUAGES
from ..dossier.matter import Held
from ..dossier.naming import spelt
from ..dossier.notes import LONG, quote, source
from ..dossier.said import sentence
from ..dossier.tongue import Tongue, capital

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
#: The namespace of ids, of this project alone (RFC 9562, version 5).
NAMESPACE = UUID("5d1f6d0e-2b1c-5c53-8a5e-6f0f2f6f9c11")
#: So many entries a feed has, where nothing else is asked for.
ENTRIES = 50


class Recorded(NamedTuple):
    """A claim; when it was first recorded, and when what it says, or what people said of it, last changed (UTC, ISO 8601)."""

    row: ClaimRow
    first: str
    changed: str


class Entry(NamedTuple):
    """One entry. address: of the document; tags: role and code, `accused:CN`."""

    id: str
    claim: str
    title: str
    words: str
    source: str
    status: str
    language: str | None
    address: str | None
    tags: tuple[str, ...]
    published: str
    updated: str


class Place(NamedTuple):
    """Where a feed will be found. own: its address, home: that of the pages it belongs to; as far as they are known."""

    own: str | None = None
    home: str | None = None


class Feed(NamedTuple):
    """A feed. updated: when the last change in it was."""

    id: str
    title: str
    about: str
    language: str
    updated: str
    entries: tuple[Entry, ...]
    place: Place


def feed(
    connection: Connection, ledger: str, asked: Filter | None = None, *, limit: int = ENTRIES, language: str = "en",
    place: Place | None = None, incident: str | None = None,
) -> Feed:  # fmt: skip
    """The newest attributions as asked for. ledger: its id, as far as it is known. An empty feed is one, too."""
    asked = asked or Filter()
    asked = asked if asked.kind else replace(asked, kind="attribution")
    found = newest(connection, asked, limit, incident)
    texts = Views(connection).texts(dict.fromkeys(one.row.document.id for one in found))
    tongue = LANGUAGES[language](spelt(one.row.claim for one in found))
    called = _called(connection, [one.row for one in found])
    entries = tuple(_entry(one, texts, tongue, called.get(one.row.id)) for one in found)
    wanted = " ".join(filter(None, (_told(asked), f"incident={incident}" if incident else "")))
    return Feed(
        id=_urn(f"feed {ledger} {language} {wanted}"),
        title=tongue.passage("feed title"),
        about=tongue.passage("feed about", asked=wanted or tongue.label("everything")),
        language=language,
        updated=max((one.updated for one in entries), default="1970-01-01T00:00:00Z"),
        entries=entries,
        place=place or Place(),
    )


def newest(connection: Connection, asked: Filter, limit: int, incident: str | None = None) -> list[Recorded]:
    """The claims as asked for, those of the documents that came last first. Raises UnknownId."""
    last = deque((row for told in walk(connection, asked, incident) for row in told.claims), maxlen=limit)
    return [_recorded(connection, row) for row in reversed(last)]


def _recorded(connection: Connection, row: ClaimRow) -> Recorded:
    times = [event.at for event in history(connection, row.id) if _changes(event)] or [""]
    return Recorded(row, times[0], times[-1])


def _changes(event: Event) -> bool:
    """Whether the claim, or what people said of it, is another after it: reading the same again is no change."""
    return event.what != "read" or event.verdict != "the same"


def atom(made: Feed) -> bytes:
    """The feed as Atom."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(_tag("feed"), {"xml:lang": made.language})
    _add(root, "id", made.id)
    _add(root, "title", made.title)
    _add(root, "subtitle", made.about)
    _add(root, "updated", made.updated)
    _add(_add(root, "author"), "name", "jaccuse")
    _add(root, "generator", "jaccuse")
    if made.place.own:
        _add(root, "link", rel="self", href=made.place.own, type="application/atom+xml")
    if made.place.home:
        _add(root, "link", rel="alternate", href=made.place.home, type="text/html")
    for one in made.entries:
        entry = _add(root, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "published", one.published)
        _add(entry, "updated", one.updated)
        if address := _page(one, made):
            _add(entry, "link", rel="alternate", href=address)
        if one.address and made.place.home:
            _add(entry, "link", rel="via", href=one.address)
        for tag in one.tags:
            _add(entry, "category", term=tag)
        _add(entry, "content", _html(one, made), type="html")
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def json_feed(made: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    items: list[dict[str, Any]] = []
    for one in made.entries:
        page = _page(one, made)
        item: dict[str, Any] = {"id": one.id}
        item |= {"url": page} if page else {}
        item |= {"external_url": one.address} if one.address else {}
        item |= {
            "title": one.title,
            "content_html": _html(one, made),
            "content_text": f"{one.title}\n\n{one.words}\n\n{one.source}. {one.status}.",
            "date_published": one.published,
            "date_modified": one.updated,
            "tags": list(one.tags),
            "language": made.language,
            "_jaccuse": {"claim": one.claim},
        }
        items.append(item)
    whole: dict[str, Any] = {"version": JSON_FEED, "title": made.title}
    whole |= {"home_page_url": made.place.home} if made.place.home else {}
    whole |= {"feed_url": made.place.own} if made.place.own else {}
    whole |= {"description": made.about, "language": made.language, "authors": [{"name": "jaccuse"}], "items": items}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _called(connection: Connection, rows: Sequence[ClaimRow]) -> dict[str, str]:
    """What the document of each claim calls the operation that it is about, where it has a name for it."""
    found = Views(connection).operations_by_id(list(dict.fromkeys(row.operation for row in rows if row.operation)))
    names = {one.id: one_line(one.operation.name) for one in found if one.operation.name}
    return {row.id: names[row.operation] for row in rows if row.operation in names}


def _entry(one: Recorded, texts: Mapping[str, str], tongue: Tongue, called: str | None) -> Entry:
    row = one.row
    held = Held(row, flat.words_of(row, texts))
    told = sentence(tongue, held)
    url = one_line(row.document.url or "")
    tags = [f"{role}:{actor.actor}" for role, actor in actors(row.claim)]
    return Entry(
        id=_urn(row.id),
        claim=row.id,
        title=tongue.passage("entry title", name=capital(called), told=told) if called else told,
        words="".join(tongue.quoted(quote(held, LONG).words)),
        source=source(tongue, held),
        status=tongue.label(row.reviewed or "not reviewed"),
        language=row.document.language,
        address=url if url.startswith(("http://", "https://")) and not any(sign.isspace() for sign in url) else None,
        tags=tuple(dict.fromkeys([*tags, f"status:{row.claim.status}"])),
        published=one.first,
        updated=one.changed,
    )


def _html(one: Entry, made: Feed) -> str:
    language = f' lang="{escape(one.language)}"' if one.language else ""
    link = f' <a href="{escape(one.address)}">{escape(one.address)}</a>' if one.address else ""
    return (
        f'<p>{escape(one.title)}</p><blockquote><p dir="auto"{language}>{escape(one.words)}</p></blockquote>'
        f"<p>{escape(one.source)}.{link} {escape(one.status)}.</p><p>{escape(made.about)}</p>"
    )


def _page(one: Entry, made: Feed) -> str | None:
    """The address of the claim's page, where the feed belongs to pages."""
    return f"{made.place.home.rstrip('/')}/claims/{one.claim}" if made.place.home else one.address


def _told(asked: Filter) -> str:
    """What is asked for beside attributions, as `accused=CN status=stated`."""
    given = ((field.name, getattr(asked, field.name), field.default) for field in fields(asked))
    return " ".join(
        f"{name}={value}" for name, value, usual in given if value != usual and (name, value) != ("kind", "attribution")
    )


def _urn(words: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE, words)}"


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _add(parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str) -> ElementTree.Element:
    found = ElementTree.SubElement(parent, _tag(name), attributes)
    found.text = words
    return found
