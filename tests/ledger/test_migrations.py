"""A ledger of every earlier version opens, on both databases, with every row as it was."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from test_verify import plain

from jaccuse.ledger import Ledger
from jaccuse.ledger.migrations import STEPS
from jaccuse.ledger.schema import SCHEMA_VERSION
from jaccuse.ledger.verify import verify

FILES = sorted((Path(__file__).parent / "data").glob("version-*.json.gz"))


def restored(file: Path, url: str) -> dict[str, Any]:
    """Make the stored ledger at a URL, by the statements of its own time; gives what is stored."""
    kept: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in kept["ddl"][engine.dialect.name]:
            connection.exec_driver_sql(statement)
        for table, rows in kept["rows"].items():
            for row in rows:
                names = ", ".join(f":v{place}" for place in range(len(row)))
                values = {f"v{n}": b64decode(v["bytes"]) if isinstance(v, dict) else v for n, v in enumerate(row)}
                connection.execute(text(f"INSERT INTO {table} VALUES ({names})"), values)
    engine.dispose()
    return kept


def test_every_version_is_stored() -> None:
    """From the first to the current one."""
    assert [file.name for file in FILES] == [f"version-{n}.json.gz" for n in range(1, SCHEMA_VERSION + 1)]
    assert set(STEPS) == set(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.partition(".")[0])
def test_an_old_ledger_is_taken_up(file: Path, url: str) -> None:
    """Its root is what it was, and it takes additions."""
    kept = restored(file, url)
    root = b64decode(kept["rows"]["heads"][-1][1]["bytes"])
    with Ledger.open(url) as ledger:
        found = verify(url)
        assert (found.fault, found.root) == (None, root)
        assert ledger.size() == len(kept["rows"]["entries"])
        ledger.settle()
        assert ledger.add(plain(777), engine="test").state == "new"
    assert verify(url).fault is None


def test_a_step_up_is_one_transaction(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that fails leaves the version before; one that succeeds is taken once; the rows stay."""
    restored(FILES[-1], url)
    root = verify(url).root
    taken: list[int] = []

    def fails(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE notes (word TEXT)")
        raise RuntimeError("in the midst of it")

    def succeeds(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE notes (word TEXT)")
        taken.append(1)

    monkeypatch.setattr("jaccuse.ledger.opening.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    for step in (fails, succeeds):
        monkeypatch.setitem(STEPS, SCHEMA_VERSION, step)
        if step is fails:
            with pytest.raises(RuntimeError):
                Ledger.open(url)
            assert "notes" not in _tables(url)
        else:
            Ledger.open(url).close()
            Ledger.open(url).close()
    assert taken == [1] and "notes" in _tables(url)
    assert verify(url).root == root
    monkeypatch.undo()
    from jaccuse.errors import LedgerNewer

    with pytest.raises(LedgerNewer):
        Ledger.open(url)


def _tables(url: str) -> list[str]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    found = inspect(engine).get_table_names()
    engine.dispose()
    return found
