"""The accusers: their table, their accounts, and the ties to states that they allege. Every sentence says who claims it."""

from __future__ import annotations

from ...claim import Actor
from ...ledger.facets import state_of
from ...render.safe import one_line
from .accounts import Account, Pair, Wording, accounts, attribution, joint, look, pairs, speak
from .matter import Held, Matter
from .notes import Notes, quote
from .shape import Block, Heading, Inline, Items, Paragraph, Quote, Table, Text, Words
from .tongue import Tongue, capital

#: So many grounds of one wording are quoted.
MOST_GROUNDS = 6


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
    """How sure the accuser says to be, each way with all the words used for it."""
    found: dict[str, dict[str, list[Held]]] = {}
    for one in wording.held:
        if sure := attribution(one).certainty:
            found.setdefault(tongue.sure(sure), {}).setdefault(one_line(sure.words), []).append(one)
    blocks: list[Block] = []
    for told, worded in found.items():
        said: list[Inline] = [Text(f"{told} (")]
        for number, (words, held) in enumerate(worded.items()):
            said += [Text(", ")] if number else []
            said += [Quote(words, held[0].document.language), *notes.cite(held)]
        blocks.append(Paragraph((*said, Text(")."))))
    return blocks


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
    words: list[Block] = [Paragraph((Text(told),)) for told in ties_in_words(matter, tongue)]
    for links in _links(matter, tongue).values():
        if len(links) > 1:
            told = [
                tongue.passage("tie words", link=capital(tongue.words.links[link]), accusers=tongue.listing(list(who)))
                for link, who in links.items()
            ]
            words.append(Items(tuple((Text(one),) for one in told)))
    return [*words, Table(tongue.passage("ties caption"), head, rows, (6, 6, 6, 4, 3))]


def ties_in_words(matter: Matter, tongue: Tongue) -> list[str]:
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
