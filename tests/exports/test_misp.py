"""MISP events as MISP's own tools read them: loaded by pymisp, converted by misp-stix and back."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import pytest
from generated import Chance
from made_ledgers import Made, filled, on

from jaccuse.cli import main
from jaccuse.exports import misp
from jaccuse.exports.request import Request
from jaccuse.ledger import Ledger
from jaccuse.ledger.queries import Views
from jaccuse.ledger.review import review

pymisp = pytest.importorskip("pymisp", reason="pymisp is not installed")


@pytest.fixture
def case(ledger: Ledger) -> Ledger:
    """A document with an accusation by two of a group and an organ, a measure against a person, a denial."""
    one = Made("Allies speak", published="2021-07", publisher="The Gazette", url="https://example.org/a")
    one.operation("the mail campaign", "espionage").accuse("US GB", "group:apt28 CN/mss", link="contracted", date=on("2021-07"))
    one.accuse("EU", "RU", "suspected", link="backed").accuse("FR", "IR", "declined")
    one.measure("indictment", "US", "person:jo-example", count=4, nationality="CN").reply("denial", "CN", "US")
    return filled(ledger, [one.reading()])


def written(ledger: Ledger, **asked: Any) -> tuple[bytes, Any]:
    """The export, and what it says of itself."""
    out = io.BytesIO()
    with ledger.reading() as connection:
        outcome = misp.write(connection, Request(**asked), out)
    return out.getvalue(), outcome


def events(data: bytes) -> list[Any]:
    """The events as pymisp loads them."""
    found = []
    for one in json.loads(data)["response"]:
        event = pymisp.MISPEvent()
        event.load(one)
        found.append(event)
    return found


def claims(event: Any) -> list[Any]:
    """The claims of an event."""
    return [one for one in event.objects if one.name == "attribution-claim"]


def values(one: Any) -> dict[str, list[str]]:
    """The attributes of an object by relation."""
    found: dict[str, list[str]] = {}
    for attribute in one.attributes:
        found.setdefault(attribute.object_relation, []).append(str(attribute.value))
    return found


def test_an_event_holds_the_source_the_actors_and_the_claims(case: Ledger) -> None:
    """With relations from each claim to who makes it, whom it accuses, and where it was read."""
    data, outcome = written(case, tlp="amber", statements=("CC0",))
    (event,) = events(data)
    assert outcome.written == {"claims": 5, "events": 1}
    assert {tag.name for tag in event.tags} == {
        'misp:event-type="report"', 'osint:source-type="news-report"', 'admiralty-scale:source-reliability="f"',
        'admiralty-scale:information-credibility="6"', "tlp:amber",
    }  # fmt: skip
    named = {one.uuid: (values(one).get("name") or values(one).get("full-name") or [one.name])[0] for one in event.objects}
    told = {
        values(one)["summary"][0]: sorted((ref.relationship_type, named[ref.referenced_uuid]) for ref in one.references)
        for one in claims(event)
    }
    accusation = told[
        "United States and United Kingdom say that APT28 and people under contract to MSS (China) are responsible — alleged"
    ]
    assert accusation == [
        ("attributed-to", "APT28"), ("attributed-to", "MSS (China)"), ("claimed-by", "United Kingdom"),
        ("claimed-by", "United States"), ("derived-from", "news-media"),
    ]  # fmt: skip
    suspected = [refs for words, refs in told.items() if words.startswith("European Union suspect")]
    assert suspected == [[("claimed-by", "European Union"), ("derived-from", "news-media"), ("suspected-link", "Russia")]]
    declined = [refs for words, refs in told.items() if words.startswith("France")]
    assert declined == [[("claimed-by", "France"), ("derived-from", "news-media"), ("related-to", "Iran")]]


def test_no_event_is_tagged_with_who_is_accused(case: Ledger) -> None:
    """A tag on the event would say that it was so; on the attribute it says what the word means."""
    (event,) = events(written(case)[0])
    assert not [tag.name for tag in event.tags if "galaxy" in tag.name or "responsibility" in tag.name]
    (one,) = [one for one in claims(event) if "group:apt28" in values(one)["accused"]]
    tags = {(str(held.value), tag.name) for held in one.attributes for tag in held.tags}
    assert ("group:apt28", 'misp-galaxy:threat-actor="APT28"') in tags
    assert ("CN/mss", 'misp-galaxy:country="china"') in tags
    assert ("CN/mss: 7-7", "state-responsibility:state-ordered") in tags
    assert values(one)["date"] == ["2021-07"] and values(one)["link"] == ["group:apt28: contracted", "CN/mss: contracted"]


def test_what_misp_cannot_hold_is_said(case: Ledger) -> None:
    """`backed` leaves three levels open: they stand in an attribute, and no tag is made up."""
    _, outcome = written(case)
    assert list(outcome.lost.values()) == [1] and "healey-range" in next(iter(outcome.lost))


def test_the_same_ledger_gives_the_same_bytes_and_a_correction_a_newer_stamp(case: Ledger) -> None:
    """Ids stay; both the machine's reading and the person's stand in the object."""
    first = written(case)[0]
    assert first == written(case)[0]
    with case.reading() as connection:
        row = next(row for row in Views(connection).claims().rows if row.claim.status == "suspected")
    review(case, row.id, "correct", by="ana", reason="said outright", path="status", value="stated")
    case.settle()
    (before,), (after,) = events(first), events(written(case)[0])
    assert [one.uuid for one in claims(before)] == [one.uuid for one in claims(after)]
    (changed,) = [one for one in claims(after) if values(one)["claim-id"] == [row.id]]
    assert values(changed)["status"] == ["stated"] and values(changed)["reviewed"] == ["corrected"]
    assert json.loads(values(changed)["machine-read"][0])["status"] == "suspected"


def test_whatever_is_in_a_ledger_fits_the_template(ledger: Ledger) -> None:
    """pymisp makes the objects in strict mode: an attribute that the template lacks, or a value of the wrong type, would raise."""
    chance = Chance(random.Random(11))
    ledger.add_many([chance.reading() for _ in range(8)], engine="1")
    ledger.settle()
    chance.judge(ledger)
    data, outcome = written(ledger)
    assert sum(len(claims(event)) for event in events(data)) == outcome.written["claims"]
    known = misp.template()["attributes"]
    for one in (held for event in events(data) for held in claims(event)):
        assert set(values(one)) <= set(known)
        for name, held in values(one).items():
            assert set(held) <= set(known[name].get("values_list", held)), name


def test_misp_stix_converts_it_and_back_without_loss(case: Ledger) -> None:
    """Every object, attribute and relation comes back; it writes booleans another way, and spreads tags over an object."""
    converter = pytest.importorskip("misp_stix_converter", reason="misp-stix is not installed")
    data = written(case)[0]
    there = converter.MISPtoSTIX21Parser()
    there.parse_misp_event(json.loads(data)["response"][0])
    back = converter.InternalSTIX2toMISPParser()
    back.load_stix_bundle(there.bundle)
    back.parse_stix_bundle()
    assert not any(there.errors.values()) and not any(back.errors.values())

    def plain(event: Any) -> Any:
        held = [{name: found for name, found in values(one).items() if name != "accuses"} for one in event.objects]
        refs = [(one.uuid, ref.relationship_type, ref.referenced_uuid) for one in event.objects for ref in one.references]
        tags = {tag.name for one in event.objects for found in one.attributes for tag in found.tags}
        return sorted(map(json.dumps, held)), sorted(refs), tags

    (event,) = events(data)
    assert plain(back.misp_event) == plain(event)


def test_misp_stix_reads_our_stix(case: Ledger) -> None:
    """As STIX from elsewhere: the report is the event, and who is in it comes along."""
    converter = pytest.importorskip("misp_stix_converter", reason="misp-stix is not installed")
    stix2 = pytest.importorskip("stix2", reason="stix2 is not installed")
    from jaccuse.exports import stix

    out = io.BytesIO()
    with case.reading() as connection:
        stix.write(connection, Request(), out)
    reader = converter.ExternalSTIX2toMISPParser()
    reader.load_stix_bundle(stix2.parse(out.getvalue().decode(), allow_custom=True))
    reader.parse_stix_bundle()
    assert not any(reader.errors.values())
    events = reader.misp_events if isinstance(reader.misp_events, list) else [reader.misp_events]
    assert [event.info for event in events] == ["Allies speak"]


def test_a_light_that_is_none_is_refused(case: Ledger, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """And so is the option that MISP has not; nothing is written."""
    place = tmp_path / "m.json"
    words = ["export", "misp", "--db", str(tmp_path / "cases.db"), "--output", str(place)]
    assert main([*words, "--tlp", "blue"]) == 1 and "no light" in capsys.readouterr().err
    assert main([*words, "--text"]) == 2 and "has no --text" in capsys.readouterr().err
    assert not place.exists()
