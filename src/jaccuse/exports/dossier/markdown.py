"""A dossier as Markdown with tables and footnotes, as GitHub and Pandoc read them; no word of a document is markup."""

from __future__ import annotations

from collections.abc import Sequence

from ...render.markdown import escape
from .shape import Block, Dossier, Fixed, Heading, Inline, Items, Note, Paragraph, Quote, Ref, Table, Text, Timeline


def markdown(dossier: Dossier, picture: str | None = None) -> str:
    """The dossier. picture: name of a file with the timeline; without it, its text alternative stands there."""
    form = _Form(dossier, picture)
    lines = [f"# {escape(dossier.title)}", "", escape(dossier.subtitle), ""]
    for block in dossier.blocks:
        lines += [*form.block(block), ""]
    if dossier.notes:
        lines += [f"## {escape(dossier.labels['notes'])}", ""]
        for note in dossier.notes:
            lines += [form.note(note), ""]
    return "\n".join(lines).rstrip() + "\n"


class _Form:
    def __init__(self, dossier: Dossier, picture: str | None) -> None:
        self._open, self._close = dossier.labels["open"], dossier.labels["close"]
        self._picture = picture

    def block(self, block: Block) -> list[str]:
        """The lines of a block."""
        if isinstance(block, Heading):
            return [f"{'#' * block.level} {self._line(block.words)}"]
        if isinstance(block, Paragraph):
            lead = "> " if block.tone in ("notice", "quote") else ""
            return [lead + self._line(block.words)]
        if isinstance(block, Items):
            return [f"- {self._line(item)}" for item in block.items]
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Timeline):
            told = escape(block.alternative)
            return [f"![{told}]({self._picture})" if self._picture else f"*{told}*"]
        assert isinstance(block, Fixed)
        return ["```", *(line.replace("```", "'''") for line in block.lines), "```"]

    def note(self, note: Note) -> str:
        """One footnote."""
        url = f" <{note.url}>" if note.url and _linkable(note.url) else f" {escape(note.url)}" if note.url else ""
        told = f"{self._line((note.quote,))} {escape(note.source)}.{url} {escape(note.details)}. `{note.document}`"
        return f"[^{note.number}]: {told}"

    def _table(self, table: Table) -> list[str]:
        lines = [
            f"*{escape(table.caption)}*",
            "",
            _cells([escape(cell) for cell in table.head]),
            _cells(["---"] * len(table.head)),
        ]
        return lines + [_cells([self._line(cell) for cell in row]) for row in table.rows]

    def _line(self, words: Sequence[Inline]) -> str:
        return "".join(self._inline(piece) for piece in words)

    def _inline(self, piece: Inline) -> str:
        if isinstance(piece, Ref):
            return f"[^{piece.number}]"
        if isinstance(piece, Quote):
            return f"{self._open}{escape(piece.words)}{self._close}"
        assert isinstance(piece, Text)
        if piece.look == "code":
            return f"`{piece.words.replace('`', chr(39))}`"
        words = escape(piece.words)
        return f"**{words}**" if piece.look == "strong" and words.strip() == words and words else words


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _linkable(url: str) -> bool:
    """Whether a URL can stand between angle brackets and leads to a page."""
    return (
        url.startswith(("http://", "https://"))
        and not any(sign in url or sign.isspace() for sign in "<>\\")
        and url.isprintable()
    )
