"""A backfill over several machines loses nothing and has nothing twice, though one of them dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jaccuse.backfill.cluster import Shard, Target, clean, part_of, read_shard, run_on_cluster
from jaccuse.backfill.crew import Bounds
from jaccuse.backfill.plan import Source, plan
from jaccuse.backfill.work import Job
from jaccuse.ledger import Ledger
from made_collections import ROOT, documents, item, lines

pq = pytest.importorskip("pyarrow.parquet", reason="the extra cluster is not installed")
JOB = Job(form="json")
FILES, EACH = 4, 120


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    """Some files; the last has documents of the first again."""
    for number in range(FILES):
        first = number * EACH if number < FILES - 1 else 0
        (tmp_path / f"{number}.jsonl").write_bytes(lines(first + EACH)[len(lines(first)) :])
    return plan([str(tmp_path)])[0]


def ids(folder: Path) -> list[str]:
    """The ids of the documents in all parts."""
    return [one for part in sorted(folder.glob("part-*.parquet")) for one in pq.read_table(part).column("id").to_pylist()]


def expected() -> int:
    """How many documents there are to read, each once."""
    return sum(item(n)["language"] == "en" for n in range((FILES - 1) * EACH))


def test_a_shard_is_left_whole_and_not_read_again(sources: list[Source], tmp_path: Path) -> None:
    """The second time its part is only looked at; a broken part is made anew, a half-made one is taken away."""
    out = tmp_path / "out"
    out.mkdir()
    target = Target(folder=str(out))
    first = read_shard(sources[0], 0, JOB, target, Bounds())
    part = part_of(out, sources[0], 0)
    made = part.stat().st_mtime_ns
    again = read_shard(sources[0], 0, JOB, target, Bounds())
    assert (again.standing, part.stat().st_mtime_ns) == (first.standing, made)
    part.write_bytes(b"PAR1 broken")
    assert read_shard(sources[0], 0, JOB, target, Bounds()).standing == first.standing
    (out / ".part-000000-x.parquet.dead").write_bytes(b"half")
    assert clean(out, sources[:1]) == 0
    assert [path.name for path in out.iterdir()] == [part.name]
    assert pq.read_table(part).column("claims").to_pylist().count(1) == sum(
        n % 5 == 0 and item(n)["language"] == "en" for n in range(EACH)
    )


# Ray's own patience at the start is short for a machine that is busy with other tests.
PATIENT = {
    "RAY_agent_register_timeout_ms": "300000",
    "RAY_raylet_start_wait_time_s": "240",
    "RAY_worker_register_timeout_seconds": "300",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
}


def test_a_shard_done_again_leaves_nothing_twice_in_a_ledger(sources: list[Source], tmp_path: Path) -> None:
    """As it is when a machine dies after the last commit and before it has said so."""
    db = tmp_path / "all.db"
    Ledger.open(db).close()
    target, job = Target(ledger=str(db)), Job(engine="test")
    first = read_shard(sources[0], 0, job, target, Bounds())
    again = read_shard(sources[0], 0, job, target, Bounds())
    assert (first.standing.known, again.standing.known) == (0, first.standing.read)
    assert len(documents(db)) == first.standing.read


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two nodes that work and a head that does not, on this machine."""
    for name, value in PATIENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", ROOT, prepend=os.pathsep)
    pytest.importorskip("ray", reason="the extra cluster is not installed")
    from ray.cluster_utils import Cluster

    small = {"object_store_memory": 80_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **small})
    try:
        yield made
    finally:
        made.shutdown()


@pytest.mark.skipif(
    not (os.environ.get("CI") or os.environ.get("JACCUSE_CLUSTER")),
    reason="starts a Ray cluster, which takes a quiet machine half a minute: CI=1 or JACCUSE_CLUSTER=1 runs it",
)
def test_a_machine_that_dies_costs_nothing(sources: list[Source], cluster: Any, tmp_path: Path) -> None:
    """Two nodes; one is killed when the first file is done: every document is there, each once."""
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=80_000_000) for _ in range(2)]
    out = tmp_path / "out"
    out.mkdir()
    done: list[int] = []

    def report(shard: Shard) -> None:
        if not done:
            cluster.remove_node(nodes[0], allow_graceful=False)
        done.append(shard.number)

    target = Target(folder=str(out))
    run_on_cluster(sources, JOB, target, address=cluster.address, bounds=Bounds(), report=report)
    assert sorted(done) == list(range(FILES))
    found = ids(out)
    assert len(found) == len(set(found)) == expected()
    assert not [path.name for path in out.iterdir() if path.name.startswith(".")]
