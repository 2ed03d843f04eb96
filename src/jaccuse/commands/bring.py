"""`jaccuse import`: what another ledger gave out, taken up into this one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..console import READ, say
from ..errors import BundleWrong, SourceNotFound, SourceTooLarge
from ..parser import Parser, choice
from . import COMMANDS
from .store import ledger_option, open_ledger, settle

if TYPE_CHECKING:
    import argparse


def import_parser() -> Parser:
    """The parser of `jaccuse import`."""
    examples = """\
jaccuse import stix bundle.json
jaccuse import stix bundle.json --db copy.db --by ana"""
    parser = Parser("jaccuse import", COMMANDS["import"].summary, examples)
    parser.add_argument("of", type=choice(("stix",)), metavar="FORMAT", help="stix: a STIX 2.1 bundle of `jaccuse export stix`")
    parser.add_argument("file", metavar="FILE", help="the bundle, - for standard input")
    parser.add_argument(
        "--by",
        metavar="NAME",
        help="in whose name reviews that the bundle holds are recorded here; otherwise that of JACCUSE_BY, otherwise `import`",
    )
    ledger_option(parser)
    return parser


def import_(options: argparse.Namespace) -> int:
    """Check all of it, then keep all of it."""
    from ..exports.stix.reading import readings

    where = "standard input" if options.file == "-" else options.file
    by = options.by or os.environ.get("JACCUSE_BY") or "import"
    found = readings(_bytes(options.file), by=by, where=where)
    from ..ledger.restore import restore

    with open_ledger(options, create=True) as ledger:
        done = restore(ledger, found)
        settle(ledger)
        say(
            f"{done.new:,} documents with {done.claims:,} claims and {done.reviews:,} reviews taken up, "
            f"{done.known:,} documents known already; kept in {ledger.place}"
        )
    return READ


def _bytes(name: str) -> bytes:
    from ..exports.stix.reading import BUNDLE_BYTES

    try:
        if name == "-":
            data = sys.stdin.buffer.read(BUNDLE_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(BUNDLE_BYTES + 1)
    except FileNotFoundError as error:
        raise SourceNotFound("no such file", source=name) from error
    except OSError as error:
        raise SourceNotFound(f"cannot be read: {error.strerror or error}", source=name) from error
    if len(data) > BUNDLE_BYTES:
        raise SourceTooLarge(f"is larger than {BUNDLE_BYTES:,} bytes (bundle_bytes)", source=name, remedy="export it in parts")
    if not data.strip():
        raise BundleWrong("is empty", source=name)
    return data
