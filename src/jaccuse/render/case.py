"""A case for people. Every line says who claims what; numbers of documents, stories and claims stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..claim import Actor, Link
from ..ledger.case_rows import Accusation, Case, Counted, Said
from .page import Block, Page, Piece, Row, plain
from .phrases import LINKS, figure, listing, whom
from .safe import one_line

NO_VERDICT = "Each line is what somebody is shown claiming, not a finding that it is true."
PRESUMED_INNOCENT = "Persons named here are presumed innocent: an accusation or a charge is no finding of guilt."
_LABELS = {
    "activities": "activities",
    "products": "products",
    "victims": "victims",
    "malware": "malware",
    "vulnerabilities": "CVE",
    "start": "began",
    "end": "ended",
}
_NOBODY = {"publication": "the publication itself", "unnamed": "somebody unnamed", "unknown": "unnamed people"}
_LINKS: dict[str, str] = {str(link): words for link, words in LINKS.items()}
_PUT = {
    "stated": "says outright",
    "suspected": "suspects",
    "hearsay": "is reported, with distance, to say",
    "charged": "charges",
}


def case_page(case: Case) -> Page:
    """The page of a case."""
    blocks: list[Block] = []
    if case.accusations:
        blocks.append(Block(1, "Who accused whom"))
        blocks += [_accusation(one) for one in case.accusations]
    blocks += _links(case)
    for title, held in (
        ("Measures", case.measures),
        ("Replies", case.replies),
        ("Support", case.support),
        ("Disputed, declined or taken back", case.disputes),
        ("Said without naming anybody as responsible", case.remarks),
        ("Claimed by the attackers themselves", case.self_claims),
    ):
        if held:
            blocks.append(Block(1, title, tuple(row for one in held for row in _said(one))))
    blocks += _absent(case)
    blocks += _corroboration(case)
    if case.new:
        blocks.append(Block(1, f"New on {case.new[0].day}", tuple(row for one in case.new for row in _said(one))))
    blocks.append(Block(1, "Documents", tuple(_documents(case))))
    notes = [NO_VERDICT]
    if any(code.startswith("person:") for one in (*case.measures,) for code in one.to) or _persons(case):
        notes.append(PRESUMED_INNOCENT)
    called = case.incident.name or (case.names[0].value if case.names else "")
    title = f"Incident: {one_line(called)}" if called else "Incident without a name"
    return Page(title, tuple(_head(case)), tuple(blocks), tuple(notes))


def many(number: int, noun: str) -> str:
    """`1 document`, `11 documents`, `3 stories`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def _head(case: Case) -> list[Row]:
    incident = case.incident
    span = " to ".join(dict.fromkeys(filter(None, (incident.first, incident.last)))) or "not known"
    found = [many(incident.documents, "document"), f"{incident.stories:,} independent", many(incident.claims, "claim")]
    found.append(many(incident.accusations, "accusation"))
    rows = [plain("incident", incident.id), plain("spoken of", span), plain("found", ", ".join(found))]
    if len(case.names) > 1:
        rows.append(plain("also called", _values(case.names)))
    rows += [plain(label, _values(case.values[part])) for part, label in _LABELS.items() if case.values.get(part)]
    if case.scale:
        rows.append(plain("scale", " · ".join(dict.fromkeys(figure(value) for value, _ in case.scale))))
    looked = f"{case.reviewed:,} of {many(incident.claims, 'claim')}"
    kinds = (("rejected", case.rejected), ("superseded", case.superseded))
    aside = ", ".join(f"{number:,} {name}" for name, number in kinds if number)
    rows.append(plain("reviewed", looked + (f"; not counted: {aside}" if aside else "")))
    return rows


def _values(values: Sequence[Counted]) -> str:
    """Values, each with the number of documents that give it where that is more than one."""
    return " · ".join(one_line(one.value) + (f" ({one.documents})" if one.documents > 1 else "") for one in values)


