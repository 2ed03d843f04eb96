"""A process that writes to a ledger is killed at a random moment; nothing acknowledged may be lost, and nothing half there.

Used by `benchmarks/ledger.py --crash` and, a few times, by the tests.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from readings import Maker

from jaccuse.ledger import Ledger
from jaccuse.ledger.append import Part
from jaccuse.ledger.deep import verify_derived
from jaccuse.ledger.derivers import derivers
from jaccuse.ledger.entries import Entry, Judgement, ReadingBody, Review, reading_id
from jaccuse.ledger.verify import verify

WORKS = ("add", "review", "merge")
#: So many acknowledgements are awaited, and seconds after them, before the kill: a random part of each.
MOST, LONGEST = 12, 0.4


def work(url: str, kind: str, seed: int) -> None:
    """Write for ever; a line on stdout for each thing that the ledger says is durable."""
    with Ledger.open(url) as ledger:
        print("ready", flush=True)
        maker = Maker(seed)
        number = 0
        while True:
            number += 1
            if kind == "add":
                readings = list(maker.readings(random.randint(1, 9)))
                names = [one.document for one in ledger.add_many(readings, engine="crash")]
            elif kind == "review":
                act = Review(target="c1", verdict="accept", by="A. Reviewer", reason=f"{seed} {number}")
                names = [ledger.act(act).id]
            else:
                judged = Judgement(left="o1", right="o2", verdict="same", by="A. Reviewer", reason=f"{seed} {number}")
                names = [ledger.act(judged).id]
            print(" ".join(names), flush=True)
            if number % 3 == 0:
                ledger.settle()


def crash(url: str, kind: str, seed: int, first: Callable[[], None] | None = None) -> list[str]:
    """Let a process work, kill it, and give what it said was durable. It always begins before it is killed.

    first: what is done before it is killed.
    """
    here = Path(__file__).resolve()
    path = os.pathsep.join([str(here.parent), *sys.path])
    command = [sys.executable, str(here), url, kind, str(seed)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    assert running.stdout
    if running.stdout.readline() != "ready\n":
        raise RuntimeError("the process did not begin")
    dice = random.Random(seed)
    said = [running.stdout.readline() for _ in range(dice.randint(0, MOST))]
    time.sleep(dice.random() * LONGEST)
    if first:
        first()
    running.send_signal(signal.SIGKILL)
    rest = "".join(said) + running.stdout.read()
    running.wait()
    whole = rest.rpartition("\n")[0]  # a line that was cut was not yet said
    return whole.split()


def check(url: str, acknowledged: set[str]) -> int:
    """Raise AssertionError where something is lost, half there or does not verify; the number of entries."""
    found = verify(url)
    assert found.fault is None, found.fault
    with Ledger.open(url) as ledger:
        rows = list(ledger.history())
        assert [row.seq for row in rows] == list(range(len(rows))) and len(rows) == found.size
        lost = acknowledged - {row.id for row in rows}
        assert not lost, f"acknowledged and lost: {sorted(lost)[:3]}"
        _whole(rows)
        ledger.settle()
        assert ledger.behind() == 0
    fault = verify_derived(url, derivers())
    assert fault is None, fault
    return len(rows)


def _whole(rows: list[Entry]) -> None:
    """Every document has its reading behind it, and every reading all that its id was made of."""
    for row in rows:
        if row.kind == "document":
            assert row.seq + 1 < len(rows) and rows[row.seq + 1].kind == "reading", f"{row.id} has no reading"
        if row.kind == "reading":
            parts: list[Part] = []
            for part in rows[row.seq + 1 :]:
                if part.parent != row.seq:
                    break
                parts.append(Part(part.kind, part.id, part.body))
            body = msgspec.json.decode(row.body, type=ReadingBody)
            content = "\n".join(part.body for part in parts)
            assert reading_id(body.document, body.engine, content) == row.id, f"reading {row.id} is not whole"


if __name__ == "__main__":
    work(sys.argv[1], sys.argv[2], int(sys.argv[3]))
