"""A dossier as PDF, set by Typst: tagged for screen readers (PDF/UA-1), fonts embedded, the same bytes for the same dossier.

Fonts: those that come with Typst cover Latin, Greek, Cyrillic and Hebrew (Libertinus Serif) and Arabic (DejaVu Sans Mono);
Chinese, Japanese and Korean come with the extra `dossier-cjk`. Only where these lack a character are the machine's own fonts
asked, and where none has it, the PDF says which characters it could not show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import resources
from importlib.util import find_spec
from typing import Any
from unicodedata import category

import msgspec

from ...errors import MissingExtra
from .picture import ALONE, svg
from .shape import Dossier, Note, Quote, Table, Text, Timeline

#: Packages whose folders hold fonts for scripts that Typst's own lack.
FONT_PACKAGES = ("noto_cjk_sans_jp_regular",)
#: Longer runs of letters without a space may be broken anywhere after so many.
UNBROKEN = 36
_RUN = re.compile(rf"\S{{{UNBROKEN + 1},}}")
_JOINT = re.compile(r"([/?&=._-])(?=\w)")
_BREAK = "\N{ZERO WIDTH SPACE}"
_FONT = "Libertinus Serif, Noto Sans CJK JP, DejaVu Sans Mono"


def pdf(dossier: Dossier) -> tuple[bytes, str]:
    """The file, and the characters that no font could show. Raises MissingExtra."""
    try:
        import typst
    except ModuleNotFoundError:
        remedy = "pip install 'jaccuse[dossier]', or --format html and print it"
        raise MissingExtra("PDF needs the extra `dossier`", remedy=remedy) from None
    template = resources.files(__package__).joinpath("dossier.typ").read_bytes()
    data = _data(dossier)
    folders = _folders()
    for own in (False, True):
        fonts = typst.Fonts(include_system_fonts=own, font_paths=folders)
        try:
            return _set(typst, template, data, fonts, ["ua-1"]), ""
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
    missing = uncovered(typst, _letters(data), fonts)
    data["missing"] = dossier.labels["missing"].format(signs=", ".join(f"U+{ord(sign):04X}" for sign in missing))
    return _set(typst, template, data, fonts, []), missing


def uncovered(typst: Any, signs: str, fonts: Any) -> str:
    """Those of the characters that no font has."""
    if not signs or _shown(typst, signs, fonts):
        return ""
    if len(signs) == 1:
        return signs
    half = len(signs) // 2
    return uncovered(typst, signs[:half], fonts) + uncovered(typst, signs[half:], fonts)


def _shown(typst: Any, signs: str, fonts: Any) -> bool:
    page = b'#set document(title: "x")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#sys.inputs.signs'
    try:
        # apart, so that no two of them become one
        typst.compile(page, font_paths=fonts, sys_inputs={"signs": " ".join(signs)}, pdf_standards=["ua-1"])
    except typst.TypstError:
        return False
    return True


def _set(typst: Any, template: bytes, data: dict[str, Any], fonts: Any, standards: list[str]) -> bytes:
    inputs = {"dossier": msgspec.json.encode(data).decode()}
    made: bytes = typst.compile(template, font_paths=fonts, sys_inputs=inputs, pdf_standards=standards, timestamp=0)
    return made


def _folders() -> list[str]:
    found: list[str] = []
    for name in FONT_PACKAGES:
        spec = find_spec(name)
        found += list(spec.submodule_search_locations or ()) if spec else []
    return found


def _data(dossier: Dossier) -> dict[str, Any]:
    """The dossier as the template reads it."""
    data: dict[str, Any] = msgspec.to_builtins(dossier)
    for block, told in zip(dossier.blocks, data["blocks"], strict=True):
        if isinstance(block, Timeline):
            told["svg"] = svg(block, ALONE, _FONT)
        elif isinstance(block, Table):
            told["rows"] = [[{"pieces": _soft(cell)} for cell in row] for row in told["rows"]]
        elif "words" in told:
            told["words"] = _soft(told["words"])
        elif "items" in told:
            told["items"] = [_soft(item) for item in told["items"]]
    data["notes"] = [_note(note) for note in dossier.notes]
    return data | {"title": _broken(dossier.title), "footer": dossier.labels["footer"], "missing": ""}


def _note(note: Note) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(note)
    told["quote"] = _soft([told["quote"]])[0]
    told["source"] = _broken(note.source)
    told["linked"] = bool(note.url) and str(note.url).startswith(("http://", "https://"))
    told["shown"] = _broken(_JOINT.sub(rf"\1{_BREAK}", note.url)) if note.url else None
    return told


def _soft(pieces: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pieces whose long unbroken words may be broken."""
    kinds = (Text.__struct_config__.tag, Quote.__struct_config__.tag)
    return [
        {**piece, "words": _broken(piece["words"])} if piece["type"] in kinds and piece.get("look") != "code" else piece
        for piece in pieces
    ]


def _broken(words: str) -> str:
    def parted(match: re.Match[str]) -> str:
        run = match[0]
        return _BREAK.join(run[at : at + UNBROKEN] for at in range(0, len(run), UNBROKEN))

    return _RUN.sub(parted, words)


def _letters(data: dict[str, Any]) -> str:
    """The characters beyond ASCII in it, each once, but for those that show nothing."""
    every = set(msgspec.json.encode(data).decode())
    shown = (sign for sign in every if ord(sign) > 126 and sign != _BREAK and (sign.isprintable() or category(sign) == "Co"))
    return "".join(sorted(shown))
