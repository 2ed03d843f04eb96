"""Claims in one sentence each, in a page's language. A sentence always says who claims, and never that it is true.

The words are those of the catalogue (`say.…`); names of actors are links. What is returned is safe markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from markupsafe import Markup, escape

from ..claim import Actor, Attribution, Claim, Link, Measure, Reply
from ..ledger.case_rows import Accusation, Said
from ..render.safe import one_line
from . import labels, texts
from .ask import Ask

#: Ties that say more than the name of the accused does.
_TIES = frozenset(get_args(Link)) - {"state", "organ", "none"}


def sentence(ask: Ask, claim: Claim) -> Markup:
    """The claim in one sentence."""
    if isinstance(claim, Attribution):
        return _attribution(ask, claim)
    by = _names(ask, claim.by) or _text(ask, "word.somebody")
    many = _many(ask, claim.by)
    if isinstance(claim, Measure):
        return _measure(ask, claim, by)
    if isinstance(claim, Reply):
        made = _text(ask, f"reply.{claim.reply}{many}", by=by)
        return made + (_text(ask, "say.to", names=_names(ask, claim.to)) if claim.to else "")
    made = _text(ask, f"support.{claim.support}{many}", by=by)
    return made + (_text(ask, "say.of", names=_names(ask, claim.of)) if claim.of else "")


def name(ask: Ask, code: str) -> Markup:
    """An actor's name as a link to its page."""
    return _linked(ask, code, labels.actor(code, ask.lang))


def names(ask: Ask, codes: Sequence[str]) -> Markup:
    """Actors' names as links, in a row."""
    return _listed(ask, [name(ask, code) for code in codes])


def accuses(ask: Ask, one: Accusation) -> Markup:
    """What one accuser says of one accused in a case, by the firmest way in which it was put."""
    put = {status for step in one.steps for status in step.statuses}
    way = next((way for way in ("charged", "stated", "suspected", "hearsay") if way in put), "stated")
    key = "say.charge" if way == "charged" else f"say.{way}"
    by = _linked(ask, one.accuser, labels.in_sentence(one.accuser, ask.lang))
    accused = _linked(ask, one.accused, labels.in_sentence(one.accused, ask.lang))
    return _text(ask, key + (".many" if labels.is_plural(one.accuser, ask.lang) else ".one"), by=by, accused=accused)


def did(ask: Ask, one: Said) -> Markup:
    """What somebody did or said in a case that is no accusation."""
    by = _listed(ask, [_linked(ask, code, labels.in_sentence(code, ask.lang)) for code in one.by]) or _text(
        ask, "word.somebody"
    )
    to = _listed(ask, [_linked(ask, code, labels.in_sentence(code, ask.lang)) for code in one.to])
    many = ".many" if len(one.by) > 1 or any(labels.is_plural(code, ask.lang) for code in one.by) else ".one"
    if texts.has(f"measure.{one.what}") and one.status in ("adopted", "requested", "threatened", "absent", "lifted"):
        made = _text(ask, f"say.measure_{one.status}", by=by, measure=_text(ask, f"measure.{one.what}"))
        return made + (_text(ask, "say.against", names=to) if to else "")
    for kind, aim in (("reply", "to"), ("support", "of")):
        if texts.has(f"{kind}.{one.what}"):
            return _text(ask, f"{kind}.{one.what}{many}", by=by) + (_text(ask, f"say.{aim}", names=to) if to else "")
    if not one.to:
        return _text(ask, f"say.nobody{many}", by=by)
    key = one.status if one.status in ("declined", "withdrawn") or one.what == "attribute" else one.what
    return _text(ask, f"say.{key}{many}", by=by, accused=to)


