"""What a phrase is about: a deed, malware, attackers, somebody named before; and what a trigger governs."""

from __future__ import annotations

from functools import cached_property

from ..claim import Span
from . import arguments
from .details import find_named_malware, find_operation_names
from .findings import Cyber
from .names import Mention
from .naming import called
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Cast
from .words import Words

LEAD, STORY = 400, 1500  # characters that say what a document is about, and for how long it goes on being about it


class Wording:
    """What a phrase of the document is about, told from its words. Base of the readers of frames."""

    def __init__(self, cast: Cast, words: Words, text: str, cyber: Cyber) -> None:
        self.cast, self.words, self.text, self.cyber = cast, words, text, cyber

    def _predicate(self, node: Node) -> arguments.Arguments:
        """Arguments of a verb; those of its phrase for a preposition used as predicate ("China behind attack")."""
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
                named = holder.head.kids("obj") if holder.head is not None and holder.relation == "obl" else []
                if named and self.words.has("as-case", holder.case()):  # "named X as the hackers behind it"
                    found.subject.extend(named)
                elif holder.tag in NOMINAL:
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

    def _kinetic(self, span: Span) -> bool:
        return self.words.matches("kinetic", self.text[span.start : span.end]) is not None

    def _near_strong(self, tree: Tree) -> bool:
        """Strong words within about two sentences before or one after, in the same document."""
        start, end = tree.sentence.start, tree.sentence.end
        around = self.text[max(0, start - 350) : end + 200]
        if self.words.matches("strong", around) is None:
            return False
        if self.words.matches("kinetic", around) is None:
            return True
        if self.words.matches("kinetic", self.text[start : end + 200]) is not None:
            return False
        return self._last("strong", start) > self._last("kinetic", start)  # what was spoken of last

    def _about(self, tree: Tree) -> bool:
        """Whether the document is plainly about cyberspace from its beginning, and still was not far above the sentence."""
        start = tree.sentence.start
        plain = self.cyber(0, min(len(self.text), LEAD)) == "strong" and self.cyber(max(0, start - STORY), start) == "strong"
        return plain and self.words.matches("kinetic", self.text[start : tree.sentence.end]) is None

    def _last(self, name: str, before: int) -> int:
        """Where a phrase of the list stands last in the 350 characters before a place; -1 for nowhere."""
        pattern = self.words.patterns.get(name)
        found = pattern.finditer(self.text, max(0, before - 350), before) if pattern is not None else ()
        return max((m.start() for m in found), default=-1)

    def _verb_is_strong(self, node: Node) -> bool:
        return self.words.matches("strong", node.text) is not None

    def _hits_something(self, node: Node) -> bool:
        """Whether the verb has an object of its own: "Twitter hacked" is a headline passive, no deed of Twitter's."""
        found = arguments.of_verb(node, self.words)
        objects = [n for n in found.object if not any(c.text == "," for c in node.children if node.index < c.index < n.index)]
        objects = [
            n for n in objects if not any(c.text == "," and c.index < n.index for c in n.children if c.index > node.index)
        ]
        return (
            bool(objects or found.obliques.get("into")) or found.passive or self.words.has("act-with-preposition", node.lower)
        )

    def _is_pronoun(self, node: Node) -> bool:
        if node.tag == "PRON" or self.words.has("pronouns", node.lower):
            return True
        return any(n.tag == "PRON" and self.words.has("relative", n.lower) for n in node.kids("nmod", "obl"))  # "most of which"

    def _is_anaphor(self, node: Node) -> bool:
        if self._is_pronoun(node):
            return not any(self.words.has(kind, node.lower) for kind in ("relative", "interrogative", "negative-subjects"))
        if not self.words.has("anaphors", node.lower.removesuffix("'s")):
            return False
        if any(c.tag == "PROPN" and not c.case() for c in node.kids("appos", "flat", "nmod")):
            return False  # "l'éditeur X" has its name
        modifiers = [c for c in node.children if c.relation in {"amod", "compound", "nmod", "acl"}]
        pointing = node.kids("det") or [c for c in modifiers if self.words.has("same-words", c.lower)]  # "au même groupe"
        return any(self.words.has("anaphor-determiners", c.lower) for c in pointing) and len(modifiers) <= 1

    def _is_deed(self, node: Node) -> bool:
        return any(self._deed_noun(n) for n in node.conjuncts())

    def _deed_noun(self, node: Node) -> bool:
        """A noun for an operation, or "a set of" such."""
        if self.words.has("operations-nouns", node.lower):
            return True
        if node.tag == "PROPN" and node.text.removesuffix("'s") in self._deed_names:
            return True
        return self.words.has("light-nouns", node.lower) and any(
            self.words.has("operations-nouns", n.lower) for c in node.kids("nmod") for n in c.conjuncts()
        )

    @cached_property
    def _deed_names(self) -> frozenset[str]:
        """Words of the names that the text gives to operations and malware: "a campaign that we call X"."""
        language = self.words.language
        named = [*find_operation_names(self.text, language), *find_named_malware(self.text, language)]
        names = [n.name for n in named] + called(self.text, self.words)
        known = {m.text for m in self.cast.mentions}
        return frozenset(n for n in names if " " not in n and n not in known)

    def _is_malware(self, tree: Tree, node: Node) -> bool:
        mention = self.cast.at(tree, node)
        return mention is not None and mention.kind == "malware"

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
        if node.kids("cop") and any(self.words.has("thing-pronouns", c.lower) for c in node.kids("nsubj")):
            return True  # "this was a Russian cyberattack"
        if node.relation == "nmod" and head is not None and self.words.has("quantities", head.lower):
            return self._happened(head)  # "millions of Chinese cyberattacks"
        if (
            head is not None
            and node.relation == "obj"
            and any(
                e.frame == "perceive" and (not e.needs or any(c.lower in e.needs for c in head.children))
                for e in self.words.triggers.get(head.lower, ())
            )
        ):
            return True
        if node.relation == "nsubj" and head is not None and self._tells_of_one(node, head):
            return True
        if node.relation in {"nsubj", "obj"} and head is not None and self.words.has("happening", head.lower):
            return not any(
                self.words.has("modal-possible", c.lower) or self.words.has("modal-future", c.lower) for c in head.kids("aux")
            )
        return node.relation in {"obl", "nmod"} and self.words.has("happening-case", node.case().split(" ")[0])

    def _tells_of_one(self, deed: Node, verb: Node) -> bool:
        """ "The Russian cyberattack lasted for weeks", "a Chinese campaign was larger than known": one deed, in the past."""
        has = self.words.has
        if not any(has("one-deed", c.lower) for c in deed.kids("det")) or has("negators", verb.lower):
            return False
        if any(has(name, verb.lower) for name in ("irrealis", "belief-words", "seeming", "suspected-words", "unsaid-of-deeds")):
            return False
        helpers = verb.kids("aux", "cop")
        if any(has("negation", c.lower) or c.lower.endswith("n't") for c in verb.children):
            return False
        if any(has("modal-possible", c.lower) or has("modal-future", c.lower) for c in helpers):
            return False
        past = any(has("past-forms", c.lower) for c in helpers)
        return past or (verb.tag == "VERB" and has("lasting", verb.lower))

    def _under_way(self, deed: Node) -> bool:
        """ "A new campaign", "attacks targeting banks": not one that is only feared."""
        has = self.words.has
        near = deed.kids("amod", "compound")
        if not has("operations-nouns", deed.lower) or any(
            has("suspected-adjectives", c.lower) or has("feared-adjectives", c.lower) for c in near
        ):
            return False
        told = deed.kids("acl", "acl:relcl")
        unreal = [
            n for c in told for n in c.kids("aux", "mark") if has("modal-possible", n.lower) or has("modal-future", n.lower)
        ]
        if unreal or any(has("infinitive-mark", m.lower) for c in told for m in c.kids("mark")):
            return False
        return bool(told) or any(has("under-way", c.lower) for c in near) or has("long-deeds", deed.lower)

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
