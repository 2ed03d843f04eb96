"""`jaccuse add` keeps what it read, goes on where it was stopped, and tells what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jaccuse import Document
from jaccuse.claim import DocumentHead, Reading
from jaccuse.cli import FAILED, INTERRUPTED, READ, main
from jaccuse.errors import JaccuseError, SourceNotFound
from jaccuse.ledger import Ledger
from jaccuse.ledger.verify import verify
from made_readings import TEXT, empty, rich

Run = Callable[..., tuple[int, str, str]]


def read(document: Document) -> Reading:
    """The rich reading of its text, an empty one of any other."""
    made = rich() if document.text == TEXT else empty(document.text)
    return Reading(
        document=DocumentHead(id=document.id, language="en", text=document.text),
        operations=made.operations,
        claims=made.claims,
    )


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the ledger; sources are made: parts of a name are documents."""
    seen: list[str] = []

    def load(source: str, **given: Any) -> Iterator[Document | JaccuseError]:
        for part in source.split("+"):
            if part == "missing":
                yield SourceNotFound("there is no such file", source=source, remedy="check the name")
            elif part == "stop":
                raise KeyboardInterrupt
            else:
                yield Document.from_text(TEXT if part == "rich" else part)

    def noted(document: Document) -> Reading:
        seen.append(document.text)
        return read(document)

    monkeypatch.setattr("jaccuse.sources.load", load, raising=False)
    monkeypatch.setattr("jaccuse.read", noted)
    monkeypatch.setenv("JACCUSE_DB", url)

    def run(*words: str) -> tuple[int, str, str]:
        status = main(words)
        return (status, *capsys.readouterr())

    run.seen = seen  # type: ignore[attr-defined]
    return run


def test_what_was_read_is_kept_and_told(run: Run, url: str) -> None:
    """One line on stderr; nothing on stdout."""
    status, out, err = run("add", "rich+a+b")
    assert (status, out) == (READ, "")
    assert err.startswith("jaccuse: 3 documents read, 1 with claims (6 in all); kept in ")
    with Ledger.open(url) as ledger:
        assert ledger.size() == 9 + 4 and ledger.behind() == 0


def test_what_is_known_is_not_read_again(run: Run) -> None:
    """Within one run or in a second one."""
    run("add", "rich+a+a")
    status, _, err = run("add", "a+rich+b")
    assert status == READ and "1 document read" in err and "2 known already" in err
    assert run.seen == [TEXT, "a", "b"]  # type: ignore[attr-defined]


def test_a_source_that_fails_is_told_and_the_others_are_kept(run: Run, url: str) -> None:
    """With the status of a failure."""
    status, _, err = run("add", "a+missing+b")
    assert status == FAILED and "a+missing+b: there is no such file" in err and "1 failed" in err
    with Ledger.open(url) as ledger:
        assert ledger.knows(Document.from_text("b").id)


def test_an_interrupted_run_keeps_what_it_read_and_goes_on_from_there(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is read twice."""
    monkeypatch.setattr("jaccuse.commands.add.AHEAD", 1)
    status, _, err = run("add", "a+b+stop+c")
    assert (status, err) == (INTERRUPTED, "jaccuse: interrupted\n")
    status, _, err = run("add", "a+b+c")
    assert status == READ and "2 known already" in err
    assert run.seen == ["a", "b", "c"]  # type: ignore[attr-defined]
    assert verify(url).fault is None


def test_batches_are_durable_while_the_run_goes_on(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a second process sees before the run has ended."""
    monkeypatch.setattr("jaccuse.commands.add.DOCUMENTS", 2)
    sizes: list[int] = []

    def noted(document: Document) -> Reading:
        with Ledger.open(url) as ledger:
            sizes.append(ledger.size())
        return read(document)

    monkeypatch.setattr("jaccuse.read", noted)
    run("add", "a+b+c+d+e")
    assert sizes == [0, 0, 4, 4, 8]


def test_a_place_that_is_no_ledger_is_told(run: Run, tmp_path: Path) -> None:
    """Before anything is read."""
    file = tmp_path / "notes.txt"
    file.write_text("some notes\n" * 900)
    status, _, err = run("add", "rich", "--db", str(file))
    assert status == FAILED and "notes.txt: is no ledger" in err and "name another file" in err
    assert run.seen == []  # type: ignore[attr-defined]


def test_other_commands_do_not_make_a_ledger(run: Run) -> None:
    """They say how one is made."""
    for command in (["verify"], ["reread"], ["checkpoint"]):
        status, _, err = run(*command)
        assert status == FAILED and "jaccuse add" in err
