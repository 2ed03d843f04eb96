"""A file appears whole or not at all; so does what goes to stdout."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jaccuse.errors import LedgerError
from jaccuse.exports.whole import whole


def test_a_file_appears_at_the_end_and_keeps_its_rights(tmp_path: Path) -> None:
    """What stood there stays until then; nothing is left beside it."""
    place = tmp_path / "bundle.json"
    place.write_text("before")
    place.chmod(0o640)
    with whole(place) as out:
        out.write(b"half")
        assert place.read_text() == "before"
    assert place.read_text() == "half" and place.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["bundle.json"]


def test_an_error_leaves_everything_as_it_was(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Neither half a file nor half an output."""
    place = tmp_path / "bundle.json"
    for path in (place, None):
        with pytest.raises(KeyboardInterrupt), whole(path) as out:
            out.write(b"half")
            raise KeyboardInterrupt
    assert os.listdir(tmp_path) == [] and capfdbinary.readouterr().out == b""


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    """The link stays a link."""
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with whole(tmp_path / "link") as out:
        out.write(b"x")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_bytes() == b"x"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that is not there."""
    with pytest.raises(LedgerError, match="nowhere") as error, whole(tmp_path / "nowhere" / "bundle.json"):
        raise AssertionError("not reached")
    assert "could not be written" in str(error.value)
