"""What `feeds.toml` says. Every complaint names the file and the key."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import DataError, SourceNotFound

FullText = Literal["relevant", "always", "never"]
_TOP = {"contact", "pause", "every", "full_text", "allow_private", "atom", "webhook", "feed"}
_FEED = {"url", "publisher", "language", "kind", "every", "full_text"}
_KINDS = ("feed", "sitemap")
_TEXTS = ("relevant", "always", "never")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. every: minutes between two looks; full_text: of which items the page is fetched."""

    url: str
    publisher: str | None
    language: str | None
    every: float
    full_text: FullText


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where new attributions are posted, and the secret that signs them."""

    url: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Config:
    """The whole file. contact: told to every server; pause: seconds between two requests to one host."""

    feeds: tuple[Feed, ...]
    contact: str
    pause: float
    allow_private: bool
    atom: Path | None
    webhook: Webhook | None


def load_config(path: Path) -> Config:
    """Read the file; relative paths in it are taken from where it stands.

    Raises:
        SourceNotFound: it cannot be read.
        DataError: it is no TOML, or a key is unknown or has a value that it cannot have.
    """
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceNotFound(f"cannot be read: {error.strerror or error}", source=where) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"is no TOML: {error}", source=where) from None
    _known(data, _TOP, where, "")
    contact = _string(data, "contact", where, "")
    if not contact or not contact.isascii() or not contact.isprintable():
        remedy = 'contact = "desk@example.org", or the address of a page about you'
        raise DataError("`contact` is missing: servers are told who asks", source=where, remedy=remedy)
    every, text = _number(data, "every", where, "", 30), _choice(data, "full_text", _TEXTS, where, "") or "relevant"
    given = data.get("feed")
    if not isinstance(given, list) or not given:
        raise DataError("there is no [[feed]] in it", source=where, remedy='write [[feed]] and url = "https://…"')
    feeds = tuple(_feed(one, number, where, every, text) for number, one in enumerate(given, 1))
    if twice := {feed.url for feed in feeds if sum(feed.url == other.url for other in feeds) > 1}:
        raise DataError(f"two feeds have the url {min(twice)}", source=where)
    atom = _table(data, "atom", {"file"}, where)
    return Config(
        feeds=feeds,
        contact=contact,
        pause=_number(data, "pause", where, "", 5, least=0),
        allow_private=_flag(data, "allow_private", where),
        atom=path.parent / (_string(atom, "file", where, "[atom] ") or "attributions.atom.xml") if "atom" in data else None,
        webhook=_webhook(data, where),
    )


def _feed(given: Any, number: int, where: str, every: float, text: str) -> Feed:
    place = f"[[feed]] {number}: "
    if not isinstance(given, dict):
        raise DataError(f"{place}is no table", source=where)
    _known(given, _FEED, where, place)
    url = _string(given, "url", where, place)
    if not url or not url.startswith(("https://", "http://")):
        raise DataError(f"{place}`url` is no http(s) URL", source=where)
    _choice(given, "kind", _KINDS, where, place)
    return Feed(
        url=url,
        publisher=_string(given, "publisher", where, place),
        language=_string(given, "language", where, place),
        every=_number(given, "every", where, place, every),
        full_text=_choice(given, "full_text", _TEXTS, where, place) or text,  # type: ignore[arg-type]
    )


def _webhook(data: dict[str, Any], where: str) -> Webhook | None:
    if "webhook" not in data:
        return None
    table = _table(data, "webhook", {"url", "secret_env"}, where)
    url, name = (_string(table, key, where, "[webhook] ") for key in ("url", "secret_env"))
    if not url or not url.startswith(("https://", "http://")):
        raise DataError("[webhook] `url` is no http(s) URL", source=where)
    secret = os.environ.get(name or "")
    if not name or not secret:
        remedy = f"export {name or 'JACCUSE_WEBHOOK_SECRET'}=…, and name it as `secret_env`; it never stands in the file"
        raise DataError("[webhook] the variable of the environment with the secret is not set", source=where, remedy=remedy)
    return Webhook(url, secret.encode())


def _known(given: dict[str, Any], keys: set[str], where: str, place: str) -> None:
    if strange := sorted(given.keys() - keys):
        raise DataError(f"{place}unknown key `{strange[0]}`", source=where, remedy=f"known are {', '.join(sorted(keys))}")


def _table(data: dict[str, Any], key: str, keys: set[str], where: str) -> dict[str, Any]:
    table = data.get(key, {})
    if not isinstance(table, dict):
        raise DataError(f"[{key}] is no table", source=where)
    _known(table, keys, where, f"[{key}] ")
    return table


def _string(given: dict[str, Any], key: str, where: str, place: str) -> str | None:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise DataError(f"{place}`{key}` is no string", source=where)
    return value or None


def _number(given: dict[str, Any], key: str, where: str, place: str, default: float, *, least: float = 1) -> float:
    value = given.get(key, default)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= 1e6:
        raise DataError(f"{place}`{key}` is no number from {least:g} on", source=where)
    return float(value)


def _flag(given: dict[str, Any], key: str, where: str) -> bool:
    value = given.get(key, False)
    if not isinstance(value, bool):
        raise DataError(f"`{key}` is true or false", source=where)
    return value


def _choice(given: dict[str, Any], key: str, known: tuple[str, ...], where: str, place: str) -> str | None:
    value = given.get(key)
    if value is not None and value not in known:
        raise DataError(f"{place}`{key}` is none of {', '.join(known)}", source=where)
    return value
