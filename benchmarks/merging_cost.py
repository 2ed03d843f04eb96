#!/usr/bin/env python3
"""What merging costs a document as a ledger grows: the time of its deriver alone, at several sizes.

merging_cost.py [--documents 100000] [--db URL]     prints microseconds a document in windows; writes results/merging_cost.json
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from readings import Maker
from sqlalchemy import func, select

from jaccuse.ledger import Ledger
from jaccuse.ledger.merging import Merging
from jaccuse.ledger.merging_tables import blocks, copies, features, incidents, pairs

HERE = Path(__file__).resolve().parent
CHUNK = 1_000
spent = {"wall": 0.0, "cpu": 0.0}


def clocked(self: Merging, connection: Any, batch: Any) -> None:
    """The deriver, with a clock."""
    began, cpu = time.perf_counter(), time.process_time()
    plain(self, connection, batch)
    spent["wall"] += time.perf_counter() - began
    spent["cpu"] += time.process_time() - cpu


plain = Merging.apply


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--db")
    args = parser.parse_args()
    Merging.apply = clocked  # type: ignore[method-assign]
    windows: list[dict[str, int]] = []
    with tempfile.TemporaryDirectory() as folder, Ledger.open(args.db or Path(folder) / "cost.db") as ledger:
        made = Maker().readings(args.documents)
        done, since = 0, dict(spent)
        while chunk := list(islice(made, CHUNK)):
            ledger.add_many(chunk, engine="1")
            ledger.settle()
            done += len(chunk)
            if done in (5_000, 10_000) or done % (args.documents // 10) == 0:
                number = done - (windows[-1]["documents"] if windows else 0)
                each = {name: round((spent[name] - since[name]) / number * 1e6) for name in spent}
                windows.append({"documents": done, **each})
                print(f"to {done:9,}: {each['wall']:7,} µs a document, {each['cpu']:7,} of them computing", flush=True)
                since = dict(spent)
        with ledger.reading() as connection:
            tables = (features, blocks, pairs, incidents, copies)
            sizes = {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}
        print(sizes)
    (HERE / "results" / "merging_cost.json").write_text(json.dumps({"windows": windows, "rows": sizes}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
