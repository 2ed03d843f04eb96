"""One claim or operation of a ledger for people: what counts, in the document's words, and what may be judged."""

from __future__ import annotations

from ..claim import DocumentHead, Reading
from ..ledger.rows import ClaimRow, DocumentRow, OperationRow
from .outline import outline
from .page import Block, Page, Row, plain
from .safe import one_line


def claim_page(row: ClaimRow, text: str) -> Page:
    """A claim as `jaccuse read` shows it, with its standing."""
    import msgspec

    alone = msgspec.structs.replace(row.claim, operation=None, id=row.id)
    page = outline(Reading(document=_head(row.document, text), claims=(alone,)))
    return _with(page, row, (plain("operation", row.operation or "none in particular"),))


def operation_page(row: OperationRow, text: str) -> Page:
    """An operation likewise."""
    import msgspec

    alone = msgspec.structs.replace(row.operation, id=row.id)
    return _with(outline(Reading(document=_head(row.document, text), operations=(alone,))), row, ())


def _with(page: Page, row: ClaimRow | OperationRow, more: tuple[Row, ...]) -> Page:
    rows = [*more, plain("incident", row.incident or "none"), plain("standing", row.standing)]
    rows.append(plain("reviewed", row.reviewed or "by nobody"))
    if row.differs:
        rows.append(plain("differs", f"the machine now reads something else than was judged: jaccuse history {row.id[:10]}"))
    head = tuple(part for part in page.head if part.label != "found") + tuple(rows)
    blocks = tuple(Block(1, block.title, block.rows) for block in page.blocks if block.rows)
    return Page(page.title, head, blocks, tuple(note for note in page.notes if "No claim was found" not in note))


def _head(document: DocumentRow, text: str) -> DocumentHead:
    return DocumentHead(
        id=document.id,
        language=document.language or "",
        title=one_line(document.title) if document.title else None,
        published=document.published,
        publisher=document.publisher,
        url=document.url,
        text=text,
    )
