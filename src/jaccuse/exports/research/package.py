"""Everything for research in one data package (Frictionless, zipped): claims, both codebooks' tables, sources, dictionary.

The same ledger gives the same bytes: no time of day stands in it.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from sqlalchemy import Connection

from ... import __version__
from ...ledger import flat
from ...ledger.state import state_of
from ...render.safe import one_line
from ..request import Outcome, Request
from . import cfr, eurepoc
from .columns import Row, Table, Variable, resource
from .flat import NOTE, claims

#: The date that files in a zip must have; this one means that there is none.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_CLAIMS = tuple(
    Variable(one.name, one.meaning, one.type, required=one.name in ("claim", "document")) for one in flat.TABLES["claims"]
)
_SOURCES = (
    Variable("document", "Id of the document: sha256 of its bytes.", required=True),
    Variable("citation", "The source as it can be cited.", required=True),
    Variable("publisher", "Who published it."),
    Variable("title", "Its title."),
    Variable("published", "Date of publication, as precise as it is known."),
    Variable("language", "Its language (ISO 639-1)."),
    Variable("url", "Where it was."),
    Variable("claims", "Number of claims of this package that stand in it.", "integer"),
)
#: Where the variables and values of the tables are from.
_CODEBOOKS = (
    {"title": "EuRepoC Global, Attribution and Receiver Datasets 1.1, Zenodo record 7848941; EuRepoC table view (2024)"},
    {"title": "Council on Foreign Relations, Cyber Operations Tracker: data set (2023 copy) and glossary"},
)


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the package. Raises NothingToExport before anything is written."""
    rows = claims(connection, request)
    written: dict[str, int] = {}
    aside: dict[str, int] = {}  # what finds no row in one table stands among the claims
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        sources: dict[str, dict[str, Any]] = {}
        written["claims"] = _table(package, "claims", _CLAIMS, _counting(rows, sources))
        written["attributions"] = _table(
            package, "eurepoc", eurepoc.VARIABLES, eurepoc.attributions(connection, request, aside)
        )
        written["incidents"] = _table(package, "cfr", cfr.VARIABLES, cfr.incidents(connection, request, aside))
        written["sources"] = _table(package, "sources", _SOURCES, sources.values())
        descriptor = dictionary(state_of(connection))
        with _file(package, "datapackage.json") as file:
            file.write((json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))
        with _file(package, "README.md") as file:
            file.write(readme().encode())
    return Outcome(written)


def dictionary(state: str) -> dict[str, Any]:
    """The descriptor: every table and column with its type, meaning and codes. The sources cited are a table of their own."""
    tables = (
        ("claims", "One row a claim", _CLAIMS, "claim"),
        ("eurepoc", "One row an attribution, in EuRepoC's variables", eurepoc.VARIABLES, "attribution_ID"),
        ("cfr", "One row an incident, in the categories of the CFR tracker", cfr.VARIABLES, "jaccuse_incident"),
        ("sources", "The documents", _SOURCES, "document"),
    )
    resources = [resource(name, title, columns, key) for name, title, columns, key in tables]
    for table, column in ((0, "document"), (1, "jaccuse_document")):
        reference = {"fields": column, "reference": {"resource": "sources", "fields": "document"}}
        resources[table]["schema"]["foreignKeys"] = [reference]
    return {
        "profile": "tabular-data-package",
        "name": "jaccuse-research",
        "title": "Public attributions of cyber operations, as documents report them",
        "description": f"{NOTE} People named are presumed innocent. Quoted words belong to their publishers.",
        "version": f"{__version__}+{state}",
        "sources": list(_CODEBOOKS),
        "resources": resources,
    }


def readme() -> str:
    """What is in the package, and which variables are empty and why."""
    lines = [
        "# Public attributions of cyber operations, as documents report them", "", NOTE,
        "People named here are presumed innocent. Made by jaccuse; `datapackage.json` explains every column.", "",
        "| file | what it has |", "|---|---|", "| claims.csv | one row a claim, with its words |",
        "| eurepoc.csv | one row an attribution, in EuRepoC's variables |",
        "| cfr.csv | one row an incident, in the categories of the CFR tracker |",
        "| sources.csv | the documents, to be cited |",
    ]  # fmt: skip
    for title, variables in (("EuRepoC", eurepoc.VARIABLES), ("CFR", cfr.VARIABLES)):
        lines += ["", f"## Variables of {title} that are always empty", "", "| variable | why |", "|---|---|"]
        lines += [f"| `{one.name}` | {one.empty} |" for one in variables if one.empty]
    return "\n".join(lines) + "\n"


def citation(row: dict[str, Any]) -> str:
    """A source as it can be cited: publisher, title, date, address, hash."""
    title = f"“{one_line(row['title'])}”" if row["title"] else "Untitled"
    parts = [one_line(row["publisher"] or "Publisher not known"), title, row["published"] or "no date"]
    parts += [one_line(row["url"])] if row["url"] else []
    return ". ".join(parts) + f". {row['document']}."


def _counting(rows: Iterable[dict[str, Any]], sources: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of claims, with the documents and their number of claims noted on the way."""
    for row in rows:
        name = row["document"]
        if name not in sources:
            head = {key: row[key] for key in ("document", "publisher", "title", "published", "language", "url")}
            sources[name] = {**head, "citation": citation(row), "claims": 0}
        sources[name]["claims"] += 1
        yield row


def _table(package: zipfile.ZipFile, name: str, columns: tuple[Variable, ...], rows: Iterable[Row]) -> int:
    with _file(package, f"{name}.csv") as file:
        table = Table(file, columns)
        for row in rows:
            table.write(row)
    return table.rows


@contextmanager
def _file(package: zipfile.ZipFile, name: str) -> Iterator[BinaryIO]:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with package.open(entry, "w", force_zip64=True) as file:
        yield cast(BinaryIO, file)
