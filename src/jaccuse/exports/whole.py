"""Output that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO, cast

from ..errors import LedgerError

#: What goes to stdout waits in memory up to here, then in a temporary file, until it is whole.
SPOOLED = 8_000_000


@contextmanager
def whole(path: Path | None) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file (stdout where there is none) at the end, and is dropped where an error comes.

    The file is written beside its place, synced and renamed, so that nobody sees half of it, and what stood there before stays
    until then. Raises LedgerError where it cannot be written.
    """
    if path is None:
        with tempfile.SpooledTemporaryFile(SPOOLED) as held:
            yield cast(BinaryIO, held)
            held.seek(0)
            shutil.copyfileobj(cast(IO[bytes], held), sys.stdout.buffer)
        return
    try:
        # the file it is, not the link that leads to it; a place of its own, so that two runs do not meet
        place = Path(os.path.realpath(path))
        number, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(place))
        os.replace(name, place)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _mode(place: Path) -> int:
    """The rights that the file has, or that a new one gets."""
    with suppress(OSError):
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _refused(path: Path, error: OSError) -> LedgerError:
    return LedgerError(f"it could not be written: {error.strerror or error}", source=str(path))
