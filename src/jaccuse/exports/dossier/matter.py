"""What a dossier is made of: a case, every claim in it with its words, and the ledger's checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from ...claim import Claim
from ...ledger import days, flat
from ...ledger.case_rows import Case
from ...ledger.checkpoints import Note
from ...ledger.queries import Views
from ...ledger.rows import ClaimRow, DocumentRow
from ...ledger.walk import walk


@dataclass(frozen=True)
class Held:
    """A claim that counts, with the words of its document that say it."""

    row: ClaimRow
    words: str

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.row.claim

    @property
    def document(self) -> DocumentRow:
        """The document that it stands in."""
        return self.row.document

    @property
    def order(self) -> tuple[int, str, int]:
        """Oldest first; within a day by document and place in it; what has no date comes last."""
        first = min((span.start for span in self.claim.anchors), default=0)
        return days.number(self.row.day) or 99_999_999, self.row.document.id, first


@dataclass(frozen=True)
class Matter:
    """The case of an incident with its claims, oldest first, and the unsigned checkpoint over the ledger."""

    case: Case
    claims: tuple[Held, ...]
    checkpoint: Note


def gather(connection: Connection, name: str, checkpoint: Note) -> Matter:
    """Everything for the dossier of an incident, by its id or that of anything in it. Raises UnknownId."""
    views = Views(connection)
    case = views.case(name)
    rows = [row for told in walk(connection, incident=case.incident.id) for row in told.claims]
    texts = views.texts(dict.fromkeys(row.document.id for row in rows))
    held = sorted((Held(row, flat.words_of(row, texts)) for row in rows), key=lambda one: one.order)
    return Matter(case, tuple(held), checkpoint)
