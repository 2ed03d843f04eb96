"""What a list is asked for, and how that becomes a query: the rarest of what is asked leads, the rest is checked row by row.

Each facet's rows are kept in the order in which claims are listed (`facets`), and each facet's number is known exactly
(`counts`). So a list starts at the rarest facet and stops when its page is full, instead of collecting everything first.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, or_, select

from ..errors import BadRequest
from . import days
from .content_tables import COUNTS, REJECTED, SUPERSEDED, claims, counts, documents, facets
from .facets import facet

STANDINGS = {"counts": COUNTS, "rejected": REJECTED, "superseded": SUPERSEDED}
REVIEWED = ("yes", "no", "accepted", "corrected", "rejected", "partly")
KINDS = ("attribution", "measure", "reply", "support")
#: So many accusers, or accused, may be asked for at once.
MOST_ACTORS = 20
#: Where several facets lead, so many claims are collected and sorted; with more, all claims are walked.
COLLECTED = 20_000

#: Facets (role and value) of which one will do.
Alternatives = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is asked for; what is None is not asked for. All of it must hold for one claim.

    accuser, accused: code of an actor, or several with commas between, any of which will do; a state's code also finds its
    organs. group: code or slug of a threat group, in
    whatever role. activity, kind, what (act, measure, reply or support), status, language, publisher: as the codebook has them.
    since, until: dates, as precise as wanted; a claim known only to the month counts as in any of its days. Of claims and
    incidents it is the claim's date that is meant, of documents that of publication.
    reviewed: one of REVIEWED. standing: counts (as a rule), rejected or superseded.
    """

    accuser: str | None = None
    accused: str | None = None
    group: str | None = None
    activity: str | None = None
    kind: str | None = None
    what: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None
    reviewed: str | None = None
    publisher: str | None = None
    standing: str = "counts"

    def __post_init__(self) -> None:
        """Raise BadRequest where a value cannot be."""
        for name, known in (("standing", tuple(STANDINGS)), ("reviewed", REVIEWED), ("kind", KINDS)):
            value = getattr(self, name)
            if value is not None and value not in known:
                raise BadRequest(f"{name}: {value!r} is none of {', '.join(known)}")
        for name in ("since", "until"):
            value = getattr(self, name)
            if value is not None and not days.number(value):
                raise BadRequest(f"{name}: {value!r} is no date", remedy="write 2021, 2021-07 or 2021-07-19")
        for codes in (self.accuser, self.accused):
            actor_codes(codes)

    @property
    def state(self) -> int:
        """The standing as the tables have it."""
        return REJECTED if self.reviewed == "rejected" else STANDINGS[self.standing]

    def facets(self) -> list[Alternatives]:
        """Everything asked for that has rows in `facets`; of each, one will do."""
        found: list[Alternatives] = []
        accusers, accused = actor_codes(self.accuser), actor_codes(self.accused)
        if accusers and accused:
            found.append(tuple(("edge", f"{one}>{other}") for one in accusers for other in accused))
        elif accusers or accused:
            role = "accuser" if accusers else "accused"
            found.append(tuple((role, code) for code in (*accusers, *accused)))
        if self.group:
            found.append((("group", self.group if self.group.startswith("group:") else f"group:{self.group.lower()}"),))
        if self.kind and self.kind != "attribution":
            found.append((("kind", self.kind),))
        for role in ("activity", "what", "status"):
            if value := getattr(self, role):
                found.append(((role, value.lower()),))
        if self.publisher:
            found.append((("publisher", self.publisher),))
        return found

    def of_documents(self) -> bool:
        """Whether nothing is asked that only claims have."""
        asked = {field.name for field in fields(self) if getattr(self, field.name) != field.default}
        return asked <= {"language", "publisher", "since", "until"}


def actor_code(code: str) -> str:
    """An actor's code as it is kept, from what people type: `cn/MSS` is `CN/mss`."""
    if ":" in code:
        return code.lower()
    head, slash, tail = code.partition("/")
    return head if head in ("publication", "unnamed", "unknown") else head.upper() + slash + tail.lower()


def actor_codes(codes: str | None) -> tuple[str, ...]:
    """Several actors' codes, from what people type with commas between. Raises BadRequest for too many."""
    found = dict.fromkeys(actor_code(code.strip()) for code in (codes or "").split(",") if code.strip())
    if len(found) > MOST_ACTORS:
        raise BadRequest(f"{len(found)} actors are too many", remedy=f"give at most {MOST_ACTORS}")
    return tuple(found)


