"""The filters that the lists of the ledger share, as options."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ..parser import Parser

if TYPE_CHECKING:
    import argparse

    from ..ledger.filters import Filter

_WORDS = (
    (
        "--accuser",
        "CODE",
        "accused somebody in it: US, US/doj, EU, org:mandiant; a state finds its organs; US,GB: any of them",
    ),
    ("--accused", "CODE", "is accused in it: CN, CN/mss, group:apt28; likewise"),
    ("--group", "NAME", "a threat group that stands in it, in whatever role: apt28"),
    ("--activity", "CODE", "espionage, ransomware, wiper … (the codebook's codes)"),
    ("--kind", "KIND", "attribution, measure, reply or support"),
    ("--what", "CODE", "which act, measure, reply or support: charge, sanctions, denial, condemn …"),
    ("--status", "CODE", "stated, suspected, hearsay, declined, withdrawn; adopted, requested, threatened, absent, lifted"),
    (
        "--since",
        "DATE",
        "not before 2021, 2021-07 or 2021-07-19 (date of the claim; of documents, of publication)",
    ),
    ("--until", "DATE", "not after"),
    ("--language", "CODE", "language of the document: en, fr"),
    ("--publisher", "NAME", "publisher of the document, as it is written"),
    ("--reviewed", "HOW", "yes, no, accepted, corrected, partly or rejected"),
)
_OF_DOCUMENTS = ("--since", "--until", "--language", "--publisher")


def filter_options(parser: Parser, *, of_documents: bool = False) -> None:
    """The filters; of_documents: only those that need no claim."""
    for option, value, meaning in _WORDS:
        if not of_documents or option in _OF_DOCUMENTS:
            parser.add_argument(option, metavar=value, help=meaning)
    if not of_documents:
        parser.add_argument(
            "--standing",
            metavar="HOW",
            default="counts",
            help="counts (as a rule), rejected (by a person) or superseded (a later reading of the document lacks it)",
        )


def page_options(parser: Parser, noun: str) -> None:
    """How much is shown, from where on, and whether it is counted exactly."""
    parser.add_argument("--limit", type=_positive, default=50, metavar="N", help=f"how many {noun} to show (50)")
    parser.add_argument("--after", metavar="ID", help="go on behind this one; the line below a list names it")
    parser.add_argument("--count", action="store_true", help="count exactly, also where that takes long")


def asked(options: argparse.Namespace) -> Filter:
    """The filter that the options are. Raises BadRequest for a value that cannot be."""
    from ..ledger.filters import Filter

    names = [option.removeprefix("--") for option, _, _ in _WORDS] + ["standing"]
    given = {name: value for name in names if (value := getattr(options, name, None)) is not None}
    return Filter(**given)


def activities() -> tuple[str, ...]:
    """The codes of activities."""
    from ..claim import Activity

    return get_args(Activity)


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError(word)
    return number


_positive.__name__ = "number"
