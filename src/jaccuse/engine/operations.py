"""Which operation a claim is about, and what the document tells of it.

Claims are of one operation where they share the accused or the words of the deed; an operation told of as another one ("a
separate campaign"), or with other accused and nothing in common, stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..claim import Activity, Evidence, Figure, Operation, Span
from .dates import find_dates, resolve
from .details import (
    activities_of,
    find_cves,
    find_named_malware,
    find_operation_names,
    find_products,
    find_victims,
)
from .figures import find_figures, is_scale
from .frames import Finding
from .merge import accused_set
from .names import Mention
from .words import Words

STORY = 1500
SHORT = 900  # a document up to this many characters that has one operation is about it as a whole


@dataclass(slots=True)
class Group:
    """Claims of one operation while the document is put together."""

    accused: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def group(findings: Sequence[Finding], text: str, words: Words) -> None:
    """Number the operation of each finding (from 0, in order of the text)."""
    groups: list[Group] = []
    for finding in findings:
        accused = set(accused_set(finding)) - {"unknown"}
        names = _proper_names(finding, text)
        place = _place(groups, accused, names, finding, text, words)
        if place is None:
            groups.append(Group())
            place = len(groups) - 1
        chosen = groups[place]
        chosen.accused |= accused
        chosen.names |= names
        finding.operation = place


def _proper_names(finding: Finding, text: str) -> set[str]:
    """Capitalised words of the deed: products, victims, malware; what makes it this operation."""
    if finding.deed is None:
        return set()
    nodes = finding.tree.covering(*finding.deed)
    parties = [p.span for p in (*finding.accused, *finding.claimants)]
    return {
        n.lower for n in nodes if n.tag == "PROPN" and len(n.text) > 2 and not any(s.start <= n.start < s.end for s in parties)
    }


def _place(groups: list[Group], accused: set[str], names: set[str], finding: Finding, text: str, words: Words) -> int | None:
    own = text[finding.span.start : finding.span.end]
    if finding.deed is not None:
        own = text[finding.deed.start : finding.deed.end]
    if groups and words.matches("another", own):
        return None
    best: tuple[int, int] | None = None
    for number, other in enumerate(groups):
        shared_names = len(names & other.names)
        shared_accused = len(accused & other.accused)
        score = 2 * shared_names + (2 if shared_accused else 0)
        if not accused:
            score += 1
        if not names and not shared_accused and accused and other.accused:
            score -= 1
        if score > 0 and (best is None or score > best[0]):
            best = (score, number)
    if best is not None:
        return best[1]
    # a headline with its summary tells one story, unless two states or two groups are accused of things of their own
    if len(groups) == 1 and len(text) <= STORY and not _rivals(groups[0].accused, accused):
        return 0
    return None


def _rivals(one: set[str], other: set[str]) -> bool:
    """Whether both name states, or both name groups, and no same one."""
    for kind in (lambda a: ":" not in a, lambda a: a.startswith("group:")):
        left, right = {a for a in one if kind(a)}, {a for a in other if kind(a)}
        if left and right and not left & right:
            return True
    return False


def describe(
    number: int,
    regions: Sequence[Span],
    anchors: Sequence[Span],
    text: str,
    language: str,
    mentions: Sequence[Mention],
    published: str | None,
    parties: Sequence[Span],
) -> Operation:
    """The operation as its regions of the text tell it: name, activities, products, victims, scale, dates, CVE, malware."""
    evidence: list[Evidence] = []

    def note(name: str, value: str, span: Span, rule: str) -> None:
        evidence.append(Evidence(field=name, value=value, rule=rule, anchors=(span,)))

    activities: list[Activity] = []
    for code, start, end, *_ in activities_of(list(regions), text, language):
        if code not in activities:
            activities.append(code)
        note("activities", code, Span(start, end), f"activity:{code}")
    products: list[str] = []
    malware: list[str] = []
    victims: list[str] = []
    vulnerabilities: list[str] = []
    scale: list[Figure] = []
    name: str | None = None
    start_date: str | None = None
    for region in regions:
        piece = text[region.start : region.end]
        for value, s, e, *_ in find_products(piece, language):
            if value not in products:
                products.append(value)
            note("products", value, Span(region.start + s, region.start + e), "details:product")
        for value, s, e, *_ in find_cves(piece):
            if value not in vulnerabilities:
                vulnerabilities.append(value)
            note("vulnerabilities", value, Span(region.start + s, region.start + e), "details:cve")
        for value, s, e, *_ in find_named_malware(piece, language):
            if value not in malware:
                malware.append(value)
                note("malware", value, Span(region.start + s, region.start + e), "details:named-malware")
        for value, s, e, *_ in find_operation_names(piece, language):
            if name is None:
                name = value
                note("name", value, Span(region.start + s, region.start + e), "details:operation-name")
        for value, s, e, *_ in find_victims(piece, language):
            span = Span(region.start + s, region.start + e)
            if value not in victims and not any(p.start <= span.start < p.end for p in parties):
                victims.append(value)
                note("victims", value, span, "details:victim")
        for figure in find_figures(piece, language):
            if not is_scale(figure, piece, language):
                continue
            span = Span(region.start + figure.start, region.start + figure.end)
            if not any(f.value == figure.value and f.unit == figure.unit for f in scale):
                scale.append(Figure(value=figure.value, unit=figure.unit, bound=figure.bound, rule="figure", anchors=(span,)))
        for date in find_dates(piece, language):
            if start_date is None and _starts(piece, date.start):
                value_ = resolve(date, published, "past")
                if value_ is not None and getattr(value_, "value", None):
                    start_date = value_.value
                    note("start", value_.value, Span(region.start + date.start, region.start + date.end), "date:start")
    for mention in mentions:
        if mention.kind == "malware" and any(r.start <= mention.start and mention.end <= r.end for r in regions):
            if mention.text not in malware and not any(mention.text in m or m in mention.text for m in malware):
                malware.append(mention.text)
                note("malware", mention.text, Span(mention.start, mention.end), "names:malware")
    return Operation(
        id=f"o{number}",
        name=name,
        activities=tuple(activities),
        products=tuple(products),
        victims=tuple(victims),
        scale=tuple(scale),
        start=start_date,
        vulnerabilities=tuple(vulnerabilities),
        malware=tuple(malware),
        evidence=tuple(evidence),
        anchors=tuple(anchors),
    )


_START = re.compile(r"(?:began|begun|started|since|dating back to|depuis|dès|débuté|commencé|early|début|attack(?:ed)? on|attacks? in|"
                    r"du début de|as early as|hack of|in)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)  # fmt: skip


def _starts(piece: str, at: int) -> bool:
    return _START.search(piece[max(0, at - 40) : at]) is not None
