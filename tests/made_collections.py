"""Collections to read, and what a ledger holds of them."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import jaccuse
from jaccuse.cli import main
from jaccuse.ledger import Ledger

ROOT = str(Path(jaccuse.__file__).parents[1])


def item(number: int) -> dict[str, Any]:
    """A short text of its own; every fifth carries an accusation, every seventh is in a language that is not read."""
    if number % 7 == 3:
        return {"text": f"Der Gemeinderat hat am Dienstag über den Haushalt Nummer {number} beraten.", "language": "de"}
    if number % 5 == 0:
        return {"text": f"Microsoft blamed Iran for the hack of newspaper number {number}.", "language": "en"}
    return {
        "title": f"Harvest {number}",
        "text": f"The harvest of year {number} was a good one, growers say.",
        "language": "en",
    }


def lines(count: int) -> bytes:
    """So many of them as JSON Lines."""
    return b"".join(json.dumps(item(n)).encode() + b"\n" for n in range(count))


def page(number: int) -> bytes:
    """One of them as a web page."""
    text = item(number)["text"]
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    head = f'<html lang="{item(number)["language"]}"><head><title>Page {number}</title></head>'
    return f"<!doctype html>{head}<body><nav><ul>{menu}</ul></nav><article><p>{text}</p></article></body></html>".encode()


def warc(path: Path, pages: list[bytes]) -> None:
    """An archive of pages, with a redirect and an image among them, which are none."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")

        def put(url: str, status: str, kind: str, body: bytes) -> None:
            headers = StatusAndHeaders(
                status, [("Content-Type", kind), ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
            )
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))

        put("https://news.example/moved", "301 Moved", "text/html", b"<p>gone</p>")
        put("https://news.example/logo.png", "200 OK", "image/png", b"\x89PNG")
        for number, body in enumerate(pages):
            put(f"https://news.example/{number}.html", "200 OK", "text/html; charset=utf-8", body)


def command(*words: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `jaccuse` with these words, in this process, as a process of its own would; env reaches the workers."""
    out, told = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with patch.dict(os.environ, env or {}), redirect_stdout(out), redirect_stderr(told):
        status = main([str(word) for word in words])
    out.flush()
    printed = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
    return subprocess.CompletedProcess(list(words), status, printed, told.getvalue())


def started(*words: str | Path) -> subprocess.Popen[str]:
    """`jaccuse` with these words in a process of its own, which Ctrl-C reaches even where it does not reach the tests."""
    return subprocess.Popen(
        [sys.executable, "-m", "jaccuse", *map(str, words)],
        env={**os.environ, "PYTHONPATH": ROOT},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def held(db: Path) -> list[tuple[Any, ...]]:
    """The whole history of a ledger but the times."""
    with Ledger.open(db, create=False) as ledger:
        return [(row.seq, row.kind, row.id, row.parent, row.body, row.data) for row in ledger.history()]


def documents(db: Path) -> list[str]:
    """The ids of a ledger's documents, in order."""
    return [row[2] for row in held(db) if row[1] == "document"]


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A folder with 150 items as .jsonl, 60 as .jsonl.gz, two pages and something that is not read."""
    folder = tmp_path / "collection"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(lines(150))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines(210)[len(lines(150)) :]))
    (folder / "sub" / "c.html").write_bytes(page(1000))
    (folder / "sub" / "d.html").write_bytes(page(1001))
    (folder / "sub" / "e.xlsx").write_bytes(b"PK\x03\x04")
    return folder
