"""Who "we" is: the body in whose name a statement, a release or a firm's own report is written.

A newspaper's "we" stays the publication. An author is named by the publisher, where that is a state, an organ, a body of
states or a firm and no outlet; by the title ("Statement by X on behalf of Y"); or by the first words of a text that tells of
its own work ("Acme's research team has been tracking …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..claim import Span
from ..document import Document
from .findings import Finding
from .names import Mention, find_mentions
from .party import Party, slug
from .turns import Turn, turns
from .words import Words

_BODIES = {"state", "organ", "igo", "firm", "person"}
_HEAD = 300  # characters in which a statement says by whom it is
_OPENING = 400  # characters in which a report says whose work it tells of


@dataclass(frozen=True, slots=True)
class Author:
    """Those who write; empty where the publication does. official: a state or a body of states. turns: of a transcript."""

    actors: tuple[str, ...] = ()
    official: bool = False
    turns: tuple[Turn, ...] = ()

    def parties(self, at: Span) -> list[Party]:
        """The authors as claimants, or whoever's turn it is there, by the words that mean them."""
        turn = self._turn(at)
        return [Party(actor, at, rule="author") for actor in (self.actors if turn is None else turn.actors)]

    def speaks(self, at: Span) -> bool:
        """Whether what is told at the place without a source is said in the name of the authors, and not of a newspaper."""
        turn = self._turn(at)
        return self.official if turn is None else bool(turn.actors)

    def _turn(self, at: Span) -> Turn | None:
        return next((t for t in self.turns if t.start <= at.start < t.end), None)


NOBODY: Author = Author()


def author_of(document: Document, language: str, mentions: Sequence[Mention], words: Words) -> Author:
    """The author of the document, or nobody."""
    found = _writer(document, language, mentions, words)
    return replace(found, turns=turns(document.text, mentions, words, found.actors))


def unquoted(text: str, at: int) -> bool:
    """Whether the place stands outside quotation marks in its paragraph."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count('"') % 2 == 0 and before.count("“") <= before.count("”") and before.count("«") <= before.count("»")


def _writer(document: Document, language: str, mentions: Sequence[Mention], words: Words) -> Author:
    text = document.text
    head = [m for m in mentions if m.start < _HEAD and m.actor and m.kind in _BODIES]
    if (said := words.matches("statement-by", text[:_HEAD])) is not None:
        of = words.matches("on-behalf-of", text[said.end() : _HEAD])
        start = said.end() + (of.end() if of is not None else 0)
        near = [m for m in head if start <= m.start <= start + 90]
        line = text.find("\n", said.end())
        near = [m for m in near if line < 0 or m.start < line]
        if near:
            return _official(near[0].actor or "", near[0].kind)
    if document.publisher:
        return _publisher(document.publisher, language, words)
    opening = words.matches("own-work", text[:_OPENING])
    if opening is not None:
        before = [m for m in head if m.kind == "firm" and m.end <= opening.start()]
        if before and opening.start() - before[-1].end < 40 and len({m.actor for m in before}) == 1:
            return Author((before[-1].actor or "",))
    return NOBODY


def _official(actor: str, kind: str) -> Author:
    return Author((actor,), official=kind != "firm" and not actor.startswith(("org:", "person:")))


def _publisher(name: str, language: str, words: Words) -> Author:
    named = find_mentions(name, language)
    if words.matches("outlet", name) is not None or any(m.kind == "media" for m in named):
        return NOBODY
    found = [m for m in named if m.actor and m.kind in _BODIES]
    if found:
        organ = next((m for m in found if m.kind == "organ"), found[0])
        return _official(organ.actor or "", organ.kind)
    blog = words.matches("firm-blog", name)
    if blog is not None:
        return Author(("org:" + slug(re.sub(r"['’]s$", "", name[: blog.start()].strip())),))
    return NOBODY


def in_their_name(findings: list[Finding], author: Author) -> list[Finding]:
    """What an official statement tells of somebody's deeds in its own voice is what those accuse who issue it."""
    made = []
    for finding in findings:
        at = Span(finding.trigger.start, finding.trigger.end)
        own = not finding.claimants and finding.act in {"attribute", "locate"} and author.speaks(at)
        parties = author.parties(at) if own else []
        accused = {p.actor.split("/")[0] for p in finding.accused}
        own = own and not accused & {p.actor.split("/")[0] for p in parties}
        made.append(replace(finding, claimants=parties) if own else finding)
    return made
