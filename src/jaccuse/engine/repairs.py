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
    _set_phrases(tree, words)
    _bare_noun(tree, words)
    _opening_noun(tree, words)
    for node in tree.nodes[1:]:
        _tie_to_people(node, tree.nodes[node.index - 1], words)
        _object_after_day(tree, node, words)
        _subject_after_day(tree, node, words)
        _after_comma(tree, node, words)
        _agent_of_deed(tree, tree.nodes[node.index - 1], node, words)
        _split_preposition(tree, node, words)
        _object_of_adverb(tree, node)
        _bare_copula(tree, node, words)
        _object_of_predicate(tree, node, words)
        _agent_of_passive(tree, node, words)
        _reflexive(node, words)
        _calling_themselves(tree, node, words)
        _told_so(tree, node, words)
        _denying(tree, node, words)
        _second_verb(tree, node, words)
        _content_of_speech(node, words)
        _subject_pronoun(tree.nodes[node.index - 1], node, words)
        _said_suspects(tree.nodes[node.index - 1], node, words)
        _firm_finds(tree, tree.nodes[node.index - 1], node, words)
        _headline_gang(tree.nodes[node.index - 1], node, tree, words)
    _behind_bracket(tree, words)
    _said_last(tree, words)
    _speaker_at_end(tree, words)
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


def _second_verb(tree: Tree, node: Node, words: Words) -> None:
    """ "FBI Seizes Site, Arrests Founder": the second verb of a headline, taken for a modifier of its object."""
    first, owner = tree.root, node.head
    if node.relation != "compound" or owner is None or owner.index < node.index or tree.nodes[node.index - 1].text != ",":
        return
    if first is None or first.tag != "VERB" or first.index > node.index or not first.kids("nsubj"):
        return
    if first not in owner.ancestors():
        return
    if words.has("headline-verbs", node.lower) and any(e.kind == "verb" for e in words.triggers.get(node.lower, ())):
        _make_verb(node, tree)
        tree.move(node, first)
        node.label = "conj"


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
    if node.relation not in {"nmod", "appos"} or day is None or day.relation != "obl":
        return
    if node.lower not in words.triggers and node.tag != "PROPN":
        return
    plain = node.tag == "PROPN" and not node.case() and node.index > day.index  # "a accusé lundi Pékin d'avoir …"
    if not (words.has("day-words", day.lower) or (day.tag == "NUM" and not day.case())):
        return
    if not plain and not words.has("partitive", node.case()):
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


def _object_of_predicate(tree: Tree, node: Node, words: Words) -> None:
    """ "Rend responsables des pirates russes": what stands behind the adjective is the verb's object."""
    adjective = node.head
    if adjective is None or adjective.relation != "xcomp" or node.index < adjective.index:
        return
    if adjective.tag not in {"ADJ", "NOUN"} or adjective.kids("det", "case", "mark"):
        return
    verb = adjective.head
    if verb is None or verb.tag != "VERB" or adjective.index != verb.index + 1 or verb.kids("obj"):
        return
    if node.relation == "obj" or (node.relation in {"obl", "nmod"} and node.case() == "des"):
        tree.move(node, verb)
        node.label = "obj"


def _agent_of_passive(tree: Tree, node: Node, words: Words) -> None:
    """ "Compromis à la mi-février par X": the agent hung on a noun that stands between belongs to the passive verb."""
    noun = node.head
    if node.relation != "nmod" or noun is None or not words.has("agent", node.case()) or noun.relation != "obl":
        return
    verb = noun.head
    if verb is None or verb.tag != "VERB" or not verb.kids("aux:pass") or verb.kids("obl:agent"):
        return
    if words.has("operations-nouns", noun.lower) or words.has("agent", noun.case()):
        return  # "victime d'une attaque par X"
    tree.move(node, verb)
    node.label = "obl:agent"


def _calling_themselves(tree: Tree, node: Node, words: Words) -> None:
    """ "Un groupe se faisant appeler X": what they call themselves hangs on them."""
    if node.tag != "VERB" or not words.has("calling-themselves", node.lower) or node.head is None:
        return
    first = min(n.index for n in (node, *node.kids("aux", "obj", "expl")))
    people = tree.nodes[first - 1] if first else node
    if people.tag == "NOUN" and people is not node.head and people not in node.subtree():
        tree.move(node, people)
        node.label = "acl"


def _told_so(tree: Tree, node: Node, words: Words) -> None:
    """ "Affirme ainsi que les services ont …": the subject of what is told, not one more speaker."""
    speaker, verb = node.head, node.head.head if node.head is not None else None
    if node.relation != "conj" or speaker is None or verb is None or not speaker.index < verb.index < node.index:
        return
    told = next((c for c in verb.kids("ccomp") if c.index > node.index and not c.kids("nsubj")), None)
    if told is not None and speaker.relation == "nsubj":
        tree.move(node, told)
        node.label = "nsubj:pass" if told.kids("aux:pass") else "nsubj"


