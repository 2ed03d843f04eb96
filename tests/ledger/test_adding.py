"""What is added is there, once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from jaccuse.ledger import Ledger
from jaccuse.ledger.append import prepared
from jaccuse.ledger.schema import entries
from made_readings import rich


def test_a_reading_is_its_document_operations_and_claims(ledger: Ledger) -> None:
    """One entry for each, numbered from 0 without gaps."""
    added = ledger.add(rich())
    assert (added.state, added.claims) == ("new", 6)
    with ledger.reading() as connection:
        rows = connection.execute(select(entries.c.seq, entries.c.kind).order_by(entries.c.seq)).fetchall()
    assert [kind for _, kind in rows] == ["document", "reading", "operation", *["claim"] * 6]
    assert [seq for seq, _ in rows] == list(range(9))


def test_the_same_bytes_twice_are_one(ledger: Ledger) -> None:
    """The second time nothing is added, in one batch or in two."""
    assert [one.state for one in ledger.add_many([rich(), rich()])] == ["new", "known"]
    assert ledger.add(rich()).state == "known"
    assert ledger.knows(rich().document.id)


def test_what_was_added_is_there_after_opening_again(url: str) -> None:
    """A ledger is made on first use, and found the second time."""
    with Ledger.open(url) as ledger:
        ledger.add(rich())
    with Ledger.open(url) as ledger:
        assert ledger.knows(rich().document.id)


def test_prepared_readings_are_kept_as_if_read_here(ledger: Ledger, tmp_path: Path) -> None:
    """What a process apart has prepared makes the same entries as `add`, and a document that is known stays as it is."""
    one = prepared(rich(), "engine", "another time")
    assert [added.state for added in ledger.add_prepared([one, one])] == ["new", "known"]
    assert [added.state for added in ledger.add_prepared([one])] == ["known"]
    with Ledger.open(tmp_path / "plain.db") as plain:
        plain.add(rich(), engine="engine")
        same = [(row.seq, row.kind, row.id, row.parent, row.body, row.data) for row in plain.history()]
    assert [(row.seq, row.kind, row.id, row.parent, row.body, row.data) for row in ledger.history()] == same
    assert "another time" not in {row.at for row in ledger.history()}
