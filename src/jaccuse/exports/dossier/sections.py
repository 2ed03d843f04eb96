"""The sections of a dossier. Every sentence says who claims it; each comes with the notes of the claims it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...claim import Actor, Attribution, Measure, Reply, Support
from ...ledger.entries import sides
from ...ledger.facets import state_of
from ...render.safe import one_line
from .accounts import Account, Pair, Wording, accounts, accusing, attribution, how, joint, look, pairs, speak, voice
from .events import disputes
from .matter import Held, Matter
from .notes import Notes, quote
from .shape import Block, Heading, Inline, Items, Paragraph, Quote, Table, Text, Words
from .tongue import How, Name, Tongue

#: So many grounds of one wording are quoted.
MOST_GROUNDS = 6


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
    told += _ties_in_words(matter, tongue)
    answers = [one for one in matter.claims if isinstance(one.claim, Reply)]
    if answers:
        said = dict.fromkeys(_reply(tongue, one, inside=True).rstrip(".") for one in answers)
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


def chronology(matter: Matter, tongue: Tongue, notes: Notes) -> Table:
    """The timeline in words: what is put alike on one day stands in one row."""
    groups: dict[tuple[str | None, str], list[Held]] = {}
    for one in matter.claims:
        groups.setdefault((one.row.day, _in_short(tongue, one)), []).append(one)
    rows = tuple(
        ((Text(tongue.date(day)),), (Text(words),), notes.cite(held)) for (day, words), held in groups.items() if words
    )
    head = (tongue.label("date"), tongue.label("event"), tongue.label("sources"))
    return Table(tongue.passage("chronology"), head, rows, (4, 13, 2))


def _in_short(tongue: Tongue, one: Held) -> str:
    claim = one.claim
    if isinstance(claim, Attribution):
        if disputes(one) or claim.act == "self-claim":
            return _dispute(tongue, one)
        by = joint(tongue, _by(tongue, one)).bare
        if not claim.accused:
            return tongue.remarks(joint(tongue, _by(tongue, one)))
        against = tongue.listing([tongue.whom(actor).words for actor in claim.accused])
        return f"{by} → {against} ({tongue.words.put[look(one)]})"
    if isinstance(claim, Measure):
        return tongue.measure(claim, *_measured(tongue, claim))
    return _reply(tongue, one) if isinstance(claim, Reply) else _support(tongue, one)


def table_of_accusers(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """One row for each accuser and each whom it accuses."""
    found = pairs(matter.claims)
    if not found:
        return [Paragraph((Text(tongue.passage("no accusation")),))]
    rows = tuple(_row(pair, tongue, notes) for pair in found)
    head = tuple(tongue.label(key) for key in ("accuser", "accused", "put", "certainty", "in", "sources"))
    return [Table(tongue.passage("accusers caption"), head, rows, (7, 9, 8, 5, 5, 3))]


def _row(pair: Pair, tongue: Tongue, notes: Notes) -> tuple[Words, ...]:
    links = dict.fromkeys(tongue.words.links[actor.link] for one in pair.held for actor in _same(pair, one) if actor.link)
    tie = [Text(f" ({'; '.join(links)})", "soft")] if links and list(links) != [tongue.words.links["none"]] else []
    sure = dict.fromkeys(_sure(tongue, one) for one in pair.held if attribution(one).certainty)
    documents = tongue.count(len({one.document.id for one in pair.held}), "document")
    return (
        (Text(tongue.who(pair.speaker, pair.voice.publisher).bare, "strong"),),
        (Text(tongue.who(pair.accused).bare), *tie),
        (Text(tongue.semicolon.join(_steps(pair, tongue))),),
        (Text(tongue.semicolon.join(sure)) if sure else Text(tongue.label("none worded"), "soft"),),
        (Text(documents),),
        notes.cite(pair.held),
    )


def _same(pair: Pair, one: Held) -> list[Actor]:
    return [actor for actor in attribution(one).accused if actor.actor == pair.accused.actor]


def _sure(tongue: Tongue, one: Held) -> str:
    sure = attribution(one).certainty
    assert sure is not None
    level = tongue.words.levels[sure.level]
    return tongue.sure(sure).partition(":")[2].strip() or level


def _steps(pair: Pair, tongue: Tongue) -> list[str]:
    """How it was put, with the first and last day of each way."""
    days: dict[str, list[str | None]] = {}
    for one in pair.held:
        days.setdefault(look(one), []).append(one.row.day)
    return [f"{tongue.words.put[put]} ({tongue.span(found[0], found[-1])})" for put, found in days.items()]


def account_by_account(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """What each accuser says, wording by wording, with the words first and last used."""
    blocks: list[Block] = []
    for number, account in enumerate(accounts(matter.claims), 1):
        blocks.append(Heading(3, (Text(speak(tongue, account).bare),), f"account-{number}"))
        for wording in account.wordings:
            blocks += _wording(account, wording, tongue, notes)
    return blocks


def _wording(account: Account, wording: Wording, tongue: Tongue, notes: Notes) -> list[Block]:
    first, last = wording.held[0], wording.held[-1]
    publication = all(who.code in ("publication", "unnamed") for who in account.voices)
    by = speak(tongue, account)
    whom = joint(tongue, [tongue.whom(actor) for actor in wording.accused])
    when = tongue.when(first.row.day, first.claim.date is not None)
    said: list[Inline] = [Text(tongue.accuses(when, by, wording.how, whom, publication=publication)), *notes.cite([first])]
    said += _relayed(first, tongue)
    blocks: list[Block] = [Paragraph(tuple(said)), Paragraph((quote(first),), "quote")]
    if rest := wording.held[1:]:
        blocks.append(Paragraph((Text(tongue.again(len(rest), last.row.day)), *notes.cite(rest))))
        if quote(last).words != quote(first).words:
            blocks.append(Paragraph((quote(last),), "quote"))
    return blocks + _certainties(wording, tongue, notes) + _grounds(wording, tongue, notes)


def _relayed(one: Held, tongue: Tongue) -> list[Inline]:
    relay = one.claim.reported_by
    if relay is None or relay.actor == "publication":
        return []
    return [Text(" " + tongue.relayed(tongue.who(relay)))]


def _certainties(wording: Wording, tongue: Tongue, notes: Notes) -> list[Block]:
    found: dict[tuple[str, str], list[Held]] = {}
    for one in wording.held:
        if sure := attribution(one).certainty:
            found.setdefault((tongue.sure(sure), one_line(sure.words)), []).append(one)
    return [
        Paragraph((Text(f"{told} ("), Quote(words, held[0].document.language), Text(")."), *notes.cite(held)))
        for (told, words), held in found.items()
    ]


def _grounds(wording: Wording, tongue: Tongue, notes: Notes) -> list[Block]:
    found: dict[str, list[Held]] = {}
    for one in wording.held:
        for ground in attribution(one).grounds:
            found.setdefault(one_line(ground.words), []).append(one)
    if not found:
        return []
    said: list[Inline] = [Text(tongue.grounds(len(found)) + " ")]
    for number, (words, held) in enumerate(list(found.items())[:MOST_GROUNDS]):
        said += [Text(", ")] if number else []
        said += [Quote(words, held[0].document.language), *notes.cite(held)]
    return [Paragraph((*said, Text(" […]." if len(found) > MOST_GROUNDS else ".")))]


def ties(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """The ties that each accuser alleges, side by side."""
    groups: dict[tuple[str, str, str], list[Held]] = {}
    for pair in pairs(matter.claims):
        for one in pair.held:
            for actor in _same(pair, one):
                if actor.link and actor.link != "none":
                    who = tongue.who(pair.speaker, pair.voice.publisher).bare
                    groups.setdefault((tongue.who(actor).bare, who, actor.link), []).append(one)
    if not groups:
        return []
    rows = tuple(
        (
            (Text(accused),),
            (Text(who),),
            (Text(tongue.words.links[link]),),
            (Text(tongue.date(held[0].row.day)),),
            notes.cite(held),
        )
        for (accused, who, link), held in sorted(groups.items())
    )
    head = tuple(tongue.label(key) for key in ("accused", "accuser", "tie", "first", "sources"))
    words: list[Block] = [Paragraph((Text(told),)) for told in _ties_in_words(matter, tongue)]
    for links in _links(matter, tongue).values():
        if len(links) > 1:
            told = [
                tongue.passage("tie words", link=_capital(tongue.words.links[link]), accusers=tongue.listing(list(who)))
                for link, who in links.items()
            ]
            words.append(Items(tuple((Text(one),) for one in told)))
    return [*words, Table(tongue.passage("ties caption"), head, rows, (6, 6, 6, 4, 3))]


def _ties_in_words(matter: Matter, tongue: Tongue) -> list[str]:
    """For each accused state, whether the accusers put the tie alike."""
    told = []
    for state, links in _links(matter, tongue).items():
        ties_ = tongue.listing([tongue.words.links[link] for link in links])
        key = "ties differ" if len(links) > 1 else "tie alike"
        told.append(tongue.passage(key, state=tongue.who(Actor(actor=state)).words, ties=ties_))
    return told


def _links(matter: Matter, tongue: Tongue) -> dict[str, dict[str, dict[str, None]]]:
    """By state and link, who alleges it."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for pair in pairs(matter.claims):
        for one in pair.held:
            for actor in _same(pair, one):
                state = state_of(actor.actor)
                if state and actor.link and actor.link != "none":
                    who = tongue.who(pair.speaker, pair.voice.publisher).words.rstrip(",")
                    found.setdefault(state, {}).setdefault(actor.link, {})[who] = None
    return found


