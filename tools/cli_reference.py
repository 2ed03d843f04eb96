"""Writes docs/reference/cli.md out of the parsers, so that the page says what the program does.

python tools/cli_reference.py            write it
python tools/cli_reference.py --check    exit with 1 where it differs
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jaccuse.commands import COMMANDS
from jaccuse.parser import STATUSES, Parser, top

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "cli.md"
HEAD = """\
# The command line

<!-- Written by tools/cli_reference.py from the parsers; a test keeps both equal. Do not edit. -->

Data goes to stdout, messages and progress to stderr. A word that is mistyped is answered with the nearest that exists.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, *(_section(parser) for parser in (top(), *(command.parser() for command in COMMANDS.values())))]
    _, _, statuses = STATUSES.partition("\n")
    rows = [line.split(None, 1) for line in statuses.splitlines()]
    table = "\n".join(["| status | meaning |", "|---|---|", *(f"| {number} | {words} |" for number, words in rows)])
    parts.append(f"## Exit status\n\n{table}\n\nMore in [exit statuses](exit-codes.md).\n")
    return "\n".join(parts)


def _section(parser: Parser) -> str:
    lines = [f"## `{parser.prog}`", "", parser.description or "", "", "```sh", parser.examples, "```", ""]
    lines += ["| argument | meaning |", "|---|---|"]
    lines += [f"| {_name(action)} | {_cell(action.help or '')} |" for action in parser._actions]
    if parser.prog == "jaccuse":
        lines += [f"| `{name}` | {command.summary} See [below](#jaccuse-{name}). |" for name, command in COMMANDS.items()]
    return "\n".join(lines) + "\n"


def _name(action: argparse.Action) -> str:
    value = str(action.metavar) if action.metavar and action.nargs != 0 else ""
    if not action.option_strings:
        return _cell(f"`{value}`…")
    return _cell(", ".join(f"`{option} {value}`" if value else f"`{option}`" for option in action.option_strings))


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def main() -> int:
    """Write or check. Returns the exit status."""
    if "--check" in sys.argv[1:]:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
