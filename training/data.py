"""Trees as the numbers that the network learns from, and batches of like length."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]

import treebanks  # noqa: E402
from treebanks import Tree  # noqa: E402

from jaccuse.engine.pieces import END, START, cutter  # noqa: E402

PAD, LONGEST, HELD = 1, 200, 25
"""Padding piece; longer sentences do not teach; each HELD-th sentence of a dev set watches the training."""


@dataclass(slots=True)
class Example:
    """One sentence in numbers; place 0 is the root. `teacher` holds what the teacher says of it."""

    ids: list[int]
    first: list[int]
    tags: list[int]
    heads: list[int]
    labels: list[int]
    teacher: list[Tensor] = field(default_factory=list)


def load(folder: Path, tokenizer: Path, pos: list[str], dep: list[str]) -> tuple[list[Example], list[Example]]:
    """(examples that teach, examples held out)."""
    cut = cutter(tokenizer)
    teach: list[Example] = []
    held: list[Example] = []
    for name, path in treebanks.teaching(folder):
        for n, tree in enumerate(treebanks.read(path)):
            if "-dev" in path.name and n % HELD == 0:
                held.append(example(tree, cut, pos, dep))
                continue
            shapes = [tree] * treebanks.REPEATS.get(name, 1)
            if name.startswith("en") and n % 15 == 7:
                shapes.append(recase(tree, str.capitalize))
            if n % 40 == 9:
                shapes.append(recase(tree, str.upper))
            teach += [example(shape, cut, pos, dep) for shape in shapes]
    return [x for x in teach if len(x.ids) <= LONGEST], held


def recase(tree: Tree, change: object) -> Tree:
    """The tree in headline letters: "US, Allies Blame China For Hack"."""
    words = [change(word) if word.islower() else word for word in tree.words]  # type: ignore[operator]
    return Tree(words, tree.tags, tree.heads, tree.labels)


def example(tree: Tree, cut: object, pos: list[str], dep: list[str]) -> Example:
    ids, first = [START], [0]
    for word in tree.words:
        first.append(len(ids))
        ids += cut(word)  # type: ignore[operator]
    ids.append(END)
    return Example(
        ids,
        first,
        [pos.index(tag) for tag in tree.tags],
        [head + 1 for head in tree.heads],
        [dep.index(label) if label in dep else -100 for label in tree.labels],
    )


def inventory(folder: Path) -> tuple[list[str], list[str]]:
    """Tags and labels that the teaching treebanks use."""
    pos: set[str] = set()
    dep: set[str] = set()
    for _, path in treebanks.teaching(folder):
        for tree in treebanks.read(path):
            pos.update(tree.tags)
            dep.update(tree.labels)
    return sorted(pos), sorted(dep)


def clip(x: Example) -> Example:
    """The sentence without its last word, a leaf: a text without its full stop."""
    n = len(x.first) - 1
    teacher = [x.teacher[0][:n], x.teacher[1][:n], x.teacher[2][:n, :n], x.teacher[3][: n - 1]] if x.teacher else []
    return Example([*x.ids[: x.first[-1]], END], x.first[:-1], x.tags[:-1], x.heads[:-1], x.labels[:-1], teacher)


def batches(examples: list[Example], pieces: int, dice: random.Random | None, stops: set[int]) -> Iterator[list[Example]]:
    """Batches of about so many pieces, of like length, in random order; one in seven final stops is dropped."""
    chosen = list(examples)
    if dice:
        chosen = [clip(x) if dice.random() < 0.15 and droppable(x, stops) else x for x in chosen]
        chosen.sort(key=lambda x: len(x.ids) + dice.random() * 4)
    made: list[list[Example]] = [[]]
    for x in chosen:
        if made[-1] and (len(made[-1]) + 1) * max(len(x.ids), len(made[-1][0].ids)) > pieces:
            made.append([])
        made[-1].append(x)
    if dice:
        dice.shuffle(made)
    yield from made


def droppable(x: Example, stops: set[int]) -> bool:
    return len(x.tags) > 3 and x.tags[-1] in stops and len(x.tags) not in x.heads


def stack(batch: Iterable[Example]) -> dict[str, Tensor]:
    """The batch as padded tensors; -100 marks what does not count."""
    batch = list(batch)
    size, pieces, words = len(batch), max(len(x.ids) for x in batch), max(len(x.first) for x in batch)
    ids = torch.full((size, pieces), PAD)
    mask, first = torch.zeros(size, pieces), torch.zeros(size, words, dtype=torch.long)
    gold = torch.full((3, size, words), -100)
    for n, x in enumerate(batch):
        ids[n, : len(x.ids)], mask[n, : len(x.ids)] = torch.tensor(x.ids), 1.0
        first[n, : len(x.first)] = torch.tensor(x.first)
        for row, values in enumerate((x.tags, x.heads, x.labels)):
            gold[row, n, 1 : len(x.first)] = torch.tensor(values)
    return {"ids": ids, "mask": mask, "first": first, "tags": gold[0], "heads": gold[1], "labels": gold[2]}
