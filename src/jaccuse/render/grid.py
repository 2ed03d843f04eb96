"""Lists for people: columns that fit the terminal, one row a thing, everything from documents made harmless."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from .safe import one_line
from .table import WIDTH, buffered


@dataclass(frozen=True)
class Field:
    """One column of a list: its head; `wide` ones share the room that is left; figures stand at the right."""

    head: str
    wide: int = 0
    figure: bool = False


def grid(fields: Sequence[Field], rows: Sequence[Sequence[str]], *, terminal: bool = False, colour: bool = False) -> str:
    """The rows under their heads; 100 columns where the output is no terminal."""
    width = shutil.get_terminal_size().columns if terminal else WIDTH
    console = buffered(width, terminal=terminal, colour=colour)
    made = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for field in fields:
        # A column of words may be folded; an id, a date or a figure never is.
        made.add_column(
            field.head,
            ratio=field.wide or None,
            no_wrap=not field.wide,
            justify="right" if field.figure else "left",
            overflow="fold",
        )
    for row in rows:
        made.add_row(*(Text(one_line(cell)) for cell in row))
    console.print(made)
    printed = console.file
    assert isinstance(printed, io.StringIO)
    return "".join(line.rstrip() + "\n" for line in printed.getvalue().splitlines())
