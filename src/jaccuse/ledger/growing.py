"""How incidents grow: by operations that come, and by becoming one. Costs no more in a large incident than in a small one.

Only where somebody told apart what would come together here, or something could come apart, incidents are made anew instead
(incidents.py); both ways give the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from sqlalchemy import Connection, bindparam, select

from .bulk import insert_tuples, tuples_in, where_in
from .clusters import Union
from .copies import story_of
from .features import Features
from .incident_row import MANY, STORY, Gathered, add_tellings, row_of, tally, write_rows
from .incidents import ELSEWHERE, NOTHING, WITHIN, homes_of, members_of, remove, say
from .merging_tables import features, incidents, membership, pairs, tellings
from .partners import Compared, Pair

_Tally = Counter[tuple[int, int]]


def grow(
    connection: Connection,
    compared: Compared,
    come: Mapping[str, Features],
    joined: Iterable[Pair],
    retold: Mapping[int, int],
    touched: Set[str],
) -> set[str]:
    """Give the operations that come their incidents; those that are to be made anew instead.

    joined: pairs that join; retold: documents of another story than before, which is named; touched: operations whose incidents
    will be made anew in any case.
    """
    return _Growth(connection, compared, come, retold).run(joined, touched)


class _Growth:
    """One batch."""

    def __init__(
        self, connection: Connection, compared: Compared, come: Mapping[str, Features], retold: Mapping[int, int]
    ) -> None:
        self._connection = connection
        self._compared = compared
        self._come = come
        self._before = retold
        self._retold: dict[str, _Tally] = defaultdict(Counter)  # by incident: what changes in its tellings
        self._rows: dict[str, dict[str, Any]] = {}
        self._members: dict[str, list[str]] = defaultdict(list)  # of small incidents
        self._stories: dict[int, int] = {}

    def run(self, joined: Iterable[Pair], touched: Set[str]) -> set[str]:
        """Do it."""
        wanted = list(joined)
        ends = {name for found in wanted for name in found} - self._come.keys()
        homes = homes_of(self._connection, ends)
        told_again = self._told_again()
        union = Union()
        for name in (*self._come, *homes.values(), *told_again.values()):
            union.find(name)
        for one, other in wanted:
            if all(name in self._come or name in homes for name in (one, other)):
                union.unite(homes.get(one, one), homes.get(other, other))
        groups = union.groups()
        held = {name for group in groups for name in group if name.startswith("i")}
        query = select(incidents)
        self._rows = {row["id"]: dict(row) for row in where_in(self._connection, query, incidents.c.id, held)}
        growing, anew = self._sorted(groups, touched | set(homes_of(self._connection, touched).values()))
        self._fetch(growing)
        self._write(growing)
        return anew

    def _told_again(self) -> dict[str, str]:
        """The operations of the documents of another story, with their incidents."""
        columns = (features.c.operation, features.c.document)
        rows = tuples_in(self._connection, columns, features.c.document, self._before)
        operations = {name: document for name, document in rows if name not in self._come}
        homes = homes_of(self._connection, operations)
        now = story_of(self._connection, self._before)
        for name, home in homes.items():
            document = operations[name]
            self._retold[home][STORY, self._before[document]] -= 1
            self._retold[home][STORY, now[document]] += 1
        return homes

    def _sorted(self, groups: Iterable[list[str]], touched: Set[str]) -> tuple[list[tuple[list[str], list[str]]], set[str]]:
        """Groups that may grow, as incidents and operations that come; what is in the others."""
        growing: list[tuple[list[str], list[str]]] = []
        anew: set[str] = set()
        for group in groups:
            there = [name for name in group if name.startswith("i")]
            new = [name for name in group if not name.startswith("i")]
            apart = [self._rows[name]["parted"] for name in there]
            alone = len(there) == 1 and not new
            if not touched.isdisjoint(group) or (not alone and (WITHIN in apart or apart.count(ELSEWHERE) > 1)):
                anew |= {*new, *(name.removeprefix("i") for name in there)}
            elif not alone or there[0] in self._retold:
                growing.append((there, new))
        return growing, anew

    def _fetch(self, growing: Sequence[tuple[list[str], list[str]]]) -> None:
        """Know the operations of small incidents, and the stories of all."""
        small = {name for there, _ in growing for name in there if not self._rows[name]["tallies"]}
        for name, home in members_of(self._connection, small):
            self._members[home].append(name)
        known = {name for held in self._members.values() for name in held}
        self._compared.fetch(known)
        of = {self._compared.features[name].document for name in known}
        self._stories = story_of(self._connection, of | {found.document for found in self._come.values()})

    def _write(self, growing: Sequence[tuple[list[str], list[str]]]) -> None:
        """Write the incidents that there are now."""
        made: list[dict[str, Any]] = []
        joined: list[tuple[str, str]] = []
        renamed: list[dict[str, str]] = []
        folded: set[str] = set()
        for there, new in growing:
            row, base = self._grown(there, new)
            made.append(row)
            joined += [(name, row["id"]) for name in new]
            renamed += [{"old": name, "new": row["id"]} for name in there if name != row["id"]]
            folded |= {name for name in there if name != base}
        moved = {name for name, _ in members_of(self._connection, folded)}
        if renamed:
            for column in (membership.c.incident, tellings.c.incident):
                change = column.table.update().where(column == bindparam("old")).values(incident=bindparam("new"))
                self._connection.execute(change, renamed)
        insert_tuples(self._connection, membership, ("operation", "incident"), sorted(joined))
        remove(self._connection, incidents.c.id, {name for there, _ in growing for name in there})
        write_rows(self._connection, made)
        self._merged(moved)

    def _grown(self, there: list[str], new: list[str]) -> tuple[dict[str, Any], str]:
        """The row of an incident, and which of those there were it goes on from."""
        rows = [self._rows[name] for name in there]
        apart = max((row["parted"] for row in rows), default=NOTHING)
        known = self._compared.features
        base = max(rows, key=lambda row: (row["operations"], row["id"]), default=None)
        small = [known[name] for row in rows if not row["tallies"] for name in self._members[row["id"]]]
        small += [self._come[name] for name in new]
        large = [row for row in rows if row["tallies"]]
        made = Gathered()
        for found in small:
            made.add(found)
        for row in large:
            made.add_row(row)
        first = base["id"] if base else ""
        if made.operations < MANY:
            return row_of(small, self._stories, apart), first
        more = tally(small, self._stories)
        for row in rows:
            if row["tallies"]:
                more.update(self._retold.get(row["id"], {}))
                if row is not base:
                    more.update(self._taken(row["id"]))
        counted = (base["documents"], base["stories"]) if base and base["tallies"] else (0, 0)
        id_now = made.row(0, 0, 0)["id"]
        told = add_tellings(self._connection, first if base and base["tallies"] else id_now, more)
        return made.row(counted[0] + told[0], counted[1] + told[1], apart), first

    def _taken(self, incident: str) -> _Tally:
        """The tellings of an incident that becomes part of another."""
        columns = (tellings.c.kind, tellings.c.seq, tellings.c.number)
        found: _Tally = Counter()
        for kind, seq, number in tuples_in(self._connection, columns, tellings.c.incident, [incident]):
            found[kind, seq] = number
        remove(self._connection, tellings.c.incident, [incident])
        return found

    def _merged(self, moved: set[str]) -> None:
        """Say of pairs that waited and are now in one incident that they are merged."""
        columns = (pairs.c.left, pairs.c.right)
        waits = "state <> 'merged'"
        rows = {row for column in columns for row in tuples_in(self._connection, columns, column, moved, waits)}
        where = homes_of(self._connection, {name for row in rows for name in row})
        say(
            self._connection,
            [{"one": a, "other": b, "to": "merged"} for a, b in sorted(rows) if where.get(a, a) == where.get(b, b)],
        )
