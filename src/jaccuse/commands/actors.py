"""`jaccuse actors`: who stands in the claims, and what one actor is called by whom."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..console import READ, fail, say
from ..parser import Parser, UsageError, did_you_mean
from . import COMMANDS
from .filtering import page_options
from .output import LISTS, form, format_option, look, seen, whats_next, write_csv, write_json, write_page
from .store import ledger_option

if TYPE_CHECKING:
    import argparse

    from sqlalchemy import Connection


def actors_parser() -> Parser:
    """The parser of `jaccuse actors`."""
    examples = """\
jaccuse actors
jaccuse actors --role accuser
jaccuse actors group:apt28"""
    parser = Parser("jaccuse actors", COMMANDS["actors"].summary, examples)
    parser.add_argument("actor", nargs="?", metavar="CODE", help="one actor: its names, and who says what means it")
    parser.add_argument("--role", metavar="ROLE", help="only those in this role: accuser, accused, measure-by, replies …")
    page_options(parser, "actors")
    format_option(parser, LISTS)
    ledger_option(parser)
    return parser


def actors(options: argparse.Namespace) -> int:
    """List actors, or show one."""
    from ..ledger import flat
    from ..ledger.queries import ACTOR_ROLES, Views

    if options.role and options.role not in ACTOR_ROLES:
        hint = did_you_mean(options.role, ACTOR_ROLES)
        raise UsageError(f"--role: {options.role!r} is none of {', '.join(ACTOR_ROLES)}", hint or "see `jaccuse actors --help`")
    with seen(options) as connection:
        if options.actor:
            return _one(connection, options)
        page = Views(connection).actors(options.role, limit=options.limit, last=options.after)
    if form(options) == "json":
        write_json({"shown": len(page.rows), "total": page.total.number, "after": page.after, "rows": page.rows})
        return READ
    if form(options) == "csv":
        write_csv([column.name for column in flat.TABLES["actors"]], map(flat.actor, page.rows))
    else:
        from ..render.grid import Field, grid

        fields = (Field("actor", wide=1), Field("places", figure=True), Field("as", wide=2))
        rows = [[row.actor, f"{row.claims:,}", _roles(row.roles)] for row in page.rows]
        seen_on = look()
        made = grid(fields, rows, terminal=seen_on.styled, colour=seen_on.colour)
        sys.stdout.buffer.write(made.encode(seen_on.encoding, "backslashreplace"))
    again = "jaccuse actors" + (f" --role {options.role}" if options.role else "")
    say(whats_next(page, "actors", again))
    return READ


def _roles(roles: dict[str, int]) -> str:
    return ", ".join(f"{role} {number:,}" for role, number in roles.items())


def _one(connection: Connection, options: argparse.Namespace) -> int:
    from ..ledger.names import actor_page
    from ..render.page import Block, Page, Row, plain
    from ..render.safe import one_line

    page = actor_page(connection, options.actor)
    if not (page.actor.claims or page.seen or page.claims):
        return fail(
            f"no actor {options.actor!r} in this ledger", "list them with `jaccuse actors`, find names with `jaccuse search`", 1
        )
    if form(options) == "json":
        write_json(page)
        return READ
    head = (plain("in claims", _roles(page.actor.roles) or "none that count"),)
    seen_rows = tuple(plain(f"{name.number:,}", one_line(name.name)) for name in page.seen)
    blocks = [Block(1, "Names in documents, and in how many places", seen_rows)]
    for verdict, title in (("same", "Said to mean it too"), ("different", "Said to mean another")):
        by_source: dict[str, list[str]] = {}
        for claim in page.claims:
            if claim.verdict == verdict:
                told = claim.source if claim.act is None else f"{claim.source} (recorded by {claim.by}, {claim.act[:10]})"
                by_source.setdefault(told, []).append(claim.other)
        rows: list[Row] = []
        for source, others in by_source.items():
            rows += [plain("names", one_line(" · ".join(others))), plain("source", one_line(source))]
        if rows:
            blocks.append(Block(1, title, tuple(rows)))
    notes = ["That two names mean one actor is a claim of the source named; nothing is merged by it."]
    if page.disputed:
        notes.insert(0, f"Sources contradict each other on: {one_line(', '.join(page.disputed))}.")
    write_page(Page(one_line(page.actor.actor), head, tuple(blocks), tuple(notes)), options)
    return READ