def _reflexive(node: Node, words: Words) -> None:
    """ "Des pirates s'étaient introduits": a reflexive verb is no passive."""
    verb = node.head
    if node.tag != "PRON" or verb is None or verb.tag != "VERB" or not words.has("reflexive", node.lower):
        return
    if node.index > verb.index or verb.kids("obl:agent"):
        return
    for subject in verb.kids("nsubj:pass"):
        subject.label = "nsubj"


def _denying(tree: Tree, node: Node, words: Words) -> None:
    """ "… et dément": a finite verb that the parse took for an adverb or adjective of the same form."""
    above = node.head
    if (
        node.tag not in {"ADV", "ADJ"}
        or node.relation != "conj"
        or above is None
        or not words.has("negation-verbs", node.lower)
    ):
        return
    if above.tag == "NOUN" and above.relation == "obj" and above.head is not None:  # "dénonce un complot et dément"
        above = above.head
        tree.move(node, above)
    if above.tag == "VERB":
        node.tag = "VERB"


def _object_of_adverb(tree: Tree, node: Node) -> None:
    """ "Dément catégoriquement ces allégations": an adverb of a verb has no object."""
    adverb = node.head
    if node.relation != "obj" or adverb is None or adverb.tag != "ADV" or adverb.relation != "advmod":
        return
    verb = adverb.head
    if verb is not None and verb.tag == "VERB" and verb.index < adverb.index and not verb.kids("obj"):
        tree.move(node, verb)


def _subject_after_day(tree: Tree, node: Node, words: Words) -> None:
    """ "…, a annoncé jeudi Europol": who announces it, not a complement of the day."""
    if node.relation not in {"nmod", "appos", "flat"} or node.case() or node.tag not in {"NOUN", "PROPN"}:
        return
    day = node.head
    while day is not None and day.relation in {"nmod", "appos", "flat"} and node.index - day.index < 5:
        day = day.head
    if day is None or day.relation != "obl" or not words.has("day-words", day.lower) or words.has("day-words", node.lower):
        return
    verb = day.head
    if verb is None or verb.tag != "VERB" or verb.kids("nsubj") or not verb.index < day.index < node.index:
        return
    if any(e.frame == "say" for e in words.triggers.get(verb.lower, ())) and not words.has("month-names", node.lower):
        tree.move(node, verb)
        node.label = "nsubj"


def _bare_noun(tree: Tree, words: Words) -> None:
    """ "Parliament hack the work of X": one thing does not "hack" in English headlines, so the hack is what is spoken of."""
    for deed in tree.nodes:
        if deed.tag != "VERB" or not words.has("bare-deeds", deed.lower) or deed.kids("aux", "mark"):
            continue
        whose = deed.kids("nsubj")
        said = [c for c in deed.kids("obj") if words.has("authorship", c.lower) and c.index > deed.index]
        if len(whose) != 1 or whose[0].index != deed.index - 1 or len(said) != 1:
            continue
        work = said[0]
        tree.move(whose[0], deed)
        whose[0].label, deed.tag = "compound", "NOUN"
        above, label = deed.head, deed.label
        deed.children.remove(work)
        work.head, work.label = above, label
        if above is None:
            tree.root = work
        else:
            above.children[above.children.index(deed)] = work
        deed.head, deed.label = work, "nsubj"
        work.children.append(deed)


def _opening_noun(tree: Tree, words: Words) -> None:
    """Headlines without article or verb: "Démantèlement de deux botnets par X" opens with a noun, whatever the parser says."""
    root = tree.root
    if root is None or root.index != 0 or root.tag not in {"ADV", "ADJ", "INTJ", "X"} or not words.has("verbless", root.lower):
        return
    root.tag = "NOUN"


def _set_phrases(tree: Tree, words: Words) -> None:
    """What hangs inside a set phrase is the verb's ("déclaré persona non grata X"), or its own ("mode opératoire … X")."""
    forms = [n.lower.replace("’", "'") for n in tree.nodes]
    for said in words.sets.get("set-phrases", ()):
        parts = said.split(" ")
        for first in (i for i, form in enumerate(forms) if form == parts[0] and forms[i : i + len(parts)] == parts):
            inside = tree.nodes[first : first + len(parts)]
            top = next((n for n in inside if n.head is None or n.head not in inside), inside[0])
            noun = words.has("set-heads", parts[0]) and top is inside[0]
            holder = top if noun else top.head
            for node in inside if holder is not None else ():
                for child in [c for c in node.children if c not in inside and c.relation != "punct"]:
                    if node is not holder and holder is not None:
                        tree.move(child, holder)
                if node.head is holder and not noun:
                    node.label = "fixed"


