"""Attributions in one parsed sentence: which frame stands there, who fills its roles, in whose name it is said.

Order of work: frames that name both sides (accuse, attribute, tie, suspect, be behind, accusation) first; then what
attackers are shown doing (act, operate, deed nouns), unless it lies inside one of the former. The claimant of those is
whoever the sentence makes the speaker, or the publication.
"""

from __future__ import annotations

from . import arguments
from .arguments import Arguments
from .findings import Finding
from .reported import ReportedReader
from .tree import NOMINAL, Node, Tree, phrase
from .words import Entry


class FrameReader(ReportedReader):
    """Reads the attributions of the sentences of one document."""

    def triggers(self, tree: Tree) -> list[tuple[Node, Entry]]:
        """Nodes that evoke a frame, with the entry, in order of the text."""
        found = []
        for node in tree.nodes:
            for entry in self.words.triggers.get(node.lower, ()):
                if entry.kind == "verb" and node.relation == "amod" and node.head is not None and node.index < node.head.index:
                    continue  # "suspected hackers": a hedge on the people, no frame
                verblike = node.tag in {"VERB", "AUX"} or self._verblike(node)
                if entry.kind == "verb" and not verblike and not (entry.frame == "act" and self._headline_doer(tree, node)):
                    continue
                if entry.kind == "noun" and node.tag not in NOMINAL:
                    continue
                if entry.needs and not any(c.lower in entry.needs for c in node.children):
                    continue
                if entry.lacks and any(c.lower in entry.lacks and not self.words.has("agent", c.case()) for c in node.children):
                    continue  # but "led by the service X" is no service that is led
                found.append((node, entry))
        return found

    def _headline_doer(self, tree: Tree, node: Node) -> Node | None:
        """Headlines: attackers right before what may be a verb ("hackers target phones", "APT37 targeting banks")."""
        if not 0 < node.index < len(tree.nodes) - 1 or arguments.is_participle(node, self.words):
            return None
        before, after = tree.nodes[node.index - 1], tree.nodes[node.index + 1]
        if after.tag in {"PUNCT", "ADP", "AUX", "VERB"} or any(n.tag in {"VERB", "AUX"} for n in tree.nodes[: node.index]):
            return None
        if self.words.has("operations-nouns", node.lower):
            return None  # "Turla hacking group"
        mention = self.cast.at(tree, before)
        group = mention is not None and mention.kind == "group"
        return before if group or self.words.has("attackers", before.lower) else None

    def _verblike(self, node: Node) -> bool:
        """A participle tagged as adjective, or a headline verb tagged as noun that has a subject."""
        if node.tag == "ADJ":
            return arguments.is_participle(node, self.words)
        return node.tag in {"NOUN", "PROPN"} and any(c.relation in {"nsubj", "obj", "xcomp", "ccomp"} for c in node.children)

    def read(self, tree: Tree) -> list[Finding]:
        """All attributions of the sentence, in order of the text."""
        sets = self.words.sets
        tree.promote(sets.get("copulas", frozenset()), self.words.triggers, sets.get("auxiliaries", frozenset()))
        self._asides(tree)
        triggers = self.triggers(tree)
        found: list[Finding] = []
        covered: set[int] = set()
        for frames in ({"accuse", "attribute", "suspect", "accusation", "contest", "decline"}, {"belong"}, {"behind", "tie"},
                       {"self-claim"}, {"operate", "act"}, {"deed"}):  # fmt: skip
            for node, entry in triggers:
                if entry.frame not in frames or node.index in covered:
                    continue
                finding = self._one(tree, node, entry)
                if finding is None:
                    continue
                found.append(finding)
                covered.update(self._covers(finding))
        found += self._reported(tree, found)
        if tree.heading and not found and (labelled := self._labelled(tree)) is not None:
            found.append(labelled)
        found.sort(key=lambda f: f.trigger.index)
        return found

    def _asides(self, tree: Tree) -> None:
        """ "A campaign by the group X, backed by Y": the aside hung on the campaign is about the group."""
        for node in tree.nodes[2:]:
            campaign = node.head
            if node.relation not in {"acl", "amod"} or campaign is None or not self.words.has("link-words", node.lower):
                continue
            if not self.words.has("operations-nouns", campaign.lower) or tree.nodes[node.index - 1].text != ",":
                continue
            name = tree.nodes[node.index - 2]
            mention = self.cast.at(tree, name)
            if mention is None or mention.kind != "group":
                continue
            holder = name
            while (
                holder.head is not None
                and holder.relation in {"flat", "appos", "nmod", "compound"}
                and holder.head is not campaign
            ):
                holder = holder.head
            if holder.head is campaign and holder.relation == "nmod":
                tree.move(node, holder)

    def _fronted(self, tree: Tree, node: Node, found: Arguments) -> tuple[Node, dict[str, list[Node]]] | None:
        """ "Behind the attack hides the group X", "at the origin of the hack, the group X": the trigger, and who and what."""
        if any(n.tag not in {"ADP", "DET", "PUNCT"} for n in tree.nodes[: node.index]):
            return None
        after = tree.nodes[node.index + 1 :]
        verb = next((n for n in after if self.words.has("hiding-verbs", n.lower)), None)
        gap = verb or next((n for n in after if n.text == ","), None)
        deed = next((n for n in after if n.tag in NOMINAL and self._deed_noun(n)), None)
        if gap is None or deed is None or deed.index > gap.index:
            return None
        if any(n.tag in {"VERB", "AUX"} for n in after if n.index < gap.index):
            return None
        who = next((n for n in after if n.index > gap.index and n.tag in {"NOUN", "PROPN"}), None)
        if who is None or any(n.tag not in {"DET", "ADJ", "NUM"} for n in tree.nodes[gap.index + 1 : who.index]):
            return None
        return verb or node, {"accused": [who], "deed": [deed]}

    def _labelled(self, tree: Tree) -> Finding | None:
        """ "Author: the group X": a line of a report that only names the attackers, under a label."""
        named = tree.root
        if named is None or named.tag not in NOMINAL:
            return None
        for word in tree.heading.split():
            for entry in self.words.triggers.get(word, ()):
                if any("label" in p.roles.get("accused", ((), False))[0] for p in entry.patterns):
                    accused = self.cast.accused(tree, named)
                    if accused and all(p.sure or p.actor.startswith("group:") for p in accused):
                        return self._finish(tree, named, entry, {}, accused, None, [])
        return None

    def _covers(self, finding: Finding) -> set[int]:
        """Nodes that a finding has spoken for: its deed, and for frames that name both sides its accused phrase."""
        frame = finding.entry.frame
        covered = {finding.trigger.index}
        if frame in {
            "accuse",
            "attribute",
            "suspect",
            "accusation",
            "behind",
            "self-claim",
            "tie",
            "decline",
            "contest",
            "belong",
        }:
            covered |= {n.index for n in finding.trigger.subtree()}
            if frame == "contest":  # "disputes Washington's claim that …": what is disputed is said all the same
                said = [c for c in finding.trigger.subtree() if self._noun_of_speech(finding.tree, c)]
                covered -= {n.index for c in said for n in c.subtree()}
            if frame in {"behind", "tie"} and finding.trigger.head is not None:
                covered |= {
                    n.index
                    for n in phrase(finding.trigger.head, without=("conj",))
                    if finding.deed and finding.deed.start <= n.start < finding.deed.end
                }
        elif finding.deed is not None:
            covered |= {n.index for n in finding.tree.nodes if finding.deed.start <= n.start < finding.deed.end}
            for party in finding.accused:
                covered |= {n.index for n in finding.tree.covering(*party.span)}
        return covered

    def _one(self, tree: Tree, node: Node, entry: Entry) -> Finding | None:
        found = arguments.of_noun(node, self.words) if entry.kind == "noun" else self._predicate(node)
        if entry.frame == "act" and not any(self.cast.accused(tree, n) for n in found.subject):
            doer = self._headline_doer(tree, node)
            if doer is not None:
                found.subject = [doer]
        if entry.frame == "behind" and entry.kind == "phrase" and not found.subject:
            fronted = self._fronted(tree, node, found)
            finding = self._make(tree, fronted[0], entry, fronted[1]) if fronted is not None else None
            if finding is not None:
                return finding
        for pattern in entry.patterns:
            roles = arguments.fill(pattern, found, node, self.words)
            if roles is None:
                continue
            finding = self._make(tree, node, entry, roles)
            if finding is not None:
                return finding
        if entry.frame == "deed":
            return self._deed(tree, node, entry)
        if entry.frame == "accusation":
            return self._rejected(tree, node, entry, found)
        return None
