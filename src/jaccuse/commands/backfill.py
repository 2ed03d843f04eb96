"""`jaccuse backfill`: whole collections into the ledger, on all cores, going on where the last run ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..console import FAILED, READ, fail, say
from ..errors import JaccuseError
from ..parser import Parser, UsageError, choice
from . import COMMANDS
from .store import ledger_option, open_ledger, settle

if TYPE_CHECKING:
    import argparse

    from ..backfill.run import Tally

KEPT = ("all", "claims")
EXAMPLES = """\
jaccuse backfill articles/ --db cases.db
jaccuse backfill news-2023.jsonl.gz news-2024.jsonl.zst --report skipped.json
jaccuse backfill CC-NEWS-*.warc.gz --keep claims --processes 16"""
STATUSES = """\
exit status:
  0    everything was read and is kept, now or before; documents in languages that are not read and pages without text may
       have been passed over
  1    some document or place of a file could not be read, or the ledger could not be opened or written
  2    the command line was wrong
  130  interrupted; what was read is kept, and the same command goes on from there"""


def backfill_parser() -> Parser:
    """The parser of `jaccuse backfill`."""
    parser = Parser("jaccuse backfill", COMMANDS["backfill"].summary, EXAMPLES, STATUSES)
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="files, and folders with all that is in them: JSON Lines, WARC, HTML, text, PDF, each also as .gz or .zst; "
        "WARC and .zst need the extra jaccuse[bulk]",
    )
    ledger_option(parser)
    parser.add_argument(
        "--keep",
        type=choice(KEPT),
        default="all",
        metavar="|".join(KEPT),
        help="all (the default): every document is kept, also those without claims; claims: only those with claims, "
        "the others are counted (for millions of documents)",
    )
    parser.add_argument("--processes", type=int, metavar="N", help="processes that read (otherwise one for each core)")
    parser.add_argument("--language", metavar="CODE", help="language of all texts, such as fr or en (otherwise found out)")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write what was read, passed over and failed, file by file, as JSON"
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="where it is noted how far each file is (otherwise beside the ledger, with .backfill at the end of its name; "
        "jaccuse.backfill in the working directory where the ledger is on a server)",
    )
    parser.add_argument("--document-seconds", type=float, default=60.0, metavar="S", help="time for one document (60)")
    parser.add_argument(
        "--document-megabytes", type=int, default=1000, metavar="MB", help="memory of a process that reads (1000; 0: no limit)"
    )
    return parser


def backfill(options: argparse.Namespace) -> int:
    """Read and keep; returns the exit status."""
    from ..backfill.crew import Bounds
    from ..backfill.plan import plan
    from ..backfill.report import Line, summary, write_report
    from ..backfill.run import Backfill
    from ..backfill.state import State
    from ..backfill.work import Job
    from ..ledger.identity import engine_id
    from ..sources.raw import Options

    _check(options)
    sources, left_out = plan(options.paths)
    job = Job(keep=options.keep, options=Options(language=options.language), engine=engine_id())
    bounds = Bounds(options.document_seconds, options.document_megabytes)
    with (
        open_ledger(options, create=True) as ledger,
        State(options.state or _beside(ledger.place), f"{ledger.id} {job.keep} {options.language or ''}") as state,
    ):
        line = Line()
        try:
            run = Backfill(ledger, state, job, size=options.processes, bounds=bounds)
            tally = run.run(sources, left_out, line)
        finally:
            line.wipe()
        _tell(tally)
        for words in summary(tally):
            say(words)
        if options.report:
            try:
                write_report(options.report, tally, state)
            except OSError as error:
                remedy = "name another file with --report"
                raise JaccuseError(
                    f"cannot be written: {error.strerror or error}", source=str(options.report), remedy=remedy
                ) from None
        say(f"kept in {ledger.place}")
        settle(ledger)
    return FAILED if tally.total.failed else READ


def _check(options: argparse.Namespace) -> None:
    """Refuse numbers that are none and a language that is not read, before anything is read."""
    if options.processes is not None and not 1 <= options.processes <= 1024:
        raise UsageError("--processes is from 1 to 1024", "leave it out for one process for each core")
    if options.document_seconds <= 0:
        raise UsageError("--document-seconds is more than 0", "60 is the default")
    if options.document_megabytes and options.document_megabytes < 300:
        raise UsageError("--document-megabytes is at least 300: jaccuse itself needs 200", "1000 is the default, 0 is no limit")
    if options.language is not None:
        from ..engine.words import languages

        if options.language not in languages():
            raise UsageError(f"--language: {options.language!r} is not supported", f"supported: {', '.join(languages())}")


def _beside(place: str) -> Path:
    """The file of the state for a ledger."""
    return Path("jaccuse.backfill" if "://" in place else place + ".backfill")


def _tell(tally: Tally) -> None:
    from ..backfill.report import TOLD

    for fault in tally.faults[:TOLD]:
        again = f", tried {fault.tries} times" if fault.tries > 1 else ""
        fail(f"{fault.where}: {fault.message}{again}", None, FAILED)
    if len(tally.faults) > TOLD:
        say(f"{len(tally.faults) - TOLD:,} more failed; --report FILE lists all")
