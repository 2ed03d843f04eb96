"""`jaccuse duckdb`: the ledger's tables in a DuckDB session."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..console import READ, say
from ..errors import LedgerError, MissingExtra
from ..parser import Parser
from . import COMMANDS
from .output import seen
from .store import ledger_option

if TYPE_CHECKING:
    import argparse


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
