"""`jaccuse add`: read each source and keep what it says in the ledger; what is known already is not read again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..console import FAILED, READ, say, tell
from ..errors import JaccuseError
from ..parser import Parser
from . import COMMANDS
from .reading import check, items, reading, source_options
from .store import ledger_option, open_ledger, settle

if TYPE_CHECKING:
    import argparse

    from ..claim import Reading
    from ..document import Document
    from ..ledger import Ledger

#: What was read is made durable when there are so many documents, or when so many seconds have passed.
DOCUMENTS, SECONDS = 200, 1.0
#: So many documents, or characters of text, are looked up at once before they are read.
AHEAD, CHARACTERS = 200, 2_000_000
EXAMPLES = """\
jaccuse add article.html statement.pdf
jaccuse add items.jsonl.gz --db cases.db
jaccuse add https://example.org/news --db postgresql://desk@db.example.org/cases"""
STATUSES = """\
exit status:
  0    every source was read and is kept, now or before
  1    some source could not be read, or the ledger could not be opened or written; what was kept before stays kept
  2    the command line was wrong
  130  interrupted; what was read is kept, and the same command goes on from there"""


def add_parser() -> Parser:
    """The parser of `jaccuse add`."""
    parser = Parser("jaccuse add", COMMANDS["add"].summary, EXAMPLES, STATUSES)
    source_options(parser)
    ledger_option(parser)
    return parser


def add(options: argparse.Namespace) -> int:
    """Read and keep; returns the exit status."""
    from ..progress import Progress

    check(options)
    with open_ledger(options, create=True) as ledger:
        progress, known = Progress(), 0
        waiting = Waiting(ledger)
        with progress:
            try:
                for item, is_known in _looked_up(ledger, items(options)):
                    if is_known:
                        known += 1
                        continue
                    result = item if isinstance(item, JaccuseError) else reading(item)
                    if isinstance(result, JaccuseError):
                        progress.failed()
                        tell(result)
                        continue
                    progress.read(len(result.claims))
                    waiting.add(result)
            except KeyboardInterrupt:
                waiting.flush()
                raise
            waiting.flush()
        more = f", {known:,} known already" if known else ""
        say(f"{progress.summary()}{more}; kept in {ledger.place}")
        settle(ledger)
    return FAILED if progress.failures else READ


def _looked_up(ledger: Ledger, given: Iterator[Document | JaccuseError]) -> Iterator[tuple[Document | JaccuseError, bool]]:
    """Each item, and whether it is in the ledger already. Documents are looked up some at a time."""
    held: list[Document | JaccuseError] = []
    size = 0
    for item in given:
        held.append(item)
        size += 0 if isinstance(item, JaccuseError) else len(item.text)
        if len(held) >= AHEAD or size >= CHARACTERS:
            yield from _marked(ledger, held)
            held, size = [], 0
    yield from _marked(ledger, held)


def _marked(ledger: Ledger, held: list[Document | JaccuseError]) -> Iterator[tuple[Document | JaccuseError, bool]]:
    known = ledger.known([item.id for item in held if not isinstance(item, JaccuseError)])
    for item in held:
        if isinstance(item, JaccuseError):
            yield item, False
        else:
            yield item, item.id in known
            known.add(item.id)


class Waiting:
    """Readings that are not yet durable."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._readings: list[Reading] = []
        self._since = time.monotonic()

    def add(self, one: Reading) -> bool:
        """Keep one; write all when there are many or they have waited long. Whether nothing waits now."""
        if not self._readings:
            self._since = time.monotonic()
        self._readings.append(one)
        if len(self._readings) >= DOCUMENTS or time.monotonic() - self._since > SECONDS:
            self.flush()
        return not self._readings

    def flush(self) -> None:
        """Write all."""
        if self._readings:
            self._ledger.add_many(self._readings)
            self._readings = []
