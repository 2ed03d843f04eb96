"""Which state of the ledger a connection sees."""

from __future__ import annotations

from sqlalchemy import Connection

from .derive import watermark


def state_of(connection: Connection) -> str:
    """A word for the state that views are of: it changes with every entry of the history that reached them."""
    mark = watermark(connection)
    return f"{mark.versions}@{mark.size}"
