"""Accusations as a dossier tells them: who says the same in the same claims stands together, each wording for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...claim import Actor, Attribution
from ...ledger.facets import is_accusation
from .matter import Held
from .tongue import How, Name, Tongue, Voice

#: The actor, as far as it makes a difference in a sentence.
Told = tuple[str, str | None, int | None, str | None, str | None]


@dataclass(frozen=True)
class Wording:
    """The claims of an account that are put alike, oldest first. accused: with the tie that is alleged."""

    how: How
    accused: tuple[Actor, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Account:
    """What one accuser, or several who always speak together, says. speakers: by their voices."""

    voices: tuple[Voice, ...]
    speakers: tuple[Actor, ...]
    wordings: tuple[Wording, ...]


@dataclass(frozen=True)
class Pair:
    """One accuser and one accused, with the claims that accuse so, oldest first."""

    voice: Voice
    speaker: Actor
    accused: Actor
    held: tuple[Held, ...]


def accusing(claims: Sequence[Held]) -> list[Held]:
    """The claims that accuse somebody."""
    return [one for one in claims if is_accusation(one.claim)]


def attribution(one: Held) -> Attribution:
    """The claim of an accusation."""
    assert isinstance(one.claim, Attribution)
    return one.claim


def voice(actor: Actor, one: Held) -> Voice:
    """Who speaks: publications by their publishers, unnamed people as they are described."""
    if actor.actor == "publication":
        return Voice("publication", one.document.publisher)
    if actor.actor == "unknown":
        return Voice("unknown", f"{actor.count} {actor.nationality} {actor.role}")
    return Voice(actor.actor)


def speakers(one: Held) -> tuple[Actor, ...]:
    """Those who accuse in a claim; where nobody stands there, somebody unnamed."""
    return attribution(one).claimants or (Actor(actor="unnamed"),)


def accounts(claims: Sequence[Held]) -> list[Account]:
    """Every account, in the order in which they begin."""
    held: dict[Voice, list[Held]] = {}
    actors: dict[Voice, Actor] = {}
    for one in accusing(claims):
        for actor in speakers(one):
            who = voice(actor, one)
            actors.setdefault(who, actor)
            if one not in held.setdefault(who, []):
                held[who].append(one)
    together: dict[tuple[str, ...], list[Voice]] = {}
    for who, found in held.items():
        together.setdefault(tuple(one.row.id for one in found), []).append(who)
    return [
        Account(tuple(voices), tuple(actors[who] for who in voices), tuple(_wordings(held[voices[0]])))
        for voices in together.values()
    ]


def pairs(claims: Sequence[Held]) -> list[Pair]:
    """Every accuser with everybody it accuses, accusers in the order in which they begin."""
    held: dict[tuple[Voice, Told], list[Held]] = {}
    actors: dict[tuple[Voice, Told], tuple[Actor, Actor]] = {}
    first: dict[Voice, int] = {}
    for number, one in enumerate(accusing(claims)):
        for actor in speakers(one):
            who = voice(actor, one)
            first.setdefault(who, number)
            for accused in attribution(one).accused:
                key = who, _told(accused, link=False)
                actors.setdefault(key, (actor, accused))
                if one not in held.setdefault(key, []):
                    held[key].append(one)
    # keys stand in the order in which each pair begins, and sorting keeps it
    return [Pair(key[0], *actors[key], tuple(held[key])) for key in sorted(held, key=lambda key: first[key[0]])]


def how(one: Held) -> How:
    """How an accusation is put."""
    claim = attribution(one)
    return How(claim.act, claim.status)


def look(one: Held) -> str:
    """The same in a word: stated, suspected, hearsay, charged or located."""
    claim = attribution(one)
    if claim.act == "locate":
        return "located"
    return "charged" if claim.act == "charge" and claim.status == "stated" else claim.status


def ordered(accused: Sequence[Actor]) -> tuple[Actor, ...]:
    """Groups and people before states, so that "people linked to Russia and X" cannot be misread."""
    return tuple(sorted(accused, key=lambda actor: ":" not in actor.actor))


def speak(tongue: Tongue, account: Account) -> Name:
    """All who speak in an account, as one name."""
    names = [tongue.who(actor, who.publisher) for actor, who in zip(account.speakers, account.voices, strict=True)]
    return joint(tongue, names)


def joint(tongue: Tongue, names: Sequence[Name]) -> Name:
    """Several names as one."""
    if len(names) == 1:
        return names[0]
    told = tongue.listing([name.words.rstrip(",") for name in names])
    return Name(told, True, tongue.listing([name.bare for name in names]))


def _wordings(found: Sequence[Held]) -> list[Wording]:
    groups: dict[tuple[How, tuple[Told, ...]], list[Held]] = {}
    for one in found:
        accused = ordered(attribution(one).accused)
        groups.setdefault((how(one), tuple(_told(actor) for actor in accused)), []).append(one)
    return [Wording(put, ordered(attribution(held[0]).accused), tuple(held)) for (put, _), held in groups.items()]


def _told(actor: Actor, *, link: bool = True) -> Told:
    return actor.actor, actor.link if link else None, actor.count, actor.nationality, actor.role
