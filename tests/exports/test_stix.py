"""STIX bundles as others see them: strictly valid, loadable, saying who claims what, the same ids every time."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from generated import Chance
from made_ledgers import Made, filled, read_again

from jaccuse.claim import Certainty
from jaccuse.cli import main
from jaccuse.errors import BadRequest, NothingToExport, UnknownId
from jaccuse.exports import stix
from jaccuse.exports.request import Request
from jaccuse.exports.stix.ids import EXTENSION
from jaccuse.ledger import Ledger
from jaccuse.ledger.filters import Filter
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "docs" / "reference" / "stix-extension.schema.json"

Object = dict[str, Any]


def objects(ledger: Ledger, **asked: Any) -> dict[str, Object]:
    """The objects of a bundle by their ids, which occur once each."""
    out = io.BytesIO()
    with ledger.reading() as connection:
        stix.write(connection, Request(**asked), out)
    made = json.loads(out.getvalue())["objects"]
    found = {one["id"]: one for one in made}
    assert len(found) == len(made)
    return found


def of(found: dict[str, Object], kind: str) -> list[Object]:
    """Those of a type, but for the producer."""
    return [one for one in found.values() if one["type"] == kind and one.get("identity_class") != "system"]


def held(one: Object) -> Object:
    """What the extension of an object holds."""
    found: Object = one["extensions"][EXTENSION]
    return found


@pytest.fixture
def case(ledger: Ledger) -> Ledger:
    """One case: two accusers, a group and a state, a denial, an endorsement, a measure, somebody who does not attribute."""
    one = Made("Allies speak", published="2021-07", publisher="The Gazette", url="https://example.org/a")
    one.operation("the mail campaign", "espionage", "ransomware")
    one.accuse("US/white-house GB", "group:apt28 CN/mss", link="affiliated")
    one.accuse("EU", "CN", act="locate", link="located")
    one.accuse("FR", "RU", status="declined")
    one.reply("denial", "CN", "US").reply("no-comment", "CN").support("endorse", "NZ", "US").support("condemn", "JP")
    one.measure("sanctions", "US", "person:jo-example", status="absent")
    return filled(ledger, [one.reading()])


def test_the_strict_validator_accepts_whatever_can_be_in_a_ledger(ledger: Ledger) -> None:
    """All checks of `stix2_validator --strict` but the one that wants random ids, which would double everything."""
    validator = pytest.importorskip("stix2validator", reason="stix2-validator is not installed")
    chance = Chance(random.Random(3))
    ledger.add_many([chance.reading() for _ in range(25)], engine="1")
    ledger.settle()
    chance.judge(ledger)
    made = list(objects(ledger, tlp="amber+strict", statements=("CC0",), text=True).values())
    options = validator.ValidationOptions(strict=True, version="2.1", disabled="uuid-check")
    result = validator.validate_instance(
        {"type": "bundle", "id": f"bundle--{made[0]['id'].partition('--')[2]}", "objects": made}, options
    )
    assert result.is_valid, [str(error) for error in result.errors][:3]


def test_the_stix2_package_loads_every_object(case: Ledger) -> None:
    """Parsed as standard objects, with our extension as it stands."""
    stix2 = pytest.importorskip("stix2", reason="stix2 is not installed")
    made = list(objects(case, tlp="amber", statements=("CC0",)).values())
    bundle = {"type": "bundle", "id": "bundle--" + made[0]["id"].partition("--")[2], "objects": made}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parsed = stix2.parse(bundle, allow_custom=False)
    assert len(parsed.objects) == len(made)


def test_what_the_extension_holds_is_as_its_schema_says(ledger: Ledger) -> None:
    """And the schema is what tools/stix_schema.py writes out of the shapes."""
    done = subprocess.run([sys.executable, str(ROOT / "tools" / "stix_schema.py"), "--check"], check=False)
    assert done.returncode == 0, "run python tools/stix_schema.py"
    check = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    chance = Chance(random.Random(5))
    ledger.add_many([chance.reading() for _ in range(10)], engine="1")
    ledger.settle()
    chance.judge(ledger)
    extended = [held(one) for one in objects(ledger, text=True).values() if EXTENSION in one.get("extensions", {})]
    assert {one["holds"] for one in extended} == {"claim", "document", "incident"}
    for one in extended:
        check.validate(one)


def test_who_claims_stands_in_every_accusation(case: Ledger) -> None:
    """A relationship is created by one claimant and leads to one accused; only a group is attributed to, as in core STIX."""
    found = objects(case)
    seen = {
        (found[one["created_by_ref"]]["name"], one["relationship_type"], found[one["target_ref"]]["name"])
        for one in of(found, "relationship")
    }
    assert seen == {
        ("White House (United States)", "attributed-to", "APT28"),
        ("White House (United States)", "related-to", "MSS (China)"),
        ("United Kingdom", "attributed-to", "APT28"),
        ("United Kingdom", "related-to", "MSS (China)"),
        ("European Union", "originates-from", "China"),
    }
    for one in of(found, "relationship"):
        assert one["description"].startswith(found[one["created_by_ref"]]["name"])
        assert "alleged" in one["description"] and "not that it is true" in one["description"] and "confidence" not in one
        assert found[one["source_ref"]]["type"] == "campaign"
    (pair,) = [one for one in of(found, "relationship") if held(one)["pair"] == {"claimant": "GB", "accused": "CN/mss"}]
    assert held(pair)["healey"][1] == {"actor": "CN/mss", "lowest": 5, "highest": 10}


def test_people_called_by_a_nationality_are_not_their_government(ledger: Ledger) -> None:
    """The country is a place then; the tie that is claimed stands in the description and the extension."""
    one = (
        Made("Report")
        .operation("the campaign")
        .accuse("publication", "RU", link="nationality")
        .accuse("US", "CN", link="backed")
    )
    found = objects(filled(ledger, [one.reading()]))
    seen = {one["relationship_type"]: found[one["target_ref"]] for one in of(found, "relationship")}
    targets = sorted((found[one["target_ref"]]["type"], found[one["target_ref"]]["name"]) for one in of(found, "relationship"))
    assert targets == [("identity", "China"), ("location", "Russia")] and set(seen) == {"related-to"}
    (called,) = [one for one in of(found, "relationship") if found[one["target_ref"]]["type"] == "location"]
    assert "people described by the nationality Russia" in called["description"]


def test_an_answer_to_one_organ_is_none_to_its_neighbour(ledger: Ledger) -> None:
    """China answers the Justice Department: that is no opinion on what the FBI said."""
    one = Made("Report").operation("the campaign").accuse("US/doj", "CN").accuse("US/fbi", "CN").reply("denial", "CN", "US/doj")
    found = objects(filled(ledger, [one.reading()]))
    (opinion,) = of(found, "opinion")
    assert [held(found[ref])["pair"]["claimant"] for ref in opinion["object_refs"]] == ["US/doj"]


def test_a_denial_and_an_endorsement_are_opinions_and_the_rest_is_told_in_notes(case: Ledger) -> None:
    """The opinion stands in the name of the replier, on just those relationships that it is about."""
    found = objects(case)
    opinions = {found[one["created_by_ref"]]["name"]: one for one in of(found, "opinion")}
    assert {name: one["opinion"] for name, one in opinions.items()} == {"China": "strongly-disagree", "New Zealand": "agree"}
    denied = {
        (held(found[ref])["pair"]["claimant"], held(found[ref])["pair"]["accused"]) for ref in opinions["China"]["object_refs"]
    }
    assert denied == {("US/white-house", "CN/mss")}
    notes = sorted(one["abstract"] for one in of(found, "note"))
    assert notes == [
        "China declines to comment",
        "France expressly does not hold Russia responsible",
        "Japan condemns the operation",
        "The document says that there is no such measure: sanctions by United States against JO-EXAMPLE",
    ]
    assert all(one["confidence"] in (15, 50, 85) for one in of(found, "note"))
    (sanctions,) = [one for one in of(found, "note") if "sanctions" in one["labels"]]
    assert "presumed innocent" in sanctions["content"]


def test_grounds_are_a_note_on_the_accusation(ledger: Ledger) -> None:
    """And the claimant's certainty stands in the extension, never as the confidence of the object."""
    one = Made("Report").operation("the campaign").accuse("US", "CN", link="state")
    reading = one.reading()
    import msgspec

    from jaccuse.claim import Ground, Span

    claim = msgspec.structs.replace(
        reading.claims[0],
        grounds=(
            Ground(words="US", anchors=(Span(reading.document.text.index("US"), reading.document.text.index("US") + 2),)),
        ),
        certainty=Certainty(words="US", axis="confidence", level="high", scope="authorship", anchors=()),
    )
    found = objects(filled(ledger, [msgspec.structs.replace(reading, claims=(claim,))]))
    (edge,), (note,) = of(found, "relationship"), of(found, "note")
    assert note["object_refs"] == [edge["id"]] and "on these grounds: “US”" in note["content"]
    assert held(edge)["claim"]["certainty"]["level"] == "high" and "confidence" not in edge


