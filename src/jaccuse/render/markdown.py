"""A page as Markdown: the same words as the table, in a file that reads well as it is and rendered."""

from __future__ import annotations

import re

from .page import Page, Row, joined

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$])")
_LINK = re.compile(r"(?i)\b(https?|ftp|www)([:.])")


def markdown(page: Page) -> str:
    """The page as Markdown; nothing in the document's words is taken for markup."""
    lines = [f"# {escape(page.title)}", ""]
    lines += [_row(row) for row in page.head]
    for block in page.blocks:
        lines += ["", f"{'#' * (block.level + 1)} {escape(block.title)}"]
        lines += ["", *(_row(row) for row in block.rows)] if block.rows else []
    lines += [""] + [f"*{escape(note)}*  " for note in page.notes]
    return "\n".join(lines) + "\n"


def escape(words: str) -> str:
    """`words` with what Markdown or HTML would take for markup escaped."""
    return _LINK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words.replace("&", "&amp;")))


def _row(row: Row) -> str:
    words = "".join(_marked(escape(piece.text)) if piece.role else escape(piece.text) for piece in joined(row.pieces))
    if row.kind == "quote":
        return f"- {row.label}: “{words}”"
    if row.kind == "empty":
        return f"- left empty: {words}"
    return f"- {row.label}: {words}"


def _marked(words: str) -> str:
    inner = words.strip()
    return words.replace(inner, f"**{inner}**", 1) if inner else words
