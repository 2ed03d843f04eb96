"""Measures in one parsed sentence: charged, arrested, sanctioned, taken down, warned of, by whom, against whom, for what."""

from __future__ import annotations

from ..claim import Span
from .aims import accusing_clause, aim_of, hoped_for
from .answer import Page, Response
from .authorities import PERSONAL, generic, takers
from .bearing import may_be_bound, measure_scope, relevant, status_of, stopped
from .roles import Roles, of_noun, of_verb
from .targets import Target
from .tree import Node, Tree, phrase, span_of
from .who import Party
from .words import Entry

# legal acts that accuse where they are said to be for a cyber operation
CHARGING = {"indictment", "charges", "complaint", "plea", "conviction", "sentence", "sanctions", "asset-freeze", "travel-ban",
            "expulsion", "export-control", "lawsuit"}  # fmt: skip
STANDING = {"sanctions", "travel-ban", "asset-freeze", "export-control", "reward", "advisory"}  # that may be long in force
# acts that only count where the text names who acts
SPOKEN = {"advisory", "lawsuit", "reward", "summons", "recall", "protest", "export-control"}


def measures(page: Page, tree: Tree) -> list[Response]:
    """All measures of the sentence."""
    found: list[Response] = []
    taken: set[int] = set()
    for node, entry in page.triggers(tree, "measure"):
        if node.index in taken:
            continue
        response = _one(page, tree, node, entry)
        if response is not None:
            taken.add(node.index)
            found.append(response)
    return found


def _one(page: Page, tree: Tree, node: Node, entry: Entry) -> Response | None:
    if entry.kind == "noun" and node.relation == "compound":
        return None
    roles = of_noun(page, tree, node, entry) if entry.kind == "noun" else of_verb(page, node, entry)
    if roles is None or entry.code is None:
        return None
    code = entry.code
    if (code in {"arrest", "conviction"} and hoped_for(page, node)) or stopped(page, roles.carrier or node):
        return None
    holder = roles.carrier or node
    scope = measure_scope(page, tree, node, roles.carrier)
    status = status_of(page, code, node, roles, scope, entry)
    if status is None:
        return None
    aim = aim_of(page, tree, node, entry, roles)
    if aim is None:
        return None
    by = takers(page, tree, node, holder, roles, code)
    if by is None and status == "absent" and all(page.words.has("speakers", n.lower) for n in roles.by):
        by = []  # "the allies announced no sanctions"
    if by is None or (code in SPOKEN and not any(p.actor != "unnamed" for p in by)):
        return None
    if code == "conviction" and entry.kind == "verb" and roles.by and not _judges(page, tree, roles.by, by):
        return None  # "France condemns X"
    if code == "takedown" and not _hostile(page, tree, entry, roles, aim, by):
        return None
    if code == "protest" and any(page.words.has("accusation-nouns", n.lower) for d in roles.deed for n in d.conjuncts()):
        return None
    telling = accusing_clause(page, tree, roles.against)
    roles.deed = roles.deed or telling
    deed = span_of([n for d in roles.deed for n in phrase(d, without=("parataxis",))]) if roles.deed else None
    if code == "plea" and not entry.needs and (deed is None or page.level(deed) != "strong" or _of_others(roles)):
        return None  # "admitted to owning a forum", "admitted that hackers had access"
    bound = not relevant(page, tree, code, aim, roles, status, node)
    if bound and not may_be_bound(page, tree, code, aim, deed, status):
        return None
    mentioned = code in STANDING and node is not tree.root
    if entry.kind == "noun" and status != "absent" and not _substantial(aim, by, deed, roles, mentioned=mentioned):
        return None
    if code in {"complaint", "charges"} and by and all(p.actor.startswith("org:") for p in by):
        code = "lawsuit"  # a firm that goes to court, not a state or a victim that calls the police
    doers = {_principal(p) for p in by} - {"unnamed"}
    if aim.parties and all(_principal(p) in doers for p in aim.parties):
        aim.parties = []
    aim.parties = [p for p in aim.parties if _principal(p) not in doers]
    if not doers and code in PERSONAL and any(page.words.has("police-roles", p.actor.partition("/")[2]) for p in aim.parties):
        return None
    if not by:
        by = [Party("unnamed", Span(node.start, node.end), rule="measure:no-agent")]
    parties = aim.parties or [Party("unknown", Span(node.start, node.end), rule="measure:no-target")]
    filled = [a for a in (*roles.by, *roles.against, *roles.thing, *roles.deed) if a is not node and a is not holder]
    nodes = [node, holder, *(n for a in filled for n in phrase(a, without=("parataxis", "acl:relcl")))]
    charged = (
        code in CHARGING and status == "adopted" and deed is not None and page.level(deed) == "strong"
        and not page.says("elsewhere", deed)
    )  # fmt: skip
    alleged = bool(charged and deed and (scope.alleged or scope.hearsay or _alleged(page, deed)))
    return Response(
        "measure", code, by, parties, status, node, tree, span_of(nodes), entry, f"measure:{code}:{entry.name}", aim.count,
        aim.nationality, deed, charged, alleged, bound, tuple(telling),
    )  # fmt: skip


