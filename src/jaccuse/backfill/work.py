"""One unit to what is kept of it: the same function in a worker of this machine and on a node of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ..document import Document
from ..errors import JaccuseError, LanguageNotSupported, SourceEmpty
from ..sources.raw import Options, Raw
from .units import Unit

#: What becomes of documents: all of them are kept, or those with claims; as rows for a ledger, or as the public JSON.
Keep = Literal["all", "claims"]
Form = Literal["rows", "json"]


@dataclass(frozen=True, slots=True)
class Job:
    """What a run does with each document.

    options: what the caller knows of the documents, and the limits of sources; engine: the id under which rows are kept.
    """

    keep: Keep = "all"
    form: Form = "rows"
    options: Options = field(default_factory=Options)
    engine: str = ""


class Fault(NamedTuple):
    """A document, or a place of a file, that could not be read. kind: the reason in a word; tries: how often it was tried."""

    where: str
    kind: str
    message: str
    tries: int = 1


@dataclass(slots=True)
class Outcome:
    """What came of one unit. kept: `Prepared` rows or readings as JSON; passed: why documents were passed over, counted."""

    read: int = 0
    claims: int = 0
    with_claims: int = 0
    kept: list[Any] = field(default_factory=list)
    passed: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


#: Called before each document with its number in the unit, from 0.
Begin = Callable[[int], None]


def outcome(unit: Unit, job: Job, begin: Begin | None = None, avoid: Collection[int] = ()) -> Outcome:
    """Read everything in a unit.

    begin: told before each document is made and read; avoid: numbers of documents that are not to be read; with -1 among them
    the unit is given up at the first of these, as even making it does harm.
    """
    made = Outcome()
    given = _documents(unit, unit.options or job.options)
    number = 0
    while not (number in avoid and (-1 in avoid or unit.what is not None)):
        if begin is not None:
            begin(number)
        where = unit.name
        try:
            document = next(given, None)
            if document is None:
                break
            if isinstance(document, JaccuseError):
                raise document
            where = document.source or where
            if number not in avoid:
                _read(made, document, job)
        except JaccuseError as error:
            _not_read(made, error, where)
        except MemoryError:
            raise
        except Exception as error:
            message = f"a fault of jaccuse, please report it: {type(error).__name__}: {error}"
            made.faults.append(Fault(where, "fault", message))
        number += 1
    return made


def _documents(unit: Unit, options: Options) -> Iterator[Document | JaccuseError]:
    """The documents of a unit; may raise in place of one."""
    if isinstance(unit.what, JaccuseError):
        yield unit.what
    elif isinstance(unit.what, bytes):
        from ..sources.items import document_of_line

        yield document_of_line(unit.what, unit.name, options)
    elif isinstance(unit.what, Raw):
        from ..sources import documents_of

        yield from documents_of(unit.what, options)
    else:
        from ..sources import load

        yield from load(
            unit.name,
            language=options.language,
            published=options.published,
            publisher=options.publisher,
            limits=options.limits,
        )


def _read(made: Outcome, document: Document, job: Job) -> None:
    from ..engine.read import read

    reading = read(document)
    claims = len(reading.claims)
    made.read += 1
    made.claims += claims
    made.with_claims += claims > 0
    if not claims and job.keep == "claims":
        return
    if job.form == "json":
        made.kept.append(reading.to_json())
        return
    from ..ledger.append import prepared

    made.kept.append(prepared(reading, job.engine, ""))


def _not_read(made: Outcome, error: JaccuseError, name: str) -> None:
    """Pass over what is no fault of the document: another language, no text. All else is told one by one."""
    if isinstance(error, LanguageNotSupported):
        why = error.message.partition(" is not supported")[0]
        made.passed[f"{why} is not read"] = made.passed.get(f"{why} is not read", 0) + 1
    elif isinstance(error, SourceEmpty):
        made.passed["no text"] = made.passed.get("no text", 0) + 1
    else:
        made.faults.append(Fault(error.source or name, type(error).__name__, error.message))
