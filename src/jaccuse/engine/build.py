"""The public values of a reading out of its findings: operations described, claims with their words, dates and grounds."""

from __future__ import annotations

from typing import cast as typed

import msgspec

from ..claim import (
    Actor,
    Attribution,
    Claim,
    DateValue,
    DocumentHead,
    Empty,
    Evidence,
    Ground,
    Measure,
    MeasureKind,
    MeasureStatus,
    Operation,
    Reading,
    Reply,
    ReplyKind,
    Span,
    Status,
    Support,
    SupportKind,
)
from ..document import Document
from . import merge, regions
from .dates import DateMention, find_dates
from .describe import Story, describe
from .findings import Finding
from .grounds import grounds_next, grounds_of
from .responses import Response
from .segment import Sentence
from .when import DEEDS, Told, date_of
from .who import Cast, Party


class Builder:
    """Turns the findings and answers of one document into its public reading. Used once."""

    def __init__(self, document: Document, language: str, cast: Cast, sentences: list[Sentence]) -> None:
        self.document, self.language, self.sentences = document, language, sentences
        self.mentions, self.text = cast.mentions, cast.text
        self.dates: list[DateMention] | None = None
        self.parts: dict[Span, Finding] = {}

    def reading(self, findings: list[Finding], responses: list[Response], parts: dict[Span, Finding]) -> Reading:
        """The reading, claims in order of the text. parts: the findings by their place before headlines were folded in."""
        self.parts = parts
        by_number: dict[int, list[Finding]] = {}
        for finding in findings:
            if finding.operation is not None and self._has_operation(finding):
                by_number.setdefault(finding.operation, []).append(finding)
        order = sorted(by_number, key=lambda n: by_number[n][0].span.start)
        ids = {n: f"o{i + 1}" for i, n in enumerate(order)}
        made: list[Operation] = []
        for i, number in enumerate(order):
            others = [f for n in order if n != number for f in by_number[n]]
            made.append(self._operation(i + 1, by_number[number], others))
        claims: list[tuple[int, Claim]] = []
        for finding in findings:
            operation = ids.get(finding.operation) if finding.operation is not None and self._has_operation(finding) else None
            claims.append((finding.span.start, self._attribution(finding, operation)))
        for response in responses:
            claims.append((response.span.start, self._response(response, findings, ids)))
        claims.sort(key=lambda pair: pair[0])
        final = tuple(_with_id(claim, f"c{i + 1}") for i, (_, claim) in enumerate(claims))
        d = self.document
        head = DocumentHead(
            id=d.id, language=self.language, title=d.title or None, published=d.published, publisher=d.publisher or None,
            url=d.url or None, text=d.text,
        )  # fmt: skip
        return Reading(document=head, operations=tuple(made), claims=final)

    def _has_operation(self, finding: Finding) -> bool:
        """A tie of actors without a deed is about no operation."""
        return not (finding.deed is None and finding.entry.frame in {"tie", "belong"})

    def _operation(self, number: int, findings: list[Finding], others: list[Finding]) -> Operation:
        spans = sorted({s for f in findings for s in merge.spans_of(f)})
        spans = sorted({*spans, *(s for s, f in self.parts.items() if f.operation == findings[0].operation)})
        if others:
            theirs = [s for f in others for s in merge.spans_of(f)]
            told = regions.of_one(self.text, self.language, self.sentences, spans, theirs)
        else:
            names = [self.text[p.span.start : p.span.end] for f in findings for p in f.accused]
            passing = all(f.entry.frame in {"act", "operate", "deed"} for f in findings)
            told = regions.of_only(self.text, self.language, self.sentences, spans, names, passing=passing)
        deeds = sorted({f.deed for f in findings if f.deed is not None})
        parties = [p for f in (*findings, *others) for p in (*f.accused, *f.claimants)]
        accused = frozenset(merge.principal(p.actor) for f in findings for p in f.accused)
        dates = [self._date(self._places(f))[0] for f in findings]
        said = frozenset(date.anchors[0] for date in dates if date is not None and date.anchors)
        story = Story(self.text, self.language, self.sentences, self.mentions, self.document.published,
                      [p.span for p in parties], accused, said)  # fmt: skip
        return describe(f"o{number}", story, told, deeds, deeds or spans)

    def _attribution(self, finding: Finding, operation: str | None) -> Attribution:
        claimants = tuple(self._actor(p) for p in finding.claimants) or (
            Actor(actor="publication", rule="claimant:publication"),
        )
        accused = tuple(self._actor(p, linked=True) for p in finding.accused)
        rule = f"{finding.entry.frame}:{finding.entry.name}"
        evidence = [Evidence(field="trigger", value=finding.entry.frame, rule=rule,
                             anchors=(Span(finding.trigger.start, finding.trigger.end),))]  # fmt: skip
        if finding.scope.words:
            evidence.append(
                Evidence(field="status", value=finding.status, rule="scope", anchors=tuple(sorted(set(finding.scope.words))))
            )
        for party in finding.accused:
            if party.link_span is not None:
                evidence.append(Evidence(field="link", value=party.link, rule=party.rule, anchors=(party.link_span,)))
        date, empty = self._date(self._places(finding))
        return Attribution(
            id="", operation=operation, act=finding.act, status=finding.status, claimants=claimants, accused=accused,
            reported_by=self._actor(finding.reporter) if finding.reporter else None, certainty=finding.certainty,
            grounds=self._grounds(finding), date=date, rule=rule, evidence=tuple(evidence),
            empty=(*empty, *(Empty(field=f, reason=r) for f, r in finding.reasons)), anchors=merge.spans_of(finding),
        )  # fmt: skip

    def _grounds(self, finding: Finding) -> tuple[Ground, ...]:
        """The evidence that the sentence of the claim names, or the one after it."""
        found = grounds_of(finding.tree, self.text, self.language)
        for sentence in self.sentences if not found else ():
            if sentence.start >= finding.tree.sentence.end:
                found = grounds_next(Span(sentence.start, sentence.end), self.text, self.language)
                break
        return tuple(found)

    def _response(self, response: Response, findings: list[Finding], ids: dict[int, str]) -> Claim:
        operation = self._operation_of(response, findings, ids)
        by = tuple(self._actor(p) for p in response.by)
        other = tuple(self._actor(p) for p in response.other)
        date, empty = self._date([Told(response.tree, response.trigger, response.deed, None)])
        if response.kind == "measure":
            return Measure(
                id="", operation=operation, rule=response.rule, date=date, anchors=(response.span,), empty=tuple(empty),
                measure=typed(MeasureKind, response.code), status=typed(MeasureStatus, response.status),
                by=by or (self._unnamed(response),), against=other, count=response.count, nationality=response.nationality,
            )  # fmt: skip
        status = typed(Status, response.status)
        if response.kind == "reply":
            return Reply(
                id="", operation=operation, rule=response.rule, date=date, anchors=(response.span,), empty=tuple(empty),
                reply=typed(ReplyKind, response.code), status=status, by=by, to=other,
            )  # fmt: skip
        return Support(
            id="", operation=operation, rule=response.rule, date=date, anchors=(response.span,), empty=tuple(empty),
            support=typed(SupportKind, response.code), status=status, by=by, of=other,
        )  # fmt: skip

    def _unnamed(self, response: Response) -> Actor:
        span = Span(response.trigger.start, response.trigger.end)
        return Actor(actor="unnamed", name=self.text[span.start : span.end], rule="frame:no-agent", anchors=(span,))

    def _operation_of(self, response: Response, findings: list[Finding], ids: dict[int, str]) -> str | None:
        """That of its own charge, of the last claim before it with the same people, or the only one."""
        placed = [f for f in findings if f.operation in ids]
        for finding in placed:
            if finding.trigger is response.trigger:
                return ids[finding.operation or 0]
        people = {merge.principal(p.actor) for p in (*response.other, *response.by)}
        before = [f for f in placed if f.span.start <= response.span.start] or placed
        shared = [f for f in before if people & merge.accused_set(f)]
        alone = before if len(ids) == 1 and response.kind != "measure" else []
        chosen = (shared or alone)[-1:]
        return ids[chosen[0].operation or 0] if chosen else None

    def _actor(self, party: Party, *, linked: bool = False) -> Actor:
        span = party.span
        return Actor(actor=party.actor, name=self.text[span.start : span.end] if party.actor != "publication" else None,
                     link=party.link if linked else None, count=party.count, nationality=party.nationality,
                     role=party.role if party.actor in {"unknown", "unnamed"} else None, candidates=party.candidates,
                     rule=party.rule, anchors=(span,) if party.actor != "publication" else ())  # fmt: skip

    def _date(self, places: list[Told]) -> tuple[DateValue | None, list[Empty]]:
        if self.dates is None:
            self.dates = find_dates(self.text, self.language)
        return date_of(places, self.dates, self.text, self.document.published)

    def _places(self, finding: Finding) -> list[Told]:
        """All places of the claim, those that headlines and bodies share out between them too."""
        parts = [finding, *(self.parts[s] for s in merge.spans_of(finding) if s in self.parts and s != finding.span)]
        return [Told(f.tree, f.trigger, f.deed, f.speech, f.entry.frame not in DEEDS) for f in parts]


def _with_id(claim: Claim, name: str) -> Claim:
    return msgspec.structs.replace(claim, id=name)
