"""`jaccuse schema` and `jaccuse languages`: what jaccuse prints, and what it can read."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ..console import READ
from ..parser import Parser, choice
from . import COMMANDS

if TYPE_CHECKING:
    import argparse


def schema_parser() -> Parser:
    """The parser of `jaccuse schema`."""
    return Parser("jaccuse schema", COMMANDS["schema"].summary, "jaccuse schema > schema.json")


def schema(options: argparse.Namespace) -> int:
    """The JSON Schema of a reading."""
    from ..claim import schema as made

    print(json.dumps(made(), indent=2, ensure_ascii=False))
    return READ


def languages_parser() -> Parser:
    """The parser of `jaccuse languages`."""
    examples = "jaccuse languages\njaccuse languages --format json"
    parser = Parser("jaccuse languages", COMMANDS["languages"].summary, examples)
    known = ("table", "json")
    parser.add_argument(
        "--format",
        type=choice(known),
        metavar="|".join(known),
        help="table (the default on a terminal) or json (the default when piped)",
    )
    return parser


def languages(options: argparse.Namespace) -> int:
    """What each language can and cannot read."""
    from ..languages import abilities, listing

    found = abilities()
    form = options.format or ("table" if sys.stdout.isatty() else "json")
    print(json.dumps(found, indent=2, ensure_ascii=False) if form == "json" else listing(found), end="\n")
    return READ
