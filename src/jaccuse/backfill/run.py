"""A backfill: files through the crew into the ledger, going on where the last run ended."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..sources.limits import Limits
from .crew import Bounds, Crew
from .plan import Passed, Source
from .state import Standing, State
from .units import Unit, batches, units
from .work import Fault, Job, Outcome

if TYPE_CHECKING:
    from ..ledger import Ledger

#: What was read is made durable when there are so many documents, or when so many seconds have passed.
DOCUMENTS, SECONDS = 1_000, 2.0
#: Failures that are told one by one at the end; the report has all.
TOLD = 20


@dataclass(slots=True)
class Tally:
    """A run as it goes. read … passed: of this run and of those before it over the same files; begun: of those before."""

    sources: list[Source]
    left_out: list[Passed]
    total: Standing = field(default_factory=Standing)
    begun: int = 0
    share: float = 0.0
    share_begun: float = 0.0
    failed: int = 0
    faults: list[Fault] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def documents(self) -> int:
        """Everything that was looked at, read or not."""
        return self.total.read + self.total.failed + sum(self.total.passed.values())

    def fail(self, faults: list[Fault]) -> None:
        """Count failures of this run; the first are kept to be told, the state has all."""
        self.failed += len(faults)
        self.faults += faults[: max(0, TOLD - len(self.faults))]

    @property
    def rate(self) -> float:
        """Documents a second in this run."""
        return (self.documents - self.begun) / max(time.monotonic() - self.since, 1e-6)

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at the pace of this run; None while nothing tells."""
        done = self.share - self.share_begun
        return (time.monotonic() - self.since) / done * (1 - self.share) if done > 0.001 else None


#: Told after every batch.
Report = Callable[[Tally], None]


def processes() -> int:
    """As many as there are cores for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Backfill:
    """One run over planned sources into a ledger.

    Raises:
        JaccuseError: the ledger or the state cannot be written, or no process starts. What was kept before stays kept.
    """

    def __init__(
        self, ledger: Ledger, state: State, job: Job, *, size: int | None = None, bounds: Bounds | None = None
    ) -> None:
        self._ledger, self._state, self._job = ledger, state, job
        self._size, self._bounds = size or processes(), bounds

    def run(self, sources: list[Source], left_out: list[Passed], report: Report | None = None) -> Tally:
        """Read what is not yet read. Stopped at any moment, it leaves no more undone than the last seconds."""
        standings = [self._state.standing(source) for source in sources]
        tally = Tally(sources, left_out)
        for standing in standings:
            add_up(tally.total, standing)
        tally.begun = tally.documents
        course = _Course(sources, standings)
        tally.share = tally.share_begun = course.share(0)
        if not all(standing.finished for standing in standings):
            given = batches(_pending(sources, standings, self._job.options.limits))
            with Crew(self._size, self._job, self._bounds) as crew:
                since = time.monotonic()
                for some, outcomes in crew.run(given):
                    for unit, outcome in zip(some, outcomes, strict=True):
                        course.take(unit.source, outcome)
                        add_up(tally.total, outcome)
                        tally.fail(outcome.faults)
                    tally.share = course.share(some[-1].at)
                    if len(course.kept) >= DOCUMENTS or time.monotonic() - since > SECONDS:
                        self._flush(course, tally)
                        since = time.monotonic()
                    if report is not None:
                        report(tally)
            course.finish(len(sources))
            self._flush(course, tally)
        return tally

    def _flush(self, course: _Course, tally: Tally) -> None:
        """First the ledger, then how far the files are: what is read again after a stop between the two is known already."""
        if course.kept:
            added = self._ledger.add_prepared([one for _, one in course.kept])
            for (number, _), one in zip(course.kept, added, strict=True):
                course.standings[number].known += one.state == "known"
                tally.total.known += one.state == "known"
        self._state.keep({n: course.standings[n] for n in sorted(course.touched)}, course.sources, course.faults)
        course.clear()


class _Course:
    """How far the files are, and what waits to be made durable."""

    def __init__(self, sources: list[Source], standings: list[Standing]) -> None:
        self.sources, self.standings = sources, standings
        self.kept: list[tuple[int, Any]] = []
        self.faults: list[tuple[int, Fault]] = []
        self.touched: set[int] = set()
        self._next = 0
        self._whole = sum(source.size for source in sources) or 1
        self._done = sum(source.size for source, standing in zip(sources, standings, strict=True) if standing.finished)

    def take(self, number: int, outcome: Outcome) -> None:
        """One unit more of a file; those before it are done."""
        self.finish(number)
        self.standings[number].add(outcome)
        self.touched.add(number)
        self.kept += [(number, one) for one in outcome.kept]
        self.faults += [(number, fault) for fault in outcome.faults]

    def finish(self, before: int) -> None:
        """All files before this one are read to the end."""
        while self._next < before:
            if not self.standings[self._next].finished:
                self.standings[self._next].finished = True
                self._done += self.sources[self._next].size
                self.touched.add(self._next)
            self._next += 1

    def share(self, at: int) -> float:
        """How much of all bytes is read; at: of the file that is being read."""
        return min(1.0, (self._done + at) / self._whole)

    def clear(self) -> None:
        """Nothing waits."""
        self.kept, self.faults = [], []
        self.touched.clear()


def _pending(sources: list[Source], standings: list[Standing], limits: Limits) -> Iterator[Unit]:
    for number, (source, standing) in enumerate(zip(sources, standings, strict=True)):
        if not standing.finished:
            yield from units(source, number, standing.done, limits)


def add_up(total: Standing, part: Standing | Outcome) -> None:
    """Add the counts of a file or a unit."""
    total.read += part.read
    total.claims += part.claims
    total.with_claims += part.with_claims
    if isinstance(part, Standing):
        total.known += part.known
        total.failed += part.failed
    else:
        total.failed += len(part.faults)
    for why, number in part.passed.items():
        total.passed[why] = total.passed.get(why, 0) + number
