"""Who does what to whom: the arguments of a verb or noun out of its tree, whatever its voice and form.

Active, passive, participial ("China, accused by …"), controlled ("accused Russia of hacking": Russia hacks), joined
("charged and sanctioned") and headline forms ("China accused of hacking") come out alike: a subject, an object, obliques by
their preposition, clauses. Language enters by three word sets only: `agent` (by, par), `relative` and `participle-endings`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .tree import NOMINAL, Node
from .words import Pattern, Words

_SUBJECT = ("nsubj", "csubj", "expl:subj")
_MAX_DEPTH = 12
_OF_OTHERS = {"accuse", "attribute", "suspect", "say", "perceive", "belief", "contest"}  # what is done to a deed by others
_PLACES = {"subject", "object", "clause", "self", "poss", "mod", "predicate"}  # paths that are no preposition
_NEAR = 3  # words from a verb to its object with an article


@dataclass(slots=True)
class Arguments:
    """The arguments of one trigger; obliques by the words of their preposition ('' where there is none)."""

    subject: list[Node] = field(default_factory=list)
    object: list[Node] = field(default_factory=list)
    clauses: list[Node] = field(default_factory=list)
    obliques: dict[str, list[Node]] = field(default_factory=dict)
    passive: bool = False

    def add(self, case: str, node: Node) -> None:
        """File an oblique under its preposition."""
        self.obliques.setdefault(case, []).append(node)


def is_participle(node: Node, words: Words) -> bool:
    """Whether the form may be a past participle, by its ending."""
    endings = tuple(words.sets.get("participle-endings", ()))
    return node.lower.endswith(endings) or words.has("participles", node.lower)


def of_verb(node: Node, words: Words, depth: int = 0) -> Arguments:
    """The arguments of a verb (or of an adjective or noun used as a predicate)."""
    found = Arguments(passive=node.passive())
    for child in sorted(node.children, key=lambda c: c.index):
        relation = child.relation
        case = child.case()
        if relation in {"nsubj", "csubj"}:
            target = found.object if child.label.endswith(":pass") or found.passive else found.subject
            target.append(_antecedent(child, node, words))
        elif relation == "obj" and child.index < node.index and any(words.has("such-as", c.lower) for c in child.children):
            pass  # "leurs alliés, dont X, accusent …": members of the subject
        elif relation in {"obj"}:
            if not (child.tag == "PRON" and words.has("reflexive", child.lower)):
                found.object.append(_antecedent(child, node, words))
        elif relation == "iobj":
            found.add("iobj", child)
        elif relation in {"obl", "nmod"}:
            if (child.label == "obl:agent" and case) or (words.has("agent", case) and _may_be_passive(node, found, words)):
                found.subject.append(child)
                found.passive = True
            else:
                found.add(case, child)
        elif relation in {"ccomp", "xcomp", "advcl"}:
            found.clauses.append(child)
            if case:
                found.add(case, child)
        elif relation == "parataxis" and depth == 0:
            found.clauses.append(child)
    if found.passive and not found.object and not node.kids("aux"):
        # headlines: "Two envoys declared unwelcome by X": what stands before a bare participle suffers it
        found.object = [n for n in found.subject if n.relation == "nsubj"]
        found.subject = [n for n in found.subject if n.relation != "nsubj"]
    if not found.subject and not found.passive and node.tag == "VERB":
        # headlines: "…, NCSC warns", the name hung on the verb as if they were one word
        found.subject = [c for c in node.kids("compound") if c.tag == "PROPN" and c.index == node.index - 1]
    if not found.object and not found.passive:
        # "pointe du doigt la Russie": the object hung on the noun of the phrase verb
        found.object = [n for c in node.kids("obl") if c.tag == "NOUN" for n in c.kids("obj")]
    if not found.object and not found.passive and "iobj" in found.obliques:
        found.object = found.obliques.pop("iobj")
    headless = node.tag not in {"VERB", "AUX"} or (is_participle(node, words) and not node.kids("aux"))
    if not found.object and not found.passive and not headless:
        found.object = _partitive(node, found, words)
    if node.relation == "conj" and node.head is not None and not found.object and not found.passive:
        found.object = [c for c in node.head.kids("obj") if c.index > node.index]  # "backs and shares the findings"
        for shared in node.head.kids("obl") if found.object and not found.obliques else ():
            if shared.index > found.object[0].index:
                found.add(shared.case(), shared)  # "exposed and sanctioned X for Y"
    _inherit(node, found, words, depth)
    return found


def _partitive(node: Node, found: Arguments, words: Words) -> list[Node]:
    """ "accuse des pirates russes": an indefinite plural that the parse took for "of the"."""
    articles = sorted(words.sets.get("partitive", ()))
    for case in ("", *articles) if articles else ():
        for at in found.obliques.get(case, []):
            if at.label == "obl:arg" and at.tag in NOMINAL and 0 < at.index - node.index <= _NEAR:
                found.obliques[case] = [n for n in found.obliques[case] if n is not at]
                return [at]
    return []


def _may_be_passive(node: Node, found: Arguments, words: Words) -> bool:
    """Whether "by" may name an agent: "has hacked by …" has none."""
    return found.passive or (is_participle(node, words) and not node.kids("aux"))


def _antecedent(child: Node, verb: Node, words: Words) -> Node:
    """The noun that a relative pronoun stands for, else the node itself."""
    if child.tag == "PRON" and words.has("relative", child.lower):
        for node in (verb, *verb.ancestors()):
            if node.label == "acl:relcl" and node.head is not None:
                return _past_aside(child, node.head)
    return child


def _past_aside(pronoun: Node, noun: Node) -> Node:
    """ "the group, linked to the GRU, which …": what stands between commas is not what the relative clause is about."""
    for aside in (noun, *noun.ancestors()):
        holder = aside.head
        if aside.relation not in {"acl", "amod", "obl", "nmod", "flat", "appos", "conj"} or holder is None:
            return noun
        if aside.relation in {"acl", "amod"} and holder.tag in NOMINAL and aside.label != "acl:relcl":
            first = min(n.index for n in aside.subtree())
            commas = {n.index for n in aside.subtree() if n.text == ","}
            marks = {n.index for n in pronoun.head.subtree() if n.text == ","} if pronoun.head is not None else set()
            if first in commas and pronoun.index - 1 in marks | commas:
                return holder
            return noun
    return noun


def _inherit(node: Node, found: Arguments, words: Words, depth: int) -> None:
    """Fill in what the verb does not have of its own: the noun it modifies, the subject of the verb above it."""
    head = node.head
    if head is None or depth > _MAX_DEPTH:
        return
    relation = node.relation
    if relation in {"acl", "amod"} and node.label != "acl:relcl" and head.tag in NOMINAL:
        may_be = is_participle(node, words) and not words.has("active-participle", node.lower)
        passive = found.passive or (may_be and not found.object)  # "hackers accessed emails" has its object
        if passive and not found.object:
            found.object.append(head)
            found.passive = True
        elif not passive and not found.subject:
            found.subject.append(head)
    elif relation in {"xcomp", "advcl", "ccomp"} and not (found.object if found.passive else found.subject):
        if relation == "ccomp" and not words.has("infinitive-mark", node.case()):
            return
        above = of_verb(head, words, depth + 1)
        by_object = relation == "xcomp" or words.has("object-control", node.case()) or _perceived(node, head, words)
        controller = above.object if by_object else above.subject
        accusing = any(e.frame in {"accuse", "suspect"} for e in words.triggers.get(head.lower, ()))
        if not (by_object and accusing):  # who accuses is never the one that is accused
            controller = controller or above.subject or above.object
        if found.passive or (is_participle(node, words) and relation == "advcl" and not node.kids("aux") and not found.object):
            found.object = found.object or list(controller)
            found.passive = True
        else:
            found.subject = list(controller)
    elif relation == "parataxis" and not found.subject and head.tag in {"VERB", "AUX"} and node.index > head.index:
        found.subject = list(of_verb(head, words, depth + 1).subject)  # "Kyiv opens inquiry, says suspects Moscow"
    elif relation == "conj" and (not found.object if found.passive else not found.subject):
        above = of_verb(head, words, depth + 1)
        if not above.subject and not above.object:
            return
        if found.passive or (above.passive and is_participle(node, words) and not found.object and not node.kids("aux")):
            found.object = found.object or list(above.object or above.subject)
            found.subject = found.subject or (list(above.subject) if above.passive else [])
            found.passive = True
        else:
            found.subject = list(above.object if above.passive else above.subject)


def _perceived(node: Node, head: Node, words: Words) -> bool:
    """ "spotted hackers phishing officials": what is seen is done by the object."""
    if node.kids("mark") or node.index < head.index:
        return False
    return any(e.frame == "perceive" for e in words.triggers.get(head.lower, ()))


def of_noun(node: Node, words: Words) -> Arguments:
    """The arguments of a noun: its complements by preposition, its possessor and modifiers (under "poss")."""
    found = Arguments()
    for child in sorted(node.children, key=lambda c: c.index):
        case = child.case()
        if child.label == "nmod:poss" or (child.tag in NOMINAL and child.lower.endswith(("'s", "s'"))):
            found.add("poss", child)
        elif child.relation in {"nmod", "obl"} and words.has("part-nouns", child.lower):
            for low in child.kids("nmod"):
                found.add("part", low)  # "attacks on the part of X"
        elif child.relation in {"nmod", "obl"}:
            found.add(case, child)
        elif child.relation in {"amod", "compound"}:
            found.add("mod", child)
        elif child.relation == "acl":
            found.clauses.append(child)
            others = {e.frame for e in words.triggers.get(child.lower, ())} & _OF_OTHERS
            if others and not any(e.frame == "accusation" for e in words.triggers.get(node.lower, ())):
                continue  # "attacks attributed to X by Y": Y attributes, it did not attack
            for low in child.children:
                if low.relation in {"obl", "nmod"} and (low.label == "obl:agent" or words.has("agent", low.case())):
                    found.add("by", low)
                elif low.relation in {"obl", "nmod"} and is_participle(child, words):
                    found.add(low.case(), low)  # "the accusation made by X against Y"
        elif child.relation == "ccomp":
            found.clauses.append(child)
    return found


def _stranded(objects: list[Node], path: str, *, deep: bool) -> list[Node]:
    """A complement that the parse hung on the object's last noun ("blamed the hack of its site on X")."""
    for start in objects:
        last = [n for n in start.subtree() if n.relation in {"nmod", "obl", "acl", "advcl"} and n.case().split(" ")[0] == path]
        if not deep:  # a deed stands beside the accused: not "Airbus" in "suspects X of the hack of Airbus"
            last = [n for n in last if n.relation in {"acl", "advcl"} or n is start or n.head is start]
        last = [n for n in last if not any(o is not n and n in o.subtree() for o in last)]  # not what hangs on one of them
        if last:
            return [max(last, key=lambda n: n.index)]
    return []


