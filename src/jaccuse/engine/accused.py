"""Whom a noun phrase holds up as the attacker, with the link that its words give.

A phrase such as "hackers linked to China's Ministry of State Security" names people (hackers) by a tie (linked) to an organ
(CN/mss). Names come from `names.py`; what ties them together is read off the tree, so that a country in another part of the
sentence never becomes an accused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..claim import Link, Span
from .names import Mention
from .overlay import Overlay
from .party import CLOSENESS, Party, merge
from .tree import Node, Tree, phrase, span_of

STATES = {"state", "demonym", "capital", "organ"}
_TIES = {"linked", "affiliated", "backed", "contracted", "directed", "tolerated"}


class AccusedReader(Overlay):
    """Reads the accused of a phrase."""

    def accused(self, tree: Tree, node: Node, *, doers: bool = False) -> list[Party]:
        """Every actor that the phrase under `node` holds up as the attacker; empty where it names none.

        doers: the deed is plainly in cyberspace, so that a plain "group" or "unit" did it.
        """
        found: list[Party] = []
        for head in self._heads(tree, node):
            found.extend(self._accused_one(tree, head, node, doers=doers))
        return merge(found)

    def _accused_one(self, tree: Tree, head: Node, top: Node, *, doers: bool = False) -> list[Party]:
        words, text = self.words, self.text
        members = phrase(head, without=("conj", "acl:relcl", "parataxis", "ccomp", "advcl", "advmod:emph"))
        for naming in [c for n in (head, *(m for m in members if m.relation == "appos")) for c in n.kids("acl:relcl")]:
            if self._named_in(naming):  # "a threat actor it tracks as X", "which it says works for Y"
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
        if people:
            link, at_span = group_link or ("none", None)
            known = {p.actor for p in found}
            found += [
                Party(
                    m.actor or "", Span(m.start, m.end), link, at_span, candidates=m.candidates, rule="names:listed", sure=True
                )
                for m in self._enumerated(tree, head)
                if m.actor not in known
            ]
        if people and not found:
            noun = span_of(
                phrase(head, without=("conj", "acl", "acl:relcl", "parataxis", "ccomp", "advcl", "nmod", "appos", "obl"))
            )
            found.append(Party("unknown", noun, "none", role=head.lower, rule="who:unnamed-people", sure=attackers))
        if attackers:
            found = [replace(p, sure=p.sure or people) for p in found]
        return found

    def _enumerated(self, tree: Tree, head: Node) -> list[Mention]:
        """The groups that a list names behind the word for them: "five groups …: A, B and C", "several gangs, including A"."""
        listed: list[Mention] = []
        for mention in self.within(head.end, tree.sentence.end):
            between = self.text[(listed[-1].end if listed else head.end) : mention.start]
            if mention.kind != "group":
                if listed:
                    break
                continue
            if not listed and self.words.matches("opens-list", f"|{between[-24:].rstrip()}|") is None:
                break
            if listed and not self.words.matches("list-joint", f"|{between}|"):
                break
            listed.append(mention)
        return listed

    def _near(self, tree: Tree, head: Node, members: list[Node], whole: Span) -> list[tuple[Mention, Node]]:
        """The names of the phrase that its head or its ties lead to, each with its node."""
        core = self.at(tree, head)
        near: list[tuple[Mention, Node]] = []
        for mention in self.within(whole.start, whole.end):
            at = tree.head_of(mention.start, mention.end)
            if at is None or at not in members or not (at is head or self._reaches(at, head)):
                continue
            if self._gives_a_name(at) or (mention.kind == "group" and self._only_akin(at, head)):
                continue
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
        if mention.kind == "capital" and not itself and not self._possessive(mention):
            return None
        if itself and mention.kind == "demonym" and self._whole_people(mention):
            return Party(actor, span, "nationality", span, rule="link:nationality")
        if not attackers:
            return None
        return Party(actor, span, "nationality", span, rule="link:nationality", sure=attackers)

    def _possessive(self, mention: Mention) -> bool:
        """ "Moscow's hackers", not "hackers in Moscow": whose they are."""
        name, after = self.text[mention.end - 2 : mention.end], self.text[mention.end : mention.end + 2]
        return self.words.has("possessive", name) or self.words.has("possessive", after)

    def _whole_people(self, mention: Mention) -> bool:
        """ "It was the Russians": a people with its article and nothing else stands for its state."""
        before = self.text[max(0, mention.start - 12) : mention.start].lower().split()
        return bool(before) and self.words.has("whole-people", before[-1]) and self.text[mention.start].isupper()

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

    def _with_whole_names(self, tree: Tree, members: list[Node]) -> Span:
        """The stretch of the members, with the rest of a name that the parse split ("ministry of A and B (AB)")."""
        whole = span_of(members)
        across = [m for m in self.mentions if whole.start <= m.start < whole.end < m.end]
        ends = [m.end for m in across if tree.head_of(m.start, m.end) in members]
        return Span(whole.start, max([whole.end, *ends]))

    def _also_named(self, tree: Tree, head: Node, members: list[Node]) -> list[Node]:
        """The rest of a list of names below the head: "the groups X, Y and Z", "hackers chinois et russes"."""
        found: list[Node] = []
        for node in members:
            if node is head:
                continue
            for other in node.conjuncts()[1:]:
                mention = self.at(tree, other)
                alike = other.tag == node.tag == "PROPN" or (other.tag == node.tag and mention and mention.kind == "demonym")
                if alike or self._both("organ", node, other) or self._both("group", node, other):
                    found += phrase(other, without=("conj", "acl:relcl", "parataxis", "ccomp", "advcl"))
        return found

    def _gives_a_name(self, node: Node) -> bool:
        """Whether somebody only calls the accused by a name: "a group tracked by CERT-UA as X"."""
        giver = node.head
        agent = node.relation == "obl" and any(self.words.has("by-agent", c.lower) for c in node.kids("case"))
        return agent and giver is not None and self.words.has("called-by-words", giver.lower)

    def _only_akin(self, node: Node, head: Node) -> bool:
        """Whether a group is named only as one that the accused is like."""
        for above in node.ancestors():
            if above is head:
                return False
            if self.words.has("akin-words", above.lower):
                return True
        return False

    def _tags_a_group(self, tree: Tree, tag: Node, near: list[tuple[Mention, Node]]) -> bool:
        """Whether the word stands beside a group's name ("the North Korean group Lazarus")."""
        return any(m.kind == "group" and tag.head in {at, at.head} for m, at in near if tag.head is not None)

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
