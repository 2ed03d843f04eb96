"""A served ledger: the example articles read by the engine, behind the real application."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import at, documents
from starlette.testclient import TestClient

import jaccuse
from jaccuse.ledger import Ledger
from jaccuse.web.settings import Settings


@pytest.fixture(scope="session")
def readings() -> list[jaccuse.Reading]:
    """What the engine reads in them; read once."""
    return [jaccuse.read(document) for document in documents()]


@pytest.fixture(scope="session")
def made(readings: list[jaccuse.Reading], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of them, settled; copied for each test."""
    path = tmp_path_factory.mktemp("web") / "made.db"
    with Ledger.open(path) as ledger:
        ledger.add_many(readings)
        ledger.settle()
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of its own for one test."""
    shutil.copy(made, tmp_path / "web.db")
    with Ledger.open(tmp_path / "web.db") as ledger:
        yield ledger


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    """Somebody on this machine, before a server on loopback."""
    yield at(ledger, Settings())
