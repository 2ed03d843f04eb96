"""Ties, deeds claimed for oneself, deeds marked with a state."""

from __future__ import annotations

from dataclasses import replace

from ..claim import Span, Status
from . import arguments
from .disputes import DisputeReader
from .findings import Finding
from .scope import scope_of
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Party
from .words import Entry

TOLD = Entry(name="told", frame="tie", kind="verb", forms=frozenset(), patterns=())


class SpecialFrames(DisputeReader):
    """Frames that are read in a way of their own."""

    def _tie(self, tree: Tree, node: Node, roles: dict[str, list[Node]]) -> dict[str, list[Node]]:
        """Of "A linked to B" one side is the deed and one the accused; where both are actors there is no operation."""
        tied, to = roles.get("tied", []), roles.get("to", [])
        if tied and tied == to:
            tied, to = self._two_sides(tree, tied[0])  # "links between A and B"
        to = [low for n in to for low in (n.kids("nmod") if self.words.has("go-between", n.lower) else []) or [n]]
        before = tree.nodes[node.index - 1] if node.index else node
        if node.relation in {"acl", "amod"} and before.tag in NOMINAL and self._is_deed(before):
            tied = [before]  # "reels from attacks linked to X": of the nearest noun, wherever it hangs
        left_deed = any(self._is_deed(n) or self._means_deed(tree, n) for n in tied)
        right_deed = any(self._is_deed(n) for n in to)
        left = [p for n in tied for p in self.cast.accused(tree, n)]
        right = [p for n in to for p in self.cast.accused(tree, n)]
        rest = {k: v for k, v in roles.items() if k == "claimant"}
        if left_deed and all(any(p.actor.startswith("group:") for p in side) for side in (left, right)):
            return {}  # "linked the operations of one group to another": kinship
        if right and not right_deed and (left_deed or any(self._is_malware(tree, n) for n in tied)):
            return {**rest, "accused": to, "deed": tied}
        if left and not left_deed and right_deed:
            return {**rest, "accused": tied, "deed": to}
        if right and node.relation not in {"acl", "amod"} and any(self._those_attackers(n) for n in tied):
            return {**rest, "accused": to}  # "the hackers are linked to X, according to Y"
        if right_deed and (left_deed or any(self._is_malware(tree, n) for n in tied)):
            users = [n for at in to for n in self._users(at) if any(p.sure for p in self.cast.accused(tree, n))]
            if users:  # "the code resembles tools of the group X"
                return {**rest, "accused": users, "deed": tied}
        if right and node.relation not in {"acl", "amod"} and any(self._the_charged(tree, n) for n in tied):
            return {**rest, "accused": to} if self.speech_over(tree, node, TOLD) is not None else {}
        return {}

    def _the_charged(self, tree: Tree, node: Node) -> bool:
        """ "The five men", "the accused": those of the case that the text tells of."""
        charged = self.words.has("persons", node.lower) or self.words.has("charged-people", node.lower)
        back = any(self.words.has("anaphor-determiners", c.lower) for c in node.kids("det"))
        return charged and back and (self._near_strong(tree) or self._about(tree)) and not node.kids("acl", "nmod", "appos")

    def _located(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> dict[str, list[Node]]:
        """ "The attackers operate from X", said by somebody named: where they are, no tie to its state."""
        places = [n for n in roles.get("to", []) if (m := self.cast.at(tree, n)) is not None and m.kind == "state"]
        over = self.speech_over(tree, node, entry)
        named = over is not None and (over.anaphor is not None or any(p.actor != "unnamed" for p in over.speakers))
        if not places or not named or not any(self._those_attackers(n) for n in roles.get("tied", [])):
            return {}
        return {"accused": places}

    def _false_flag(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """ "Clues that pointed to X; it was a false flag": X is expressly not held responsible."""
        accused = [p for at in roles.get("accused", []) for p in self.cast.accused(tree, at)]
        known = [p for p in accused if p.actor != "unknown"]
        if not known or not (self._near_strong(tree) or self._about(tree)):
            return None
        over = self.speech_over(tree, node, entry)
        speakers = [p for p in over.speakers if p.actor != "unnamed"] if over is not None else []
        span = self._clause_span(tree, node, [], [])
        return Finding(entry, tree, node, "attribute", "declined", speakers, known, span, None)

    def _means_deed(self, tree: Tree, node: Node) -> bool:
        """ "Discovered the attack and linked it to X": a pronoun, with a deed as the only thing it can mean in the sentence."""
        if not self.words.has("thing-pronouns", node.lower):
            return False
        before = [n for n in tree.nodes[: node.index] if n.relation in {"obj", "nsubj", "obl"} and n.tag in NOMINAL]
        things = [n for n in before if self.cast.at(tree, n) is None and n.tag != "PRON"]
        return bool(things) and self._is_deed(things[-1])

    def _worded_tie(self, node: Node, party: Party) -> Party:
        """ "Are working for X": the tie that the verb itself words, else "linked"."""
        if party.link_span is not None:
            return party
        mention = next((m for m in self.cast.within(party.span.start, party.span.end) if m.actor == party.actor), None)
        whole = Span(node.start, party.span.end)
        link, at = self.cast._link(mention, self.text[whole.start : whole.end], whole) if mention is not None else (None, None)
        closer = link is not None and link not in {"state", "organ", "nationality", "none"}
        if closer and link is not None:
            return replace(party, link=link, link_span=at or Span(node.start, node.end))
        return replace(party, link="linked")

    def _those_attackers(self, node: Node) -> bool:
        """ "The hackers", "these attackers": those of the operation that the text speaks of."""
        has = self.words.has
        known = has("attackers", node.lower) or has("group-nouns", node.lower) or has("attackers-back", node.lower)
        if known and any(has("own-possessives", c.lower) for c in node.kids("det", "nmod:poss")):
            return True  # "its operators"
        return (
            known
            and not node.kids("appos", "flat")
            and not any(c.tag == "PROPN" and not c.case() for c in node.kids("nmod"))
            and not any(self.words.has("benign", c.lower) for c in node.kids("amod"))
            and any(self.words.has("anaphor-determiners", c.lower) for c in node.kids("det"))
        )

    def _users(self, deed: Node) -> list[Node]:
        """Whose the tools are: "tools of X", "malware used by X"."""
        own = [n for n in deed.kids("nmod") if self.words.has("maker-case", n.case().split(" ")[0])]
        return own + [n for c in deed.kids("acl") for n in c.kids("obl", "nmod") if self.words.has("agent", n.case())]

    def _self_claim(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        claimants = [p for at in roles.get("claimant", []) for p in self.cast.accused(tree, at)]
        anaphor = next((at for at in roles.get("claimant", []) if self._is_anaphor(at)), None)
        if not claimants and anaphor is None:
            return None
        deeds = roles.get("deed", [])
        spans = [span_of(phrase(d)) for d in deeds]
        sure = any(p.sure for p in claimants)
        strong = any(self.cyber(*s) == "strong" for s in spans)
        if any(self._kinetic(s) for s in spans) and not strong:
            return None
        if not strong and not (sure or self._near_strong(tree)):
            return None
        scope = scope_of(tree, node, self.words, self.text)
        if scope.negated or scope.unreal:
            return None
        deed = span_of([n for d in deeds for n in phrase(d)]) if deeds else None
        groups = [replace(p, link="none", link_span=None) for p in claimants if p.actor.startswith("group:")]
        people = [replace(p, actor="unknown", link="none", link_span=None) for p in claimants if p.sure or p.actor == "unknown"]
        parties = groups or people[:1]
        plain = bool(entry.needs) or self.words.has("plain-claims", node.lower)  # nothing else is claimed with these words
        if not parties and anaphor is None and not plain:
            return None
        parties = parties or [p for p in claimants if p.link in {"state", "organ"} and not p.link_span]
        if (not parties and anaphor is None) or (not plain and not all(self._is_deed(d) for d in deeds)):
            return None
        speakers = [replace(p, actor="unnamed") if p.actor == "unknown" else p for p in parties]
        status: Status = "hearsay" if scope.hearsay else "stated"
        span = self._clause_span(tree, node, deeds, roles.get("claimant", []))
        made = Finding(entry, tree, node, "self-claim", status, speakers, parties, span, deed)
        made.anaphor, made.scope = anaphor, scope
        return made

    def _rejected(self, tree: Tree, node: Node, entry: Entry, found: arguments.Arguments) -> Finding | None:
        """ "Iran rejects Albania's accusation of a cyberattack": who rejects it is who is accused."""
        verb = node.head
        claimants = [n for path in ("poss", "by", "from") for n in found.obliques.get(path, [])]
        deeds = [n for path in ("of", "over") for n in found.obliques.get(path, [])]
        accusers = [
            m for c in node.kids("amod") if (m := self.cast.at(tree, c)) is not None and m.kind == "demonym" and m.state
        ]
        if accusers and not claimants:  # "rejette les accusations américaines de piratage"
            claimants = [c for c in node.kids("amod") if self.cast.at(tree, c) in accusers]
            deeds = [n for n in node.kids("nmod") if self.words.has("owner-case", n.case())]
        else:
            accusers = []
        if verb is None or node.relation != "obj" or not self.words.has("negators", verb.lower) or not (claimants and deeds):
            return None
        accused = arguments.of_verb(verb, self.words).subject
        if not any(self.cyber(*span_of(phrase(d))) == "strong" for d in deeds):
            return None
        if not any(self.cast.speakers(tree, n) for n in claimants):
            return None
        made = self._make(tree, node, entry, {"claimant": claimants, "accused": accused, "deed": deeds})
        named = [Party(m.state or "", Span(m.start, m.end), rule="accusation:demonym") for m in accusers]
        return replace(made, status="stated", claimants=named or made.claimants) if made is not None else None

    def _whose_mark(self, tree: Tree, node: Node) -> list[Party]:
        """The states, organs and groups whose mark the noun for a deed bears."""
        marks = [c for c in node.children if c.relation in {"amod", "compound", "nmod"} and self._mark(tree, c)]
        own = self.words.has("own-deeds", node.lower)
        if not marks:
            return []
        accused: list[Party] = []
        for c in marks:
            mention = self._mark(tree, c)
            if mention is None or not mention.actor:
                continue
            if mention.kind == "organ" and c.relation == "compound" and not self._spies(mention.actor):
                continue  # "the Treasury hack", "the parliament breach": whose it was suffered it
            if mention.kind in {"demonym", "state", "organ", "group"} and (
                c.relation in {"amod", "compound"}
                or c.label == "nmod:poss"
                or c.lower.endswith("'s")
                or (own and mention.kind in {"state", "organ"} and self.words.has("owner-case", c.case()))
            ):
                link = self.cast.words.links and self.cast._link(mention, self._noun_phrase(node), self._phrase_span(node))
                worded, at = link if link else (None, None)
                kind = worded or ("organ" if mention.kind == "organ" else "none" if mention.kind == "group" else "nationality")
                if kind == "nationality" and own and c.relation == "nmod" and c.label != "nmod:poss":
                    kind = "state"  # "the cyber activities of China"
                accused.append(
                    Party(mention.actor, Span(mention.start, mention.end), kind, at, rule=f"deed:{mention.kind}", sure=True)
                )
        return accused

    def _deed(self, tree: Tree, node: Node, entry: Entry) -> Finding | None:
        """ "A Russian cyberattack hit …", "North Korea's hack of …": a state's mark on the noun for the deed.

        Only where the sentence tells of it as of something that happened; fears and warnings are no claims.
        """
        plain = self.words.matches("strong", self._noun_phrase(node))
        if plain is None and not self._by_attackers(tree, node):
            return None
        if (
            plain is not None
            and self.words.matches("weak", plain.group())
            and self._kinetic(Span(tree.sentence.start, tree.sentence.end))
        ):
            return None  # an "intrusion" of balloons
        accused = self._whose_mark(tree, node)
        inquired = self._inquired(node)
        if not accused or not (self._happened(node) or self._told_of(tree, node) or inquired):
            return None
        made = self._finish(tree, node, entry, {}, accused, None, [node])
        return replace(made, status="suspected") if made is not None and inquired and made.status == "stated" else made

    def _feigned(self, tree: Tree, node: Node, entry: Entry) -> bool:
        """ "Clues pointing to X; it was a false flag"."""
        rest = self.text[node.end : tree.sentence.end]
        return entry.frame == "suspect" and self.words.matches("false-flag", rest) is not None

    def _apart(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """The frames that are read in a way of their own from the beginning."""
        if entry.frame == "belong":
            return self._belongs(tree, node, entry, roles)
        if entry.frame == "self-claim":
            return self._self_claim(tree, node, entry, roles)
        if entry.frame == "suspect":
            return self._false_flag(tree, node, entry, roles)
        return self._contest_or_decline(tree, node, entry, roles)

    def _make(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        frame = entry.frame
        if frame in {"belong", "self-claim", "contest", "decline"} or self._feigned(tree, node, entry):
            return self._apart(tree, node, entry, roles)
        if frame == "tie":
            roles = self._tie(tree, node, roles) if entry.deed != "place" else self._located(tree, node, entry, roles)
            if not roles or (entry.kind == "noun" and not self._found(node)):
                return None
        if frame == "suspect" and node.relation in {"acl", "amod"} and self._only_tied(node):
            return None  # "a group suspected of links to X": a hedge on the tie
        if frame == "attribute" and entry.deed == "actor" and not self._behind_it(tree, node, roles):
            return None  # "tracks the activity as X": a name for it
        if frame == "attribute":
            roles = self._either_way(roles)
            if node.label == "acl:relcl":
                roles = {**roles, "deed": [self._deed_above(n) for n in roles.get("deed", [])]}
        accused_nodes = roles.get("accused", [])
        if frame in {"accuse", "suspect"} and any(
            n.passive() and n.relation in {"xcomp", "advcl"} for n in roles.get("deed", [])
        ):
            return None  # "officials are suspected to have been hacked": the victims
        doers = self._names_doers(tree, node, entry, roles) or entry.deed == "list"
        accused: list[Party] = []
        anaphor: Node | None = None
        for at in accused_nodes:
            parties = self.cast.accused(tree, at, doers=doers)
            if self._is_anaphor(at) and all(p.actor == "unknown" for p in parties):
                anaphor, parties = at, self._who_rejects(tree, at)
                anaphor = None if parties else at
            if frame == "attribute" and not parties and anaphor is None and self._is_deed(at):
                parties = self._whose_mark(tree, at)  # "put the outage down to a Russian cyberattack"
            accused.extend(parties)
        if frame == "operate" and entry.kind == "noun":
            accused = accused or self._adjectives(tree, accused_nodes)
            if self.speech_over(tree, node, entry) is None:
                return None  # "Russian involvement would change little": nobody says that there was any
        if not accused and anaphor is None and frame in {"act", "operate"} and node.label == "acl:relcl":
            accused = self._whose(tree, accused_nodes)
        if entry.deed == "from-place":
            accused = self._from_there(tree, node, entry, accused)
        if frame in {"act", "operate", "deed", "behind", "tie"}:
            accused = self._attackers(accused, frame)
        if entry.deed == "place":
            accused = [replace(p, link="located", link_span=Span(node.start, node.end)) for p in accused]
        elif frame == "tie":  # tied to the state itself: "linked", whatever the words for the deed
            loose = {"state"} if roles.get("deed") else {"state", "organ"}
            accused = [self._worded_tie(node, p) if p.link in loose else p for p in accused]
        if entry.deed == "stop":
            accused, anaphor = self._told_to_stop(tree, roles, accused), None
        if not accused and anaphor is None:
            return self._nobody(tree, node, entry, roles)
        deed_nodes = roles.get("deed", [])
        if frame in {"accuse", "attribute"} and accused:
            accused = [*accused, *self._agents_below(tree, deed_nodes, accused)]
        known = accused
        if anaphor is not None and not accused and frame in {"act", "operate", "behind"}:
            over = self.speech_over(tree, node, entry)
            own = self._of_themselves(tree, over, accused_nodes, anaphor) if over is not None else None
            if own is not None and not own:
                return None
            known = own or accused
        if frame == "act" and not any(p.sure for p in accused) and self._hits_attackers(tree, node):
            return None  # "the FBI infiltrated the ransomware gang": a takedown
        if frame == "act" and anaphor is not None and not known and entry.deed == "people":
            known = self._group_spoken_of(tree, node, entry, anaphor)
        if entry.deed == "list" and not self._lists(accused_nodes, accused):
            return None
        if entry.deed == "by-state" and not self._told_of_a_state(tree, node, entry, accused):
            return None
        if not self._fits(tree, node, entry, known, anaphor, deed_nodes) and not (
            frame == "operate" and self._said_of_services(tree, node, entry, accused, deed_nodes)
        ):
            return None
        return self._finish(tree, node, entry, roles, accused, anaphor, deed_nodes)
