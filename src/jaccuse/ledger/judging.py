"""What people judge about operations: two are one, two are not, or it is open. Kept as acts, checked before they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Connection, or_, select

from ..errors import ReviewRefused, UnknownId
from .append import append, now, size
from .bulk import where_in
from .content_tables import acts, claims
from .entries import Entry, Judgement, act_id
from .ids import kind_of, resolve
from .ledger import Ledger
from .merging_tables import incidents, membership, pairs
from .score import MERGE

SHORTEST = 5


def incident_of(connection: Connection, name: str) -> str:
    """The incident in which an operation, a claim or what an older incident was founded by is now. Raises UnknownId."""
    operation = operation_of(connection, name)
    found = connection.execute(select(membership.c.incident).where(membership.c.operation == operation)).scalar()
    if found is None:
        raise UnknownId(f"{name!r} is in no incident: a later reading of its document does not have it, or it was rejected")
    return str(found)


def operation_of(connection: Connection, name: str) -> str:
    """The operation that an id means: its own, that of a claim, or the one that founded an incident. Raises UnknownId."""
    name = name.strip().lower()
    kind = kind_of(name)
    if kind == "incident":
        current = _beginning(connection, name)
        return current.removeprefix("i") if current else resolve(connection, name[1:], "operation")
    if kind == "claim":
        claim = resolve(connection, name, "claim")
        operation = connection.execute(select(claims.c.operation).where(claims.c.id == claim)).scalar()
        if operation is None:
            raise UnknownId(f"{claim} is about no operation, so it is in no incident")
        return str(operation)
    return resolve(connection, name, "operation")


def judge(ledger: Ledger, left: str, right: str, verdict: str, *, by: str, reason: str) -> list[Entry]:
    """Record that two operations, or the incidents that they are in, are `same`, `different`, or that it is open (`unsure`).

    Durable when it returns. Raises UnknownId, and ReviewRefused where a standing judgement says otherwise.
    """

    def make(connection: Connection) -> list[Judgement]:
        one, other = operation_of(connection, left), operation_of(connection, right)
        if one == other:
            raise ReviewRefused(f"{left} and {right} are the same operation")
        ours, theirs = [one], [other]
        if verdict == "same":
            ours, theirs = (_members(connection, incident_of(connection, name)) for name in (one, other))
            _refuse(connection, ours, theirs, "different", verdict)
        if verdict == "different":
            ours, theirs = (_said_same(connection, name) for name in (one, other))
            if other in ours:
                _refuse(connection, ours, ours, "same", verdict)
        _refuse(connection, [one], [other], verdict, verdict)
        return [Judgement(left=min(one, other), right=max(one, other), verdict=verdict, by=by, reason=reason)]  # type: ignore[arg-type]

    return _record(ledger, make, by, reason)


def split(ledger: Ledger, incident: str, operations: Sequence[str], *, by: str, reason: str) -> list[Entry]:
    """Record that these operations are not what the rest of an incident is. Durable when it returns; all is kept or nothing.

    Each is told apart from the founding operation of the rest, and from those of the rest that it would be merged with.
    Raises UnknownId, and ReviewRefused where one is not in the incident, none would be left, or a judgement says otherwise.
    """

    def make(connection: Connection) -> list[Judgement]:
        home = incident_of(connection, incident)
        members = _members(connection, home)
        leaving = sorted({operation_of(connection, name) for name in operations})
        for name in leaving:
            if name not in members:
                raise ReviewRefused(f"{name} is not in {home}", remedy=f"its operations are {', '.join(members[:6])}")
        rest = [name for name in members if name not in leaving]
        if not rest:
            raise ReviewRefused(f"nothing would be left of {home}", remedy="name only those that belong elsewhere")
        for name in leaving:
            same = _said_same(connection, name)
            if not set(same).isdisjoint(rest):
                _refuse(connection, same, same, "same", "different")
        founding = home.removeprefix("i")
        first = founding if founding in rest else rest[0]
        return [
            Judgement(left=min(one, other), right=max(one, other), verdict="different", by=by, reason=reason)
            for one in leaving
            for other in sorted({first, *_joined(connection, one, rest)})
        ]

    return _record(ledger, make, by, reason)


def _record(ledger: Ledger, make: Callable[[Connection], list[Judgement]], by: str, reason: str) -> list[Entry]:
    """Check and append in one transaction, so that nobody can judge otherwise in between."""
    if not by.strip():
        raise ReviewRefused("nobody is named as the one who judges", remedy="add --by NAME, or set JACCUSE_BY")
    if not reason.strip():
        raise ReviewRefused("no reason is given", remedy="add --reason WORDS: those who read it later need it")
    ledger.settle()
    at = now()
    with ledger.writing() as connection:
        made = make(connection)
        start = size(connection)
        rows = [Entry(start + i, "act", act_id(act, at), None, at, act.to_json()) for i, act in enumerate(made)]
        append(connection, rows)
    return rows


def _members(connection: Connection, incident: str) -> list[str]:
    query = select(membership.c.operation).where(membership.c.incident == incident)
    return sorted(connection.execute(query).scalars())


def _said_same(connection: Connection, operation: str) -> list[str]:
    """The operations that people's judgements make one with this one."""
    reached: set[str] = set()
    front = {operation}
    while front:
        reached |= front
        rows = _standing(connection, front, "same")
        front = {name for row in rows for name in (row["target"], row["other"])} - reached
    return sorted(reached)


def _joined(connection: Connection, operation: str, rest: Iterable[str]) -> set[str]:
    """Those of the rest that the score alone would merge with an operation."""
    query = select(pairs).where(or_(pairs.c.left == operation, pairs.c.right == operation), pairs.c.score >= 100 * MERGE)
    found = {name for row in connection.execute(query).mappings() for name in (row["left"], row["right"])}
    return found & set(rest)


def _standing(connection: Connection, operations: Iterable[str], verdict: str) -> list[dict[str, str]]:
    query = select(acts).where(acts.c.act == "judgement", acts.c.stands, acts.c.verdict == verdict)
    names = list(operations)
    found = {
        row["id"]: dict(row) for column in (acts.c.target, acts.c.other) for row in where_in(connection, query, column, names)
    }
    return [found[name] for name in sorted(found)]


def _refuse(connection: Connection, ours: Iterable[str], theirs: Iterable[str], verdict: str, wanted: str) -> None:
    """Raise where a standing judgement between the two sides has this verdict."""
    one, other = set(ours), set(theirs)
    for row in _standing(connection, one, verdict):
        left, right = row["target"], row["other"]
        if (left in one and right in other) or (right in one and left in other):
            said = {"same": "are one", "different": "are not one", "unsure": "may be one"}[verdict]
            again = " already" if wanted == verdict else ""
            raise ReviewRefused(
                f"{row['by']} judged{again} that {left} and {right} {said}: {row['reason']}",
                remedy=f"`jaccuse undo {row['id']}` takes that back",
            )


def _beginning(connection: Connection, name: str) -> str | None:
    """The incident that there is now whose id begins so, if there is exactly one."""
    if len(name) < SHORTEST:
        return None
    query = select(incidents.c.id).where(incidents.c.id >= name, incidents.c.id < name + "\x7f").limit(2)
    found = list(connection.execute(query).scalars())
    return str(found[0]) if len(found) == 1 else None
