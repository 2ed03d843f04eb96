"""From a noun phrase to the actors it names: the accused, and those who speak."""

from __future__ import annotations

from .accused import AccusedReader
from .party import CLOSENESS, Party, merge, slug
from .speakers import SpeakerReader

__all__ = ["CLOSENESS", "Cast", "Party", "merge", "slug"]


class Cast(AccusedReader, SpeakerReader):
    """The names of one document laid over its sentences."""
