"""Whole collections come into the ledger once, whatever stops the run or hides among the documents."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jaccuse.backfill.crew import Crew
from jaccuse.backfill.plan import plan
from jaccuse.backfill.units import batches, units
from jaccuse.backfill.work import Job
from jaccuse.sources.limits import DEFAULT
from made_collections import ROOT, collection, command, documents, held, item, lines, page, started, warc

__all__ = ["collection"]


def test_readings_are_those_of_read_byte_for_byte_and_in_order(collection: Path) -> None:
    """What the crew reads out of a folder is what `jaccuse read` prints for its files one after another."""
    sources, left_out = plan([str(collection)])
    assert [Path(source.path).name for source in sources] == ["a.jsonl", "b.jsonl.gz", "c.html", "d.html"]
    assert [Path(one.path).name for one in left_out] == ["e.xlsx"]
    given = (unit for number, source in enumerate(sources) for unit in units(source, number, 0, DEFAULT))
    with Crew(2, Job(form="json")) as crew:
        found = [one for _, outcomes in crew.run(batches(given)) for outcome in outcomes for one in outcome.kept]
    printed = command("read", *(source.path for source in sources), "--format", "jsonl").stdout
    assert [json.loads(one) for one in found] == [json.loads(line) for line in printed.splitlines()]
    assert b"\n".join(found) == printed.encode().rstrip(b"\n")


def test_the_number_of_processes_changes_nothing(collection: Path, tmp_path: Path) -> None:
    """One process and three leave the same history, and a second run over the same files adds nothing."""
    for name, processes in (("one.db", 1), ("three.db", 3)):
        done = command("backfill", collection, "--db", tmp_path / name, "--processes", processes)
        assert done.returncode == 0, done.stderr
    assert held(tmp_path / "one.db") == held(tmp_path / "three.db")
    before = held(tmp_path / "one.db")
    again = command("backfill", collection, "--db", tmp_path / "one.db")
    assert again.returncode == 0
    assert "done by earlier runs" in again.stderr
    assert held(tmp_path / "one.db") == before


def test_only_documents_with_claims_are_kept_where_that_is_asked(collection: Path, tmp_path: Path) -> None:
    """With `--keep claims` the others are counted, not kept; other languages are told by name."""
    db, report = tmp_path / "claims.db", tmp_path / "report.json"
    done = command("backfill", collection, "--db", db, "--keep", "claims", "--report", report)
    claiming = sum(n % 5 == 0 and n % 7 != 3 for n in [*range(210), 1000, 1001])
    assert len(documents(db)) == claiming
    total = json.loads(report.read_text())["total"]
    german = sum(n % 7 == 3 for n in [*range(210), 1000, 1001])
    assert total["passed"] == {"the language 'de' is not read": german}
    assert (total["read"], total["with_claims"], total["failed"]) == (212 - german, claiming, 0)
    assert done.returncode == 0


def test_killed_at_any_moment_it_goes_on_and_every_document_is_there_once(tmp_path: Path) -> None:
    """Runs that are killed again and again, then one to the end: the same documents as of one run, each once."""
    source, db = tmp_path / "many.jsonl", tmp_path / "killed.db"
    source.write_bytes(lines(1_500))
    words = [sys.executable, "-m", "jaccuse", "backfill", str(source), "--db", str(db), "--processes", "2"]
    environment = {**os.environ, "PYTHONPATH": ROOT}
    for wait in (1.3, 2.2):
        run = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert command("backfill", source, "--db", db).returncode == 0
    assert command("verify", "--db", db).returncode == 0
    found = documents(db)
    assert len(found) == len(set(found)) == sum(n % 7 != 3 for n in range(1_500))


def test_ctrl_c_ends_it_with_130_and_leaves_no_process(tmp_path: Path) -> None:
    """The status of an interruption, no traceback, and the same command goes on."""
    source, db = tmp_path / "many.jsonl", tmp_path / "stopped.db"
    source.write_bytes(lines(1_500))
    run = started("backfill", source, "--db", db)
    time.sleep(0.8)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=120)
    assert (run.returncode, "Traceback" in told) in {(130, False), (0, False)}
    assert command("backfill", source, "--db", db).returncode == 0
    assert len(documents(db)) == sum(n % 7 != 3 for n in range(1_500))


POISON = """
import os, time
import jaccuse.engine.read as engine
whole = engine.read
def read(document):
    if "HANG" in document.text: time.sleep(3600)
    if "CRASH" in document.text: os.abort()
    if "ONCE" in document.text and not os.path.exists(os.environ["ONCE"]):
        open(os.environ["ONCE"], "w").close()
        os.abort()
    if "HOG" in document.text: bytearray(10 << 30)
    if "FAULT" in document.text: 1 / 0
    return whole(document)
engine.read = read
"""


def test_a_poisonous_document_costs_itself_only(tmp_path: Path) -> None:
    """A hang, a crash and a hunger for memory are recorded after a second try; all the others are read, in their order."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON)
    source, db, report = tmp_path / "bad.jsonl", tmp_path / "bad.db", tmp_path / "report.json"
    texts = [item(n)["text"] for n in range(0, 60) if n % 7 != 3]
    for place, word in ((4, "HANG"), (9, "CRASH"), (15, "HOG"), (21, "FAULT"), (30, "ONCE")):
        texts.insert(place, f"The {word} of it, growers say.")
    source.write_text("".join(json.dumps({"text": text, "language": "en"}) + "\n" for text in texts))
    environment = {"PYTHONPATH": str(tmp_path / "site"), "ONCE": str(tmp_path / "once")}
    words = ("backfill", source, "--db", db, "--report", report, "--document-seconds", "3", "--processes", "2")
    done = command(*words, env=environment)
    assert done.returncode == 1
    faults = {fault["where"].rpartition(" ")[2]: fault for fault in json.loads(report.read_text())["sources"][0]["faults"]}
    assert {line: (fault["kind"], fault["tries"]) for line, fault in faults.items()} == {
        "5": ("lost", 2),
        "10": ("lost", 2),
        "16": ("lost", 2),
        "22": ("fault", 1),
    }
    assert "more than 3 seconds" in faults["5"]["message"]
    assert "crashed" in faults["10"]["message"]
    assert "memory" in faults["16"]["message"]
    assert "ZeroDivisionError" in faults["22"]["message"]
    assert len(documents(db)) == len(texts) - 4
    clean = tmp_path / "clean.jsonl"
    clean.write_text("".join(line + "\n" for n, line in enumerate(source.read_text().splitlines(), 1) if str(n) not in faults))
    assert command("backfill", clean, "--db", tmp_path / "clean.db").returncode == 0
    assert documents(db) == documents(tmp_path / "clean.db")


