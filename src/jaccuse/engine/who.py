"""From a noun phrase to the actors it names, with the link that its words give.

A phrase such as "hackers linked to China's Ministry of State Security" names people (hackers) by a tie (linked) to an organ
(CN/mss). Names come from `names.py`; what ties them together is read off the tree, so that a country in another part of the
sentence never becomes an accused.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..claim import Link, Span
from .names import Mention
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .words import Words

STATES = {"state", "demonym", "capital", "organ"}
_INNER = {"amod", "compound", "nmod", "flat", "appos", "nummod", "det", "dep", "goeswith", "name", "fixed", "case", "punct"}
_TIES = {"linked", "affiliated", "backed", "contracted", "directed", "tolerated"}
_NO_SPEAKERS = {"demonym", "malware", "collective"}
# the closer tie wins where several words speak of one state (codebook: one entry a state)
CLOSENESS = {
    link: rank
    for rank, link in enumerate(
        ("none", "nationality", "located", "tolerated", "encouraged", "linked", "affiliated", "backed", "contracted",
         "directed", "rogue", "organ", "state")
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One actor as a phrase names it; `sure` tells whether the phrase by itself marks an attacker in cyberspace."""

    actor: str
    span: Span
    link: Link = "none"
    link_span: Span | None = None
    count: int | None = None
    nationality: str | None = None
    role: str | None = None
    candidates: tuple[str, ...] = ()
    rule: str = ""
    sure: bool = False


