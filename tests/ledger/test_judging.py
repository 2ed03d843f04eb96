"""What people judge about operations: kept, outranking the score, checked against what was judged before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_ledgers import filled
from test_merging import contoso, home, one, other, rows

from jaccuse.cli import main
from jaccuse.errors import ReviewRefused, UnknownId
from jaccuse.ledger import Ledger
from jaccuse.ledger.candidates import candidates
from jaccuse.ledger.entries import Undo
from jaccuse.ledger.judging import incident_of, judge, split
from jaccuse.ledger.merging_tables import pairs

ME = {"by": "ana", "reason": "read both"}


def test_incidents_are_merged_by_their_ids_and_all_their_operations_follow(ledger: Ledger) -> None:
    first, second, third = contoso(), contoso("2021-07-20", "How Contoso was hacked"), other()
    filled(ledger, [first, second, third])
    judge(ledger, f"i{one(first)}", f"i{one(third)}", "same", **ME)
    ledger.settle()
    assert len(set(home(ledger).values())) == 1
    with ledger.reading() as connection:
        assert incident_of(connection, f"i{one(third)}"[:9]) == incident_of(connection, one(second))


def test_a_merge_that_contradicts_a_judgement_names_it(ledger: Ledger) -> None:
    first, second = contoso(), contoso("2021-07-20", "How Contoso was hacked")
    filled(ledger, [first, second])
    (act,) = judge(ledger, one(first), one(second), "different", **ME)
    size = ledger.size()
    with pytest.raises(ReviewRefused, match=f"ana judged.*read both.*undo {act.id}"):
        judge(ledger, one(first), one(second), "same", **ME)
    assert ledger.size() == size
    ledger.act(Undo(target=act.id, by="ana", reason="mistaken"))
    judge(ledger, one(first), one(second), "same", **ME)


def test_telling_apart_what_people_made_one_over_a_third_names_a_judgement(ledger: Ledger) -> None:
    first, second, third = contoso(), contoso("2021-07-20", "How Contoso was hacked"), other()
    filled(ledger, [first, second, third])
    judge(ledger, one(first), one(third), "same", **ME)
    judge(ledger, one(second), one(third), "same", **ME)
    with pytest.raises(ReviewRefused, match="are one"):
        judge(ledger, one(first), one(second), "different", **ME)


def test_a_split_takes_out_only_what_was_named(ledger: Ledger) -> None:
    told = [contoso(), contoso("2021-07-20", "How Contoso was hacked"), contoso("2021-07-21", "Contoso: a look back")]
    filled(ledger, told)
    assert len(set(home(ledger).values())) == 1
    made = split(ledger, f"i{one(told[0])}", [one(told[2])], **ME)
    assert len(made) == 2
    ledger.settle()
    found = home(ledger)
    assert found[one(told[0])] == found[one(told[1])] != found[one(told[2])]


def test_a_split_that_leaves_nothing_or_names_a_stranger_is_refused(ledger: Ledger) -> None:
    first, second = contoso(), other()
    filled(ledger, [first, second])
    with pytest.raises(ReviewRefused, match="nothing would be left"):
        split(ledger, one(first), [one(first)], **ME)
    with pytest.raises(ReviewRefused, match="is not in"):
        split(ledger, one(first), [one(second)], **ME)


def test_nobody_judges_without_name_and_reason(ledger: Ledger) -> None:
    first, second = contoso(), other()
    filled(ledger, [first, second])
    for by, reason in (("", "x"), ("ana", " ")):
        with pytest.raises(ReviewRefused):
            judge(ledger, one(first), one(second), "same", by=by, reason=reason)
    with pytest.raises(ReviewRefused, match="same operation"):
        judge(ledger, one(first), one(first), "same", **ME)
    with pytest.raises(UnknownId):
        judge(ledger, one(first), "ozzzzzzzzzzzzz", "same", **ME)


def doubtful(ledger: Ledger) -> tuple[str, str]:
    """Two operations that may be one."""
    first = contoso()
    second = contoso("2021-07-20", "How Contoso was hacked")
    filled(ledger, [first, second])
    with ledger.writing() as connection:
        connection.execute(pairs.update().values(state="candidate"))
    return tuple(sorted((one(first), one(second))))  # type: ignore[return-value]


def test_a_pair_waits_with_what_speaks_for_it_and_stays_where_somebody_is_unsure(ledger: Ledger) -> None:
    left, right = doubtful(ledger)
    with ledger.reading() as connection:
        (pair,) = candidates(connection)
    assert (pair.left.operation, pair.right.operation, pair.unsure) == (left, right, False)
    assert {"vulnerabilities", "products", "states"} <= {c.feature for c in pair.features}
    assert pair.points == pytest.approx(sum(c.points for c in pair.features))
    judge(ledger, left, right, "unsure", **ME)
    ledger.settle()
    assert [row["state"] for row in rows(ledger, pairs)] == ["merged"]


def test_the_commands_list_merge_and_split(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "cases.db")
    first, second = contoso(), other()
    with Ledger.open(place) as ledger:
        filled(ledger, [first, second])
    assert main(["merge", one(first), one(second), "--reason", "read both", "--by", "ana", "--db", place]) == 0
    act = capsys.readouterr().out.split()[0]
    assert main(["candidates", "--format", "json", "--db", place]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 0
    assert main(["split", f"i{one(first)}", one(second), "--reason", "not so", "--by", "ana", "--db", place]) == 1
    assert f"undo {act}" in capsys.readouterr().err
    assert main(["undo", act, "--reason", "not so", "--by", "ana", "--db", place]) == 0
    with Ledger.open(place) as ledger:
        assert len(set(home(ledger).values())) == 2


def test_the_table_of_candidates_shows_the_features(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "cases.db")
    with Ledger.open(place) as ledger:
        left, right = doubtful(ledger)
    for form, words in (("table", "vulnerabilities +5"), ("csv", f"{left},")):
        assert main(["candidates", "--format", form, "--db", place]) == 0
        assert words in capsys.readouterr().out
    assert main(["candidates", "--after", f"{left}/{right}", "--format", "json", "--db", place]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []
