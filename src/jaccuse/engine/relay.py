"""Whose accusation it is that a sentence makes without saying so, where the sentences around it show who speaks.

News tells "The group X has been linked to attacks on banks" and only then "'The group avoids custom tools,' Acme said in a
report", or "That's according to Acme". What is asked each time: does that body speak of this very deed or actor, is it the only
one that does, and is it neither the victim nor the accused? What the publication tells in its own voice stays its own, unless a
sentence says that all of it is somebody's finding.
"""

from __future__ import annotations

from dataclasses import replace

from ..claim import Link
from . import arguments
from .findings import Finding
from .merge import headline, principal
from .scope import scope_of
from .tree import Node, Tree, phrase, span_of
from .voices import Voice, points_back, voices
from .who import Cast, Party

SHORT = 1500  # characters: a headline with its summary, in which all sentences are near
SPEAKING, HEADED = 2, 4  # sentences after an accusation, and after the headline, in which somebody may speak of it
NEAR = 450  # characters after a sentence in which somebody may speak of what it tells


def relay(findings: list[Finding], trees: list[Tree], cast: Cast) -> list[Finding]:
    """The findings with what the bodies around them are shown to say."""
    findings = [_boaster(f, cast) for f in findings]
    if not any(unsourced(f) for f in findings):
        return findings
    return _Relay(findings, voices(trees, cast), cast).findings()


def _boaster(finding: Finding, cast: Cast) -> Finding:
    """ "Ransomware gang claims attack on X" in a headline: the only gang that the item then names."""
    if finding.act != "self-claim" or not headline(finding) or len(cast.text) > SHORT:
        return finding
    if any(p.actor not in {"unnamed", "unknown"} or p.nationality for p in (*finding.claimants, *finding.accused)):
        return finding
    groups = {m.actor: m for m in cast.mentions if m.kind == "group"}
    if len(groups) != 1 or not finding.accused:
        return finding
    actor, who = next(iter(groups)), finding.accused[0]
    party = replace(who, actor=actor or "unknown", link="none", link_span=None, rule="anaphora:headline")
    return replace(finding, claimants=[party], accused=[party])


def unsourced(finding: Finding) -> bool:
    """Whether the finding's sentence names nobody in whose name it accuses."""
    return all(p.actor == "unnamed" for p in finding.claimants) and finding.act in {"attribute", "locate"}


