"""What the accused answer: denials, dismissals, silence, counter-accusations."""

from __future__ import annotations

from ..claim import Span
from . import anaphora, arguments
from .answer import Page, Response
from .arguments import Arguments
from .authorities import state_of
from .scope import Scope, scope_of
from .tree import NOMINAL, Node, Tree, phrase, span_of
from .who import Party, merge
from .words import Entry

_ANSWERING = ("group:", "person:")
_SPEECH = {"say", "belief"}
_DEPTH = 6


def replies(page: Page, tree: Tree) -> list[Response]:
    """All replies of the sentence."""
    found: list[Response] = []
    for node, entry in page.triggers(tree, "reply"):
        response = _reply(page, tree, node, entry, found)
        if response is not None and not any(r.trigger is node for r in found):
            found.append(response)
    found = [r for r in found if r.code != "counter-accusation" or _in_turn(page, tree, r, found)]
    for own in found:
        beside = (r for r in found if r is not own and {p.actor for p in r.by} == {p.actor for p in own.by})
        own.needs_accused = own.needs_accused and all(r.needs_accused for r in beside)
    return found


# -- replies -----------------------------------------------------------------------------------------------------------


def _reply(page: Page, tree: Tree, node: Node, entry: Entry, before: list[Response]) -> Response | None:
    words = page.words
    found = arguments_of(page, node, entry)
    scope = scope_of(tree, node, words, page.text)
    if not _real(page, node, entry, scope):
        return None
    for pattern in entry.patterns:
        roles = page.fill(pattern, found, node)
        if roles is None:
            continue
        content = roles.get("content", [])
        if not _about_accusation(page, tree, node, entry, content):
            continue
        by_nodes = roles.get("by", [])
        by = answering(page, tree, by_nodes)
        if not by and all(words.has("own-pronouns", n.lower) for n in by_nodes):
            by = speaker_over(page, tree, node)
        if not by and entry.code == "counter-accusation" and before:
            by = before[-1].by
        if not by:
            continue
        beside = (
            [n for n in node.kids("obl") if n.index > node.index] if content else []
        )  # "denied responsibility for the hack"
        own = span_of([n for c in (*content, *beside) for n in phrase(c)]) if content else None
        known = [p for p in by if p.rule != "who:new-name"]
        proper = own is not None and page.level(own) == "strong" and page.says("own-deed", own)
        free = proper and entry.code in {"denial", "dismissal", "acknowledgement"} and any(_state_or_group(p) for p in known)
        if entry.code == "acknowledgement" and (not proper or _of_another(page, tree, content, by)):
            return None
        silent = entry.code in {"none-yet", "no-comment"}  # often told before the accusation
        if page.of_sentence(tree) != "strong" and not page.near(tree, after=silent) and not _of_accusations(page, tree):
            return None
        by = known if free else by
        other = _answered(page, tree, by, roles.get("to", []), content)
        nodes = [node, *(n for at in (*by_nodes, *content) for n in phrase(at, without=("parataxis", "acl:relcl")))]
        return Response(
            "reply", entry.code or "denial", by, other, "hearsay" if scope.hearsay else "stated", node, tree, span_of(nodes),
            entry, f"reply:{entry.code}:{entry.name}", needs_accused=not free,
        )  # fmt: skip
    return None


def arguments_of(page: Page, node: Node, entry: Entry) -> Arguments:
    """Arguments of a verb; of a noun with those of its verb ("issued a denial"); of an adjective those of what it describes."""
    words = page.words
    if entry.kind != "noun":
        found = arguments.of_verb(node, words)
        if entry.kind == "phrase" and not found.subject and not found.object:
            above = node.head
            if (
                above is not None
                and node.relation in {"xcomp", "obj", "obl", "advmod", "amod", "ccomp", "advcl"}
                and page.verblike(above)
            ):
                found = arguments.of_verb(above, words)
        if entry.kind == "verb" and not found.object:
            # "juge infondées ces accusations": the accusations hang on the adjective
            found.object.extend(n for c in found.clauses if c.lower in entry.needs for n in c.kids("obj", "nsubj"))
        return found
    found = arguments.of_noun(node, words)
    head = node.head
    if head is not None and words.has("document-nouns", head.lower) and node.relation == "nmod":
        node, head = head, head.head  # "issued statements of solidarity"
    if (
        head is not None
        and page.verblike(head)
        and node.relation in {"obj", "obl", "nsubj"}
        and words.has("reply-acting", head.lower)
    ):
        verb = arguments.of_verb(head, words)
        found.subject.extend(n for n in verb.subject if n is not node)
        for case, nodes in verb.obliques.items():
            found.obliques.setdefault(case, []).extend(n for n in nodes if n is not node)
    return found


def _real(page: Page, node: Node, entry: Entry, scope: Scope) -> bool:
    """ "did not respond" for what must be negated, "denied" for what must not; no questions, wishes, fears."""
    if entry.deed == "negated":
        negated = scope.negated or any(page.words.has("not-yet", c.lower) for n in scope.chain[:3] for c in n.children)
        if entry.code == "denial" and _doubted_by_another(page, node):
            return False
        return negated and scope.unreal in {"", "future or wish"}
    if scope.unreal or scope.possible:
        return False
    if entry.deed == "none":
        return True
    own = any(
        page.words.has("negation", c.lower) or c.lower.endswith("n't")
        for c in node.children
        if c.relation in {"advmod", "det", "aux"}
    )
    return not own and not (scope.negated and entry.code not in {"denial", "no-comment", "dismissal"})


