"""Tables out: the same rows in CSV, Parquet and DuckDB, each column explained, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from made_ledgers import Made, filled

from jaccuse.ledger import Ledger
from jaccuse.ledger.flat import TABLES, safe_cell
from jaccuse.ledger.tables import dictionary, export


@pytest.fixture
def small(ledger: Ledger) -> Ledger:
    """Two documents, one with a title that is a formula."""
    evil = Made('=HYPERLINK("http://example.org")', published="2021-07", publisher="+Pub", url="https://example.org/1")
    evil.operation("the campaign", "espionage").accuse("US GB", "CN/mss", link="linked").measure(
        "sanctions", "US", "CN", count=4
    )
    plain = Made("Plain, with a comma\nand a line", language="fr").accuse("FR", "RU", status="declined")
    return filled(ledger, [evil.reading(), plain.reading()])


def read(path: Path) -> list[dict[str, str]]:
    """A CSV file as rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_is_written_and_counted(small: Ledger, tmp_path: Path) -> None:
    """Claims of every standing, edges only of accusations."""
    with small.reading() as connection:
        numbers = export(connection, tmp_path / "out", "csv")
    assert numbers == {"claims": 3, "edges": 2, "incidents": 1, "actors": 6, "documents": 2}
    for name, columns in TABLES.items():
        rows = read(tmp_path / "out" / f"{name}.csv")
        assert len(rows) == numbers[name] and list(rows[0]) == [column.name for column in columns]
    edges = {(row["accuser"], row["accused_state"], row["link"]) for row in read(tmp_path / "out" / "edges.csv")}
    assert edges == {("US", "CN", "linked"), ("GB", "CN", "linked")}
    claims = read(tmp_path / "out" / "claims.csv")
    (sanctions,) = (row for row in claims if row["what"] == "sanctions")
    assert sanctions["persons"] == "4" and sanctions["title"].startswith("'=HYPERLINK")
    assert sorted(row["accuses"] for row in claims) == ["false", "false", "true"]


def test_parquet_and_csv_hold_the_same(small: Ledger, tmp_path: Path) -> None:
    """But for the apostrophes that only a spreadsheet needs."""
    parquet = pytest.importorskip("pyarrow.parquet")
    with small.reading() as connection:
        export(connection, tmp_path, "csv")
        export(connection, tmp_path, "parquet")
    for name in TABLES:
        table = parquet.read_table(tmp_path / f"{name}.parquet")
        rows = [{k: _shown(v) for k, v in row.items()} for row in table.to_pylist()]
        assert rows == read(tmp_path / f"{name}.csv")
        assert all(field.metadata[b"description"] for field in table.schema)


def _shown(value: object) -> str:
    shown = safe_cell(value)  # type: ignore[arg-type]
    return "" if shown is None else str(shown).lower() if isinstance(shown, bool) else str(shown)


def test_the_dictionary_explains_every_column(small: Ledger, tmp_path: Path) -> None:
    """As a Frictionless data package, beside the tables."""
    with small.reading() as connection:
        export(connection, tmp_path, "csv")
    package = json.loads((tmp_path / "datapackage.json").read_text())
    assert package == dictionary("csv")
    for resource in package["resources"]:
        assert (tmp_path / resource["path"]).exists()
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert len(names) == len(set(names)) and all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-1", "'-1"), ("\tx", "'\tx"), ("a=1", "a=1"), ("-", "-"), (3, 3), (None, None)],
)
def test_no_cell_is_a_formula(cell: object, safe: object) -> None:
    """One that begins like one gets an apostrophe."""
    assert safe_cell(cell) == safe  # type: ignore[arg-type]
