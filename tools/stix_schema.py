"""Writes docs/reference/stix-extension.schema.json: what the STIX extension holds, out of the shapes of the public JSON.

python tools/stix_schema.py            write it
python tools/stix_schema.py --check    exit with 1 where it differs
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from jaccuse.claim import schema
from jaccuse.exports.stix.ids import EXTENSION

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "stix-extension.schema.json"
_LONGER = {"id": "local_id", "by": "by_whom", "to": "to_whom", "of": "of_whom"}
_CLAIMS = ("Attribution", "Measure", "Reply", "Support")
_TEXT = {"type": "string"}
_YES = {"type": "boolean"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT = {"type": "integer", "minimum": 0}


def page() -> str:
    """The whole file."""
    held = {name: _shape(name, found) for name, found in _defined().items() if name not in ("Reading", "DocumentHead")}
    held["Span"] = _object({"start": _COUNT, "end": _COUNT}, "start", "end") | {
        "description": "A stretch of the document's text, in code points, the end not included."
    }
    held["Quote"] = _object({"start": _COUNT, "words": _TEXT}, "start", "words") | {
        "description": "Words of the document, and where they begin in its text."
    }
    held["Review"] = _object(
        {"verdict": {"enum": ["accept", "correct", "reject"]}, "path": _TEXT, "was_json": _TEXT, "value_json": _TEXT}, "verdict"
    ) | {"description": "What a person said of a value of the reading (path; of all of it where there is none), which was so."}
    claim = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in _CLAIMS]}
    judged = {
        "reviewed": {"enum": ["accepted", "corrected", "partly", "rejected"]},
        "differs": _YES,
        "reviews": {"type": "array", "items": {"$ref": "#/$defs/Review"}},
    }
    quotes = {"quotes": {"type": "array", "items": {"$ref": "#/$defs/Quote"}, "minItems": 1}}
    operation = {"operation_id": _TEXT, "operation": {"$ref": "#/$defs/Operation"}, "machine": {"$ref": "#/$defs/Operation"}}
    head = {"extension_type": {"const": "property-extension"}}
    of_claim = {
        "claim_id": _TEXT,
        "document_id": _TEXT,
        "operation_id": _TEXT,
        "text_sha256": _HASH,
        "accusation": _YES | {"description": "Whether it accuses: not declined, withdrawn, contested, nor a self-claim."},
        "hearsay": _YES,
        "reading_confidence": {"type": "integer", "minimum": 0, "maximum": 100},
        "claim": claim | {"description": "The claim as it counts: the machine's reading with people's reviews on it."},
        "machine": claim | {"description": "What the machine read, where people judged it."},
        "pair": _object({"claimant": _TEXT, "accused": _TEXT}, "claimant"),
        "healey": {"type": "array", "items": _object({"actor": _TEXT, "lowest": _COUNT, "highest": _COUNT}, "actor")},
    }
    of_document = {
        "document_id": _TEXT, "text_sha256": _HASH, "characters": _COUNT, "engine": _TEXT, "recorded": _TEXT, "language": _TEXT,
        "title": _TEXT, "shown": _TEXT, "published": _TEXT, "published_precision": {"enum": ["year", "month", "day"]},
        "publisher": _TEXT, "url": _TEXT, "text": _TEXT,
        "operations": {"type": "array", "items": _object(operation | quotes | judged, "operation_id", "operation")},
    }  # fmt: skip
    of_incident = {
        "incident_id": _TEXT, "documents": _COUNT, "stories": _COUNT, "claims": _COUNT,
        "activities": {"type": "array", "items": _TEXT},
    }  # fmt: skip
    kinds = [
        _object(head | {"holds": {"const": holds}} | properties, *head, "holds", *required)
        for holds, properties, required in (
            ("claim", of_claim | quotes | judged, ("claim_id", "document_id", "text_sha256", "claim")),
            ("document", of_document, ("document_id", "text_sha256", "characters", "engine")),
            ("incident", of_incident, ("incident_id", "documents", "stories", "claims")),
        )
    ]
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{EXTENSION}: claims about cyber operations",
        "oneOf": kinds,
        "$defs": held,
    }
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _defined() -> dict[str, Any]:
    found: Any = schema()["$defs"]
    return dict(found)


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _shape(name: str, found: dict[str, Any]) -> dict[str, Any]:
    """A shape under the rules of STIX: longer names, nothing null, lists only where there is something in them."""
    if "properties" not in found:
        return found
    longer = _LONGER if name in (*_CLAIMS, "Operation") else {}
    properties = {longer.get(key, key): _value(value) for key, value in found["properties"].items()}
    if name in _CLAIMS:
        del properties["operation"]
    needed = [longer.get(key, key) for key in found.get("required", ())]
    needed = [key for key in needed if properties[key].get("type") != "array"]
    return _object(properties, *needed) | {"description": found["description"].split("\n")[0]}


def _value(value: dict[str, Any]) -> dict[str, Any]:
    value = {key: held for key, held in value.items() if key != "default"}
    if "anyOf" in value:
        kept = [one for one in value.pop("anyOf") if one != {"type": "null"}]
        value |= kept[0] if len(kept) == 1 else {"anyOf": kept}
    return value | {"minItems": 1} if value.get("type") == "array" else value


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
