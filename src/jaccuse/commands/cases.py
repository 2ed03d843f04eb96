"""`jaccuse incidents | incident`: what was claimed about one operation, over all documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..console import READ
from ..parser import Parser
from . import COMMANDS
from .filtering import asked
from .lists import list_parser, write_list
from .output import PAGES, form, format_option, seen, write_json, write_page
from .store import ledger_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from ..ledger.rows import IncidentRow
    from ..render.grid import Field


def incidents_parser() -> Parser:
    """The parser of `jaccuse incidents`."""
    examples = """\
jaccuse incidents
jaccuse incidents --accused RU --activity wiper --since 2022
jaccuse incidents --accuser EU --format csv > incidents.csv"""
    return list_parser("incidents", examples, "incidents")


def incidents(options: argparse.Namespace) -> int:
    """List incidents, those spoken of last first."""
    from ..ledger import flat
    from ..ledger.queries import Views

    with seen(options) as connection:
        page = Views(connection).incidents(asked(options), limit=options.limit, last=options.after, count=options.count)
        write_list(options, page, "incidents", (flat.TABLES["incidents"], lambda: map(flat.incident, page.rows)), _grid)
    return READ


def incident_parser() -> Parser:
    """The parser of `jaccuse incident`."""
    examples = """\
jaccuse incident io4k2mz7
jaccuse incident c4k2mz7 --format markdown > case.md
jaccuse incident io4k2mz7 --format json"""
    parser = Parser("jaccuse incident", COMMANDS["incident"].summary, examples)
    parser.add_argument(
        "id",
        metavar="ID",
        help="an incident's id (or an older one of it), or that of an operation or claim in it; may be shortened",
    )
    format_option(parser, PAGES)
    ledger_option(parser)
    return parser


def incident(options: argparse.Namespace) -> int:
    """Show the case."""
    from ..ledger.queries import Views

    with seen(options) as connection:
        found = Views(connection).case(options.id)
    if form(options) == "json":
        write_json(found)
        return READ
    from ..render.case import case_page

    write_page(case_page(found), options)
    return READ


def _grid(rows: Sequence[IncidentRow]) -> tuple[Sequence[Field], list[list[str]]]:
    from ..render.grid import Field

    fields = (
        Field("incident"),
        Field("last"),
        Field("docs", figure=True),
        Field("indep.", figure=True),
        Field("claims", figure=True),
        Field("name", wide=2),
        Field("who accuses whom", wide=3),
    )
    made = []
    for row in rows:
        edge = f"{', '.join(row.accusers)} -> {', '.join(row.accused)}" if row.accusations else "no accusation"
        counts = [f"{number:,}" for number in (row.documents, row.stories, row.claims)]
        made.append([row.id[:11], row.last or "", *counts, row.name or ", ".join(row.activities) or "not named", edge])
    return fields, made
