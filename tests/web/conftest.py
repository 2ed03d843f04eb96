"""A served ledger: the example articles read by the engine, behind the real application."""

from __future__ import annotations

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


@pytest.fixture
def ledger(readings: list[jaccuse.Reading], tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of its own for one test."""
    with Ledger.open(tmp_path / "web.db") as ledger:
        ledger.add_many(readings)
        ledger.settle()
        yield ledger


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    """Somebody on this machine, before a server on loopback."""
    yield at(ledger, Settings())
