"""Files on a server by SFTP, whose host key the office has written down."""

import base64
import contextlib
import io
import stat
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from channels import secret_values
from channels.extras import imported
from channels.inbox.arrival import UNFINISHED, Arrival, Place, copy, is_plain
from data.errors import RefusedError, SetupError, error_text

WAIT_SECONDS = 20.0
SETTLED_SECONDS = 3.0


def fetch(place: Place, scratch: Path) -> Iterator[Arrival]:
    """Files that are new and have stopped growing; RefusedError when the server is down, slow, or another one."""
    paramiko = imported("paramiko")
    address = urlsplit(str(place.source.sftp))
    try:
        with _connected(paramiko, place, address) as sftp:
            yield from _files(sftp, place, unquote(address.path), scratch)
    except paramiko.BadHostKeyException as error:
        raise RefusedError(error_text("inbox.host_key")) from error
    except paramiko.AuthenticationException as error:
        raise RefusedError(error_text("inbox.no_entry")) from error
    except (paramiko.SSHException, EOFError, OSError) as error:
        is_other = "not found in known_hosts" in str(error)
        key = "inbox.host_key" if is_other else "inbox.slow" if isinstance(error, TimeoutError) else "inbox.down"
        raise RefusedError(error_text(key)) from error


@contextlib.contextmanager
def _connected(paramiko: Any, place: Place, address: Any) -> Iterator[Any]:
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    host, port = address.hostname, address.port or 22
    kind, key = _host_key(paramiko, str(place.source.host_key))
    client.get_host_keys().add(host if port == 22 else f"[{host}]:{port}", kind, key)
    try:
        client.connect(
            host,
            port,
            unquote(address.username),
            **_secret(paramiko, place),
            look_for_keys=False,
            allow_agent=False,
            timeout=WAIT_SECONDS,
            banner_timeout=WAIT_SECONDS,
            auth_timeout=WAIT_SECONDS,
        )
        with client.open_sftp() as sftp:
            sftp.get_channel().settimeout(WAIT_SECONDS)
            yield sftp
    finally:
        client.close()


def _host_key(paramiko: Any, line: str) -> tuple[str, Any]:
    """The key of a line such as `ssh-ed25519 AAAA…`, as `ssh-keyscan` prints it behind the host's name."""
    try:
        kind, encoded = line.split()[:2]
        return kind, paramiko.PKey.from_type_string(kind, base64.b64decode(encoded, validate=True))
    except (ValueError, paramiko.SSHException) as error:
        raise SetupError(error_text("inbox.host_key_form")) from error


def _secret(paramiko: Any, place: Place) -> dict[str, Any]:
    """A private key where the secret is one, else a password."""
    secret = secret_values.value(place.home, str(place.source.secret))
    if not secret.startswith("-----BEGIN"):
        return {"password": secret}
    for kind in (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey):
        with contextlib.suppress(paramiko.SSHException, ValueError):
            return {"pkey": kind.from_private_key(io.StringIO(f"{secret}\n"))}
    raise SetupError(error_text("inbox.key_form"))


def _files(sftp: Any, place: Place, folder: str, scratch: Path) -> Iterator[Arrival]:
    """Each file as it stood in two listings a little apart; links are not followed."""
    before = _listed(sftp, place, folder)
    if not before:
        return
    time.sleep(SETTLED_SECONDS)
    now = _listed(sftp, place, folder)
    for name, (signature, size, is_file) in sorted(now.items()):
        if before.get(name) != now[name]:
            continue
        path = f"{folder.rstrip('/')}/{name}"
        if not is_file or size > place.largest:
            limit = place.source.largest_mb
            refusal = error_text("inbox.too_large", limit=limit) if is_file else error_text("inbox.no_file")
            yield Arrival(name, signature, refusal=refusal)
            continue
        with sftp.open(path, "rb") as stream:
            copy(stream, scratch / name, place.largest)
        yield Arrival(name, signature, scratch / name, remove=partial(sftp.remove, path))


def _listed(sftp: Any, place: Place, folder: str) -> dict[str, tuple[str, int, bool]]:
    """Name → signature, bytes, and whether it is a regular file; what is known already is left out."""
    return {
        file.filename: (f"{file.st_size}-{file.st_mtime}", file.st_size, stat.S_ISREG(file.st_mode))
        for file in sftp.listdir_attr(folder)
        if is_plain(file.filename)
        and not UNFINISHED.search(file.filename)
        and not stat.S_ISDIR(file.st_mode)
        and not place.is_known(file.filename, f"{file.st_size}-{file.st_mtime}")
    }
