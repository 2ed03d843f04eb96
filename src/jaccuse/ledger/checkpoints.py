"""Checkpoints: the size and root of the tree as a signed note, in the formats of C2SP (tlog-checkpoint, signed-note).

A checkpoint is three lines, an empty one and signatures; keys are the texts that signed notes use everywhere, so that other
tools can make and check them too:

    jaccuse/3f9c2a7b51d00e44
    1234
    q8V1…=

    — desk.example.org gsBU…=
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from ..errors import MissingExtra, ProofWrong

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_DASH = "\N{EM DASH} "


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint. origin: which ledger; signatures: name of the key, hash of the key, signature."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...] = ()

    @property
    def body(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def __str__(self) -> str:
        lines = [f"{_DASH}{name} {b64encode(key + signature).decode()}\n" for name, key, signature in self.signatures]
        return self.body + "\n" + "".join(lines)


def parse(text: str) -> Note:
    """The checkpoint in a text. Raises ProofWrong."""
    body, gap, rest = text.partition("\n\n")
    lines = body.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), b64decode(lines[2], validate=True)
        signatures = []
        for line in rest.splitlines():
            name, _, value = line.removeprefix(_DASH).rpartition(" ")
            data = b64decode(value, validate=True)
            if not line.startswith(_DASH) or not name or len(data) < 5:
                raise ValueError(line)
            signatures.append((name, data[:4], data[4:]))
        if not gap or len(lines) != 3 or not origin or len(root) != 32 or size < 0 or str(size) != lines[1]:
            raise ValueError(text)
    except (ValueError, IndexError, Base64Error):
        raise ProofWrong("is no checkpoint", remedy="a checkpoint is what `jaccuse checkpoint` prints") from None
    return Note(origin, size, root, tuple(signatures))


def new_key(name: str) -> tuple[str, str]:
    """A new pair of keys: the private one, to be kept secret, and the public one, to be given away. Raises ProofWrong."""
    if not name or any(sign.isspace() or sign == "+" for sign in name):
        raise ProofWrong(
            f"{name!r} is no name for a key", remedy="use one without spaces and plus signs, such as desk.example.org"
        )
    seed = secrets.token_bytes(32)
    public = _public_bytes(_private(seed))
    number = _key_hash(name, public).hex()
    return (
        f"PRIVATE+KEY+{name}+{number}+{b64encode(_ED25519 + seed).decode()}",
        f"{name}+{number}+{b64encode(_ED25519 + public).decode()}",
    )


def sign(note: Note, private_key: str) -> Note:
    """The note with one more signature. Raises ProofWrong for a key that is none, MissingExtra without `cryptography`."""
    text = private_key.strip()
    name, number, seed = _key_parts(text.removeprefix("PRIVATE+KEY+")) if text.startswith("PRIVATE+KEY+") else _no_key()
    key = _private(seed)
    if _key_hash(name, _public_bytes(key)) != number:
        _no_key()
    signature = key.sign(note.body.encode())
    return Note(note.origin, note.size, note.root, (*note.signatures, (name, number, signature)))


def check(note: Note, public_key: str) -> None:
    """Raise ProofWrong where the key has not signed the note."""
    name, number, public = _key_parts(public_key.strip())
    if _key_hash(name, public) != number:
        _no_key()
    mine = [signature for signer, key, signature in note.signatures if (signer, key) == (name, number)]
    if not mine:
        raise ProofWrong(f"the checkpoint is not signed by {name}", remedy="take the key of whoever signed it")
    key = _public(public)
    from cryptography.exceptions import InvalidSignature

    try:
        for signature in mine:
            key.verify(signature, note.body.encode())
    except InvalidSignature:
        raise ProofWrong(f"the signature of {name} is false: the checkpoint was changed after it") from None


def _key_parts(text: str) -> tuple[str, bytes, bytes]:
    try:
        name, number, data = text.split("+", 2)
        key = b64decode(data, validate=True)
        if key[:1] != _ED25519 or len(key) != 33 or len(number) != 8 or not name:
            _no_key()
        return name, bytes.fromhex(number), key[1:]
    except (ValueError, Base64Error):
        return _no_key()


def _no_key() -> tuple[str, bytes, bytes]:
    raise ProofWrong("is no key of the kind that is meant", remedy="`jaccuse key NAME` makes a private and a public one")


def _key_hash(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def _private(seed: bytes) -> Ed25519PrivateKey:
    _needs_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


def _public(data: bytes) -> Ed25519PublicKey:
    _needs_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(data)


def _public_bytes(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _needs_cryptography() -> None:
    try:
        import cryptography  # noqa: F401
    except ModuleNotFoundError:
        raise MissingExtra("signatures need the extra `sign`", remedy="pip install 'jaccuse[sign]'") from None
