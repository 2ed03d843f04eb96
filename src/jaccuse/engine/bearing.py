"""Whether a measure is real and about this: denied, wished, threatened, lifted; for a cyber operation or for something else."""

from __future__ import annotations

from ..claim import Span
from .answer import Page
from .chances import BOUND
from .roles import Roles
from .scope import Scope, scope_of
from .targets import Target, without_victims
from .tree import Node, Tree, phrase, span_of
from .who import Party
from .words import Entry

# what a state may threaten or be asked for
POLITICAL = {"sanctions", "asset-freeze", "travel-ban", "expulsion", "extradition", "export-control", "takedown", "lawsuit",
             "charges", "indictment", "arrest"}  # fmt: skip
ABSTAINING = 30  # characters before the verb that may say that nobody did it


def guilty(party: Party) -> bool:
    """A state, an organ or a group: one that can be accused of an operation, unlike a firm or a person."""
    return not party.actor.startswith(("org:", "person:")) and party.actor not in {"unknown", "unnamed"}


def stopped(page: Page, holder: Node) -> bool:
    """ "The court blocked the extradition", "he appealed his sentence": a measure that is fought or was not carried out."""
    above = holder if page.words.has("measure-stopping", holder.lower) else holder.head
    if above is None or not page.words.has("measure-stopping", above.lower):
        return False
    return above is holder or holder.relation in {"obj", "nsubj", "xcomp", "ccomp", "obl"}


def measure_scope(page: Page, tree: Tree, node: Node, carrier: Node | None) -> Scope:
    """What is denied, asked or wished of the measure: by its own words, or by those of the verb that carries it out."""
    scope = scope_of(tree, node, page.words, page.text)
    if node is tree.root and any(page.words.has("infinitive-mark", c.lower) for c in node.kids("mark")):
        scope.unreal = scope.unreal or "future or wish"  # headlines: "Spain to extradite hacker"
    if carrier is not None:
        aside = carrier.head if carrier.relation == "advcl" else None
        over = scope_of(tree, carrier, page.words, page.text, aside)
        scope.negated = scope.negated or over.negated
        if page.words.has("measure-accompanying", carrier.lower):
            over.unreal = ""  # "bien qu'elles ne soient pas accompagnées de sanctions": the subjunctive tells a fact
        scope.unreal = over.unreal or (scope.unreal if not scope.unreal.startswith("content of") else "")
        scope.possible = scope.possible or over.possible
    elif scope.unreal.startswith("content of"):
        acting = any(page.words.has("measure-acting", n.lower) for n in scope.chain[1:])
        scope.unreal = "" if acting else scope.unreal
    return scope


def status_of(page: Page, code: str, node: Node, roles: Roles, scope: Scope, entry: Entry) -> str | None:
    """Adopted, absent, requested, threatened or lifted, by its own words and those over it; None where it is no measure."""
    words = page.words
    if entry.status is not None:
        return None if scope.negated or scope.unreal else entry.status
    if entry.kind == "noun" and any(words.has("measure-requesting", c.lower) for c in node.kids("acl", "amod")):
        return "requested" if code in POLITICAL and not scope.negated else None  # "ten years demanded by the prosecutor"
    if roles.status in {"requested", "threatened"} and code not in POLITICAL:
        return None
    if roles.status is not None:
        unsaid = "absent" if roles.status == "threatened" and code in POLITICAL else None  # "plans no sanctions"
        return unsaid if scope.negated else roles.status
    for current in scope.chain:
        above = current.head
        if above is None or current.relation not in {"ccomp", "xcomp", "obj", "obl", "advcl", "nmod", "acl"}:
            continue
        if words.has("measure-lifting", above.lower):
            return "lifted"
        if words.has("measure-requesting", above.lower) and code in POLITICAL:
            return None if scope.negated else "requested"
        if words.has("measure-threatening", above.lower) and code in POLITICAL:
            return None if scope.negated else "threatened"
    if scope.unreal:
        if scope.unreal == "future or wish" and code in POLITICAL and roles.by and not scope.negated:
            return "threatened"
        return None
    if scope.negated:
        return "absent" if code in POLITICAL else None
    if code in POLITICAL and _abstained(page, roles.carrier or node):
        return "absent"
    return None if scope.possible else "adopted"


