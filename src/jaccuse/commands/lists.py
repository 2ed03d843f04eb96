"""`jaccuse claims | documents | actors | search`: lists of what a ledger holds."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Any

from ..console import READ, say
from ..parser import Parser
from . import COMMANDS
from .filtering import asked, filter_options, page_options
from .output import LISTS, form, format_option, look, seen, whats_next, write_csv, write_json
from .store import ledger_option

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..ledger.rows import ClaimRow, DocumentRow, Listing
    from ..render.grid import Field

NO_VERDICT = "each line is what somebody is shown claiming, not a finding that it is true"
#: Characters of an id that a list shows; any beginning that only one thing has names it.
SHORT = 10


def claims_parser() -> Parser:
    """The parser of `jaccuse claims`."""
    examples = """\
jaccuse claims --accused CN --since 2021-07
jaccuse claims --accuser US --accused RU --activity wiper
jaccuse claims --kind measure --format csv > measures.csv
jaccuse claims --reviewed no --status suspected"""
    return list_parser("claims", examples, "claims")


def claims(options: argparse.Namespace) -> int:
    """List claims, newest first."""
    from ..ledger import flat
    from ..ledger.queries import Views

    with seen(options) as connection:
        views = Views(connection)
        page = views.claims(asked(options), limit=options.limit, last=options.after, count=options.count)

        def rows() -> Iterable[Mapping[str, Any]]:
            texts = views.texts({row.document.id for row in page.rows})
            return [flat.claim(row, flat.words_of(row, texts)) for row in page.rows]

        write_list(options, page, "claims", (flat.TABLES["claims"], rows), claim_grid)
    return READ


def documents_parser() -> Parser:
    """The parser of `jaccuse documents`."""
    examples = """\
jaccuse documents --publisher "The Example" --since 2021
jaccuse documents --accused KP --format csv > documents.csv"""
    return list_parser("documents", examples, "documents")


def documents(options: argparse.Namespace) -> int:
    """List documents, newest first; with filters on claims, those that hold such a claim."""
    from ..ledger import flat
    from ..ledger.queries import Views

    with seen(options) as connection:
        page = Views(connection).documents(asked(options), limit=options.limit, last=options.after, count=options.count)
        write_list(
            options, page, "documents", (flat.TABLES["documents"], lambda: map(flat.document, page.rows)), _document_grid
        )
    return READ


def search_parser() -> Parser:
    """The parser of `jaccuse search`."""
    examples = """\
jaccuse search exchange server
jaccuse search '"ministry of state security"' --since 2021
jaccuse search 'ransom* hospital' --language en"""
    parser = Parser("jaccuse search", COMMANDS["search"].summary, examples)
    parser.add_argument(
        "words",
        nargs="+",
        metavar="WORDS",
        help="words that all occur; several in quotation marks stand one after another; `*` leaves a word's end open; accents "
        "and case do not count",
    )
    filter_options(parser, of_documents=True)
    page_options(parser, "documents")
    format_option(parser, ("table", "json"))
    ledger_option(parser)
    return parser


def search(options: argparse.Namespace) -> int:
    """Find documents by their words, last added first, each hit in its context."""
    from ..ledger.queries import Views
    from ..render.hits import around, hits

    with seen(options) as connection:
        views = Views(connection)
        sought = " ".join(options.words)
        found = views.search(sought, asked(options), limit=options.limit, last=options.after, count=options.count)
        if form(options) == "json":
            rows = [{"document": hit.document, "spans": hit.spans, "words": around(hit)} for hit in found.rows]
            write_json({"shown": len(rows), **_totals(found), "rows": rows, "actors": views.actors_named(sought)})
            return READ
        seen_on = look()
        made = hits(found.rows, views.actors_named(sought), terminal=seen_on.styled, colour=seen_on.colour)
        sys.stdout.buffer.write(made.encode(seen_on.encoding, "backslashreplace"))
        say(whats_next(found, "documents", _again(options, "search")))
    return READ


def list_parser(name: str, examples: str, noun: str) -> Parser:
    """The parser of a command that lists."""
    parser = Parser(f"jaccuse {name}", COMMANDS[name].summary, examples)
    filter_options(parser)
    page_options(parser, noun)
    format_option(parser, LISTS)
    ledger_option(parser)
    return parser


def write_list(
    options: argparse.Namespace,
    page: Listing[Any],
    noun: str,
    table: tuple[Sequence[Any], Callable[[], Iterable[Mapping[str, Any]]]],
    shown: Callable[[Sequence[Any]], tuple[Sequence[Field], list[list[str]]]],
) -> None:
    """A list in the format asked for; how much of it this is goes to the person, and into the JSON."""
    if form(options) == "json":
        write_json({"shown": len(page.rows), **_totals(page), "rows": page.rows})
        return
    if form(options) == "csv":
        columns, rows = table
        write_csv([column.name for column in columns], rows())
    else:
        from ..render.grid import grid

        seen_on = look()
        made = grid(*shown(page.rows), terminal=seen_on.styled, colour=seen_on.colour)
        sys.stdout.buffer.write(made.encode(seen_on.encoding, "backslashreplace"))
    say(whats_next(page, noun, _again(options, noun)))
    if noun == "claims" and page.rows:
        say(NO_VERDICT)


def _totals(page: Listing[Any]) -> dict[str, Any]:
    return {"total": page.total.number, "exact": page.total.exact, "after": page.after}


def _again(options: argparse.Namespace, name: str) -> str:
    """The command that was given, without its `--after`."""
    words = ["jaccuse", name]
    for key, value in vars(options).items():
        if key == "words":
            words += value
        elif key != "after" and value not in (None, False) and (key, value) not in (("limit", 50), ("standing", "counts")):
            words += [f"--{key.replace('_', '-')}"] + ([] if value is True else [str(value)])
    return shlex.join(words)


def claim_grid(rows: Sequence[ClaimRow], *, doubt: bool = False) -> tuple[Sequence[Field], list[list[str]]]:
    """Columns and rows of a list of claims; doubt: with the points by which the queue is ordered."""
    from ..render.grid import Field
    from ..render.phrases import sentence

    last = Field("doubt", figure=True) if doubt else Field("reviewed")
    fields = (Field("claim"), Field("date"), Field("what is claimed", wide=3), Field("document", wide=2), last)
    made = []
    for row in rows:
        told = row.document.publisher or row.document.url or ""
        source = ": ".join(filter(None, (told, row.document.title or row.document.id[:19])))
        end = str(row.doubt) if doubt else row.reviewed + (" !" if row.differs else "")
        made.append([row.id[:SHORT], row.day or "", sentence(row.claim), source, end])
    return fields, made


def _document_grid(rows: Sequence[DocumentRow]) -> tuple[Sequence[Field], list[list[str]]]:
    from ..render.grid import Field

    fields = (
        Field("document"),
        Field("published"),
        Field("lang"),
        Field("claims", figure=True),
        Field("title", wide=3),
        Field("publisher", wide=1),
    )
    made = []
    for row in rows:
        title = (row.title or "") + (f" ({len(row.versions) + 1} versions)" if row.versions else "")
        head = [row.id.removeprefix("sha256:")[:12], row.published or "", row.language or "", f"{row.claims:,}"]
        made.append([*head, title, row.publisher or row.url or ""])
    return fields, made
