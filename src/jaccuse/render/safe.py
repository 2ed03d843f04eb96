"""Text from documents made harmless for a terminal or a file that people open.

A document may hold escape sequences that move the cursor, or right-to-left overrides that show words in another order than
they are written. Such characters are shown, not obeyed.
"""

from __future__ import annotations

import re

# Bidirectional embeddings, overrides, isolates and marks.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
# Line and paragraph separators, and characters of which there are none (lone surrogates, noncharacters).
_STRANGE = "\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"

_UNSAFE = re.compile(f"[{_CONTROLS}{_BIDI}{_STRANGE}]")
_UNSAFE_IN_JSON = re.compile(f"[\x7f-\x9f{_BIDI}\u2028\u2029]")
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` with control characters as their picture (ESC as ␛) and direction overrides as `<U+202E>`."""
    return _UNSAFE.sub(lambda match: _picture(ord(match[0])), text)


def one_line(text: str) -> str:
    """`text` on one line, runs of white space as one space, nothing in it obeyed by a terminal."""
    return visible(_SPACE.sub(" ", text)).strip()


def json_for_terminal(data: bytes) -> bytes:
    """The same JSON with the characters that a terminal would obey written as `\\u` escapes."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", data.decode()).encode()


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