class Cast:
    """The names of one document laid over its sentences."""

    def __init__(self, text: str, mentions: list[Mention], words: Words) -> None:
        self.text = text
        self.words = words
        self.mentions = mentions
        self._starts = [m.start for m in mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that lie in the stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def at(self, tree: Tree, node: Node) -> Mention | None:
        """The mention that covers the node."""
        after = bisect_right(self._starts, node.start)  # mentions stand in order and do not overlap
        for mention in self.mentions[max(0, after - 1) : after + 1]:
            if mention.start < node.end and node.start < mention.end:
                return mention
        return None

    # -- the accused ---------------------------------------------------------------------------------------------------

    def accused(self, tree: Tree, node: Node, *, doers: bool = False) -> list[Party]:
        """Every actor that the phrase under `node` holds up as the attacker; empty where it names none.

        doers: the deed is plainly in cyberspace, so that a plain "group" or "unit" did it.
        """
        found: list[Party] = []
        for head in self._heads(tree, node):
            found.extend(self._accused_one(tree, head, node, doers=doers))
        return merge(found)

    def _heads(self, tree: Tree, node: Node) -> list[Node]:
        heads = [n for n in node.conjuncts() if n.tag in NOMINAL or n.tag in {"ADJ", "VERB", "ADV"} or self.at(tree, n)]
        mention = self.at(tree, node)
        if mention is not None:
            heads = [h for h in heads if h is node or self.at(tree, h) is not mention]
        return heads

    def _accused_one(self, tree: Tree, head: Node, top: Node, *, doers: bool = False) -> list[Party]:
        words, text = self.words, self.text
        members = phrase(head, without=("conj", "acl:relcl", "parataxis", "ccomp", "advcl", "advmod:emph"))
        for naming in head.kids("acl:relcl"):
            if words.has("naming-words", naming.lower):  # "a threat actor it tracks as X"
                members = sorted({*members, *naming.subtree()}, key=lambda n: n.index)
        core = self.at(tree, head)
        people = self._is_people(head, members) or (doers and words.has("doers", head.lower))
        if core is not None and core.kind in {"firm", "media"}:
            people = False  # a name is a name: the firm Hacking Team
        found: list[Party] = []
        members += [n for n in self._also_named(tree, head, members) if n not in members]
        whole = self._with_whole_names(tree, members)
        near = self._near(tree, head, members, whole)
        if head is not top and core is None and not people and not (near and self._can_be_people(head)):
            return []  # "groups of Russia and alerts of CISA": the second is nobody
        stretch = text[whole.start : whole.end]
        if core is not None and core.kind in {"firm", "media", "malware", "person"}:
            # the nationality of a firm or of a named person accuses no state
            near = [(m, at) for m, at in near if m.kind not in {"demonym", "state", "capital", "organ"}]
        if core is None and not people and words.has("operations-nouns", head.lower):
            near = [(m, at) for m, at in near if m.kind != "group"]  # "the campaign dubbed X": a name of what is done
        if not people and words.has("people", head.lower):
            # "actors backed by the Chinese state": the tie makes them its attackers
            people = any(m.kind in STATES and self._link(m, stretch, whole)[0] in _TIES for m, _ in near)
        near = self._without_aliases(near)
        attackers = people or any(m.kind == "group" for m, _ in near)
        group_link: tuple[Link, Span] | None = None
        for mention, at in near:
            if mention.kind in {"state", "demonym", "capital", "organ"} and mention.actor and mention.state:
                itself = mention is core or (core is None and at is head)
                party = self._state_party(mention, itself and not people, stretch, whole, attackers)
                if party is None:
                    continue
                found.append(party)
                if not itself and (group_link is None or CLOSENESS[party.link] > CLOSENESS[group_link[0]]):
                    group_link = (party.link, party.link_span or party.span)
                if mention.kind == "demonym" and at.head is not head and self._tags_a_group(tree, at, near):
                    # "actors linked to the Russian group X": linked to the group, which is only tagged as Russian
                    found[-1] = replace(party, link="nationality", link_span=party.span, rule="link:nationality")
            elif mention.kind in {"igo"} and mention is core and mention.actor:
                found.append(Party(mention.actor, Span(mention.start, mention.end), "state", rule=f"names:{mention.kind}"))
        for mention, _ in near:
            if mention.kind == "group" and mention.actor:
                link, at_span = group_link or ("none", None)
                span, other = Span(mention.start, mention.end), mention.candidates
                found.append(Party(mention.actor, span, link, at_span, candidates=other, rule="names:group", sure=True))
            elif mention.kind in {"firm", "media", "org"} and mention is core and mention.actor:
                found.append(Party(mention.actor, Span(mention.start, mention.end), "none", rule=f"names:{mention.kind}"))
        if people and not found:
            noun = span_of(
                phrase(head, without=("conj", "acl", "acl:relcl", "parataxis", "ccomp", "advcl", "nmod", "appos", "obl"))
            )
            found.append(Party("unknown", noun, "none", role=head.lower, rule="who:unnamed-people", sure=attackers))
        if attackers:
            found = [replace(p, sure=p.sure or people) for p in found]
        return found

    def _near(self, tree: Tree, head: Node, members: list[Node], whole: Span) -> list[tuple[Mention, Node]]:
        """The names of the phrase that its head or its ties lead to, each with its node."""
        core = self.at(tree, head)
        near: list[tuple[Mention, Node]] = []
        for mention in self.within(whole.start, whole.end):
            at = tree.head_of(mention.start, mention.end)
            if at is None or at not in members or not (at is head or self._reaches(at, head)):
                continue
            if mention.kind != "group" or not self._only_akin(at, head):
                near.append((mention, at))
        if core is not None and not any(m is core for m, _ in near):
            near.insert(0, (core, head))
        return near

    def _without_aliases(self, near: list[tuple[Mention, Node]]) -> list[tuple[Mention, Node]]:
        """ "X (Y)": one group by two names, X; by Y where X is only a number ("CL-STA-1049 (Unfading Sea Haze)")."""
        kept: list[tuple[Mention, Node]] = []
        for mention, at in sorted(near, key=lambda pair: pair[0].start):
            last = kept[-1][0] if kept else None
            if last is not None and last.kind == mention.kind == "group":
                between = self.text[last.end : mention.start]
                if re.fullmatch(r"\s?\((?:alias |aka |a\.k\.a\. |ex-|ou |or )?", between):
                    if re.search(r"\d{3}", last.text) and self.text[mention.end : mention.end + 1] == ")":
                        kept[-1] = (mention, at)
                    continue
            kept.append((mention, at))
        return kept

    def _state_party(self, mention: Mention, itself: bool, stretch: str, whole: Span, attackers: bool) -> Party | None:
        span = Span(mention.start, mention.end)
        link, at = self._link(mention, stretch, whole)
        actor = mention.actor or "unknown"
        rule = f"names:{mention.kind}"
        if link == "none" and at is not None:
            return None  # "Russian-speaking": a language, no state
        if at is not None and link is not None:
            if itself and link == "organ" and mention.kind == "state":
                link = "state"
            return Party(actor, span, link, at, rule=f"link:{link}", sure=attackers)
        if mention.kind == "organ":
            return Party(actor, span, "organ", None, rule=rule)
        if itself and mention.kind in {"state", "capital"}:
            return Party(actor, span, "state", None, rule=rule)
        if mention.kind == "capital" and not itself:
            return None
        if not attackers:
            return None
        return Party(actor, span, "nationality", span, rule="link:nationality", sure=attackers)

    def _link(self, mention: Mention, stretch: str, whole: Span) -> tuple[Link | None, Span | None]:
        """The link that the phrase words for this mention, and where."""
        start, end = mention.start - whole.start, mention.end - whole.start
        before, after = stretch[max(0, start - 70) : start], stretch[end : end + 40]
        best: tuple[Link | None, Span | None] = (None, None)
        for words in self.words.links:
            hit: Span | None = None
            if words.before:
                for match in words.before.finditer(before):
                    gap = before[match.end() :]
                    if len(gap) <= 45 and not re.search(r"[.;:()]", gap):
                        shift = whole.start + max(0, start - 70)
                        hit = Span(shift + match.start(), shift + match.end())
            if hit is None and words.after and (tail := words.after.match(after)):
                hit = Span(mention.end + tail.start(), mention.end + tail.end())
            if hit is None and words.anywhere and (inner := words.anywhere.search(stretch)):
                hit = Span(whole.start + inner.start(), whole.start + inner.end())
            if hit is None:
                continue
            link: Link = words.link  # type: ignore[assignment]
            if link == "none":
                return link, hit
            if best[0] is None or CLOSENESS[link] > CLOSENESS[best[0]]:
                best = (link, hit)
        return best

    def _reaches(self, node: Node, head: Node) -> bool:
        """Whether the way from node up to head runs through modifiers and link words only."""
        current = node
        for _ in range(12):
            if current is head:
                return True
            above = current.head
            if above is None:
                return False
            if above is not head and self.words.has("operations-nouns", above.lower) and not self._marks_deed(current, head):
                return False  # "the owner linked to FBI hacks", "linked to attacks on India"
            if current.relation == "obl" and self.words.has("target-case", current.case()) and not self._linkish(current):
                return False  # "linked to an attack on India"
            if current.relation in _INNER:
                # a bare place ("attacks in China") is not a tie; one after "from" or in a bracket is
                place = current.relation == "nmod" and above is head and self.words.has("place-case", current.case())
                if place and not self._linkish(current):
                    return False
            elif (
                current.relation == "conj"
                and above is not head
                and (current.tag == above.tag in {"PROPN", "ADJ"} or self._both_organs(above, current))
            ):
                pass  # a list of names, or of nationalities
            elif current.label == "acl:relcl":
                if not self.words.has("naming-words", current.lower):
                    return False
            elif current.relation in {"acl", "amod", "obl", "xcomp", "advcl", "conj", "obj"}:
                if not (self._linkish(current) or self._linkish(above)):
                    return False
            else:
                return False
            current = above
        return False

    def _marks_deed(self, node: Node, head: Node) -> bool:
        """Whether a word below a noun for a deed tells whose: "Chinese espionage", "Russia's attacks", "attacks by Iran"."""
        case = node.case()
        if node.relation in {"amod", "det", "punct", "case"} or node.label == "nmod:poss" or self.words.has("agent", case):
            return True
        mention = next((m for m in self.mentions if m.start < node.end and node.start < m.end), None)
        if mention is None or node.relation not in {"compound", "flat"}:
            return False
        return mention.kind == "demonym" or (mention.kind == "group" and self._can_be_people(head))

    def _with_whole_names(self, tree: Tree, members: list[Node]) -> Span:
        """The stretch of the members, with the rest of a name that the parse split ("ministry of A and B (AB)")."""
        whole = span_of(members)
        across = [m for m in self.mentions if whole.start <= m.start < whole.end < m.end]
        ends = [m.end for m in across if tree.head_of(m.start, m.end) in members]
        return Span(whole.start, max([whole.end, *ends]))

    def _both_organs(self, node: Node, other: Node) -> bool:
        """Whether two joined words stand in the names of two organs of states."""
        names = [m for n in (node, other) for m in self.mentions if m.start < n.end and n.start < m.end]
        return len(names) == 2 and names[0] is not names[1] and all(m.kind == "organ" for m in names)

    def _also_named(self, tree: Tree, head: Node, members: list[Node]) -> list[Node]:
        """The rest of a list of names below the head: "the groups X, Y and Z", "hackers chinois et russes"."""
        found: list[Node] = []
        for node in members:
            if node is head:
                continue
            for other in node.conjuncts()[1:]:
                mention = self.at(tree, other)
                alike = other.tag == node.tag == "PROPN" or (other.tag == node.tag and mention and mention.kind == "demonym")
                if alike or self._both_organs(node, other):
                    found += phrase(other, without=("conj", "acl:relcl", "parataxis", "ccomp", "advcl"))
        return found

    def _only_akin(self, node: Node, head: Node) -> bool:
        """Whether a group is named only as one that the accused is like."""
        for above in node.ancestors():
            if above is head:
                return False
            if self.words.has("akin-words", above.lower):
                return True
        return False

    def _can_be_people(self, head: Node) -> bool:
        return any(self.words.has(name, head.lower) for name in ("people", "persons", "speakers", "anaphors"))

    def _tags_a_group(self, tree: Tree, tag: Node, near: list[tuple[Mention, Node]]) -> bool:
        """Whether the word stands beside a group's name ("the North Korean group Lazarus")."""
        return any(m.kind == "group" and tag.head in {at, at.head} for m, at in near if tag.head is not None)

    def _linkish(self, node: Node) -> bool:
        return self.words.has("link-words", node.lower)

    def _is_people(self, head: Node, members: list[Node]) -> bool:
        """Whether the phrase is about people who attack: hackers, or a group that its words make one."""
        words = self.words
        if any(words.has("benign", c.lower) for c in head.kids("amod", "compound")):
            return False
        if words.has("attackers", head.lower):
            return True
        if not words.has("people", head.lower):
            return False
        own = span_of([n for n in members if n.relation not in {"acl"} or n is head])
        return words.matches("cyber-people", self.text[own.start : own.end]) is not None

    # -- those who speak -----------------------------------------------------------------------------------------------

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
        if mark is None or mark.head in {None, head}:
            return []
        found: list[Party] = []
        for member in self._heads(tree, mark.head or head):
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
            joined = joined or not re.fullmatch(r"\s*,\s*(?:the |les? |la |l['’])?", between)
            if joined or mention.start == tree.sentence.start:
                listed.append(Party(mention.actor, Span(mention.start, mention.end), rule=f"names:{mention.kind}"))
            last = mention
        after = [m for m in self.mentions if core is not None and core.end <= m.start < tree.sentence.end]
        last, waiting = core, []  # after a comma a name waits for the "and" that ends the list
        for mention in after:
            between = self.text[last.end : mention.start] if last else ""
            if not self.words.matches("list-joint", f"|{between}|") or mention.actor is None or mention.kind in _NO_SPEAKERS:
                break
            waiting.append(Party(mention.actor, Span(mention.start, mention.end), rule=f"names:{mention.kind}"))
            if not between.rstrip().endswith(","):
                listed += waiting
                waiting = []
            last = mention
        return sorted(listed, key=lambda p: p.span)

    def _speaker_one(self, tree: Tree, head: Node) -> list[Party]:
        mention = self.at(tree, head)
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
                        return [
                            Party(other.actor or "", Span(other.start, other.end), rule=f"who:{other.kind}-of-{head.relation}")
                        ]
            if self.words.has("state-speakers", head.lower):
                own = [m for m in inner if m.kind == "demonym" and m.state]
                if len({m.state for m in own}) == 1:
                    return [Party(own[0].state or "", Span(own[0].start, own[0].end), rule="who:state-speakers")]
            if mention is not None and mention.candidates:
                return [Party("unnamed", Span(mention.start, mention.end), candidates=mention.candidates, rule="who:ambiguous",
                              role=mention.role)]  # fmt: skip
            if head.tag == "PROPN" and not generic:
                return self._new_name(head)
            if generic or head.tag in {"NOUN", "PRON"}:
                return [Party("unnamed", whole, role=head.lower, rule="who:unnamed-speaker")]
            return []
        if mention.kind == "demonym":
            return [Party("unnamed", whole, nationality=mention.state, role=head.lower, rule="who:nationality-only")]
        if mention.kind == "malware":
            return []
        return [Party(mention.actor, Span(mention.start, mention.end), rule=f"names:{mention.kind}")]

    def _works_for(self, node: Node, head: Node) -> bool:
        """ "Researchers at the firm X", "an analyst with X": the body in whose name they speak."""
        for above in (node, *node.ancestors()):
            if above.head is head:
                return above.relation == "nmod" and self.words.has("affiliation-case", above.case())
            if above is head or above.relation not in {"flat", "appos", "compound", "nmod"}:
                return False
        return False

    def _speaks_for(self, head: Node, at: Node, case: str) -> bool:
        return at.label == "nmod:poss" or at.relation in {"compound", "amod", "appos"} or case in {"of", "de", "du", "d'"}

    def _new_name(self, head: Node) -> list[Party]:
        """A proper name that no list knows: a person where it is two or three capitalised words alone, else an organisation."""
        parts = sorted([head, *[c for c in head.children if c.relation in {"flat", "compound", "name"} and c.tag == "PROPN"]],
                       key=lambda n: n.index)  # fmt: skip
        at = parts.index(head)
        first = next((i + 1 for i in range(at - 1, -1, -1) if parts[i].index + 1 != parts[i + 1].index), 0)
        last = next((i for i in range(at, len(parts) - 1) if parts[i].index + 1 != parts[i + 1].index), len(parts) - 1)
        parts = parts[first : last + 1]  # names torn apart by other words are not one
        span = span_of(parts)
        name = self.text[span.start : span.end].removesuffix("'s").removesuffix("’s")
        if not re.search(r"\w", name) or not name[0].isupper():
            return []
        span = Span(span.start, span.start + len(name))
        written = all(n.text[0].isupper() and not n.text.isupper() for n in parts)
        person = any(p.label.startswith("flat") for p in parts) and len(parts) in {2, 3} and written
        return [Party(("person:" if person else "org:") + slug(name), span, rule="who:new-name")]


def slug(name: str) -> str:
    """Lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def merge(parties: Iterable[Party]) -> list[Party]:
    """One entry an actor, the closest link kept; an organ takes up the bare state beside it."""
    best: dict[str, Party] = {}
    for party in parties:
        known = best.get(party.actor)
        if known is None or CLOSENESS[party.link] > CLOSENESS[known.link]:
            best[party.actor] = replace(party, sure=party.sure or bool(known and known.sure))
    organs = {a.split("/")[0]: p for a, p in best.items() if "/" in a and ":" not in a}
    for state, organ in organs.items():
        bare = best.pop(state, None)
        if bare is not None and CLOSENESS[bare.link] > CLOSENESS[organ.link] and bare.link != "state":
            best[organ.actor] = replace(organ, link=bare.link, link_span=bare.link_span)
    return list(best.values())
