"""The ledger: what many documents say, kept, merged and reviewed.

Two halves, and only one of them is true by itself:

- **The history** (`schema.py`, `entries.py`): the table `entries`, to which rows are only ever added: documents, what an engine
  read in them (readings, operations, claims) and what people decided (acts). A Merkle tree over it shows tampering.
- **What is derived from it** (`derive.py`, `derivers.py`): every other table. Each is a pure function of the entries, whatever
  the order in which documents arrived; it can be dropped and made again, and is brought up to date from a watermark.

`Ledger.open(url)` is the way in.
"""

from __future__ import annotations

from .ledger import Ledger

__all__ = ["Ledger"]
