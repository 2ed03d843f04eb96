"""Progress is counted always, and shown only where it cannot stand among the data."""

from __future__ import annotations

import io
import sys

import pytest

from jaccuse import progress


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        """As told."""
        return self.terminal


@pytest.mark.parametrize(
    ("out", "err", "shown"), [(False, True, True), (True, True, False), (False, False, False), (True, False, False)]
)
def test_it_is_shown_only_beside_no_data(out: bool, err: bool, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line moves where stderr is a terminal and stdout is not, and is wiped at the end."""
    screen = Screen(err)
    monkeypatch.setattr(sys, "stdout", Screen(out))
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    with progress.Progress() as run:
        run.read(2)
        run.read(0)
        run.failed()
    assert ("1 document read" in screen.getvalue()) is shown
    assert not shown or screen.getvalue().endswith("\r\x1b[K")
    assert (run.items, run.summary()) == (3, "2 documents read, 1 with claims (2 in all), 1 failed")


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within the first second there is no line."""
    screen = Screen(True)
    monkeypatch.setattr(sys, "stdout", Screen(False))
    monkeypatch.setattr(sys, "stderr", screen)
    with progress.Progress() as run:
        run.read(1)
    assert screen.getvalue() == ""
