"""Everything jaccuse raises on purpose.

    JaccuseError                 base: str(error) is the sentence shown to a person
    ├── SourceError              a source could not be turned into a document
    │   ├── SourceNotFound       no such file, or it may not be read
    │   ├── SourceTooLarge       over a named limit
    │   ├── SourceBroken         damaged or not of a format that is read (binary, broken PDF, JSON line)
    │   ├── SourceEmpty          no text in it
    │   ├── FetchError           an http(s) source was refused, too slow or unreachable
    │   └── ForbiddenAddress     a URL that leads into a private network or is no http(s) URL
    ├── LanguageNotSupported     the language is known but there is no lexicon for it
    ├── BadDate                  a publication date that is none
    ├── DataError                a shipped data file (lexicon, frame, knowledge) is wrong: names file and key
    ├── MissingExtra             an optional dependency that this needs is not installed
    ├── ProofWrong               a proof, a checkpoint or a key that does not hold, or is none
    ├── BundleWrong              a bundle to import that is broken, or that jaccuse did not make
    └── LedgerError              a ledger could not be opened, read or written; it is as it was before
        ├── LedgerNotFound       no such ledger, folder or database
        ├── NotALedger           the file or database is something else
        ├── LedgerNewer          made by a newer jaccuse
        ├── LedgerDamaged        what is stored cannot be right
        ├── LedgerDenied         no permission to read or write it
        ├── LedgerUnreachable    the database server does not answer, or not to us
        ├── LedgerBusy           others have been writing for too long
        ├── LedgerFull           no space left to write
        ├── UnknownId            nothing in the ledger has that id
        ├── BadRequest           what is asked of a ledger cannot be answered: a filter's value, an empty search
        ├── NothingToExport      nothing in the ledger fits what is to go out
        └── ReviewRefused        a decision cannot be kept: its target does not stand, or the value is not allowed

Each error names the source (file, URL or line), what is wrong there and what would help.
"""

from __future__ import annotations


class JaccuseError(Exception):
    """Base of all errors meant for a person.

    Args:
        message: what is wrong, in one sentence.
        source: the file, URL or item it is about.
        remedy: what the person can do.
    """

    def __init__(self, message: str, *, source: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.remedy = remedy

    def __str__(self) -> str:
        head = f"{self.source}: {self.message}" if self.source else self.message
        return f"{head} ({self.remedy})" if self.remedy else head


class SourceError(JaccuseError):
    """A source could not be turned into a document."""


class SourceNotFound(SourceError):
    """No such file, or it may not be read."""


class SourceTooLarge(SourceError):
    """The source is over a named limit."""


class SourceBroken(SourceError):
    """The source is damaged or not of a format that is read."""


class SourceEmpty(SourceError):
    """The source holds no text."""


class FetchError(SourceError):
    """An http(s) source was refused, too slow or unreachable."""


class ForbiddenAddress(SourceError):
    """A URL that leads into a private network, or is no http(s) URL."""


class LanguageNotSupported(JaccuseError):
    """The language is known but there is no lexicon for it."""


class BadDate(JaccuseError):
    """A publication date that is none."""


class DataError(JaccuseError):
    """A shipped data file is wrong; the message names the file and the key."""


class MissingExtra(JaccuseError):
    """An optional dependency that this needs is not installed."""


class ProofWrong(JaccuseError):
    """A proof, a checkpoint or a key that does not hold, or is none."""


class BundleWrong(JaccuseError):
    """A bundle to import is broken, or is none that jaccuse made."""


class LedgerError(JaccuseError):
    """A ledger could not be opened, read or written; it is as it was before."""


class LedgerNotFound(LedgerError):
    """No such ledger, folder or database."""


class NotALedger(LedgerError):
    """The file or database is something else."""


class LedgerNewer(LedgerError):
    """The ledger was made by a newer jaccuse."""


class LedgerDamaged(LedgerError):
    """What is stored cannot be right."""


class LedgerDenied(LedgerError):
    """No permission to read or write the ledger."""


class LedgerUnreachable(LedgerError):
    """The database server does not answer, or not to us."""


class LedgerBusy(LedgerError):
    """Others have been writing for too long."""


class LedgerFull(LedgerError):
    """No space left to write."""


class UnknownId(LedgerError):
    """Nothing in the ledger has that id."""


class BadRequest(LedgerError):
    """What is asked of a ledger cannot be answered: a filter has a value that it cannot have, or a search has no words."""


class NothingToExport(LedgerError):
    """Nothing in the ledger fits what is to go out."""


class ReviewRefused(LedgerError):
    """A decision cannot be kept: its target does not stand, or the value is none that the codebook allows."""