def _attribution(ask: Ask, claim: Attribution) -> Markup:
    by = _names(ask, claim.claimants) or _text(ask, "word.somebody")
    many = _many(ask, claim.claimants)
    ordered = sorted(claim.accused, key=lambda actor: ":" not in actor.actor)
    tied = _name if claim.act == "locate" else _accused
    accused = _listed(ask, [tied(ask, actor) for actor in ordered]) or _text(ask, "word.somebody")
    if not claim.accused:
        return _text(ask, f"say.nobody{many}", by=by)
    if claim.status in ("declined", "withdrawn"):
        return _text(ask, f"say.{claim.status}{many}", by=by, accused=accused)
    if claim.act == "attribute":
        return _text(ask, f"say.{claim.status}{many}", by=by, accused=accused)
    made = _text(ask, f"say.{claim.act}{many}", by=by, accused=accused)
    if claim.status in ("suspected", "hearsay"):
        made += _text(ask, f"say.with_{claim.status}")
    return made


def _measure(ask: Ask, claim: Measure, by: Markup) -> Markup:
    measure = _text(ask, f"measure.{claim.measure}")
    against = _names(ask, claim.against)
    aimed = _text(ask, "say.against", names=against) if against else Markup("")
    if claim.count and not any(actor.count for actor in claim.against):
        aimed += _text(
            ask, "say.persons_one" if claim.count == 1 else "say.persons", count=labels.number(claim.count, ask.lang)
        )
    return _text(ask, f"say.measure_{claim.status}", by=by, measure=measure) + aimed


def _accused(ask: Ask, actor: Actor) -> Markup:
    """An accused, with the tie to the state that is alleged."""
    shown = _name(ask, actor)
    if actor.link not in _TIES or ":" in actor.actor or not actor.actor[:1].isupper():
        return shown
    article = labels.in_sentence(actor.actor, ask.lang)
    return _text(ask, f"tie.{actor.link}", name=_linked(ask, actor.actor, article))


def _names(ask: Ask, actors: Sequence[Actor]) -> Markup:
    return _listed(ask, [_name(ask, actor) for actor in actors])


def _name(ask: Ask, actor: Actor) -> Markup:
    if actor.actor == "unknown":
        return _people(ask, actor)
    if actor.actor.startswith("person:") and actor.name:
        return _linked(ask, actor.actor, one_line(actor.name))
    return _linked(ask, actor.actor, labels.in_sentence(actor.actor, ask.lang))


def _people(ask: Ask, actor: Actor) -> Markup:
    described = ", ".join(one_line(word) for word in (actor.nationality, actor.role) if word)
    count = actor.count or 0
    key = "word.people_one" if count == 1 else "word.people_count" if count else "word.people"
    made = _text(ask, key, count=labels.number(count, ask.lang))
    return made + (Markup(" ({})").format(described) if described else "")


def _linked(ask: Ask, code: str, shown: str) -> Markup:
    if code in ("unnamed", "unknown", "publication"):
        return escape(shown)
    return Markup('<a class="who" href="{}"><bdi>{}</bdi></a>').format(ask.url(f"actors/{code}"), shown)


def _listed(ask: Ask, made: Sequence[Markup]) -> Markup:
    """`a, b and c`, the names safe as they are."""
    if not made:
        return Markup("")
    marks = [f"\x00{i}\x00" for i in range(len(made))]
    row = str(escape(labels.listing(marks, ask.lang)))
    for mark, one in zip(marks, made, strict=True):
        row = row.replace(mark, one)
    return Markup(row)


def _many(ask: Ask, actors: Sequence[Actor]) -> str:
    """The ending of keys whose words stand in the plural."""
    plural = len(actors) > 1 or any(labels.is_plural(actor.actor, ask.lang) and actor.count != 1 for actor in actors)
    return ".many" if plural else ".one"


def _text(ask: Ask, key: str, **values: Markup | str) -> Markup:
    """A text of the catalogue with markup filled in. Where a key ends in .one or .many, its verb agrees with who speaks."""
    stem, dot, ending = key.rpartition(".")
    if dot and ending in ("one", "many"):
        found = texts.text(ask.lang, stem)
        one, bar, many = found.partition(" | ")
        found = many if bar and ending == "many" else one
    else:
        found = texts.text(ask.lang, key)
    return Markup(found).format(**{name: escape(value) for name, value in values.items()})
