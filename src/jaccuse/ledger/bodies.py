"""Bodies of entries, decoded: once for all derivers that want them of one batch."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from .entries import ClaimBody, DocumentBody, OperationBody

#: More than a batch of derive.py holds; what is kept is let go when the batch is done.
_KEPT = 1 << 15

claim_body = lru_cache(_KEPT)(msgspec.json.Decoder(ClaimBody).decode)
operation_body = lru_cache(_KEPT)(msgspec.json.Decoder(OperationBody).decode)
document_body = lru_cache(_KEPT)(msgspec.json.Decoder(DocumentBody).decode)


def let_go() -> None:
    """Forget what is kept."""
    for kept in (claim_body, operation_body, document_body):
        kept.cache_clear()
