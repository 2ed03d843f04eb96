"""Tables for research: valid by the real validator, in the codes of the field, and no row that accuses where no document does."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest
from made_texts import fill

from jaccuse.claim import Actor, Attribution, DocumentHead, Operation, Reading, Span
from jaccuse.cli import main
from jaccuse.errors import NothingToExport, UnknownId
from jaccuse.exports import FORMATS
from jaccuse.exports.request import Outcome, Request
from jaccuse.exports.research import cfr, eurepoc
from jaccuse.exports.research.columns import Variable
from jaccuse.ledger import Ledger
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.queries import Views
from made_readings import rich


def written(ledger: Ledger, name: str, request: Request | None = None) -> tuple[bytes, Outcome]:
    """What a format writes."""
    out = io.BytesIO()
    with ledger.reading() as connection:
        outcome = FORMATS[name].write(connection, request or Request(), out)
    return out.getvalue(), outcome


def rows(data: bytes) -> list[dict[str, str]]:
    """CSV as rows."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_one_row_an_attribution_in_eurepoc_s_variables(ledger: Ledger) -> None:
    """A joint accusation is a row for each accuser; categories follow the tie alleged; the way it was put stands beside."""
    fill(ledger)
    data, outcome = written(ledger, "eurepoc")
    found = rows(data)
    assert list(found[0]) == [one.name for one in eurepoc.VARIABLES] and len(found) == outcome.written["attributions"] == 12
    joint = [row for row in found if row["attribution_date"] == "2024-07-19" and row["jaccuse_link"] == "state"]
    assert [(row["attributing_actor"], row["attribution_basis"]) for row in joint] == [
        ("United Kingdom", ""), ("European Union", "Attribution by EU institution/agency"), ("United States", ""),
    ]  # fmt: skip
    (firm,) = (row for row in found if row["attribution_it_company"])
    assert firm["attributing_actor"] == "Mandiant" and firm["jaccuse_status"] == "suspected"
    assert firm["attributed_initiator_category"] == "Non-state actor, state-affiliation suggested"
    (person,) = (row for row in found if row["attributed_initiator"] == "Zhou Mingde")
    assert person["attributed_initiator_country"] == "" and person["attributed_initiator_category"] == "Individual hacker(s)"
    assert person["attribution_type"] == "domestic legal action"
    (sanctions,) = (row for row in found if row["attribution_type"] == "statement and indictment / sanctions")
    assert "Restrictive measures (EU/TFEU)" in sanctions["legal_response_type"]


def test_what_is_empty_is_always_empty_and_says_why() -> None:
    """Every variable of the two codebooks is there, once; the dictionary gives a reason for each that is never filled."""
    for variables in (eurepoc.VARIABLES, cfr.VARIABLES):
        names = [one.name for one in variables]
        assert len(names) == len(set(names)) and all(one.meaning.endswith(".") for one in variables)
    assert len(eurepoc.VARIABLES) == 80 + 9 and sum(bool(one.empty) for one in eurepoc.VARIABLES) == 48
    assert "Left empty: a legal or conflict expert judges it." in str(
        next(one for one in eurepoc.VARIABLES if one.name == "IL_breach_indicator").field()
    )


def test_empty_variables_are_never_filled(ledger: Ledger) -> None:
    """In no row."""
    fill(ledger)
    ledger.add(rich())
    ledger.settle()
    for name, variables in (("eurepoc", eurepoc.VARIABLES), ("cfr", cfr.VARIABLES)):
        data, _ = written(ledger, name)
        assert not [(row, one.name) for row in rows(data) for one in variables if one.empty and row[one.name]]


def test_one_row_an_incident_with_a_sponsor(ledger: Ledger) -> None:
    """The states that somebody accuses, with who does and how in the description."""
    fill(ledger)
    data, outcome = written(ledger, "cfr")
    found = {row["Sponsor"]: row for row in rows(data)}
    assert set(found) == {"China", "Russia"} and outcome.written["incidents"] == 2
    assert found["China"]["Response"] == "Denial; Denouncement; Criminal charges; Sanctions"
    assert found["China"]["Type"] == "Espionage" and found["China"]["Sources_3"]
    assert "Mandiant: people linked to China (suspected)" in found["China"]["Description"]


