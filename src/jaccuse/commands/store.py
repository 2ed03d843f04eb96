"""What the commands of the ledger share: which ledger is meant, and opening it."""

from __future__ import annotations

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
