"""One row an incident in which a state is accused, in the categories of the Cyber Operations Tracker (CFR).

Columns and values (cfr.tsv): the tracker's data set (2023 copy) and glossary. The tracker names a sponsor; this names the
states that somebody accuses, and says in the description who does and how. An accusation that only places the actors somewhere,
or only names a nationality, makes no sponsor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sqlalchemy import Connection

from ...claim import Attribution, Measure, Reply, Support
from ...errors import NothingToExport
from ...ledger.facets import is_accusation, state_of
from ...ledger.filters import Filter
from ...ledger.queries import Views
from ...ledger.rows import ClaimRow, IncidentRow
from ...ledger.walk import walk
from ...render.safe import one_line
from ..dossier.english import English
from ..dossier.naming import spelt
from ..request import Outcome, Request
from .columns import Row, joined, variables, write_table
from .who import SUGGESTED, country, named

#: Activities of the codebook as the tracker's types (domain.md, section 5).
_TYPES_OF = {
    "espionage": "Espionage", "ip-theft": "Espionage", "financial-theft": "Financial Theft", "sabotage": "Sabotage",
    "hack-and-leak": "Doxing", "ddos": "Denial of service", "wiper": "Data destruction", "defacement": "Defacement",
}  # fmt: skip
_CHARGES = ("indictment", "charges", "complaint", "conviction", "sentence", "plea", "arrest", "extradition")
_SANCTIONS = ("sanctions", "asset-freeze", "travel-ban", "export-control")
_DENIALS = ("denial", "dismissal")
#: How an accusation is put, weakest first.
_PUT = ("hearsay", "suspected", "stated")

#: The columns, from cfr.tsv.
VARIABLES = variables("cfr.tsv")


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the incidents asked for. Raises NothingToExport where none has a sponsor."""
    lost: dict[str, int] = {}
    rows = incidents(connection, request, lost)
    nothing = NothingToExport("no incident with an accused state fits", remedy="see `jaccuse incidents` with the same filters")
    return Outcome(write_table(out, VARIABLES, rows, of="incidents", nothing=nothing), lost)


def incidents(connection: Connection, request: Request, lost: dict[str, int]) -> Iterator[Row]:
    """The rows, those spoken of last first; lost: incidents that find no row there, counted."""
    for incident in _asked(connection, request):
        rows = [row for told in walk(connection, incident=incident.id) for row in told.claims]
        made = _row(Views(connection), incident, rows)
        if made is None:
            what = "incidents in which no state is accused of standing behind it"
            lost[what] = lost.get(what, 0) + 1
        else:
            yield made


def _asked(connection: Connection, request: Request) -> Iterator[IncidentRow]:
    views = Views(connection)
    if request.incident:
        yield views.case(request.incident).incident
        return
    last: str | None = None
    while True:
        page = views.incidents(request.asked if request.asked != Filter() else None, limit=200, last=last)
        yield from page.rows
        if (last := page.after) is None:
            return


def _row(views: Views, incident: IncidentRow, rows: Sequence[ClaimRow]) -> Row | None:
    accusing = [row for row in rows if is_accusation(row.claim) and _sponsors(row)]
    if not accusing:
        return None
    tongue = English(spelt(row.claim for row in rows))
    operations = views.operations_by_id(list(dict.fromkeys(row.operation for row in rows if row.operation)))
    starts = sorted(one.operation.start for one in operations if one.operation.start)
    documents = sorted(
        {row.document.id: row.document for row in rows}.values(), key=lambda one: (one.published or "9999", one.id)
    )
    urls = list(dict.fromkeys(one.url for one in documents if one.url))[:3]
    return {
        "Title": one_line(incident.name) if incident.name else incident.id,
        "Date": starts[0] if starts else incident.first,
        "Affiliations": joined(_groups(accusing, tongue)),
        "Description": _description(accusing, tongue),
        "Response": joined(response for row in rows if (response := _response(row))),
        "Victims": joined(one_line(words) for one in operations for words in one.operation.victims),
        "Sponsor": joined(sponsor for row in accusing for sponsor in _sponsors(row)),
        "Type": joined(_TYPES_OF.get(code) for one in operations for code in one.operation.activities),
        **{f"Sources_{number}": url for number, url in enumerate(urls, 1)},
        "jaccuse_incident": incident.id,
        "jaccuse_accusers": joined(actor.actor for row in accusing for actor in _claim(row).claimants),
        "jaccuse_strongest": max((row.claim.status for row in accusing), key=_PUT.index),
        "jaccuse_disputed": any(_disputes(row) for row in rows),
        "jaccuse_claims": joined(row.id for row in rows),
        "jaccuse_documents": incident.documents,
        "jaccuse_stories": incident.stories,
    }


def _claim(row: ClaimRow) -> Attribution:
    assert isinstance(row.claim, Attribution)
    return row.claim


def _sponsors(row: ClaimRow) -> list[str]:
    """The states accused with a tie that makes a sponsor."""
    claim = _claim(row)
    if claim.act == "locate":
        return []
    found = [state_of(actor.actor) for actor in claim.accused if actor.link in ("state", "organ", *SUGGESTED)]
    return [told for state in found if state and (told := country(state))]


def _groups(accusing: Sequence[ClaimRow], tongue: English) -> list[str]:
    return [named(actor, tongue) for row in accusing for actor in _claim(row).accused if actor.actor.startswith("group:")]


def _description(accusing: Sequence[ClaimRow], tongue: English) -> str:
    """Who accuses whom, each way of putting it once."""
    told: dict[str, None] = {}
    for row in accusing:
        claim = _claim(row)
        by = tongue.listing([named(actor, tongue, row.document.publisher) for actor in claim.claimants]) or "somebody not named"
        whom = tongue.listing([tongue.whom(actor).words for actor in claim.accused])
        put = "charged" if claim.act == "charge" and claim.status == "stated" else claim.status
        told[f"{by}: {whom} ({tongue.words.put[put]})"] = None
    return "Accused, according to documents. " + "; ".join(told) + "."


def _response(row: ClaimRow) -> str | None:
    claim = row.claim
    if isinstance(claim, Support):
        return "Denouncement" if claim.support == "condemn" else None
    if isinstance(claim, Reply):
        return "Denial" if claim.reply in _DENIALS else None
    if isinstance(claim, Measure) and claim.status == "adopted":
        if claim.measure in _CHARGES:
            return "Criminal charges"
        return "Sanctions" if claim.measure in _SANCTIONS else "Denouncement" if claim.measure == "protest" else None
    return None


def _disputes(row: ClaimRow) -> bool:
    claim = row.claim
    return isinstance(claim, Attribution) and (claim.act == "contest" or claim.status in ("declined", "withdrawn"))
