"""A page for a terminal, by Rich: words in colour where colours are wanted, between `**` where there are none."""

from __future__ import annotations

import io
import shutil

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .page import Page, Piece, Role, Row, joined

WIDTH = 100
WIDEST = 120
_STYLES: dict[Role, str] = {
    "claimant": "bold cyan",
    "accused": "bold yellow",
    "certainty": "bold magenta",
    "date": "bold green",
    "value": "bold underline",
}


def buffered(width: int, *, terminal: bool, colour: bool) -> Console:
    """A console that prints into a `StringIO`, as plain as it is told: no markup, no emoji, nothing highlighted."""
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def table(page: Page, *, terminal: bool = False, colour: bool = False) -> str:
    """The page as lines. On a terminal they are as wide as it is; elsewhere always 100 columns, without escape codes."""
    width = min(shutil.get_terminal_size().columns, WIDEST) if terminal else WIDTH
    console = buffered(width, terminal=terminal, colour=colour)
    console.print(Text(page.title, style="bold"))
    console.print(_rows(page.head, terminal))
    for block in page.blocks:
        console.print()
        console.print(Padding(Text(block.title, style="bold"), (0, 0, 0, 2 * (block.level - 1))))
        if block.rows:
            console.print(Padding(_rows(block.rows, terminal), (0, 0, 0, 2 * block.level)))
    console.print()
    for note in page.notes:
        console.print(Text(note, style="italic"))
    printed = console.file
    assert isinstance(printed, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in printed.getvalue().splitlines())


def _rows(rows: tuple[Row, ...], terminal: bool) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=11, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    before = ""
    for row in rows:
        label = "" if row.label == before and row.kind != "quote" else row.label
        before = row.label
        grid.add_row(Text(label, style="dim"), _words(row, terminal))
    return grid


def _words(row: Row, terminal: bool) -> Text:
    text = Text(style="dim" if row.kind in ("why", "empty") else "")
    if row.kind == "quote":
        text.append("“")
    for piece in row.pieces if terminal else joined(row.pieces):
        _append(text, piece, terminal)
    if row.kind == "quote":
        text.append("”")
    return text


def _append(text: Text, piece: Piece, terminal: bool) -> None:
    if piece.role is None:
        text.append(piece.text)
    elif terminal:
        text.append(piece.text, style=_STYLES[piece.role])
    else:
        text.append(f"**{piece.text}**")
