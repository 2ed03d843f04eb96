"""Whether it is an attribution of a cyber operation at all, and which of the people are attackers."""

from __future__ import annotations

from . import arguments
from .belonging import BelongingReader
from .findings import Finding
from .tree import Node, Tree, phrase, span_of
from .who import Party
from .words import Entry

OF_WHAT = {"of", "for", "over", "de", "d'", "du", "des", "pour"}  # prepositions before what somebody is accused of


class FitReader(BelongingReader):
    """Judges whether a trigger and its roles make an attribution of a cyber operation, and who of them attacked."""

    def _fits(self, tree: Tree, node: Node, entry: Entry, accused: list[Party], anaphor: Node | None,
              deed_nodes: list[Node]) -> bool:  # fmt: skip
        sure_people = any(p.sure for p in accused)
        if anaphor is not None and self.words.has("group-nouns", anaphor.lower) and entry.deed != "people":
            sure_people = True
        spans = [span_of(phrase(d, without=("parataxis",))) for d in deed_nodes]
        levels = {self.cyber(*s) for s in spans}
        if entry.frame == "act":
            if not sure_people:
                if entry.deed == "people" or not self._hits_something(node):
                    return False
                return "strong" in levels or self._verb_is_strong(node)
            known = any(p.actor.startswith("group:") for p in accused)  # that targets "makers of drones" as it does others
            return known or not any(self._kinetic(s) for s in spans)
        if entry.frame == "deed" and entry.deed == "people":
            told = self._happened(node) or self.words.has("suffering", node.lower)
            return sure_people and told and self.words.matches("strong", self._noun_phrase(node)) is not None
        if entry.frame == "operate":
            if entry.deed == "people" and not sure_people:
                return False
            if not any(self._is_deed(d) for d in deed_nodes):
                told = bool(deed_nodes) and all(self.words.has("deed-pronouns", d.lower) for d in deed_nodes) and node.passive()
                return told and sure_people and self._near_strong(tree)  # "it is led by X"
            return "strong" in levels or (sure_people and "weak" in levels and not any(self._kinetic(s) for s in spans))
        if "strong" in levels:
            return True
        if any(self._kinetic(s) for s in spans):
            return False
        if not spans:
            if self.words.matches("strong", tree.heading):
                return True
            strong = self.cyber(tree.sentence.start, tree.sentence.end) == "strong"
            if entry.frame == "tie" and self._about(tree):
                return True
            if entry.frame == "accuse" and self._bare_accusation(tree, node):
                return True
            return sure_people or strong or ((entry.frame == "suspect" or entry.deed == "place") and self._near_strong(tree))
        if "weak" in levels or all(self._is_pronoun(d) for d in deed_nodes):
            return sure_people or self.cyber(tree.sentence.start, tree.sentence.end) == "strong" or self._near_strong(tree)
        return sure_people

    def _bare_accusation(self, tree: Tree, node: Node) -> bool:
        """ "Kyiv accuses Moscow", of what was told just before: an accusation by somebody named, with no deed of its own."""
        found = arguments.of_verb(node, self.words)
        own = {"iobj", ""}
        told = [c for c in found.clauses if c.relation in {"xcomp", "ccomp"}]
        if told or not found.subject or any(case.split(" ")[0] in OF_WHAT for case in found.obliques if case not in own):
            return False
        named = any(p.actor not in {"unnamed"} for n in found.subject for p in self.cast.speakers(tree, n))
        start, end = tree.sentence.start, tree.sentence.end
        around = self.text[max(0, start - 350) : end + 200]
        return named and self._near_strong(tree) and self.words.matches("kinetic", around) is None

    def _attackers(self, accused: list[Party], frame: str) -> list[Party]:
        """Doing alone accuses only those whom the words mark out: an attack by nobody known is no attribution."""
        if frame == "deed":
            accused = [p for p in accused if not p.actor.startswith(("org:", "person:")) and not _police(p)]
        accused = [p for p in accused if p.link != "located" or p.sure]  # a server that stands somewhere
        accused = [p for p in accused if not p.actor.endswith(("/police", "/authorities", "/prosecutors"))]
        known = [p for p in accused if p.actor != "unknown" or self.words.has("state-people", p.role or "")]
        return accused if known else []

    def _nobody(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """ "Canada has not attributed the attack to any state": expressly not attributing, with nobody named."""
        deeds = roles.get("deed", [])
        if entry.frame != "attribute" or not roles.get("claimant") or not deeds or roles.get("to"):
            return None
        strong = any(self.cyber(*span_of(phrase(d))) == "strong" for d in deeds)
        meant = all(self._is_deed(d) or self._is_pronoun(d) or self._a_group(tree, d) for d in deeds)
        if not strong and not (meant and self._near_strong(tree)):
            return None
        finding = self._finish(tree, node, entry, roles, [], None, deeds)
        named = finding is not None and (
            finding.speaker_anaphor is not None or any(p.actor not in {"unnamed", "unknown"} for p in finding.claimants)
        )
        return finding if finding is not None and finding.status == "declined" and named else None

    def _a_group(self, tree: Tree, node: Node) -> bool:
        mention = self.cast.at(tree, node)
        return mention is not None and mention.kind in {"group", "malware"}

    def _either_way(self, roles: dict[str, list[Node]]) -> dict[str, list[Node]]:
        """ "Attributed the group to a set of attacks": people on the side of the deed, a deed on theirs."""
        deed, to = roles.get("deed", []), roles.get("accused", [])
        if to and deed and all(self._is_deed(n) for n in to) and not any(self._is_deed(n) for n in deed):
            return {**roles, "deed": to, "accused": deed}
        return roles

    def _deed_above(self, noun: Node) -> Node:
        """ "The cyberattack on the port, which X attributed to Y", the clause hung on the port."""
        above = noun.head
        nested = noun.relation == "nmod" and not self._is_deed(noun) and above is not None and self._is_deed(above)
        return above if nested and above is not None else noun

    def _names_doers(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> bool:
        """Whether a plain "group" or "unit" must be one of attackers, the deed being plainly in cyberspace."""
        if entry.frame == "act":
            return entry.deed != "people" and self._verb_is_strong(node)
        if entry.frame == "operate" and entry.deed != "people":  # "cyberattacks carried out by a Chinese group"
            return any(self.words.matches("strong", d.text) for d in roles.get("deed", []))
        if entry.frame not in {"accuse", "attribute", "suspect", "behind"}:
            return False
        spans = [span_of(phrase(d, without=("parataxis",))) for d in roles.get("deed", [])]
        told = bool(spans) and all(self._is_deed(d) for d in roles.get("deed", [])) and self._near_strong(tree)
        return told or any(self.cyber(*s) == "strong" for s in spans)

    def _hits_attackers(self, tree: Tree, node: Node) -> bool:
        """Whether what is hit are attackers themselves."""
        found = arguments.of_verb(node, self.words)
        hit = [p for n in (*found.object, *found.obliques.get("into", [])) for p in self.cast.accused(tree, n)]
        return any(p.sure for p in hit)

    def _whose(self, tree: Tree, deeds: list[Node]) -> list[Party]:
        """ "The activities of the group X, which hacked …", with the clause hung on the activities."""
        return [p for d in deeds if self._is_deed(d) for n in d.kids("nmod") for p in self.cast.accused(tree, n) if p.sure]

    def _only_tied(self, node: Node) -> bool:
        """Whether what somebody is suspected of is a tie, and no deed."""
        content = node.kids("xcomp", "ccomp", "advcl")
        return bool(content) and all(self.words.has("link-words", c.lower) for c in content)


def _police(party: Party) -> bool:
    """Europol and the like, whose operations are raids: bodies of many states, and the federal police of one."""
    body, _, agent = party.actor.partition("/")
    return body == "EU" or (len(body) > len("EU") and body.isupper()) or agent == "fbi"
