"""Columns of research tables: names, meanings, types and codes; and why those that are left empty are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

from ...errors import NothingToExport
from ...ledger.flat import safe_cell

Row = Mapping[str, str | int | bool | None]


class Variable(NamedTuple):
    """One column. codes: the values it may have, several separated by `; `; empty: why it is never filled, where it is not."""

    name: str
    meaning: str
    type: str = "string"
    codes: tuple[str, ...] = ()
    empty: str | None = None
    required: bool = False

    def field(self) -> dict[str, Any]:
        """The column in a Table Schema (Frictionless)."""
        meaning = f"{self.meaning} Left empty: {self.empty}." if self.empty else self.meaning
        found: dict[str, Any] = {"name": self.name, "type": self.type, "description": meaning}
        limits: dict[str, Any] = {"required": True} if self.required else {}
        if self.codes:
            one = "|".join(_quoted(code) for code in self.codes)
            limits["pattern"] = f"(?:{one})(?:; (?:{one}))*"
        return found | ({"constraints": limits} if limits else {})


def variables(file: str) -> tuple[Variable, ...]:
    """The columns in one of the files beside this one."""
    lines = resources.files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines:
        if not line.startswith("#"):
            name, kind, required, codes, empty, meaning = line.split("\t")
            known = tuple(filter(None, codes.split("; ")))
            found.append(Variable(name, meaning, kind, known, empty or None, bool(required)))
    return tuple(found)


def resource(name: str, title: str, columns: Iterable[Variable], key: str | list[str] | None = None) -> dict[str, Any]:
    """A table in a data package."""
    schema: dict[str, Any] = {"fields": [column.field() for column in columns], "missingValues": [""]}
    if key:
        schema["primaryKey"] = key
    return {
        "name": name,
        "title": title,
        "profile": "tabular-data-resource",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": schema,
    }


class Table:
    """Writes one table as CSV (RFC 4180, UTF-8); what a spreadsheet would take for a formula gets an apostrophe in front."""

    def __init__(self, out: BinaryIO, columns: Iterable[Variable]) -> None:
        self._out, self._names = out, [column.name for column in columns]
        self.rows = 0
        self._put([self._names])

    def write(self, row: Row) -> None:
        """Write one row; what it lacks is empty."""
        self.rows += 1
        self._put([[_cell(row.get(name)) for name in self._names]])

    def _put(self, rows: Iterable[Iterable[object]]) -> None:
        held = io.StringIO(newline="")
        csv.writer(held, lineterminator="\r\n").writerows(rows)
        self._out.write(held.getvalue().encode("utf-8", "backslashreplace"))


def write_table(
    out: BinaryIO, columns: Sequence[Variable], rows: Iterator[Row], *, of: str, nothing: NothingToExport
) -> dict[str, int]:
    """Write all rows under the columns; returns how many rows (under the name `of`) and how many columns are always empty.

    Raises `nothing` before anything is written where there is no row.
    """
    first = next(rows, None)
    if first is None:
        raise nothing
    table = Table(out, columns)
    for row in chain([first], rows):
        table.write(row)
    return {of: table.rows, "variables that are always empty": sum(bool(one.empty) for one in columns)}


def joined(values: Iterable[str | None]) -> str | None:
    """Several values in one cell, each once."""
    return "; ".join(dict.fromkeys(filter(None, values))) or None


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return safe_cell(value) if isinstance(value, str) else value


def _quoted(code: str) -> str:
    """A code in a pattern of XML Schema, in which few signs are signs."""
    return "".join(f"\\{sign}" if sign in "\\.?*+{}()[]|^$" else sign for sign in code)
