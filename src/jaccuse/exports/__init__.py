"""Exports: what the ledger holds, in the forms that other tools read. They read views only, and write whole files or none.

A format is one module (or package) here with a function

    write(connection: Connection, request: Request, out: BinaryIO) -> Outcome

which writes everything the request asks for, streamed, and says how much it was and what the format could not hold. It raises
`NothingToExport` before it writes where nothing fits. Adding a format is adding its module and its line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .request import Outcome


class Format(NamedTuple):
    """One format: its name on the command line, the module that writes it, what it is, and which options it has beside filters.

    options: of `tlp`, `statement`, `text` (see `Request`).
    """

    name: str
    module: str
    summary: str
    options: tuple[str, ...] = ()

    def write(self, *given: Any) -> Outcome:
        """Write it; see the module's docstring for what is given."""
        made: Callable[..., Outcome] = import_module(f".{self.module}", __name__).write
        return made(*given)


_ALL: tuple[Format, ...] = (
    Format("stix", "stix", "a STIX 2.1 bundle", ("tlp", "statement", "text")),
    Format("misp", "misp", "MISP events, one for each document; needs the extra jaccuse[misp]", ("tlp", "statement")),
    Format("atom", "feed.as_atom", "Atom feed of the newest attributions"),
    Format("jsonfeed", "feed.as_json", "the same as JSON Feed 1.1"),
    Format("eurepoc", "research.eurepoc", "CSV, one row an attribution, in the variables of EuRepoC"),
    Format("cfr", "research.cfr", "CSV, one row an incident, in the categories of the CFR tracker"),
    Format("parquet", "research.flat", "Parquet, one row a claim; needs the extra jaccuse[tables]"),
    Format(
        "research", "research.package", "zip of all these as CSV with sources, citations and a data dictionary (Frictionless)"
    ),
)

#: By name, in the order in which help lists them.
FORMATS: dict[str, Format] = {one.name: one for one in _ALL}
