"""What the commands that record a decision share: who decides and why, and what is told once it is kept."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..console import READ, say
from ..parser import Parser

if TYPE_CHECKING:
    import argparse

    from ..ledger import Ledger
    from ..ledger.entries import Entry


def signature(parser: Parser) -> None:
    """Add `--by` and `--reason`."""
    parser.add_argument("--by", metavar="NAME", help="who decides; otherwise the one of JACCUSE_BY")
    parser.add_argument("--reason", metavar="WORDS", help="why, for those who read it later")


def signed(options: argparse.Namespace) -> str:
    """Who decides: nobody where neither `--by` nor JACCUSE_BY says so. A login name may be anybody's, and stays for ever."""
    return str(options.by or os.environ.get("JACCUSE_BY") or "")


def kept(ledger: Ledger, entries: Sequence[Entry]) -> int:
    """The decisions are durable: print their ids, and bring the ledger up to date. Returns the exit status."""
    for entry in entries:
        print(entry.id, flush=True)
    ledger.settle()
    say(f"kept; take it back with `jaccuse undo {entries[0].id}`")
    return READ
