"""Short items: whose finding it is that a first sentence tells without saying so.

Feed items tell "The group X has been linked to attacks on banks" and only then "'The group avoids custom tools,' Acme said".
Two cases are read, both only where exactly one body speaks in the item and its words speak of the group:
- a passive attribution without agent, followed by a body that speaks of the group: the attribution is that body's;
- a deed told by the publication, followed by a body whose own words name the group: that body accuses the group as well.
"""

from __future__ import annotations

from dataclasses import replace

from . import arguments
from .frames import Finding
from .merge import principal
from .tree import Node, Tree, phrase, span_of
from .who import Cast, Party

SHORT = 1500  # characters: a headline with its summary


def relay(findings: list[Finding], trees: list[Tree], cast: Cast) -> list[Finding]:
    """The findings with what the one speaking body of a short item is shown to say."""
    if len(cast.text) > SHORT:
        return findings
    spoken = _spoken(trees, cast)
    if len({principal(speaker.actor) for speaker, _, _ in spoken}) != 1:
        return findings
    result: list[Finding] = []
    for finding in findings:
        result.append(finding)
        groups = [p for p in finding.accused if p.actor.startswith("group:")]
        later = [s for s in spoken if s[1].sentence.start > finding.tree.sentence.start]
        if not groups or not later or finding.act != "attribute" or finding.status == "declined":
            continue
        speaker, tree, content = later[0]
        agentless = [p.rule for p in finding.claimants] == ["frame:no-agent"] and finding.entry.frame in {"attribute", "tie"}
        if agentless and (_names(content, groups, cast) or _points_back(content, cast)):
            result[-1] = replace(finding, claimants=[speaker])
        elif not finding.claimants and _names(content, groups, cast):
            alone = [replace(p, link="none", link_span=None) for p in groups]
            result.append(replace(finding, tree=tree, claimants=[speaker], accused=alone, span=span_of(content), certainty=None,
                                  more=[], status="stated"))  # fmt: skip
    return result


def _spoken(trees: list[Tree], cast: Cast) -> list[tuple[Party, Tree, list[Node]]]:
    """Who says what: for each verb of speech with a body as its subject, the words of its sentence but the speaker's."""
    words = cast.words
    found = []
    for tree in trees:
        for node in tree.nodes:
            if node.tag != "VERB" or not any(e.frame in {"say", "perceive"} for e in words.triggers.get(node.lower, ())):
                continue
            for subject in arguments.of_verb(node, words).subject:
                for party in cast.speakers(tree, subject):
                    if party.actor.startswith("org:") or "/" in party.actor:
                        own = set(map(id, phrase(subject)))
                        found.append((party, tree, [n for n in tree.nodes if id(n) not in own]))
    return found


def _names(content: list[Node], groups: list[Party], cast: Cast) -> bool:
    actors = {p.actor for p in groups}
    return any(m.actor in actors for n in content for m in cast.mentions if m.start <= n.start < m.end)


def _points_back(content: list[Node], cast: Cast) -> bool:
    """"The group", "the actor", "it tracks": the content speaks of the group without its name."""
    words = cast.words
    return any(
        words.has("group-nouns", n.lower) and any(words.has("anaphor-determiners", c.lower) for c in n.kids("det", "nmod:poss"))
        for n in content
    )
