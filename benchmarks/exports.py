"""How long a whole ledger takes to go out as STIX, and in how much memory: made readings, SQLite, one process.

python benchmarks/exports.py --claims 100000 [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

from readings import Maker

from jaccuse.exports import FORMATS
from jaccuse.exports.request import Request
from jaccuse.ledger import Ledger

#: Documents for each claim, as the generator makes them.
DOCUMENTS = 0.34


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def filled(place: Path, claims: int) -> Ledger:
    """A ledger with about so many claims; one that is there is taken."""
    ledger = Ledger.open(place)
    made = iter(Maker().readings(int(claims * DOCUMENTS)))
    while batch := list(islice(made, 400)):
        ledger.add_many(batch, engine="1")
    ledger.settle()
    return ledger


def main() -> None:
    """Measure, and print one line of JSON for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="folder where made ledgers stay, and are looked for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for claims in options.claims:
            place = (options.keep or Path(folder)) / f"exports-{claims}.db"
            with filled(place, 0 if place.exists() else claims) as ledger, ledger.reading() as connection:
                before, wall, cpu = peak(), time.perf_counter(), time.process_time()
                with (Path(folder) / "out.json").open("wb") as out:
                    done = FORMATS["stix"].write(connection, Request(), out)
                found = {
                    **done.written,
                    "seconds": round(time.perf_counter() - wall, 1),
                    "cpu_seconds": round(time.process_time() - cpu, 1),
                    "megabytes": round((Path(folder) / "out.json").stat().st_size / 1e6),
                    "peak_mb_before": round(before),
                    "peak_mb": round(peak()),
                }
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
