"""Short items: whose finding it is that a first sentence tells without saying so.

Feed items tell "The group X has been linked to attacks on banks" and only then "'The group avoids custom tools,' Acme said".
Where the attribution has no agent, and exactly one body speaks in the item (or several together), in words about that group,
it is theirs. What the publication tells in its own voice stays its own: that a firm speaks of the group too accuses nobody.
"""

from __future__ import annotations

from dataclasses import replace

from . import arguments
from .findings import Finding
from .merge import principal
from .tree import Node, Tree, phrase
from .who import Cast, Party

SHORT = 1500  # characters: a headline with its summary


def relay(findings: list[Finding], trees: list[Tree], cast: Cast) -> list[Finding]:
    """The findings with what the bodies that speak in a short item are shown to say."""
    if len(cast.text) > SHORT:
        return findings
    spoken = _spoken(trees, cast)
    if len({frozenset(principal(p.actor) for p in speakers) for speakers, _, _ in spoken}) != 1:
        return findings
    result: list[Finding] = []
    for finding in findings:
        result.append(finding)
        groups = [p for p in finding.accused if p.actor.startswith("group:")]
        later = [s for s in spoken if s[1].sentence.start > finding.tree.sentence.start]
        if not _agentless(finding, cast) or not later or finding.act != "attribute" or finding.status == "declined":
            continue
        speakers, _, content = later[0]
        if _names(content, groups, cast) or _points_back(content, cast):
            result[-1] = replace(finding, claimants=speakers)
    return result


def _agentless(finding: Finding, cast: Cast) -> bool:
    """ "Has been attributed to X", "a campaign carried out by X": somebody found it, and the sentence does not say who."""
    if [p.rule for p in finding.claimants] == ["frame:no-agent"]:
        return finding.entry.frame in {"attribute", "tie"}
    return not finding.claimants and finding.entry.frame == "operate" and arguments.of_verb(finding.trigger, cast.words).passive


def _spoken(trees: list[Tree], cast: Cast) -> list[tuple[list[Party], Tree, list[Node]]]:
    """Who says what: the bodies that a sentence makes speak, and its words without theirs."""
    words = cast.words
    found = []
    for tree in trees:
        sources: list[Node] = []
        for node in tree.nodes:
            if node.tag == "VERB" and any(e.frame in {"say", "perceive"} for e in words.triggers.get(node.lower, ())):
                sources.extend(arguments.of_verb(node, words).subject)
            elif words.has("source-case", node.case().split(" ")[0]):
                sources.append(node)
        for source in sources:
            speakers = [p for p in cast.speakers(tree, source) if p.actor.startswith("org:") or "/" in p.actor]
            if speakers:
                own = set(map(id, phrase(source)))
                found.append((speakers, tree, [n for n in tree.nodes if id(n) not in own]))
    return found


def _names(content: list[Node], groups: list[Party], cast: Cast) -> bool:
    actors = {p.actor for p in groups}
    return any(m.actor in actors for n in content for m in cast.mentions if m.start <= n.start < m.end)


def _points_back(content: list[Node], cast: Cast) -> bool:
    """ "The group", "this group's": the content speaks of it without a name."""
    words = cast.words
    return any(
        words.has("group-nouns", n.lower.removesuffix("'s"))
        and any(words.has("anaphor-determiners", c.lower) for c in n.kids("det"))
        for n in content
    )
