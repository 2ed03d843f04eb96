"""The catalogue of the ledger that is served: where it is, and when it is brought up to date."""

from __future__ import annotations

import logging
import os
import sys
from asyncio import Lock, Task, create_task
from pathlib import Path
from typing import Any

from starlette.datastructures import State

from .catalogue import Catalogue

log = logging.getLogger("jaccuse.web")


class _Kept:
    """The catalogue with what goes on in it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.catalogue: Catalogue | None = None
        self.task: Task[None] | None = None


async def catalogue(state: State) -> Catalogue:
    """The catalogue: the first time when it is filled, later at once, while what is new is taken up behind it."""
    if not hasattr(state, "taxii"):
        state.taxii = _Kept()
    kept: _Kept = state.taxii
    async with kept.lock:
        if kept.catalogue is None:
            found = await state.store.run(lambda: Catalogue(place(state.store.ledger.id)))
            await state.store.read(lambda connection: found.refresh(connection) if found.behind(connection) else None)
            kept.catalogue = found
        elif (kept.task is None or kept.task.done()) and await state.store.read(kept.catalogue.behind):
            kept.task = create_task(_refreshed(state, kept.catalogue))
    return kept.catalogue


async def settled(state: State) -> None:
    """Wait until what is under way is done."""
    if (kept := getattr(state, "taxii", None)) and kept.task:
        await kept.task


async def _refreshed(state: Any, found: Catalogue) -> None:
    try:
        await state.store.read(found.refresh)
    except Exception:
        log.exception("the TAXII catalogue could not be brought up to date")


def place(ledger: str) -> Path:
    """Where the catalogue of a ledger is: `JACCUSE_TAXII`, or a file of the user's state folder (XDG)."""
    named = os.environ.get("JACCUSE_TAXII")
    if named:
        return Path(named)
    home = os.environ.get("XDG_STATE_HOME") or (
        os.path.expanduser("~/Library/Application Support")
        if sys.platform == "darwin"
        else os.path.expanduser("~/.local/state")
    )
    return Path(home) / "jaccuse" / f"taxii-{ledger}.db"