def _stray_agent(noun: Node, words: Words) -> list[Node]:
    """ "Warned of the use of X as Y by hackers", "pressure of attacks, on the part of X": the agent hung further up."""
    for above in list(noun.ancestors())[:4]:
        if any(e.frame == "accusation" for e in words.triggers.get(above.lower, ())):
            return []  # "the attribution of the hack to X by Y": Y accuses
        active = above.tag == "VERB" and above.kids("obj") and not above.passive()
        if above.tag != "NOUN" and not (active and (not is_participle(above, words) or above.kids("aux"))):
            if above.tag == "VERB" and not above.kids("obj"):
                return []
            continue
        for child in above.kids("obl", "nmod"):
            if child.index < noun.index or noun in child.subtree():
                continue
            if above.tag == "VERB" and words.has("agent", child.case()):
                return [child]
            if words.has("part-nouns", child.lower):
                return child.kids("nmod")
    return []


def _after_aside(complements: list[Node], words: Words) -> list[Node]:
    """The object behind an aside, parsed as one more aside: "attributed to X, a group of Y, the hack of Z"."""
    for at in complements:
        for aside in at.kids("appos"):
            if aside.kids("det") and words.has("operations-nouns", aside.lower):
                return [aside]
    return []


def _nested(noun: Node, path: str) -> list[Node]:
    """Complements of a noun that the parse hung on another of its complements ("accusations by X against Y")."""
    nested = []
    for child in noun.kids("nmod"):
        nested += [n for n in child.kids("nmod") if n.case().split(" ")[0] == path] + _nested(child, path)
    return sorted(nested, key=lambda n: n.index)


