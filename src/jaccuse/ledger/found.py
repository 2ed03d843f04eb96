"""What claims are found by, and how many are: rows of `facets`, `counts` and `names` for a batch of claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam

from ..claim import Claim
from . import bulk
from .content_tables import COUNTS, counts, names
from .content_tables import facets as found_by
from .facets import actors, facet, facets

_COLUMNS = ("facet", "state", "day", "claim")


@dataclass
class Found:
    """By what claims are found: rows to add and to take away, and the changes of the counts."""

    numbers: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    names: Counter[tuple[Any, ...]] = field(default_factory=Counter)
    rows: set[tuple[int, int, int, int]] = field(default_factory=set)

    def count(self, row: dict[str, Any] | RowMapping, claim: Claim, activities: str, publisher: str | None, by: int) -> None:
        """Count one claim (`by` 1) or take it out of the counts (`by` -1)."""
        state, day, key = row["state"], row["day"], row["key"]
        numbers = self.numbers
        numbers["all", "", state] += by
        if row["kind"] == "attribution":
            numbers["kind", row["kind"], state] += by
        if row["language"]:
            numbers["language", row["language"], state] += by
        if row["reviewed"]:
            numbers["reviewed", row["reviewed"], state] += by
        for role, value in facets(claim, activities.split(), publisher):
            numbers[role, value, state] += by
            self.rows.add((facet(role, value), state, day, key))
        if state == COUNTS:
            for _, actor in actors(claim):
                if actor.name:
                    self.names[actor.actor, bulk.short(actor.name)] += by

    def replace(self, connection: Connection, before: Found) -> None:
        """Write what claims are found by now, where `before` was what they were found by."""
        gone, new = before.rows - self.rows, self.rows - before.rows
        if gone:
            condition = [found_by.c[name] == bindparam(f"old_{name}") for name in _COLUMNS]
            gone_rows = [{f"old_{name}": value for name, value in zip(_COLUMNS, row, strict=True)} for row in sorted(gone)]
            connection.execute(found_by.delete().where(*condition), gone_rows)
        bulk.insert_tuples(connection, found_by, _COLUMNS, sorted(new))
        self.numbers.update(before.numbers)
        self.names.update(before.names)
        bulk.add_numbers(connection, counts, self.numbers)
        bulk.add_numbers(connection, names, self.names)
