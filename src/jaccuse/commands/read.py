"""`jaccuse read`: read each source, print its claims; what fails is told and the rest still read."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..console import FAILED, READ, say, tell
from ..errors import JaccuseError
from ..parser import STATUSES, Parser, choice
from . import COMMANDS
from .reading import check, items, reading, source_options

if TYPE_CHECKING:
    import argparse

    from ..render.stream import Look

FORMATS = ("table", "json", "jsonl", "markdown")
EXAMPLES = """\
jaccuse read article.html
jaccuse read statement.pdf --published 2021-07-19 --publisher "White House"
jaccuse read --explain article.txt
curl -s https://example.org/news | jaccuse read - --format json
jaccuse read items.jsonl.gz --format jsonl > claims.jsonl"""


def read_parser() -> Parser:
    """The parser of `jaccuse read`."""
    parser = Parser("jaccuse read", COMMANDS["read"].summary, EXAMPLES, STATUSES)
    source_options(parser)
    parser.add_argument(
        "--format",
        type=choice(FORMATS),
        metavar="|".join(FORMATS),
        help="table: for people (the default on a terminal); json: one object for one document, an array for several "
        "(the default when piped); jsonl: one object a line, as they are read; markdown: the table as a file",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show for each value the rule that read it and the words it matched, and why a field was left empty "
        "(table and markdown; json always carries rules, evidence and reasons)",
    )
    return parser


def read(options: argparse.Namespace) -> int:
    """Read and print; returns the exit status."""
    from ..progress import Progress
    from ..render.stream import writer

    check(options)
    look = _look()
    form = options.format or ("table" if look.terminal else "json")
    out = writer(form, sys.stdout.buffer, look, explain=options.explain)
    progress = Progress()
    with progress:
        for item in items(options):
            result = item if isinstance(item, JaccuseError) else reading(item)
            if isinstance(result, JaccuseError):
                progress.failed()
                tell(result)
                continue
            progress.read(len(result.claims))
            out.add(result)
        out.close(single=len(options.sources) == 1 and progress.items <= 1)
    if progress.items > 1:
        say(progress.summary())
    if look.terminal and sys.stderr.isatty() and form == "table" and not options.explain and progress.claims:
        say("next: add --explain for the rule behind each value, or --format json for all of it")
    return FAILED if progress.failures else READ


def _look() -> Look:
    from ..render.stream import Look

    terminal = sys.stdout.isatty()
    return Look(
        terminal=terminal,
        styled=terminal and os.environ.get("TERM") != "dumb",
        colour=not os.environ.get("NO_COLOR"),
        encoding=(sys.stdout.encoding if terminal else None) or "utf-8",
    )