def says_more(clause: Node, verb: Node) -> bool:
    """ "Accused X; the ministry had said …", "charged X, the court announced": a clause beside the verb, no complement."""
    return clause.relation == "parataxis" and clause.index > verb.index and bool(clause.kids("nsubj"))


def _beside(clause: Node, words: Words) -> bool:
    """ "Accused X, without being heard": a clause that tells of something else than the deed."""
    return clause.relation == "advcl" and any(words.has("aside-marks", c.lower) for c in clause.kids("mark", "case"))


def _is_case(case: str, path: str) -> bool:
    """Whether the words before a complement are those of the path, or open with them ("d'être derrière" is "d'derrière")."""
    return case == path or case.split(" ", maxsplit=1)[0] == path or (path.endswith("'") and case.startswith(path))


def fill(pattern: Pattern, found: Arguments, node: Node, words: Words) -> dict[str, list[Node]] | None:
    """The roles of the pattern, or None where one that is not optional is missing.

    Paths: `subject`, `object`, `clause`, `self` (the trigger's own clause), `poss`, `mod`, `predicate` (what its subject
    is said to be), or a preposition; one with a plus must stand right behind the trigger.
    A transitive verb without object whose form may be a participle is a headline passive: its subject is the object.
    """
    subject, object_ = found.subject, found.object
    wants_object = any("object" in paths and not optional for paths, optional in pattern.roles.values())
    if wants_object and not object_ and subject and not found.passive and is_participle(node, words) and not node.kids("aux"):
        object_, subject = subject, []
    filled: dict[str, list[Node]] = {}
    for role, (paths, optional) in pattern.roles.items():
        nodes: list[Node] = []
        for path in paths:
            if path == "subject":
                nodes = subject
            elif path == "object":
                nodes = object_
            elif path == "clause":
                nodes = found.clauses
            elif path == "self":
                nodes = [node]
            elif path == "predicate":  # "the attackers were X"
                said = node.head if node.relation == "nsubj" else None
                nodes = [said] if said is not None and said.kids("cop") and said.tag in NOMINAL else []
            else:
                nodes = [n for case, ns in found.obliques.items() if _is_case(case, path.removesuffix("+")) for n in ns]
                if path.endswith("+"):  # right behind the verb: "went after X", not "went home after X"
                    nodes = [n for n in nodes if any(c.index == node.index + 1 for c in n.kids("case"))]
                if not nodes and node.tag == "NOUN" and words.has("agent", path) == (role == "claimant"):
                    nodes = _nested(node, path)[-1:]
                if not nodes and node.tag == "NOUN" and role == "accused" and words.has("agent", path):
                    nodes = found.obliques.get("part", []) or _stray_agent(node, words)
            if nodes:
                break
        if role == "deed" and nodes and "clause" in paths:  # "accused X of being behind …": all that is said of it
            nodes = [*nodes, *(c for c in found.clauses if c not in nodes)]
            nodes = [c for c in nodes if not says_more(c, node) and not _beside(c, words)]
        below = object_
        if role in {"accused", "against"} and object_:  # "attributes the attack on the grid to X", X hung on the grid
            below = [*object_, *(n for ns in found.obliques.values() for n in ns if n.index > object_[0].index)]
        stranded = (_stranded(below, p, deep=role != "deed") for p in paths if p not in _PLACES)
        nodes = nodes or next((n for n in stranded if n and not words.has("name-tails", n[0].lower)), [])
        if not nodes and role == "deed" and "object" in paths and not optional:
            nodes = _after_aside([n for ns in found.obliques.values() for n in ns], words)
        if nodes:
            filled[role] = list(nodes)
        elif not optional:
            return None
    return filled