class _Relay:
    """Works through the findings of one document. Used once."""

    def __init__(self, found: list[Finding], spoken: list[Voice], cast: Cast) -> None:
        self.found, self.spoken, self.cast, self.words = found, spoken, cast, cast.words
        self.short = len(cast.text) <= SHORT

    def findings(self) -> list[Finding]:
        result: list[Finding] = []
        for finding in self.found:
            result.append(finding)
            if not unsourced(finding) or finding.status == "declined":
                continue
            voice = self._origin(finding) or self._document(finding) or self._agent(finding) or self._tracker(finding)
            if voice is not None:
                result[-1] = self._sourced(finding, voice)
            else:
                result += self._own_words(finding)
        return result

    # -- who speaks of it ----------------------------------------------------------------------------------------------

    def _later(self, finding: Finding) -> list[Voice]:
        """Who speaks in the sentences after the finding's, of those near it."""
        end = finding.tree.sentence.end
        wide = self.short and headline(finding)
        return [
            v for v in self.spoken
            if v.tree.sentence.start >= end and (wide or v.tree.sentence.start - end <= NEAR) and self._third(v, finding)
        ]  # fmt: skip

    def _third(self, voice: Voice, finding: Finding) -> bool:
        """Whether who speaks is neither accused nor named in the accusing sentence, as its victim would be."""
        accused = {principal(p.actor) for p in finding.accused}
        speakers = {principal(p.actor) for p in voice.speakers}
        return not speakers & accused

    def _outside(self, voice: Voice, finding: Finding) -> bool:
        sentence = finding.tree.sentence
        inside = {principal(m.actor) for m in self.cast.within(sentence.start, sentence.end) if m.actor}
        return not inside & {principal(p.actor) for p in voice.speakers}

    def _origin(self, finding: Finding) -> Voice | None:
        """ "That's according to X": the very next sentence gives all that was just told to X."""
        later = [v for v in self._later(finding) if v.origin]
        if not later:
            return None
        first = later[0]
        between = self.cast.text[finding.tree.sentence.end : first.tree.sentence.start]
        return first if not between.strip() or (headline(finding) and self.short) else None

    def _document(self, finding: Finding) -> Voice | None:
        """ "…, report says" in a headline, "the researchers said": the one body that is shown to have looked into it."""
        if len(finding.claimants) != 1 or finding.claimants[0].rule in {"frame:no-agent", "speech:passive"}:
            return None
        role = finding.claimants[0].role or ""
        if not self.words.has("document-nouns", role) and not self.words.has("finders", role):
            return None
        if not self.short:
            return None
        at = finding.tree.sentence.start
        firms = [v for v in self.spoken if all(p.rule == "names:firm" or p.rule.startswith("who:firm") for p in v.speakers)]
        firms = [v for v in firms if v.tree.sentence.start > at or (v.finds and v.tree.sentence.start < at)]
        return firms[0] if len({_bodies(v) for v in firms}) == 1 else None

    def _agent(self, finding: Finding) -> Voice | None:
        """ "Has been attributed to X": the one body that then speaks of X or, having looked into it, of the deed."""
        if not self._agentless(finding):
            return None
        about = [v for v in self._later(finding) if self._outside(v, finding) and self._of_it(v, finding)]
        if len({_bodies(v) for v in about}) != 1:
            return None
        return next((v for v in about if v.tracked), about[0])

    def _tracker(self, finding: Finding) -> Voice | None:
        """A deed told of a group, and the body that follows the deed under that very name."""
        groups = {p.actor for p in finding.accused if p.actor.startswith("group:")}
        here = [v for v in self.spoken if v.tree is finding.tree and self._third(v, finding)]
        named = [v for v in (*here, *self._later(finding)) if any(p.actor in groups for p in v.tracked or ())]
        only = len(groups) == len(finding.accused) == 1 and len({_bodies(v) for v in named}) == 1
        return named[0] if only and not finding.claimants else None

    def _agentless(self, finding: Finding) -> bool:
        """ "Has been attributed to X", "a campaign carried out by X": somebody found it, and the sentence does not say who."""
        rules = [p.rule for p in finding.claimants]
        if rules == ["frame:no-agent"]:
            return finding.entry.frame in {"attribute", "tie"}
        if rules == ["speech:passive"]:
            return True
        operates = finding.entry.frame in {"operate", "act"}
        return not finding.claimants and operates and arguments.of_verb(finding.trigger, self.words).passive

    def _of_it(self, voice: Voice, finding: Finding) -> bool:
        """Whether the words are about the accused or, from somebody who looked into it, about the deed; and no other group."""
        if voice.tracked:
            return True
        # "described the group as …" is about the group alone
        told = [n for n in voice.content if not (n.head is voice.verb and n.relation in {"obj", "nsubj"})]
        names = [m for n in voice.content for m in self.cast.mentions if m.kind == "group" and m.start <= n.start < m.end]
        groups = {p.actor for p in finding.accused if p.actor.startswith("group:")}
        if any(m.actor in groups for m in names if any(m.start <= n.start < m.end for n in told)):
            return True
        follows = voice.verb is not None and self.words.has("naming-words", voice.verb.lower)
        if groups and names and not follows:
            return False
        if self._points_back(told, "group-nouns"):
            return True
        return voice.finds and any(self._points_back(voice.content, name) for name in ("operations-nouns", "attackers-back"))

    def _points_back(self, content: list[Node], nouns: str) -> bool:
        """ "The group", "this group's", "the activity": the content speaks of it without a name."""
        return any(self.words.has(nouns, n.lower.removesuffix("'s")) and points_back(n, self.cast) for n in content)

    def _sourced(self, finding: Finding, voice: Voice) -> Finding:
        """The finding in the name of who speaks, and of the group by the name that they give it."""
        accused = finding.accused
        if voice.tracked and not any(p.actor.startswith("group:") for p in accused):
            nameless = all(p.actor == "unknown" for p in accused)
            link: Link = "none" if nameless else accused[0].link
            groups = [replace(p, link=link, link_span=None) for p in voice.tracked]
            accused = groups if nameless else [*accused, *groups]
        return replace(finding, claimants=voice.speakers, accused=accused)

    # -- what they say themselves --------------------------------------------------------------------------------------

    def _own_words(self, finding: Finding) -> list[Finding]:
        """What the publication tells, and a body then says in words that give a deed or a tool to the same group."""
        groups = [p for p in finding.accused if p.actor.startswith("group:")]
        if finding.claimants or not groups or not self.short:
            return []
        telling = [(v, n) for v in self._later(finding) for n in [self._gives(v, finding, groups)] if n is not None]
        if len({_bodies(v) for v, _ in telling}) != 1:
            return []
        voice, node = telling[0]
        scope = scope_of(voice.tree, node, self.words, self.cast.text, voice.verb)
        if scope.unreal or scope.negated:
            return []
        alone = [replace(p, link="none", link_span=None) for p in groups[:1]]
        return [replace(finding, tree=voice.tree, trigger=node, act="attribute", status="stated", claimants=voice.speakers,
                        accused=alone, span=span_of(voice.content), certainty=None, more=[], scope=scope)]  # fmt: skip

    def _gives(self, voice: Voice, finding: Finding, groups: list[Party]) -> Node | None:
        """Where the words give the group a deed: "the group's malware", "the group targets", "emails from the group"."""
        actors = {p.actor for p in groups}
        words = self.words
        for node in voice.content:
            mention = self.cast.at(voice.tree, node)
            named = mention is not None and mention.actor in actors
            back = len(actors) == 1 and words.has("group-nouns", node.lower.removesuffix("'s")) and points_back(node, self.cast)
            head = node.head
            if not (named or back) or head is None:
                continue
            if node.label == "nmod:poss" and self._own_thing(voice.tree, head):
                return node
            if node.relation == "nsubj" and any(e.frame in {"act", "operate"} for e in words.triggers.get(head.lower, ())):
                return node
            if node.relation in {"nmod", "obl"} and words.has("maker-case", node.case().split(" ")[0]):
                thing = head if node.relation == "nmod" else head.head
                if thing is not None and self._own_thing(voice.tree, thing):
                    return node
        return None

    def _own_thing(self, tree: Tree, node: Node) -> bool:
        mention = self.cast.at(tree, node)
        if mention is not None and mention.kind == "malware":
            return True
        words = self.words
        return any(
            words.has("operations-nouns", n.lower) or words.has("tradecraft", n.lower)
            for n in (node, *(n for n in phrase(node) if n.relation in {"nmod", "compound", "conj"}))
        )


def _bodies(voice: Voice) -> frozenset[str]:
    return frozenset(principal(p.actor) for p in voice.speakers)
