"""`jaccuse reread`: read again what an older engine has read, or show what that would change."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..console import FAILED, READ, say, tell
from ..errors import JaccuseError
from ..parser import Parser, choice
from . import COMMANDS
from .add import Waiting
from .reading import reading
from .store import ledger_option, open_ledger, settle

if TYPE_CHECKING:
    import argparse

    from ..claim import Reading
    from ..ledger import Ledger
    from ..ledger.again import Again, Change
    from ..progress import Progress

FORMATS = ("table", "json", "csv")
COLUMNS = ("document", "kind", "id", "change", "fields", "reviewed", "before", "after")
EXAMPLES = """\
jaccuse reread --diff
jaccuse reread --diff --format csv > changes.csv
jaccuse reread"""
STATUSES = """\
exit status:
  0    everything that an older engine had read was read again (or compared)
  1    some document could not be read again; its last reading stays
  130  interrupted; the same command goes on from there"""


def reread_parser() -> Parser:
    """The parser of `jaccuse reread`."""
    parser = Parser("jaccuse reread", COMMANDS["reread"].summary, EXAMPLES, STATUSES)
    ledger_option(parser)
    parser.add_argument("--diff", action="store_true", help="only show what would change; nothing is written")
    parser.add_argument(
        "--format",
        type=choice(FORMATS),
        metavar="|".join(FORMATS),
        help="of --diff: table (the default on a terminal), json (the default when piped) or csv",
    )
    return parser


def reread(options: argparse.Namespace) -> int:
    """Read again, or show; returns the exit status."""
    with open_ledger(options) as ledger:
        return _diff(ledger, options) if options.diff else _again(ledger)


def _again(ledger: Ledger) -> int:
    from ..ledger.again import changes, note_done
    from ..progress import Progress

    progress, otherwise = Progress(), 0
    waiting = Waiting(ledger)
    with progress:
        for one, result in _read(ledger, progress):
            otherwise += bool(changes(one, result))
            if waiting.add(result) and not progress.failures:
                note_done(ledger, one.seq)
        waiting.flush()
        if not progress.failures and progress.items:
            note_done(ledger, one.seq)
    say(f"{progress.summary()}; {otherwise:,} of them say something else now")
    settle(ledger)
    return FAILED if progress.failures else READ


def _diff(ledger: Ledger, options: argparse.Namespace) -> int:
    from ..ledger.again import changes, reviews
    from ..progress import Progress

    form = options.format or ("table" if sys.stdout.isatty() else "json")
    progress, found, judged = Progress(), 0, reviews(ledger)
    rows = _Rows(form)
    with progress:
        for one, result in _read(ledger, progress):
            for change in changes(one, result, judged):
                found += 1
                rows.add(change)
        rows.close()
    say(f"{progress.summary()}; {found:,} change{'' if found == 1 else 's'}; nothing was written")
    return FAILED if progress.failures else READ


def _read(ledger: Ledger, progress: Progress) -> Iterator[tuple[Again, Reading]]:
    """What older engines read, each with what this one reads in it; a document that cannot be read is told and left out."""
    from ..ledger.again import older

    for one in older(ledger):
        result = reading(one.document)
        if isinstance(result, JaccuseError):
            progress.failed()
            tell(result)
            continue
        progress.read(len(result.claims))
        yield one, result


class _Rows:
    """Writes changes one by one."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._count = 0
        self._csv = csv.writer(sys.stdout) if form == "csv" else None
        if self._csv:
            self._csv.writerow(COLUMNS)

    def add(self, change: Change) -> None:
        """Write one."""
        if self._csv:
            row = _plain(change)
            self._csv.writerow([" ".join(row[name]) if name == "fields" else _told(row[name]) for name in COLUMNS])
        elif self._form == "json":
            print("[" if not self._count else ",")
            print(json.dumps(_plain(change), ensure_ascii=sys.stdout.isatty(), indent=2), end="")
        else:
            from ..render.safe import visible

            print(visible(_line(change)))
        self._count += 1

    def close(self) -> None:
        """End what was begun."""
        if self._form == "json":
            print("\n]" if self._count else "[]")


def _plain(change: Change) -> dict[str, Any]:
    import msgspec

    row: dict[str, Any] = msgspec.to_builtins(change)
    return {name: row[name] for name in COLUMNS}


def _told(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _line(change: Change) -> str:
    from ..claim import Operation
    from ..render.phrases import sentence

    mark = {"new": "+", "gone": "-", "other": "~"}[change.change]
    one = change.after or change.before
    assert one is not None
    words = (one.name or ", ".join(one.activities) or "an operation") if isinstance(one, Operation) else sentence(one)
    parts = [f"{mark} {change.kind} {change.id}: {words}"]
    if change.fields:
        parts.append(f"other {', '.join(change.fields)}")
    if change.reviewed:
        parts.append(f"judged by {change.reviewed}, whose word stands")
    return f"{'; '.join(parts)} ({change.document[:19]})"
