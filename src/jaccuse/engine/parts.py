"""Who has a part in a deed: both sides of a link, the state of an adjective, the group that somebody speaks of."""

from __future__ import annotations

from dataclasses import replace

from ..claim import Span
from . import anaphora
from .fitness import FitReader
from .party import Party
from .tree import Node, Tree, phrase, span_of
from .words import Entry


class PartReader(FitReader):
    """Finds who stands in a frame where its words alone do not say."""

    def _from_there(self, tree: Tree, node: Node, entry: Entry, accused: list[Party]) -> list[Party]:
        """ "Said that it had been hacked from India": the country that somebody named places the attackers in."""
        over = self.speech_over(tree, node, entry) if node.passive() else None
        if over is None or all(p.actor == "unnamed" for p in over.speakers):
            return []
        return [replace(p, link="located", sure=True) for p in accused if p.link == "state"]

    def _by_attackers(self, tree: Tree, deed: Node) -> bool:
        """ "A campaign by APT28", "a GRU operation" in a text about cyberspace: those who did it tell of what kind it was."""
        marks = [
            m for c in deed.children if c.relation in {"compound", "nmod", "amod"} and (m := self._mark(tree, c)) is not None
        ]
        if any(m.kind == "group" for m in marks):
            return True
        return self._near_strong(tree) and any(m.kind == "organ" and self._spies(m.actor or "") for m in marks)

    def _lists(self, nodes: list[Node], accused: list[Party]) -> bool:
        """ "Two groups: A and B", "several gangs, including A": groups named behind the word for them."""
        return any(
            p.actor.startswith("group:") and n.tag == "NOUN" and p.span.start > n.end + 1 for n in nodes for p in accused
        )

    def _agents_below(self, tree: Tree, deeds: list[Node], accused: list[Party]) -> list[Party]:
        """ "Attributed to China the hack, which was carried out by APT31": those by whom it was done, as its words say."""
        known = {p.actor.split("/")[0] for p in accused}
        found: list[Party] = []
        for verb in (n for d in deeds for n in d.subtree() if n.tag == "VERB"):
            if not any(e.frame in {"act", "operate"} for e in self.words.triggers.get(verb.lower, ())):
                continue
            agents = [n for n in verb.kids("obl") if n.label == "obl:agent" or self.words.has("agent", n.case())]
            found += [p for n in agents for p in self.cast.accused(tree, n) if p.sure and p.actor.split("/")[0] not in known]
        return found

    def _told_to_stop(self, tree: Tree, roles: dict[str, list[Node]], accused: list[Party]) -> list[Party]:
        """ "Urged China to stop its cyberattacks", "to act against attacks from its territory": states only."""
        states = [p for p in accused if p.link in {"state", "organ"} and p.link_span is None]
        own = self.words.sets.get("own-possessives", frozenset())
        for clause in roles.get("deed", []):
            below = list(clause.subtree())
            deeds = [n for n in below if self._deed_noun(n) and self._strong_phrase(n)]
            if not self.words.has("stopping", clause.lower) or not deeds:
                continue
            if any(c.lower in own for d in deeds for c in d.kids("nmod:poss")):
                return states
            home = self.words.matches("own-territory", self.text[below[0].start : max(n.end for n in below)])
            agents = self._agents_below(tree, deeds, states)
            if home is not None:
                return [*(replace(p, link="located") for p in states), *(replace(p, link="located") for p in agents)]
        return []

    def _strong_phrase(self, node: Node) -> bool:
        span = self._phrase_span(node)
        return self.cyber(span.start, span.end) == "strong"

    def _inquired(self, deed: Node) -> bool:
        """ "Opened an investigation into a breach by X": suspected, under investigation."""
        holder = deed.head
        if holder is None or deed.relation not in {"nmod", "obl"} or not self.words.has("inquiry-case", deed.case()):
            return False
        return self.words.has("inquiries", holder.lower) or self.words.has("inquiring", holder.lower)

    def _found(self, node: Node) -> bool:
        """Whether somebody has found the links: "established links", not "the evidence did not support a link"."""
        verb = node.head
        if verb is None or node.relation not in {"obj", "nsubj"} or verb.tag != "VERB":
            return False
        if any(self.words.has("negation", c.lower) for c in (*verb.children, *node.kids("det", "advmod"))):
            return False
        return any(e.frame in {"perceive", "say", "belief"} for e in self.words.triggers.get(verb.lower, ()))

    def _two_sides(self, tree: Tree, first: Node) -> tuple[list[Node], list[Node]]:
        """What stands before and after the "and" of "between A and B", of which one is a deed, wherever the parse hung B."""
        near = [*first.subtree(), *([first.head] if first.head is not None else [])]
        joined = sorted((n for at in near for n in at.kids("conj") if n.index > first.index), key=lambda n: n.index)
        if not joined:
            return [], []
        deeds = [n for n in joined if self._deed_noun(n)]
        after = deeds[0] if deeds and not self._deed_noun(first) else joined[-1]
        left = [n for n in first.conjuncts() if n.index < after.index]
        return left, [after]

    def _adjectives(self, tree: Tree, nodes: list[Node]) -> list[Party]:
        """ "Russian involvement": the state of the adjective."""
        named = [m for n in nodes if n.relation == "amod" and (m := self.cast.at(tree, n)) is not None and m.kind == "demonym"]
        return [
            Party(m.actor, Span(m.start, m.end), "nationality", Span(m.start, m.end), rule="link:nationality", sure=True)
            for m in named
            if m.actor
        ]

    def _group_spoken_of(self, tree: Tree, node: Node, entry: Entry, anaphor: Node) -> list[Party]:
        """ "X reported that the group had broken into …": the one group named before, where a named body says it."""
        if not self.words.has("group-nouns", anaphor.lower):
            return []
        over = self.speech_over(tree, node, entry)
        if over is None or not any(p.actor not in {"unnamed", "unknown"} for p in over.speakers):
            return []
        return anaphora.accused(anaphor, tree, [], self.cast.mentions, self.words)

    def _behind_it(self, tree: Tree, node: Node, roles: dict[str, list[Node]]) -> bool:
        """ "Tracks the actor behind the campaign as X", "the attackers": those of the operation that the text speaks of."""
        has = self.words.has
        if node.passive():
            return False
        for actor in roles.get("deed", []):
            after = tree.nodes[actor.index + 1] if actor.index + 1 < len(tree.nodes) else actor
            behind = any(e.frame == "behind" for e in self.words.triggers.get(after.lower, ()))
            pointing = any(has("anaphor-determiners", c.lower) for c in actor.kids("det"))
            if pointing and (has("attackers", actor.lower) or (behind and has("people", actor.lower))):
                return True
        return False

    def _told_of_a_state(self, tree: Tree, node: Node, entry: Entry, accused: list[Party]) -> bool:
        """Whether somebody named tells it of a state that is not the own one, nor of its police."""
        over = self.speech_over(tree, node, entry)
        named = {p.actor.split("/")[0] for p in over.speakers if p.actor != "unnamed"} if over is not None else set()
        states = [p for p in accused if p.link in {"state", "organ"} and ("/" not in p.actor or self._spies(p.actor))]
        return (
            bool(named) and bool(states) and len(states) == len(accused) and not named & {p.actor.split("/")[0] for p in states}
        )

    def _said_of_services(self, tree: Tree, node: Node, entry: Entry, accused: list[Party], deeds: list[Node]) -> bool:
        """ "X says that its services ran the operation": a plain word for the deed, in a text on one in cyberspace."""
        spans = [span_of(phrase(d, without=("parataxis",))) for d in deeds]
        weak = bool(deeds) and all(self._is_deed(d) for d in deeds) and any(self.cyber(*s) == "weak" for s in spans)
        if not weak or any(self._kinetic(s) for s in spans) or not (self._near_strong(tree) or self._about(tree)):
            return False
        return (
            bool(accused) and all(self._spies(p.actor) for p in accused) and self._told_of_a_state(tree, node, entry, accused)
        )

    def _spies(self, actor: str) -> bool:
        """Whether the organ is one that attacks: a service or an army, no ministry or parliament."""
        return any(self.words.has("attacking-organs", part) for part in actor.partition("/")[2].split("-"))
