"""`jaccuse history`: what was read and decided about a thing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..console import READ, say
from ..parser import Parser
from . import COMMANDS
from .output import LISTS, form, format_option, look, seen, write_csv, write_json
from .store import ledger_option

if TYPE_CHECKING:
    import argparse


def history_parser() -> Parser:
    """The parser of `jaccuse history`."""
    examples = """\
jaccuse history
jaccuse history c4k2mz7
jaccuse history sha256:e7a4c0e9d4 --format json"""
    parser = Parser("jaccuse history", COMMANDS["history"].summary, examples)
    parser.add_argument(
        "id", nargs="?", metavar="ID", help="a claim, operation, incident, document or act; without it, everybody's decisions"
    )
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="without an id: how many decisions to show (50)")
    parser.add_argument("--before", type=int, metavar="NUMBER", help="without an id: go on before the decision of this number")
    format_option(parser, LISTS)
    ledger_option(parser)
    return parser


def history(options: argparse.Namespace) -> int:
    """Show it, oldest first; without an id newest first."""
    from ..ledger.chronicle import Event
    from ..ledger.chronicle import history as told

    with seen(options) as connection:
        limit = options.limit + (options.id is None)
        events = told(connection, options.id, limit=limit, last=options.before)
    more = options.id is None and len(events) > options.limit
    events = events[: options.limit] if options.id is None else events
    if form(options) == "json":
        write_json(events)
        return READ
    if form(options) == "csv":
        from ..ledger.chronicle import flat

        write_csv(Event.__struct_fields__, map(flat, events))
    else:
        from ..render.grid import grid
        from ..render.past import past

        seen_on = look()
        made = grid(*past(events), terminal=seen_on.styled, colour=seen_on.colour)
        sys.stdout.buffer.write(made.encode(seen_on.encoding, "backslashreplace"))
    if more:
        say(f"older decisions: jaccuse history --before {events[-1].seq}")
    return READ
