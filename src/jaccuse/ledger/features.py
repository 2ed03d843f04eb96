"""What tells one operation from another: the values of one reading, made comparable.

Everything here is a function of one operation with its claims and its document's head and text, and of fixed tables; never of
what else a ledger holds. So two operations are compared alike whenever they arrived.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from ..claim import Attribution, Claim, DocumentHead, Measure, Operation, Span
from .entries import sides
from .everyday import everyday
from .leads import LEAD, lead_of
from .levels import level, plain, rarest
from .rarity import RARE, rarity

TITLE_CASE = 0.6
NEAR = 240  # characters either side of an operation's words that are taken as telling of it
SHORT = 1_400  # a text up to this length tells of one thing throughout
NAMES = 20
TELLING = 4  # the least level of a word that tells anything
_TOKEN = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_OPENS = frozenset(("", *".!?:;|•\n\"“«‘'("))  # before a word that has a capital because it comes first
_PART = re.compile(r"[^\W_]+")
_ROUND = {12.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0}  # what the codebook gives for "dozens", "thousands"
PERSONS = "persons"
_UNNAMED = {"publication", "unnamed", "unknown"}


class Features(msgspec.Struct, frozen=True, array_like=True):
    """One operation as it is compared.

    day: of publication, days since 1 January of year 1; 0 where unknown. start: when it began, ISO 8601. states, groups,
    others: the accused, by code; by: claimants by code; measures: kind and who took it (empty if not named), with a colon
    between. products, malware: without those of everyday.toml, which are in `common`. victims: telling words that name them;
    places: states hit. figures: value and unit. name: what the text calls it; title: the same in plain words, if it tells
    anything; headline: words of the document's headline. names: names in the text near it, with their rarity (3 to 6),
    whether they are surely names, and whether they are in the headline; lead: what the report opens with (leads.py). claims:
    how many claims are about it.
    """

    operation: str
    document: int
    day: int
    start: str
    states: tuple[str, ...]
    groups: tuple[str, ...]
    others: tuple[str, ...]
    by: tuple[str, ...]
    measures: tuple[str, ...]
    activities: tuple[str, ...]
    products: tuple[str, ...]
    common: tuple[str, ...]
    malware: tuple[str, ...]
    cves: tuple[str, ...]
    victims: tuple[str, ...]
    places: tuple[str, ...]
    figures: tuple[tuple[float, str], ...]
    name: str
    title: tuple[str, ...]
    headline: tuple[str, ...]
    names: tuple[tuple[str, int, bool, bool], ...]
    lead: tuple[tuple[str, int], ...]
    claims: int


def features_of(
    name: str, document: int, head: DocumentHead, told: Operation, claims: Sequence[Claim], alone: bool = True
) -> Features:
    """The features of an operation.

    name: its id; document: its document's seq; claims: those that are about it; alone: whether its document tells of no
    other, so that the headline is its own.
    """
    text = head.text
    accused = [actor for claim in claims for actor in (sides(claim)[2] if isinstance(claim, (Attribution, Measure)) else ())]
    states = {a.actor.split("/")[0] for a in accused if ":" not in a.actor and a.actor not in _UNNAMED}
    speakers = [actor for claim in claims for actor in sides(claim)[1]]
    products = {*map(plain, told.products)}
    taken = [claim for claim in claims if isinstance(claim, Measure) and claim.status == "adopted"]
    measures = {f"{m.measure}:{'' if a.actor in _UNNAMED else a.actor.split('/')[0]}" for m in taken for a in m.by}
    people = {actor.count for actor in accused if actor.count} | {measure.count for measure in taken if measure.count}
    figures = {(f.value, _unit(f.unit)) for f in told.scale if f.value not in _ROUND}
    found = _Found()
    others = [actor for actor in accused if actor.actor.startswith(("person:", "org:"))]
    said = {word for actor in (*accused, *speakers) if actor not in others for word in plain(actor.name or "").split()}
    _read_names(text, _regions(told, claims, text), said, found)
    named = [victim for victim in told.victims if not _is_state(victim)]
    return Features(
        operation=name,
        document=document,
        day=day_of(head.published),
        start=told.start or "",
        states=_sorted(states),
        groups=_sorted(a.actor for a in accused if a.actor.startswith("group:")),
        others=_sorted(a.actor for a in others),
        by=_sorted(a.actor.split("/")[0] for a in speakers if a.actor not in _UNNAMED and not a.actor.startswith("group:")),
        measures=_sorted(measures),
        activities=_sorted(told.activities),
        products=_sorted(products - everyday("products")),
        common=_sorted(products & everyday("products")),
        malware=_sorted({*map(plain, told.malware)} - everyday("tools")),
        cves=_sorted(told.vulnerabilities),
        victims=_sorted(w for victim in named for w in plain(victim).split() if level(w) >= TELLING),
        places=_sorted(victim for victim in told.victims if _is_state(victim)),
        figures=tuple(sorted(figures | {(float(count), PERSONS) for count in people if count > 1})),
        name=told.name or "",
        title=(plain(told.name),) if told.name and rarest(plain(told.name)) >= TELLING else (),
        headline=_headline(text, said) if alone else (),
        names=found.first_names(),
        lead=lead_of(_lead(told, text, alone), head.language, said),
        claims=len(claims),
    )


def _regions(told: Operation, claims: Iterable[Claim], text: str) -> list[Span]:
    """The title, and what stands near the words for the operation."""
    if len(text) <= SHORT:
        return [Span(0, len(text))]
    title = Span(0, text.find("\n") if 0 < text.find("\n") <= NEAR else 0)
    anchors = [*told.anchors, *(span for claim in claims for span in claim.anchors)]
    near = sorted(Span(max(0, a.start - NEAR), min(len(text), a.end + NEAR)) for a in anchors)
    merged: list[Span] = [title] if title.end else []
    for span in near:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


class _Found:
    """Names of one text as they are gathered."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[int, bool, bool]] = {}

    def name(self, plain_name: str, told: int, sure: bool, title: bool) -> None:
        """Note a name; what is sure or in the title once stays so."""
        if told >= TELLING - 1 and plain_name not in everyday("times"):
            _, was_sure, was_title = self.names.get(plain_name, (0, False, False))
            self.names[plain_name] = (told, sure or was_sure, title or was_title)

    def first_names(self) -> tuple[tuple[str, int, bool, bool], ...]:
        """The names that tell most: those of the title, sure ones, rare ones."""
        ranked = sorted(self.names.items(), key=lambda item: (not item[1][2], not item[1][1], -item[1][0], item[0]))
        return tuple((name, *how) for name, how in ranked[:NAMES])