def test_exporting_again_gives_the_same_and_a_change_gives_a_new_version(case: Ledger) -> None:
    """Same ids, same created; modified moves for what changed, and for nothing else."""
    before = objects(case)
    assert before == objects(case)
    with case.reading() as connection:
        row = Views(connection).claims(Filter(accused="CN", accuser="US")).rows[0]
    review(case, row.id, "correct", by="ana", reason="the text hedges", path="status", value="suspected")
    case.settle()
    after = objects(case)
    assert after.keys() == before.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert {after[name]["type"] for name in changed} == {"relationship", "report"}
    assert {held(after[name])["claim_id"] for name in changed if after[name]["type"] == "relationship"} == {row.id}
    for name in changed:
        assert after[name]["created"] == before[name]["created"] and after[name]["modified"] > before[name]["modified"]
    one = next(held(after[name]) for name in changed if after[name]["type"] == "relationship")
    assert (one["claim"]["status"], one["machine"]["status"], one["reviewed"]) == ("suspected", "stated", "corrected")
    assert one["reading_confidence"] == 85


def test_a_newer_reading_moves_only_what_it_reads_otherwise(ledger: Ledger) -> None:
    """A claim that is read as before keeps its version."""

    def read(status: str) -> Any:
        made = Made("Report", published="2021").operation("the campaign").accuse("US", "CN").accuse("GB", "RU", status)
        return made.reading("one document")

    filled(ledger, [read("stated")])
    before = objects(ledger)
    read_again(ledger, read("suspected"), "2")
    ledger.settle()
    after = objects(ledger)
    moved = {
        name
        for name in before
        if after[name]["modified"] != before[name]["modified"] and before[name]["type"] == "relationship"
    }
    assert {held(after[name])["pair"]["claimant"] for name in moved} == {"GB"}
    assert all(after[name]["created"] == before[name]["created"] for name in before)


