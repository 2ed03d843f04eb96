"""The command line's grammar: commands, options, help with examples first, and "did you mean" for what is mistyped.

Plain argparse, as a measurement chose: `--help` takes about 0.05 s with it and 0.2 to 0.3 s with the libraries on top of it.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

FORMATS = ("table", "json", "jsonl", "markdown")
READ_EXAMPLES = """\
jaccuse read article.html
jaccuse read statement.pdf --published 2021-07-19 --publisher "White House"
jaccuse read --explain article.txt
curl -s https://example.org/news | jaccuse read - --format json
jaccuse read items.jsonl.gz --format jsonl > claims.jsonl"""
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
    lines = "\n".join(f"  {name:<10} {COMMANDS[name][0]}" for name in COMMANDS)
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


def read_parser() -> Parser:
    """The parser of `jaccuse read`."""
    parser = Parser("jaccuse read", COMMANDS["read"][0], READ_EXAMPLES, STATUSES)
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file, `-` for standard input, or an http(s) URL: plain text, HTML, PDF, or JSON Lines of items "
        "(title, text, published, language, url, publisher), each also as .gz; PDF needs the extra jaccuse[pdf]",
    )
    parser.add_argument("--language", metavar="CODE", help="language of the text, such as fr or en (otherwise found out)")
    parser.add_argument("--published", metavar="DATE", help="date of publication: 2021, 2021-07 or 2021-07-19")
    parser.add_argument("--publisher", metavar="NAME", help="who published the document")
    parser.add_argument(
        "--format",
        type=choice(FORMATS),
        metavar="|".join(FORMATS),
        help="table: for people (the default on a terminal); json: one object for one document, an array for several "
        "(the default when piped); jsonl: one object a line, as they are read; markdown: the table as a file",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show for each value the rule that read it and the words it matched, and why a field was left empty "
        "(table and markdown; json always carries rules, evidence and reasons)",
    )
    return parser


def schema_parser() -> Parser:
    """The parser of `jaccuse schema`."""
    return Parser("jaccuse schema", COMMANDS["schema"][0], "jaccuse schema > schema.json")


def languages_parser() -> Parser:
    """The parser of `jaccuse languages`."""
    parser = Parser("jaccuse languages", COMMANDS["languages"][0], "jaccuse languages\njaccuse languages --format json")
    known = ("table", "json")
    parser.add_argument(
        "--format",
        type=choice(known),
        metavar="|".join(known),
        help="table (the default on a terminal) or json (the default when piped)",
    )
    return parser


COMMANDS: dict[str, tuple[str, Callable[[], Parser]]] = {
    "read": ("Read documents and print the claims in them.", read_parser),
    "languages": ("List the languages that are read, and what each can and cannot read.", languages_parser),
    "schema": ("Print the JSON Schema of what `jaccuse read --format json` prints.", schema_parser),
}
