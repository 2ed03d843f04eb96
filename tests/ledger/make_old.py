"""Writes data/version-N.json.gz: a small ledger of the version that is current, to be opened by all later ones.

Run it once when a version is new, before anything is released that has a newer one:  PYTHONPATH=src:tests python tests/ledger/make_old.py
"""

from __future__ import annotations

import gzip
import json
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from test_verify import filled

from jaccuse.ledger import Ledger
from jaccuse.ledger.schema import SCHEMA_VERSION, history, meta

DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}


def main() -> None:
    """Write the file of the current version."""
    made: dict[str, Any] = {"ddl": {}, "rows": {}}
    for name, dialect in DIALECTS.items():
        ddl = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in history.sorted_tables]
        ddl += [
            str(CreateIndex(i).compile(dialect=dialect))
            for table in history.sorted_tables
            for i in sorted(table.indexes, key=str)
        ]
        made["ddl"][name] = ddl
    with tempfile.TemporaryDirectory() as folder:
        url = str(Path(folder) / "old.db")
        filled(url, count=20, batch=7)
        with Ledger.open(url) as ledger, ledger.reading() as connection:
            for table in history.sorted_tables:
                rows = connection.execute(select(table)).fetchall()
                made["rows"][table.name] = [
                    [_plain(value) for value in row] for row in rows if table is not meta or row[0] != "derived"
                ]
    file = Path(__file__).parent / "data" / f"version-{SCHEMA_VERSION}.json.gz"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(gzip.compress(json.dumps(made).encode(), mtime=0))


def _plain(value: Any) -> Any:
    return {"bytes": b64encode(value).decode()} if isinstance(value, bytes) else value


if __name__ == "__main__":
    main()