@pytest.mark.parametrize(
    ("act", "status", "link", "attributions", "sponsors"),
    [
        ("attribute", "stated", "backed", 1, 1),
        ("attribute", "hearsay", "state", 1, 1),
        ("attribute", "declined", "state", 0, 0),
        ("attribute", "withdrawn", "state", 0, 0),
        ("contest", "stated", "state", 1, 0),
        ("locate", "stated", "located", 1, 0),
        ("attribute", "stated", "nationality", 1, 0),
        ("attribute", "stated", "none", 1, 0),
    ],
)
def test_nobody_becomes_a_sponsor_whom_nobody_accuses(
    ledger: Ledger, act: str, status: str, link: str, attributions: int, sponsors: int
) -> None:
    """A place, a nationality, a dispute or an attribution that is declined or taken back makes none."""
    text = "Somebody spoke of the port attack and of Russia."
    span = (Span(0, 8),)
    claim = Attribution(
        id="c1", act=act, status=status, operation="o1", rule="test", anchors=span,  # type: ignore[arg-type]
        claimants=(Actor(actor="FR"),), accused=(Actor(actor="RU", link=link),),  # type: ignore[arg-type]
    )  # fmt: skip
    reading = Reading(
        document=DocumentHead(id="sha256:" + "2" * 64, language="en", text=text),
        operations=(Operation(id="o1", name="port attack", anchors=span),), claims=(claim,),
    )  # fmt: skip
    ledger.add(reading)
    ledger.settle()
    for name, number in (("eurepoc", attributions), ("cfr", sponsors)):
        if number:
            (row,) = rows(written(ledger, name)[0])
            assert row.get("jaccuse_status", row.get("jaccuse_strongest")) == status
            if act in ("contest", "locate") or link in ("nationality", "none"):
                assert row["attributed_initiator_category"] == "Unknown - not attributed" or act == "contest"
        else:
            with pytest.raises(NothingToExport):
                written(ledger, name)


def test_the_package_is_valid_by_the_real_validator(ledger: Ledger, tmp_path: Path) -> None:
    """Every table, type, code, key and reference of the descriptor holds; every source is cited."""
    fill(ledger)
    ledger.add(rich())
    ledger.settle()
    data, outcome = written(ledger, "research")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        package.extractall(tmp_path / "out")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note", "message"])
    assert len(report.tasks) == 4
    sources = rows((tmp_path / "out" / "sources.csv").read_bytes())
    assert len(sources) == outcome.written["sources"] == 6
    assert all(row["citation"] and row["document"] in row["citation"] for row in sources)
    with ledger.reading() as connection:
        assert sum(int(row["claims"]) for row in sources) == Views(connection).claims(limit=1).total.number
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{one.name}` | {one.empty} |" in readme for one in eurepoc.VARIABLES if one.empty)


def test_the_validator_finds_a_wrong_code(ledger: Ledger, tmp_path: Path) -> None:
    """So that the test above means something."""
    fill(ledger)
    with zipfile.ZipFile(io.BytesIO(written(ledger, "research")[0])) as package:
        package.extractall(tmp_path)
    table = tmp_path / "eurepoc.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Data theft", "Data thefts", 1), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_parquet_has_the_claims_with_their_dictionary(ledger: Ledger, tmp_path: Path) -> None:
    """One row a claim; filters hold."""
    parquet = pytest.importorskip("pyarrow.parquet")
    fill(ledger)
    for asked, number in ((Filter(), 18), (Filter(accused="RU"), 1)):
        data, outcome = written(ledger, "parquet", Request(asked=asked))
        table = parquet.read_table(io.BytesIO(data))
        assert table.num_rows == outcome.written["claims"] == number
    assert all(field.metadata[b"description"] for field in table.schema)


def test_cells_are_no_formulas(ledger: Ledger) -> None:
    """Not in any of the tables."""
    reading = rich()
    import msgspec

    head = msgspec.structs.replace(reading.document, publisher="=1+1", url="@x")
    ledger.add(msgspec.structs.replace(reading, document=head))
    ledger.settle()
    for name in ("eurepoc", "cfr"):
        assert not [cell for row in rows(written(ledger, name)[0]) for cell in row.values() if cell[:1] in ("=", "@", "+")]


def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger) -> None:
    """In every table."""
    fill(ledger)
    for name in ("eurepoc", "cfr", "research", "parquet"):
        assert written(ledger, name)[0] == written(ledger, name)[0]


def test_what_cannot_be_written_is_refused_and_leaves_nothing(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown incident, filters that nothing fits, a folder that is not there."""
    fill(ledger)
    for name in ("eurepoc", "cfr", "research", "parquet"):
        with pytest.raises(UnknownId):
            written(ledger, name, Request(incident="iozzzzzzzzz"))
        with pytest.raises(NothingToExport):
            written(ledger, name, Request(asked=Filter(accused="FR")))
        for place, more in ((tmp_path / "none.csv", ["--accused", "FR"]), (tmp_path / "none" / "x", [])):
            assert main(["export", name, "--db", str(tmp_path / "cases.db"), "--output", str(place), *more]) == 1
    assert "none" in capsys.readouterr().err and not list(tmp_path.glob("none*")) and not list(tmp_path.glob(".none*"))


def test_a_code_with_signs_is_a_pattern_of_itself() -> None:
    """Slashes and brackets in codes are letters."""
    pattern = Variable("x", "x.", codes=("a (b/c)", "d+e")).field()["constraints"]["pattern"]
    import re

    assert re.fullmatch(pattern, "d+e; a (b/c)") and not re.fullmatch(pattern, "dde")
    assert json.dumps(pattern)
