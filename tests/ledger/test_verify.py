"""Whatever is changed behind the ledger's back, `verify` finds it and names the first row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from jaccuse.claim import DocumentHead, Reading
from jaccuse.ledger import Ledger
from jaccuse.ledger.append import append
from jaccuse.ledger.dialects import rows_between
from jaccuse.ledger.entries import Entry, Judgement, document_id
from jaccuse.ledger.proofs import checkpoint
from jaccuse.ledger.tree import Frontier, leaf_hash
from jaccuse.ledger.verify import verify
from made_readings import rich


def plain(number: int) -> Reading:
    """A reading without claims of a document of its own."""
    return Reading(document=DocumentHead(id=document_id(f"{number:064x}"), language="en", text=f"Notice {number}."))


def filled(url: str, count: int = 400, batch: int = 60) -> None:
    """A ledger with some commits: rows of 400 documents, their readings, and one with claims."""
    with Ledger.open(url) as ledger:
        ledger.add(rich(), engine="test")
        for first in range(0, count, batch):
            ledger.add_many([plain(n) for n in range(first, min(first + batch, count))], engine="test")
        ledger.act(Judgement(left="o1", right="o2", verdict="same", by="A. Reviewer", reason="the same statement"))


def behind(url: str, work: Callable[[Connection], object]) -> None:
    """Do something behind the ledger's back."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        work(connection)
    engine.dispose()


def sql(*statements: str) -> Callable[[Connection], object]:
    """Statements as something to do."""
    return lambda connection: [connection.execute(text(one)) for one in statements]


def test_a_ledger_that_nobody_touched_holds(url: str) -> None:
    """Its root is that of its last head; an empty ledger holds too."""
    Ledger.open(url).close()
    assert verify(url).fault is None
    filled(url)
    found = verify(url)
    assert (found.fault, found.size) == (None, 9 + 800 + 1)
    with Ledger.open(url) as ledger:
        assert checkpoint(ledger).root == found.root


@pytest.mark.parametrize(
    ("statements", "what", "seq"),
    [
        (["UPDATE entries SET body = replace(body, 'Contoso', 'Fabrikam') WHERE seq = 2"], "altered", 2),
        (["UPDATE entries SET at = '2020-01-01' WHERE seq >= 500"], "altered", 500),
        (["UPDATE entries SET data = NULL WHERE seq = 9"], "altered", 9),
        (["UPDATE entries SET parent = NULL WHERE seq = 808"], "altered", 808),
        (["DELETE FROM entries WHERE seq = 300"], "removed", 300),
        (["DELETE FROM entries WHERE seq >= 700"], "removed", 700),
        (["DELETE FROM entries"], "removed", 0),
        (["DELETE FROM entries WHERE seq = 809", "UPDATE entries SET seq = 809 WHERE seq = 808"], "removed", 808),
        (["INSERT INTO entries (seq, kind, id, at, body) VALUES (810, 'act', 'a1', 'now', '{}')"], "inserted", 810),
        (["INSERT INTO entries (seq, kind, id, at, body) VALUES (-1, 'act', 'a1', 'now', '{}')"], "inserted", -1),
        (
            [
                "UPDATE tiles SET hashes = (SELECT hashes FROM tiles WHERE level = 0 AND number = 2) WHERE level = 0 AND number = 1"
            ],
            "tree",
            256,
        ),
        (["DELETE FROM tiles WHERE level = 0 AND number = 1"], "tree", 256),
        (["DELETE FROM tiles WHERE level = 1"], "altered", 0),
        (["UPDATE heads SET root = (SELECT root FROM heads WHERE size = 9) WHERE size = 129"], "altered", 9),
    ],
)
def test_the_first_row_is_named(url: str, statements: list[str], what: str, seq: int) -> None:
    """Altered, removed, inserted; and a tree that was changed while the rows were not."""
    filled(url)
    behind(url, sql(*statements))
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq) == (what, seq)
    assert str(fault) and "None" not in str(fault)


def test_rows_that_moved_are_not_blamed(url: str) -> None:
    """Where the rows behind are numbered anew, the one that went or came is named all the same."""
    filled(url)
    shift = [
        "UPDATE entries SET seq = -seq WHERE seq > 300",
        "UPDATE entries SET parent = parent - 1 WHERE parent > 300 AND seq < 0",
    ]
    behind(url, sql("DELETE FROM entries WHERE seq = 300", *shift, "UPDATE entries SET seq = -seq - 1 WHERE seq < 0"))
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq) == ("removed", 300)


