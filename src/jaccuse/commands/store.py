"""What the commands of the ledger share: which ledger is meant, and opening it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..parser import Parser

if TYPE_CHECKING:
    import argparse

    from ..ledger import Ledger


def ledger_option(parser: Parser) -> None:
    """`--db`."""
    parser.add_argument(
        "--db",
        metavar="URL|PATH",
        help="the ledger: a file (made on first use) or postgresql://user@host/database; otherwise the one of JACCUSE_DB, "
        "otherwise jaccuse.db in the working directory",
    )


def open_ledger(options: argparse.Namespace, *, create: bool = False, readonly: bool = False) -> Ledger:
    """The ledger that is meant; only what adds to it makes it. Raises LedgerError."""
    from ..ledger import Ledger

    return Ledger.open(options.db, create=create, readonly=readonly)


def settle(ledger: Ledger) -> None:
    """Bring what is derived up to date, with a line on a terminal that says how far it is."""
    live = sys.stderr.isatty()

    def report(done: int, of: int) -> None:
        print(f"\r\x1b[K{done:,} of {of:,} entries put in order", end="", file=sys.stderr, flush=True)

    try:
        ledger.settle(report if live else None)
    finally:
        if live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
