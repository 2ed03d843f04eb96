"""TAXII 2.1 over the ledger, read only: discovery, one API root, collections of the claims as STIX 2.1.

`routes()` gives what `/taxii2/` is made of; the application's state must hold `store`. The objects are kept in a catalogue
beside the ledger (catalogue.py), which knows every version that was given out and when it was added.
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from .answers import (
    collection,
    collections,
    discovery,
    manifest,
    nothing,
    objects,
    one_object,
    read_only,
    root,
    status,
    versions,
)

__all__ = ["routes"]

#: Where the only API root is, below the mount.
ROOT = "/ledger"


def routes() -> list[BaseRoute]:
    """Every address below `/taxii2`."""
    one = f"{ROOT}/collections/{{collection}}"
    return [
        Route("/", discovery),
        Route(f"{ROOT}/", root),
        Route(f"{ROOT}/status/{{status}}/", status),
        Route(f"{ROOT}/collections/", collections),
        Route(f"{one}/", collection),
        Route(f"{one}/manifest/", manifest),
        Route(f"{one}/objects/", objects),
        Route(f"{one}/objects/", read_only, methods=["POST"]),
        Route(f"{one}/objects/{{object}}/", one_object),
        Route(f"{one}/objects/{{object}}/", read_only, methods=["DELETE"]),
        Route(f"{one}/objects/{{object}}/versions/", versions),
        Route("/{rest:path}", nothing),
    ]
