"""Put the findings of a document together: one claim for each claimant's accusation, headlines folded into what they sum up."""

from __future__ import annotations

from dataclasses import replace

from ..claim import Span, Status
from .findings import Finding
from .who import CLOSENESS, Party

WINDOW = 300  # findings before and after one that it is compared with, so that huge documents are read in linear time
_HEDGE: dict[Status, int] = {"stated": 0, "suspected": 1, "hearsay": 2, "declined": 3, "withdrawn": 4}
UNSOURCED = {"publication", "unnamed"}


def principal(actor: str) -> str:
    """`US/doj` -> `US`; groups and organisations as they are."""
    return actor.split("/", maxsplit=1)[0]


def accused_set(finding: Finding) -> frozenset[str]:
    """The accused of a finding at the level of states, bodies and groups."""
    return frozenset(principal(p.actor) for p in finding.accused)


def claimant_set(finding: Finding) -> frozenset[str]:
    """The claimants of a finding; the publication where nobody speaks."""
    return frozenset(principal(p.actor) for p in finding.claimants) or frozenset({"publication"})


def fold(findings: list[Finding]) -> list[Finding]:
    """Drop findings that only repeat others and join those of the same claimants against the same accused."""
    kept: list[Finding] = []
    for i, finding in enumerate(findings):
        better = _better(finding, findings[max(0, i - WINDOW) : i + WINDOW])
        if better is None:
            kept.append(finding)
        elif _HEDGE[finding.status] > _HEDGE[better.status] and (headline(finding) or headline(better)):
            better.status = "hearsay" if finding.scope.alleged else finding.status
            better.scope.words.extend(finding.scope.words)
    for i, finding in enumerate(kept):
        _drop_unnamed_allies(finding, kept[max(0, i - WINDOW) : i + WINDOW])
    groups: list[list[Finding]] = []
    alike: dict[object, list[list[Finding]]] = {}  # groups by what all of their findings share
    for finding in kept:
        shared = (finding.act, finding.status == "declined", finding.operation, claimant_set(finding), accused_set(finding))
        likely = alike.setdefault(shared, [])
        same = next((g for g in likely if any(_same(one, finding) for one in (*g[:2], g[-1]))), None)
        if same is None:  # a headline sums up the first claim of the body that it fits
            same = next((g for g in likely if len(g) == 1 and headline(g[0])), None)
        if same is None:
            groups.append([finding])
            likely.append(groups[-1])
        else:
            same.append(finding)
    return [_join(same) for same in groups]


def _drop_unnamed_allies(finding: Finding, kept: list[Finding]) -> None:
    """ "The US and its allies" where the text names the allies too: each counts by itself, the word for them is nobody."""
    named = [p for p in finding.claimants if p.actor != "unnamed"]
    if not named or len(named) == len(finding.claimants):
        return
    others = {
        a for o in kept if o is not finding and o.operation == finding.operation and accused_set(o) & accused_set(finding)
        for a in claimant_set(o) - UNSOURCED - claimant_set(finding)
    }  # fmt: skip
    if others:
        finding.claimants = named


def headline(finding: Finding) -> bool:
    """Whether the finding stands in the title or lead of its text."""
    return finding.tree.sentence.paragraph == 0


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings of the same claimants and accused make one claim: same tie, status and certainty.

    A headline may word the tie and the hedge in another way than the body (codebook: the body's tie, the most hedged status).
    """
    ties = [{(p.actor, p.link) for p in f.accused} for f in (one, other)]
    sure = [(f.certainty.level, f.certainty.scope) if f.certainty else None for f in (one, other)]
    return ties[0] == ties[1] and one.status == other.status and (sure[0] == sure[1] or None in sure)


def _better(own: Finding, findings: list[Finding]) -> Finding | None:
    """The better sourced finding of the same operation that says all that one without a named claimant says, if any."""
    if own.status == "declined" or own.act in {"contest", "self-claim"}:
        return None
    who = claimant_set(own)
    accused = accused_set(own)
    if accused == {"unknown"} and any(
        o is not own and claimant_set(o) == who and accused_set(o) != accused and o.status != "declined" for o in findings
    ):
        return next(o for o in findings if o is not own and claimant_set(o) == who and accused_set(o) != accused)
    fitting: list[Finding] = []
    for other in findings:
        if other is own or other.operation != own.operation or other.status == "declined" or other.act == "contest":
            continue
        theirs = claimant_set(other)
        if who <= UNSOURCED:
            better = not theirs <= UNSOURCED or (who == {"publication"} and theirs == {"unnamed"})
            better = better or (who == theirs and headline(own) and accused < accused_set(other))
        else:  # "US and allies blame …" in a headline, all of them named below
            better = headline(own) and who - {"unnamed"} < theirs
        if other.act == "self-claim" and own.act != "self-claim":
            better = better and who == {"publication"}
        if better and accused <= (accused_set(other) | {"unknown"}):
            fitting.append(other)
    return min(fitting, key=lambda f: abs(f.span.start - own.span.start), default=None)


def _join(findings: list[Finding]) -> Finding:
    """One finding out of several that say the same: first words, all anchors, closest link of the body, most hedged status."""
    first = findings[0]
    if len(findings) == 1:
        return first
    body = findings[1:] if first.tree.sentence.paragraph == 0 else findings
    accused: dict[str, Party] = {}
    for finding in [*body, first]:
        for party in finding.accused:
            known = accused.get(principal(party.actor))
            if known is None:
                accused[principal(party.actor)] = party
            elif finding is not first and CLOSENESS[party.link] > CLOSENESS[known.link]:
                accused[principal(party.actor)] = party if "/" in party.actor or "/" not in known.actor else replace(
                    known, link=party.link, link_span=party.link_span)  # fmt: skip
            elif "/" in party.actor and "/" not in known.actor:
                accused[principal(party.actor)] = party
    claimants: dict[str, Party] = {}
    for finding in findings:
        for party in finding.claimants:
            known = claimants.get(principal(party.actor))
            if known is None or ("/" in party.actor and "/" not in known.actor):
                claimants[principal(party.actor)] = party
    status = max((f.status for f in findings), key=lambda s: _HEDGE[s])
    sure = next((f.certainty for f in findings if f.certainty), None)
    deed = next((f.deed for f in findings if f.deed), None)
    joined = replace(
        first, accused=list(accused.values()), claimants=list(claimants.values()), status=status, certainty=sure, deed=deed
    )
    joined.reasons = [r for f in findings for r in f.reasons]
    joined.scope.words = [w for f in findings for w in f.scope.words]
    extra = [f.span for f in findings[1:]]
    joined.more = [*first.more, *extra]
    return joined


def spans_of(finding: Finding) -> tuple[Span, ...]:
    """All places in the text that make the claim, in order."""
    return tuple(sorted({finding.span, *finding.more}))
