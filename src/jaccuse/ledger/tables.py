"""Tables out: every table of flat.py as CSV or Parquet in a folder, with a data dictionary (Frictionless datapackage.json).

Rows are written as they are read, a few hundred at a time, so that a ledger of any size fits. All tables show one state of the
ledger: they are read on one connection.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from sqlalchemy import Connection, select

from ..errors import MissingExtra
from . import flat
from .bulk import chunks
from .content_tables import claims, documents
from .flat import TABLES, Column, Value
from .incident_queries import incident_rows
from .merging_tables import incidents
from .queries import Views
from .rows import ClaimRow

_ROWS = 500
_LICENCE_NOTE = "Each row is what somebody is shown claiming, not a finding that it is true."


class Sink(Protocol):
    """Takes the rows of one table."""

    def write(self, rows: list[dict[str, Value]]) -> None:
        """Write some rows."""
        ...


def export(connection: Connection, folder: Path, form: str) -> dict[str, int]:
    """Write all tables and their dictionary into a folder; the number of rows of each. form: `csv` or `parquet`.

    Raises MissingExtra where Parquet is asked for without pyarrow, OSError where the folder cannot be written.
    """
    make: Callable[[Path, tuple[Column, ...]], AbstractContextManager[Sink]] = _Csv if form == "csv" else _parquet()
    folder.mkdir(parents=True, exist_ok=True)
    numbers: dict[str, int] = {}
    for name, rows in _tables(connection).items():
        numbers[name] = 0
        with make(folder / f"{name}.{form}", TABLES[name]) as sink:
            for chunk in chunks(rows, _ROWS):
                sink.write(chunk)
                numbers[name] += len(chunk)
    package = json.dumps(dictionary(form), indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(package + "\n", encoding="utf-8")
    return numbers


def dictionary(form: str) -> dict[str, Any]:
    """The data dictionary: every table and column with its type and meaning, as a Frictionless data package."""
    resources = []
    for name, columns in TABLES.items():
        fields = [{"name": column.name, "type": column.type, "description": column.meaning} for column in columns]
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if name != "edges":
            schema["primaryKey"] = columns[0].name
        resource: dict[str, Any] = {"name": name, "path": f"{name}.{form}", "format": form, "schema": schema}
        if form == "csv":
            resource |= {"mediatype": "text/csv", "encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\r\n"}}
        resources.append(resource)
    return {"name": "jaccuse-ledger", "description": _LICENCE_NOTE, "resources": resources}


def _tables(connection: Connection) -> dict[str, Iterable[dict[str, Value]]]:
    """The rows of every table, read as they are asked for."""
    views = Views(connection)
    return {
        "claims": _claims(connection, views),
        "edges": (edge for row in _standing(connection, views) for edge in flat.edges(row)),
        "incidents": _incidents(connection),
        "actors": _actors(views),
        "documents": (
            flat.document(row) for seqs in _keys(connection, documents.c.seq) for row in views.documents_by_seq(seqs)
        ),
    }


def _claims(connection: Connection, views: Views) -> Iterator[dict[str, Value]]:
    for keys in _keys(connection, claims.c.key):
        rows = views.claims_by_key(keys)
        texts = views.texts({row.document.id for row in rows})
        yield from (flat.claim(row, flat.words_of(row, texts)) for row in rows)


def _standing(connection: Connection, views: Views) -> Iterator[ClaimRow]:
    for keys in _keys(connection, claims.c.key):
        yield from (row for row in views.claims_by_key(keys) if row.standing == "counts")


def _incidents(connection: Connection) -> Iterator[dict[str, Value]]:
    for ids in _keys(connection, incidents.c.id):
        yield from map(flat.incident, incident_rows(connection, ids))


def _actors(views: Views) -> Iterator[dict[str, Value]]:
    last: str | None = None
    while True:
        page = views.actors(limit=5_000, last=last)
        yield from map(flat.actor, page.rows)
        if (last := page.after) is None:
            return


def _keys(connection: Connection, column: Any) -> Iterator[list[Any]]:
    """All values of a key, in order, some at a time."""
    last: Any = None
    while True:
        query = select(column).order_by(column).limit(_ROWS)
        found = list(connection.execute(query if last is None else query.where(column > last)).scalars())
        if not found:
            return
        yield found
        last = found[-1]


class _Csv:
    """One table as CSV (RFC 4180, UTF-8); what a spreadsheet would take for a formula gets an apostrophe in front."""

    def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._names = [column.name for column in columns]
        self._writer.writerow(self._names)

    def write(self, rows: list[dict[str, Value]]) -> None:
        """Write some rows."""
        self._writer.writerows([_cell(row[name]) for name in self._names] for row in rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()


def _cell(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else flat.safe_cell(value)


def _parquet() -> Callable[[Path, tuple[Column, ...]], AbstractContextManager[Sink]]:
    """The writer of Parquet. Raises MissingExtra."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise MissingExtra("Parquet needs the extra `tables`", remedy="pip install 'jaccuse[tables]', or --csv") from None

    class Parquet:
        def __init__(self, path: Path, columns: tuple[Column, ...]) -> None:
            types = {"string": pyarrow.string(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
            fields = [pyarrow.field(one.name, types[one.type], metadata={"description": one.meaning}) for one in columns]
            self._schema = pyarrow.schema(fields, metadata={"description": _LICENCE_NOTE})
            self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
            self._held: list[dict[str, Value]] = []

        def write(self, rows: list[dict[str, Value]]) -> None:
            """Write some rows, in groups that are worth compressing."""
            self._held += rows
            if len(self._held) >= 20 * _ROWS:
                self._flush()

        def _flush(self) -> None:
            if self._held:
                self._writer.write_table(pyarrow.Table.from_pylist(self._held, schema=self._schema))
                self._held = []

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *error: object) -> None:
            self._flush()
            self._writer.close()

    return Parquet
