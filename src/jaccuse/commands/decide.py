"""`jaccuse review | undo | name`: what people decide; each decision is a row of the history with who and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..console import READ, say
from ..parser import Parser, UsageError
from . import COMMANDS
from .output import LISTS, form, format_option, look, settled, whats_next, write_csv, write_json
from .signature import kept, signature, signed
from .store import ledger_option, open_ledger

if TYPE_CHECKING:
    import argparse

    from ..ledger import Ledger


def review_parser() -> Parser:
    """The parser of `jaccuse review`."""
    examples = """\
jaccuse review
jaccuse review c4k2mz7 --accept --reason "read the article" --by ana
jaccuse review c4k2mz7 --correct status=suspected --reason "the text says: believed" --by ana
jaccuse review c4k2mz7 --correct accused.CN/mss.link=linked --reason "the text says: linked to" --by ana
jaccuse review c4k2mz7 --reject --reason "the sentence is about another campaign" --by ana"""
    parser = Parser("jaccuse review", COMMANDS["review"].summary, examples)
    parser.add_argument("id", nargs="?", metavar="ID", help="claim or operation; without it, the queue of what waits")
    parser.add_argument("--accept", nargs="?", const="", metavar="PATH", help="it is right; with PATH, that value is")
    parser.add_argument(
        "--correct", metavar="PATH=VALUE", help="this is right instead; the value as JSON or as a word: status=suspected"
    )
    parser.add_argument("--reject", nargs="?", const="", metavar="PATH", help="it is wrong; with PATH, that value is")
    signature(parser)
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how much of the queue to show (20)")
    parser.add_argument("--after", metavar="ID", help="go on in the queue behind this one")
    format_option(parser, LISTS)
    ledger_option(parser)
    return parser


def review(options: argparse.Namespace) -> int:
    """Record a review, or list what waits."""
    from ..ledger import review as reviewing

    chosen = [name for name in ("accept", "correct", "reject") if getattr(options, name) is not None]
    if options.id is None:
        if chosen:
            raise UsageError(f"--{chosen[0]} of what?", "name the claim or operation: jaccuse review ID …")
        return _queue(options)
    with open_ledger(options) as ledger:
        settled(ledger)
        if not chosen:
            return _show(ledger, options)
        if len(chosen) > 1:
            raise UsageError(f"--{' and --'.join(chosen)} exclude each other", "give one of them; further values one by one")
        path, value = getattr(options, chosen[0]), None
        if chosen[0] == "correct":
            path, value = reviewing.parse_correction(options.correct)
        entry = reviewing.review(
            ledger, options.id, chosen[0], by=signed(options), reason=options.reason or "", path=path, value=value
        )
        return kept(ledger, [entry])


def undo_parser() -> Parser:
    """The parser of `jaccuse undo`."""
    examples = 'jaccuse undo a5x2k9q --reason "looked at the wrong article" --by ana'
    parser = Parser("jaccuse undo", COMMANDS["undo"].summary, examples)
    parser.add_argument("id", metavar="ACT", help="id of the decision; `jaccuse history` lists them")
    signature(parser)
    ledger_option(parser)
    return parser


def undo(options: argparse.Namespace) -> int:
    """Take a decision back."""
    from ..ledger import review as reviewing

    with open_ledger(options) as ledger:
        settled(ledger)
        return kept(ledger, [reviewing.undo(ledger, options.id, by=signed(options), reason=options.reason or "")])


def name_parser() -> Parser:
    """The parser of `jaccuse name`."""
    examples = """\
jaccuse name group:apt28 "Forest Blizzard" --same --source "Microsoft, naming taxonomy, 2023" --by ana
jaccuse name UNC2452 group:apt29 --different --source "a vendor's report, 2021" --by ana"""
    parser = Parser("jaccuse name", COMMANDS["name"].summary, examples)
    parser.add_argument("left", metavar="NAME", help="a name, or the code of an actor")
    parser.add_argument("right", metavar="NAME", help="the other one")
    parser.add_argument("--same", action="store_true", help="they mean the same actor, says the source")
    parser.add_argument("--different", action="store_true", help="they do not")
    parser.add_argument("--source", metavar="WORDS", help="who says so, and where")
    signature(parser)
    ledger_option(parser)
    return parser


def name(options: argparse.Namespace) -> int:
    """Record a claim about two names."""
    from ..ledger import names

    if options.same == options.different:
        raise UsageError("the same or different?", "add --same or --different")
    verdict = "same" if options.same else "different"
    with open_ledger(options) as ledger:
        settled(ledger)
        source, reason = options.source or "", options.reason or ""
        entry = names.name(ledger, options.left, options.right, verdict, source=source, by=signed(options), reason=reason)
        return kept(ledger, [entry])


def _show(ledger: Ledger, options: argparse.Namespace) -> int:
    from ..ledger.ids import kind_of
    from ..ledger.queries import Views
    from ..render.claims import claim_page, operation_page
    from .output import write_page

    with ledger.reading() as connection:
        views = Views(connection)
        if kind_of(options.id) == "operation":
            about = views.operation(options.id)
            page = operation_page(about, views.text(about.document.id))
            shown: object = about
        else:
            row = views.claim(options.id)
            page, shown = claim_page(row, views.text(row.document.id)), row
    if form(options) == "json":
        write_json(shown)
    else:
        write_page(page, options)
    return READ


def _queue(options: argparse.Namespace) -> int:
    from ..ledger import flat
    from ..ledger.queries import Views
    from ..ledger.review import pairs_waiting, queue
    from .lists import claim_grid

    with open_ledger(options) as ledger:
        settled(ledger)
        with ledger.reading() as connection:
            page = queue(connection, limit=options.limit, last=options.after)
            if form(options) == "json":
                write_json({"shown": len(page.rows), "total": page.total.number, "after": page.after, "rows": page.rows})
                return READ
            if form(options) == "csv":
                texts = Views(connection).texts({row.document.id for row in page.rows})
                rows = [flat.claim(row, flat.words_of(row, texts)) for row in page.rows]
                write_csv([column.name for column in flat.TABLES["claims"]], rows)
            else:
                from ..render.grid import grid

                seen_on = look()
                made = grid(*claim_grid(page.rows, doubt=True), terminal=seen_on.styled, colour=seen_on.colour)
                sys.stdout.buffer.write(made.encode(seen_on.encoding, "backslashreplace"))
            say(whats_next(page, "claims that nobody reviewed", "jaccuse review"))
            if waiting := pairs_waiting(connection):
                say(f"pairs of operations that wait: {waiting:,}; see jaccuse candidates")
    return READ
