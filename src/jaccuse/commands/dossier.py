"""`jaccuse dossier`: the case of an incident as a document for people, with its quotations, sources and method."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..console import READ, say
from ..parser import Parser, UsageError, choice
from . import COMMANDS
from .output import settled
from .store import ledger_option, open_ledger

if TYPE_CHECKING:
    import argparse

    from ..exports.dossier.shape import Dossier

FORMATS = ("markdown", "html", "pdf")
LANGUAGES = ("en", "fr")
#: The format that the ending of `--output` means.
_ENDINGS = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf"}
EXAMPLES = """\
jaccuse dossier io4k2mz7 --output case.pdf
jaccuse dossier io4k2mz7 --language fr --output affaire.html
jaccuse dossier io4k2mz7 --format markdown | less"""


def dossier_parser() -> Parser:
    """The parser of `jaccuse dossier`."""
    parser = Parser("jaccuse dossier", COMMANDS["dossier"].summary, EXAMPLES)
    parser.add_argument(
        "id",
        metavar="INCIDENT",
        help="an incident's id (or an older one of it), or that of an operation or claim in it; may be shortened",
    )
    parser.add_argument(
        "--format",
        type=choice(FORMATS),
        metavar="|".join(FORMATS),
        help="otherwise what the name of the output ends with, otherwise markdown; pdf needs the extra jaccuse[dossier]",
    )
    parser.add_argument(
        "--language", type=choice(LANGUAGES), default="en", metavar="|".join(LANGUAGES), help="of its sentences (en)"
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="write this file, whole or not at all; otherwise stdout. With Markdown, the timeline is written beside it as SVG",
    )
    ledger_option(parser)
    return parser


def dossier(options: argparse.Namespace) -> int:
    """Write the dossier."""
    path = Path(options.output) if options.output and options.output != "-" else None
    form = options.format or (_ENDINGS.get(path.suffix.lower()) if path else None) or "markdown"
    if form == "pdf" and path is None and sys.stdout.isatty():
        raise UsageError("a PDF is not for a terminal", "add --output case.pdf")
    from ..exports.dossier.compose import compose
    from ..exports.dossier.matter import gather
    from ..ledger.proofs import checkpoint

    with open_ledger(options) as ledger:
        settled(ledger)
        note = checkpoint(ledger)
        with ledger.reading() as connection:
            matter = gather(connection, options.id, note)
    made = compose(matter, options.language)
    _write(made, form, path)
    if path:
        say(f"{path}: {len(matter.claims):,} claims, {len(made.notes):,} notes")
    return READ


def _write(made: Dossier, form: str, path: Path | None) -> None:
    from ..exports.whole import whole

    if form == "pdf":
        from ..exports.dossier.pdf import pdf

        data, missing = pdf(made)
        if missing:
            shown = ", ".join(f"U+{ord(sign):04X}" for sign in missing)
            say(f"note: no font shows {shown}; for Chinese, Japanese and Korean: pip install 'jaccuse[dossier-cjk]'")
    elif form == "html":
        from ..exports.dossier.html import html

        data = html(made).encode("utf-8", "backslashreplace")
    else:
        from ..exports.dossier.markdown import markdown

        data = markdown(made, _picture(made, path)).encode("utf-8", "backslashreplace")
    with whole(path) as out:
        out.write(data)


def _picture(made: Dossier, path: Path | None) -> str | None:
    """Write the timeline beside the Markdown; its name."""
    from ..exports.dossier.picture import svg
    from ..exports.dossier.shape import Timeline
    from ..exports.whole import whole

    drawn = next((block for block in made.blocks if isinstance(block, Timeline)), None)
    if drawn is None or path is None:
        return None
    beside = path.with_name(f"{path.stem}.timeline.svg")
    with whole(beside) as out:
        out.write(svg(drawn).encode("utf-8", "backslashreplace"))
    return beside.name
