"""From findings to a reading: anaphora resolved, headlines folded in, operations grouped, every value with its words."""

from __future__ import annotations

from dataclasses import replace

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
    Operation,
    Reading,
    Reply,
    Span,
    Support,
)
from ..document import Document
from . import anaphora, merge, operations, purpose, regions
from .arguments import of_verb
from .dates import DateMention, find_dates
from .describe import Story, describe
from .frames import Finding
from .grounds import grounds_next, grounds_of
from .names import Mention
from .relay import relay
from .responses import Response
from .segment import Sentence
from .tree import Node, Tree
from .when import DEEDS, Told, date_of
from .who import Cast, Party


HEADLINE_ITEM = 1500  # a text up to this many characters is a headline with its summary: a report named below is the one above


class Assembler:
    """Puts one document's findings and responses together. Used once."""

    def __init__(self, document: Document, language: str, cast: Cast, trees: list[Tree], sentences: list[Sentence]) -> None:
        self.document, self.language, self.cast, self.trees = document, language, cast, trees
        self.words, self.mentions = cast.words, cast.mentions
        self.text = document.text
        self.dates: list[DateMention] | None = None
        self.parts: dict[Span, Finding] = {}
        self.sentences = sentences

    def reading(self, findings: list[Finding], responses: list[Response], purposes: list[Finding]) -> Reading:
        """The reading; claims and operations in order of the text."""
        findings = relay([self._source(f) for f in self._resolve(findings)], self.trees, self.cast)
        findings += self._charges(responses)
        findings.sort(key=lambda f: (f.span.start, f.span.end))
        operations.group(findings, self.text, self.words)
        self.parts = {f.span: f for f in findings}
        kept = merge.fold(findings)
        kept = sorted([*kept, *self._purposes(purposes, kept)], key=lambda f: (f.span.start, f.span.end))
        accused = {merge.principal(p.actor) for f in kept for p in f.accused if f.status != "declined" and f.act != "contest"}
        answers = [r for r in responses if self._wanted(r, accused)]
        return self._build(kept, answers)

    def _purposes(self, purposes: list[Finding], kept: list[Finding]) -> list[Finding]:
        """What named speakers say of the purpose, by whom it is meant and of which operation."""
        made = []
        for finding in purposes:
            current = finding
            if finding.speaker_anaphor is not None:
                who = anaphora.speaker(finding.speaker_anaphor, finding.tree, self.mentions, self.words)
                if who is not None:
                    current = replace(finding, claimants=[who])
            if purpose.place(current, kept):
                made.append(current)
        return made

    # -- anaphora ------------------------------------------------------------------------------------------------------

    def _resolve(self, findings: list[Finding]) -> list[Finding]:
        resolved: list[Finding] = []
        known: list[list[Party]] = []
        for finding in findings:
            current = finding
            if current.anaphor is not None and not current.accused:
                parties = anaphora.accused(current.anaphor, current.tree, known, self.mentions, self.words)
                if not parties:
                    continue
                current = replace(
                    current, accused=parties, claimants=current.claimants if current.act != "self-claim" else parties
                )
                if current.status == "hearsay" and not current.claimants and resolved:
                    # told with distance and no speaker: passed on from whoever accused them just before
                    current = replace(current, claimants=list(resolved[-1].claimants))
            if current.speaker_anaphor is not None:
                who = anaphora.speaker(current.speaker_anaphor, current.tree, self.mentions, self.words)
                if who is not None:
                    current = replace(current, claimants=[who])
            if {p.actor for p in current.claimants} == {p.actor for p in current.accused} and current.claimants:
                if current.act == "attribute":
                    by_name = not any(p.rule.startswith("anaphora") for p in current.claimants) or any(
                        p.actor.startswith("group:") for p in current.claimants
                    )
                    current = replace(current, act="self-claim") if by_name else replace(current, claimants=[])
            current = self._not_both(current)
            if not current.accused and current.status != "declined":
                continue
            if current.accused and current.act != "self-claim":
                known.append(current.accused)
            resolved.append(current)
        return resolved

    def _source(self, finding: Finding) -> Finding:
        """"…, report says" in a headline: the one body whose report the text below shows it to be."""
        words = self.words
        if len(finding.claimants) != 1 or finding.claimants[0].actor != "unnamed" or len(self.text) > HEADLINE_ITEM:
            return finding
        role = finding.claimants[0].role or ""
        if not words.has("document-nouns", role) and not words.has("finders", role):
            return finding
        named: dict[str, Party] = {}
        for tree in self.trees:
            if tree.sentence.start <= finding.tree.sentence.start:
                continue
            for node in tree.nodes:
                if node.tag == "VERB" and any(e.frame in {"say", "perceive"} for e in words.triggers.get(node.lower, ())):
                    for subject in of_verb(node, words).subject:
                        for party in self.cast.speakers(tree, subject):
                            if party.rule == "names:firm" or party.rule.startswith("who:firm"):
                                named.setdefault(party.actor, party)
        return replace(finding, claimants=list(named.values())) if len(named) == 1 else finding

    def _not_both(self, finding: Finding) -> Finding:
        """Nobody accuses itself unless it claims the deed: such a pair is a misreading of the sentence."""
        if finding.act == "self-claim":
            return finding
        speakers = {merge.principal(p.actor) for p in finding.claimants}
        accused = [p for p in finding.accused if merge.principal(p.actor) not in speakers or p.actor in {"unknown", "unnamed"}]
        return replace(finding, accused=accused) if len(accused) != len(finding.accused) else finding

    # -- responses -----------------------------------------------------------------------------------------------------

    def _charges(self, responses: list[Response]) -> list[Finding]:
        """Sanctions or charges said to be *for* an operation are an attribution too (act `charge`)."""
        found = []
        for response in responses:
            if response.kind != "measure" or not response.charged or response.status not in {"adopted"}:
                continue
            claimants = [p for p in response.by] or [
                Party("unnamed", Span(response.trigger.start, response.trigger.end), rule="frame:no-agent")
            ]
            status = "hearsay" if response.alleged else "stated"
            accused = [p if p.link != "nationality" or p.sure else replace(p, link="none") for p in response.other]
            if not accused:
                continue
            found.append(Finding(response.entry, response.tree, response.trigger, "charge", status, claimants, accused,
                                 response.span, response.deed))  # fmt: skip
        return found

    def _wanted(self, response: Response, accused: set[str]) -> bool:
        """Whether the answer stands: a reply that presupposes an accusation only by somebody whom the document accuses."""
        if response.kind == "reply" and response.needs_accused:
            response.by = [p for p in response.by if merge.principal(p.actor) in accused]
        return response.kind == "measure" or bool(response.by)

    # -- building ------------------------------------------------------------------------------------------------------

    def _build(self, findings: list[Finding], responses: list[Response]) -> Reading:
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
        head = DocumentHead(id=d.id, language=self.language, title=d.title or None, published=d.published, publisher=d.publisher or None,
                            url=d.url or None, text=d.text)  # fmt: skip
        return Reading(document=head, operations=tuple(made), claims=final)

    def _has_operation(self, finding: Finding) -> bool:
        return not (finding.deed is None and finding.entry.frame in {"tie"})

    def _operation(self, number: int, findings: list[Finding], others: list[Finding]) -> Operation:
        spans = sorted({s for f in findings for s in merge.spans_of(f)})
        spans = sorted({*spans, *(s for s, f in self.parts.items() if f.operation == findings[0].operation)})
        if others:
            theirs = [s for f in others for s in merge.spans_of(f)]
            told = regions.of_claims(self.text, self.language, self.sentences, spans, theirs)
        else:
            names = [self.text[p.span.start : p.span.end] for f in findings for p in f.accused]
            passing = all(f.entry.frame in {"act", "operate", "deed"} for f in findings)
            told = regions.of_only(self.text, self.language, self.sentences, spans, names, passing=passing)
        deeds = sorted({f.deed for f in findings if f.deed is not None})
        parties = [p for f in (*findings, *others) for p in (*f.accused, *f.claimants)]
        accused = frozenset(merge.principal(p.actor) for f in findings for p in f.accused)
        story = Story(self.text, self.language, self.sentences, self.mentions, self.document.published,
                      [p.span for p in parties], accused)  # fmt: skip
        return describe(f"o{number}", story, told, deeds, deeds or spans)

    def _attribution(self, finding: Finding, operation: str | None) -> Attribution:
        claimants = tuple(self._actor(p) for p in finding.claimants) or (
            Actor(actor="publication", rule="claimant:publication"),
        )
        accused = tuple(self._actor(p, linked=True) for p in finding.accused)
        evidence = [Evidence(field="trigger", value=finding.entry.frame, rule=f"{finding.entry.frame}:{finding.entry.name}",
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
            certainty=finding.certainty, grounds=self._grounds(finding), date=date, rule=f"{finding.entry.frame}:{finding.entry.name}", evidence=tuple(evidence),
            empty=tuple([*empty, *(Empty(field=f, reason=r) for f, r in finding.reasons)]), anchors=merge.spans_of(finding),
        )  # fmt: skip

    def _grounds(self, finding: Finding) -> tuple[Ground, ...]:
        """The evidence that the sentence of the claim names, or the one after it."""
        found = grounds_of(finding.tree, self.text, self.language)
        for sentence in (self.sentences or ()) if not found else ():
            if sentence.start >= finding.tree.sentence.end:
                found = grounds_next(Span(sentence.start, sentence.end), self.text, self.language)
                break
        return tuple(found)

    def _response(self, response: Response, findings: list[Finding], ids: dict[int, str]) -> Claim:
        operation = self._operation_of(response, findings, ids)
        by = tuple(self._actor(p) for p in response.by)
        other = tuple(self._actor(p) for p in response.other)
        date, empty = self._date([Told(response.tree, response.trigger, response.deed, None)])
        common = {
            "id": "",
            "operation": operation,
            "rule": response.rule,
            "date": date,
            "anchors": (response.span,),
            "empty": tuple(empty),
        }
        if response.kind == "measure":
            return Measure(**common, measure=response.code, status=response.status, by=by or (self._unnamed(response),), against=other,
                           count=response.count, nationality=response.nationality)  # type: ignore[arg-type]  # fmt: skip
        if response.kind == "reply":
            return Reply(**common, reply=response.code, status=response.status, by=by, to=other)  # type: ignore[arg-type]
        return Support(**common, support=response.code, status=response.status, by=by, of=other)  # type: ignore[arg-type]

    def _unnamed(self, response: Response) -> Actor:
        span = Span(response.trigger.start, response.trigger.end)
        return Actor(actor="unnamed", name=self.text[span.start : span.end], rule="frame:no-agent", anchors=(span,))

    def _operation_of(self, response: Response, findings: list[Finding], ids: dict[int, str]) -> str | None:
        """The operation of an answer: that of its own charge, of the last claim before it with the same people, or the only one."""
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
    import msgspec

    return msgspec.structs.replace(claim, id=name)
