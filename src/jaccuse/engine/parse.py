"""Words to dependency trees: tags, heads and labels of Universal Dependencies, by the model that `training/` makes.

Each sentence runs through the model alone, so that its parse never depends on its neighbours. Heads are the best-scored ones
where they make a tree, else the best tree (Chu-Liu-Edmonds) with one root; then each word has at most one subject.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .pieces import END, START, cutter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MODELS = Path(__file__).resolve().parent.parent / "models"
MOST = 400
"""Pieces that the model reads at once; it has places for 512 and learned on fewer."""
_ASKED = ["tags", "heads", "arcs", "labels", "rel_word", "rel_head"]
_NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence; parallel lists over its words."""

    tags: list[str]
    """Universal part-of-speech tags."""
    heads: list[int]
    """Number of each word's head, -1 for the root."""
    labels: list[str]
    """Relation to the head, with its subtype: `nsubj:pass`."""


class Parser:
    """The model, its inventory and its vocabulary. Get it with `Parser.load()`, which reads the files once."""

    def __init__(self, models: Path = MODELS, threads: int = 1) -> None:
        import onnxruntime

        card = json.loads((models / "parser.json").read_text(encoding="utf-8"))
        self.tags: list[str] = card["tags"]
        self.labels: list[str] = card["labels"]
        self._cut: Callable[[str], tuple[int, ...]] = cutter(models / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._run: Callable[..., Any] = onnxruntime.InferenceSession(
            str(models / "parser.onnx"), options, providers=["CPUExecutionProvider"]
        ).run
        probe = {"ids": np.array([START, END]), "first": np.array([0])}
        self._weight, self._bias = self._run(["rel_weight", "rel_bias"], probe)
        self._root = self.labels.index("root")
        self._subject = np.array([label.split(":")[0] in {"nsubj", "csubj"} and ":outer" not in label for label in self.labels])

    @classmethod
    def load(cls) -> Parser:
        """The shipped model, read once."""
        return _shipped()

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """A parse of each sentence, whatever its length; none fails."""
        return [self._sentence(words) for words in sentences]

    def _sentence(self, words: Sequence[str]) -> Parse:
        pieces = [self._cut(word) for word in words]
        tags: list[str] = []
        heads: list[int] = []
        labels: list[str] = []
        top = -1
        for start, end in windows(words, [len(cut) for cut in pieces]):
            part = self._window(pieces[start:end])
            root = start + part.heads.index(-1)
            tags += part.tags
            heads += [head + start if head >= 0 else top for head in part.heads]
            labels += part.labels
            if top >= 0:
                labels[root] = "parataxis"
            else:
                top = root
        return Parse(tags, heads, labels)

    def _window(self, pieces: Sequence[tuple[int, ...]]) -> Parse:
        ids, first = [START], [0]
        for cut in pieces:
            first.append(len(ids))
            ids += cut
        ids.append(END)
        feed = {"ids": np.array(ids), "first": np.array(first)}
        tags, best, arcs, scores, word, head = self._run(_ASKED, feed)
        greedy = best[1:].tolist()
        heads, scores = tree(greedy, arcs), scores[1:]
        for k, (old, new) in enumerate(zip(greedy, heads, strict=True)):
            if old != new:
                scores[k] = self._weight @ np.maximum(word[k + 1] + head[new], 0.0) + self._bias
        scores[:, self._root] = _NEVER
        labels = scores.argmax(1)
        self._one_subject(heads, labels, scores)
        names = [self.labels[label] for label in labels.tolist()]
        names[heads.index(0)] = "root"
        return Parse([self.tags[tag] for tag in tags[1:].tolist()], [h - 1 for h in heads], names)

    def _one_subject(self, heads: list[int], labels: NDArray[np.intp], scores: Floats) -> None:
        """Of two subjects of one word, the surer stays one; the other takes its best other label."""
        seen: dict[int, int] = {}
        for word in np.flatnonzero(self._subject[labels]).tolist():
            if heads[word] == 0:
                continue
            other = seen.setdefault(heads[word], word)
            if other == word:
                continue
            rest = [np.where(self._subject, _NEVER, scores[w]) for w in (other, word)]
            lead = [scores[w].max() - r.max() for w, r in zip((other, word), rest, strict=True)]
            loser = int(lead[1] >= lead[0]) ^ 1
            labels[(other, word)[loser]] = rest[loser].argmax()
            seen[heads[word]] = (other, word)[loser ^ 1]


@cache
def _shipped() -> Parser:
    return Parser()


def windows(words: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of words that the model can read at once, cut at a comma or the like where there is one."""
    start = 0
    while start < len(words):
        end, total = start, 0
        while end < len(words) and (end == start or total + sizes[end] <= MOST):
            total += sizes[end]
            end += 1
        if end < len(words):
            stops = [k + 1 for k in range((start + end) // 2, end) if words[k] in {",", ";", ":", ".", "-", "–", "—"}]
            end = stops[-1] if stops else end
        yield start, end
        start = end


def tree(greedy: list[int], arcs: Floats) -> list[int]:
    """Heads of words 1 to n (0: the root): the greedy ones where they make a tree with one root, else the best tree's.

    arcs: scores [word, head], a word's score with itself far below all.
    """
    if greedy.count(0) == 1 and cycle([0, *greedy]) is None:
        return greedy
    shifted = arcs - arcs.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    logs[:, 0] -= 1e5
    np.fill_diagonal(logs, -np.inf)
    return best_tree(logs.astype(np.float64))[1:]


def cycle(heads: Sequence[int]) -> list[int] | None:
    """Words that are each other's heads in a ring, or None. Word 0 is the root."""
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        at = start
        while state[at] == 0:
            state[at] = start
            at = heads[at]
        if state[at] == start:
            ring = [at]
            while heads[ring[-1]] != at:
                ring.append(heads[ring[-1]])
            return ring
        at = start
        while state[at] == start:
            state[at] = -1
            at = heads[at]
    return None


def best_tree(scores: NDArray[np.float64]) -> list[int]:
    """Chu-Liu-Edmonds: the best-scored tree from root 0 over scores [word, head].

    Each ring of heads is made one word, and the rest solved again.
    """
    steps: list[tuple[list[int], NDArray[np.intp], NDArray[np.intp], list[int]]] = []
    heads = [0, *scores[1:].argmax(1).tolist()]
    ring = cycle(heads)
    while ring is not None:
        size = len(scores)
        others = [k for k in range(size) if k not in set(ring)]
        held = scores[ring, [heads[k] for k in ring]]
        enter = scores[ring] - held[:, None]
        leave = scores[:, ring]
        into, out = enter.argmax(0), leave.argmax(1)
        smaller = np.full((len(others) + 1, len(others) + 1), -np.inf)
        smaller[:-1, :-1] = scores[np.ix_(others, others)]
        smaller[-1, :-1] = enter.max(0)[others]
        smaller[:-1, -1] = leave.max(1)[others]
        steps.append((ring, into, out, heads))
        scores = smaller
        heads = [0, *scores[1:].argmax(1).tolist()]
        ring = cycle(heads)
    while steps:
        ring, into, out, old = steps.pop()
        members = set(ring)
        others = [k for k in range(len(old)) if k not in members]
        full = list(old)
        for place, k in enumerate(others):
            full[k] = others[heads[place]] if heads[place] < len(others) else ring[int(out[k])]
        source = others[heads[len(others)]]
        full[ring[int(into[source])]] = source
        heads = full
    return heads
