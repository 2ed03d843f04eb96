"""What `read` and `add` share: their sources, the options on them, and one document read without a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..console import say
from ..errors import BadDate, JaccuseError
from ..parser import Parser, UsageError

if TYPE_CHECKING:
    import argparse

    from ..claim import Reading
    from ..document import Document


def source_options(parser: Parser) -> None:
    """The sources, and what the caller knows better than they do."""
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


def check(options: argparse.Namespace) -> None:
    """Refuse a date that is none and a language that is not read, once and before anything is read."""
    if options.published is not None:
        from ..sources import normalise_date

        try:
            options.published = normalise_date(options.published)
        except BadDate as error:
            raise UsageError(f"--published: {error.message}", error.remedy or "see `jaccuse read --help`") from error
    if options.language is not None:
        from ..engine.words import languages

        if options.language.replace("_", "-").partition("-")[0].lower() not in languages():
            known = ", ".join(languages())
            raise UsageError(f"--language: {options.language!r} is not supported", f"supported: {known}")


def items(options: argparse.Namespace) -> Iterator[Document | JaccuseError]:
    """Every document of every source, an error as a value where there is none."""
    from ..sources import load

    for source in options.sources:
        if source == "-" and sys.stdin.isatty():
            say("reading from the keyboard; end with Ctrl-D on a line of its own")
        try:
            yield from load(source, language=options.language, published=options.published, publisher=options.publisher)
        except BrokenPipeError:
            raise
        except Exception as error:
            yield _fault(error, source)


def reading(document: Document) -> Reading | JaccuseError:
    """Read one document; whatever goes wrong is an error of that document only."""
    from .. import read

    name = document.source or document.url
    for note in document.notes:
        say(f"note: {name}: {note}" if name else f"note: {note}")
    try:
        return read(document)
    except JaccuseError as error:
        error.source = error.source or name
        return error
    except Exception as error:
        return _fault(error, name)
    finally:
        if not gc.isenabled():  # what was loaded for the first document stays
            gc.freeze()
            gc.enable()


def _fault(error: Exception, name: str | None) -> JaccuseError:
    """An error that nobody foresaw, in the form of one that somebody did."""
    if os.environ.get("JACCUSE_DEBUG"):
        raise error
    remedy = "a fault of jaccuse: please report it with the document; JACCUSE_DEBUG=1 shows where it is"
    return JaccuseError(f"could not be read: {type(error).__name__}: {error}", source=name, remedy=remedy)
