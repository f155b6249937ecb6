"""Who does not want to be written to: a link in every message, signed with a key of the home."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import urlencode

from channels import memory
from data.home import Home
from data.settings import home_config
from data.settings.places import now_of

FOLDER, KEY, ENDED = "send", "unsubscribe.key", "unsubscribed.json"
ADDRESS = "/berhenti"


def link(home: Home, public: str, name: str, language: str) -> str:
    """The address behind which a recipient ends their messages."""
    query = {"penerima": name, "tanda": _mark(_key(home), name), "bahasa": language}
    return f"{public}{ADDRESS}?{urlencode(query)}"


def is_genuine(home: Home, name: str, mark: str) -> bool:
    """Whether the mark is that of a link which was sent to a recipient who is still named."""
    settings = home_config.settings(home).send
    path = home.root / FOLDER / KEY
    if settings is None or name not in settings.recipients or not path.is_file():
        return False
    return hmac.compare_digest(_mark(path.read_bytes(), name).encode(), mark.encode())


def end(home: Home, name: str) -> None:
    """Send nothing any more to a recipient."""
    path = memory.folder(home, FOLDER) / ENDED
    memory.write(path, memory.read(path) | {name: now_of(home).isoformat(timespec="minutes")})


def ended(home: Home) -> frozenset[str]:
    """The recipients who are not written to."""
    return frozenset(memory.read(home.root / FOLDER / ENDED))


def _mark(key: bytes, name: str) -> str:
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()


def _key(home: Home) -> bytes:
    path: Path = memory.folder(home, FOLDER) / KEY
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(secrets.token_bytes(32))
    return path.read_bytes()
