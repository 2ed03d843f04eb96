"""`jaccuse export | duckdb`: the ledger as tables for other tools."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..console import READ, say
from ..errors import LedgerError, MissingExtra
from ..parser import Parser, UsageError
from . import COMMANDS
from .output import seen
from .store import ledger_option

if TYPE_CHECKING:
    import argparse


def export_parser() -> Parser:
    """The parser of `jaccuse export`."""
    examples = """\
jaccuse export --tables out
jaccuse export --tables out --parquet
jaccuse export --tables out --db postgresql://desk@db.example.org/cases"""
    parser = Parser("jaccuse export", COMMANDS["export"].summary, examples)
    parser.add_argument(
        "--tables",
        metavar="DIR",
        help="write claims, edges, incidents, actors and documents into this folder, with datapackage.json, which says what "
        "every column means",
    )
    parser.add_argument(
        "--csv",
        action="store_true",
        help="as CSV (the default); a cell that a spreadsheet would take for a formula gets an apostrophe in front",
    )
    parser.add_argument("--parquet", action="store_true", help="as Parquet; needs the extra jaccuse[tables]")
    ledger_option(parser)
    return parser


def export(options: argparse.Namespace) -> int:
    """Write the tables."""
    from ..ledger.tables import export as written

    if not options.tables:
        raise UsageError("where to?", "name a folder: jaccuse export --tables DIR")
    if options.csv and options.parquet:
        raise UsageError("--csv and --parquet exclude each other", "give one of them")
    folder = Path(options.tables)
    with seen(options) as connection:
        try:
            numbers = written(connection, folder, "parquet" if options.parquet else "csv")
        except OSError as error:
            raise LedgerError(f"the tables could not be written: {error.strerror or error}", source=str(folder)) from error
    say(f"{folder}: " + ", ".join(f"{number:,} {name}" for name, number in numbers.items()))
    return READ


def duckdb_parser() -> Parser:
    """The parser of `jaccuse duckdb`."""
    examples = """\
jaccuse duckdb
jaccuse duckdb -c "SELECT accuser_state, accused_state, count(*) FROM edges GROUP BY ALL ORDER BY 3 DESC"
jaccuse duckdb -c "COPY (FROM claims WHERE kind = 'measure') TO 'measures.parquet'\""""
    parser = Parser("jaccuse duckdb", COMMANDS["duckdb"].summary, examples)
    parser.add_argument(
        "-c", "--command", metavar="SQL", help="run this and leave; without it, statements are read line by line"
    )
    ledger_option(parser)
    return parser


def duckdb(options: argparse.Namespace) -> int:
    """Open DuckDB over the tables."""
    try:
        import duckdb as engine
    except ModuleNotFoundError:
        raise MissingExtra("DuckDB needs the extra `tables`", remedy="pip install 'jaccuse[tables]'") from None
    from ..ledger.flat import TABLES
    from ..ledger.tables import export as written

    with tempfile.TemporaryDirectory(prefix="jaccuse-") as folder:
        with seen(options) as connection:
            written(connection, Path(folder), "parquet")
        session = engine.connect()
        for name in TABLES:
            session.execute(f"CREATE TABLE {name} AS FROM read_parquet('{Path(folder) / name}.parquet')")
    if options.command:
        return _run(engine, session, options.command)
    if sys.stdin.isatty():
        say(f"DuckDB over {', '.join(TABLES)}; DESCRIBE claims shows columns; end with Ctrl-D")
    status, held = READ, ""
    while (line := _line("   ... " if held else "duckdb> ")) is not None:
        held += line + "\n"
        if line.rstrip().endswith(";"):
            status, held = _run(engine, session, held), ""
    return _run(engine, session, held) if held.strip() else status


def _line(prompt: str) -> str | None:
    try:
        return input(prompt if sys.stdin.isatty() else "")
    except EOFError:
        return None


def _run(engine: Any, session: Any, sql: str) -> int:
    """Run one statement and show what it gives."""
    from ..render.safe import visible

    try:
        found = session.sql(sql)
    except engine.Error as error:
        raise LedgerError(f"DuckDB: {error}".strip().splitlines()[0], remedy="the tables are " + _TABLES) from error
    if found is not None:
        print("\n".join(visible(line) for line in str(found).splitlines()))
    return READ


_TABLES = "claims, edges, incidents, actors and documents; DESCRIBE claims shows columns"
