"""The command line: one short function a command. Data goes to stdout, everything else to stderr.

Nothing heavy is imported before a command needs it, so that help and errors come at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from . import __version__
from .errors import BadDate, JaccuseError
from .parser import COMMANDS, UsageError, did_you_mean, top

if TYPE_CHECKING:
    import argparse

    from .claim import Reading
    from .document import Document
    from .render.stream import Look

READ, FAILED, WRONG_USAGE, INTERRUPTED, READER_GONE = 0, 1, 2, 130, 141


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; never a traceback."""
    try:
        status = _dispatch(list(sys.argv[1:] if words is None else words))
        sys.stdout.flush()
        return status
    except UsageError as error:
        return _fail(error.message, error.remedy, WRONG_USAGE)
    except JaccuseError as error:
        return _fail(*_parts(error), FAILED)
    except KeyboardInterrupt:
        return _fail("interrupted", None, INTERRUPTED)
    except BrokenPipeError:
        # What is still buffered must not be written at exit, to a pipe that nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def _dispatch(words: list[str]) -> int:
    if words and words[0] in COMMANDS:
        return _RUN[words[0]](COMMANDS[words[0]][1]().read(words[1:]))
    parser = top()
    if not words:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    if words[0].startswith("-") and words[0] != "-":
        if parser.read(words[:1]).version:
            print(f"jaccuse {__version__}")
        return READ
    source = words[0] == "-" or "://" in words[0] or os.path.exists(words[0])
    hint = f"did you mean `jaccuse read {words[0]}`?" if source else did_you_mean(words[0], list(COMMANDS))
    raise UsageError(f"unknown command {words[0]!r}", hint or f"commands: {', '.join(COMMANDS)}")


def _read(options: argparse.Namespace) -> int:
    """`jaccuse read`: read each source, print its claims; what fails is told and the rest still read."""
    from .progress import Progress
    from .render.stream import writer

    _check(options)
    look = _look()
    form = options.format or ("table" if look.terminal else "json")
    out = writer(form, sys.stdout.buffer, look, explain=options.explain)
    progress = Progress()
    with progress:
        for item in _items(options):
            result = item if isinstance(item, JaccuseError) else _reading(item)
            if not gc.isenabled():
                gc.freeze()
                gc.enable()
            if isinstance(result, JaccuseError):
                progress.failed()
                _fail(*_parts(result), FAILED)
                continue
            progress.read(len(result.claims))
            out.add(result)
        out.close(single=len(options.sources) == 1 and progress.items <= 1)
    if progress.items > 1:
        _say(progress.summary())
    if look.terminal and sys.stderr.isatty() and form == "table" and not options.explain and progress.claims:
        _say("next: add --explain for the rule behind each value, or --format json for all of it")
    return FAILED if progress.failures else READ


def _look() -> Look:
    from .render.stream import Look

    terminal = sys.stdout.isatty()
    return Look(
        terminal=terminal,
        styled=terminal and os.environ.get("TERM") != "dumb",
        colour=not os.environ.get("NO_COLOR"),
        encoding=(sys.stdout.encoding if terminal else None) or "utf-8",
    )


def _items(options: argparse.Namespace) -> Iterator[Document | JaccuseError]:
    from .sources import load

    for source in options.sources:
        if source == "-" and sys.stdin.isatty():
            _say("reading from the keyboard; end with Ctrl-D on a line of its own")
        try:
            yield from load(source, language=options.language, published=options.published, publisher=options.publisher)
        except BrokenPipeError:
            raise
        except Exception as error:
            yield _fault(error, source)


def _check(options: argparse.Namespace) -> None:
    """Refuse a date that is none and a language that is not read, once and before anything is read."""
    if options.published is not None:
        from .sources import normalise_date

        try:
            options.published = normalise_date(options.published)
        except BadDate as error:
            raise UsageError(f"--published: {error.message}", error.remedy or "see `jaccuse read --help`") from error
    if options.language is not None:
        from .engine.words import languages

        if options.language.replace("_", "-").partition("-")[0].lower() not in languages():
            known = ", ".join(languages())
            raise UsageError(f"--language: {options.language!r} is not supported", f"supported: {known}")


def _reading(document: Document) -> Reading | JaccuseError:
    """Read one document; whatever goes wrong is an error of that document only."""
    from . import read

    name = document.source or document.url
    for note in document.notes:
        _say(f"note: {name}: {note}" if name else f"note: {note}")
    try:
        return read(document)
    except JaccuseError as error:
        error.source = error.source or name
        return error
    except Exception as error:
        return _fault(error, name)


def _fault(error: Exception, name: str | None) -> JaccuseError:
    """An error that nobody foresaw, in the form of one that somebody did."""
    if os.environ.get("JACCUSE_DEBUG"):
        raise error
    remedy = "a fault of jaccuse: please report it with the document; JACCUSE_DEBUG=1 shows where it is"
    return JaccuseError(f"could not be read: {type(error).__name__}: {error}", source=name, remedy=remedy)


def _schema(options: argparse.Namespace) -> int:
    """`jaccuse schema`: the JSON Schema of a reading."""
    import json

    from .claim import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return READ


def _languages(options: argparse.Namespace) -> int:
    """`jaccuse languages`: what each language can and cannot read."""
    import json

    from .languages import abilities, listing

    found = abilities()
    form = options.format or ("table" if sys.stdout.isatty() else "json")
    print(json.dumps(found, indent=2, ensure_ascii=False) if form == "json" else listing(found), end="\n")
    return READ


def _parts(error: JaccuseError) -> tuple[str, str | None]:
    return (f"{error.source}: {error.message}" if error.source else error.message), error.remedy


def _fail(message: str, remedy: str | None, status: int) -> int:
    _say(f"error: {message}" if status != INTERRUPTED else message)
    if remedy:
        _say(f"  {remedy}", name="")
    return status


def _say(words: str, name: str = "jaccuse: ") -> None:
    """A line for the person, on stderr; what a document or a file name smuggles in is shown, not obeyed."""
    from .render.safe import visible

    print(name + visible(words.replace("\n", " ")), file=sys.stderr)


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {"read": _read, "languages": _languages, "schema": _schema}


def run() -> None:
    """The entry point of the `jaccuse` script."""
    gc.disable()  # until the first document is read: what is loaded for it stays, and is a tenth faster so
    sys.exit(main())
