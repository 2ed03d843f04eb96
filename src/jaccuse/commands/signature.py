"""What the commands that record a decision share: who decides and why, and what is told once it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..console import READ, say
from ..parser import Parser

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..ledger.entries import Entry


def signature(parser: Parser, otherwise: str = "") -> None:
    """Add `--by` and `--reason`; otherwise: who signs where neither `--by` nor JACCUSE_BY says so, for the help."""
    parser.add_argument("--by", metavar="NAME", help=f"who decides; otherwise the one of JACCUSE_BY{otherwise}")
    parser.add_argument("--reason", metavar="WORDS", help="why, for those who read it later")


def kept(ledger: Ledger, entries: Sequence[Entry]) -> int:
    """The decisions are durable: print their ids, and bring the ledger up to date. Returns the exit status."""
    for entry in entries:
        print(entry.id, flush=True)
    ledger.settle()
    say(f"kept; take it back with `jaccuse undo {entries[0].id}`")
    return READ
