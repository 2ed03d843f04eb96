"""The commands, a small module for each group of them; none is imported before it is used.

A command `add` of the module `commands/add.py` is two functions there: `add_parser() -> Parser` and `add(options) -> int`,
which returns the exit status. A name with a dash is written with an underscore; `import_` runs `import`.
"""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ..parser import Parser


class Command(NamedTuple):
    """One command: its name, the module of this package that holds it, and what it does in one sentence."""

    name: str
    module: str
    summary: str

    def parser(self) -> Parser:
        """The parser of its options."""
        made: Parser = self._get("_parser")()
        return made

    def run(self, options: argparse.Namespace) -> int:
        """Run it; the exit status."""
        status: int = self._get()(options)
        return status

    def _get(self, ending: str = "") -> Callable[..., Any]:
        name = self.name.replace("-", "_") + ending
        name += "_" * iskeyword(name)
        found: Callable[..., Any] = getattr(import_module(f".{self.module}", __name__), name)
        return found


_ALL = (
    Command("read", "read", "Read documents and print the claims in them."),
    Command("add", "add", "Read documents and keep what they say in a ledger."),
    Command(
        "backfill", "backfill", "Read whole collections on all cores and keep what they say; goes on where it was stopped."
    ),
    Command("watch", "watch", "Watch news feeds, read what looks relevant, and tell of new attributions."),
    Command("reread", "reread", "Read again what an older engine has read, or show what that would change."),
    Command("incidents", "cases", "List the incidents of a ledger: operations that documents speak of, merged."),
    Command("incident", "cases", "Show everything that was claimed about one incident, over all documents."),
    Command("claims", "lists", "List the claims of a ledger, by who, whom, what, when and how sure."),
    Command("documents", "lists", "List the documents of a ledger."),
    Command("actors", "actors", "List who stands in the claims of a ledger, or show one actor and its names."),
    Command("search", "lists", "Find the documents of a ledger that hold certain words."),
    Command("review", "decide", "Accept, correct or reject what the machine read; without an id, list what waits."),
    Command("undo", "decide", "Take a decision back; it stays in the history."),
    Command("name", "decide", "Record that two names mean the same actor, or do not, with the source that says so."),
    Command("serve", "serve", "Serve the ledger as pages and an API: to see, search and check."),
    Command("account", "account", "Make and change the accounts and tokens of those who may log in where it is served."),
    Command("dossier", "dossier", "Write the case of an incident for people: sentences, timeline, quotations, sources."),
    Command("export", "export", "Write claims in a form that other tools read, or the whole ledger as tables."),
    Command("import", "bring", "Take claims out of a STIX bundle that jaccuse wrote, into a ledger."),
    Command("duckdb", "duck", "Open a DuckDB session over the ledger's tables, or run SQL on them."),
    Command("history", "past", "Show what was read and decided about a thing: who, when and why."),
    Command("verify", "audit", "Check that nothing in the ledger was altered, removed or inserted."),
    Command("checkpoint", "audit", "Print a checkpoint over the ledger as it is, signed where a key is given."),
    Command("prove", "audit", "Print a proof that something is in the ledger, or that nothing was changed since."),
    Command("key", "audit", "Make a pair of keys for signing checkpoints."),
    Command("backup", "audit", "Copy the ledger, as it is at one moment, into a file or another database."),
    Command(
        "candidates", "merging", "List pairs of operations that may be one and wait for a person, with what speaks for it."
    ),
    Command("merge", "merging", "Record that two operations or incidents are one, are not, or may be."),
    Command("split", "merging", "Record that operations do not belong in an incident."),
    Command("languages", "about", "List the languages that are read, and what each can and cannot read."),
    Command("schema", "about", "Print the JSON Schema of what `jaccuse read --format json` prints."),
)

#: By name, in the order in which help lists them.
COMMANDS: dict[str, Command] = {command.name: command for command in _ALL}
