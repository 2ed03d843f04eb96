"""The case: everything that was claimed about one incident, by whom and in which words, over all its documents.

Claims stand side by side; nothing is averaged and nobody's word is turned into a finding. Rejected and superseded claims do not
count here; how many there are is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ..claim import Actor, Attribution, Claim, Measure, Reply, Support
from . import days, flat
from .case_rows import Accusation, Case, Corroboration, Counted, LinkClaimed, Said, Step
from .coalition import absent
from .content_tables import REJECTED, SUPERSEDED, claims, documents
from .entries import sides
from .facets import is_accusation, state_of
from .filters import counting
from .incident_queries import incident_of_id, incident_rows
from .merging_tables import membership, stories
from .queries import Views
from .rows import ClaimRow, OperationRow


@dataclass(frozen=True)
class _Held:
    """A claim with what the case needs of it."""

    row: ClaimRow
    said: Said
    story: str

    @property
    def order(self) -> tuple[int, str]:
        """Oldest first; what has no date comes last."""
        return days.number(self.said.day) or 99_999_999, self.said.claim


def case(connection: Connection, name: str) -> Case:
    """The case of an incident, by its id or that of anything in it. Raises UnknownId."""
    found = incident_of_id(connection, name)
    views = Views(connection)
    members = select(membership.c.operation).where(membership.c.incident == found)
    keys = connection.execute(select(claims.c.key).where(claims.c.operation.in_(members), counting())).scalars()
    rows = views.claims_by_key(list(keys))
    operations = views.operations_by_id(list(connection.execute(members).scalars()))
    heads = {row.document.id: row.document for row in operations} | {row.document.id: row.document for row in rows}
    told = _stories(connection, heads)
    texts = views.texts(heads)
    held = sorted((_Held(row, said(row, flat.words_of(row, texts)), told[row.document.id]) for row in rows), key=_order)
    accusing = [one for one in held if is_accusation(one.row.claim)]
    return Case(
        incident=incident_rows(connection, [found])[0],
        names=_counted((row.operation.name, row) for row in operations if row.operation.name),
        values={part: _counted(_values(operations, part)) for part in _PARTS},
        scale=tuple((figure, row.document.id) for row in operations for figure in row.operation.scale),
        accusations=_accusations(accusing),
        links=_links(accusing),
        measures=_of(held, Measure),
        replies=_of(held, Reply),
        support=_of(held, Support),
        disputes=tuple(one.said for one in held if _disputes(one.row.claim)),
        remarks=tuple(one.said for one in held if isinstance(one.row.claim, Attribution) and not one.said.to),
        self_claims=tuple(one.said for one in held if one.said.what == "self-claim" and not _disputes(one.row.claim)),
        corroboration=_corroboration(accusing),
        absent=absent(connection, found, [one.row.claim for one in held]),
        new=_new(accusing),
        documents=tuple(sorted(heads.values(), key=lambda head: (head.published or "9999", head.id))),
        reviewed=sum(bool(one.row.reviewed) for one in held),
        **_set_aside(connection, found),
    )


_PARTS = ("activities", "products", "victims", "malware", "vulnerabilities", "start", "end")


def said(row: ClaimRow, words: str) -> Said:
    """The claim as the case shows it."""
    claim = row.claim
    what, by, to = sides(claim)
    sure = claim.certainty if isinstance(claim, Attribution) else None
    return Said(
        claim=row.id,
        day=row.day,
        what=what,
        status=claim.status,
        by=_codes(by),
        to=_codes(to),
        links=tuple(actor.link for actor in to if actor.link),
        sure=f"{sure.axis} {sure.level}, about the {sure.scope}: {sure.words}" if sure else None,
        reported_by=claim.reported_by.actor if claim.reported_by else None,
        document=row.document.id,
        publisher=row.document.publisher,
        words=words,
        reviewed=row.reviewed,
    )


def status_of(claim: Claim) -> str:
    """How an accusation was put: suspected, hearsay, stated, or charged where a legal act makes it."""
    assert isinstance(claim, Attribution)
    return "charged" if claim.act == "charge" and claim.status == "stated" else claim.status


def _order(one: _Held) -> tuple[int, str]:
    return one.order


def _stories(connection: Connection, heads: Iterable[str]) -> dict[str, str]:
    """The story of each document: that of the near copy published first, else its own."""
    from . import bulk

    query = select(documents.c.id, documents.c.seq, stories.c.story).outerjoin(stories, stories.c.document == documents.c.seq)
    rows = bulk.where_in(connection, query, documents.c.id, heads)
    return {row["id"]: str(row["story"] if row["story"] is not None else row["seq"]) for row in rows}


def _set_aside(connection: Connection, found: str) -> dict[str, int]:
    query = select(claims.c.state, func.count()).join(membership, membership.c.operation == claims.c.operation)
    rows = connection.execute(query.where(membership.c.incident == found).group_by(claims.c.state)).fetchall()
    numbers = {row[0]: row[1] for row in rows}
    return {"rejected": numbers.get(REJECTED, 0), "superseded": numbers.get(SUPERSEDED, 0)}


def _values(operations: Sequence[OperationRow], part: str) -> list[tuple[str, OperationRow]]:
    found: list[tuple[str, OperationRow]] = []
    for row in operations:
        value = getattr(row.operation, part)
        found += [(one, row) for one in ((value,) if isinstance(value, str) else value or ())]
    return found


def _counted(values: Iterable[tuple[str | None, OperationRow]]) -> tuple[Counted, ...]:
    """Values by the number of documents that give them, most first."""
    found: dict[str, set[str]] = {}
    for value, row in values:
        if value:
            found.setdefault(value, set()).add(row.document.id)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Counted(value=value, documents=len(held)) for value, held in ranked)


def _accusations(accusing: Sequence[_Held]) -> tuple[Accusation, ...]:
    groups: dict[tuple[str, str], list[_Held]] = {}
    for one in accusing:
        for accuser in one.said.by or ("unnamed",):
            for accused in one.said.to or ("unknown",):
                groups.setdefault((accuser, accused), []).append(one)
    made = [_accusation(pair, held) for pair, held in groups.items()]
    return tuple(sorted(made, key=lambda one: (-one.documents, one.accuser, one.accused)))


def _accusation(pair: tuple[str, str], held: Sequence[_Held]) -> Accusation:
    links = {actor.link for one in held for actor in sides(one.row.claim)[2] if actor.actor == pair[1] and actor.link}
    return Accusation(
        accuser=pair[0],
        accused=pair[1],
        first=held[0].said,
        last=held[-1].said,
        steps=_steps(held),
        links=tuple(sorted(links)),
        claims=len({one.said.claim for one in held}),
        documents=len({one.said.document for one in held}),
        stories=len({one.story for one in held}),
    )


def _steps(held: Sequence[_Held]) -> tuple[Step, ...]:
    """How it was put, day by day, where that changed."""
    by_day: dict[str | None, list[_Held]] = {}
    for one in held:
        by_day.setdefault(one.said.day, []).append(one)
    steps: list[Step] = []
    for day, together in by_day.items():
        statuses = tuple(sorted({status_of(one.row.claim) for one in together}))
        if not steps or steps[-1].statuses != statuses:
            steps.append(Step(day=day, statuses=statuses, claim=together[0].said.claim))
    return tuple(steps)


def _links(accusing: Sequence[_Held]) -> tuple[LinkClaimed, ...]:
    groups: dict[tuple[str, str, str], list[_Held]] = {}
    for one in accusing:
        for accused in sides(one.row.claim)[2]:
            if accused.link and accused.link != "none":
                for claimant in one.said.by or ("unnamed",):
                    groups.setdefault((accused.actor, claimant, accused.link), []).append(one)
    return tuple(
        LinkClaimed(claimant=claimant, accused=accused, link=link, claims=len(held), first=held[0].said)
        for (accused, claimant, link), held in sorted(groups.items())
    )


def _of(held: Sequence[_Held], kind: type[Claim]) -> tuple[Said, ...]:
    return tuple(one.said for one in held if isinstance(one.row.claim, kind))


def _disputes(claim: Claim) -> bool:
    """Whether somebody disputes an attribution, expressly makes none, or takes one back. (Denials are replies.)"""
    return isinstance(claim, Attribution) and (claim.act == "contest" or claim.status in ("declined", "withdrawn"))


def _corroboration(accusing: Sequence[_Held]) -> tuple[Corroboration, ...]:
    groups: dict[str, list[_Held]] = {}
    for one in accusing:
        for code in {state_of(code) or code for code in one.said.to}:
            groups.setdefault(code, []).append(one)
    made: list[Corroboration] = []
    for code, held in groups.items():
        claimants = Counter(claimant for one in held for claimant in one.said.by)
        made.append(
            Corroboration(
                accused=code,
                claimants=tuple(name for name, _ in sorted(claimants.items(), key=lambda pair: (-pair[1], pair[0]))),
                documents=len({one.said.document for one in held}),
                stories=len({one.story for one in held}),
                publishers=len({one.said.publisher for one in held if one.said.publisher}),
            )
        )
    return tuple(sorted(made, key=lambda one: (-one.documents, one.accused)))


def _new(accusing: Sequence[_Held]) -> tuple[Said, ...]:
    """Claims of the last day with an accuser or accused that no earlier one has; none where all are of one day."""
    last = max((days.number(one.said.day) for one in accusing), default=0)
    before = {pair for one in accusing if days.number(one.said.day) < last for pair in _pairs(one)}
    if not before:
        return ()
    return tuple(one.said for one in accusing if days.number(one.said.day) == last and _pairs(one) - before)


def _pairs(one: _Held) -> set[tuple[str, str]]:
    return {(by, to) for by in one.said.by for to in one.said.to}


def _codes(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(actor.actor for actor in actors)
