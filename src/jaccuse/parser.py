"""The command line's grammar: commands, options, help with examples first, and "did you mean" for what is mistyped.

Plain argparse, as a measurement chose: `--help` takes about 0.05 s with it and 0.2 to 0.3 s with the libraries on top of it.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

STATUSES = """\
exit status:
  0    every source was read (also where no claim was found in it)
  1    some source could not be read; the others were
  2    the command line was wrong
  130  interrupted
  141  the program that read the output went away"""


class UsageError(Exception):
    """The command line is wrong; carries the sentence and what would help."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Parser(argparse.ArgumentParser):
    """One command's parser: examples stand first in its help, and errors are raised, not printed."""

    def __init__(self, prog: str, summary: str, examples: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=summary,
            epilog=epilog,
            allow_abbrev=False,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.examples = examples
        self.add_argument("-h", "--help", action="help", help="show this help and exit")

    def format_help(self) -> str:
        """Examples, then usage, then everything else."""
        indented = "\n".join(f"  {line}" for line in self.examples.splitlines())
        return f"examples:\n{indented}\n\n{super().format_help()}"

    def print_help(self, file: Any = None) -> None:
        """Print the help without anything that depends on the terminal's colours."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """Raise instead of leaving."""
        raise UsageError(message, f"see `{self.prog} --help`")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse; options may stand among the sources. Raises UsageError, with the nearest option for an unknown one."""
        found, rest = self.parse_known_intermixed_args(list(words))
        if rest:
            known = [option for action in self._actions for option in action.option_strings]
            name = rest[0].partition("=")[0]
            raise UsageError(f"unknown argument {rest[0]!r}", did_you_mean(name, known) or f"see `{self.prog} --help`")
        return found


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """`did you mean X?`, or None where nothing is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else None


def choice(known: Sequence[str]) -> Callable[[str], str]:
    """An argument type that takes one of `known` and proposes the nearest for anything else."""

    def check(word: str) -> str:
        if word in known:
            return word
        hint = did_you_mean(word.lower(), known)
        raise argparse.ArgumentTypeError(f"{word!r} is none of {', '.join(known)}" + (f"; {hint}" if hint else ""))

    return check


def top() -> Parser:
    """The parser of `jaccuse` itself."""
    from .commands import COMMANDS

    width = max(len(name) for name in COMMANDS)
    lines = "\n".join(f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items())
    parser = Parser(
        "jaccuse",
        "Reads public accusations of cyber operations: who accuses whom of what, how sure, and in which words.\n"
        "Everything runs on this machine; what it prints are claims, never verdicts.",
        "jaccuse read article.html\njaccuse read --explain statement.pdf\n"
        "jaccuse read items.jsonl --format jsonl > claims.jsonl",
        f"commands:\n{lines}\n\nhelp on one command: `jaccuse read --help`\n\n{STATUSES}",
    )
    parser.usage = "jaccuse [-h] [--version] COMMAND …"
    parser.add_argument("--version", action="store_true", help="show the version and exit")
    return parser