def test_a_row_put_between_is_named(url: str) -> None:
    """Those behind it moved down; it is named with its id."""
    filled(url)
    shift = [
        "UPDATE entries SET seq = -seq WHERE seq >= 300",
        "UPDATE entries SET parent = parent + 1 WHERE parent >= 300 AND seq < 0",
    ]
    new = "INSERT INTO entries (seq, kind, id, at, body) VALUES (300, 'act', 'afalse', '2026', '{}')"
    behind(url, sql(*shift, "UPDATE entries SET seq = -seq + 1 WHERE seq < 0", new))
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq, fault.id) == ("inserted", 300, "afalse")


@pytest.mark.parametrize(("seq", "first"), [(300, 256), (800, 729)])
def test_a_row_changed_with_its_leaf_is_found_by_the_tile_above_or_the_head(url: str, seq: int, first: int) -> None:
    """The rows it can be are named: those of a tile, or those of a commit."""
    filled(url)
    tile = f"level = 0 AND number = {seq // 256}"

    def forge(connection: Connection) -> None:
        connection.execute(text(f"UPDATE entries SET at = 'then' WHERE seq = {seq}"))
        (row,) = rows_between(connection, seq, seq + 1)
        old = bytes(connection.execute(text(f"SELECT hashes FROM tiles WHERE {tile}")).scalar_one())
        place = seq % 256 * 32
        new = old[:place] + leaf_hash(row) + old[place + 32 :]
        connection.execute(text(f"UPDATE tiles SET hashes = :new WHERE {tile}"), {"new": new})

    behind(url, forge)
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq) == ("altered", first)


def forged(url: str, seq: int, old: str, new: str) -> None:
    """Change words of a row, and its leaf with it."""

    def forge(connection: Connection) -> None:
        connection.execute(text(f"UPDATE entries SET body = replace(body, '{old}', '{new}') WHERE seq = {seq}"))
        (row,) = rows_between(connection, seq, seq + 1)
        tile = f"level = 0 AND number = {seq // 256}"
        hashes = bytes(connection.execute(text(f"SELECT hashes FROM tiles WHERE {tile}")).scalar_one())
        place = seq % 256 * 32
        changed = hashes[:place] + leaf_hash(row) + hashes[place + 32 :]
        connection.execute(text(f"UPDATE tiles SET hashes = :new WHERE {tile}"), {"new": changed})

    behind(url, forge)


def test_a_row_changed_with_its_leaf_is_named_where_its_words_are_in_an_id(url: str) -> None:
    """Another accuser in a claim; another status, which only the reading's id covers; another reviewer in an act."""
    filled(url)
    with Ledger.open(url) as ledger:
        rows = list(ledger.history())
    claim = next(row for row in rows if row.kind == "claim" and "white-house" in row.body)
    reading = next(row for row in rows if row.kind == "reading")
    forged(url, claim.seq, "US/white-house", "US/fbi")
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq, fault.id) == ("altered", claim.seq, claim.id)
    forged(url, claim.seq, "US/fbi", "US/white-house")
    assert verify(url).fault is None
    forged(url, claim.seq, '"status":"stated"', '"status":"hearsay"')
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq, fault.id) == ("altered", reading.seq, reading.id)
    forged(url, claim.seq, '"status":"hearsay"', '"status":"stated"')
    forged(url, rows[-1].seq, "A. Reviewer", "B. Reviewer")
    fault = verify(url).fault
    assert fault and (fault.what, fault.seq, fault.id) == ("altered", rows[-1].seq, rows[-1].id)


def test_a_history_that_was_written_anew_is_found_by_a_checkpoint_alone(url: str) -> None:
    """Rows, tiles and heads all made to agree: only who kept a checkpoint can tell."""
    filled(url)
    with Ledger.open(url) as ledger:
        kept = checkpoint(ledger)
    assert verify(url, [kept]).checkpoints == 1

    def forge(connection: Connection) -> None:
        connection.execute(text("UPDATE entries SET at = 'then' WHERE seq = 300"))
        _whole_tree_again(connection)

    behind(url, forge)
    assert verify(url).fault is None
    fault = verify(url, [kept]).fault
    assert fault and fault.what == "altered" and "810 rows are not those of the checkpoint" in str(fault)


