"""`jaccuse candidates | merge | split`: which operations of different documents are one, as far as people decide it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..console import READ, say
from ..parser import Parser, UsageError, choice
from . import COMMANDS
from .output import LISTS, form, format_option, look, seen, settled, write_csv, write_json
from .signature import kept, signature, signed
from .store import ledger_option, open_ledger

if TYPE_CHECKING:
    import argparse

    from ..ledger.candidates import Candidate

VERDICTS = ("same", "different", "unsure")
COLUMNS = (
    "points", "unsure", "left", "left_incident", "left_title", "left_published", "right", "right_incident", "right_title",
    "right_published", "features",
)  # fmt: skip


def candidates_parser() -> Parser:
    """The parser of `jaccuse candidates`."""
    examples = """\
jaccuse candidates
jaccuse candidates --limit 100 --format csv > pairs.csv"""
    parser = Parser("jaccuse candidates", COMMANDS["candidates"].summary, examples)
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many to show (20)")
    parser.add_argument("--after", metavar="LEFT/RIGHT", help="go on behind this pair")
    format_option(parser, LISTS)
    ledger_option(parser)
    return parser


def candidates(options: argparse.Namespace) -> int:
    """List the pairs that wait, the likeliest first."""
    from ..ledger import candidates as waiting

    last = None
    if options.after:
        left, _, right = options.after.partition("/")
        if not right:
            raise UsageError(f"--after {options.after} is no pair", "give the two operations of the last pair: LEFT/RIGHT")
        last = (left, right)
    with seen(options) as connection:
        rows = waiting.candidates(connection, limit=options.limit, last=last)
        total = waiting.waiting(connection)
    chosen = form(options)
    if chosen == "json":
        write_json({"shown": len(rows), "total": total, "rows": rows})
    elif chosen == "csv":
        write_csv(COLUMNS, map(_flat, rows))
    else:
        _print(rows)
    if chosen != "json":
        more = f"; next: jaccuse candidates --after {rows[-1].left.operation}/{rows[-1].right.operation}" if rows else ""
        say(f"{len(rows):,} of {total:,} pairs that wait{more if len(rows) < total else ''}")
    return READ


def merge_parser() -> Parser:
    """The parser of `jaccuse merge`."""
    examples = """\
jaccuse merge ioab3k7 iou5qx2 --reason "both tell of the break-in at Contoso in July" --by ana
jaccuse merge oab3k7m ou5qx2d --verdict unsure --reason "the second names no victim" --by ana"""
    parser = Parser("jaccuse merge", COMMANDS["merge"].summary, examples)
    parser.add_argument("left", metavar="A", help="an operation or incident")
    parser.add_argument("right", metavar="B", help="the other one")
    parser.add_argument(
        "--verdict",
        type=choice(VERDICTS),
        default="same",
        metavar="|".join(VERDICTS),
        help="they are one (same, the default), or not",
    )
    signature(parser)
    ledger_option(parser)
    return parser


def merge(options: argparse.Namespace) -> int:
    """Record that two are one, or are not, or that it is open."""
    from ..ledger.judging import judge

    with open_ledger(options) as ledger:
        settled(ledger)
        reason = options.reason or ""
        return kept(ledger, judge(ledger, options.left, options.right, options.verdict, by=signed(options), reason=reason))


def split_parser() -> Parser:
    """The parser of `jaccuse split`."""
    examples = 'jaccuse split ioab3k7 ou5qx2d --reason "that report is about the attack of 2020" --by ana'
    parser = Parser("jaccuse split", COMMANDS["split"].summary, examples)
    parser.add_argument("incident", metavar="INCIDENT", help="the incident")
    parser.add_argument("operations", nargs="+", metavar="OPERATION", help="what does not belong in it")
    signature(parser)
    ledger_option(parser)
    return parser


def split(options: argparse.Namespace) -> int:
    """Record that operations do not belong in an incident."""
    from ..ledger.judging import split as part

    with open_ledger(options) as ledger:
        settled(ledger)
        reason = options.reason or ""
        return kept(ledger, part(ledger, options.incident, options.operations, by=signed(options), reason=reason))


def _flat(row: Candidate) -> dict[str, Any]:
    sides = {
        f"{name}{key}": value
        for name, side in (("left", row.left), ("right", row.right))
        for key, value in (
            ("", side.operation), ("_incident", side.incident), ("_title", side.title), ("_published", side.published),
        )
    }  # fmt: skip
    return {"points": row.points, "unsure": row.unsure, "features": _told(row), **sides}


def _told(row: Candidate) -> str:
    """The features in one line, the weightiest first."""
    ranked = sorted(row.features, key=lambda c: (-abs(c.points), c.feature))
    return "; ".join(f"{c.feature} {c.points:+g}" + (f" ({', '.join(c.values)})" if c.values else "") for c in ranked)


def _print(rows: list[Candidate]) -> None:
    from ..render.safe import one_line

    encoding = look().encoding
    for row in rows:
        open_ = ", looked at and left open" if row.unsure else ""
        lines = [f"{row.points:g} points{open_}"]
        lines += [f"  {s.operation}  {s.published or '?':10}  {s.title or ''}" for s in (row.left, row.right)]
        lines.append(f"  {_told(row)}")
        sys.stdout.buffer.write(("\n".join(map(one_line, lines)) + "\n\n").encode(encoding, "backslashreplace"))
