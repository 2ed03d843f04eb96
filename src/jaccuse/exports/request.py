"""What is asked of an export, and what it says when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Connection

from ..errors import NothingToExport
from ..ledger.filters import Filter
from ..ledger.walk import Told, walk


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to go out: the claims of an incident, or those that a filter asks for.

    incident: its id, or that of anything in it. tlp: a traffic light (`clear`, `green`, `amber`, `amber+strict`, `red`).
    statements: markings in words, such as a licence. text: whether the documents' whole texts go out too.
    """

    asked: Filter = field(default_factory=Filter)
    incident: str | None = None
    tlp: str | None = None
    statements: tuple[str, ...] = ()
    text: bool = False

    def told(self, connection: Connection) -> Iterator[Told]:
        """Each document with those of its claims that are asked for. Raises UnknownId, and NothingToExport at once."""
        found = walk(connection, self.asked, self.incident)
        first = next(found, None)
        if first is None:
            raise NothingToExport("no claim fits", remedy="the same filters after `jaccuse claims` show what there is")
        return chain((first,), found)


@dataclass(frozen=True)
class Outcome:
    """What was written: how many of each thing, and what the format could not hold, with how often that was so."""

    written: dict[str, int]
    lost: dict[str, int] = field(default_factory=dict)