def _doubted_by_another(page: Page, node: Node) -> bool:
    """ "An expert doubts that X was involved": the negation is that of whoever says so, and X denies nothing."""
    current = node
    while current.head is not None:
        above = current.head
        if current.relation in {"ccomp", "csubj", "acl"}:
            negated = any(page.words.has("negation", c.lower) or c.lower.endswith("n't") for c in above.children)
            if negated or page.words.has("negators", above.lower):
                return True
        current = above
    return False


def _about_accusation(page: Page, tree: Tree, node: Node, entry: Entry, content: list[Node]) -> bool:
    """What is denied or dismissed must be an accusation or a deed in cyberspace, where the entry asks for it."""
    if entry.deed in {"none", "negated"}:
        return True
    if not content:
        return entry.deed == "weak"
    for at in content:
        if at.tag == "PRON" or any(page.words.has("accusation-nouns", n.lower) for n in [at, *at.conjuncts()]):
            return True
        span = span_of(phrase(at))
        if entry.code in {"dismissal", "protest"}:
            continue
        if page.says("elsewhere", span) or page.says("kinetic", span):
            continue
        if page.level(span) == "strong" or any(page.words.has("accusation-nouns", n.lower) for n in at.subtree()):
            return True
    return False


def _of_another(page: Page, tree: Tree, content: list[Node], by: list[Party]) -> bool:
    """Whether what is acknowledged is the deed of somebody else: "police acknowledge that X may be behind it"."""
    own = {p.actor.split("/")[0] for p in by}
    subjects = [n for at in content for n in at.subtree() if n.relation == "nsubj" and n.tag in {"NOUN", "PROPN"}]
    doers = [{p.actor.split("/")[0] for p in page.cast.accused(tree, n)} for n in subjects]
    return any(found and not found & own for found in doers)


def _of_accusations(page: Page, tree: Tree) -> bool:
    """Whether the sentence itself speaks of accusations, and of none on another field."""
    whole = Span(tree.sentence.start, tree.sentence.end)
    said = any(n.tag == "NOUN" and page.words.has("accusation-nouns", n.lower) for n in tree.nodes)
    return said and not page.says("elsewhere", whole) and not page.says("kinetic", whole)


def answering(page: Page, tree: Tree, nodes: list[Node]) -> list[Party]:
    """Those who can be accused and answer: states, organs and their people, groups, persons, firms; nobody unnamed."""
    found: list[Party] = []
    for at in nodes:
        for head in at.conjuncts():
            parties = [p for p in page.cast.speakers(tree, head) if p.actor != "unnamed"]
            if not parties and page.words.has("pronouns", head.lower):  # "He called on the United States to show evidence"
                meant = anaphora.speaker(head, tree, page.cast.mentions, page.words)
                parties = [meant] if meant is not None else []
            if not parties and head.tag in NOMINAL and page.words.has("speakers", head.lower):
                state = state_of(page, tree, head)
                parties = [state] if state is not None else []
            if not parties and page.words.has("attackers", head.lower):
                parties = [p for p in page.cast.accused(tree, head) if p.actor != "unknown"]
            found.extend(parties)
    return merge(found)


def _state_or_group(party: Party) -> bool:
    return party.actor.startswith(_ANSWERING) or ":" not in party.actor


def speaker_over(page: Page, tree: Tree, node: Node) -> list[Party]:
    """Who says that the accusations are baseless: the subject of the nearest verb of speech above or beside."""
    current: Node | None = node
    for _ in range(_DEPTH):
        if current is None:
            return []
        near = (
            [current.head]
            if current.head is not None and current.relation in {"ccomp", "parataxis", "xcomp", "obj", "advcl", "acl"}
            else []
        )
        for verb in [*near, *current.kids("parataxis")]:
            if any(e.frame in _SPEECH for e in page.words.triggers.get(verb.lower, ())):
                by = answering(page, tree, arguments.of_verb(verb, page.words, depth=1).subject)
                if by:
                    return by
        for child in current.kids("obl", "advmod", "nmod"):
            if page.words.has("source-case", child.case().split(" ")[0]):
                by = answering(page, tree, [child])
                if by:
                    return by
        current = current.head
    return []


def _answered(page: Page, tree: Tree, by: list[Party], to: list[Node], content: list[Node]) -> list[Party]:
    """Whom the reply answers, where the words name the accuser: "Washington's claims", "accused the US in turn"."""
    own = {p.actor.split("/")[0] for p in by}
    found = [p for at in to for p in page.cast.speakers(tree, at)]
    for at in content:
        for head in at.conjuncts():
            if not page.words.has("accusation-nouns", head.lower):
                continue
            for child in head.children:
                if (
                    child.label == "nmod:poss"
                    or page.words.has("agent", child.case())
                    or (child.relation in {"amod", "compound"} and page.cast.at(tree, child) is not None)
                ):
                    mention = page.cast.at(tree, child)
                    if mention is not None and mention.kind == "demonym" and mention.state:
                        found.append(Party(mention.state, Span(mention.start, mention.end), rule="reply:accuser"))
                    else:
                        found.extend(page.cast.speakers(tree, child))
    return [p for p in merge(found) if p.actor != "unnamed" and p.actor.split("/")[0] not in own and p.rule != "who:new-name"]


def _in_turn(page: Page, tree: Tree, own: Response, found: list[Response]) -> bool:
    """An accusation is a counter-accusation where the words say so, or where its speaker also rejects or denies here."""
    if page.says("in-turn", Span(tree.sentence.start, tree.sentence.end)):
        return bool(own.other)
    actors = {p.actor.split("/")[0] for p in own.by}
    return bool(own.other) and any(
        r is not own
        and r.code in {"denial", "dismissal", "no-comment", "demand-for-proof"}
        and actors & {p.actor.split("/")[0] for p in r.by}
        for r in found
    )
