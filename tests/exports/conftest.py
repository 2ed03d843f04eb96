"""A ledger in a file, for what reads ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jaccuse.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(tmp_path / "cases.db") as ledger:
        yield ledger
