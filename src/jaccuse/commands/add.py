"""`jaccuse add`: read each source and keep what it says in the ledger; what is known already is not read again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ..console import FAILED, READ, say, tell
from ..errors import JaccuseError
from ..parser import STATUSES, Parser
from . import COMMANDS
from .reading import check, items, reading, source_options
from .store import ledger_option, open_ledger

if TYPE_CHECKING:
    import argparse

    from ..claim import Reading
    from ..ledger import Ledger

#: A batch is made durable when it holds so many documents, or when so many seconds have passed.
DOCUMENTS, SECONDS = 200, 1.0
EXAMPLES = """\
jaccuse add article.html statement.pdf
jaccuse add items.jsonl.gz --db cases.db
jaccuse add https://example.org/news --db postgresql://desk@db.example.org/cases"""


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
        waiting = _Waiting(ledger)
        with progress:
            for item in items(options):
                if not isinstance(item, JaccuseError) and ledger.knows(item.id):
                    known += 1
                    continue
                result = item if isinstance(item, JaccuseError) else reading(item)
                if isinstance(result, JaccuseError):
                    progress.failed()
                    tell(result)
                    continue
                progress.read(len(result.claims))
                waiting.add(result)
            waiting.flush()
        say(progress.summary() + (f", {known:,} known already" if known else ""))
        ledger.settle()
    return FAILED if progress.failures else READ


class _Waiting:
    """Readings that are not yet durable."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._readings: list[Reading] = []
        self._since = time.monotonic()

    def add(self, one: Reading) -> None:
        """Keep one; write all when there are many or they have waited long."""
        if not self._readings:
            self._since = time.monotonic()
        self._readings.append(one)
        if len(self._readings) >= DOCUMENTS or time.monotonic() - self._since > SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write all."""
        if self._readings:
            self._ledger.add_many(self._readings)
            self._readings = []
