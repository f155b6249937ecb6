"""The file of a backup: a tar whose first member lists every other with size and SHA-256, open or locked.

An ordinary `tar -xf` opens one without a passphrase, so that a home is never bound to this program.
"""

import contextlib
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from data.errors import RefusedError, SetupError, error_text
from reports.safekeeping.sealed_stream import MAGIC, Opener, Sealer

FORMAT = 1
LIST = "backup.json"
LARGEST_LIST = 64 << 20


@dataclass(frozen=True)
class Listed:
    """One file of the home: its size in bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What a backup says of itself.

    head: number and fingerprint of the ledger's newest entry. keys_apart: files of keys that were left out.
    """

    format: int
    at: str
    program: str
    head: tuple[int, str]
    keys_apart: tuple[str, ...]
    files: Mapping[str, Listed]

    def encoded(self) -> bytes:
        """The list as it stands in the file."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def decoded(written: bytes) -> Contents:
    """A list as it was written; SetupError for one of a newer program, ValueError and such for anything else."""
    content = json.loads(written)
    if content["format"] > FORMAT:
        raise SetupError(error_text("backup_newer", version=content["format"], newest=FORMAT))
    files = {str(name): Listed(int(of["size"]), str(of["sha256"])) for name, of in content["files"].items()}
    seq, sha256 = content["head"]
    head, keys = (int(seq), str(sha256)), tuple(map(str, content["keys_apart"]))
    return Contents(content["format"], str(content["at"]), str(content["program"]), head, keys, files)


@contextlib.contextmanager
def writing(sink: BinaryIO, passphrase: bytes | None) -> Iterator[tarfile.TarFile]:
    """A tar that goes into `sink`, locked when there is a passphrase."""
    with contextlib.ExitStack() as stack:
        stream: IO[bytes] = sink
        if passphrase is not None:
            stream = stack.enter_context(io.BufferedWriter(Sealer(sink, passphrase), 1 << 16))
        yield stack.enter_context(tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT))


def put(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int) -> None:
    """Write one file of that size."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, content)


def members(path: Path, passphrase: bytes | None) -> Iterator[tuple[Contents, str, IO[bytes]]]:
    """Every file of a backup in turn, as it is read through once: the list, the file's name, its bytes.

    RefusedError when the file is no backup, is damaged, or needs (another) passphrase.
    """
    try:
        with path.open("rb") as source, _opened(source, passphrase) as tar:
            first = tar.next()
            if first is None or first.name != LIST or first.size > LARGEST_LIST:
                raise RefusedError(error_text("backup_damaged"))
            contents = decoded(_content(tar, first).read())
            seen = set()
            while (member := tar.next()) is not None:
                if not member.isfile() or member.name not in contents.files or member.name in seen:
                    raise RefusedError(error_text("backup_damaged"))
                seen.add(member.name)
                yield contents, safe(member.name), _content(tar, member)
            if seen != set(contents.files):
                raise RefusedError(error_text("backup_damaged"))
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise RefusedError(error_text("backup_damaged")) from error
    except OSError as error:
        raise SetupError(error_text("file_not_read", file=path, reason=error.strerror or error)) from error


@contextlib.contextmanager
def _opened(source: BinaryIO, passphrase: bytes | None) -> Iterator[tarfile.TarFile]:
    is_sealed = source.read(len(MAGIC)) == MAGIC
    if is_sealed and passphrase is None:
        raise RefusedError(error_text("backup_sealed"))
    stream: IO[bytes] = source
    if is_sealed and passphrase is not None:
        stream = io.BufferedReader(Opener(source, passphrase), 1 << 20)
    else:
        source.seek(0)
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        yield tar


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    content = tar.extractfile(member)
    if content is None:
        raise RefusedError(error_text("backup_damaged"))
    return content


def safe(name: str) -> str:
    """A name inside a home; RefusedError for one that leads out of it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not path.parts or name != str(path):
        raise RefusedError(error_text("backup_damaged"))
    return name


def copied(content: IO[bytes], sink: IO[bytes] | None) -> Listed:
    """Read a file to its end, into `sink` if there is one; its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    try:
        while piece := content.read(1 << 20):
            digest.update(piece)
            size += len(piece)
            if sink is not None:
                sink.write(piece)
    except tarfile.TarError as error:
        raise RefusedError(error_text("backup_damaged")) from error
    return Listed(size, digest.hexdigest())
