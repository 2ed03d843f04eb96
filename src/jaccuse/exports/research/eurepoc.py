"""One row an attribution, in EuRepoC's variables; those that texts do not tell, or that need an expert, are empty and listed.

Variables and values (eurepoc.tsv): EuRepoC Global Dataset 1.1, Zenodo 7848941, as its table view of 2024 names the columns.
EuRepoC codes primary statements; this codes what documents report: an incident has as many rows as documents report
attributions by each accuser. The columns of jaccuse's own hold what EuRepoC has no variable for, above all how it was put.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO

from sqlalchemy import Connection

from ...claim import Actor, Attribution, Measure, Reply, Support
from ...errors import NothingToExport
from ...ledger import flat
from ...ledger.entries import sides
from ...ledger.facets import is_accusation, state_of
from ...ledger.filters import Filter
from ...ledger.queries import Views
from ...ledger.rows import ClaimRow, DocumentRow, OperationRow
from ...render.safe import one_line
from ..dossier.english import English
from ..dossier.naming import spelt
from ..request import Outcome, Request
from .columns import Row, joined, variables, write_table
from .who import BODIES, SUGGESTED, countries, country, kinds, named

#: Activities of the codebook as EuRepoC's types of incident (domain.md, section 5).
_TYPES_OF = {
    "espionage": "Data theft", "ip-theft": "Data theft", "data-theft": "Data theft", "hack-and-leak": "Data theft & Doxing",
    "disruption": "Disruption", "sabotage": "Disruption", "ddos": "Disruption", "wiper": "Disruption",
    "defacement": "Disruption",
    "ransomware": "Ransomware", "cryptojacking": "Hijacking with Misuse", "access-only": "Hijacking without Misuse",
}  # fmt: skip
#: The same as techniques of ATT&CK.
_IMPACT = {
    "financial-theft": "Financial Theft", "extortion": "Financial Theft", "ransomware": "Data Encrypted for Impact",
    "cryptojacking": "Resource Hijacking", "ddos": "Network Denial of Service", "wiper": "Data Destruction",
    "defacement": "Defacement",
}  # fmt: skip
_ACCESS = {"phishing": "Phishing", "supply-chain": "Supply Chain Compromise"}
_POLITICAL_OF = {
    "protest": "Stabilizing measures", "summons": "Stabilizing measures", "recall": "Stabilizing measures",
    "expulsion": "Executive reactions", "advisory": "Preventive measures",
}  # fmt: skip
_SANCTIONS = ("sanctions", "asset-freeze", "travel-ban", "export-control")
_LEGAL_MEASURES = (
    "indictment", "charges", "complaint", "arrest", "extradition", "plea", "conviction", "sentence", "lawsuit", "reward",
    "takedown",
)  # fmt: skip

#: So many documents are looked at together.
TOGETHER = 100
#: The columns, from eurepoc.tsv.
VARIABLES = variables("eurepoc.tsv")


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the attributions asked for. Raises NothingToExport where there is none."""
    lost: dict[str, int] = {}
    rows = attributions(connection, request, lost)
    nothing = NothingToExport("no attribution fits", remedy="the same filters after `jaccuse claims` show what there is")
    return Outcome(write_table(out, VARIABLES, rows, of="attributions", nothing=nothing), lost)


def attributions(connection: Connection, request: Request, lost: dict[str, int]) -> Iterator[Row]:
    """The rows; lost: what finds no row there, counted."""
    views = Views(connection)
    told = request.told(connection)
    whole = request.asked == Filter() and request.incident is None  # then every claim of a document is among those asked for
    while together := list(islice(told, TOGETHER)):
        wanted = {one.document.id: rows for one in together if (rows := [row for row in one.claims if _fits(row, lost)])}
        ids = dict.fromkeys(row.operation for rows in wanted.values() for row in rows if row.operation)
        operations = {one.id: one for one in views.operations_by_id(list(ids))}
        texts = views.texts(wanted)
        for one in together:
            if asked_for := wanted.get(one.document.id):
                every = one.claims if whole else views.of_document(one.document.id)
                yield from _of_document(one.document, asked_for, every, operations, texts)


