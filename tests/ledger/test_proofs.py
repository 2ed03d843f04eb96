"""Proofs and checkpoints can be checked by those who have neither the ledger nor trust in who keeps it."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from test_verify import behind, filled, plain

from jaccuse.cli import FAILED, READ, WRONG_USAGE, main
from jaccuse.errors import ProofWrong
from jaccuse.ledger import Ledger
from jaccuse.ledger.append import claim_ids
from jaccuse.ledger.checkpoints import check, new_key, parse, sign
from jaccuse.ledger.proofs import Inclusion, checkpoint, hold, prove, prove_growth, read_proof
from made_readings import rich

Out = pytest.CaptureFixture[str]

# The example of the signed note in the documentation of golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"


def test_a_claim_is_proved_without_the_ledger(url: str) -> None:
    """The proof is a file; anything changed in it shows."""
    import msgspec

    filled(url)
    claim = claim_ids(rich())[0]
    with Ledger.open(url) as ledger:
        data = msgspec.json.encode(prove(ledger, claim))
        assert b"US/white-house" in data
        (note,) = hold(read_proof(data))
        assert note.root == checkpoint(ledger).root
    for old, new in ((b"US/white-house", b"US/pentagon"), (b'"seq":3', b'"seq":4'), (b'"kind":"claim"', b'"kind":"act"')):
        assert old in data
        with pytest.raises(ProofWrong):
            hold(read_proof(data.replace(old, new)))
    for broken in (b"", b"{}", b"[1]", data[:-9]):
        with pytest.raises(ProofWrong, match="is no proof"):
            read_proof(broken)


def test_an_unknown_id_cannot_be_proved(url: str) -> None:
    """The id is named."""
    from jaccuse.errors import UnknownId

    filled(url, count=3)
    with Ledger.open(url) as ledger, pytest.raises(UnknownId, match="cnothing"):
        prove(ledger, "cnothing")


def test_growth_is_proved_between_checkpoints(url: str) -> None:
    """That what was there at the first is untouched at the second; and not where it was."""
    filled(url, count=30)
    with Ledger.open(url) as ledger:
        old = checkpoint(ledger)
        ledger.add_many([plain(n) for n in range(900, 930)], engine="test")
        proof = prove_growth(ledger, old)
        assert [note.size for note in hold(proof)] == [old.size, ledger.size()]
        other = type(old)(old.origin, old.size, b"\1" * 32)
        with pytest.raises(ProofWrong, match="changed since"):
            prove_growth(ledger, other)
        with pytest.raises(ProofWrong, match="is of jaccuse/other"):
            prove_growth(ledger, type(old)("jaccuse/other", old.size, old.root))


def test_keys_and_signatures_are_those_of_signed_notes() -> None:
    """A key of the Go tools signs a note here, and its public half checks it."""
    note = parse(f"jaccuse/x\n3\n{'A' * 43}=\n\n")
    signed = sign(note, GO_PRIVATE)
    check(signed, GO_KEY)
    assert parse(str(signed)) == signed
    with pytest.raises(ProofWrong, match="signature of PeterNeumann is false"):
        check(type(signed)(signed.origin, 4, signed.root, signed.signatures), GO_KEY)
    private, public = new_key("desk.example.org")
    with pytest.raises(ProofWrong, match="not signed by"):
        check(signed, public)
    check(sign(signed, private), GO_KEY)
    for wrong in ("", "nonsense", public, private[:-3], GO_PRIVATE.replace("c74f", "c74e")):
        with pytest.raises(ProofWrong, match="is no key"):
            sign(note, wrong)
    with pytest.raises(ProofWrong, match="no name for a key"):
        new_key("two words")


@pytest.mark.parametrize(
    "wrong", ["", "a\n1\n", "a\n1\nAA==\n\n", "a\n01\n{}\n\n", "a\n-1\n{}\n\n", "\n1\n{}\n\n", "a\n1\n{}\n\nx y\n"]
)
def test_what_is_no_checkpoint_is_refused(wrong: str) -> None:
    """Lines missing, numbers written otherwise, signatures of another shape."""
    with pytest.raises(ProofWrong, match="is no checkpoint"):
        parse(wrong.format("A" * 43 + "="))


def test_the_commands_work_together(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    """A key, a signed checkpoint, a proof by it; verified with and without the ledger, and found false after a change."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JACCUSE_DB", url)
    filled(url, count=40)

    def run(*words: str, status: int = READ) -> str:
        assert main(words) == status
        out, err = capsys.readouterr()
        return out if status == READ else err

    run("key", "desk.example.org", "--to", "desk")
    assert stat.S_IMODE(os.stat("desk.key").st_mode) == 0o600
    assert "desk.key" in run("key", "desk.example.org", "--to", "desk", status=FAILED)
    Path("now.note").write_text(run("checkpoint", "--key", "desk.key", "--by", "A. Keeper"))
    Path("claim.json").write_text(run("prove", claim_ids(rich())[0], "--checkpoint", "now.note"))
    assert "is row 3 under" in run("verify", "--proof", "claim.json", "--key", "desk.pub")
    assert "was not checked" in run("verify", "--proof", "claim.json")
    Path("growth.json").write_text(run("prove", "--since", "now.note"))
    assert "rows are unchanged" in run("verify", "--proof", "growth.json")
    assert run("verify", "--checkpoint", "now.note", "--key", "desk.pub", "--deep").startswith("holds: 91 rows, 2 checkpoints")
    assert "one of both" in run("prove", status=WRONG_USAGE)
    assert "no.note" in run("verify", "--checkpoint", "no.note", status=FAILED)
    proof = json.loads(Path("claim.json").read_text())
    proof["row"]["at"] = "2020-01-01"
    Path("forged.json").write_text(json.dumps(proof))
    assert "forged.json: does not hold" in run("verify", "--proof", "forged.json", status=FAILED)
    behind(url, lambda connection: connection.execute(text("UPDATE entries SET at = 'then' WHERE seq = 50")))
    told = run("verify", "--checkpoint", "now.note", status=FAILED)
    assert "row 50, reading r" in told and "was altered" in told and "restore a backup" in told


