"""In whose name it is said: the bodies and people that a subject phrase makes speak."""

from __future__ import annotations

import re

from ..claim import Span
from .author import unquoted
from .names import Mention
from .overlay import Overlay
from .party import Party, merge, slug
from .tree import Node, Tree, phrase, span_of

_COMMA = re.compile(r"\s*,\s*(?:the |les? |la |l['’])?")
_NO_SPEAKERS = {"demonym", "malware", "collective", "group"}


class SpeakerReader(Overlay):
    """Reads the speakers of a phrase."""

    def speakers(self, tree: Tree, node: Node) -> list[Party]:
        """In whose name it is said: the actors of a subject phrase; unnamed bodies and people as `unnamed`."""
        found: list[Party] = []
        for head in self._heads(tree, node):
            if found and self.words.has("own-members", head.lower) and head.kids("det", "nmod:poss", "nmod"):
                continue  # "the EU and its member states": the body is named
            named = self._members(tree, head)
            found.extend(named or self._speaker_one(tree, head))
        return merge([*self._listed(tree, found), *found])

    def _members(self, tree: Tree, head: Node) -> list[Party]:
        """The members that are named of a body of several: "leurs alliés, dont X et Y" are X and Y."""
        mark = self._such_as(tree, head)
        first = mark.head if mark is not None else None
        if first is not None and first.tag == "PRON":
            first = first.head  # "among them X and Y"
        if first is None or first is head:
            return []
        found: list[Party] = []
        for member in self._heads(tree, first):
            found.extend(p for p in self._speaker_one(tree, member) if p.actor != "unnamed")
        return found

    def _such_as(self, tree: Tree, head: Node) -> Node | None:
        """The "dont" or "including" right behind the phrase of the head ("several of its allies, including …")."""
        below = {id(n) for c in head.children if c.relation != "conj" for n in c.subtree()}
        for node in tree.nodes[head.index + 1 : head.index + 8]:
            if self.words.has("such-as", node.lower):
                return node
            if node.tag != "PUNCT" and (id(node) not in below or node.tag in {"VERB", "AUX", "PROPN"}):
                return None
        return None

    def _listed(self, tree: Tree, found: list[Party]) -> list[Party]:
        """Names around the first speaker that plainly stand in one list with it ("PwC and BAE say", "US, UK blame")."""
        core = next((m for p in found for m in self.within(*p.span) if m.start == p.span.start and m.end == p.span.end), None)
        listed: list[Party] = []
        chain = self.within(tree.sentence.start, core.start) if core is not None else []
        last, joined = core, len(found) > 1  # where the parse has several, a comma before them goes on with the list
        for mention in reversed(chain):
            between = self.text[mention.end : last.start] if last else ""
            if not self.words.matches("list-joint", f"|{between}|") or mention.actor is None or mention.kind in _NO_SPEAKERS:
                break
            at = tree.head_of(mention.start, mention.end)
            if at is not None and at.kids("case"):
                break  # "according to X, Y accuses …", "in X, Y and Z said"
            joined = joined or not _COMMA.fullmatch(between)
            if joined or mention.start == tree.sentence.start:
                listed.append(Party(mention.actor, Span(mention.start, mention.end), rule=f"names:{mention.kind}"))
            last = mention
        after = [m for m in self.mentions if core is not None and core.end <= m.start < tree.sentence.end]
        last, waiting = core, []  # after a comma a name waits for the "and" that ends the list
        for mention in after:
            between = self.text[last.end : mention.start] if last else ""
            if last is not None and mention.actor == last.actor and between.strip() == "(":
                continue  # "Some Long Name (SLN), Other"
            if not self.words.matches("list-joint", f"|{between}|") or mention.actor is None or mention.kind in _NO_SPEAKERS:
                break
            waiting.append(Party(mention.actor, Span(mention.start, mention.end), rule=f"names:{mention.kind}"))
            if not _COMMA.fullmatch(between):
                listed += waiting
                waiting = []
            last = mention
        return sorted(listed, key=lambda p: p.span)

    def _speaker_one(self, tree: Tree, head: Node) -> list[Party]:
        if self.words.has("negative-subjects", head.lower):
            return []  # "nul ne peut affirmer que …"
        mention = self.at(tree, head)
        if head.tag == "PRON" and self.words.has("speaking-pronouns", head.lower) and unquoted(self.text, head.start):
            authors = self.author.parties(Span(head.start, head.end))
            if authors:
                return authors
        if self.words.has("document-nouns", head.lower):
            makers = [n for n in head.subtree() if n is not head and self.words.has("maker-case", n.case().split(" ")[0])]
            for maker in sorted(makers, key=lambda n: n.index):
                named = [p for p in self.speakers(tree, maker) if p.actor != "unnamed" and p.rule != "who:new-name"]
                if named:
                    return named
        members = phrase(head, without=("conj", "acl:relcl", "parataxis", "ccomp", "advcl", "acl"))
        whole = span_of(members)
        if mention is None or mention.actor is None:
            inner = [m for m in self.within(whole.start, whole.end) if m.actor]
            generic = self.words.has("speakers", head.lower) or mention is not None
            for kinds in (("organ",), ("firm", "media", "igo", "person"), ("state",)):
                for other in inner:
                    at = tree.head_of(other.start, other.end)
                    if other.kind in kinds and at is not None and (self._reaches(at, head) or self._works_for(at, head)):
                        case = at.case() if at is not head else ""
                        if other.kind == "state" and not self._speaks_for(head, at, case):
                            continue
                        both = [other]
                        if other.kind == "state" and self.words.has(
                            "state-speakers", head.lower
                        ):  # "US and South Korean agencies"
                            both += [m for m in inner if m.kind in {"state", "demonym"} and self._joined(tree, at, m)]
                        return [Party(m.actor or "", Span(m.start, m.end), rule=f"who:{other.kind}-of-{head.relation}")
                                for m in both]  # fmt: skip
            if self.words.has("state-speakers", head.lower):
                own = [m for m in inner if m.kind == "demonym" and m.state]
                first = tree.head_of(own[0].start, own[0].end) if own else None
                if first is not None and all(m.state == own[0].state or self._joined(tree, first, m) for m in own[1:]):
                    return [Party(m.state or "", Span(m.start, m.end), rule="who:state-speakers") for m in own]
            if mention is not None and mention.candidates:
                return [Party("unnamed", Span(mention.start, mention.end), candidates=mention.candidates, rule="who:ambiguous",
                              role=mention.role)]  # fmt: skip
            if head.tag == "PROPN" and not generic:
                return self._new_name(head)
            of_whom = next((c for c in head.kids("nmod:poss") if self.words.has("relative", c.lower)), None)
            clause = next((n for n in (head, *head.ancestors()) if n.label == "acl:relcl"), None)
            if of_whom is not None and clause is not None and clause.head is not None:
                return self._speaker_one(tree, clause.head)  # "ESET, whose researchers say"
            if self.words.has("officers", head.lower):  # "Acme's chief executive"
                for owner in head.kids("nmod:poss"):
                    if owner.tag == "PROPN" and self.at(tree, owner) is None:
                        return self._new_name(owner)
            if generic or head.tag in {"NOUN", "PRON"}:
                return [Party("unnamed", whole, role=head.lower, rule="who:unnamed-speaker")]
            return []
        if mention.kind == "demonym":
            return [Party("unnamed", whole, nationality=mention.state, role=head.lower, rule="who:nationality-only")]
        if mention.kind == "malware":
            return []
        return [Party(mention.actor, Span(mention.start, mention.end), rule=f"names:{mention.kind}")]

    def _surname(self, name: str, at: int) -> bool:
        """ "Mr Smith", or "Smith" after "Ann Smith": one word that is a person's."""
        if " " in name:
            return False
        before = self.text[max(0, at - 8) : at].split()
        if before and self.words.has("titles", before[-1].rstrip(".").lower()):
            return True
        return re.search(rf"(?<![\w.])[A-Z][a-z]+ (?:[A-Z]\. )?{re.escape(name)}(?!\w)", self.text[:at]) is not None

    def _joined(self, tree: Tree, node: Node, other: Mention) -> bool:
        """Whether the name stands in one list with the node ("American and British officials")."""
        at = tree.head_of(other.start, other.end)
        return at is not None and at is not node and (at in node.conjuncts() or node in at.conjuncts())

    def _works_for(self, node: Node, head: Node) -> bool:
        """ "Researchers at the firm X", "an analyst with X": the body in whose name they speak."""
        for above in (node, *node.ancestors()):
            if above.head is head:
                return above.relation == "nmod" and self.words.has("affiliation-case", above.case())
            if above is head or above.relation not in {"flat", "appos", "compound", "nmod"}:
                return False
        return False

    def _speaks_for(self, head: Node, at: Node, case: str) -> bool:
        return at.label == "nmod:poss" or at.relation in {"compound", "amod", "appos"} or self.words.has("possessor-case", case)

    def _new_name(self, head: Node) -> list[Party]:
        """A proper name that no list knows: a person where it is two or three capitalised words alone, else an organisation."""
        if self.words.has("negative-subjects", head.lower):
            return []  # "rien ne permet d'affirmer que …"
        parts = sorted([head, *[c for c in head.children if _of_name(c, head)]], key=lambda n: n.index)
        at = parts.index(head)
        first = next((i + 1 for i in range(at - 1, -1, -1) if parts[i].index + 1 != parts[i + 1].index), 0)
        last = next((i for i in range(at, len(parts) - 1) if parts[i].index + 1 != parts[i + 1].index), len(parts) - 1)
        parts = parts[first : last + 1]  # names torn apart by other words are not one
        span = span_of(parts)
        name = self.text[span.start : span.end].removesuffix("'s").removesuffix("’s")
        if not re.search(r"\w", name) or not name[0].isupper() or self.words.has("calendar-names", name.lower()):
            return []
        span = Span(span.start, span.start + len(name))
        written = all(n.text[0].isupper() and not n.text.isupper() for n in parts)
        person = any(p.label.startswith("flat") for p in parts) and len(parts) in {2, 3} and written
        person = person or self._surname(name, span.start)
        return [Party(("person:" if person else "org:") + slug(name), span, rule="who:new-name")]


def _of_name(node: Node, head: Node) -> bool:
    """Whether the word below a proper noun is part of the name: "Game World", "Royal Mail"."""
    if node.tag == "PROPN":
        return node.relation in {"flat", "compound", "name"}
    return node.tag == "ADJ" and node.relation == "amod" and node.text[0].isupper() and node.index == head.index - 1
