"""What the commands that list and show things share: the form of the output, and writing it."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..console import say
from ..parser import Parser, choice
from .store import open_ledger

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from ..ledger import Ledger
    from ..ledger.rows import Listing
    from ..render.page import Page
    from ..render.stream import Look

LISTS = ("table", "json", "csv")
PAGES = ("table", "json", "markdown")


def format_option(parser: Parser, known: tuple[str, ...]) -> None:
    """`--format`."""
    meaning = {
        "table": "table: for people (the default on a terminal)",
        "json": "json: for programs (the default when piped)",
        "csv": "csv: for spreadsheets",
        "markdown": "markdown: the table as a file",
    }
    parser.add_argument(
        "--format", type=choice(known), metavar="|".join(known), help="; ".join(meaning[name] for name in known)
    )  # fmt: skip


def form(options: argparse.Namespace) -> str:
    """The format asked for, or the one that fits where the output goes."""
    return str(options.format or ("table" if sys.stdout.isatty() else "json"))


def look() -> Look:
    """Where the output goes."""
    from ..render.stream import Look

    terminal = sys.stdout.isatty()
    return Look(
        terminal=terminal,
        styled=terminal and os.environ.get("TERM") != "dumb",
        colour=not os.environ.get("NO_COLOR"),
        encoding=(sys.stdout.encoding if terminal else None) or "utf-8",
    )


@contextmanager
def seen(options: argparse.Namespace) -> Iterator[Connection]:
    """A connection on the ledger that is meant, brought up to date first."""
    with open_ledger(options) as ledger:
        settled(ledger)
        with ledger.reading() as connection:
            yield connection


def settled(ledger: Ledger) -> None:
    """Bring the ledger up to date; say so where it takes a while."""
    behind = ledger.behind()
    if behind > 5_000:
        say(f"bringing the tables up to date: {behind:,} entries")
    if behind:
        ledger.settle()


def write_json(value: object) -> None:
    """JSON, indented; on a terminal nothing in it is obeyed."""
    import msgspec

    from ..render.safe import json_for_terminal

    data = msgspec.json.format(msgspec.json.encode(value), indent=2)
    sys.stdout.buffer.write((json_for_terminal(data) if sys.stdout.isatty() else data) + b"\n")


def write_csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """CSV (RFC 4180) with a head; cells that a spreadsheet would take for formulas are made harmless."""
    from ..ledger.flat import safe_cell

    names = list(columns)
    held = io.StringIO(newline="")
    out = csv.writer(held, lineterminator="\r\n")
    out.writerow(names)
    for row in rows:
        out.writerow([safe_cell(row[name]) for name in names])
    sys.stdout.buffer.write(held.getvalue().encode("utf-8", "backslashreplace"))


def write_page(page: Page, options: argparse.Namespace) -> None:
    """A page as a table or Markdown."""
    if form(options) == "markdown":
        from ..render.markdown import markdown

        made = markdown(page)
    else:
        from ..render.table import table

        seen_on = look()
        made = table(page, terminal=seen_on.styled, colour=seen_on.colour)
    sys.stdout.buffer.write(made.encode(look().encoding, "backslashreplace"))


def whats_next(page: Listing[Any], noun: str, command: str) -> str:
    """`50 of 1,234 claims shown; next: jaccuse claims … --after ID`."""
    shown = f"{len(page.rows):,} of {page.total} {noun} shown"
    return shown + (f"; next: {command} --after {page.after}" if page.after else "")
