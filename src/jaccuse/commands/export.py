"""`jaccuse export`: claims in the forms that other tools read, or the whole ledger as tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..console import READ, say
from ..errors import LedgerError
from ..exports import FORMATS
from ..parser import Parser, UsageError, choice
from . import COMMANDS
from .filtering import asked, filter_options
from .output import seen
from .store import ledger_option

if TYPE_CHECKING:
    import argparse

    from sqlalchemy import Connection

#: What belongs to tables alone, and what to formats alone.
_OF_FORMATS = ("tlp", "statement", "text")


def export_parser() -> Parser:
    """The parser of `jaccuse export`."""
    examples = """\
jaccuse export stix --accused CN --since 2021 --tlp amber --output china.json
jaccuse export misp io4k2mz7 --output case.json
jaccuse export --tables out
jaccuse export --tables out --parquet"""
    parser = Parser("jaccuse export", COMMANDS["export"].summary, examples)
    if FORMATS:
        known = "; ".join(f"{one.name}: {one.summary}" for one in FORMATS.values())
        parser.add_argument("into", nargs="?", type=choice(tuple(FORMATS)), metavar="FORMAT", help=known)
        parser.add_argument(
            "incident",
            nargs="?",
            metavar="INCIDENT",
            help="only what is in this incident: its id, or that of an operation or claim in it; otherwise what the filters "
            "ask for, as with `jaccuse claims`",
        )
        parser.add_argument("--output", metavar="FILE", help="write this file, whole or not at all; otherwise stdout")
        parser.add_argument("--tlp", metavar="LIGHT", help="mark everything: clear, green, amber, amber+strict or red")
        parser.add_argument(
            "--statement",
            action="append",
            metavar="WORDS",
            help="mark everything with these words, such as a licence; may be repeated",
        )
        parser.add_argument(
            "--text",
            action="store_true",
            help="also the documents' whole texts, which may be under copyright; without it only the words that claims quote",
        )
        filter_options(parser)
    parser.add_argument(
        "--tables",
        metavar="DIR",
        help="write claims, edges, incidents, actors and documents into this folder, with datapackage.json, which says what "
        "every column means",
    )
    parser.add_argument(
        "--csv",
        action="store_true",
        help="tables as CSV (the default); a cell that a spreadsheet would take for a formula gets an apostrophe in front",
    )
    parser.add_argument("--parquet", action="store_true", help="tables as Parquet; needs the extra jaccuse[tables]")
    ledger_option(parser)
    return parser


def export(options: argparse.Namespace) -> int:
    """Write what is asked for."""
    into = getattr(options, "into", None)
    if options.tables and into:
        raise UsageError("tables and a format are two exports", "give --tables DIR or a format")
    if not options.tables and not into:
        raise UsageError("where to?", f"name a format ({', '.join(FORMATS)}) or a folder: jaccuse export --tables DIR")
    with seen(options) as connection:
        return _format(options, connection) if into else _tables(options, connection)


def _format(options: argparse.Namespace, connection: Connection) -> int:
    from ..exports.request import Request
    from ..exports.whole import whole

    chosen = FORMATS[options.into]
    for name in _OF_FORMATS:
        if getattr(options, name) and name not in chosen.options:
            raise UsageError(f"{chosen.name} has no --{name}", "leave it out")
    request = Request(
        asked=asked(options),
        incident=options.incident,
        tlp=options.tlp,
        statements=tuple(options.statement or ()),
        text=options.text,
    )
    path = Path(options.output) if options.output and options.output != "-" else None
    with whole(path) as out:
        outcome = chosen.write(connection, request, out)
    say(f"{path or chosen.name}: " + ", ".join(f"{number:,} {name}" for name, number in outcome.written.items()))
    for what, number in outcome.lost.items():
        say(f"  {chosen.name} cannot hold {what}: {number:,} times", name="")
    return READ


def _tables(options: argparse.Namespace, connection: Connection) -> int:
    from ..ledger.tables import export as written

    if options.csv and options.parquet:
        raise UsageError("--csv and --parquet exclude each other", "give one of them")
    folder = Path(options.tables)
    try:
        numbers = written(connection, folder, "parquet" if options.parquet else "csv")
    except OSError as error:
        raise LedgerError(f"the tables could not be written: {error.strerror or error}", source=str(folder)) from error
    say(f"{folder}: " + ", ".join(f"{number:,} {name}" for name, number in numbers.items()))
    return READ