def _fits(row: ClaimRow, lost: dict[str, int]) -> bool:
    claim = row.claim
    if not isinstance(claim, Attribution):
        what = "measures, replies and words of support, but as responses to the attribution beside them"
    elif not (is_accusation(claim) or claim.act in ("self-claim", "contest")):
        what = "attributions that are declined, taken back or name nobody"
    elif row.incident is None:
        what = "attributions about no operation in particular"
    else:
        return True
    lost[what] = lost.get(what, 0) + 1
    return False


def _of_document(
    document: DocumentRow, wanted: Sequence[ClaimRow], every: Sequence[ClaimRow], operations: Mapping[str, OperationRow],
    texts: Mapping[str, str],
) -> Iterator[Row]:  # fmt: skip
    """The rows of one document: each attribution once for each who makes it. every: all claims of the document."""
    tongue = English(spelt(row.claim for row in every))
    for row in wanted:
        claim = row.claim
        assert isinstance(claim, Attribution)
        operation = operations[row.operation or ""]
        shared = {
            **_operation(operation),
            **_responses([one for one in every if one.operation == row.operation], tongue),
            **_accused(claim, tongue),
            "ID": row.incident,
            "attribution_date": row.day,
            "sources_attribution": document.url,
            "sources_url": document.url,
            "jaccuse_claim": row.id,
            "jaccuse_act": claim.act,
            "jaccuse_status": claim.status,
            "jaccuse_link": joined([actor.link or "none" for actor in claim.accused]),
            "jaccuse_certainty": _sure(claim),
            "jaccuse_accused": joined([actor.actor for actor in claim.accused]),
            "jaccuse_reviewed": row.reviewed or None,
            "jaccuse_words": flat.words_of(row, texts),
            "jaccuse_document": document.id,
        }
        for number, actor in enumerate(claim.claimants or (Actor(actor="unnamed"),), 1):
            yield {**shared, **_attributing(actor, row, operation, every, tongue), "attribution_ID": f"{row.id}.{number}"}


def _operation(row: OperationRow) -> dict[str, str | int | None]:
    said = row.operation
    return {
        "name": one_line(said.name) if said.name else None,
        "start_date": said.start,
        "end_date": said.end,
        "incident_type": joined([_TYPES_OF.get(code) for code in said.activities]),
        "receiver_name": joined([one_line(words) for words in said.victims]),
        "MITRE_initial_access": joined([_ACCESS.get(code) for code in said.activities]),
        "MITRE_impact": joined([_IMPACT.get(code) for code in said.activities]),
    }


def _attributing(
    actor: Actor, row: ClaimRow, operation: OperationRow, every: Sequence[ClaimRow], tongue: English
) -> dict[str, str | int | None]:
    claim = row.claim
    assert isinstance(claim, Attribution)
    name = named(actor, tongue, row.document.publisher)
    firm = kinds().get(actor.actor) == "firm"
    return {
        "attribution_type": _type(actor, claim, row, every, name),
        "attribution_basis": _basis(actor, claim, operation, name),
        "attributing_actor": name,
        "attribution_it_company": name if firm else None,
        "attributing_country": country(actor.actor),
    }


def _type(actor: Actor, claim: Attribution, row: ClaimRow, every: Sequence[ClaimRow], name: str) -> str:
    """The form in which it reached the document."""
    if claim.act == "self-claim":
        return "self-attribution"
    if claim.act == "charge":
        beside = [one.claim for one in every if one.operation == row.operation and isinstance(one.claim, Measure)]
        sanctions = any(one.measure in _SANCTIONS and actor.actor in [by.actor for by in one.by] for one in beside)
        return "statement and indictment / sanctions" if sanctions else "domestic legal action"
    if actor.actor == "publication":
        return "media report without source"
    if actor.actor in ("unnamed", "unknown"):
        return "anonymous statement in media"
    own = (row.document.publisher or "").casefold() == name.casefold()
    if own:
        return "political statement / report" if state_of(actor.actor) else "technical report"
    return "named statement in media"


