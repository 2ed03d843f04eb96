"""What goes out as STIX comes back as it was: claims, operations, documents, and what people said of them."""

from __future__ import annotations

import io
import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from generated import Chance
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jaccuse.cli import main
from jaccuse.errors import BundleWrong, NothingToExport
from jaccuse.exports import stix
from jaccuse.exports.request import Request
from jaccuse.exports.stix.ids import EXTENSION
from jaccuse.exports.stix.reading import readings
from jaccuse.exports.stix.shapes import spans
from jaccuse.ledger import Ledger
from jaccuse.ledger.again import older
from jaccuse.ledger.restore import restore
from jaccuse.ledger.walk import walk

#: Hundreds of small ledgers need not wait for a disk.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def bundle(ledger: Ledger, **asked: Any) -> bytes:
    """The bundle of a ledger."""
    out = io.BytesIO()
    with ledger.reading() as connection:
        stix.write(connection, Request(**asked), out)
    return out.getvalue()


def held(ledger: Ledger, *, text: bool) -> list[object]:
    """Everything that claims say, and their documents; without the text, the words at their places."""
    from jaccuse.ledger.queries import Views

    found: list[object] = []
    with ledger.reading() as connection:
        views = Views(connection)
        for told in walk(connection):
            whole = views.text(told.document.id)
            names = sorted({row.operation for row in told.claims if row.operation})
            operations = views.operations_by_id(names)
            shapes = [one.claim for one in told.claims] + [one.operation for one in operations]
            words = whole if text else [whole[start:end] for start, end in spans(*shapes)]  # type: ignore[arg-type]
            document = msgspec.structs.replace(told.document, versions=(), title=told.document.title if text else None)
            rows = [(r.id, r.operation, r.day, r.standing, r.reviewed, r.differs, r.doubt, r.claim) for r in told.claims]
            done = [(o.id, o.standing, o.reviewed, o.differs, o.operation) for o in operations]
            found.append((document, words, rows, done))
    return found


@pytest.mark.parametrize("text", [True, False])
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_nothing_of_a_claim_is_lost_on_the_way_out_and_back(text: bool, seed: int) -> None:
    """Ledgers at random, with reviews: the same claims under the same ids, judged the same, and the next export says the same."""
    chance = Chance(random.Random(seed))
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, Ledger.open(Path(folder) / "a.db") as first:
        first.add_many([chance.reading() for _ in range(3)], engine="1")
        first.settle()
        chance.judge(first)
        try:
            data = bundle(first, text=text)
        except NothingToExport:
            return
        with Ledger.open(Path(folder) / "b.db") as second:
            restore(second, readings(data, by="ana", where="a.json"))
            second.settle()
            assert held(second, text=text) == held(first, text=text)
            again = bundle(second, text=text)
            assert _said(again) == _said(data)
            assert restore(second, readings(data, by="ana", where="a.json")).new == 0


#: A title that a document lacks becomes its own where its text does not come along. A document of which every claim was rejected does not go out; where it had part in an incident, that has other bounds.
_OWN = ("created", "modified", "recorded", "engine", "title", "shown", "source_ref", "object_refs")


def _said(data: bytes) -> list[Any]:
    """A bundle without what each ledger has of its own: when and by what things were read, and in which incident they are."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key not in _OWN}
        return [bare(one) for one in value] if isinstance(value, list) else value

    def without_dates(one: dict[str, Any]) -> dict[str, Any]:
        undated = one["type"] == "report" and "published" not in one["extensions"][EXTENSION]
        return {key: value for key, value in one.items() if not (undated and key == "published")}

    return [bare(without_dates(one)) for one in json.loads(data)["objects"] if one["type"] != "campaign"]


def test_a_text_of_quotes_is_never_read_again(ledger: Ledger, tmp_path: Path) -> None:
    """An engine that read spaces would take the claims away; with the whole text it may read."""
    chance = Chance(random.Random(7))
    ledger.add_many([chance.reading() for _ in range(3)], engine="1")
    ledger.settle()
    for text in (True, False):
        with Ledger.open(tmp_path / f"{text}.db") as other:
            restore(other, readings(bundle(ledger, text=text), by="ana", where="a.json"))
            assert bool(list(older(other, "2"))) is text


def _broken(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """A change of the first object that holds a claim."""

    def apply(made: dict[str, Any]) -> None:
        change(
            next(
                held
                for one in made["objects"]
                if (held := one.get("extensions", {}).get(EXTENSION, {})).get("holds") == "claim"
            )
        )

    return apply


def _of_document(change: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    def apply(made: dict[str, Any]) -> None:
        change(
            next(
                held
                for one in made["objects"]
                if (held := one.get("extensions", {}).get(EXTENSION, {})).get("holds") == "document"
            )
        )

    return apply


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda made: made.update(type="report"), "no STIX bundle but a 'report'"),
        (lambda made: made.update(objects=[o for o in made["objects"] if o["type"] != "report"]), "holds no document of jaccuse"),
        (lambda made: made["objects"].append(17), "object"),
        (_broken(lambda held: held["claim"].update(status="proven")), "proven"),
        (_broken(lambda held: held["claim"].update(act="charge")), "does not say what its id stands for"),
        (_broken(lambda held: held.update(claim_id="caaaaaaaaaaaaa")), "caaaaaaaaaaaaa"),
        (_broken(lambda held: held.update(document_id="sha256:" + "0" * 64)), "missing|disagree"),
        (_of_document(lambda held: held.update(characters=10**12)), "characters"),
        (_of_document(lambda held: held.update(characters=1)), "behind the text"),
        (_of_document(lambda held: held.update(document_id="sha256:../../etc")), "missing|no hash"),
        (_of_document(lambda held: held.update(text="other")), "not the one whose hash"),
        (_of_document(lambda held: held["operations"][0].update(operation_id="oaaaaaaaaaaaaa")), "no operation|is none of"),
    ],
)  # fmt: skip
def test_a_bundle_that_was_meddled_with_is_refused(ledger: Ledger, change: Callable[[Any], None], words: str) -> None:
    """Each error names the file and what is wrong in it."""
    from made_ledgers import Made, filled

    one = Made("Allies", published="2021").operation("the campaign").accuse("US", "CN", link="state").accuse("GB", "RU")
    filled(ledger, [one.reading()])
    made = json.loads(bundle(ledger))
    change(made)
    with pytest.raises(BundleWrong, match=words) as error:
        restore(ledger, readings(json.dumps(made).encode(), by="ana", where="bundle.json"))
    assert error.value.source == "bundle.json"


def test_what_is_broken_leaves_no_ledger_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither half a file, nor an empty ledger, nor a traceback."""
    place = tmp_path / "new.db"
    for data, words in (
        (b"{", "no STIX bundle"),
        (b"", "empty"),
        (b'{"type":"bundle","objects":[]}', "no document"),
        (None, "no such"),
    ):
        file = tmp_path / "bundle.json"
        file.write_bytes(data) if data is not None else file.unlink()
        assert main(["import", "stix", str(file), "--db", str(place)]) == 1
        assert words in capsys.readouterr().err and not place.exists()