def _split_preposition(tree: Tree, adverb: Node, words: Words) -> None:
    """ "Lors d'une opération", "auprès de l'ambassade": adverb and preposition are one, and their noun is the verb's."""
    verb = adverb.head
    if verb is None or adverb.relation != "advmod" or not words.has("split-cases", adverb.lower):
        return
    nouns = [*adverb.kids("obl", "nmod", "obj"), *(c for c in verb.kids("obj") if c.kids("case") and c.index > adverb.index)]
    noun = next((n for n in nouns if any(c.index == adverb.index + 1 for c in n.kids("case"))), None)
    if noun is not None:
        tree.move(noun, verb)
        tree.move(adverb, noun)
        noun.label, adverb.label = "obl", "case"


def _agent_of_deed(tree: Tree, deed: Node, by: Node, words: Words) -> None:
    """ "Le recours par X": "by" right after a noun for a deed tells who did it, unless a verb near by takes an agent."""
    whom, above = by.head, by.head.head if by.head is not None else None
    if by.relation != "case" or whom is None or above is None or above is deed or not words.has("agent", by.lower):
        return
    if above.lower in words.triggers or above.passive() or deed in whom.subtree():
        return
    if any(e.frame == "deed" and e.kind == "noun" for e in words.triggers.get(deed.lower, ())):
        tree.move(whom, deed)
        whom.label = "nmod"


def _after_comma(tree: Tree, node: Node, words: Words) -> None:
    """ "Sued the firm, found guilty of hacking": a participle right behind a name and a comma is about that name."""
    verb = node.head
    if node.relation != "advcl" or verb is None or node.index < 2 or not is_participle(node, words) or node.kids("aux", "obj"):
        return
    if tree.nodes[node.index - 1].text != "," or not any(
        e.frame in {"accuse", "suspect", "measure"} for e in words.triggers.get(node.lower, ())
    ):
        return
    noun: Node | None = tree.nodes[node.index - 2]
    while noun is not None and noun.relation in {"flat", "appos", "amod", "compound"} and noun.head is not None:
        noun = noun.head
    if (
        noun is not None
        and noun.tag in {"NOUN", "PROPN"}
        and verb.index < noun.index
        and noun.relation in {"obj", "obl", "nmod"}
    ):
        tree.move(node, noun)
        node.label = "acl"


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


def _firm_finds(tree: Tree, speaker: Node, verb: Node, words: Words) -> None:
    """ "Gang used fake IDs, firm finds": a speaker right before a verb of speech behind a comma is its subject."""
    if verb.relation != "parataxis" or verb.kids("nsubj") or speaker.head is not verb or speaker.index < 2:
        return
    if tree.nodes[speaker.index - 1].text != "," or not words.has("speakers", speaker.lower):
        return
    if any(e.frame in {"say", "perceive"} for e in words.triggers.get(verb.lower, ())):
        speaker.tag, speaker.label = "NOUN", "nsubj"


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


def _behind_bracket(tree: Tree, words: Words) -> None:
    """ "By X (also known as Y), which we consider …": the relative clause is about X, not about the verb."""
    for clause in tree.nodes:
        if not clause.label.startswith("advcl"):
            continue
        pronoun = next((c for c in clause.kids("obj", "nsubj") if words.has("relative", c.lower)), None)
        if pronoun is None or pronoun.index < 3 or tree.nodes[pronoun.index - 1].text != ",":
            continue
        at = pronoun.index - 2
        if tree.nodes[at].text == ")":
            opened = [n.index for n in tree.nodes[:at] if n.text == "("]
            at = opened[-1] - 1 if opened else at
        noun = tree.nodes[max(0, at)]
        while noun.relation in {"flat", "compound", "nummod"} and noun.head is not None:
            noun = noun.head
        if noun.tag in {"PROPN", "NOUN"} and noun not in clause.subtree():
            tree.move(clause, noun)
            clause.label = "acl:relcl"


def _speaker_at_end(tree: Tree, words: Words) -> None:
    """ "The inquiry showed links to X, police said": the first noun is the subject of the verb behind it, not of "said"."""
    said = tree.root
    if (
        said is None
        or said.tag != "VERB"
        or said.index < 4
        or not any(e.frame == "say" for e in words.triggers.get(said.lower, ()))
    ):
        return
    speaker = tree.nodes[said.index - 1]
    if speaker.head is not said or speaker.relation not in {"vocative", "dep", "appos", "nmod", "obl"} or speaker.kids("case"):
        return
    first = min(n.index for n in speaker.subtree() if n.tag != "PUNCT")
    subjects = [n for n in said.kids("nsubj") if n.index < first]
    if tree.nodes[first - 1].text != "," or len(subjects) != 1:
        return
    told = [c for c in subjects[0].kids("acl") if c.tag == "VERB" and c.label != "acl:relcl" and c.kids("obj", "ccomp")]
    if len(told) != 1:
        return
    tree.move(told[0], said)
    told[0].label = "ccomp"
    tree.move(subjects[0], told[0])
    speaker.label = "nsubj"


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