def _abstained(page: Page, holder: Node) -> bool:
    """ "Stopped short of imposing sanctions", "declined to expel diplomats"."""
    before = page.text[max(0, holder.start - ABSTAINING) : holder.start]
    return page.words.matches("no-measure-taken", before) is not None


def for_attacking(page: Page, roles: Roles) -> bool:
    """ "Sued the firm for hacking phones": what it is for is an attack that the other side itself carried out."""
    acts = [n for n in roles.deed if n.tag == "VERB" and not n.passive()]
    return any(
        page.level(page.stretch(n)) == "strong" and any(e.frame == "act" for e in page.words.triggers.get(n.lower, ()))
        for n in acts
    )


def _own_clause(page: Page, tree: Tree, roles: Roles, node: Node) -> bool:
    """Whether the sentence is plainly about cyberspace, other than in what happened to those it is against."""
    if page.of_sentence(tree) != "strong":
        return False
    aside = [c for n in roles.against for low in n.subtree() for c in low.kids("acl") if c.passive()]
    aside += [c for c in node.children if c.relation in {"parataxis", "conj"} and c.kids("nsubj") and c.index > node.index]
    aside = [c for c in aside if not any(n in c.subtree() for n in (*roles.deed, *roles.by))]
    if not aside:
        return True
    out = {n.index for c in aside for n in c.subtree()}
    rest = " ".join("," if n.index in out else n.text for n in tree.nodes)
    return page.words.matches("strong", rest) is not None


def may_be_bound(page: Page, tree: Tree, code: str, aim: Target, deed: Span | None, status: str) -> bool:
    """Whether it is what is done to a state that the document accuses, though nothing near it speaks of cyberspace."""
    whole = Span(tree.sentence.start, tree.sentence.end)
    if code not in BOUND or deed is not None or any(page.says(n, whole) for n in ("elsewhere", "kinetic", "no-measure")):
        return False
    return any(guilty(p) for p in aim.parties) or (status == "absent" and not aim.parties)


def relevant(page: Page, tree: Tree, code: str, aim: Target, roles: Roles, status: str, node: Node) -> bool:
    """Whether it is against people who attack in cyberspace or for such an attack, by its own words or those close by."""
    deed = span_of([n for d in roles.deed for n in phrase(d, without=("parataxis",))]) if roles.deed else None
    spans = [page.stretch(n) for n in roles.thing] + [without_victims(n) for n in roles.against]
    own = {page.level(s) for s in spans}
    if page.says("no-measure", Span(tree.sentence.start, tree.sentence.end)):
        return False
    if deed is not None:
        level = page.level(deed)
        if level == "strong" or any(m.kind in {"group", "malware"} for m in page.cast.within(deed.start, deed.end)):
            return not page.says("no-deed", deed) or aim.sure
        if page.says("elsewhere", deed) or page.says("kinetic", deed):
            return False
    if aim.sure or "strong" in own:
        return True
    whole = Span(tree.sentence.start, tree.sentence.end)
    if page.says("elsewhere", whole) or page.says("kinetic", whole):
        return False
    if deed is None and node.relation == "obl" and page.words.has("background-case", node.case().split(" ")[0]):
        return False  # "after the arrest of X, hackers attacked …": told in passing, of something else
    if _own_clause(page, tree, roles, node):
        return True
    if not page.near(tree, after=True):
        return False
    if code in {"expulsion", "summons", "recall"} and any(guilty(p) for p in aim.parties):
        return True
    counted_people = code == "arrest" and aim.count is not None  # "94 arrests"
    return status == "absent" or aim.people or counted_people or bool(roles.thing) or bool(aim.parties and deed)
