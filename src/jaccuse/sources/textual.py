"""Plain text: the decoded bytes as they are, with the date that a first line gives."""

from __future__ import annotations

from ..document import Document
from .decode import checked, decode
from .headline import date_of_address, date_of_head
from .raw import Options, Raw


def read_text(raw: Raw, options: Options) -> Document:
    """A document of plain text; its map is the identity (a byte order mark is no character of the text).

    Raises:
        SourceEmpty, SourceBroken, SourceTooLarge: see `decode.checked`.
    """
    text, said = decode(raw.data, raw.name, raw.charset)
    text, cleaned = checked(text, raw.name, options.limits)
    return Document(
        text=text,
        sha256=raw.sha256,
        language=options.language,
        published=options.published or date_of_head(text) or date_of_address(raw.url),
        publisher=options.publisher,
        url=raw.url,
        source=raw.name,
        notes=(*raw.notes, *said, *cleaned),
    )