def _of_others(roles: Roles) -> bool:
    """Whether what is admitted has somebody else for its subject, or was suffered."""
    return any(n.passive() or (n.kids("nsubj") and not all(s.tag == "PRON" for s in n.kids("nsubj"))) for n in roles.deed)


def _substantial(aim: Target, by: list[Party], deed: Span | None, roles: Roles, *, mentioned: bool) -> bool:
    """Whether a noun comes with enough to be a measure somebody took, and not a mere mention of such measures."""
    named = any(p.actor != "unnamed" for p in by)
    if mentioned and not (named or roles.told or deed is not None):
        return False  # "the sanctions against X did not …": those that there are
    return bool(aim.parties or aim.count or (roles.thing and (roles.told or named))
                or (deed is not None and (named or roles.told)) or (roles.told and named))  # fmt: skip


def _principal(party: Party) -> str:
    return party.actor.split("/")[0]


def _judges(page: Page, tree: Tree, nodes: list[Node], by: list[Party]) -> bool:
    """Whether a court does it, or a body that may stand for one; a state that condemns only says so."""
    if any(page.words.has("courts", n.lower) for at in nodes for n in at.subtree()):
        return True
    return any("/" in p.actor and page.words.has("court-organs", p.actor.partition("/")[2]) for p in by)


def _alleged(page: Page, deed: Span) -> bool:
    return page.says("alleged", deed) or page.says("suspected", deed)


# -- who, against whom -------------------------------------------------------------------------------------------------


def _service(page: Page, party: Party) -> bool:
    """Whether it is a spy service or an army: what such shut down need not be the attackers'."""
    agent = party.actor.partition("/")[2]
    return not page.words.has("police-roles", agent) and any(page.words.has("attacking-organs", w) for w in agent.split("-"))


def _hostile(page: Page, tree: Tree, entry: Entry, roles: Roles, aim: Target, by: list[Party]) -> bool:
    """Domains and servers are those of attackers where the words say so, or where police, a state or a firm takes them."""
    own = [c for t in roles.thing for c in t.children if c.label == "nmod:poss" or c.relation == "det"]
    if any(page.words.has("own-possessives", c.lower) for c in own) and any(p.actor.startswith("org:") for p in by):
        return False
    lawful = [p for p in by if p.actor != "unnamed" and not _service(page, p)]
    if aim.sure or aim.parties or lawful or generic(page, tree, roles.by):
        return True
    whole = [n for t in roles.thing for n in t.conjuncts()]
    owned = [n for t in whole for n in t.kids("nmod") if page.words.has("owner-case", n.case())]  # "the site of the gang"
    return any(page.words.has("hostile-objects", n.lower) for n in (*whole, *owned)) or any(
        page.says("hostile", page.stretch(n)) for n in whole
    )
