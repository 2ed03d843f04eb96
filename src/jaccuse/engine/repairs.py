"""What names and words know better than the parser, above all in headlines.

"Microsoft links leak to Iran" has no article and no full stop, and a parser trained on running text takes "links" for a noun.
Where a known name opens the sentence and a verb of the frames follows, they are subject and verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import is_participle
from .names import Mention
from .tree import Node, Tree
from .words import Words

_NAMED = {"firm", "organ", "state", "capital", "igo", "group", "media", "person"}
_LOOSE = {"amod", "compound", "vocative", "dep", "discourse", "nmod", "flat", "dislocated"}


def repair(tree: Tree, mentions: Sequence[Mention], words: Words) -> None:
    """Mend the tree in place: a name and the verb right after it, a name hung loosely on its verb."""
    for node in tree.nodes[1:]:
        _tie_to_people(node, tree.nodes[node.index - 1], words)
        _object_after_day(tree, node, words)
        _fixed(tree, node, words)
        _object_of_adverb(tree, node)
        _bare_copula(tree, node, words)
        _content_of_speech(node, words)
        _subject_pronoun(tree.nodes[node.index - 1], node, words)
        _said_suspects(tree.nodes[node.index - 1], node, words)
        _headline_gang(tree.nodes[node.index - 1], node, tree, words)
    _said_last(tree, words)
    _source_last(tree, words)
    for mention in mentions:
        if mention.actor is None or mention.kind not in _NAMED:
            continue
        if not tree.sentence.start <= mention.start < tree.sentence.end:
            continue
        inside = tree.covering(mention.start, mention.end)
        if not inside or inside[-1].index + 2 >= len(tree.nodes):
            continue
        following = tree.nodes[inside[-1].index + 1]
        if inside[0].index == 0 and _should_be_verb(following, words):
            _make_verb(following, tree)
        if following.tag == "VERB":
            _attach(inside, following)


def _tie_to_people(node: Node, before: Node, words: Words) -> None:
    """ "Actors backed by the state": a participle of a tie belongs to the people right before it."""
    people = words.has("people", before.lower) or words.has("attackers", before.lower)
    if not people or node.head is before or node.head is None or node.tag not in {"VERB", "ADJ"}:
        return
    if words.has("link-words", node.lower) and is_participle(node, words) and node.relation in {"advcl", "xcomp", "acl", "dep"}:
        if before in node.subtree():
            return
        node.head.children.remove(node)
        node.head, node.label = before, "acl"
        before.children.append(node)


def _object_after_day(tree: Tree, node: Node, words: Words) -> None:
    """ "A annoncé mercredi des sanctions", "imposé pour la première fois des sanctions": the verb's object, not the day's."""
    day = node.head
    if node.relation != "nmod" or day is None or day.relation != "obl" or node.lower not in words.triggers:
        return
    if not (words.has("day-words", day.lower) or (day.tag == "NUM" and not day.case())) or not words.has(
        "partitive", node.case()
    ):
        return
    verb = day.head
    if verb is not None and verb.tag == "VERB" and verb.index < day.index < node.index and not verb.kids("obj"):
        tree.move(node, verb)
        node.label = "obj"


def _bare_copula(tree: Tree, node: Node, words: Words) -> None:
    """ "Accusé d'être à l'origine de X": what X is said to be hangs on "être", not beside it."""
    above = node.head
    if node.relation != "xcomp" or above is None or not words.has("copulas", node.lower) or node.kids("obl", "xcomp", "obj"):
        return
    said = next((c for c in above.kids("obl", "xcomp") if c.index > node.index and c.kids("case")), None)
    if said is None or min(n.index for n in said.subtree()) != node.index + 1:
        return
    for mark in node.kids("mark"):
        tree.move(mark, said)
    said.label, node.label = "xcomp", "cop"
    tree.move(node, said)


def _object_of_adverb(tree: Tree, node: Node) -> None:
    """ "Dément catégoriquement ces allégations": an adverb of a verb has no object."""
    adverb = node.head
    if node.relation != "obj" or adverb is None or adverb.tag != "ADV" or adverb.relation != "advmod":
        return
    verb = adverb.head
    if verb is not None and verb.tag == "VERB" and verb.index < adverb.index and not verb.kids("obj"):
        tree.move(node, verb)


def _fixed(tree: Tree, node: Node, words: Words) -> None:
    """ "Declared persona non grata": the set phrase has no complements of its own, they are the verb's."""
    if not words.has("set-phrases", node.lower) or node.head is None:
        return
    node.label = "fixed"
    for child in list(node.children):
        if child.relation not in {"fixed", "punct"} and child.index != node.index - 1:
            tree.move(child, node.head)


def _content_of_speech(node: Node, words: Words) -> None:
    """ "Assessed in an advisory that …", "said A, and that B": what is said, hung on a noun between, goes to the verb."""
    if node.relation not in {"acl", "conj"} or node.head is None or not node.kids("nsubj"):
        return
    if not any(words.has("content-mark", c.lower) and c.relation == "mark" for c in node.children):
        return
    if node.relation == "conj" and (node.head.relation in {"ccomp", "xcomp"} or not node.kids("cc")):
        return
    holder = node.head
    for verb in node.ancestors():
        if holder.relation not in (
            {"obl", "nmod"} if node.relation == "acl" else {"obl", "nmod", "ccomp", "acl", "obj", "conj", "advcl"}
        ):
            return
        if verb.tag == "VERB" and any(e.frame == "say" for e in words.triggers.get(verb.lower, ())) and verb is not node.head:
            if node.relation == "acl" and verb.kids("ccomp"):
                return
            node.head.children.remove(node)
            node.head, node.label = verb, "ccomp"
            verb.children.append(node)
            return
        holder = verb


