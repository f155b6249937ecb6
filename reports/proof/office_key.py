"""The office's key (Ed25519, RFC 8032): it signs checkpoints of the ledger.

The private half lies in the home beside the ledger, for its owner's eyes only; the public half stands in the ledger, so
that a key in force is bound by the chain like any other act.
"""

import base64
import contextlib
import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import acts, storage
from data.ledger.entries import Entry

FILE = "office-key.pem"
PASSPHRASE = "CAPAIAN_KEY_PASSPHRASE"
KIND = "office_key"
"""Kind of the ledger entry that registers a public key."""
PUBLIC = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
SHUT = stat.S_IRWXG | stat.S_IRWXO


def create(home: Home, who: str, passphrase: bytes | None = None, replace: bool = False) -> str:
    """Make a key and register its public half; returns that (43 signs of base64url).

    RefusedError when there is one already, unless it is to be replaced: checkpoints of the former one stay valid.
    """
    path = home.root / FILE
    with storage.lock(home), storage.disk_errors(home):
        if path.exists() and not replace:
            raise RefusedError(error_text("key_exists", file=path))
        private = Ed25519PrivateKey.generate()
        public = as_text(private.public_key().public_bytes_raw())
        with storage.side_folder(home) as folder:
            fresh = folder / FILE
            _write(fresh, private, passphrase)
            acts.record(home, KIND, who, {"public": public})
            storage.move(fresh, path)
            storage.flush(home.root)
    return public


def _write(path: Path, private: Ed25519PrivateKey, passphrase: bytes | None) -> None:
    locked: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        locked = serialization.BestAvailableEncryption(passphrase)
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(pem)
    storage.flush(path)


def passphrase(file: Path | None = None) -> bytes | None:
    """The passphrase in a file, else in the environment, else None; SetupError for a blank or unreadable file."""
    if file is None:
        return os.environ[PASSPHRASE].encode() if os.environ.get(PASSPHRASE) else None
    try:
        secret = file.read_bytes().strip()
    except OSError as error:
        raise SetupError(error_text("key_passphrase_file", file=file)) from error
    if not secret:
        raise SetupError(error_text("key_passphrase_file", file=file))
    return secret


def private_key(home: Home, secret: bytes | None = None) -> Ed25519PrivateKey | None:
    """The home's key, None when it has none; SetupError when it cannot be opened or others may read it."""
    path = home.root / FILE
    if not path.is_file():
        return None
    try:
        if os.name == "posix" and path.stat().st_mode & SHUT:
            raise SetupError(error_text("key_open_to_others", file=path))
        return _opened(path.read_bytes(), secret or passphrase())
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SetupError(error_text("key_shut", file=path, name=PASSPHRASE)) from error


def _opened(pem: bytes, secret: bytes | None) -> Ed25519PrivateKey:
    """The key in a PEM file; a passphrase at hand for a key without one is no error."""
    password = secret if b"ENCRYPTED" in pem else None
    private = serialization.load_pem_private_key(pem, password)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(type(private))
    return private


def registered(listed: Sequence[Entry]) -> list[bytes]:
    """The public keys that these entries register, oldest first, 32 bytes each; what is no key is none."""
    keys = []
    for entry in listed:
        if entry.kind == KIND:
            with contextlib.suppress(ValueError):
                keys.append(from_text(str(entry.what.get("public"))))
    return keys


def public_key(value: str) -> bytes:
    """A public key of an option's value: its 43 signs, or a file that holds them alone; else a SetupError."""
    path = Path(value)
    try:
        written = value if PUBLIC.fullmatch(value) or not path.is_file() else path.read_text(encoding="ascii").strip()
        return from_text(written)
    except (OSError, ValueError) as error:
        raise SetupError(error_text("key_public")) from error


def as_text(raw: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def from_text(written: str) -> bytes:
    """The bytes of a public key in its only writing; ValueError for any other text."""
    raw = base64.urlsafe_b64decode(written + "=") if PUBLIC.fullmatch(written) else b""
    if as_text(raw) != written or not raw:
        raise ValueError(written)
    return raw


def signature_of(written: str) -> bytes:
    """The 64 bytes of a signature in its only writing; ValueError for any other text."""
    raw = base64.urlsafe_b64decode(written + "==") if re.fullmatch(r"[A-Za-z0-9_-]{86}", written, re.ASCII) else b""
    if as_text(raw) != written or not raw:
        raise ValueError(written)
    return raw


def is_signed_by(keys: Sequence[bytes], signature: bytes, message: bytes) -> bool:
    """Whether one of the public keys made the signature over the message."""
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except (InvalidSignature, ValueError):
            continue
        return True
    return False
