"""Bytes to text: byte order marks, UTF-8, what was declared, then a guess that is said aloud. Nothing is normalised."""

from __future__ import annotations

import codecs
import re

from ..errors import SourceBroken, SourceEmpty, SourceTooLarge
from .limits import Limits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters and marks of Western European texts; bytes that give only these in Windows-1252 are taken for it.
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝŸ«»‹›“”„‘’–—…•·€£§©®°º\xa0\xad¿¡²³½¼¾´`")
_CANDIDATES = [
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u", "iso8859_2",
    "iso8859_5", "iso8859_7", "iso8859_9", "mac_roman", "cp850", "cp866", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_SAMPLE = 200_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_VISIBLE = re.compile("[^\\s\x00-\x1f\ufeff\u200b-\u200f\u2060\xad]")
_NON_ASCII = re.compile("[^\x00-\x7f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STRAYS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_SAVE_AS_TEXT = "give it as UTF-8 text, HTML or PDF"


def decode(data: bytes, source: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes without a byte order mark, and notes on what had to be guessed.

    Tried in this order: byte order mark, UTF-8, UTF-16 by its zero bytes, the declared charset, UTF-8 with stray bytes of
    Windows-1252 among it, Windows-1252, and at last a statistical guess.

    Raises:
        SourceBroken: the bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, source)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first = error.start
    zeros = data.count(0)
    if zeros:
        return _sixteen(data, zeros, source)
    if declared and (text := _as_declared(data, declared)) is not None:
        return text, ()
    if (mixed := _mixed(data)) is not None:
        text, strays = mixed
        note = f"mixed encodings: UTF-8 with {strays} stray byte{'s' * (strays > 1)} from byte {first}, read as Windows-1252"
        return text, (note,)
    return _guessed(data, source)


def checked(text: str, source: str, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The text as it may become a document's, and notes: lone surrogates, which no UTF-8 can hold, become U+FFFD one for one.

    Raises:
        SourceEmpty: nothing but blanks and invisible characters.
        SourceTooLarge: more characters than the limit.
        SourceBroken: more control characters than a text has.
    """
    if len(text) > limits.text_chars:
        raise SourceTooLarge(
            f"{len(text):,} characters, more than the limit of {limits.text_chars:,} (text_chars)", source=source
        )
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise SourceBroken("binary data, not text", source=source, remedy=_SAVE_AS_TEXT)
    if not _VISIBLE.search(text):
        raise SourceEmpty("there is no text in it", source=source)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text), ("lone surrogates were replaced by U+FFFD",)
    return text, ()


def _marked(data: bytes, encoding: str, source: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if bad * 20 > len(text):
        raise SourceBroken(f"marked as {encoding} but it is not", source=source, remedy=_SAVE_AS_TEXT)
    return text, (f"{bad} places were no valid {encoding} and read as U+FFFD",)


def _sixteen(data: bytes, zeros: int, source: str) -> tuple[str, tuple[str, ...]]:
    # Zero bytes in (nearly) every second place: UTF-16 of a mostly Latin text without its mark.
    for encoding, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if high.count(0) * 10 > len(high) * 3 and high.count(0) > zeros * 0.9:
            try:
                return data.decode(encoding), (f"encoding guessed: {encoding}",)
            except UnicodeDecodeError:
                continue
    raise SourceBroken("binary data, not text", source=source, remedy=_SAVE_AS_TEXT)


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
        # As browsers do: what calls itself Latin-1 or ASCII is Windows-1252.
        text = data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if isinstance(text, str) else None


def _mixed(data: bytes) -> tuple[str, int] | None:
    """UTF-8 with single bytes of Windows-1252 in it, if at least as many characters are good UTF-8 as bytes are not."""
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_SURROGATE.findall(text))
    good = sum(map(len, _NON_ASCII.findall(text))) - strays
    return (text.translate(_STRAYS), strays) if good >= strays else None


def _guessed(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode("cp1252", "replace")
    high = [character for character in text[:_SAMPLE] if character > "\x7f"]
    if sum(character in _WESTERN for character in high) >= 0.98 * len(high):
        return text, ("encoding guessed: Windows-1252",)
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None:
        raise SourceBroken("binary data, or text in an encoding that is not known", source=source, remedy=_SAVE_AS_TEXT)
    return data.decode(best.encoding, "replace"), (f"encoding guessed: {best.encoding}",)
