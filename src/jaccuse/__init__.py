"""jaccuse reads public accusations of cyber operations: who accuses whom of what, how sure, and in which words.

>>> import jaccuse
>>> reading = jaccuse.read(jaccuse.Document.from_text("Microsoft blames Iran for the hack.", language="en"))
>>> [(c.claimants[0].actor, c.accused[0].actor) for c in reading.claims]
[('org:microsoft', 'IR')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .document import Document

if TYPE_CHECKING:
    from .claim import Reading

__version__ = "0.1.0"
__all__ = ["Document", "Reading", "__version__", "load", "read"]


def read(document: Document | str) -> Reading:
    """Read one document (or a plain text) and return its claims. See `jaccuse.engine.read.read`."""
    from .engine.read import read as engine_read

    return engine_read(document if isinstance(document, Document) else Document.from_text(document))


def __getattr__(name: str) -> object:
    if name == "Reading":
        from .claim import Reading

        return Reading
    if name == "load":
        from .sources import load

        return load
    raise AttributeError(f"module 'jaccuse' has no attribute {name!r}")
