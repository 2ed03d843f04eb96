"""The command line: finds the command, runs it, and turns what goes wrong into a sentence and a status.

Data goes to stdout, everything else to stderr. Nothing heavy is imported before a command needs it, so that help and errors
come at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from . import __version__
from .commands import COMMANDS
from .console import FAILED, INTERRUPTED, READ, READER_GONE, WRONG_USAGE, fail, tell
from .errors import JaccuseError
from .parser import UsageError, did_you_mean, top


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; never a traceback."""
    try:
        status = _dispatch(list(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
        return status
    except UsageError as error:
        return fail(error.message, error.remedy, WRONG_USAGE)
    except JaccuseError as error:
        return tell(error, FAILED)
    except KeyboardInterrupt:
        return fail("interrupted", None, INTERRUPTED)
    except BrokenPipeError:
        # What is still buffered must not be written at exit, to a pipe that nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def _dispatch(words: list[str]) -> int:
    if words and words[0] in COMMANDS:
        command = COMMANDS[words[0]]
        return command.run(command.parser().read(words[1:]))
    parser = top()
    if not words:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    if words[0].startswith("-") and words[0] != "-":
        if parser.read(words[:1]).version:
            print(f"jaccuse {__version__}")
        return READ
    source = words[0] == "-" or "://" in words[0] or os.path.exists(words[0])
    hint = f"did you mean `jaccuse read {words[0]}`?" if source else did_you_mean(words[0], list(COMMANDS))
    raise UsageError(f"unknown command {words[0]!r}", hint or f"commands: {', '.join(COMMANDS)}")


def run() -> None:
    """The entry point of the `jaccuse` script."""
    gc.disable()  # until the first document is read: what is loaded for it stays, and is a tenth faster so
    sys.exit(main())
