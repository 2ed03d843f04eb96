"""Who says it: verbs of speech above a clause, "according to", nouns such as "claim", colons of headlines."""

from __future__ import annotations

from ..claim import Span
from . import arguments
from .findings import SPEECH, Speech
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Party
from .wording import Wording
from .words import Entry


class SpeechReader(Wording):
    """Finds who is shown saying a clause."""

    def speech_over(self, tree: Tree, node: Node, entry: Entry) -> Speech | None:
        """Who is shown saying the clause that holds the node: the nearest speech verb above it, or "according to" beside it."""
        current = node
        vague: Speech | None = None
        found: Speech | None = None
        for _ in range(16):
            speech = self._source_beside(tree, current)
            head = current.head
            if speech is None and head is not None:
                close = entry.frame == "behind" or (node.head is current and node.label in {"acl", "amod"})
                close = close or (entry.kind == "noun" and entry.frame == "operate" and node is current)
                speech = self._verb_of_speech(tree, current, head, entry if close else None)
            if speech is not None and speech.rule == "speech:passive":
                vague = vague or speech
            elif speech is not None and self._only_findings(speech):
                found = found or speech  # "the inquiry has shown that …, police said": police say so
            elif speech is not None:
                return self._with_hedge(self._whose_pronoun(tree, speech, entry), vague)
            if head is None:
                break
            current = head
        speech = self._colon(tree, node) or found
        return self._with_hedge(speech, vague) if speech is not None else vague

    def _only_findings(self, speech: Speech) -> bool:
        """Whether what speaks is an inquiry or a document of nobody's."""
        return speech.anaphor is None and all(
            p.actor == "unnamed"
            and (self.words.has("document-nouns", p.role or "") or self.words.has("inquiries", p.role or ""))
            for p in speech.speakers
        )

    def _whose_pronoun(self, tree: Tree, speech: Speech, entry: Entry) -> Speech:
        """ "X said that it believes …": the pronoun under somebody's speech is whoever speaks there."""
        pronoun, verb = speech.anaphor, speech.verb
        if pronoun is None or verb is None or verb.relation != "ccomp" or not self.words.has("own-pronouns", pronoun.lower):
            return speech
        above = self.speech_over(tree, verb, entry)
        if above is None or not above.speakers or above.rule == "speech:passive":
            return speech
        above.believed, above.hearsay = above.believed or speech.believed, above.hearsay or speech.hearsay
        above.verb = speech.verb  # up to here the words hedge
        return above

    def _with_hedge(self, speech: Speech, vague: Speech | None) -> Speech:
        """ "X is believed to be behind it, says Y": Y speaks, and believes."""
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
        if content.relation in {"nmod", "obl"} and (about := self._told_of(tree, content)) is not None:
            return about
        named = trigger is not None and trigger.frame == "behind" and content.relation == "obl"  # "names X as behind it"
        if (
            content.relation not in {"ccomp", "xcomp", "parataxis", "obj", "advcl", "acl", "nsubj", "csubj", "dep"}
            and not named
        ):
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
            in_part = (
                trigger is not None and trigger.kind == "noun" and content.relation == "obj"
            )  # "alleges their involvement"
            if (
                entry.frame != "perceive"
                and content.relation in {"obj", "nsubj", "acl", "obl"}
                and not (in_part or content.kids("cop"))
            ):
                continue
            found = arguments.of_verb(verb, self.words)
            if entry.frame in {"say", "belief"} and verb.relation == "acl" and self.words.has("infinitive-mark", verb.case()):
                found.subject = self._who_may(verb)
            subject = [n for n in found.subject if n is not content and content not in n.subtree()]
            subject = [n for n in subject if n.index > verb.index] or subject  # "hackers targeting banks, warn officials"
            if not subject and entry.frame != "perceive" and content.index < verb.index and not found.passive:
                # « … », ont affirmé l'Union européenne et X: a speaker after the verb is taken for its object
                subject = [n for n in found.object if n.index > verb.index]
            if entry.frame == "perceive" and content.relation == "nsubj":
                continue
            passive = found.passive or (not subject and arguments.is_participle(verb, self.words))
            reported = (
                content.relation == "xcomp" and self.words.has("hearsay-verbs", verb.lower) and not verb.kids("aux", "cop")
            )
            if reported and entry.frame == "say" and not any(e.frame == "self-claim" for e in self.words.triggers[verb.lower]):
                # headlines: "hackers said to be behind it"
                return Speech([Party("unnamed", Span(verb.start, verb.end), rule="speech:passive")], verb, entry,
                              "speech:passive", hearsay=True)  # fmt: skip
            seen = any(e.frame == "perceive" for e in self.words.triggers[verb.lower])
            if seen and passive and found.passive and not subject:
                continue  # "has been observed using …": the publication tells it
            if passive and found.passive and not subject:
                # "is believed to be behind", "is said to have": nobody is named
                nobody = Party("unnamed", Span(verb.start, verb.end), rule="speech:passive")
                speech = Speech([nobody], verb, entry, "speech:passive", believed=entry.frame == "belief")
                speech.hearsay = self.words.has("hearsay-verbs", verb.lower)
                return speech
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
                elif all(p.actor == "unnamed" for p in speakers) and self.words.has("document-nouns", at.lower):
                    anaphor = next((c for c in at.kids("nmod:poss") if self._is_anaphor(c)), anaphor)  # "the ministry's report"
            if self.words.has("showing-verbs", verb.lower):
                speakers = [p for p in speakers if p.rule != "who:new-name"]  # "Slopoly shows how …": a thing, nobody's words
            if not speakers and anaphor is None:
                continue
            return Speech(speakers, verb, entry, f"speech:{entry.name}", anaphor, believed=entry.frame == "belief")
        return None

    def _told_of(self, tree: Tree, deed: Node) -> Speech | None:
        """ "Published an advisory on a campaign by X", "shared its assessment of X's hack", "warned of a new campaign"."""
        holder, case = deed.head, deed.case().split(" ")[0]
        if holder is None or not self.words.has("about-case", case):
            return None
        if holder.tag in NOMINAL and self.words.has("document-nouns", holder.lower):
            verb = holder.head
            issued = verb is not None and holder.relation == "obj" and self.words.has("issuing-verbs", verb.lower)
            return self._holder_speaks(tree, holder) if issued else None
        if not self.words.has("warnings", holder.lower) or holder.tag != "VERB" or not self._under_way(deed):
            return None
        subject = arguments.of_verb(holder, self.words).subject
        speakers = [p for at in subject for p in self.cast.speakers(tree, at)]
        anaphor = next((at for at in subject if self._is_anaphor(at)), None)
        return Speech(speakers, holder, None, "speech:warns-of", anaphor) if speakers or anaphor is not None else None

    def _who_may(self, verb: Node) -> list[Node]:
        """ "Has enough information to conclude that …": who has it concludes; nobody, where it is denied."""
        noun = verb.head
        above = noun.head if noun is not None and noun.relation == "obj" else None
        if above is None or noun is None or not self.words.has("evidence-verbs", above.lower):
            return []
        if any(self.words.has("negation", c.lower) for c in (*above.children, *noun.children)):
            return []
        return arguments.of_verb(above, self.words).subject

    def _noun_of_speech(self, tree: Tree, noun: Node) -> Speech | None:
        """ "Washington's claim that …", "the accusation by Paris that …"."""
        for entry in self.words.triggers.get(noun.lower, ()):
            if entry.frame != "accusation":
                continue
            found = arguments.of_noun(noun, self.words)
            if any(self.words.has("pronouns", at.lower) for at in found.obliques.get("poss", [])):
                return self._holder_speaks(tree, noun)  # "shared its assessment that …"
            for pattern in entry.patterns:
                for path in pattern.roles.get("claimant", ((), True))[0]:
                    speakers = [p for at in found.obliques.get(path, []) for p in self.cast.speakers(tree, at)]
                    if speakers:
                        return Speech(speakers, noun, entry, f"speech:{entry.name}")
        if self.words.has("evidence-nouns", noun.lower):
            return self._holder_speaks(tree, noun)
        return None

    def _holder_speaks(self, tree: Tree, noun: Node) -> Speech | None:
        """ "Has found evidence that …", "shared its assessment that …": who has it says so."""
        verb = noun.head
        if verb is None or noun.relation != "obj" or verb.tag != "VERB" or self.words.has("negators", verb.lower):
            return None
        if any(self.words.has("negation", c.lower) for c in (*verb.children, *noun.kids("det", "advmod"))):
            return None
        if self.words.has("evidence-nouns", noun.lower) and not self.words.has("evidence-verbs", verb.lower):
            return None
        subject = arguments.of_verb(verb, self.words).subject
        speakers = [p for at in subject for p in self.cast.speakers(tree, at)]
        anaphor = next((at for at in subject if self._is_anaphor(at)), None)
        return Speech(speakers, verb, None, f"speech:{noun.lower}", anaphor) if speakers or anaphor is not None else None

    def _source_beside(self, tree: Tree, node: Node) -> Speech | None:
        """ "According to X", "selon X" hanging on the clause; a speech verb in parenthesis ("…, X said, …")."""
        if node.label == "acl:relcl" and node.head is not None and (told := self._told_in(tree, node, node.head)) is not None:
            return told
        for child in node.children:
            if (
                child.relation in {"obl", "nmod", "advmod", "advcl", "parataxis", "dep"}
                and self.words.has("source-case", child.case().split(" ")[0])
                and not self.words.has("no-source", child.lower)
            ):  # "selon toute vraisemblance"
                speakers = self.cast.speakers(tree, child)
                if speakers:
                    owner = child if self._is_anaphor(child) else self._owner(child)
                    return Speech(speakers, None, None, "speech:according-to", owner,
                                  hearsay=self._vague(child))  # fmt: skip
            if child.relation == "parataxis" and node.relation != "parataxis":
                for entry in self.words.triggers.get(child.lower, ()):
                    if entry.frame in {"say", "belief"} and entry.kind == "verb":
                        found = arguments.of_verb(child, self.words, depth=1)
                        # « … », ont affirmé X et Y: a speaker after the verb is taken for its object
                        subject = found.subject if child.kids("nsubj") else (found.object or found.subject)
                        speakers = [p for at in subject for p in self.cast.speakers(tree, at)]
                        anaphor = next((at for at in subject if self._is_anaphor(at)), None)
                        if speakers:
                            return Speech(
                                speakers, child, entry, "speech:parenthesis", anaphor, believed=entry.frame == "belief"
                            )
        return None

    def _owner(self, document: Node) -> Node | None:
        """ "According to its statement": the pronoun of whose document it is."""
        if not self.words.has("document-nouns", document.lower):
            return None
        return next((n for n in document.kids("nmod:poss") if self._is_pronoun(n)), None)

    def _told_in(self, tree: Tree, clause: Node, noun: Node) -> Speech | None:
        """ "The statements of X according to which …": X, whose statements they are."""
        sources = [c for c in clause.kids("obl", "nmod") if self.words.has("source-case", c.case().split(" ")[0])]
        if not any(self.words.has("relative", c.lower) for c in sources):
            return None
        speakers = [p for at in (noun, *noun.kids("nmod")) for p in self.cast.speakers(tree, at) if p.actor != "unnamed"]
        return Speech(speakers[:1], None, None, "speech:according-to-which") if speakers else None

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