def test_what_was_rejected_goes_out_only_as_revoked_and_only_when_asked_for(case: Ledger) -> None:
    """So that who took it up before can be told."""
    before = objects(case)
    with case.reading() as connection:
        row = Views(connection).claims(Filter(accuser="EU")).rows[0]
    review(case, row.id, "reject", by="ana", reason="torn from another story")
    case.settle()
    mine = {name for name, one in before.items() if one.get("extensions", {}).get(EXTENSION, {}).get("claim_id") == row.id}
    assert mine and not mine & objects(case).keys()
    revoked = objects(case, asked=Filter(standing="rejected"))
    assert {name for name, one in revoked.items() if one.get("revoked")} == mine


def test_operations_that_people_join_keep_one_campaign_and_revoke_the_other(ledger: Ledger) -> None:
    """The relationships move to the one that stays, in a new version."""
    from jaccuse.ledger.judging import judge

    made = [
        Made(f"Report {number}", published=f"20{number}-01-01").operation(f"the {name} campaign").accuse("US", code).reading()
        for number, name, code in ((18, "mail", "CN"), (21, "bank", "RU"))
    ]
    filled(ledger, made)
    before = {one["name"]: one["id"] for one in of(objects(ledger), "campaign")}
    with ledger.reading() as connection:
        left, right = (row.operation for row in Views(connection).claims().rows)
    assert left and right
    judge(ledger, left, right, "same", by="ana", reason="the same break-in")
    ledger.settle()
    after = objects(ledger)
    campaigns = {one["id"]: bool(one.get("revoked")) for one in of(after, "campaign")}
    assert campaigns == {before["the mail campaign"]: False, before["the bank campaign"]: True}
    assert {one["source_ref"] for one in of(after, "relationship")} == {before["the mail campaign"]}


def test_markings_are_on_everything_but_themselves(case: Ledger) -> None:
    """TLP 2.0 by any spelling, and statements; what is no light is refused, with the nearest."""
    found = objects(case, tlp="TLP:AMBER", statements=("CC BY 4.0", "The desk"))
    marks = [one["id"] for one in of(found, "marking-definition")]
    assert len(marks) == 3
    assert all(one.get("object_marking_refs") == marks for one in found.values() if one["type"] != "marking-definition")
    for asked, words in (({"tlp": "ambre"}, "did you mean amber"), ({"statements": (" ",)}, "no words")):
        with pytest.raises(BadRequest, match=words):
            objects(case, **asked)


def test_what_cannot_go_out_leaves_nothing_behind(case: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An incident that is none, a query that fits nothing, a light that is none: a sentence, and no file."""
    place = tmp_path / "out.json"
    db = ["--db", str(tmp_path / "cases.db"), "--output", str(place)]
    with case.reading() as connection:
        right = Views(connection).incidents().rows[0].id
    wrong = right[:7] + ("a" if right[7] != "a" else "b") + right[8:]
    for words, said in (
        ([wrong], right[:12]),
        (["--accused", "FR"], "no claim fits"),
        (["--tlp", "blue"], "no light"),
        (["--accused", "CN", "--since", "soon"], "no date"),
    ):
        assert main(["export", "stix", *words, *db]) == 1
        assert said in capsys.readouterr().err and not place.exists()
    assert main(["export", "stix", right, *db]) == 0 and json.loads(place.read_text())["type"] == "bundle"
    assert not [name for name in tmp_path.iterdir() if name.suffix == ".part"]
    with pytest.raises(UnknownId):
        objects(case, incident="iabcdefgh")
    with pytest.raises(NothingToExport):
        objects(case, asked=Filter(accused="FR"))
