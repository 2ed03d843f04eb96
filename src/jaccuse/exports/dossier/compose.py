"""A dossier out of its matter, in one language: pure, so that the same matter gives the same dossier."""

from __future__ import annotations

from ... import __version__
from ...claim import Actor
from ...ledger.entries import sides
from ...ledger.facets import state_of
from ...render.safe import one_line
from . import accusers, said, sections
from .english import English
from .events import timeline
from .french import French
from .matter import Matter
from .naming import organs, persons, spelt
from .notes import Notes
from .shape import Block, Dossier, Fixed, Heading, Paragraph, Table, Text, Words
from .tongue import Tongue

#: The languages that dossiers are written in.
LANGUAGES: dict[str, type[Tongue]] = {"en": English, "fr": French}


def compose(matter: Matter, language: str = "en") -> Dossier:
    """The dossier. Raises KeyError for a language that is not in LANGUAGES."""
    tongue = LANGUAGES[language](spelt(one.claim for one in matter.claims))
    notes = Notes(tongue)
    incident = matter.case.incident
    called = called_of(matter)
    title = tongue.passage("title", name=called[:1].upper() + called[1:]) if called else tongue.passage("title unnamed")
    subtitle = tongue.passage(
        "subtitle",
        claims=tongue.count(incident.claims, "claim"),
        documents=tongue.count(incident.documents, "document"),
        span=tongue.span(incident.first, incident.last),
        id=incident.id,
    )
    blocks: list[Block] = [Paragraph((Text(tongue.passage("verdict")),), "notice")]
    if named_persons(matter):
        blocks.append(Paragraph((Text(tongue.passage("innocent")),), "notice"))
    parts: list[tuple[str, list[Block]]] = [
        ("brief", sections.brief(matter, tongue)),
        ("timeline", _timeline(matter, tongue, notes)),
        ("accusers", accusers.table_of_accusers(matter, tongue, notes)),
        ("accounts", accusers.account_by_account(matter, tongue, notes)),
        ("ties", accusers.ties(matter, tongue, notes)),
        ("measures", said.measures(matter, tongue, notes)),
        ("replies", said.replies(matter, tongue, notes)),
        ("disputed", said.disputed(matter, tongue, notes)),
        ("support", said.support(matter, tongue, notes)),
        ("own", said.own(matter, tongue, notes)),
        ("remarks", said.remarks(matter, tongue, notes)),
        ("absent", sections.absent(matter, tongue)),
        ("corroboration", sections.corroboration(matter, tongue)),
        ("operation", sections.operation(matter, tongue)),
        ("unreviewed", sections.unreviewed(matter, tongue, notes)),
        ("method", _method(matter, tongue, notes)),
        ("checkpoint", _checkpoint(matter, tongue)),
        ("documents", _documents(matter, tongue)),
    ]
    for key, found in parts:
        if found:
            blocks += [Heading(2, (Text(tongue.label(key)),), key), *found]
    labels = {key: tongue.label(key) for key in ("notes", "back", "contents", "note", "footer", "missing")}
    opening, _, closing = tongue.quoted("")
    labels |= {"open": opening, "close": closing}
    return Dossier(language, title, subtitle, tuple(blocks), notes.written(), labels)


def coded(words: str) -> Words:
    """A passage of ours, with what stands between backquotes as code."""
    return tuple(Text(part, "code" if number % 2 else "plain") for number, part in enumerate(words.split("`")) if part)


def called_of(matter: Matter) -> str | None:
    """What the operation is called by most documents."""
    name = matter.case.incident.name or (matter.case.names[0].value if matter.case.names else None)
    return one_line(name) if name else None


def named_persons(matter: Matter) -> bool:
    """Whether a person is named as accused or as one whom a measure is against."""
    return any(persons(actor) or _official(actor) for one in matter.claims for actor in sides(one.claim)[2])


def _official(actor: Actor) -> bool:
    """Whether a code below a state may be a person: the reader writes officials so, by their names."""
    role = actor.actor.partition("/")[2]
    if state_of(actor.actor) is None or actor.actor in organs() or f"*/{role}" in organs():
        return False
    return role.count("-") in (1, 2)


def _timeline(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    drawn = timeline(matter, tongue)
    if drawn is None:
        return []
    return [drawn, said.chronology(matter, tongue, notes)]


def _method(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    told: list[Block] = [
        Paragraph(coded(tongue.passage("method", version=__version__))),
        Paragraph(coded(tongue.passage("method dates"))),
    ]
    shown = len(notes.written())
    if shown < len(matter.claims):
        words = tongue.passage("several", shown=tongue.number(shown), all=tongue.number(len(matter.claims)))
        told.append(Paragraph(coded(words)))
    return told


def _checkpoint(matter: Matter, tongue: Tongue) -> list[Block]:
    note = matter.checkpoint
    words = tongue.passage("checkpoint", size=tongue.number(note.size))
    return [Paragraph(coded(words)), Fixed((*note.body.rstrip("\n").split("\n"), f"root {note.root.hex()}"))]


def _documents(matter: Matter, tongue: Tongue) -> list[Block]:
    rows = tuple(
        (
            (Text(tongue.date(one.published) if one.published else tongue.label("undated")),),
            (Text(one_line(one.publisher or tongue.label("unpublished"))),),
            (Text(one_line(one.title or tongue.label("untitled"))),),
            (Text(one.id.removeprefix("sha256:"), "code"),),
        )
        for one in matter.case.documents
    )
    head = tuple(tongue.label(key) for key in ("date", "publisher", "title", "hash"))
    return [Table(tongue.passage("documents caption"), head, rows, (3, 3, 6, 6))]
