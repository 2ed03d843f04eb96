"""What a backfill tells: a moving line, a sentence at the end, and a report as JSON."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..console import say
from .plan import Source
from .run import Tally
from .state import Standing
from .work import Fault

EVERY, EVERY_PLAIN = 0.5, 30.0


class Line:
    """How far a run is: a line that moves on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = time.monotonic()
        self._shown = False

    def __call__(self, tally: Tally) -> None:
        now = time.monotonic()
        if now - self._last < (EVERY if self._live else EVERY_PLAIN):
            return
        self._last = now
        words = f"{tally.documents:,} documents, {tally.total.with_claims:,} with claims, {tally.total.failed:,} failed, "
        words += f"{tally.rate:,.0f} a second, {tally.share:.0%} done"
        if tally.left is not None:
            words += f", {_time(tally.left)} left"
        if self._live:
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)
            self._shown = True
        else:
            say(words)

    def wipe(self) -> None:
        """Take the moving line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    if seconds < 5_400:
        return f"about {round(seconds / 60)} min"
    return f"about {seconds / 3600:.1f} h"


def summary(tally: Tally) -> list[str]:
    """What there is to say at the end, in sentences."""
    total = tally.total
    new = tally.documents - tally.begun
    lines = [
        f"{total.read:,} document{'' if total.read == 1 else 's'} read, "
        + f"{total.with_claims:,} with claims ({total.claims:,} in all)"
        + (f", {total.known:,} known already" if total.known else "")
        + (f", {total.failed:,} failed" if total.failed else "")
    ]
    if total.passed:
        reasons = sorted(total.passed.items(), key=lambda pair: (-pair[1], pair[0]))
        told = ", ".join(f"{why}: {number:,}" for why, number in reasons[:6])
        lines.append(f"passed over: {sum(total.passed.values()):,} ({told}{', …' if len(reasons) > 6 else ''})")
    if tally.left_out:
        lines.append(f"files left out: {len(tally.left_out):,} (first {tally.left_out[0].path}: {tally.left_out[0].why})")
    if tally.begun:
        lines.append(f"{tally.begun:,} of these documents were done by earlier runs")
    if new:
        lines.append(f"{new:,} documents in this run, {tally.rate:,.0f} a second")
    return lines


#: What came of one file.
Found = Callable[[Source], tuple[Standing, Iterable[Fault]]]


def write_report(path: Path, tally: Tally, found: Found) -> None:
    """The report: what was read, passed over and failed, file by file. It appears whole or not at all. Raises OSError."""
    import msgspec

    sources: list[dict[str, Any]] = []
    for source in tally.sources:
        standing, faults = found(source)
        told = [fault._asdict() for fault in faults]
        sources.append({"path": source.path, "finished": standing.finished, **standing.counts(), "faults": told})
    total = tally.total.counts()
    made = {"total": total, "left_out": [one._asdict() for one in tally.left_out], "sources": sources}
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
