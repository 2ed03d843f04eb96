"""What somebody named says that attackers did, whatever the verb: "the FBI said Russian officers had siphoned off e-mails".

The lexicon's frames name the verbs that are deeds in cyberspace by themselves. Language has more verbs than a lexicon, so where
a named body speaks and the subject is marked as an attacker, any verb is a deed that hits something in cyberspace, save those
that say nothing of a deed ("are based", "include", "demanded").
"""

from __future__ import annotations

from ..claim import Span
from . import arguments
from .findings import Finding
from .party import Party
from .special import SpecialFrames
from .tree import Node, Tree, phrase, span_of
from .words import Entry

REPORTED = Entry(name="reported deed", frame="act", kind="verb", forms=frozenset(), patterns=())
_SAYING = {"say", "belief", "perceive", "reply", "support", "self-claim", "contest", "decline"}
_LOOSE = ("parataxis", "nsubj", "nsubj:pass", "obl:agent", "discourse", "conj", "acl:relcl")


class ReportedReader(SpecialFrames):
    """Reads deeds that the lexicon has no verb for out of what named bodies say."""

    def _reported(self, tree: Tree, found: list[Finding]) -> list[Finding]:
        """Deeds in clauses under a named speaker that no other frame has read, each attacker once a sentence."""
        known = {p.actor for f in found for p in f.accused}
        made: list[Finding] = []
        for node in tree.nodes:
            if node.tag != "VERB" or not self._open(node):
                continue
            args = self._predicate(node)
            if any(p.actor in known for n in args.subject for p in self.cast.accused(tree, n)):
                continue
            finding = self._told_deed(tree, node, args)
            if finding is not None:
                made.append(finding)
                known |= {p.actor for p in finding.accused}
        return made

    def _open(self, node: Node) -> bool:
        """Whether the verb can be a deed at all."""
        if self.words.has("no-deeds", node.lower) or node.label in {"amod", "acl:relcl"}:
            return False
        return not any(e.frame in _SAYING for e in self.words.triggers.get(node.lower, ()))

    def _told_deed(self, tree: Tree, node: Node, args: arguments.Arguments) -> Finding | None:
        hit = [*args.object, *(n for nodes in args.obliques.values() for n in nodes), *node.kids("xcomp", "advcl")]
        hit = [n for n in hit if n not in args.subject]
        if not hit or not args.subject:
            return None
        near = self._near_strong(tree)
        accused = self._attackers([p for n in args.subject for p in self.cast.accused(tree, n, doers=near)], "act")
        if not accused or not all(self._attacking(p) for p in accused):
            return None
        over = self.speech_over(tree, node, REPORTED)
        if over is None or over.rule == "speech:passive":
            return None
        if over.verb is not None and any(n in args.subject for n in arguments.of_verb(over.verb, self.words).subject):
            return None  # "the group claimed to have done it": a claim of its own
        speaking = {p.actor.split("/")[0] for p in over.speakers if p.actor != "unnamed"}
        if not speaking or speaking & {p.actor.split("/")[0] for p in accused}:
            return None
        span = span_of([n for at in hit for n in phrase(at, without=_LOOSE)])
        if self._kinetic(Span(min(node.start, span.start), max(node.end, span.end))) or not self._hits(tree, span, accused):
            return None
        finding = self._finish(tree, node, REPORTED, {"accused": args.subject}, accused, None, hit)
        return None if finding is None or finding.scope.possible else finding  # "could target": a warning

    def _attacking(self, party: Party) -> bool:
        """People marked as attackers, a threat group, a service or an army; a state by itself does many things."""
        return party.sure or party.actor.startswith("group:") or (party.link == "organ" and self._spies(party.actor))

    def _hits(self, tree: Tree, span: Span, accused: list[Party]) -> bool:
        """Whether what is hit is in cyberspace, the more plainly the less the words mark those who do it as attackers."""
        level = self.cyber(span.start, span.end)
        marked = any(p.sure or p.actor.startswith("group:") for p in accused)
        return level == "strong" or (level == "weak" and (marked or self._near_strong(tree)))
