"""How a server is run, and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from ..errors import BadRequest


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of the server; each is named where it is reached.

    readers: questions put to the ledger at once. body_bytes: of one request. paste_chars: of a pasted text.
    page_bytes: of a page fetched for the URL box. read_seconds: for reading one text, fetching it included.
    rows, rows_most: of a list, as a rule and at most. document_chars: shown of a text with its marks.
    reads_a_minute: texts that one address may have read. tries, tries_seconds: wrong passwords for one name, or from one
    address, before it has to wait, and how long they count. session_hours, idle_hours: how long a login lasts, and unused.
    """

    readers: int = 4
    body_bytes: int = 2_000_000
    paste_chars: int = 200_000
    page_bytes: int = 5_000_000
    read_seconds: float = 20.0
    rows: int = 50
    rows_most: int = 500
    document_chars: int = 300_000
    reads_a_minute: int = 30
    tries: int = 8
    tries_seconds: int = 300
    session_hours: int = 72
    idle_hours: int = 12


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a server is told.

    host, port: where it listens. public_url: the address that others reach it by, where something stands in front of it
    (https turns on secure cookies). login: ask for an account even for reading on loopback.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    login: bool = False
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Raise BadRequest for a public URL that is none."""
        if self.public_url is not None:
            parts = urlsplit(self.public_url)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
                raise BadRequest(
                    f"--public-url: {self.public_url!r} is no address of a server", remedy="https://desk.example.org"
                )

    @property
    def open_reading(self) -> bool:
        """Whether reading needs no account: on loopback, with nothing in front of it."""
        return is_loopback(self.host) and self.public_url is None and not self.login

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return bool(self.public_url and self.public_url.startswith("https:"))

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names under which it answers; None: any. On loopback only its own, so that no foreign page can pose as it."""
        if self.public_url:
            return frozenset({urlsplit(self.public_url).hostname or "", "localhost", "127.0.0.1", "::1"})
        return frozenset({"localhost", "127.0.0.1", "::1", self.host}) if is_loopback(self.host) else None


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
