"""What a search found: each document with the words around the first hits, the hits marked."""

from __future__ import annotations

from collections.abc import Sequence

from ..ledger.rows import ActorRow, Hit
from .page import Block, Page, Piece, Row, plain
from .quote import Mark, quote
from .safe import one_line
from .table import table

#: Hits of one document that are shown; how many more there are is said.
SHOWN = 3


def hits(found: Sequence[Hit], actors: Sequence[ActorRow], *, terminal: bool = False, colour: bool = False) -> str:
    """Actors whose names are like the words, then documents."""
    head = [plain("actor", f"{one_line(actor.actor)}: in {actor.claims:,} places of claims") for actor in actors]
    blocks = []
    for hit in found:
        document = hit.document
        rows = [plain("document", document.id[: len("sha256:") + 12])]
        told = ", ".join(filter(None, (document.published, document.publisher, document.url)))
        rows += [plain("published", one_line(told))] if told else []
        rows.append(plain("claims", f"{document.claims:,}"))
        if hit.spans:
            marks = [Mark(span, "value") for span in hit.spans]
            rows.append(Row("words", quote(hit.text, hit.spans[:SHOWN], marks), "quote"))
        if len(hit.spans) > SHOWN:
            rows.append(Row("", (Piece(f"and {len(hit.spans) - SHOWN} more places"),), "why"))
        blocks.append(Block(1, one_line(document.title or "(no title)"), tuple(rows)))
    title = "Actors and documents" if actors else "Documents"
    page = Page(title if found or actors else "Nothing was found", tuple(head), tuple(blocks))
    return table(page, terminal=terminal, colour=colour)


def around(hit: Hit) -> str:
    """The words around the first hits, as text."""
    return "".join(piece.text for piece in quote(hit.text, hit.spans[:SHOWN], ()))
