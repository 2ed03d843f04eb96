"""The JSON Schema is the one that the shapes give, it is stored in the docs, and readings keep to it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError

from jaccuse.claim import Reading, schema
from made_readings import empty, rich

STORED = Path(__file__).parent.parent / "docs" / "reference" / "schema.json"


def test_the_stored_schema_is_the_code_s() -> None:
    """`docs/reference/schema.json` is what `jaccuse schema` prints; if not, write it anew."""
    assert STORED.read_text(encoding="utf-8") == json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def test_the_schema_is_a_valid_schema() -> None:
    """It keeps to JSON Schema 2020-12."""
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("reading", [rich(), empty()], ids=["every kind of claim", "no claim"])
def test_readings_keep_to_the_schema_and_come_back_whole(reading: Reading) -> None:
    """A reading's JSON is valid and decodes to the same reading, compact or indented."""
    for data in (reading.to_json(), reading.to_json(indent=2)):
        Draft202012Validator(schema()).validate(json.loads(data))
        assert msgspec.json.decode(data, type=Reading) == reading


def test_the_same_reading_gives_the_same_bytes() -> None:
    """Two readings made alike are equal to the byte."""
    assert rich().to_json() == rich().to_json()


def test_keys_without_a_value_are_there() -> None:
    """What says nothing is an empty list or null, not a missing key."""
    data = json.loads(empty().to_json())
    assert data["operations"] == data["claims"] == []
    assert data["document"]["title"] is None
    first = json.loads(rich().to_json())["claims"][1]
    assert first["operation"] is None and first["grounds"] == []


def test_a_code_that_is_none_is_refused() -> None:
    """The schema knows the codebook's codes."""
    data = json.loads(rich().to_json())
    data["claims"][0]["accused"][0]["link"] = "friends"
    with pytest.raises(ValidationError):
        Draft202012Validator(schema()).validate(data)
