"""Workers that are watched: batches in, outcomes out in the same order, whatever a document does to the process that reads it.

A process that stands at one document for too long is killed; one that crashes or runs out of memory ends itself. Another
takes its place and its batches. The document that it stood at is tried once more, then left out and recorded as failed: its
neighbours in the batch are read again, and as reading is a pure function, they come out the same.
"""

from __future__ import annotations

import mmap
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..errors import JaccuseError
from .units import Unit
from .work import Fault, Job, Outcome
from .worker import IDLE, OUT_OF_MEMORY, PULSE, Answer, receive, send

#: Batches that one process holds at once, and that the crew may be ahead of the one that is waited for, for each process.
HELD, AHEAD = 2, 8
TRIES = 2
_LOOK = 0.2
_STARTS = 3


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one document may take.

    seconds: by the clock; megabytes: of the process that reads it, some 200 for jaccuse itself included; 0 is no limit.
    """

    seconds: float = 60.0
    megabytes: int = 1_000


@dataclass(slots=True)
class _Task:
    number: int
    units: list[Unit]
    strikes: dict[tuple[int, int], int] = field(default_factory=dict)
    lost: dict[tuple[int, int], str] = field(default_factory=dict)

    def avoid(self) -> dict[int, set[int]]:
        """What is left alone: unit -> documents."""
        found: dict[int, set[int]] = {}
        for place, document in self.lost:
            found.setdefault(place, set()).add(document)
        return found


class Crew:
    """Up to so many processes that do one job, started as there is work. Use it as a context; one `run` at a time."""

    def __init__(self, size: int, job: Job, bounds: Bounds | None = None) -> None:
        self._job, self._bounds = job, bounds or Bounds()
        self._events: queue.SimpleQueue[tuple[_Worker, Answer | None]] = queue.SimpleQueue()
        self._size = size
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()

    def run(self, batches: Iterator[list[Unit]]) -> Iterator[tuple[list[Unit], list[Outcome]]]:
        """Each batch with the outcomes of its units, in the order of the batches. Raises JaccuseError: no process starts."""
        done: dict[int, tuple[list[Unit], list[Outcome]]] = {}
        taken = given = 0
        ended = False
        while True:
            while not ended and taken - given < AHEAD * self._size and len(self._waiting) < HELD * self._size:
                units = next(batches, None)
                if units is None:
                    ended = True
                    break
                self._waiting.append(_Task(taken, units))
                taken += 1
                self._hand_out()
            self._hand_out()
            if given in done:
                yield done.pop(given)
                given += 1
            elif given == taken and ended:
                return
            else:
                for task, outcomes in self._heard():
                    done[task.number] = (task.units, _with_lost(task, outcomes))

    def _heard(self) -> Iterator[tuple[_Task, list[Outcome]]]:
        """What workers say until one has spoken, or for a moment; those who stand still are replaced."""
        try:
            worker, answer = self._events.get(timeout=_LOOK)
        except queue.Empty:
            self._watch()
            return
        if worker not in self._workers:
            return
        if answer is None:
            self._replace(worker, worker.reason())
        else:
            self._failed_starts = 0
            yield worker.tasks.popleft(), answer[1]

    def _hand_out(self) -> None:
        if self._waiting and len(self._workers) < self._size and all(worker.tasks for worker in self._workers):
            self._workers.append(self._hired())
        for held in range(HELD):
            for worker in self._workers:
                if self._waiting and len(worker.tasks) <= held:
                    worker.give(self._waiting.popleft())

    def _watch(self) -> None:
        for worker in list(self._workers):
            since = worker.since()
            if since is not None and time.monotonic() - since > self._bounds.seconds:
                self._replace(worker, f"took more than {self._bounds.seconds:g} seconds (--document-seconds)")

    def _replace(self, worker: _Worker, why: str) -> None:
        """Another process for one that is gone or is to go; its batches come first in what waits."""
        place = worker.place()
        worker.end()
        if place is None or not worker.tasks:
            self._failed_starts += 1
            if self._failed_starts > _STARTS:
                raise JaccuseError(f"the processes that read do not start: {why}", remedy="see what they wrote above")
        else:
            task = worker.tasks[0]
            task.strikes[place] = task.strikes.get(place, 0) + 1
            if place in task.lost:  # even making it does harm
                task.lost[place[0], -1] = why
            elif task.strikes[place] >= TRIES:
                task.lost[place] = why
        self._waiting.extendleft(reversed(worker.tasks))
        self._workers[self._workers.index(worker)] = self._hired()

    def _hired(self) -> _Worker:
        return _Worker(self._job, self._bounds, self._events)


def _with_lost(task: _Task, outcomes: list[Outcome]) -> list[Outcome]:
    for (place, document), reason in sorted(task.lost.items()):
        unit = task.units[place]
        if document < 0:
            continue
        where = unit.name if unit.what is not None or not document else f"{unit.name}, document {document + 1}"
        why = f"{reason}; what follows in the file was not read" if (place, -1) in task.lost else reason
        outcomes[place].faults.append(Fault(where, "lost", why, TRIES))
    return outcomes


class _Worker:
    """One process, with two threads that pass messages on."""

    def __init__(self, job: Job, bounds: Bounds, events: queue.SimpleQueue[tuple[_Worker, Answer | None]]) -> None:
        self.tasks: deque[_Task] = deque()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._file.truncate(PULSE.size)
        self._pulse = mmap.mmap(self._file.fileno(), PULSE.size)
        PULSE.pack_into(self._pulse, 0, -1, IDLE, 0, 0.0)
        words = [str(self._file.fileno()), str(bounds.megabytes << 20)]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "jaccuse.backfill.worker", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=(self._file.fileno(),),
            env=_environment(),
        )
        self._orders: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._orders.put(job)
        threading.Thread(target=self._send, daemon=True).start()
        threading.Thread(target=self._receive, args=(events,), daemon=True).start()

    def give(self, task: _Task) -> None:
        """Have it read one more batch."""
        self.tasks.append(task)
        self._orders.put((task.number, task.units, task.avoid()))

    def since(self) -> float | None:
        """Since when it has been at its document; None where it is at none."""
        _, unit, _, since = PULSE.unpack_from(self._pulse, 0)
        return None if unit == IDLE else float(since)

    def place(self) -> tuple[int, int] | None:
        """Which document, as unit of its batch and number in the unit, it is or was at; None where it was at none."""
        number, unit, document, _ = PULSE.unpack_from(self._pulse, 0)
        return (unit, document) if unit != IDLE and self.tasks and self.tasks[0].number == number else None

    def reason(self) -> str:
        """Why it is gone."""
        status = self._process.wait()
        if status == OUT_OF_MEMORY:
            return "needed more memory than it may (--document-megabytes)"
        return f"the process that read it crashed ({'signal' if status < 0 else 'status'} {abs(status)})"

    def end(self) -> None:
        """Kill it, whatever it does."""
        with suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._orders.put(None)

    def _send(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        with suppress(OSError), stream:
            while (order := self._orders.get()) is not None:
                send(stream.fileno(), order)

    def _receive(self, events: queue.SimpleQueue[tuple[_Worker, Answer | None]]) -> None:
        stream = self._process.stdout
        assert stream is not None
        with suppress(OSError, EOFError, pickle.UnpicklingError), stream:
            while data := receive(stream):
                events.put((self, pickle.loads(data)))
        events.put((self, None))


def _environment() -> dict[str, str]:
    """The same package in the child, one thread for its numerical libraries."""
    root = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **threads, "PYTHONPATH": os.pathsep.join([root, known] if known else [root])}