def test_a_backup_is_the_same_history_elsewhere(
    new_url: Callable[[], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a file or another database; it is a ledger of its own, with the same root; nothing is overwritten."""
    url = new_url()
    filled(url, count=40)
    for copy in (str(tmp_path / "copy.db"), new_url()):
        assert main(["backup", copy, "--db", url]) == READ
        assert "90 rows; root" in capsys.readouterr().out
        with Ledger.open(url) as ledger, Ledger.open(copy) as other:
            assert checkpoint(ledger) == checkpoint(other)
            assert other.add(plain(999), engine="test").state == "new"
            assert list(ledger.history()) == list(other.history())[:-2]
        assert main(["backup", copy, "--db", url]) == FAILED
        assert re.search("exists already|is not empty", capsys.readouterr().err)


def test_inclusion_is_what_a_proof_reads_as(url: str) -> None:
    """The kind of a proof is written in it."""
    import msgspec

    filled(url, count=2)
    with Ledger.open(url) as ledger:
        proof = prove(ledger, rich().document.id)
    assert isinstance(read_proof(msgspec.json.encode(proof)), Inclusion) and proof.row.data


def test_an_id_may_be_shortened_while_it_means_one_thing(url: str) -> None:
    """Five characters at least; where they mean several, these are named."""
    from jaccuse.errors import UnknownId

    filled(url, count=40)
    with Ledger.open(url) as ledger:
        claim = claim_ids(rich())[0]
        assert prove(ledger, claim[:8]).row.id == claim
        with pytest.raises(UnknownId, match="nothing has the id"):
            prove(ledger, claim[:4])
        with pytest.raises(UnknownId, match="may be sha256:0"):
            prove(ledger, "sha256:000000")