def _subject_pronoun(pronoun: Node, verb: Node, words: Words) -> None:
    """ "Claimed it breached": a pronoun right before a finite verb is its subject, where the language has it so."""
    object_of_it = pronoun.head is verb and pronoun.relation == "obj"
    if object_of_it and verb.tag == "VERB" and not verb.kids("nsubj") and words.has("subject-pronouns", pronoun.lower):
        pronoun.label = "nsubj"


def _said_suspects(said: Node, node: Node, words: Words) -> None:
    """ "Kyiv opens inquiry, says suspects Moscow": a verb right after the verb of speech, not its subject."""
    if node.head is not said or node.relation != "nsubj" or not _should_be_verb(node, words):
        return
    content = [c for c in said.kids("ccomp", "obj") if c.index == node.index + 1]
    if not content or not any(e.frame == "say" for e in words.triggers.get(said.lower, ())):
        return
    node.tag, node.label = "VERB", "ccomp"
    said.children.remove(content[0])
    content[0].head, content[0].label = node, "obj"
    node.children.append(content[0])


def _headline_gang(people: Node, node: Node, tree: Tree, words: Words) -> None:
    """ "Ransomware Gang Claims Responsibility": attackers open a headline that has no verb."""
    attackers = words.has("attackers", people.lower) or words.has("doers", people.lower)
    if not attackers or not people.text[0].isupper() or not node.text[0].isupper() or not _should_be_verb(node, words):
        return
    if tree.root is not None and tree.root.tag not in {"VERB", "AUX"}:
        _make_verb(node, tree)
        _attach([people], node)


def _said_last(tree: Tree, words: Words) -> None:
    """ "…, the agency warned on Thursday": speech that ends the sentence, hung by the parse on a noun inside it."""
    for verb in tree.nodes:
        if verb.tag != "VERB" or verb.relation not in {"acl", "advcl", "appos", "conj"}:
            continue
        if verb.kids("mark", "obj", "ccomp", "xcomp", "cc"):
            continue
        if not any(e.frame == "say" for e in words.triggers.get(verb.lower, ())):
            continue
        subjects = verb.kids("nsubj")
        if len(subjects) != 1 or subjects[0].tag == "PRON" or tree.root is None or tree.root in verb.subtree():
            continue
        own = sorted(verb.subtree(), key=lambda n: n.index)
        first, last = own[0], own[-1]
        comma = first if first.text == "," else tree.nodes[first.index - 1] if first.index else first
        ends = all(n.tag == "PUNCT" for n in tree.nodes[last.index + 1 :])
        if comma.text == "," and ends and own[-1].index - own[0].index + 1 == len(own):
            tree.move(verb, tree.root)
            verb.label = "parataxis"


def _source_last(tree: Tree, words: Words) -> None:
    """ "…, according to X" that ends the sentence is about all of it, not about the last verb inside it."""
    for node in tree.nodes:
        if tree.root is None or node.head in {None, tree.root} or not words.has("source-case", node.case().split(" ")[0]):
            continue
        own = sorted(node.subtree(), key=lambda n: n.index)
        first, last = own[0], own[-1]
        comma = first if first.text == "," else tree.nodes[first.index - 1] if first.index else first
        ends = all(n.tag == "PUNCT" for n in tree.nodes[last.index + 1 :])
        inside = (
            any(n.label == "acl:relcl" or n.relation == "acl" for n in (node.head, *node.head.ancestors()))
            if node.head
            else False
        )
        if comma.text == "," and ends and inside and tree.root not in own:
            tree.move(node, tree.root)


def _should_be_verb(node: Node, words: Words) -> bool:
    if node.tag not in {"NOUN", "PROPN", "ADJ"} or not words.has("headline-verbs", node.lower):
        return False
    return any(entry.kind == "verb" for entry in words.triggers.get(node.lower, ())) or words.has("negators", node.lower)


def _make_verb(node: Node, tree: Tree) -> None:
    """Retag the node; where it hung before its head as that one's modifier or subject, the two change places."""
    node.tag = "VERB"
    head = node.head
    if head is None or head.index < node.index or node.relation not in {"nsubj", "compound", "amod", "nmod"}:
        return
    head.children.remove(node)
    node.head, node.label = head.head, head.label
    if head.head is None:
        tree.root = node
    else:
        head.head.children[head.head.children.index(head)] = node
    head.head, head.label = node, "ccomp" if head.tag == "VERB" else "obj"
    node.children.append(head)


def _attach(inside: list[Node], verb: Node) -> None:
    """The name before the verb is its subject where it hangs on it loosely and there is no other."""
    subjects = verb.kids("nsubj")
    beside = bool(subjects) and subjects[-1].index == inside[0].index - 1  # "the gang KillNet claims": no object of it
    loose = [n for n in inside if n.head is verb and (n.relation in _LOOSE or (beside and n.relation == "obj"))]
    if not loose:
        return
    name = loose[-1]
    if not subjects:
        name.label = "nsubj"
        for other in loose[:-1]:
            verb.children.remove(other)
            other.head, other.label = name, "compound"
            name.children.append(other)
    elif beside:  # "the group KillNet took credit"
        verb.children.remove(name)
        name.head, name.label = subjects[-1], "appos"
        subjects[-1].children.append(name)
