"""The same backfill over many machines, with Ray: one task a file, each with a watched process of its own.

What a task leaves is named by its file and put in place whole, or goes into a ledger that knows its documents; so a task that
dies with its machine and is done again elsewhere leaves nothing twice, and one that is done is not done again by a later run.
"""

from __future__ import annotations

import json
import logging
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import JaccuseError, MissingExtra
from .crew import Bounds, Crew
from .plan import Source
from .run import DOCUMENTS
from .state import Standing
from .units import batches, units
from .work import Fault, Job, Outcome

#: A task whose machine or process dies is done again so often.
RETRIES = 8
COLUMNS = ("id", "language", "title", "published", "publisher", "url", "text", "claims", "reading")


@dataclass(frozen=True, slots=True)
class Target:
    """Where readings go: a folder that all machines see, for Parquet, or the URL of a ledger on PostgreSQL."""

    folder: str | None = None
    ledger: str | None = None


@dataclass(slots=True)
class Shard:
    """What came of one file."""

    number: int
    standing: Standing
    faults: list[Fault]


def run_on_cluster(
    sources: list[Source], job: Job, target: Target, *, address: str | None, bounds: Bounds, report: Callable[[Shard], None]
) -> None:
    """Read each file in a task of its own and tell of it when it is done, in whatever order.

    address: of the cluster (`auto`, `ray://…`); None for one made of this machine alone.

    Raises:
        MissingExtra: `ray`, or `pyarrow` for Parquet, is not installed.
        JaccuseError: the cluster cannot be reached, or a task failed for good; what others left stays.
    """
    try:
        import ray
    except ModuleNotFoundError:
        raise MissingExtra("a cluster needs the extra `cluster`", remedy="pip install 'jaccuse[cluster]'") from None
    ours = not ray.is_initialized()
    if ours:
        try:
            ray.init(
                address=address,
                log_to_driver=False,
                logging_level=logging.ERROR,
                include_dashboard=False if not address else None,
            )
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise JaccuseError(
                f"the cluster cannot be reached: {error}", source=address, remedy="`ray status` says more"
            ) from None
    try:
        task = ray.remote(num_cpus=1, max_retries=RETRIES, retry_exceptions=False)(read_shard)
        pending = [task.remote(source, number, job, target, bounds) for number, source in enumerate(sources)]
        while pending:
            done, pending = ray.wait(pending, num_returns=1)
            try:
                report(ray.get(done[0]))
            except ray.exceptions.RayError as error:
                cause = getattr(error, "cause", None)
                if isinstance(cause, JaccuseError):
                    raise cause from None
                raise JaccuseError(f"a task failed for good: {str(error).splitlines()[-1]}", remedy="run it again") from None
    finally:
        if ours:
            ray.shutdown()
    if target.folder is not None:
        clean(Path(target.folder), sources)


def read_shard(source: Source, number: int, job: Job, target: Target, bounds: Bounds) -> Shard:
    """The task: read one file, leave what is kept of it, say what came of it. Done already, it says so from what was left."""
    if target.folder is None:
        return _into_ledger(source, number, job, target, bounds)
    part = part_of(Path(target.folder), source, number)
    if (told := _told(part, number)) is not None:
        return told
    return _into_parquet(source, number, job, part, bounds)


def part_of(folder: Path, source: Source, number: int) -> Path:
    """The file that a source's readings are left in."""
    return folder / f"part-{number:06}-{source.head[:12]}.parquet"


def _outcomes(source: Source, number: int, job: Job, bounds: Bounds, shard: Shard) -> Iterator[Outcome]:
    with Crew(1, job, bounds) as crew:
        for _, outcomes in crew.run(batches(units(source, number, 0, job.options.limits))):
            for outcome in outcomes:
                shard.standing.add(outcome)
                shard.faults += outcome.faults
                yield outcome
    shard.standing.finished = True


def _into_ledger(source: Source, number: int, job: Job, target: Target, bounds: Bounds) -> Shard:
    from ..ledger import Ledger

    shard = Shard(number, Standing(), [])
    with Ledger.open(target.ledger, create=False) as ledger:
        held: list[Any] = []

        def flush() -> None:
            shard.standing.known += sum(one.state == "known" for one in ledger.add_prepared(held))
            held.clear()

        for outcome in _outcomes(source, number, job, bounds, shard):
            held += outcome.kept
            if len(held) >= DOCUMENTS:
                flush()
        flush()
    return shard


def _into_parquet(source: Source, number: int, job: Job, part: Path, bounds: Bounds) -> Shard:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.int32() if name == "claims" else pa.string()) for name in COLUMNS])
    shard = Shard(number, Standing(), [])
    making = part.with_name(f".{part.name}.{uuid.uuid4().hex}")
    try:
        with pq.ParquetWriter(making, schema, compression="zstd") as writer:
            held: list[dict[str, Any]] = []

            def flush() -> None:
                if held:
                    writer.write_table(pa.Table.from_pylist(held, schema=schema))
                    held.clear()

            for outcome in _outcomes(source, number, job, bounds, shard):
                held += map(_row, outcome.kept)
                if len(held) >= DOCUMENTS:
                    flush()
            flush()
            told = {"standing": shard.standing.counts(), "done": shard.standing.done, "faults": shard.faults}
            writer.add_key_value_metadata({"jaccuse": json.dumps(told)})
        with making.open("rb+") as file:
            os.fsync(file.fileno())
        making.replace(part)
    finally:
        with suppress(FileNotFoundError):
            making.unlink()
    return shard


def _row(reading: bytes) -> dict[str, Any]:
    whole = json.loads(reading)
    head = whole["document"]
    return {**{name: head[name] for name in COLUMNS[:7]}, "claims": len(whole["claims"]), "reading": reading.decode()}


def _told(part: Path, number: int) -> Shard | None:
    """What an earlier run left of a file; None where it left none, or a broken one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        told = json.loads(pq.read_metadata(part).metadata[b"jaccuse"])
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):
        return None
    standing = Standing(done=told["done"], finished=True, **told["standing"])
    return Shard(number, standing, [Fault(*fault) for fault in told["faults"]])


def clean(folder: Path, sources: list[Source]) -> int:
    """Take away what dead tasks left half made, and documents that a part before has already; how many of these."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    for left in folder.glob(".part-*"):
        left.unlink(missing_ok=True)
    seen: set[str] = set()
    gone = 0
    for number, source in enumerate(sources):
        part = part_of(folder, source, number)
        ids = pq.read_table(part, columns=["id"]).column("id").to_pylist()
        keep = []
        for one in ids:
            keep.append(one not in seen)
            seen.add(one)
        if all(keep):
            continue
        gone += keep.count(False)
        table = pq.read_table(part)
        making = part.with_name(f".{part.name}.{uuid.uuid4().hex}")
        with pq.ParquetWriter(making, table.schema, compression="zstd") as writer:
            writer.write_table(table.filter(pc.equal(pa.array(keep), True)))
            writer.add_key_value_metadata({"jaccuse": pq.read_metadata(part).metadata[b"jaccuse"].decode()})
        making.replace(part)
    return gone