def _accusation(one: Accusation) -> Block:
    first, last = one.first, one.last
    put = [status for step in one.steps for status in step.statuses]
    how = listing([_PUT[status] for status in dict.fromkeys(put)])
    rows = [plain("in", f"{many(one.documents, 'document')}, {one.stories:,} independent, {many(one.claims, 'claim')}")]
    steps = [f"{' and '.join(step.statuses)} ({step.day or 'no date'})" for step in one.steps]
    rows.append(plain("put as", " -> ".join(steps)))
    if one.links:
        rows.append(plain("link", "; ".join(f"{link}: {_LINKS[link]}" for link in one.links)))
    sure = list(dict.fromkeys(filter(None, (first.sure, last.sure))))
    rows += [plain("certainty", one_line(words)) for words in sure] or [plain("certainty", "not worded")]
    rows += _quoted("first", first)
    if last.claim != first.claim:
        rows += _quoted("last", last)
    return Block(2, f"{_who(one.accuser)} {how} that {_guilty(one)} responsible — alleged", tuple(rows))


def _guilty(one: Accusation) -> str:
    """The accused with the ties alleged: `people backed by CN are`, `CN, or people backed by CN, is`."""
    links: tuple[Link | None, ...] = tuple(link for link in LINKS if link in one.links) or (None,)
    told = [whom(Actor(actor=one.accused, link=link)) for link in links]
    plural = told[0].startswith(("people ", "unnamed people"))
    return f"{one_line(', or '.join(dict.fromkeys(told)))} {'are' if plural else 'is'}"


def _who(code: str) -> str:
    return _NOBODY.get(code) or one_line(code)


def _quoted(label: str, one: Said) -> list[Row]:
    head = f"{one.day or 'no date'}, {one.claim[:10]}, {_source(one)}" + (f", {one.reviewed}" if one.reviewed else "")
    return [plain(label, head), Row("words", (Piece(one_line(one.words)),), "quote")]


def _source(one: Said) -> str:
    return one_line(one.publisher) if one.publisher else f"document {one.document.removeprefix('sha256:')[:12]}"


def _said(one: Said) -> list[Row]:
    by = listing([_who(code) for code in one.by]) or "somebody unnamed"
    to = f" -> {listing([_who(code) for code in one.to])}" if one.to else ""
    status = "" if one.status in ("stated", "adopted") else f", {one.status}"
    words = f"{by}: {one.what}{status}{to} ({one.day or 'no date'}, {one.claim[:10]}, {_source(one)})"
    return [
        plain("claimed" if one.status != "absent" else "not done", words),
        Row("words", (Piece(one_line(one.words)),), "quote"),
    ]


def _links(case: Case) -> list[Block]:
    """The ties to states as each claimant alleges them, side by side where they differ."""
    if not case.links:
        return []
    rows = []
    for one in case.links:
        told = f"{_who(one.claimant)} of {_who(one.accused)}: {one.link} ({_LINKS[one.link]})"
        rows.append(plain("claimed", f"{told}, {many(one.claims, 'claim')}, first {one.first.day or 'no date'}"))
    return [Block(1, "Ties to a state, as each claimant alleges them", tuple(rows))]


def _absent(case: Case) -> list[Block]:
    rows: list[Row] = []
    absent: dict[str, list[str]] = {}
    for one in case.absent:
        told = f"{one.actor} ({one.together} of the last {one.of})" if one.rule == "counted" else one.actor
        absent.setdefault(f"{one.accused} {one.rule}", []).append(told)
    for key, names in absent.items():
        state, rule = key.split()
        why = (
            f"accused {state}, endorsed or condemned in that many of the last other incidents with one of these accusers"
            if rule == "counted"
            else "usual in joint attributions (a list; too few incidents here to count)"
        )
        rows += [plain(state, ", ".join(names)), Row("rule", (Piece(why),), "why")]
    return [Block(1, "Of the usual coalition, not found here", tuple(rows))] if rows else []


def _corroboration(case: Case) -> list[Block]:
    rows = []
    for one in case.corroboration:
        told = f"{many(len(one.claimants), 'claimant')} ({listing([_who(code) for code in one.claimants])})"
        counts = f"{many(one.documents, 'document')}, {one.stories:,} independent, {many(one.publishers, 'publisher')}"
        rows.append(plain("accused", f"{_who(one.accused)}: {told}; {counts}"))
    return [Block(1, "How much stands behind it", tuple(rows))] if rows else []


def _documents(case: Case) -> list[Row]:
    rows = []
    for one in case.documents:
        told = ", ".join(one_line(word) for word in (one.publisher, one.title, one.url) if word)
        rows.append(plain(one.published or "no date", f"{one.id.removeprefix('sha256:')[:12]} {told}"))
    return rows


def _persons(case: Case) -> bool:
    held: Mapping[str, None] = dict.fromkeys(one.accused for one in case.accusations)
    return any(code.startswith("person:") for code in held)
