"""Attributions in one parsed sentence: which frame stands there, who fills its roles, in whose name it is said.

Order of work: frames that name both sides (accuse, attribute, tie, suspect, be behind, accusation) first; then what
attackers are shown doing (act, operate, deed nouns), unless it lies inside one of the former. The claimant of those is
whoever the sentence makes the speaker, or the publication.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ..claim import Act, Certainty, Link, Span, Status
from . import arguments
from .names import Mention
from .scope import Scope, certainty, scope_of
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Cast, Party
from .words import Entry, Words

Cyber = Callable[[int, int], str | None]
SPEECH = {"say", "belief", "perceive"}


@dataclass(slots=True)
class Finding:
    """One attribution as a sentence makes it, before the document is put together.

    claimants: empty where only the publication says so. deed: the words for what was done. anaphor, speaker_anaphor: a pronoun or "the group" still to be resolved. more: other places.
    """

    entry: Entry
    tree: Tree
    trigger: Node
    act: Act
    status: Status
    claimants: list[Party]
    accused: list[Party]
    span: Span
    deed: Span | None
    certainty: Certainty | None = None
    speech: Node | None = None
    anaphor: Node | None = None
    speaker_anaphor: Node | None = None
    more: list[Span] = field(default_factory=list)
    operation: int | None = None
    reporter: Party | None = None
    scope: Scope = field(default_factory=Scope)
    reasons: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Speech:
    """Who speaks over a clause: the verb (or preposition) that says so, and how."""

    speakers: list[Party]
    verb: Node | None
    entry: Entry | None
    rule: str
    anaphor: Node | None = None
    hearsay: bool = False
    believed: bool = False


class FrameReader:
    """Reads the attributions of the sentences of one document."""

    def __init__(self, cast: Cast, words: Words, text: str, cyber: Cyber) -> None:
        self.cast, self.words, self.text, self.cyber = cast, words, text, cyber

    # -- triggers ------------------------------------------------------------------------------------------------------

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
                if entry.lacks and any(c.lower in entry.lacks for c in node.children):
                    continue
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

    # -- the whole sentence --------------------------------------------------------------------------------------------

    def read(self, tree: Tree) -> list[Finding]:
        """All attributions of the sentence, in order of the text."""
        sets = self.words.sets
        tree.promote(sets.get("copulas", frozenset()), self.words.triggers, sets.get("auxiliaries", frozenset()))
        self._asides(tree)
        triggers = self.triggers(tree)
        found: list[Finding] = []
        covered: set[int] = set()
        for frames in ({"accuse", "attribute", "suspect", "accusation", "contest", "decline"}, {"behind", "tie"},
                       {"self-claim"}, {"operate", "act"}, {"deed"}):  # fmt: skip
            for node, entry in triggers:
                if entry.frame not in frames or node.index in covered:
                    continue
                finding = self._one(tree, node, entry)
                if finding is None:
                    continue
                found.append(finding)
                covered.update(self._covers(finding))
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
            while holder.head is not None and holder.relation in {"flat", "appos", "nmod", "compound"} and holder.head is not campaign:
                holder = holder.head
            if holder.head is campaign and holder.relation == "nmod":
                tree.move(node, holder)

    def _covers(self, finding: Finding) -> set[int]:
        """Nodes that a finding has spoken for: its deed, and for frames that name both sides its accused phrase."""
        frame = finding.entry.frame
        covered = {finding.trigger.index}
        if frame in {"accuse", "attribute", "suspect", "accusation", "behind", "self-claim", "tie", "decline", "contest"}:
            covered |= {n.index for n in finding.trigger.subtree()}
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

    # -- one trigger ---------------------------------------------------------------------------------------------------

    def _one(self, tree: Tree, node: Node, entry: Entry) -> Finding | None:
        found = arguments.of_noun(node, self.words) if entry.kind == "noun" else self._predicate(node)
        if entry.frame == "act" and not any(self.cast.accused(tree, n) for n in found.subject):
            doer = self._headline_doer(tree, node)
            if doer is not None:
                found.subject = [doer]
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

    def _rejected(self, tree: Tree, node: Node, entry: Entry, found: arguments.Arguments) -> Finding | None:
        """"Iran rejects Albania's accusation of a cyberattack": who rejects it is who is accused."""
        verb = node.head
        claimants = [n for path in ("poss", "by", "from") for n in found.obliques.get(path, [])]
        deeds = [n for path in ("of", "over") for n in found.obliques.get(path, [])]
        if verb is None or node.relation != "obj" or not self.words.has("negators", verb.lower) or not (claimants and deeds):
            return None
        accused = arguments.of_verb(verb, self.words).subject
        if not any(self.cyber(*span_of(phrase(d))) == "strong" for d in deeds):
            return None
        if not any(self.cast.speakers(tree, n) for n in claimants):
            return None
        made = self._make(tree, node, entry, {"claimant": claimants, "accused": accused, "deed": deeds})
        return replace(made, status="stated") if made is not None else None

    def _predicate(self, node: Node) -> arguments.Arguments:
        """Arguments of a verb; for a preposition or adjective used as predicate ("China behind attack"), those of its phrase."""
        if node.relation in {"case", "mark"} and node.head is not None:
            deed = node.head
            found = arguments.Arguments()
            if deed.index < node.index and deed.tag == "PROPN":  # a headline's "X behind Y", parsed as "behind X"
                found.subject.append(deed)
                found.object.extend(c for c in node.children if c.tag in NOMINAL)
                return found
            found.object.append(deed)
            subjects = deed.kids("nsubj") or node.kids("nsubj")
            if subjects:
                found.subject.extend(arguments._antecedent(s, deed, self.words) for s in subjects)
            elif deed.relation in {"nmod", "obl", "advcl", "acl", "xcomp", "ccomp"} and deed.head is not None:
                holder = deed.head
                if holder.tag in NOMINAL:
                    found.subject.append(holder)
                else:
                    above = arguments.of_verb(holder, self.words)
                    found.subject.extend(above.object or above.subject)
            found.subject = [self._past_colon(s, node) for s in found.subject]
            return found
        return arguments.of_verb(node, self.words)

    def _past_colon(self, subject: Node, node: Node) -> Node:
        """Headlines: "FBI: North Korea behind hack": what is said to be behind it stands after the colon."""
        top = [subject, *subject.ancestors()][-1]
        nodes = {n.index: n for n in top.subtree()}
        colons = [i for i in range(subject.index + 1, node.index) if i in nodes and nodes[i].text == ":"]
        before = nodes.get(node.index - 1)
        if not colons or before is None or before.index < colons[-1]:
            return subject
        while before.head is not None and colons[-1] < before.head.index < node.index:
            before = before.head
        return before if before.tag in NOMINAL else subject

    def _make(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        frame = entry.frame
        if frame == "tie":
            roles = self._tie(tree, node, roles)
            if not roles:
                return None
        if frame == "suspect" and node.relation in {"acl", "amod"} and self._only_tied(node):
            return None  # "a group suspected of links to X": a hedge on the tie
        if frame == "self-claim":
            return self._self_claim(tree, node, entry, roles)
        if frame in {"contest", "decline"}:
            return self._contest_or_decline(tree, node, entry, roles)
        if frame == "attribute":
            roles = self._either_way(roles)
        accused_nodes = roles.get("accused", [])
        suffered = [n for n in roles.get("deed", []) if n.passive() and n.relation in {"xcomp", "advcl"}]
        if suffered and frame in {"accuse", "suspect"}:
            return None  # "officials are suspected to have been hacked": the victims
        doers = self._names_doers(tree, node, entry, roles)
        accused: list[Party] = []
        anaphor: Node | None = None
        for at in accused_nodes:
            parties = self.cast.accused(tree, at, doers=doers)
            if self._is_anaphor(at) and all(p.actor == "unknown" for p in parties):
                anaphor, parties = at, self._who_rejects(tree, at)
                anaphor = None if parties else at
            accused.extend(parties)
        if not accused and anaphor is None and frame in {"act", "operate"} and node.label == "acl:relcl":
            accused = self._whose(tree, accused_nodes)
        if frame in {"act", "operate", "deed", "behind", "tie"}:
            accused = self._attackers(accused, frame)
        if frame == "tie":  # tied to the state itself: "linked", whatever the words for the deed
            accused = [replace(p, link="linked") if p.link == "state" else p for p in accused]
        if not accused and anaphor is None:
            return self._nobody(tree, node, entry, roles)
        deed_nodes = roles.get("deed", [])
        known = accused
        if anaphor is not None and not accused and frame in {"act", "operate", "behind"}:
            over = self.speech_over(tree, node, entry)
            own = self._of_themselves(tree, over, accused_nodes, anaphor) if over is not None else None
            if own is not None and not own:
                return None
            known = own or accused
        if frame == "act" and not any(p.sure for p in accused) and self._hits_attackers(tree, node):
            return None  # "the FBI infiltrated the ransomware gang": a takedown
        if not self._fits(tree, node, entry, known, anaphor, deed_nodes):
            return None
        return self._finish(tree, node, entry, roles, accused, anaphor, deed_nodes)

    def _either_way(self, roles: dict[str, list[Node]]) -> dict[str, list[Node]]:
        """"Attributed the group to a set of attacks": people on the side of the deed, a deed on theirs."""
        deed, to = roles.get("deed", []), roles.get("accused", [])
        if to and deed and all(self._is_deed(n) for n in to) and not any(self._is_deed(n) for n in deed):
            return {**roles, "deed": to, "accused": deed}
        return roles

    def _names_doers(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> bool:
        """Whether a plain "group" or "unit" must be one of attackers, the deed being plainly in cyberspace."""
        if entry.frame == "act":
            return entry.deed != "people" and self._verb_is_strong(node)
        if entry.frame not in {"accuse", "attribute", "suspect", "behind"}:
            return False
        spans = [span_of(phrase(d, without=("parataxis",))) for d in roles.get("deed", [])]
        return any(self.cyber(*s) == "strong" for s in spans)

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

    def _nobody(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """ "Canada has not attributed the attack to any state": expressly not attributing, with nobody named."""
        deeds = roles.get("deed", [])
        if entry.frame != "attribute" or not roles.get("claimant") or not deeds or roles.get("to"):
            return None
        if not any(self.cyber(*span_of(phrase(d))) == "strong" for d in deeds):
            return None
        finding = self._finish(tree, node, entry, roles, [], None, deeds)
        named = finding is not None and any(p.actor not in {"unnamed", "unknown"} for p in finding.claimants)
        return finding if finding is not None and finding.status == "declined" and named else None

    def _attackers(self, accused: list[Party], frame: str) -> list[Party]:
        """Doing alone accuses only those whom the words mark out: an attack by nobody known is no attribution."""
        if frame == "deed":
            accused = [p for p in accused if not p.actor.startswith(("org:", "person:"))]
        accused = [p for p in accused if p.link != "located" or p.sure]  # a server that stands somewhere
        accused = [p for p in accused if not p.actor.endswith(("/police", "/authorities", "/prosecutors"))]
        known = [p for p in accused if p.actor != "unknown" or self.words.has("state-people", p.role or "")]
        return accused if known else []

    def _finish(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]], accused: list[Party],
                anaphor: Node | None, deed_nodes: list[Node]) -> Finding | None:  # fmt: skip
        explicit = roles.get("claimant", [])
        speech: Speech | None = None
        claimants: list[Party] = []
        speaker_anaphor: Node | None = None
        over = self.speech_over(tree, node, entry)
        if explicit:
            for at in explicit:
                claimants.extend(self.cast.speakers(tree, at))
                if self._is_anaphor(at):
                    speaker_anaphor = at
            if over is not None and all(self.words.has("speaking-pronouns", n.lower) for n in explicit):
                claimants, speaker_anaphor = over.speakers, over.anaphor  # "we attribute it to X," said Y
        elif entry.frame in {"accuse", "attribute", "suspect", "tie"} and over is None:
            claimants = self._without_agent(tree, node, entry)
            if entry.frame == "tie" and (node.relation in {"acl", "amod"} or entry.status) and not node.kids("aux"):
                claimants = []  # "the malware linked to X": an adjective, in the publication's voice
        if not explicit and over is not None:
            claimants, speech, speaker_anaphor = over.speakers, over, over.anaphor
        stop = speech.verb if speech else None
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
            speaker_anaphor = self._who_tracks(roles.get("accused", [])) or speaker_anaphor
        scope = scope_of(tree, node, self.words, self.text, stop)
        span = self._clause_span(tree, node, deed_nodes, explicit)
        area = self._link_area(accused)
        sure = certainty(tree, scope.chain, self.words, self.text, area, tree.sentence.start, tree.sentence.end)
        act: Act = "self-claim" if claimants and [p.span for p in claimants] == [p.span for p in accused] else "attribute"
        if any(p.link == "located" for p in accused) and all(p.link in {"located", "none"} for p in accused):
            act = "locate"
        if scope.unreal:
            return None
        nobody = {p.actor for p in accused} == {"unknown"} and all(p.actor == "unnamed" for p in claimants)
        if entry.frame == "attribute" and nobody and speaker_anaphor is None:
            return None  # "attributing attacks to hackers is hard": nobody accuses nobody
        self._hedged_people(tree, accused, scope)
        status = self._status(scope, entry, claimants, over if not explicit else None, sure, area)
        if scope.negated:
            if not claimants or entry.frame in {"act", "operate", "deed", "behind", "tie"}:
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
        if not same and not back:
            return None
        parties = [replace(p, link="none", link_span=None) for n in said for p in self.cast.accused(tree, n)]
        groups = [p for p in parties if p.actor.startswith("group:")]
        people = [replace(p, actor="unknown") for p in parties if p.sure]
        return groups or people[:1]

    def _named_before(self, tree: Tree, pronoun: Node, claimants: list[Party]) -> list[Party]:
        """"Cut ties with Iran, accusing it of …": the only other state or group that the sentence names before."""
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
        """"Russia denies the US claim that it hacked …": "it" is who denies what somebody named claims."""
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

    def _who_tracks(self, accused: list[Node]) -> Node | None:
        """The pronoun of "attributed to an actor it tracks as X": whose name for the actor it is, whose attribution."""
        for at in accused:
            for node in at.kids("acl:relcl"):
                if any(e.frame == "perceive" for e in self.words.triggers.get(node.lower, ())):
                    for subject in node.kids("nsubj"):
                        if self._is_anaphor(subject):
                            return subject
        return None

    def _link_in_deed(self, accused: list[Party], deed: Span) -> list[Party]:
        """"Accused China of hiring criminal hackers": the deed words the tie of the attackers to the state."""
        for link in ("contracted", "backed", "directed", "tolerated", "encouraged"):
            match = self.words.matches(f"deed-link.{link}", self.text[deed.start : deed.end])
            if match:
                at = Span(deed.start + match.start(), deed.start + match.end())
                return [replace(p, link=link, link_span=at) if p.link in {"state", "organ"} else p for p in accused]  # type: ignore[arg-type]
        return accused

    def _hedged_people(self, tree: Tree, accused: list[Party], scope: Scope) -> None:
        """"Suspected Chinese hackers", "alleged GRU officers": the hedge stands on the people."""
        for party in accused:
            for node in tree.covering(*party.span):
                holder = node.head if node.relation in {"amod", "compound", "flat", "nmod"} and node.head is not None else node
                for child in holder.kids("amod", "advmod", "acl"):
                    if self.words.has("suspected-adjectives", child.lower) and (child.index < holder.index or not child.children):
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

    # -- fitness: is this about a cyber operation? ---------------------------------------------------------------------

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
            return not any(self._kinetic(s) for s in spans)
        if entry.frame == "deed" and entry.deed == "people":
            return sure_people and self._happened(node) and self.words.matches("strong", self._noun_phrase(node)) is not None
        if entry.frame == "operate":
            if entry.deed == "people" and not sure_people:
                return False
            if not any(self._is_deed(d) for d in deed_nodes):
                return False
            return "strong" in levels or (sure_people and "weak" in levels and not any(self._kinetic(s) for s in spans))
        if "strong" in levels:
            return True
        if any(self._kinetic(s) for s in spans):
            return False
        if not spans:
            if self.words.matches("strong", tree.heading):
                return True
            strong = self.cyber(tree.sentence.start, tree.sentence.end) == "strong"
            return sure_people or strong or (entry.frame == "suspect" and self._near_strong(tree))
        if "weak" in levels or all(self._is_pronoun(d) for d in deed_nodes):
            return sure_people or self.cyber(tree.sentence.start, tree.sentence.end) == "strong" or self._near_strong(tree)
        return sure_people

    def _hits_something(self, node: Node) -> bool:
        """Whether the verb has an object of its own: "Twitter hacked" is a headline passive, no deed of Twitter's."""
        found = arguments.of_verb(node, self.words)
        objects = [n for n in found.object if not any(c.text == "," for c in node.children if node.index < c.index < n.index)]
        objects = [n for n in objects if not any(c.text == "," and c.index < n.index for c in n.children if c.index > node.index)]
        return bool(objects or found.obliques.get("into")) or found.passive or self.words.has("act-with-preposition", node.lower)

    def _verb_is_strong(self, node: Node) -> bool:
        return self.words.matches("strong", node.text) is not None

    def _kinetic(self, span: Span) -> bool:
        return self.words.matches("kinetic", self.text[span.start : span.end]) is not None

    def _near_strong(self, tree: Tree) -> bool:
        """Strong words within about two sentences before or one after, in the same document."""
        around = self.text[max(0, tree.sentence.start - 350) : tree.sentence.end + 200]
        return self.words.matches("strong", around) is not None and self.words.matches("kinetic", around) is None

    def _is_pronoun(self, node: Node) -> bool:
        if node.tag == "PRON" or self.words.has("pronouns", node.lower):
            return True
        return any(n.tag == "PRON" and self.words.has("relative", n.lower) for n in node.kids("nmod", "obl"))  # "most of which"

    def _is_anaphor(self, node: Node) -> bool:
        if self._is_pronoun(node):
            return not self.words.has("relative", node.lower) and not self.words.has("interrogative", node.lower)
        if not self.words.has("anaphors", node.lower):
            return False
        modifiers = [c for c in node.children if c.relation in {"amod", "compound", "nmod", "acl"}]
        return any(self.words.has("anaphor-determiners", c.lower) for c in node.kids("det")) and len(modifiers) <= 1

    # -- speech --------------------------------------------------------------------------------------------------------

    def speech_over(self, tree: Tree, node: Node, entry: Entry) -> Speech | None:
        """Who is shown saying the clause that holds the node: the nearest speech verb above it, or "according to" beside it."""
        current = node
        vague: Speech | None = None
        for _ in range(16):
            speech = self._source_beside(tree, current)
            head = current.head
            if speech is None and head is not None:
                close = entry.frame == "behind" or (node.head is current and node.label in {"acl", "amod"})
                speech = self._verb_of_speech(tree, current, head, entry if close else None)
            if speech is not None and speech.rule == "speech:passive":
                vague = vague or speech
            elif speech is not None:
                return self._with_hedge(speech, vague)
            if head is None:
                break
            current = head
        speech = self._colon(tree, node)
        return self._with_hedge(speech, vague) if speech is not None else vague

    def _with_hedge(self, speech: Speech, vague: Speech | None) -> Speech:
        """"X is believed to be behind it, says Y": Y speaks, and believes."""
        if vague is not None:
            speech.hearsay = speech.hearsay or vague.hearsay
            speech.believed = speech.believed or vague.believed
        return speech

    def _speaks_last(self, tree: Tree, content: Node, verb: Node) -> list[Party]:
        """Headlines: "hackers targeting politicians, warn officials": the speaker stands after the verb."""
        before = tree.nodes[verb.index - 1] if verb.index else None
        after = [n for n in verb.kids("obj", "iobj") if n.index > verb.index]
        if before is None or before.text != "," or not after or content.index > verb.index:
            return []
        return self.cast.speakers(tree, after[0])

    def _verb_of_speech(self, tree: Tree, content: Node, verb: Node, trigger: Entry | None = None) -> Speech | None:
        named = trigger is not None and trigger.frame == "behind" and content.relation == "obl"  # "names X as behind it"
        if content.relation not in {"ccomp", "xcomp", "parataxis", "obj", "advcl", "acl", "nsubj", "csubj", "dep"} and not named:
            return None
        if verb.tag in NOMINAL and content.relation in {"acl", "ccomp", "xcomp", "csubj", "dep"}:
            return self._noun_of_speech(tree, verb)
        for entry in self.words.triggers.get(verb.lower, ()):
            if entry.frame not in SPEECH or entry.kind == "noun":
                continue
            if entry.frame == "say" and content.relation in {"nsubj", "ccomp"}:
                late = self._speaks_last(tree, content, verb)
                if late:
                    return Speech(late, verb, entry, f"speech:{entry.name}")
            told = trigger is not None and trigger.frame in {"behind", "act", "operate"}
            if entry.frame == "say" and content.relation in {"obj", "obl"} and told:
                # "FBI says hackers responsible for …"
                late = [p for s in verb.kids("nsubj") for p in self.cast.speakers(tree, s)]
                if late:
                    return Speech(late, verb, entry, f"speech:{entry.name}")
            if entry.frame != "perceive" and content.relation in {"obj", "nsubj", "acl", "obl"} and not content.kids("cop"):
                continue
            found = arguments.of_verb(verb, self.words)
            subject = [n for n in found.subject if n is not content and content not in n.subtree()]
            subject = [n for n in subject if n.index > verb.index] or subject  # "hackers targeting banks, warn officials"
            if entry.frame == "perceive" and content.relation == "nsubj":
                continue
            passive = found.passive or (not subject and arguments.is_participle(verb, self.words))
            reported = content.relation == "xcomp" and self.words.has("hearsay-verbs", verb.lower) and not verb.kids("aux", "cop")
            if reported and entry.frame == "say" and not any(e.frame == "self-claim" for e in self.words.triggers[verb.lower]):
                # headlines: "hackers said to be behind it"
                return Speech([Party("unnamed", Span(verb.start, verb.end), rule="speech:passive")], verb, entry,
                              "speech:passive", hearsay=True)  # fmt: skip
            seen = any(e.frame == "perceive" for e in self.words.triggers[verb.lower])
            if seen and passive and found.passive and not subject:
                continue  # "has been observed using …": the publication tells it
            if passive and found.passive and not subject:
                # "is believed to be behind", "is said to have": nobody is named
                return Speech([Party("unnamed", Span(verb.start, verb.end), rule="speech:passive")], verb, entry, "speech:passive",
                              hearsay=self.words.has("hearsay-verbs", verb.lower), believed=entry.frame == "belief")  # fmt: skip
            if not subject:
                continue
            if all(self.words.has("operations-nouns", n.lower) and not self.words.has("speakers", n.lower) for n in subject):
                continue  # "the campaign indicates that …": nobody says so
            speakers: list[Party] = []
            anaphor = None
            for at in subject:
                speakers.extend(self.cast.speakers(tree, at))
                if self._is_anaphor(at):
                    anaphor = at
            if not speakers and anaphor is None:
                continue
            return Speech(speakers, verb, entry, f"speech:{entry.name}", anaphor, believed=entry.frame == "belief")
        return None

    def _noun_of_speech(self, tree: Tree, noun: Node) -> Speech | None:
        """"Washington's claim that …", "the accusation by Paris that …"."""
        for entry in self.words.triggers.get(noun.lower, ()):
            if entry.frame != "accusation":
                continue
            found = arguments.of_noun(noun, self.words)
            for pattern in entry.patterns:
                for path in pattern.roles.get("claimant", ((), True))[0]:
                    speakers = [p for at in found.obliques.get(path, []) for p in self.cast.speakers(tree, at)]
                    if speakers:
                        return Speech(speakers, noun, entry, f"speech:{entry.name}")
        return None

    def _source_beside(self, tree: Tree, node: Node) -> Speech | None:
        """ "According to X", "selon X" hanging on the clause; a speech verb in parenthesis ("…, X said, …")."""
        for child in node.children:
            if child.relation in {"obl", "nmod", "advmod", "advcl", "parataxis", "dep"} and self.words.has(
                "source-case", child.case().split(" ")[0]
            ):
                speakers = self.cast.speakers(tree, child)
                if speakers:
                    return Speech(speakers, None, None, "speech:according-to", child if self._is_anaphor(child) else None,
                                  hearsay=self._vague(child))  # fmt: skip
            if child.relation == "parataxis" and node.relation != "parataxis":
                for entry in self.words.triggers.get(child.lower, ()):
                    if entry.frame in {"say", "belief"} and entry.kind == "verb":
                        found = arguments.of_verb(child, self.words, depth=1)
                        speakers = [p for at in found.subject for p in self.cast.speakers(tree, at)]
                        anaphor = next((at for at in found.subject if self._is_anaphor(at)), None)
                        if speakers:
                            return Speech(
                                speakers, child, entry, "speech:parenthesis", anaphor, believed=entry.frame == "belief"
                            )
        return None

    def _vague(self, node: Node) -> bool:
        span = span_of(phrase(node))
        return self.words.matches("familiar", self.text[span.start : span.end]) is not None

    def _colon(self, tree: Tree, node: Node) -> Speech | None:
        """Headlines: "Microsoft: China behind attack" and "China behind attack: Microsoft"."""
        colons = [n for n in tree.nodes if n.text in {":", "-", "–", "—", "|"}]
        for colon in colons:
            before = [n for n in tree.nodes[: colon.index] if n.tag != "PUNCT"]
            after = [n for n in tree.nodes[colon.index + 1 :] if n.tag != "PUNCT"]
            if colon.text == ":" and 0 < len(before) <= 6 and node.index > colon.index:
                parties = self._whole_names(tree, before)
                if any(self.words.has("colon-topics", p.rule.removeprefix("names:")) for p in parties):
                    continue  # "Ukraine : une cyberattaque russe …": what it is about, or where
                if parties:
                    return Speech(parties, None, None, "speech:colon-before")
            if 0 < len(after) <= 5 and node.index < colon.index and colon is colons[-1]:
                parties = self._whole_names(tree, after)
                if parties and (colon.text == ":" or not any(p.rule.endswith("media") for p in parties)):
                    return Speech(parties, None, None, "speech:colon-after")
        return None

    def _whole_names(self, tree: Tree, nodes: list[Node]) -> list[Party]:
        """The speakers where the nodes are nothing but names of bodies that can speak."""
        start, end = nodes[0].start, nodes[-1].end
        inside = [m for m in self.cast.within(start, end) if m.actor and m.kind not in {"malware", "demonym", "group"}]
        rest = [n for n in nodes if not any(m.start <= n.start < m.end for m in inside)]
        small = {"CCONJ", "DET", "PUNCT", "ADP"}
        if inside and all(n.tag in small or self.words.has("speakers", n.lower) for n in rest):
            return [Party(m.actor or "", Span(m.start, m.end), rule=f"names:{m.kind}") for m in inside]
        if not inside and nodes and all(self.words.has("speakers", n.lower) for n in nodes):
            return [Party("unnamed", Span(start, end), role=nodes[-1].lower, rule="who:unnamed-speaker")]
        return []

    # -- ties, self-claims, disputes, nouns ----------------------------------------------------------------------------

    def _tie(self, tree: Tree, node: Node, roles: dict[str, list[Node]]) -> dict[str, list[Node]]:
        """Of "A linked to B" one side is the deed and one the accused; where both are actors there is no operation."""
        tied, to = roles.get("tied", []), roles.get("to", [])
        before = tree.nodes[node.index - 1] if node.index else node
        if node.relation in {"acl", "amod"} and before.tag in NOMINAL and self._is_deed(before):
            tied = [before]  # "reels from attacks linked to X": of the nearest noun, wherever it hangs
        left_deed = any(self._is_deed(n) for n in tied)
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
        return {}

    def _is_deed(self, node: Node) -> bool:
        return any(self._deed_noun(n) for n in node.conjuncts())

    def _deed_noun(self, node: Node) -> bool:
        """A noun for an operation, or "a set of" such."""
        if self.words.has("operations-nouns", node.lower):
            return True
        return self.words.has("light-nouns", node.lower) and any(
            self.words.has("operations-nouns", n.lower) for c in node.kids("nmod") for n in c.conjuncts()
        )

    def _is_malware(self, tree: Tree, node: Node) -> bool:
        mention = self.cast.at(tree, node)
        return mention is not None and mention.kind == "malware"

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
        return Finding(entry, tree, node, "self-claim", "hearsay" if scope.hearsay else "stated", speakers, parties,
                       self._clause_span(tree, node, deeds, roles.get("claimant", [])), deed, None, None, anaphor, scope=scope)  # fmt: skip

    def _contest_or_decline(self, tree: Tree, node: Node, entry: Entry, roles: dict[str, list[Node]]) -> Finding | None:
        """ "Declined to attribute the hack to China", "doubts that Russia hacked": they accuse nobody."""
        content = [n for at in (roles.get("content") or roles.get("deed") or []) for n in at.subtree()]
        inner = [(n, e) for n in content for e in self.words.triggers.get(n.lower, ())
                 if e.frame in {"accuse", "attribute", "behind", "tie", "act", "operate", "accusation"} and n is not node]  # fmt: skip
        if not inner:
            return None
        claimants = [p for at in roles.get("claimant", []) for p in self.cast.speakers(tree, at)]
        if not claimants:
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
        if act == "contest" and not accused:
            return None
        if act == "attribute" and not any(e.frame in {"accuse", "attribute", "behind"} for _, e in inner):
            return None
        return Finding(entry, tree, node, act, "stated" if act == "contest" else "declined", claimants, accused,
                       self._clause_span(tree, node, [], roles.get("claimant", [])), None)  # fmt: skip

    def _deed(self, tree: Tree, node: Node, entry: Entry) -> Finding | None:
        """ "A Russian cyberattack hit …", "North Korea's hack of …": a state's mark on the noun for the deed.

        Only where the sentence tells of it as of something that happened; fears and warnings are no claims.
        """
        plain = self.words.matches("strong", self._noun_phrase(node))
        if plain is None:
            return None
        if self.words.matches("weak", plain.group()) and self._kinetic(Span(tree.sentence.start, tree.sentence.end)):
            return None  # an "intrusion" of balloons
        marks = [c for c in node.children if c.relation in {"amod", "compound", "nmod"} and self._mark(tree, c)]
        if not marks:
            return None
        accused = []
        for c in marks:
            mention = self._mark(tree, c)
            if mention is None or not mention.actor:
                continue
            if mention.kind in {"demonym", "state", "organ", "group"} and (
                c.relation in {"amod", "compound"} or c.label == "nmod:poss" or c.lower.endswith("'s")
            ):
                link = self.cast.words.links and self.cast._link(mention, self._noun_phrase(node), self._phrase_span(node))
                worded, at = link if link else (None, None)
                kind = worded or ("organ" if mention.kind == "organ" else "none" if mention.kind == "group" else "nationality")
                accused.append(
                    Party(mention.actor, Span(mention.start, mention.end), kind, at, rule=f"deed:{mention.kind}", sure=True)
                )
        if not accused or not self._happened(node):
            return None
        return self._finish(tree, node, entry, {}, accused, None, [node])

    def _noun_phrase(self, node: Node) -> str:
        span = self._phrase_span(node)
        return self.text[span.start : span.end]

    def _phrase_span(self, node: Node) -> Span:
        return span_of(phrase(node, without=("conj", "acl", "acl:relcl", "parataxis", "ccomp", "advcl")))

    def _mark(self, tree: Tree, node: Node) -> Mention | None:
        """The state or group whose mark a word below a noun is; also inside "Russia-linked"."""
        for at in (node, *(node.kids("compound", "obl", "obl:unmarked") if node.relation == "amod" else ())):
            mention = self.cast.at(tree, at)
            if mention is not None and mention.kind in {"demonym", "state", "organ", "group"}:
                return mention
        return None

    def _happened(self, node: Node) -> bool:
        """The noun is the subject or object of a verb of happening, or stands in a telling place."""
        head = node.head
        if node.relation == "nmod" and head is not None and self.words.has("quantities", head.lower):
            return self._happened(head)  # "millions of Chinese cyberattacks"
        if head is not None and node.relation == "obj" and any(
            e.frame == "perceive" and (not e.needs or any(c.lower in e.needs for c in head.children))
            for e in self.words.triggers.get(head.lower, ())
        ):
            return True
        if node.relation in {"nsubj", "obj"} and head is not None and self.words.has("happening", head.lower):
            return not any(
                self.words.has("modal-possible", c.lower) or self.words.has("modal-future", c.lower) for c in head.kids("aux")
            )
        return node.relation in {"obl", "nmod"} and self.words.has("happening-case", node.case().split(" ")[0])

    # -- spans ---------------------------------------------------------------------------------------------------------

    def _clause_span(self, tree: Tree, node: Node, deeds: list[Node], claimants: list[Node]) -> Span:
        nodes = [node]
        for at in (*deeds, *claimants):
            nodes.extend(n for n in phrase(at, without=("parataxis", "acl:relcl")) if n in tree.nodes)
        nodes.extend(
            n
            for c in node.children
            if c.relation in {"nsubj", "obj", "obl", "xcomp", "ccomp"}
            for n in phrase(c, without=("parataxis",))
        )
        return span_of(nodes)
