"""A ledger behind an event loop: questions run on a few threads, each on its own connection; one thing is written at a time.

Others may add to the ledger while it is served (`jaccuse add` beside it): what is derived is brought up to date at most once a
second, before a question is answered.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, Lock, move_on_after, to_thread
from sqlalchemy import Connection

from ..ledger import Ledger

#: How often it is looked whether others have added something, in seconds.
LOOK = 1.0
#: How long a question waits for what others added to be put in order, in seconds.
PATIENCE = 0.5

_T = TypeVar("_T")


class Store:
    """A ledger that is served."""

    def __init__(self, ledger: Ledger, readers: int = 4) -> None:
        self.ledger = ledger
        self._readers = CapacityLimiter(readers)
        self._writer = CapacityLimiter(1)
        self._looking = Lock()
        self._looked = 0.0

    async def read(self, work: Callable[[Connection], _T]) -> _T:
        """What `work` makes of a connection that sees one state of the ledger. Raises what it raises, and LedgerError."""
        await self._keep_up()
        return await to_thread.run_sync(self._read, work, limiter=self._readers)

    async def write(self, work: Callable[[Ledger], _T]) -> _T:
        """What `work` does to the ledger, durable and in the views when this returns."""
        return await to_thread.run_sync(self._write, work, limiter=self._writer)

    async def run(self, work: Callable[[], _T]) -> _T:
        """Something slow that is no question to the ledger, on a thread."""
        return await to_thread.run_sync(work, limiter=self._readers)

    async def _keep_up(self) -> None:
        if time.monotonic() - self._looked < LOOK or self._looking.locked():
            return
        async with self._looking:
            # Much that is new is put in order behind the questions' back; they see the state before it meanwhile.
            with move_on_after(PATIENCE):
                await to_thread.run_sync(self.ledger.settle, abandon_on_cancel=True, limiter=self._writer)
            self._looked = time.monotonic()

    def _read(self, work: Callable[[Connection], _T]) -> _T:
        with self.ledger.reading() as connection:
            return work(connection)

    def _write(self, work: Callable[[Ledger], _T]) -> _T:
        done = work(self.ledger)
        self.ledger.settle()
        return done
