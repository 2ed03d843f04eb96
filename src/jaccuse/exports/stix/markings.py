"""Markings that an export can carry: the Traffic Light Protocol 2.0, and statements in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...errors import BadRequest
from ...parser import did_you_mean
from .ids import BEGAN, stix_id

#: The marking definitions of TLP 2.0 as OASIS published them (cti-stix-common-objects), by their light.
LIGHTS = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "green": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "amber": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "amber+strict": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_TLP = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_PUBLISHED = "2022-10-01T00:00:00.000Z"


def light(word: str) -> str:
    """The light that is meant by `amber`, `TLP:AMBER` or `AMBER`. Raises BadRequest for what is none."""
    found = word.strip().lower().removeprefix("tlp:")
    if found not in LIGHTS:
        hint = did_you_mean(found, tuple(LIGHTS))
        known = f"TLP 2.0 has {', '.join(LIGHTS)}"
        raise BadRequest(
            f"tlp: {word!r} is no light of the Traffic Light Protocol", remedy=f"{hint} {known}" if hint else known
        )
    return found


def markings(tlp: str | None, statements: Sequence[str]) -> list[dict[str, Any]]:
    """The marking definitions asked for. Raises BadRequest for a light that is none and a statement without words."""
    made: list[dict[str, Any]] = []
    if tlp is not None:
        found = light(tlp)
        made.append(
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": LIGHTS[found],
                "created": _PUBLISHED,
                "name": f"TLP:{found.upper()}",
                "extensions": {_TLP: {"extension_type": "property-extension", "tlp_2_0": found}},
            }
        )
    for words in statements:
        if not words.strip():
            raise BadRequest(
                "statement: there are no words in it", remedy="write what may be done with this: a licence, a name"
            )
        made.append(
            {
                "type": "marking-definition",
                "spec_version": "2.1",
                "id": stix_id("marking-definition", f"statement:{words}"),
                "created": BEGAN,
                "definition_type": "statement",
                "definition": {"statement": words},
            }
        )
    return made
