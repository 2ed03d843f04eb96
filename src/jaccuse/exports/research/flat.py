"""One row a claim, as Parquet: the columns of the table `claims`, with their meanings in the schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from sqlalchemy import Connection

from ...errors import MissingExtra
from ...ledger import flat
from ...ledger.queries import Views
from ..request import Outcome, Request

#: So many documents are looked at together.
TOGETHER = 100
#: Rows that are compressed together.
GROUP = 10_000
NOTE = "Each row is what somebody is shown claiming, not a finding that it is true."


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the claims asked for. Raises MissingExtra, NothingToExport."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise MissingExtra("Parquet needs the extra `tables`", remedy="pip install 'jaccuse[tables]'") from None
    types = {"string": pyarrow.string(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
    columns = flat.TABLES["claims"]
    fields = [pyarrow.field(one.name, types[one.type], metadata={"description": one.meaning}) for one in columns]
    schema = pyarrow.schema(fields, metadata={"description": NOTE})
    rows = claims(connection, request)
    held: list[dict[str, Any]] = []
    number = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for row in rows:
            held.append(row)
            number += 1
            if len(held) >= GROUP:
                writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
                held = []
        if held:
            writer.write_table(pyarrow.Table.from_pylist(held, schema=schema))
    return Outcome({"claims": number})


def claims(connection: Connection, request: Request) -> Iterator[dict[str, Any]]:
    """The rows. Raises NothingToExport at once."""
    views = Views(connection)
    told = request.told(connection)

    def rows() -> Iterator[dict[str, Any]]:
        while together := list(islice(told, TOGETHER)):
            texts = views.texts([one.document.id for one in together])
            for row in (row for one in together for row in one.claims):
                yield flat.claim(row, flat.words_of(row, texts))

    return rows()