def _read_names(text: str, regions: Sequence[Span], said: Collection[str], found: _Found) -> None:
    """Gather the names, one capitalised word or two in a row, except those of the actors."""
    title = _title_end(text)
    shouting = _title_case(text[:title])
    for region in regions:
        before: tuple[str, int, bool] | None = None
        for match in _TOKEN.finditer(text, region.start, region.end):
            word, start = match.group(), match.start()
            if not word[0].isupper():
                before = None
                continue
            at_title = start < title
            sure = not (at_title and shouting)
            first = start == region.start or text[max(0, start - 8) : start].rstrip(" \t*-–")[-1:] in _OPENS
            owner = word[-2:] in ("'s", "’s")
            for part in _parts(word):
                if part in said:
                    before = None
                    continue
                found.name(part, level(part), sure and (not first or not word[1:].islower()), at_title)
                if before and before[1] + 1 == start and min(level(part), level(before[0])):
                    found.name(f"{before[0]} {part}", rarity().get(f"{before[0]}_{part}", RARE), sure or before[2], at_title)
                before = part, match.end(), owner


def _headline(text: str, said: Collection[str]) -> tuple[str, ...]:
    """The words of the headline that tell anything, without those for the actors."""
    return _sorted(w for w in plain(text[: _title_end(text)]).split() if len(w) > 2 and level(w) > 0 and w not in said)


def _lead(told: Operation, text: str, alone: bool) -> str:
    """What the report opens with; where it tells of several operations, what stands around the words for this one."""
    if alone or not told.anchors:
        return text[: _title_end(text) + LEAD]
    first = min(told.anchors)
    return text[max(0, first.start - LEAD // 4) : first.end + LEAD // 2]


def _title_end(text: str) -> int:
    """Where the title ends: the first line if it is short, or the whole of a short text."""
    end = text.find("\n")
    return end if 0 < end <= NEAR else (len(text) if len(text) <= NEAR else 0)


def _title_case(title: str) -> bool:
    """Whether Most Words Begin With a Capital, so that capitals tell nothing."""
    long: list[str] = [word for word in _PART.findall(title) if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) > TITLE_CASE * len(long)


@lru_cache(100_000)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in plain(word).split() if len(part) > 1)


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _is_state(victim: str) -> bool:
    return len(victim) == 2 and victim.isupper()


def _unit(unit: str) -> str:
    if len(unit) == 3 and unit.isupper():
        return unit
    last = "".join(plain(unit).split()[-1:])
    return PERSONS if last in everyday("persons") else last


def day_of(published: str | None) -> int:
    """The day of a date that may end after the year or month: then the first day of it."""
    if not published:
        return 0
    try:
        return date.fromisoformat((published + "-01-01")[:10]).toordinal()
    except ValueError:
        return 0
