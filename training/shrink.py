"""Cuts the teacher down: fewer layers, and in each only the inner neurons that matter most."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from data import Example, batches, stack
from encoder import INNER, Net
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

KEPT_LAYERS = [0, 2, 3, 4, 5, 6, 8, 10, 11]
"""The nine whose loss hurt least, dropped one at a time: 7, 9, then 1 (docs/decisions/0005-parser.md)."""


def weigh(teacher: Net, examples: list[Example]) -> list[Tensor]:
    """How much the loss feels each inner neuron of each layer: |activation x gradient|, summed."""
    teacher.eval()
    felt = [torch.zeros(INNER) for _ in teacher.layers]
    seen: dict[int, Tensor] = {}

    def watch(n: int) -> Any:
        def hook(_module: object, inputs: tuple[Tensor]) -> None:
            inputs[0].retain_grad()
            seen[n] = inputs[0]

        return hook

    hooks = [layer.f.register_forward_pre_hook(watch(n)) for n, layer in enumerate(teacher.layers)]  # type: ignore[union-attr]
    for batch in batches(sorted(examples, key=lambda x: len(x.ids)), 1000, None, set()):
        b = stack(batch)
        tags, arcs, word, head = teacher.score(teacher.encode(b["ids"], b["mask"], b["first"]))
        real = b["heads"] >= 0
        labels = teacher.label(word, torch.gather(head, 1, b["heads"].clamp(min=0)[:, :, None].expand_as(head)))
        shut = torch.arange(arcs.shape[1])[None, None] > real.sum(1)[:, None, None]
        arcs = arcs.masked_fill(shut, -1e4)
        loss = F.cross_entropy(arcs[real], b["heads"][real]) + F.cross_entropy(labels[real], b["labels"][real])
        (loss + F.cross_entropy(tags[real], b["tags"][real])).backward()
        for n, x in seen.items():
            assert x.grad is not None
            felt[n] += (x.detach() * x.grad).sum((0, 1)).abs()
        teacher.zero_grad()
    for hook in hooks:
        hook.remove()
    return felt


@torch.no_grad()
def shrink(teacher: Net, felt: list[Tensor], layers: list[int], inner: int) -> Net:
    """A net of the layers given, `inner` neurons wide, with the teacher's tagger and arc scorer and a new label scorer."""
    student = Net({**teacher.card, "layers": len(layers), "inner": inner, "rel": 192, "bilinear": False})
    theirs = teacher.state_dict()
    ours = {k: v for k, v in theirs.items() if not k.startswith(("layers.", "rel"))}
    for n, old in enumerate(layers):
        best = felt[old].topk(inner).indices.sort().values
        part = {k.removeprefix(f"layers.{old}."): v for k, v in theirs.items() if k.startswith(f"layers.{old}.")}
        part |= {"i.weight": part["i.weight"][best], "i.bias": part["i.bias"][best], "f.weight": part["f.weight"][:, best]}
        ours |= {f"layers.{n}.{k}": v for k, v in part.items()}
    missing = student.load_state_dict(ours, strict=False)
    assert not missing.unexpected_keys
    return student


def mirror(state: dict[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The names of tools/parser_trial.py as ours."""
    plain = {"ad": "arc_word", "ah": "arc_head", "rd": "rel_word", "rh": "rel_head", "pos": "tag", "e.ln": "ln"}
    ours = {f"{new}.{part}": state[f"{old}.{part}"] for old, new in plain.items() for part in ("weight", "bias")}
    ours |= {"arc": state["U"], "rel": state["V"], "word.weight": state["e.word.weight"]}
    ours["place.weight"] = state["e.pos.weight"] + state["e.typ"]
    for n in range(layers):
        old = f"e.layers.{n}."
        for part in ("weight", "bias"):
            ours[f"layers.{n}.qkv.{part}"] = torch.cat([state[f"{old}{x}.{part}"] for x in "qkv"])
            for name in ("o", "i", "f", "ln1", "ln2"):
                ours[f"layers.{n}.{name}.{part}"] = state[f"{old}{name}.{part}"]
    return ours


def from_trial(base: Net, path: Path, card: dict[str, Any], tokenizer: Path) -> Net:
    """A ready teacher: its rows for the pieces it knows, e5's for the others."""
    state = {k: v.float() for k, v in load_file(path).items()}
    ours = mirror(state, card["layers"])
    theirs = Tokenizer.from_file(str(path.with_name("tokenizer.json"))).get_vocab()
    mine = Tokenizer.from_file(str(tokenizer))
    rows = base.word.weight.detach().clone()
    known = [(n, theirs[mine.id_to_token(n)]) for n in range(mine.get_vocab_size()) if mine.id_to_token(n) in theirs]
    rows[[n for n, _ in known]] = ours["word.weight"][[n for _, n in known]]
    ours["word.weight"] = rows
    print(f"teacher knows {len(known)} of {len(rows)} pieces", flush=True)
    net = Net({**card, "inner": INNER, "pieces": len(rows), "bilinear": True})
    assert net.card["dep"] == base.card["dep"] and net.card["pos"] == base.card["pos"], "the teacher has other tags or labels"
    net.load_state_dict(ours)
    return net
