"""Whose a group is: "the group is sponsored by the Chinese state, say the authorities".

Said by a named body, that is an attribution of no operation (codebook, hard cases). What a person remarks, and what nobody in
particular says of a group, is a profile of it and no claim.
"""

from __future__ import annotations

from dataclasses import replace

from . import anaphora
from .claiming import ClaimReader
from .findings import Finding
from .party import Party
from .tree import Node, Tree
from .words import Entry


class BelongingReader(ClaimReader):
    """Reads ties of groups to states that somebody named asserts."""

    def _belongs(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        own = [n for n in roles.get("claimant", []) if not self._is_pronoun(n)]
        if node.relation in {"acl", "amod"} and not (node.label == "acl:relcl" and own):
            return None  # "the group, which the US ties to Iran" has its speaker
        groups = [p for at in roles.get("member", []) for p in self._groups(tree, at)]
        if not groups:
            return None
        states: list[Party] = []
        for at in roles.get("state", []):
            holders = at.kids("nmod") if self.words.has("link-words", at.lower) else [at]
            states += [
                p
                for n in holders
                if not self._is_deed(n)
                for p in self.cast.accused(tree, n)
                if p.link in {"state", "organ", "nationality"}
            ]
        states = [self._tied(tree, node, p) for p in states if self._names_state(tree, p)]
        firms = [] if states else self._firms(tree, roles.get("state", []))
        if not states and not firms:
            return None
        if states:
            groups = [replace(p, link=states[0].link, link_span=states[0].link_span) for p in groups]
        states = states or firms
        explicit = {"claimant": roles["claimant"]} if roles.get("claimant") else {}
        finding = self._finish(tree, node, entry, explicit, [*states, *groups], None, [])
        if finding is None or finding.act != "attribute" or finding.status == "declined":
            return None
        bodies = [p for p in finding.claimants if not p.actor.startswith("person:") and p.actor != "unnamed"]
        return finding if bodies or finding.speaker_anaphor is not None else None

    def _firms(self, tree: Tree, nodes: list[Node]) -> list[Party]:
        """ "Traced the group to Acme, an IT company": the firm that the words call one."""
        called = [n for n in nodes if any(self.words.has("company-words", c.lower) for c in n.kids("appos", "compound"))]
        return [p for n in called for p in self.cast.speakers(tree, n) if p.actor.startswith("org:")]

    def _groups(self, tree: Tree, node: Node) -> list[Party]:
        """The groups that a phrase names, or the one that "the group" stands for."""
        if node.relation == "appos" and node.head is not None and self.cast.at(tree, node) is None:
            node = node.head  # "UNC1, a group that X ties to …"
        named = [p for p in self.cast.accused(tree, node) if p.actor.startswith("group:")]
        back = self.words.has("group-nouns", node.lower) or self.words.has("deed-pronouns", node.lower)
        if named or not self._is_anaphor(node) or not back:
            return [replace(p, link="none", link_span=None) for p in named]
        return anaphora.accused(node, tree, [], self.cast.mentions, self.words)

    def _names_state(self, tree: Tree, party: Party) -> bool:
        """Whether the party is a state or its organ, and not a nationality."""
        mention = next((m for m in self.cast.within(*party.span) if m.actor == party.actor), None)
        return mention is not None and mention.kind in {"state", "organ", "capital"}

    def _tied(self, tree: Tree, node: Node, party: Party) -> Party:
        """The party with the tie that the words from the trigger on give."""
        mention = next(m for m in self.cast.within(*party.span) if m.actor == party.actor)
        low = min((n for n in (node, *node.children) if n.end <= mention.start), key=lambda n: n.index, default=node)
        area = type(party.span)(min(low.start, node.start), mention.end)
        link, at = self.cast._link(mention, self.text[area.start : area.end], area)
        return replace(party, link=link if link and link != "none" else "linked", link_span=at)
