"""How far a run over many documents has come: counts always, a moving line only where a person sees it on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

PATIENCE = 1.0
EVERY = 0.2


class Progress:
    """Counts, and one line on a terminal that is rewritten at most five times a second.

    The line is shown only where stderr is a terminal and stdout is not, so that it never stands among the data.
    """

    def __init__(self) -> None:
        self.readings = self.failures = self.claims = self.with_claims = 0
        self._shown = False
        self._live = sys.stderr.isatty() and not sys.stdout.isatty()
        self._began = time.monotonic()
        self._last = self._began + PATIENCE - EVERY

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._wipe()

    @property
    def items(self) -> int:
        """Documents seen so far, read or not."""
        return self.readings + self.failures

    def read(self, claims: int) -> None:
        """Count one document that was read."""
        self.readings += 1
        self.claims += claims
        self.with_claims += claims > 0
        self._show()

    def failed(self) -> None:
        """Count one that was not; the line makes room for the message."""
        self.failures += 1
        self._wipe()

    def summary(self) -> str:
        """`12 documents read, 3 with claims (7 in all), 1 failed`."""
        plural = "" if self.readings == 1 else "s"
        text = f"{self.readings:,} document{plural} read, {self.with_claims:,} with claims ({self.claims:,} in all)"
        return text + (f", {self.failures:,} failed" if self.failures else "")

    def _show(self) -> None:
        now = time.monotonic()
        if self._live and now - self._last >= EVERY:
            self._last = now
            rate = self.items / max(now - self._began, 0.001)
            print(f"\r\x1b[K{self.summary()}, {rate:,.0f} a second", end="", file=sys.stderr, flush=True)
            self._shown = True

    def _wipe(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False
