"""Several processes write at once: nothing is lost, nothing is numbered twice, and nobody is told of locks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from jaccuse.ledger import Ledger
from jaccuse.ledger.schema import entries, heads

WRITER = """
import sys
from jaccuse.claim import DocumentHead, Reading
from jaccuse.ledger import Ledger
import hashlib
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
with Ledger.open(url) as ledger:
    for number in range(count):
        ids = [hashlib.sha256(text.encode()).hexdigest() for text in (f"shared {number}", f"{name} {number}")]
        readings = [Reading(document=DocumentHead(id="sha256:" + one, language="en", text=one)) for one in ids]
        ledger.add_many(readings, engine="test")
"""


def test_two_processes_write_at_once(url: str) -> None:
    """They also make the ledger at once; documents that both add are there once."""
    paths = [str(Path(__file__).parent.parent.parent / "src"), *sys.path]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{WRITER}", url]
    running = [
        subprocess.Popen([*command, name, "20"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for name in "abc"
    ]
    for one in running:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    for one in running:
        _, err = one.communicate(timeout=120)
        assert (one.returncode, err) == (0, "")
    with Ledger.open(url) as ledger, ledger.reading() as connection:
        found = connection.execute(select(entries.c.seq, entries.c.id).order_by(entries.c.seq)).fetchall()
        sizes = list(connection.execute(select(heads.c.size).order_by(heads.c.size)).scalars())
    assert [seq for seq, _ in found] == list(range((20 + 3 * 20) * 2))
    assert len({name for _, name in found}) == len(found)
    assert sizes[-1] == len(found)
