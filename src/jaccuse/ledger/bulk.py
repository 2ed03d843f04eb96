"""Writing and reading many rows at once, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, RowMapping, Select, Table
from sqlalchemy.dialects import postgresql, sqlite

#: Values in one statement; SQLite takes 32,766, PostgreSQL 65,535, and more than this is no faster.
CHUNK = 900

_T = TypeVar("_T")


def chunks(items: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def where_in(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]
) -> Iterator[RowMapping]:
    """The rows of the query whose column is one of the values, however many there are."""
    for chunk in chunks(sorted(set(values))):
        yield from connection.execute(query.where(column.in_(chunk))).mappings()


def tuples_in(
    connection: Connection, columns: Sequence[Column[Any]], column: Column[Any], values: Iterable[Any], more: str = ""
) -> list[tuple[Any, ...]]:
    """These columns of the rows of one table whose column is one of the values, as the driver gives them: for many rows.

    more: a further condition, in SQL.
    """
    wanted = sorted(set(values))
    if not wanted:
        return []
    driver: Any = connection.connection.driver_connection
    names = ", ".join(f'"{one.name}"' for one in columns)
    sql = f'SELECT {names} FROM {column.table.name} WHERE "{column.name}" {{}}{f" AND {more}" if more else ""}'
    found: list[tuple[Any, ...]]
    if connection.dialect.name == "sqlite":
        asked = msgspec.json.encode(wanted).decode()
        found = driver.execute(sql.format("IN (SELECT value FROM json_each(?))"), (asked,)).fetchall()
    else:
        kind = "bigint" if isinstance(wanted[0], int) else "text"
        found = driver.execute(sql.format(f"= ANY(%s::{kind}[])"), (wanted,)).fetchall()
    return found


def short(text: str) -> str:
    """The text as a column that is looked up holds it: 300 characters at most, and without the NUL that PostgreSQL refuses."""
    return text[:300].replace("\0", "\ufffd")


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows that are not there yet; all have the same columns."""
    if rows:
        names = tuple(rows[0])
        insert_tuples(connection, table, names, [tuple(row[name] for name in names) for row in rows])


def insert_tuples(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows given as tuples of these columns, by the driver itself: SQLAlchemy's parameters would cost more than writing."""
    if not rows:
        return
    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        driver.executemany(f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(names))})", rows)
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; those whose primary key is there already take its place."""
    if not rows:
        return
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    keys = [column.name for column in table.primary_key]
    query = make(table)
    others = {name: query.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(query.on_conflict_do_update(index_elements=keys, set_=others), [dict(row) for row in rows])


def add_numbers(connection: Connection, table: Table, numbers: Mapping[tuple[Any, ...], int]) -> None:
    """Add to the column `number` of the rows with these primary keys; a row that comes to nothing goes."""
    changed = {key: number for key, number in numbers.items() if number}
    if not changed:
        return
    keys = [column.name for column in table.primary_key]
    names, at = ", ".join(keys), {"sqlite": "?", "postgresql": "%s"}[connection.dialect.name]
    add = f"INSERT INTO {table.name} ({names}, number) VALUES ({', '.join([at] * (len(keys) + 1))}) ON CONFLICT ({names})"
    rows = sorted((*key, number) for key, number in changed.items())
    driver: Any = connection.connection.driver_connection
    driver.cursor().executemany(f"{add} DO UPDATE SET number = {table.name}.number + excluded.number", rows)
    less = [row[:-1] for row in rows if row[-1] < 0]
    if less:
        gone = " AND ".join(f"{name} = {at}" for name in keys)
        driver.cursor().executemany(f"DELETE FROM {table.name} WHERE number = 0 AND {gone}", less)
