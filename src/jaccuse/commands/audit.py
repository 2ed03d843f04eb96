"""`jaccuse verify`, `checkpoint`, `prove`, `key` and `backup`: that the history is what was recorded, and that it is kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..console import FAILED, READ, fail, say
from ..errors import ProofWrong, SourceNotFound
from ..parser import Parser
from . import COMMANDS
from .store import ledger_option, open_ledger

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ..ledger.checkpoints import Note
    from ..ledger.derive import Report

T = TypeVar("T")

#: From so many rows on, two processes are faster than one.
MANY = 200_000


def verify_parser() -> Parser:
    """The parser of `jaccuse verify`."""
    examples = """\
jaccuse verify
jaccuse verify --deep
jaccuse verify --checkpoint july.note --key desk.pub
jaccuse verify --proof claim.json --key desk.pub"""
    statuses = "exit status:\n  0    everything holds\n  1    something does not, and the first of it is named"
    parser = Parser("jaccuse verify", COMMANDS["verify"].summary, examples, statuses)
    ledger_option(parser)
    parser.add_argument("--deep", action="store_true", help="also make everything derived anew, in a scratch file, and compare")
    parser.add_argument(
        "--checkpoint",
        metavar="FILE",
        action="append",
        default=[],
        help="a checkpoint that was kept: the history must still begin with what it stands over; may be given again",
    )
    parser.add_argument("--key", metavar="KEY|FILE", help="public key by which every given checkpoint must be signed")
    parser.add_argument("--proof", metavar="FILE", help="check a proof made by `jaccuse prove`; needs no ledger")
    return parser


def verify(options: argparse.Namespace) -> int:
    """Check, and name the first thing that is wrong."""
    from ..ledger.checkpoints import parse

    if options.proof:
        return _verify_proof(options)
    notes = [_in_file(file, parse) for file in options.checkpoint]
    for file, note in zip(options.checkpoint, notes, strict=True):
        _signed(options, note, file)
    return _verify_ledger(options, notes)


def _verify_ledger(options: argparse.Namespace, notes: list[Note]) -> int:
    from ..ledger.deep import verify_derived
    from ..ledger.derivers import derivers
    from ..ledger.ledger import default_place
    from ..ledger.proofs import origin
    from ..ledger.verify import verify as check

    with open_ledger(options, readonly=True) as ledger:
        for note in notes:
            if note.origin != origin(ledger):
                raise ProofWrong(f"a checkpoint is of {note.origin}", source=ledger.place, remedy=f"this is {origin(ledger)}")
        processes = 2 if ledger.extent() > MANY else 1
        found = check(options.db or default_place(), notes, processes=processes, report=_shown("rows checked"))
        _wipe()
        fault = found.fault
        if not fault and options.deep:
            fault = verify_derived(options.db or default_place(), derivers(), _shown("rows derived again"))
            _wipe()
        if fault:
            return fail(f"{ledger.place}: {fault}", "restore a backup that verifies; what is readable stays readable", FAILED)
        held = f", {found.checkpoints:,} checkpoint{'' if found.checkpoints == 1 else 's'}" if found.checkpoints else ""
        deep = ", everything derived" if options.deep else ""
        print(f"holds: {found.size:,} rows{held}{deep}; root {found.root.hex()}")
    return READ


def _verify_proof(options: argparse.Namespace) -> int:
    from ..ledger.proofs import Inclusion, hold, read_proof

    proof = _in_file(options.proof, lambda text: read_proof(text.encode()))
    notes = _named(options.proof, lambda: hold(proof))
    for note in notes:
        _signed(options, note, options.proof)
    under = f"under the checkpoint over {notes[-1].size:,} rows of {notes[-1].origin}"
    signed = "" if options.key else "; who made the checkpoint was not checked (--key)"
    if isinstance(proof, Inclusion):
        print(f"holds: {proof.row.kind} {proof.row.id} is row {proof.row.seq:,} {under}{signed}")
        print(proof.row.body)
    else:
        print(f"holds: the first {notes[0].size:,} rows are unchanged {under}{signed}")
    return READ


def checkpoint_parser() -> Parser:
    """The parser of `jaccuse checkpoint`."""
    examples = "jaccuse checkpoint > today.note\njaccuse checkpoint --key desk.key > today.note"
    parser = Parser("jaccuse checkpoint", COMMANDS["checkpoint"].summary, examples)
    ledger_option(parser)
    parser.add_argument("--key", metavar="FILE", help="sign it with this private key (made by `jaccuse key`)")
    parser.add_argument("--by", metavar="NAME", help="also record it in the ledger itself, as made by this person")
    return parser


def checkpoint(options: argparse.Namespace) -> int:
    """Print the checkpoint over the history as it is."""
    from ..ledger.checkpoints import sign
    from ..ledger.entries import Checkpoint
    from ..ledger.proofs import checkpoint as made

    with open_ledger(options) as ledger:
        note = made(ledger)
        if options.key:
            note = _in_file(options.key, lambda text: sign(note, text))
        if options.by:
            ledger.act(Checkpoint(note=str(note), by=options.by, reason="checkpoint"))
    print(note, end="")
    return READ


def prove_parser() -> Parser:
    """The parser of `jaccuse prove`."""
    examples = "jaccuse prove c4f2k7qpl3xza > claim.json\njaccuse prove --since july.note > growth.json"
    parser = Parser("jaccuse prove", COMMANDS["prove"].summary, examples)
    ledger_option(parser)
    parser.add_argument("id", nargs="?", metavar="ID", help="id of a claim, an operation, a document or an act")
    parser.add_argument("--since", metavar="FILE", help="prove instead that nothing was changed since this checkpoint")
    parser.add_argument(
        "--checkpoint", metavar="FILE", help="a signed checkpoint to prove by (otherwise an unsigned one of now)"
    )
    return parser


def prove(options: argparse.Namespace) -> int:
    """Print a proof as JSON."""
    import msgspec

    from ..ledger.checkpoints import parse
    from ..ledger.proofs import prove as proof_of
    from ..ledger.proofs import prove_growth
    from ..parser import UsageError

    if bool(options.id) == bool(options.since):
        raise UsageError("give an ID or --since, one of both", "see `jaccuse prove --help`")
    note = _in_file(options.checkpoint, parse) if options.checkpoint else None
    with open_ledger(options, readonly=True) as ledger:
        if options.since:
            made: object = prove_growth(ledger, _in_file(options.since, parse), note)
        else:
            made = proof_of(ledger, options.id, note)
    print(msgspec.json.format(msgspec.json.encode(made), indent=2).decode())
    return READ


def key_parser() -> Parser:
    """The parser of `jaccuse key`."""
    parser = Parser("jaccuse key", COMMANDS["key"].summary, "jaccuse key desk.example.org --to desk")
    parser.add_argument("name", metavar="NAME", help="whose key it is; it stands in every signature")
    parser.add_argument("--to", metavar="FILE", required=True, help="writes FILE.key (secret) and FILE.pub (to be given away)")
    return parser


def key(options: argparse.Namespace) -> int:
    """Make a pair of keys; an existing file is never overwritten."""
    from ..ledger.checkpoints import new_key

    private, public = new_key(options.name)
    for ending, text, mode in ((".key", private, 0o600), (".pub", public, 0o644)):
        try:
            with open(os.open(options.to + ending, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
                file.write(text + "\n")
        except OSError as error:
            raise ProofWrong(error.strerror or "cannot be written", source=options.to + ending) from None
    print(public)
    say(f"the private key is in {options.to}.key: keep it secret, and a copy of it safe")
    return READ


def backup_parser() -> Parser:
    """The parser of `jaccuse backup`."""
    examples = "jaccuse backup cases-2026-07.db\njaccuse backup postgresql://desk@db.example.org/cases --db cases.db"
    parser = Parser("jaccuse backup", COMMANDS["backup"].summary, examples)
    ledger_option(parser)
    parser.add_argument("to", metavar="FILE|URL", help="the copy: a file that does not exist, or an empty database")
    return parser


def backup(options: argparse.Namespace) -> int:
    """Copy the ledger as it is at one moment, while others may write, and verify the copy."""
    from ..ledger.backup import backup as copy
    from ..ledger.dialects import shown

    with open_ledger(options, readonly=True) as ledger:
        found = copy(ledger, options.to, _shown("rows copied"))
    _wipe()
    print(f"{shown(options.to)}: {found.size:,} rows; root {found.root.hex()}")
    return READ


def _signed(options: argparse.Namespace, note: Note, file: str) -> None:
    if options.key:
        from ..ledger.checkpoints import check

        text = _text(options.key) if os.path.exists(options.key) else options.key
        _named(file, lambda: check(note, text))


def _in_file(file: str, work: Callable[[str], T]) -> T:
    return _named(file, lambda: work(_text(file)))


def _named(file: str, work: Callable[[], T]) -> T:
    try:
        return work()
    except ProofWrong as error:
        error.source = error.source or file
        raise


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceNotFound("cannot be read", source=file, remedy="check the name and the permissions") from error


def _shown(words: str) -> Report | None:
    """A line on a terminal that tells how far it is."""
    if not sys.stderr.isatty():
        return None
    return lambda done, of: print(f"\r\x1b[K{done:,} of {of:,} {words}", end="", file=sys.stderr, flush=True)


def _wipe() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
