"""What is left out without scoring could not have scored enough."""

from __future__ import annotations

import random
import sys
from itertools import combinations
from pathlib import Path

import msgspec
import pytest

from jaccuse.ledger.bound import Quick, hopeless
from jaccuse.ledger.features import Features, features_of
from jaccuse.ledger.score import DOUBT, compare

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
from readings import Maker


def made(seed: int) -> list[Features]:
    """Operations of made readings, and variants of which each takes some values of another."""
    dice = random.Random(seed)
    found = [
        features_of(f"o{number}.{operation.id}", number, reading.document, operation, reading.claims)
        for number, reading in enumerate(Maker(seed).readings(150))
        for operation in reading.operations
    ]
    names = [name for name in Features.__struct_fields__ if name not in ("operation", "document")]
    for number, one in enumerate(found[:]):
        other = dice.choice(found)
        taken = {name: getattr(other, name) for name in names if dice.random() < 0.5}
        found.append(msgspec.structs.replace(one, operation=f"o{number}x", **taken))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_no_pair_is_left_out_that_scores_enough_to_be_kept(seed: int) -> None:
    every = made(seed)
    quick = {one.operation: Quick(one) for one in every}
    kept = left_out = 0
    for one, other in combinations(every, 2):
        if hopeless(quick[one.operation], quick[other.operation]):
            left_out += 1
            assert compare(one, other).points < DOUBT
        else:
            kept += 1
    assert left_out > 2 * kept
