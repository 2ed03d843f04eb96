"""What every command says to the person, and with which status it ends."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .errors import JaccuseError

READ, FAILED, WRONG_USAGE, INTERRUPTED, READER_GONE = 0, 1, 2, 130, 141


def say(words: str, name: str = "jaccuse: ") -> None:
    """A line for the person, on stderr; what a document or a file name smuggles in is shown, not obeyed."""
    from .render.safe import visible

    print(name + visible(words.replace("\n", " ")), file=sys.stderr)


def fail(message: str, remedy: str | None, status: int) -> int:
    """Say what went wrong and what would help; the status."""
    say(f"error: {message}" if status != INTERRUPTED else message)
    if remedy:
        say(f"  {remedy}", name="")
    return status


def tell(error: JaccuseError, status: int = FAILED) -> int:
    """The same for an error of ours."""
    return fail(f"{error.source}: {error.message}" if error.source else error.message, error.remedy, status)
