"""What else is claimed: measures, replies, support, disputes; and the chronology of everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...claim import Actor, Attribution, Measure, Reply, Support
from ...ledger.entries import sides
from .accounts import accusing, attribution, how, joint, look, ordered, voice
from .events import disputes
from .matter import Held, Matter
from .notes import Notes, quote
from .shape import Block, Inline, Items, Paragraph, Table, Text, Words
from .tongue import How, Name, Tongue, capital


def measures(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """Measures with their status."""
    held = [one for one in matter.claims if isinstance(one.claim, Measure)]
    return _listed(held, lambda one: _measured(tongue, one), tongue, notes)


def _measured(tongue: Tongue, one: Held) -> str:
    """The sentence of a measure."""
    assert isinstance(one.claim, Measure)
    by = speakers_of(tongue, one) if one.claim.by else []
    return tongue.measure(one.claim, by, [tongue.who(actor) for actor in one.claim.against])


def replies(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """What the accused, or others for them, answer."""
    held = [one for one in matter.claims if isinstance(one.claim, Reply)]
    if not held and accusing(matter.claims):
        return [Paragraph((Text(tongue.passage("no reply")),))]
    return _listed(held, lambda one: reply(tongue, one), tongue, notes, quoted=True)


def reply(tongue: Tongue, one: Held, *, inside: bool = False) -> str:
    """The sentence of a reply; inside: as it stands within another."""
    assert isinstance(one.claim, Reply)
    by = joint(tongue, speakers_of(tongue, one))
    told = tongue.replies(one.claim.reply, by, [tongue.who(actor) for actor in one.claim.to])
    return by.words[:1] + told[1:] if inside else told


def support(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """Who backs the accusers, condemns or voices solidarity."""
    return _listed(
        [one for one in matter.claims if isinstance(one.claim, Support)], lambda one: _support(tongue, one), tongue, notes
    )


def _support(tongue: Tongue, one: Held) -> str:
    assert isinstance(one.claim, Support)
    return tongue.supports(one.claim, joint(tongue, speakers_of(tongue, one)), [tongue.who(actor) for actor in one.claim.of])


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
    return tongue.disputes(How(claim.act, claim.status), joint(tongue, speakers_of(tongue, one)), whom)


def remarks(matter: Matter, tongue: Tongue, notes: Notes) -> list[Block]:
    """Attributions that name nobody."""
    held = [
        one for one in matter.claims if isinstance(one.claim, Attribution) and not one.claim.accused and not disputes(one)
        and how(one).act != "self-claim"
    ]  # fmt: skip
    return _listed(held, lambda one: _remark(tongue, one), tongue, notes, quoted=True)


def _remark(tongue: Tongue, one: Held) -> str:
    """That nobody is named as responsible, and how sure the speaker is of what is said instead."""
    told = tongue.remarks(joint(tongue, speakers_of(tongue, one)))
    sure = attribution(one).certainty
    return f"{told} {tongue.sure(sure)}." if sure else told


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


def sentence(tongue: Tongue, one: Held) -> str:
    """A claim of any kind in one sentence that says who claims it."""
    claim = one.claim
    if not isinstance(claim, Attribution) or disputes(one) or claim.act == "self-claim" or not claim.accused:
        return _in_short(tongue, one)
    whom = joint(tongue, [tongue.whom(actor) for actor in ordered(claim.accused)])
    when = tongue.when(one.row.day, claim.date is not None)
    publication = all(actor.actor in ("publication", "unnamed") for actor in claim.claimants)
    by = joint(tongue, speakers_of(tongue, one))
    return tongue.accuses(when, by, How(claim.act, claim.status), whom, publication=publication)


def _in_short(tongue: Tongue, one: Held) -> str:
    claim = one.claim
    if isinstance(claim, Attribution):
        if disputes(one) or claim.act == "self-claim":
            return _dispute(tongue, one)
        by = joint(tongue, speakers_of(tongue, one)).bare
        if not claim.accused:
            return tongue.remarks(joint(tongue, speakers_of(tongue, one)))
        against = tongue.listing([tongue.whom(actor).words for actor in claim.accused])
        return f"{by} → {against} ({tongue.words.put[look(one)]})"
    if isinstance(claim, Measure):
        return _measured(tongue, one)
    return reply(tongue, one) if isinstance(claim, Reply) else _support(tongue, one)


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
        words: list[Inline] = [Text(capital(day), "strong"), Text(f" — {told}"), *notes.cite(found)]
        if quoted:
            words += [Text(" "), quote(found[0])]
        items.append(tuple(words))
    return [Items(tuple(items))] if items else []


def speakers_of(tongue: Tongue, one: Held) -> list[Name]:
    by = sides(one.claim)[1] or (Actor(actor="unnamed"),)
    return [tongue.who(actor, voice(actor, one).publisher) for actor in by]
