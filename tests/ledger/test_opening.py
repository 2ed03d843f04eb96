"""What is no ledger, or none for us, is refused with a clear sentence and left as it is."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from jaccuse.errors import (
    LedgerDamaged,
    LedgerDenied,
    LedgerError,
    LedgerNewer,
    LedgerNotFound,
    LedgerUnreachable,
    MissingExtra,
    NotALedger,
)
from jaccuse.ledger import Ledger
from jaccuse.ledger.dialects import shown
from made_readings import rich


def change(url: str, sql: str) -> None:
    """Run a statement behind the ledger's back."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()


def test_a_file_that_is_no_database_is_refused_and_left(tmp_path: Path) -> None:
    """Text, and something that begins like a database."""
    for name, data in (("notes.txt", b"some notes\n" * 500), ("torn.db", b"SQLite format 3\x00" + b"\x07" * 4096)):
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(LedgerError, match=name) as told:
            Ledger.open(file)
        assert isinstance(told.value, (NotALedger, LedgerDamaged)) and told.value.remedy
        assert file.read_bytes() == data
        assert [path.name for path in tmp_path.glob(f"{name}*")] == [name]


def test_another_program_s_database_is_refused_and_left(new_url: Callable[[], str]) -> None:
    """Tables of its own, and a table with our name."""
    for sql in (
        "CREATE TABLE moz_places (id INTEGER)",
        "CREATE TABLE meta (id INTEGER)",
        "CREATE TABLE meta (key TEXT, value TEXT)",
    ):
        url = new_url()
        change(url, sql)
        before = _digest(url)
        with pytest.raises(NotALedger, match="no ledger") as told:
            Ledger.open(url)
        assert told.value.remedy
        assert _digest(url) == before


def _digest(url: str) -> str | None:
    return sha256(Path(url.removeprefix("sqlite:///")).read_bytes()).hexdigest() if url.startswith("sqlite") else None


