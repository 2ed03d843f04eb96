"""Prints one claim of a reading's JSON on stdin, a key a line: the first whose certainty is worded, else the first.

For the README: the whole JSON is long.
"""

from __future__ import annotations

import json
import sys

claims = json.load(sys.stdin)["claims"]
chosen = next((claim for claim in claims if claim.get("certainty")), claims[0] if claims else {})
lines = (f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in chosen.items())
print("{" + ",\n ".join(lines) + "}")