def measures(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """Measures with their status."""
    held = [one for one in matter.claims if isinstance(one.claim, Measure)]
    return _listed(held, lambda one: tongue.measure(_measure(one), *_measured(tongue, _measure(one))), tongue, notes)


def _measure(one: Held) -> Measure:
    assert isinstance(one.claim, Measure)
    return one.claim


def _measured(tongue: Tongue, said: Measure) -> tuple[list[Name], list[Name]]:
    return [tongue.who(actor) for actor in said.by], [tongue.who(actor) for actor in said.against]


def replies(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """What the accused, or others for them, answer."""
    held = [one for one in matter.claims if isinstance(one.claim, Reply)]
    if not held and accusing(matter.claims):
        return [Paragraph((Text(tongue.passage("no reply")),))]
    return _listed(held, lambda one: _reply(tongue, one), tongue, notes, quoted=True)


def _reply(tongue: Tongue, one: Held, *, inside: bool = False) -> str:
    """The sentence of a reply; inside: as it stands within another."""
    assert isinstance(one.claim, Reply)
    by = joint(tongue, _by(tongue, one))
    told = tongue.replies(one.claim.reply, by, [tongue.who(actor) for actor in one.claim.to])
    return by.words[:1] + told[1:] if inside else told


def support(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """Who backs the accusers, condemns or voices solidarity."""
    return _listed(
        [one for one in matter.claims if isinstance(one.claim, Support)], lambda one: _support(tongue, one), tongue, notes
    )


def _support(tongue: Tongue, one: Held) -> str:
    assert isinstance(one.claim, Support)
    return tongue.supports(one.claim, joint(tongue, _by(tongue, one)), [tongue.who(actor) for actor in one.claim.of])


def disputed(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """What is contested, expressly not attributed, or taken back."""
    return _listed(
        [one for one in matter.claims if disputes(one)], lambda one: _dispute(tongue, one), tongue, notes, quoted=True
    )


def own(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """What attackers claim for themselves."""
    held = [
        one
        for one in matter.claims
        if isinstance(one.claim, Attribution) and one.claim.act == "self-claim" and not disputes(one)
    ]
    return _listed(held, lambda one: _dispute(tongue, one), tongue, notes, quoted=True)


def _dispute(tongue: Tongue, one: Held) -> str:
    claim = attribution(one)
    whom = joint(tongue, [tongue.whom(actor) for actor in claim.accused]) if claim.accused else None
    return tongue.disputes(How(claim.act, claim.status), joint(tongue, _by(tongue, one)), whom)


def remarks(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """Attributions that name nobody."""
    held = [
        one for one in matter.claims if isinstance(one.claim, Attribution) and not one.claim.accused and not disputes(one)
        and how(one).act != "self-claim"
    ]  # fmt: skip
    return _listed(held, lambda one: tongue.remarks(joint(tongue, _by(tongue, one))), tongue, notes, quoted=True)


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
            items.append((Text(_capital(tongue.passage("absent counted", actor=actor.words, state=state, **numbers))),))
        else:
            listed.setdefault(one.accused, []).append(actor.words)
    for actors in listed.values():
        items.append((Text(_capital(tongue.passage("absent list", actors=tongue.listing(actors)))),))
    return [Items(tuple(items)), Paragraph((Text(tongue.passage("absent note")),), "small")]


def corroboration(matter: Matter, tongue: Tongue) -> list[Block]:
    """How many accusers, documents, stories and publishers stand behind each accusation."""
    items: list[Words] = []
    for one in matter.case.corroboration:
        names = [_claimant(tongue, code) for code in one.claimants]
        told = tongue.passage(
            "corroborated",
            accused=_capital(tongue.who(Actor(actor=one.accused)).words),
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
            tongue.passage("from documents", value=one_line(value), documents=tongue.count(number, "document"))
            for value, number in values
        ]
        if told:
            rows.append(((Text(tongue.label(key), "strong"),), (Text(tongue.semicolon.join(told)),)))

    row("name", ((one.value, one.documents) for one in case.names))
    for key in ("activities", "products", "victims", "malware", "vulnerabilities", "start", "end"):
        named = {"activities": _activity(tongue), "start": tongue.date, "end": tongue.date}.get(key, str)
        row(key, ((named(one.value), one.documents) for one in case.values.get(key, ())))
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


def _listed(
    held: Sequence[Held], say: Callable[[Held], str], tongue: Tongue, notes: Notes, *, quoted: bool = False
) -> list[Block]:
    """One item for what is said alike, with the first and last day; quoted: with the words first used."""
    groups: dict[str, list[Held]] = {}
    for one in held:
        groups.setdefault(say(one), []).append(one)
    items: list[Words] = []
    for told, found in groups.items():
        days = [one.row.day for one in found if one.row.day]
        day = tongue.span(days[0], days[-1]) if days else tongue.date(None)
        words: list[Inline] = [Text(_capital(day), "strong"), Text(f" — {told}"), *notes.cite(found)]
        if quoted:
            words += [Text(" "), quote(found[0])]
        items.append(tuple(words))
    return [Items(tuple(items))] if items else []


def _by(tongue: Tongue, one: Held) -> list[Name]:
    by = sides(one.claim)[1] or (Actor(actor="unnamed"),)
    return [tongue.who(actor, voice(actor, one).publisher) for actor in by]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