def test_a_history_that_was_cut_is_found_by_a_checkpoint(url: str) -> None:
    """Rows, tiles and heads gone: the checkpoint knows that there were more."""
    filled(url)
    with Ledger.open(url) as ledger:
        kept = checkpoint(ledger)

    def cut(connection: Connection) -> None:
        connection.execute(text("DELETE FROM entries WHERE seq >= 700"))
        _whole_tree_again(connection)

    behind(url, cut)
    assert verify(url).fault is None
    fault = verify(url, [kept]).fault
    assert fault and (fault.what, fault.seq) == ("removed", 700)


def _whole_tree_again(connection: Connection) -> None:
    connection.execute(text("DELETE FROM tiles"))
    connection.execute(text("DELETE FROM heads"))
    rows = [Entry(*row) for row in rows_between(connection, 0, 10_000)]
    connection.execute(text("DELETE FROM entries"))
    append(connection, rows)


def test_the_checkpoints_in_the_ledger_are_checked(tmp_path: Path) -> None:
    """A head that was written anew contradicts a checkpoint that the history itself holds."""
    from jaccuse.ledger.entries import Checkpoint

    url = f"sqlite:///{tmp_path / 'cases.db'}"
    filled(url)
    with Ledger.open(url) as ledger:
        ledger.act(Checkpoint(note=str(checkpoint(ledger)), by="A. Keeper", reason="end of the day"))
    assert verify(url).checkpoints == 1

    def forge(connection: Connection) -> None:
        connection.execute(text("UPDATE entries SET at = 'then' WHERE seq = 300"))
        _whole_tree_again(connection)

    behind(url, forge)
    fault = verify(url).fault
    assert fault and "checkpoint" in str(fault)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_change_of_one_value_is_found(sealed: Path, data: st.DataObject) -> None:
    """Any column of any row, whatever it becomes."""
    seq = data.draw(st.integers(0, 89))
    column = data.draw(st.sampled_from(["kind", "id", "parent", "at", "body", "data"]))
    value = data.draw(st.one_of(st.text(max_size=5), st.integers(0, 99), st.binary(max_size=5), st.none()))
    engine = create_engine(f"sqlite:///{sealed}")
    with engine.connect() as connection:
        (before,) = rows_between(connection, seq, seq + 1)
        place = ["seq", "kind", "id", "parent", "at", "body", "data"].index(column)
        try:
            connection.execute(text(f"UPDATE entries SET {column} = :value WHERE seq = {seq}"), {"value": value})
        except Exception:
            return  # the database itself refuses it
        (after,) = rows_between(connection, seq, seq + 1)
        connection.commit()
        try:
            fault = verify(f"sqlite:///{sealed}").fault
            assert (fault is None) == (before == after)
            assert fault is None or (fault.what, fault.seq) == ("altered", seq)
        finally:
            connection.execute(text(f"UPDATE entries SET {column} = :value WHERE seq = {seq}"), {"value": before[place]})
            connection.commit()
    engine.dispose()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 90 rows."""
    file = tmp_path_factory.mktemp("sealed") / "cases.db"
    filled(f"sqlite:///{file}", count=40, batch=13)
    return file


def test_more_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of more than one piece, checked by two processes."""
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    with Ledger.open(url) as ledger:
        ledger.add_many([plain(n) for n in range(1_100)], engine="test")
        ledger.add_many([plain(n) for n in range(1_100, 1_200)], engine="test")
    monkeypatch.setattr("jaccuse.ledger.verify.PIECE", 1024)
    assert verify(url, processes=2) == verify(url)
    behind(url, sql("UPDATE entries SET at = 'then' WHERE seq = 2300"))
    fault = verify(url, processes=2).fault
    assert fault and (fault.what, fault.seq) == ("altered", 2300)


def test_a_frontier_out_of_a_short_tile_is_refused() -> None:
    """A tile that holds less than it must."""
    with pytest.raises(ValueError, match="holds 0 hashes"):
        Frontier(5, lambda level, number: b"")
