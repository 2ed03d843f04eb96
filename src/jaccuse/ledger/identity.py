"""What reads: the version of this package and a digest of everything that a reading depends on."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from .. import __version__

#: What a reading depends on, below the package.
_PARTS = ("claim.py", "document.py", "engine", "knowledge", "lexicons", "models", "sources")


@cache
def engine_id() -> str:
    """The id of the engine that is installed, such as `0.1.0+3f9c2a7b51d0`: another one where code, lexicons, knowledge or the
    model differ."""
    root = Path(__file__).parent.parent
    digest = sha256()
    for part in _PARTS:
        path = root / part
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(root).as_posix()}\0{file.stat().st_size}\0".encode())
                digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"
