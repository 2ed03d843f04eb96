"""In whose name an attribution is made, how sure, and with what status."""

from __future__ import annotations

from dataclasses import replace

from ..claim import Act, Certainty, Link, Span, Status
from . import arguments
from .author import unquoted
from .findings import Finding, Speech
from .scope import Scope, certainty, scope_of
from .speech import SpeechReader
from .tree import Node, Tree, phrase, span_of
from .who import Party
from .words import Entry


class ClaimReader(SpeechReader):
    """Makes a finding of a trigger whose accused are known: claimants, status, certainty, who passes it on."""

    def _finish(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]], accused: list[Party],
                anaphor: Node | None, deed_nodes: list[Node]) -> Finding | None:  # fmt: skip
        explicit = roles.get("claimant", [])
        explicit = [*explicit, *self._companions(node)] if explicit else explicit
        over = self.speech_over(tree, node, entry)
        claimants, speaker_anaphor = self._claimants(tree, node, entry, explicit, over)
        stop = over.verb if over is not None and not explicit else None
        if over is not None and over.verb is not None and not explicit and entry.frame in {"act", "operate", "behind"}:
            own = self._of_themselves(tree, over, roles.get("accused", []), anaphor)
            if own is not None:
                if not own:
                    return None
                anaphor = None
                claimants = [replace(p, actor="unnamed") if p.actor == "unknown" else p for p in own]
                accused = own
        if entry.frame == "accuse" and anaphor is not None and not accused:
            accused = self._named_before(tree, anaphor, claimants)
            anaphor = None if accused else anaphor
        if entry.frame in {"attribute", "tie"} and [p.actor for p in claimants] == ["unnamed"] and over is None:
            tracker = self._who_tracks(tree, [n for at in roles.values() for n in at])
            if tracker is not None and speaker_anaphor is None and self._is_anaphor(tracker):
                speaker_anaphor = tracker
            elif tracker is not None and speaker_anaphor is None:
                claimants = self.cast.speakers(tree, tracker)
        if entry.frame == "accusation" and not claimants and speaker_anaphor is None:
            return None  # "the accusations against X were dismissed": nobody makes them here
        scope = scope_of(tree, node, self.words, self.text, stop)
        span = self._clause_span(tree, node, deed_nodes, explicit)
        area = self._link_area(accused)
        sure = certainty(tree, scope.chain, self.words, self.text, area, tree.sentence.start, tree.sentence.end)
        act: Act = "self-claim" if claimants and [p.span for p in claimants] == [p.span for p in accused] else "attribute"
        if any(p.link == "located" for p in accused) and all(p.link in {"located", "none"} for p in accused):
            act = "locate"
        if scope.unreal:
            return None
        if explicit and all(p.actor == "unnamed" for p in claimants) and all(self._anybody(n) for n in explicit):
            return None  # "every time a government accuses China of hacking"
        nobody = {p.actor for p in accused} == {"unknown"} and all(p.actor == "unnamed" for p in claimants)
        if entry.frame == "attribute" and nobody and speaker_anaphor is None:
            return None  # "attributing attacks to hackers is hard": nobody accuses nobody
        self._hedged_people(tree, accused, scope)
        status = self._status(scope, entry, claimants, over if not explicit else None, sure, area)
        if scope.negated:
            if scope.denied and entry.frame != "accusation":
                return None  # "X rejects claims that it hacked Y": denied by the accused, declined by nobody
            unproved = self._unproved(tree, node)
            if not unproved and all(p.actor == "unnamed" for p in claimants):
                claimants = self._abstaining(tree, node) or claimants
            if not unproved and (not claimants or entry.frame in {"act", "operate", "deed", "behind", "tie", "belong"}):
                return None
            status = "declined"
        deed = span_of([n for d in deed_nodes for n in phrase(d, without=("parataxis",))]) if deed_nodes else None
        if entry.frame in {"accuse", "suspect"} and deed is not None:
            accused = self._link_in_deed(accused, deed)
        finding = Finding(entry, tree, node, act, status, claimants, accused, span, deed, sure,
                          stop, anaphor, speaker_anaphor, scope=scope)  # fmt: skip
        if explicit and over is not None:  # "X said that Y had accused Z": Y accuses, X passes it on
            own_names = {p.actor for p in claimants}
            finding.reporter = next((p for p in over.speakers if p.actor not in own_names), None)
        return finding

    def _makers(self, document: Node) -> list[Node]:
        """ "X and Y issued statements attributing …": those who issued them speak."""
        verb = document.head
        if not self.words.has("document-nouns", document.lower) or document.relation != "obj" or verb is None:
            return [document]
        return arguments.of_verb(verb, self.words).subject or [document]

    def _unproved(self, tree: Tree, node: Node) -> bool:
        """ "Found no evidence that X did it": expressly not attributing."""
        return self.words.matches("no-evidence", self.text[tree.sentence.start : node.start]) is not None

    def _abstaining(self, tree: Tree, node: Node) -> list[Party]:
        """Who "stopped short of blaming X": the subject of the nearest verb above."""
        for above in node.ancestors():
            if subjects := above.kids("nsubj"):
                return [p for n in subjects for p in self.cast.speakers(tree, n)]
        return []

    def _claimants(
        self, tree: Tree, node: Node, entry: Entry, explicit: list[Node], over: Speech | None
    ) -> tuple[list[Party], Node | None]:
        """In whose name it is said, and the pronoun that stands for it, if one does."""
        we = explicit[0] if len(explicit) == 1 else over.anaphor if over is not None and not explicit else None
        own = (
            we is not None
            and we.tag == "PRON"
            and self.words.has("speaking-pronouns", we.lower)
            and unquoted(self.text, we.start)
        )
        if own and we is not None and (not explicit or over is None):
            return self.cast.author.parties(Span(we.start, we.end)), None  # "we assess that …": whoever wrote the text
        told = node.label == "acl:relcl" and bool(node.kids("aux:pass")) and entry.frame in {"accuse", "attribute", "tie"}
        told = told or (node.label == "acl" and entry.frame == "accuse")
        if not explicit and over is not None and not told:  # "attacks that have been linked to X": by others
            return over.speakers, over.anaphor
        if not explicit:
            if entry.frame not in {"accuse", "attribute", "suspect", "tie"}:
                return [], None
            if entry.frame == "tie" and (node.relation in {"acl", "amod"} or entry.status) and not node.kids("aux"):
                return [], None  # "the malware linked to X": an adjective, in the publication's voice
            if node.relation in {"acl", "amod"} and self.words.has("stative-participles", node.lower):
                return [], None  # "X, already involved in …": the publication tells it
            return self._without_agent(tree, node, entry), None
        nameless = all(self.cast.at(tree, n) is None for n in explicit)  # "US" is no pronoun
        if over is not None and nameless and all(self.words.has("speaking-pronouns", n.lower) for n in explicit):
            return over.speakers, over.anaphor  # "we attribute it to X," said Y
        own = nameless and all(self.words.has("own-pronouns", n.lower.removesuffix("'s")) for n in explicit)
        if own and over is not None and over.verb is not None and any(p.actor != "unnamed" for p in over.speakers):
            return over.speakers, over.anaphor  # "Y said it attributed …"
        explicit = [maker for at in explicit for maker in self._makers(at)]
        anaphors = [at for at in explicit if self._is_anaphor(at)]
        if anaphors and len(explicit) == 1 and self._is_pronoun(explicit[0]):
            before = self._clause_before(tree, node)
            if before:
                return before, None
        return [p for at in explicit for p in self.cast.speakers(tree, at)], anaphors[-1] if anaphors else None

    def _companions(self, node: Node) -> list[Node]:
        """ "Japan joined Washington in blaming Beijing": Washington does so too."""
        verb = node.head
        if node.relation not in {"advcl", "xcomp"} or verb is None or not self.words.has("joining", verb.lower):
            return []
        return [n for n in verb.kids("obj") if n.index > verb.index]

    def _clause_before(self, tree: Tree, node: Node) -> list[Party]:
        """ "ESET is more careful: it attributes …": the one body that is the subject of the clause before it."""
        above = [node.head] if node.head is not None and node.relation in {"conj", "parataxis"} else []
        for clause in (*above, *node.kids("parataxis", "ccomp", "conj")):
            if clause.index > node.index or clause.tag not in {"VERB", "ADJ", "NOUN"}:
                continue
            subjects = [s for s in clause.kids("nsubj") if not self._is_pronoun(s)]
            named = [p for s in subjects for p in self.cast.speakers(tree, s) if p.actor != "unnamed"]
            if len(named) == 1:
                return named
        return []

    def _of_themselves(self, tree: Tree, over: Speech, accused: list[Node], anaphor: Node | None) -> list[Party] | None:
        """Attackers who say that they did it; empty where others say so of themselves ("the FBI said it had hacked …").

        None where the speaker and those who did it are not the same.
        """
        if over.verb is None or over.rule in {"speech:passive", "speech:parenthesis"} or over.believed:
            return None
        said = arguments.of_verb(over.verb, self.words).subject
        said = [n for n in said if any(p.span.start < n.end and n.start < p.span.end for p in over.speakers)]
        same = bool(accused) and all(n in said for n in accused)
        back = anaphor is not None and self._is_pronoun(anaphor) and self.words.has("own-pronouns", anaphor.lower)
        if anaphor is not None and not back:  # "the hackers said they had": not "officials said they had"
            plural = self.words.has("plural-pronouns", anaphor.lower) and over.entry is not None and over.entry.frame == "say"
            back = plural and bool(said) and all(self._attacks(tree, n) for n in said)
        if not same and not back:
            return None
        parties = [replace(p, link="none", link_span=None) for n in said for p in self.cast.accused(tree, n)]
        groups = [p for p in parties if p.actor.startswith("group:")]
        people = [replace(p, actor="unknown") for p in parties if p.sure]
        return groups or people[:1]

    def _attacks(self, tree: Tree, node: Node) -> bool:
        """Whether the phrase is about attackers: hackers, or a group by name."""
        return self.words.has("attackers", node.lower) or any(
            p.actor.startswith("group:") for p in self.cast.accused(tree, node)
        )

    def _anybody(self, node: Node) -> bool:
        """ "A government", "any country": none in particular."""
        some = any(self.words.has("indefinite", c.lower) for c in node.kids("det"))
        return some and self.words.has("bodies-at-large", node.lower)

    def _named_before(self, tree: Tree, pronoun: Node, claimants: list[Party]) -> list[Party]:
        """ "Cut ties with Iran, accusing it of …": the only other state or group that the sentence names before."""
        if not self.words.has("own-pronouns", pronoun.lower):
            return []
        own = {p.actor.split("/")[0] for p in claimants}
        named = [m for m in self.cast.within(tree.sentence.start, pronoun.start) if m.kind in {"state", "capital", "group"}]
        others = {m.actor: m for m in named if m.actor and m.actor.split("/")[0] not in own}
        if len(others) != 1 or not own - {"unnamed"}:
            return []
        actor, mention = next(iter(others.items()))
        link: Link = "none" if mention.kind == "group" else "state"
        return [Party(actor, Span(pronoun.start, pronoun.end), link, rule=f"anaphora:{pronoun.lower}")]

    def _who_rejects(self, tree: Tree, pronoun: Node) -> list[Party]:
        """ "Russia denies the US claim that it hacked …": "it" is who denies what somebody named claims."""
        if not self.words.has("own-pronouns", pronoun.lower):
            return []
        for noun in pronoun.ancestors():
            verb = noun.head
            if verb is None or not any(e.frame == "accusation" for e in self.words.triggers.get(noun.lower, ())):
                continue
            if noun.relation != "obj" or not self.words.has("negators", verb.lower) or self._noun_of_speech(tree, noun) is None:
                return []
            return [p for n in arguments.of_verb(verb, self.words).subject for p in self.cast.accused(tree, n)]
        return []

    def _who_tracks(self, tree: Tree, told: list[Node]) -> Node | None:
        """Who follows or found what is attributed: "an actor it tracks as X", "the attack, which X detected, was …"."""
        for at in told:
            for node in at.kids("acl:relcl"):
                if any(e.frame == "perceive" for e in self.words.triggers.get(node.lower, ())):
                    for subject in node.kids("nsubj", "obl:agent"):
                        known = any(p.actor != "unnamed" for p in self.cast.speakers(tree, subject))
                        if self._is_anaphor(subject) or known:
                            return subject
        return None

    def _link_in_deed(self, accused: list[Party], deed: Span) -> list[Party]:
        """ "Accused China of hiring criminal hackers": the deed words the tie of the attackers to the state."""
        for link in ("contracted", "backed", "directed", "tolerated", "encouraged"):
            match = self.words.matches(f"deed-link.{link}", self.text[deed.start : deed.end])
            if match:
                at = Span(deed.start + match.start(), deed.start + match.end())
                return [replace(p, link=link, link_span=at) if p.link in {"state", "organ"} else p for p in accused]
        return accused

    def _hedged_people(self, tree: Tree, accused: list[Party], scope: Scope) -> None:
        """ "Suspected Chinese hackers", "alleged GRU officers": the hedge stands on the people."""
        for party in accused:
            for node in tree.covering(*party.span):
                holder = node.head if node.relation in {"amod", "compound", "flat", "nmod"} and node.head is not None else node
                for child in holder.kids("amod", "advmod", "acl"):
                    if self.words.has("suspected-adjectives", child.lower) and (
                        child.index < holder.index or not child.children
                    ):
                        scope.suspected = True
                        scope.words.append(Span(child.start, child.end))

    def _without_agent(self, tree: Tree, node: Node, entry: Entry) -> list[Party]:
        """A passive or headline accusation that names nobody: `unnamed`, in the words of the verb."""
        return [Party("unnamed", Span(node.start, node.end), rule="frame:no-agent")]

    def _link_area(self, accused: list[Party]) -> list[Span]:
        """Where the accused phrase words a tie before the name ("believed to be sponsored by X")."""
        return [Span(p.link_span.start, p.span.end) for p in accused if p.link_span and p.link_span.start < p.span.start]

    def _status(self, scope: Scope, entry: Entry, claimants: list[Party], over: Speech | None, sure: Certainty | None,
                area: list[Span]) -> Status:  # fmt: skip
        hedge_on_link = sure is not None and sure.scope == "link"
        if scope.hearsay or (over is not None and over.hearsay):
            return "hearsay"
        if scope.alleged:
            return "hearsay" if claimants else "suspected"
        if entry.status == "suspected" or scope.suspected or (over is not None and over.believed):
            return "stated" if hedge_on_link and entry.status != "suspected" else "suspected"
        if scope.possible:
            return "stated" if hedge_on_link else "suspected"
        if sure is not None and sure.axis == "likelihood" and sure.scope == "authorship":
            return "suspected" if sure.level not in {"near-certain"} else "stated"
        return "stated"
