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

    from ..backfill.crew import Bounds
    from ..backfill.plan import Passed, Source
    from ..backfill.report import Found
    from ..backfill.run import Tally
    from ..backfill.work import Form, Job

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
    parser.add_argument(
        "--cluster",
        nargs="?",
        const="local",
        metavar="ADDRESS",
        help="read on a Ray cluster, a task a file: auto, ray://host:10001 or host:6379; without ADDRESS one is made of this "
        "machine; files must be where all machines see them; needs the extra jaccuse[cluster]",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="with --cluster: write readings as Parquet into a folder that all see",
    )
    return parser


def backfill(options: argparse.Namespace) -> int:
    """Read and keep; returns the exit status."""
    from ..backfill.crew import Bounds
    from ..backfill.plan import plan

    _check(options)
    sources, left_out = plan(options.paths)
    bounds = Bounds(options.document_seconds, options.document_megabytes)
    if options.cluster is not None:
        return _over_machines(options, sources, left_out, bounds)
    from ..backfill.report import Line
    from ..backfill.run import Backfill
    from ..backfill.state import State

    job = _job(options)
    with open_ledger(options, create=True) as ledger, State(_noted(options, ledger.place), _target(ledger.id, job)) as state:
        line = Line()
        try:
            run = Backfill(ledger, state, job, size=options.processes, bounds=bounds)
            tally = run.run(sources, left_out, line)
        finally:
            line.wipe()
        _end(options, tally, lambda source: (state.standing(source), state.faults(source)))
        say(f"kept in {ledger.place}")
        settle(ledger)
    return FAILED if tally.total.failed else READ


def _over_machines(options: argparse.Namespace, sources: list[Source], left_out: list[Passed], bounds: Bounds) -> int:
    """The same over a cluster: into Parquet, or into a ledger on a server."""
    from ..backfill.cluster import Shard, Target, run_on_cluster
    from ..backfill.run import Tally, add_up
    from ..ledger.ledger import default_place

    address = None if options.cluster == "local" else options.cluster
    shards: dict[str, Shard] = {}
    tally = Tally(sources, left_out)

    def report(shard: Shard) -> None:
        source = sources[shard.number]
        shards[source.path] = shard
        add_up(tally.total, shard.standing)
        tally.fail(shard.faults)
        say(f"{len(shards):,} of {len(sources):,} files done, {tally.documents:,} documents: {source.path}")

    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        target = Target(folder=str(options.out.resolve()))
        run_on_cluster(sources, _job(options, "json"), target, address=address, bounds=bounds, report=report)
    else:
        with open_ledger(options, create=True) as ledger:
            target = Target(ledger=options.db or default_place())
            run_on_cluster(sources, _job(options), target, address=address, bounds=bounds, report=report)
            settle(ledger)
    _end(options, tally, lambda source: (shards[source.path].standing, shards[source.path].faults))
    say(f"kept in {options.out or ledger.place}")
    return FAILED if tally.total.failed else READ


def _end(options: argparse.Namespace, tally: Tally, found: Found) -> None:
    from ..backfill.report import summary, write_report

    _tell(tally)
    for words in summary(tally):
        say(words)
    if options.report is None:
        return
    try:
        write_report(options.report, tally, found)
    except OSError as error:
        remedy = "name another file with --report"
        raise JaccuseError(f"cannot be written: {error.strerror or error}", source=str(options.report), remedy=remedy) from None


def _job(options: argparse.Namespace, form: Form = "rows") -> Job:
    from ..backfill.work import Job
    from ..ledger.identity import engine_id
    from ..sources.raw import Options

    return Job(keep=options.keep, form=form, options=Options(language=options.language), engine=engine_id())


def _target(ledger: str, job: Job) -> str:
    """What a state is about: another ledger, or keeping other documents, begins anew."""
    return f"{ledger} {job.keep} {job.options.language or ''}"


def _check(options: argparse.Namespace) -> None:
    """Refuse numbers that are none, places that do not go together and a language that is not read, before anything is read."""
    from ..ledger.ledger import default_place

    if options.processes is not None and not 1 <= options.processes <= 1024:
        raise UsageError("--processes is from 1 to 1024", "leave it out for one process for each core")
    if options.document_seconds <= 0:
        raise UsageError("--document-seconds is more than 0", "60 is the default")
    if options.document_megabytes and options.document_megabytes < 300:
        raise UsageError("--document-megabytes is at least 300: jaccuse itself needs 200", "1000 is the default, 0 is no limit")
    if options.out is not None and options.cluster is None:
        raise UsageError("--out is for --cluster", "add --cluster, or keep the documents in a ledger with --db")
    if options.cluster is not None and options.out is None and "://" not in (options.db or default_place()):
        remedy = "name a ledger on a server, --db postgresql://…, or a folder for Parquet, --out FOLDER"
        raise UsageError("a ledger in a file cannot be written from many machines", remedy)
    if options.language is not None:
        from ..engine.words import languages

        if options.language not in languages():
            raise UsageError(f"--language: {options.language!r} is not supported", f"supported: {', '.join(languages())}")


def _noted(options: argparse.Namespace, place: str) -> Path:
    """The file of the state."""
    given: Path | None = options.state
    return given or Path("jaccuse.backfill" if "://" in place else place + ".backfill")


def _tell(tally: Tally) -> None:
    for fault in tally.faults:
        again = f", tried {fault.tries} times" if fault.tries > 1 else ""
        fail(f"{fault.where}: {fault.message}{again}", None, FAILED)
    if tally.failed > len(tally.faults):
        say(f"{tally.failed - len(tally.faults):,} more failed; --report FILE lists all")
