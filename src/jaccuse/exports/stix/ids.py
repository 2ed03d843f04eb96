"""Ids of STIX objects, the same for the same thing in every export, and times as STIX writes them."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID, uuid5

#: The namespace of every id that jaccuse makes (UUIDv5, RFC 9562). It never changes.
NAMESPACE = UUID("f806fa31-0810-47ec-b14d-df3dcd9b653a")
#: The extension-definition of claims. Its id never changes; its `version` does.
EXTENSION = "extension-definition--0b3aa135-8b62-44b0-808a-4e736d0eafdf"
#: When the form of these objects came to be, and when it last changed: a change of the form is a new version of every object.
BEGAN = "2026-11-24T00:00:00.000Z"
FORM = "2026-11-24T00:00:00.000Z"


def stix_id(kind: str, name: str) -> str:
    """The id of an object of that type: UUIDv5 of its type and of what it stands for, such as `claim:c…`."""
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}:{name}')}"


@lru_cache(50_000)
def known_id(kind: str, name: str) -> str:
    """The same, for what is named again and again."""
    return stix_id(kind, name)


@lru_cache(10_000)
def moment(at: str) -> str:
    """A time of the ledger (ISO 8601 with its offset from UTC, which is none) as STIX writes it, to the millisecond."""
    return at.replace("+00:00", "Z")


def changed(*times: str) -> str:
    """When an object last changed: the last of these times, or when the form of all did."""
    return max(FORM, *(moment(at) for at in times if at))


def first_moment(date: str) -> str:
    """The first moment of a date known to the day, month or year; how precise it is must stand beside it."""
    return f"{date}{'-01-01'[len(date) - 4 :] if len(date) < 10 else ''}T00:00:00.000Z"
