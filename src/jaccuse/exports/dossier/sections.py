"""The frame of a dossier: the case in brief, what stands behind it, what the operation is said to be, what is unreviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...claim import Actor, Reply
from ...render.safe import one_line
from .accounts import accusing, attribution, joint, pairs, voice
from .accusers import ties_in_words
from .events import disputes
from .matter import Matter
from .notes import Notes
from .said import reply
from .shape import Block, Items, Paragraph, Table, Text, Words
from .tongue import Tongue, capital


def brief(matter: Matter, tongue: Tongue) -> list[Block]:
    """The case in a few sentences."""
    case, found = matter.case, accusing(matter.claims)
    incident = case.incident
    told = [
        tongue.passage(
            "counts",
            documents=tongue.count(incident.documents, "document"),
            stories=tongue.count(incident.stories, "story"),
            claims=tongue.count(incident.claims, "claim"),
            accusations=tongue.count(incident.accusations, "accusation"),
        )
    ]
    if found:
        told.append(_accused_by(matter, tongue))
        dated = [one for one in found if one.row.day]
        if dated and dated[0].row.day != dated[-1].row.day:
            speakers = [tongue.who(actor, voice(actor, dated[0]).publisher) for actor in attribution(dated[0]).claimants]
            by = joint(tongue, speakers).words.rstrip(",") if speakers else tongue.who(Actor(actor="unnamed")).words
            first, last = tongue.date(dated[0].row.day), tongue.date(dated[-1].row.day)
            told.append(tongue.passage("first accusation", date=first, by=by, last=last))
        elif dated:
            told.append(tongue.passage("only accusation", date=tongue.date(dated[0].row.day)))
    else:
        told.append(tongue.passage("no accusation"))
    told += ties_in_words(matter, tongue)
    answers = [one for one in matter.claims if isinstance(one.claim, Reply)]
    if answers:
        said = dict.fromkeys(reply(tongue, one, inside=True).rstrip(".") for one in answers)
        told.append(tongue.passage("replied", replies=tongue.semicolon.join(said)))
    elif found:
        told.append(tongue.passage("no reply"))
    if number := sum(disputes(one) for one in matter.claims):
        told.append(
            tongue.passage("disputed one") if number == 1 else tongue.passage("disputed", count=tongue.count(number, "claim"))
        )
    told.append(_looked(matter, tongue))
    return [Items(tuple((Text(sentence),) for sentence in told))]


def _accused_by(matter: Matter, tongue: Tongue) -> str:
    """Accused states and groups, and all who accuse anybody of them."""
    found = pairs(matter.claims)
    accused = dict.fromkeys(_head(tongue, pair.accused) for pair in found)
    by = dict.fromkeys(tongue.who(pair.speaker, pair.voice.publisher).words.rstrip(",") for pair in found)
    return tongue.passage("accused of", accused=tongue.listing(list(accused)), accusers=tongue.coming_from(list(by)))


def _head(tongue: Tongue, actor: Actor) -> str:
    return tongue.who(actor).words


def _looked(matter: Matter, tongue: Tongue) -> str:
    reviewed, every = sum(bool(one.row.reviewed) for one in matter.claims), len(matter.claims)
    if not reviewed:
        return tongue.passage("looked none")
    if reviewed == every:
        return tongue.passage("looked all")
    return tongue.passage("looked", reviewed=tongue.number(reviewed), claims=tongue.count(every, "claim"))


def absent(matter: Matter, tongue: Tongue) -> list[Block]:
    """Who of the usual coalition was not found."""
    if not matter.case.absent:
        return []
    items: list[Words] = []
    listed: dict[str, list[str]] = {}
    for one in matter.case.absent:
        actor, state = tongue.who(Actor(actor=one.actor)), tongue.who(Actor(actor=one.accused)).words
        if one.rule == "counted":
            numbers = {"together": tongue.number(one.together), "of": tongue.number(one.of)}
            items.append((Text(capital(tongue.passage("absent counted", actor=actor.words, state=state, **numbers))),))
        else:
            listed.setdefault(one.accused, []).append(actor.words)
    for actors in listed.values():
        items.append((Text(capital(tongue.passage("absent list", actors=tongue.listing(actors)))),))
    return [Items(tuple(items)), Paragraph((Text(tongue.passage("absent note")),), "small")]


def corroboration(matter: Matter, tongue: Tongue) -> list[Block]:
    """How many accusers, documents, stories and publishers stand behind each accusation."""
    items: list[Words] = []
    for one in matter.case.corroboration:
        names = [_claimant(tongue, code) for code in one.claimants]
        told = tongue.passage(
            "corroborated",
            accused=capital(tongue.who(Actor(actor=one.accused)).words),
            accusers=tongue.count(len(one.claimants), "accuser"),
            names=tongue.listing(names),
            documents=tongue.count(one.documents, "document"),
            stories=tongue.count(one.stories, "story"),
            publishers=tongue.count(one.publishers, "publisher"),
        )
        items.append((Text(told),))
    return [Items(tuple(items)), Paragraph((Text(tongue.passage("independent")),), "small")] if items else []


def _claimant(tongue: Tongue, code: str) -> str:
    return tongue.label("publications") if code == "publication" else tongue.who(Actor(actor=code)).bare


def operation(matter: Matter, tongue: Tongue) -> list[Block]:
    """What documents say of the operation, with how many say it."""
    case = matter.case
    rows: list[tuple[Words, ...]] = []

    def row(key: str, values: Iterable[tuple[str, int]]) -> None:
        told = [
            tongue.passage("from documents", value=value, documents=tongue.count(number, "document"))
            for value, number in values
        ]
        if told:
            rows.append(((Text(tongue.label(key), "strong"),), (Text(tongue.semicolon.join(told)),)))

    row("name", ((one_line(one.value), one.documents) for one in case.names))
    for key in ("activities", "products", "victims", "malware", "vulnerabilities", "start", "end"):
        named = {"activities": _activity(tongue), "start": tongue.date, "end": tongue.date}.get(key, str)
        row(key, ((one_line(named(one.value)), one.documents) for one in case.values.get(key, ())))
    figures: dict[str, set[str]] = {}
    for value, document in case.scale:
        figures.setdefault(tongue.figure(value), set()).add(document)
    row("scale", ((value, len(found)) for value, found in figures.items()))
    head = (tongue.label("value"), tongue.label("said"))
    return [Table(tongue.passage("operation caption"), head, tuple(rows), (3, 12))] if rows else []


def _activity(tongue: Tongue) -> Callable[[str], str]:
    return lambda value: tongue.words.activities.get(value, value)


def unreviewed(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """What nobody has looked at, by the notes; and what does not count."""
    told = [_looked(matter, tongue)]
    left = [one for one in matter.claims if not one.row.reviewed]
    numbers = notes.unreviewed()
    if left and len(left) < len(matter.claims) and numbers:
        told.append(
            tongue.passage("unreviewed", count=tongue.count(len(left), "claim"), notes=f"{tongue.label('note')} {numbers}")
        )
    if matter.case.rejected or matter.case.superseded:
        numbers_ = {"rejected": tongue.number(matter.case.rejected), "superseded": tongue.number(matter.case.superseded)}
        told.append(tongue.passage("aside", **numbers_))
    return [Paragraph((Text(" ".join(told)),))]
