"""From findings to a reading: anaphora resolved, headlines folded in, operations grouped."""

from __future__ import annotations

from dataclasses import replace

from ..claim import Reading, Span, Status
from ..document import Document
from . import anaphora, merge, operations, purpose
from .aims import DIPLOMATIC
from .author import in_their_name
from .build import Builder
from .findings import Finding
from .judged import judged
from .masters import charges_of
from .relay import relay
from .responses import TRIED, Response
from .segment import Sentence
from .tree import Node, Tree
from .voices import voices
from .who import Cast, Party

NEAR = 2500  # characters from an accusation to a measure that answers it


class Assembler:
    """Puts one document's findings and responses together. Used once."""

    def __init__(self, document: Document, language: str, cast: Cast, trees: list[Tree], sentences: list[Sentence]) -> None:
        self.cast, self.trees, self.sentences = cast, trees, sentences
        self.words, self.mentions, self.text = cast.words, cast.mentions, cast.text
        self.builder = Builder(document, language, cast, sentences)

    def reading(self, findings: list[Finding], responses: list[Response], purposes: list[Finding]) -> Reading:
        """The reading; claims and operations in order of the text."""
        telling = {id(node) for response in responses for node in response.telling}
        findings = [f for f in findings if id(f.trigger) not in telling]  # the measure itself accuses
        findings = [self._of_the_papers(self._in_their_words(f, responses), responses) for f in findings]
        charge = charges_of(responses)
        if charge is not None:
            findings = [_of_the_charge(f, charge) for f in findings]
        findings = in_their_name(relay(self._resolve(findings), self.trees, self.cast), self.cast.author)
        findings = judged(findings, self.sentences, self.text, self.words)
        findings += self._charges(responses)
        findings.sort(key=lambda f: (f.span.start, f.span.end))
        operations.group(findings, self.text, self.words)
        parts = {f.span: f for f in findings}
        kept = merge.fold(findings)
        kept = sorted([*kept, *self._purposes(purposes, kept)], key=lambda f: (f.span.start, f.span.end))
        accused = {merge.principal(p.actor) for f in kept for p in f.accused if f.status != "declined" and f.act != "contest"}
        answers = [r for r in responses if self._wanted(r, accused, kept)]
        return self.builder.reading(kept, answers, parts)

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
                if current.act == "self-claim":  # "the group" that claims a deed is no state or police body named before
                    parties = [p for p in parties if p.actor.startswith(("group:", "person:", "org:"))]
                if not parties and current.status != "declined":
                    continue
                current = replace(
                    current, accused=parties, claimants=current.claimants if current.act != "self-claim" else parties
                )
                if current.status == "hearsay" and not current.claimants and resolved:
                    # told with distance and no speaker: passed on from whoever accused them just before
                    current = replace(current, claimants=list(resolved[-1].claimants))
            pronoun = current.speaker_anaphor
            if pronoun is not None:
                who = anaphora.speaker(pronoun, current.tree, self.mentions, self.words)
                who = self._spoke_before(current.tree, pronoun) or who
                last = self._last_speaker(current, pronoun, resolved)
                several = self._bodies_before(current, pronoun, resolved)
                if several:
                    current = replace(current, claimants=several)
                elif who is not None:
                    current = replace(current, claimants=[who])
                elif last is not None:
                    current = replace(current, claimants=[last])
                else:
                    current.reasons.append(("claimants", f"«{pronoun.text}» is not one body named shortly before"))
            same = bool(current.claimants) and {p.actor for p in current.claimants} == {p.actor for p in current.accused}
            if current.claimants and all(p.link in {"state", "organ"} for p in current.accused):  # another of its organs
                same = same or {merge.principal(p.actor) for p in current.claimants} == merge.accused_set(current)
            if same and current.act == "attribute":
                by_name = not any(p.rule.startswith("anaphora") for p in current.claimants) or any(
                    p.actor.startswith("group:") for p in current.claimants
                )
                current = replace(current, act="self-claim") if by_name else replace(current, claimants=[])
            current = self._not_both(current)
            if not current.accused and current.status != "declined":
                continue
            if (
                not current.accused
                and current.entry.frame == "decline"
                and all(p.actor == "unnamed" for p in current.claimants)
            ):
                continue  # nobody declines to accuse nobody
            if current.accused and current.act != "self-claim":
                known.append(current.accused)
            own = current.act == "self-claim" and len(current.accused) > 1
            if own and {p.actor for p in current.claimants} == {p.actor for p in current.accused}:
                resolved += [replace(current, claimants=[p], accused=[p]) for p in current.accused]  # each speaks of itself
            else:
                resolved.append(current)
        return resolved

    def _spoke_before(self, tree: Tree, pronoun: Node) -> Party | None:
        """ "Acme said it had found X. It attributed …": who alone speaks in the sentence before, in the same paragraph."""
        if not self.words.has("neuter-pronouns", pronoun.lower) or pronoun.relation not in {"nsubj", "nmod"}:
            return None
        end = tree.sentence.start
        for before in reversed([t for t in self.trees if t.sentence.end <= tree.sentence.start]):
            gap = self.text[before.sentence.end : end]
            if gap.strip() or "\n" in gap:
                return None
            end = before.sentence.start
            spoken = [v for v in voices([before], self.cast) if v.verb is not None or v.origin]
            speakers = [p for v in spoken for p in v.speakers if not p.actor.startswith("person:")]
            bodies = {p.actor for p in speakers if p.rule != "who:new-name"}
            if len(bodies) == 1:
                return Party(next(iter(bodies)), Span(pronoun.start, pronoun.end), rule=f"anaphora:{pronoun.lower}")
            if bodies:
                return None
        return None

    def _bodies_before(self, finding: Finding, pronoun: Node, before: list[Finding]) -> list[Party]:
        """ "A and B accused X. The agencies said …": those who accused together in the sentence before."""
        if not self.words.has("bodies-back", pronoun.lower):
            return []
        named = [f for f in before if len({merge.principal(p.actor) for p in f.claimants} - merge.UNSOURCED) > 1]
        if not named or finding.tree.sentence.start - named[-1].tree.sentence.end > anaphora.REACH:
            return []
        at = Span(pronoun.start, pronoun.end)
        return [replace(p, span=at, rule=f"anaphora:{pronoun.lower}") for p in named[-1].claimants if p.actor != "unnamed"]

    def _last_speaker(self, finding: Finding, pronoun: Node, before: list[Finding]) -> Party | None:
        """ "The agency accused X of … In its report …": who alone accused in the sentence right before."""
        last = before[-1] if before else None
        if last is None or len(last.claimants) != 1 or not self.words.has("neuter-pronouns", pronoun.lower):
            return None
        party, gap = last.claimants[0], self.text[last.tree.sentence.end : finding.tree.sentence.start]
        if party.actor == "unnamed" or gap.strip() or last.tree is finding.tree:
            return None
        if last.act == "self-claim" and not self.words.has("common-pronouns", pronoun.lower):
            return None
        at = Span(pronoun.start, pronoun.end)
        return Party(party.actor, at, rule=f"anaphora:{pronoun.lower}")

    def _not_both(self, finding: Finding) -> Finding:
        """Nobody accuses itself unless it claims the deed: such a pair is a misreading of the sentence."""
        if finding.act == "self-claim":
            return finding
        speakers = {merge.principal(p.actor) for p in finding.claimants}
        accused = [p for p in finding.accused if merge.principal(p.actor) not in speakers or p.actor in {"unknown", "unnamed"}]
        return replace(finding, accused=accused) if len(accused) != len(finding.accused) else finding

    def _in_their_words(self, finding: Finding, responses: list[Response]) -> Finding:
        """ "Sanctioned the firm for its role in X's hacks": whose hacks they were says who took the measure."""
        if finding.claimants or finding.entry.frame not in {"deed", "act", "operate"}:
            return finding
        for response in responses:
            deed = response.deed
            by = [p for p in response.by if p.actor != "unnamed"]
            same = response.charged and by and response.tree is finding.tree
            if same and deed is not None and deed.start <= finding.trigger.start < deed.end:
                return replace(finding, claimants=by)
        return finding

    def _of_the_papers(self, finding: Finding, responses: list[Response]) -> Finding:
        """ "According to the indictment": the words of who charged them, where one justice does in the document."""
        roles = {p.role or "" for p in finding.claimants if p.actor == "unnamed"}
        if len(finding.claimants) != 1 or not any(self.words.has("legal-papers", role) for role in roles):
            return finding
        by = {p.actor: p for r in responses if r.kind == "measure" and r.code in TRIED for p in r.by if p.actor != "unnamed"}
        return replace(finding, claimants=list(by.values())) if len(by) == 1 else finding

    # -- responses -----------------------------------------------------------------------------------------------------

    def _charges(self, responses: list[Response]) -> list[Finding]:
        """Sanctions or charges said to be *for* an operation are an attribution too (act `charge`)."""
        found = []
        for response in responses:
            if response.kind != "measure" or not response.charged or response.status not in {"adopted"}:
                continue
            claimants = list(response.by) or [
                Party("unnamed", Span(response.trigger.start, response.trigger.end), rule="frame:no-agent")
            ]
            status: Status = "hearsay" if response.alleged else "stated"
            accused = [p if p.link != "nationality" or p.sure else replace(p, link="none") for p in response.other]
            if response.code in DIPLOMATIC:  # envoys go, their state is accused
                accused = [replace(p, actor=merge.principal(p.actor), link="state", link_span=None) for p in accused]
            if not accused:
                continue
            found.append(Finding(response.entry, response.tree, response.trigger, "charge", status, claimants, accused,
                                 response.span, response.deed))  # fmt: skip
        return found

    def _wanted(self, response: Response, accused: set[str], findings: list[Finding]) -> bool:
        """Whether it stands: a reply that presupposes an accusation only by the accused, some measures only against them."""
        if response.kind == "measure" and response.needs_accused:
            near = [f for f in findings if abs(f.span.start - response.span.start) < NEAR and f.status != "declined"]
            hit = {merge.principal(p.actor) for p in response.other} - {"unknown"}
            return any(not hit or hit & {merge.principal(p.actor) for p in f.accused} for f in near)
        if response.kind == "reply" and response.needs_accused:
            response.by = [p for p in response.by if merge.principal(p.actor) in accused]
        return response.kind == "measure" or bool(response.by)


def _of_the_charge(finding: Finding, charge: Response) -> Finding:
    """ "Yin is accused of the breach" after "the department charged two men": those who charged them accuse."""
    bare = [p.rule for p in finding.claimants] == ["frame:no-agent"] and finding.entry.frame == "accuse"
    after = finding.span.start > charge.span.start
    return replace(finding, claimants=list(charge.by), act="charge") if bare and after else finding
