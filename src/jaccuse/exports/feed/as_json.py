"""The feed of what is asked for as a file: JSON Feed."""

from __future__ import annotations

from typing import BinaryIO

from sqlalchemy import Connection

from ..request import Outcome, Request
from . import feed, json_feed


def write(connection: Connection, request: Request, out: BinaryIO) -> Outcome:
    """Write the feed; one without entries is a feed, too. Raises UnknownId."""
    made = feed(connection, "", request.asked, incident=request.incident)
    out.write(json_feed(made))
    return Outcome({"entries": len(made.entries)})