def _basis(actor: Actor, claim: Attribution, operation: OperationRow, name: str) -> str | None:
    """Who attributes, as far as the document tells."""
    code, state = actor.actor, state_of(actor.actor)
    kind = kinds().get(code)
    victims = {one_line(words).casefold() for words in operation.operation.victims}
    basis: str | None = None
    if claim.act == "contest":
        basis = "Contested attribution"
    elif claim.act == "self-claim":
        basis = "Attacker confirms"
    elif name.casefold() in victims and not state:
        basis = "Receiver attributes attacker"
    elif code in ("publication", "unnamed", "unknown") or kind == "media":
        basis = "Media-based attribution"
    elif state == "EU":
        basis = "Attribution by EU institution/agency"
    elif state in BODIES:
        basis = "Attribution by international organization"
    elif kind == "firm":
        basis = "IT-security community attributes attacker"
    elif state:
        named_states = victims & {found.casefold() for found in _state_names()}
        if (country(code) or "").casefold() in named_states:
            basis = "Attribution by receiver government / state entity"
        elif named_states:
            basis = "Attribution by third-party"
    return basis


def _state_names() -> list[str]:
    from ..dossier.naming import states

    return [state.english.removeprefix("the ") for state in states().values()]


def _accused(claim: Attribution, tongue: English) -> dict[str, str | int | None]:
    return {
        "attributed_initiator": joined([named(actor, tongue) for actor in claim.accused]),
        "attributed_initiator_country": joined(countries(claim.accused)),
        "attributed_initiator_category": joined([_category(actor) for actor in claim.accused]),
    }


def _category(actor: Actor) -> str:
    """From the tie that is alleged; a place or a nationality is none."""
    if actor.link in ("state", "organ"):
        return "State"
    if actor.link in SUGGESTED:
        return "Non-state actor, state-affiliation suggested"
    if actor.actor.startswith("person:"):
        return "Individual hacker(s)"
    if actor.actor.startswith(("group:", "org:")):
        return "Non-state-group"
    return "Unknown - not attributed"


def _responses(beside: Sequence[ClaimRow], tongue: English) -> dict[str, str | int | None]:
    """Measures that were taken and words of support that the document has on the same operation."""
    political = [(row, kind) for row in beside if (kind := _political(row))]
    legal = [(row, kind) for row in beside if (kind := _legal(row))]
    return {**_told("political", political, tongue), **_told("legal", legal, tongue)}


def _told(what: str, found: Sequence[tuple[ClaimRow, str]], tongue: English) -> dict[str, str | int | None]:
    by = [actor for row, _ in found for actor in sides(row.claim)[1]]
    return {
        f"number_of_{what}_responses": len(found),
        f"{what}_response_date": joined([row.day for row, _ in found]),
        f"{what}_response_type": joined([kind for _, kind in found]),
        f"{what}_response_type_subcode": joined([sides(row.claim)[0] for row, _ in found]),
        f"{what}_response_country": joined(countries(by)),
        f"{what}_response_actor": joined([named(actor, tongue) for actor in by]),
    }


def _political(row: ClaimRow) -> str | None:
    claim = row.claim
    if isinstance(claim, Support):
        return "Stabilizing measures"
    if isinstance(claim, Reply) or not isinstance(claim, Measure) or claim.status != "adopted":
        return None
    return _POLITICAL_OF.get(claim.measure)


def _legal(row: ClaimRow) -> str | None:
    claim = row.claim
    if not isinstance(claim, Measure) or claim.status != "adopted":
        return None
    if claim.measure in _SANCTIONS:
        eu = any(state_of(actor.actor) == "EU" for actor in claim.by)
        return "Restrictive measures (EU/TFEU)" if eu else "Peaceful means: Retorsion"
    return "Other national legal measures" if claim.measure in _LEGAL_MEASURES else None


def _sure(claim: Attribution) -> str | None:
    sure = claim.certainty
    return f"{sure.axis} {sure.level} {sure.scope}" if sure else None
