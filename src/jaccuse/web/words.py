"""The words of a document that a claim was read from, with those that name claimant and accused marked."""

from __future__ import annotations

from collections.abc import Iterator

from ..claim import Actor, Claim, Span
from ..ledger.entries import sides
from ..render.page import Piece, Role
from ..render.quote import Mark, quote

#: Longer quotes are cut to their first stretches.
STRETCHES = 3


def quoted(claim: Claim, text: str) -> tuple[Piece, ...]:
    """The sentence or two that say it."""
    spans = sorted(set(claim.anchors))[:STRETCHES]
    return quote(text, spans, marks(claim)) if spans else ()


def marks(claim: Claim) -> Iterator[Mark]:
    """Where the claim's words stand, each with its role."""
    _, acting, acted_on = sides(claim)
    yield from _of(acting, "claimant")
    yield from _of(acted_on, "accused")
    for one in claim.evidence:
        for span in one.anchors:
            yield Mark(Span(*span), "value")


def _of(actors: tuple[Actor, ...], role: Role) -> Iterator[Mark]:
    for actor in actors:
        for span in actor.anchors:
            yield Mark(Span(*span), role)
