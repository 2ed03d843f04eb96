"""A writer that dies leaves a whole ledger; so does a disk that is full."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from crashing import WORKS, check, crash
from test_verify import plain

from jaccuse.ledger import Ledger
from jaccuse.ledger.verify import verify


def test_a_killed_writer_loses_nothing_and_leaves_nothing_half_done(url: str) -> None:
    """An addition, a review and a judgement, each killed in the midst of it."""
    with Ledger.open(url) as ledger:
        ledger.add(plain(0), engine="test")
    acknowledged: set[str] = set()
    for seed, kind in enumerate(WORKS, 1):
        acknowledged.update(crash(url, kind, seed))
        assert check(url, acknowledged) >= 2


FULL = """
import resource, signal, sys
from jaccuse.errors import LedgerFull
from jaccuse.ledger import Ledger
from test_verify import plain
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Ledger.open(sys.argv[1]) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    number = 10
    try:
        while True:
            ledger.add_many([plain(n) for n in range(number, number + 100)], engine="test")
            number += 100
            print(number, flush=True)
    except Exception as error:
        print(type(error).__name__, error, flush=True)
"""


def test_a_full_disk_is_told_and_the_ledger_is_as_it_was(tmp_path: Path) -> None:
    """Files may not grow beyond a limit: the last addition fails with a clear error, all before it are there."""
    file = tmp_path / "cases.db"
    with Ledger.open(file) as ledger:
        ledger.add(plain(0), engine="test")
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{FULL}", str(file), "700000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *numbers, told = done.stdout.splitlines()
    assert numbers and told.startswith(("LedgerFull", "LedgerError")) and str(file) in told
    assert verify(str(file)).fault is None
    with Ledger.open(file) as ledger:
        assert ledger.size() == 2 + 2 * (int(numbers[-1]) - 10)
        assert ledger.add(plain(5), engine="test").state == "new"


def test_a_database_at_its_limit_is_told(tmp_path: Path) -> None:
    """As SQLite says it where the disk is full."""
    from jaccuse.errors import LedgerFull

    file = tmp_path / "cases.db"
    with Ledger.open(file) as ledger:
        with ledger.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 5}")
        with pytest.raises(LedgerFull, match="no space is left") as told:
            ledger.add_many([plain(n) for n in range(500)], engine="test")
        assert told.value.remedy and ledger.size() == 0
    assert verify(str(file)).fault is None