@dataclass(frozen=True)
class Plan:
    """How the claims asked for are found. lead: the rarest facet, if any; number: how many claims it, or the ledger, has.

    Where the lead has alternatives, `number` may count a claim twice.
    """

    asked: Filter
    lead: Alternatives | None
    number: int
    rest: tuple[Alternatives, ...]

    @property
    def exact(self) -> bool:
        """Whether `number` is the number of claims asked for, not only of candidates."""
        asked = self.asked
        plain = (asked.since, asked.until, asked.kind == "attribution", asked.language, asked.reviewed)
        return not self.rest and not any(plain) and (self.lead is None or len(self.lead) == 1)

    def keys(self) -> tuple[Select[Any], ColumnElement[int], ColumnElement[int]]:
        """The query for the claims' keys, unordered, with its day and key columns for order and paging."""
        asked = self.asked
        if self.lead is None:
            query = select(claims.c.key).where(claims.c.state == asked.state, *between(asked, claims.c.day))
            return query.where(*_columns(asked, leading=True)), claims.c.day, claims.c.key
        if len(self.lead) > 1:
            return self._any_of(self.lead), claims.c.day, claims.c.key
        query = select(facets.c.claim).where(facets.c.facet == facet(*self.lead[0]), facets.c.state == asked.state)
        query = query.where(*between(asked, facets.c.day))
        if columns := _columns(asked, leading=False):
            query = query.join(claims, claims.c.key == facets.c.claim).where(*columns)
        for pair in self.rest:
            query = query.where(_also(pair, facets.c.state, facets.c.day, facets.c.claim))
        return query, facets.c.day, facets.c.claim

    def _any_of(self, lead: Alternatives) -> Select[Any]:
        """The keys where several facets lead: collected if they are few, else found by walking the claims in their order."""
        if self.number > COLLECTED:
            first = [claims.c.state == self.asked.state, *between(self.asked, claims.c.day)]
            return select(claims.c.key).where(*first, *self.holds())
        held = select(facets.c.claim).where(_is(facets.c.facet, lead), facets.c.state == self.asked.state)
        return select(claims.c.key).where(claims.c.key.in_(held), *replace(self, lead=None).holds())

    def holds(self) -> list[ColumnElement[bool]]:
        """The conditions on a row of `claims`, for a query that comes from elsewhere."""
        asked, pairs = self.asked, (*((self.lead,) if self.lead else ()), *self.rest)
        found = [counting(asked.state), *between(asked, claims.c.day + 0), *_columns(asked, leading=False)]
        return found + [_also(pair, claims.c.state, claims.c.day, claims.c.key) for pair in pairs]


def plan(connection: Connection, asked: Filter) -> Plan:
    """How to find the claims."""
    pairs = asked.facets()
    wanted = (
        and_(counts.c.role == "all", counts.c.value == "")
        if not pairs
        else or_(*(and_(counts.c.role == role, counts.c.value == value) for some in pairs for role, value in some))
    )
    rows = connection.execute(
        select(counts.c.role, counts.c.value, counts.c.number).where(wanted, counts.c.state == asked.state)
    )
    numbers = {(role, value): number for role, value, number in rows}
    if not pairs:
        return Plan(asked, None, numbers.get(("all", ""), 0), ())
    of = {some: sum(numbers.get(pair, 0) for pair in some) for some in pairs}
    pairs.sort(key=lambda some: of[some])
    return Plan(asked, pairs[0], of[pairs[0]], tuple(pairs[1:]))


def between(asked: Filter, day: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """The condition on a day column: overlap of what is asked with a date known to the year, month or day."""
    found: list[ColumnElement[bool]] = []
    if asked.since:
        since = days.number(asked.since)
        wider = days.wider(since)
        found.append(day >= min((since, *wider)))
        if wider:
            found.append(or_(day >= since, day.in_(wider)))
    if asked.until:
        found.append(day <= days.last(days.number(asked.until)))
        if not asked.since:
            found.append(day > 0)
    return found


def counting(state: int = COUNTS) -> ColumnElement[bool]:
    """The condition that a claim counts, for queries that come to it by another way than the list of all that do.

    The sum keeps SQLite from taking the index of that list, which it would for want of statistics.
    """
    return (claims.c.state + 0) == state


def after(day: ColumnElement[int], key: ColumnElement[Any], last: tuple[Any, Any]) -> ColumnElement[bool]:
    """The condition on what comes behind a row in the order newest first."""
    return and_(day <= last[0], or_(day < last[0], key < last[1]))


def _is(column: ColumnElement[int], some: Alternatives) -> ColumnElement[bool]:
    return column == facet(*some[0]) if len(some) == 1 else column.in_([facet(*pair) for pair in some])


def _also(some: Alternatives, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    other = facets.alias()
    state, day, claim = columns
    same = (other.c.state == state, other.c.day == day, other.c.claim == claim)
    return exists().where(_is(other.c.facet, some), *same)


def _columns(asked: Filter, *, leading: bool) -> list[ColumnElement[bool]]:
    """Conditions on columns of `claims`. Where something else leads, they are worded so that no index of theirs is chosen."""

    def column(name: str) -> ColumnElement[str]:
        return claims.c[name] if leading and name == "reviewed" else claims.c[name].concat("")

    found: list[ColumnElement[bool]] = []
    if asked.kind == "attribution":
        found.append(column("kind") == asked.kind)
    if asked.language:
        found.append(column("language") == asked.language.lower())
    if asked.reviewed == "no":
        found.append(claims.c.reviewed.concat("") == "")
    elif asked.reviewed == "yes":
        found.append(column("reviewed") != "")
    elif asked.reviewed:
        found.append(column("reviewed") == asked.reviewed)
    return found


def document_conditions(asked: Filter) -> list[ColumnElement[bool]]:
    """The conditions on a row of `documents` that need no claim."""
    found = between(asked, documents.c.published)
    if asked.publisher:
        found.append(documents.c.publisher == asked.publisher)
    if asked.language:
        found.append(documents.c.language.concat("") == asked.language.lower())
    return found