def test_damage_is_told_with_its_place_and_passed_over(tmp_path: Path) -> None:
    """A line that is no JSON, a .gz that is cut and one that is damaged: their neighbours are read."""
    (tmp_path / "a.jsonl").write_bytes(lines(6) + b'{"text": "broken\n' + lines(12)[len(lines(6)) :])
    packed = gzip.compress(os.urandom(400).hex().encode() + b"\n" + lines(40))
    (tmp_path / "b.jsonl.gz").write_bytes(packed[: len(packed) * 2 // 3])
    db, report = tmp_path / "damaged.db", tmp_path / "report.json"
    done = command("backfill", tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz", "--db", db, "--report", report)
    assert done.returncode == 1
    assert "a.jsonl, line 7: not valid JSON" in done.stderr
    assert "the .gz is cut short" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(documents(db)) >= sum(n % 7 != 3 for n in range(12))


def test_zstandard_is_read_like_gzip(tmp_path: Path) -> None:
    """Two frames one after the other are one file."""
    zstd = pytest.importorskip("backports.zstd", reason="the extra bulk is not installed")
    whole, half = lines(40), len(lines(20))
    (tmp_path / "a.jsonl").write_bytes(whole)
    (tmp_path / "b.jsonl.zst").write_bytes(zstd.compress(whole[:half]) + zstd.compress(whole[half:]))
    for name in ("a.jsonl", "b.jsonl.zst"):
        assert command("backfill", tmp_path / name, "--db", tmp_path / f"{name}.db").returncode == 0
    assert documents(tmp_path / "a.jsonl.db") == documents(tmp_path / "b.jsonl.zst.db")


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_the_pages_of_a_warc_are_read_as_the_same_pages_saved(tmp_path: Path, ending: str) -> None:
    """Each page of an archive is the document that its file would be; redirects and images are none."""
    pytest.importorskip("fastwarc", reason="the extra bulk is not installed")
    pages = [page(n) for n in range(12)]
    warc(tmp_path / f"news{ending}", pages)
    (tmp_path / "saved").mkdir()
    for number, body in enumerate(pages):
        (tmp_path / "saved" / f"{number:02}.html").write_bytes(body)
    assert command("backfill", tmp_path / f"news{ending}", "--db", tmp_path / "warc.db").returncode == 0
    assert command("backfill", tmp_path / "saved", "--db", tmp_path / "saved.db").returncode == 0
    assert documents(tmp_path / "warc.db") == documents(tmp_path / "saved.db")
    claims = [[row[2] for row in held(tmp_path / f"{name}.db") if row[1] == "claim"] for name in ("warc", "saved")]
    assert claims[0] == claims[1] != []


def test_behind_a_damaged_record_of_a_warc_reading_goes_on(tmp_path: Path) -> None:
    """Bytes in the middle are overwritten: all pages but one or two are read, and the place is told."""
    pytest.importorskip("fastwarc", reason="the extra bulk is not installed")
    path = tmp_path / "damaged.warc.gz"
    warc(path, [page(n) for n in range(30) if n % 7 != 3])
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 30] = b"\x55" * 30
    path.write_bytes(data)
    done = command("backfill", path, "--db", tmp_path / "damaged.db")
    assert done.returncode == 1
    assert "the archive is damaged" in done.stderr and "reading goes on at byte" in done.stderr
    assert len(documents(tmp_path / "damaged.db")) in (24, 25)


def test_a_file_that_has_grown_is_read_on_and_one_that_changed_is_read_again(tmp_path: Path) -> None:
    """The beginning tells whether it is the same file."""
    source, db = tmp_path / "log.jsonl", tmp_path / "log.db"
    long = json.dumps({"text": "The harvest was a good one. " * 3_000, "language": "en"}).encode() + b"\n"
    source.write_bytes(long + lines(10))
    assert command("backfill", source, "--db", db).returncode == 0
    source.write_bytes(long + lines(20))
    grown = command("backfill", source, "--db", db)
    assert "10 documents in this run" in grown.stderr
    source.write_bytes(lines(22))
    changed = command("backfill", source, "--db", db)
    assert "22 documents in this run" in changed.stderr
    assert len(documents(db)) == 1 + sum(n % 7 != 3 for n in range(22))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["backfill", "nowhere.jsonl"], "there is no such file or folder"),
        (["backfill", ".", "--processes", "0"], "--processes is from 1 to 1024"),
        (["backfill", ".", "--keep", "claim"], "did you mean claims?"),
        (["backfill", ".", "--document-megabytes", "20"], "at least 300"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_made(words: list[str], told: str, tmp_path: Path) -> None:
    """A wrong option or path is one sentence, and no ledger is made for it."""
    done = command(*words, "--db", tmp_path / "none.db")
    assert done.returncode in (1, 2)
    assert told in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "none.db").exists()