def test_a_ledger_of_a_newer_version_says_so(url: str) -> None:
    """And is not touched."""
    Ledger.open(url).close()
    change(url, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(LedgerNewer, match="version 99, made by a newer jaccuse") as told:
        Ledger.open(url)
    assert "upgrade" in str(told.value.remedy)


def test_a_ledger_that_lacks_a_table_or_its_version_is_damaged(new_url: Callable[[], str]) -> None:
    """The table is named."""
    for sql, words in (("DROP TABLE heads", "heads"), ("UPDATE meta SET value = 'x' WHERE key = 'schema'", "version is 'x'")):
        url = new_url()
        Ledger.open(url).close()
        change(url, sql)
        with pytest.raises(LedgerDamaged, match=words):
            Ledger.open(url)


def test_nothing_is_made_where_only_looking_is_asked_for(url: str) -> None:
    """A missing ledger is told, with how to make one, and does not come into being by it."""
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(LedgerNotFound, match="jaccuse add") as told:
            Ledger.open(url, **options)
        assert told.value.source
    assert not url.startswith("sqlite") or not Path(url.removeprefix("sqlite:///")).exists()


def test_opened_for_reading_only_nothing_can_be_written(url: str) -> None:
    """What is there is read; an addition is refused."""
    with Ledger.open(url) as ledger:
        ledger.add(rich())
    with Ledger.open(url, readonly=True) as ledger:
        assert ledger.knows(rich().document.id) and ledger.size() == 9
        with pytest.raises(LedgerDenied):
            ledger.add(rich())


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    """As is a folder in the place of a file."""
    with pytest.raises(LedgerNotFound, match="folder of the ledger does not exist"):
        Ledger.open(tmp_path / "no" / "cases.db")
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger.open(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    """Neither traceback nor change."""
    file = tmp_path / "cases.db"
    Ledger.open(file).close()
    file.chmod(0)
    with pytest.raises(LedgerDenied, match="permissions"):
        Ledger.open(file)


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    """Host and user are named; the password never is."""
    pytest.importorskip("psycopg")
    url = "postgresql://desk:s3cret@127.0.0.1:9/cases"
    with pytest.raises(LedgerUnreachable, match="does not answer") as told:
        Ledger.open(url)
    assert "s3cret" not in str(told.value) and "127.0.0.1" in str(told.value)
    for other in (url, "postgresql://127.0.0.1/cases?user=desk&password=s3cret", "postgresql://desk:s3cret@[/x"):
        assert "s3cret" not in shown(other)


def test_a_database_that_does_not_exist_is_told(server: str) -> None:
    """With how to make it."""
    with pytest.raises(LedgerNotFound, match="createdb"):
        Ledger.open(server.format("nowhere"))


def test_a_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """`pip install` is in the remedy."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"jaccuse\[postgres\]"):
        Ledger.open("postgresql://localhost/cases")


def test_other_databases_are_refused() -> None:
    """Only two kinds are known."""
    with pytest.raises(LedgerError, match="mysql:// is no database that is known"):
        Ledger.open("mysql://localhost/cases")


def test_the_place_comes_from_the_environment_or_is_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JACCUSE_DB first, then jaccuse.db."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JACCUSE_DB", raising=False)
    Ledger.open().close()
    assert (tmp_path / "jaccuse.db").exists()
    monkeypatch.setenv("JACCUSE_DB", str(tmp_path / "cases.db"))
    with Ledger.open() as ledger:
        assert ledger.place == str(tmp_path / "cases.db") and len(ledger.id) == 16
    assert (tmp_path / "cases.db").exists()


def test_a_damaged_page_is_an_error_of_ours(tmp_path: Path) -> None:
    """No traceback of a driver."""
    file = tmp_path / "cases.db"
    with Ledger.open(file) as ledger:
        ledger.add(rich())
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").fetchone()
        (width,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    data = bytearray(file.read_bytes())
    data[(page - 1) * width : page * width] = b"\xff" * width
    file.write_bytes(data)
    with pytest.raises(LedgerDamaged, match="verify"), Ledger.open(file) as ledger:
        ledger.add(rich())


def test_of_a_damaged_file_verify_names_the_place_and_the_rest_is_read(tmp_path: Path) -> None:
    """One page of rows is overwritten: the first row on it is named, and those before it are still there."""
    from test_verify import filled

    from jaccuse.ledger.verify import verify

    file = tmp_path / "cases.db"
    filled(str(file))
    with sqlite3.connect(file) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (width,) = raw.execute("PRAGMA page_size").fetchone()
        (page,) = raw.execute("SELECT pageno FROM dbstat WHERE name = 'entries' AND path LIKE '/01_/%' LIMIT 1").fetchone()
    raw.close()
    data = bytearray(file.read_bytes())
    data[(page - 1) * width : page * width] = b"\xff" * width
    file.write_bytes(data)
    fault = verify(str(file)).fault
    assert fault and fault.what == "unreadable" and fault.seq and "cannot be read" in str(fault)
    with Ledger.open(file, readonly=True) as ledger, ledger.reading() as connection:
        from jaccuse.ledger.dialects import rows_between

        assert len(rows_between(connection, 0, fault.seq)) == fault.seq


def test_what_a_newer_jaccuse_derived_is_not_made_anew(url: str) -> None:
    """Colleagues of two versions would make the tables of one ledger back and forth; the older one says so and leaves them."""
    with Ledger.open(url) as ledger:
        ledger.add(rich())
        ledger.settle()
        behind = ledger.behind()
    change(url, "UPDATE meta SET value = replace(value, 'merging=', 'merging=9') WHERE key = 'derived'")
    for readonly in (False, True):
        with pytest.raises(LedgerNewer, match="merging"):
            Ledger.open(url, readonly=readonly)
    change(url, "UPDATE meta SET value = replace(value, 'merging=9', 'merging=') WHERE key = 'derived'")
    with Ledger.open(url) as ledger:
        assert ledger.behind() == behind == 0
    change(url, "UPDATE meta SET value = replace(value, 'content=', 'content=0') WHERE key = 'derived'")
    with Ledger.open(url) as ledger:
        assert ledger.behind() == ledger.size()
