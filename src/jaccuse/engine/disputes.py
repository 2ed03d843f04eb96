"""Attributions that somebody disputes, declines to make, or rules out."""

from __future__ import annotations

from ..claim import Act
from . import arguments
from .findings import Finding
from .parts import PartReader
from .scope import scope_of
from .tree import Node, Tree
from .who import Party
from .words import Entry


class DisputeReader(PartReader):
    """Reads who contests an attribution and who expressly makes none."""

    def _contest_or_decline(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """ "Declined to attribute the hack to China", "doubts that Russia hacked": they accuse nobody."""
        content = [n for at in (roles.get("content") or roles.get("deed") or []) for n in at.subtree()]
        told = {"accuse", "attribute", "behind", "tie", "act", "operate", "accusation"}
        if entry.frame == "decline" and not content and roles.get("accused"):
            return self._ruled_out(tree, node, entry, roles)
        inner = [(n, e) for n in content if n is not node for e in self.words.triggers.get(n.lower, ())
                 if e.frame in told and (not e.needs or any(c.lower in e.needs for c in n.children))]  # fmt: skip
        explicit = roles.get("claimant", [])
        pointing = next((at for at in explicit if self._is_anaphor(at)), None)
        claimants = [p for at in explicit for p in self.cast.speakers(tree, at)]
        if pointing is not None and all(self.words.has("own-pronouns", n.lower) for n in explicit):
            over = self.speech_over(tree, node, entry)  # "told us that it does not comment on …"
            claimants = over.speakers if over is not None and over.speakers else claimants
        if entry.frame == "contest" and (part := self._part_disputed(tree, node, roles.get("deed", []))):
            return self._disputed(tree, node, entry, roles, claimants, part)
        if entry.frame == "decline" and any(self.words.has("commenting", at.lower) for at in roles.get("content", [])):
            return None  # "declined to comment on the allegations": a reply
        culprit = entry.frame == "decline" and self._names_nobody(content)
        if not inner and not culprit:
            return None
        nobody = bool(entry.needs) and entry.frame == "decline" and all(p.rule == "who:unnamed-speaker" for p in claimants)
        if not claimants or (nobody and pointing is None):
            return None
        if self.cyber(tree.sentence.start, tree.sentence.end) != "strong" and not self._near_strong(tree):
            return None
        accused: list[Party] = []
        for n, e in inner:
            for pattern in e.patterns:
                filled = arguments.fill(
                    pattern, self._predicate(n) if e.kind != "noun" else arguments.of_noun(n, self.words), n, self.words
                )
                if filled:
                    accused.extend(p for at in filled.get("accused", []) for p in self.cast.accused(tree, at))
            if accused:
                break
        accused = [p for p in accused if p.actor not in {c.actor for c in claimants}]
        act: Act = "contest" if entry.frame == "contest" else "attribute"
        if act == "contest" and all(p.actor == "unknown" for p in accused):
            return None
        plain = culprit or any(e.frame in {"accuse", "attribute", "behind", "accusation"} for _, e in inner)
        if act == "attribute" and not plain:
            return None
        made = Finding(entry, tree, node, act, "stated" if act == "contest" else "declined", claimants, accused,
                       self._clause_span(tree, node, [], roles.get("claimant", [])), None)  # fmt: skip
        made.speaker_anaphor = pointing if all(p.actor == "unnamed" for p in claimants) else None
        return made

    def _names_nobody(self, content: list[Node]) -> bool:
        """ "Refused to name a country", "will not point to a culprit": what is not named is whoever did it."""
        for verb in content:
            if not self.words.has("naming-culprits", verb.lower):
                continue
            named = [n for at in verb.kids("obj", "obl") for n in (at, *at.kids("nmod"))]
            if any(self.words.has("culprits", n.lower) for n in named):
                return True
        return False

    def _ruled_out(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """ "We ruled out APT28": expressly not attributing to somebody named."""
        accused = [
            p
            for at in roles["accused"]
            for p in self.cast.accused(tree, at)
            if p.actor.startswith("group:") or p.link == "state"
        ]
        speakers, anaphor = self._claimants(tree, node, entry, roles.get("claimant", []), None)
        strong = self.cyber(tree.sentence.start, tree.sentence.end) == "strong" or self._near_strong(tree)
        if not accused or not strong or not (speakers or anaphor is not None):
            return None
        span = self._clause_span(tree, node, roles["accused"], roles.get("claimant", []))
        made = Finding(entry, tree, node, "attribute", "declined", speakers, accused, span, None)
        made.speaker_anaphor = anaphor
        return made

    def _part_disputed(self, tree: Tree, node: Node, content: list[Node]) -> list[Party]:
        """ "Doubts the role of X in it", "disputes its attribution to X": whom that speaks of."""
        found: list[Party] = []
        for noun in content:
            if not self.words.has("part-in-it", noun.lower):
                continue
            near = [*noun.kids("nmod", "obl"), *(c for c in node.kids("obl") if c.index > noun.index)]
            case = "attribution-case" if self.words.has("attributions", noun.lower) else "owner-case"
            found.extend(p for n in near if self.words.has(case, n.case()) for p in self.cast.accused(tree, n))
        return found

    def _disputed(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]], claimants: list[Party],
                  accused: list[Party]) -> Finding | None:  # fmt: skip
        """An attribution disputed by somebody who is not the accused: theirs would be a denial."""
        own = {p.actor.split("/")[0] for p in claimants}
        strong = self.cyber(tree.sentence.start, tree.sentence.end) == "strong" or self._near_strong(tree)
        if not claimants or not strong or any(p.actor.split("/")[0] in own for p in accused):
            return None
        scope = scope_of(tree, node, self.words, self.text)
        if scope.negated or scope.unreal:
            return None
        span = self._clause_span(tree, node, roles.get("deed", []), roles.get("claimant", []))
        return Finding(entry, tree, node, "contest", "stated", claimants, accused, span, None)
