"""The commands over a ledger, from the command line: tables, JSON and CSV, ids shortened, errors told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from made_ledgers import Made, claim_ids, filled

from jaccuse.cli import main
from jaccuse.ledger import Ledger

EVIL = "Servers \x1b[31mhit\u202e, says =SUM(A1)"


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger named by JACCUSE_DB; the id of a claim in it."""
    place = str(tmp_path / "a.db")
    monkeypatch.setenv("JACCUSE_DB", place)
    monkeypatch.setenv("JACCUSE_BY", "ana")
    reading = (
        Made(EVIL, published="2021-07-19", publisher="=Pub")
        .operation("the campaign", "espionage")
        .accuse("US", "CN/mss")
        .reading()
    )
    more = [Made(f"Item {i}", published="2020").accuse("FR", "RU").reading() for i in range(3)]
    with Ledger.open(place) as ledger:
        filled(ledger, [reading, *more])
    return claim_ids(reading)[0]


Out = pytest.CaptureFixture[str]


def test_lists_say_how_much_of_how_much_and_go_on(target: str, capsys: Out) -> None:
    """The line below a list is the command that shows what follows."""
    assert main(["claims", "--limit", "3", "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["shown"], first["total"], first["exact"]) == (3, 4, True)
    main(["claims", "--limit", "3", "--format", "table"])
    assert (
        f"3 of 4 claims shown; next: jaccuse claims --limit 3 --format table --after {first['after']}"
        in capsys.readouterr().err
    )
    main(["claims", "--after", first["after"], "--format", "json"])
    assert [row["id"] for row in json.loads(capsys.readouterr().out)["rows"]] not in [[row["id"]] for row in first["rows"]]


@pytest.mark.parametrize("command", ["claims", "documents", "actors", "incidents", "review", "history"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_nothing_from_a_document_is_obeyed(target: str, capsys: Out, command: str, form: str) -> None:
    """No escape sequence reaches the terminal from a table, no formula a spreadsheet from CSV."""
    main(["review", target, "--accept", "--reason", EVIL])
    capsys.readouterr()
    assert main([command, "--format", form]) == 0
    out = capsys.readouterr().out
    if form == "table":
        assert "\x1b" not in out and "\u202e" not in out
    elif form == "csv":
        assert not [cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith(("=", "@"))]
    else:
        json.loads(out)


def test_a_review_from_the_command_line_is_kept_and_undone(target: str, capsys: Out) -> None:
    """The id of the act is printed; history tells both."""
    assert main(["review", target[:8], "--correct", "status=suspected", "--reason", "the text says: believed"]) == 0
    act = capsys.readouterr().out.strip()
    main(["claims", "--status", "suspected", "--reviewed", "corrected", "--format", "json"])
    assert [row["id"] for row in json.loads(capsys.readouterr().out)["rows"]] == [target]
    main(["review", target, "--format", "table"])
    assert "corrected" in capsys.readouterr().out
    assert main(["undo", act[:9], "--reason", "mistaken"]) == 0
    capsys.readouterr()
    main(["history", target, "--format", "json"])
    assert [event["what"] for event in json.loads(capsys.readouterr().out)] == ["read", "review", "undo"]


def test_names_are_recorded_and_shown(target: str, capsys: Out) -> None:
    """With their source."""
    assert main(["name", "group:apt28", "Grey Lynx", "--same", "--source", "a report of 2021"]) == 0
    capsys.readouterr()
    assert main(["actors", "group:apt28", "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert "Grey Lynx" in out and "a report of 2021" in out and "Fancy Bear" in out and "nothing is merged" in out


def test_search_and_the_case_in_every_form(target: str, capsys: Out) -> None:
    """For people, programs and files."""
    for form in ("table", "json"):
        assert main(["search", "servers", "--format", form]) == 0
        assert "\x1b" not in capsys.readouterr().out or form == "json"
    for form in ("table", "json", "markdown"):
        assert main(["incident", target, "--format", form]) == 0
        assert "CN/mss" in capsys.readouterr().out


def test_tables_and_duckdb(target: str, capsys: Out, tmp_path: Path) -> None:
    """Into a folder; and SQL over them in one command."""
    assert main(["export", "--tables", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "datapackage.json").exists()
    pytest.importorskip("duckdb")
    assert main(["duckdb", "-c", "SELECT accuser || '>' || accused AS edge FROM edges ORDER BY 1"]) == 0
    assert "US>CN/mss" in capsys.readouterr().out
    assert main(["duckdb", "-c", "SELECT nonsense"]) == 1
    assert "DuckDB" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["incident", "iozzzzzzz"], "no incident"),
        (["review", "czzzzzzz", "--accept", "--reason", "x"], "no claim"),
        (["undo", "azzzzzzz", "--reason", "x"], "no act"),
        (["history", "hello"], "no claim, operation"),
        (["claims", "--since", "soon"], "no date"),
        (["claims", "--kind", "rumour"], "none of"),
        (["claims", "--limit", "0"], "--limit"),
        (["actors", "--role", "boss"], "none of"),
        (["actors", "group:nobody"], "no actor"),
        (["search", "?"], "nothing to search for"),
        (["review", "--accept"], "of what"),
        (["name", "A", "B"], "same or different"),
        (["name", "A", "B", "--same"], "no source"),
        (["export"], "where to"),
        (["claims", "--db", "nowhere.db"], "no ledger here"),
    ],
)
def test_what_cannot_be_answered_is_told(target: str, capsys: Out, words: list[str], says: str) -> None:
    """In one sentence, with an exit status that is not 0 and never a traceback."""
    assert main(words) in (1, 2)
    told = capsys.readouterr()
    assert says in told.err and "Traceback" not in told.err and not told.out
