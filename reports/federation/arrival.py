"""A package of another office's cells comes in: checked from signature to regions, then one entry of the ledger.

Refused is what no office of `home.yaml` (`cells_from`) signed, what was altered on the way, what counts by other
definitions, what speaks of regions that are not the sender's, and what is older than the package that stands.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from data.errors import SetupError, error_text
from data.home import Home
from data.intake.receipt import Receipt
from data.ledger import acts, entries, setting_versions, storage
from data.schema.problems import Problem
from data.settings.home_config import settings
from data.settings.places import places
from metrics.cells import federated
from metrics.cells.federated import KIND, MANIFEST
from reports.federation import package
from reports.federation.package import LARGEST_LIST, SIGNATURE, Contents
from reports.proof import office_key

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OSError, zipfile.BadZipFile, NotImplementedError)


class _RefusalError(Exception):
    """Why a package is not taken in."""

    def __init__(self, rule: str, **detail: object) -> None:
        super().__init__(rule)
        self.problem = Problem(None, None, rule, detail=detail)


def load(home: Home, path: Path, who: str, dry_run: bool = False) -> Receipt:
    """Take a package in, or refuse it with what is wrong; a refused one leaves the ledger as it was."""
    try:
        sha256 = entries.file_sha256(path)
    except OSError as error:
        raise SetupError(error_text("file_not_read", file=path, reason=error.strerror)) from error
    try:
        with storage.lock(home), storage.side_folder(home) as folder:
            contents = _unpacked(home, path, folder)
            _check(home, contents)
            rows = sum(listed.rows for name, listed in contents.files.items() if name.startswith(("cells_", "counts_")))
            seq = None
            if not dry_run:
                setting_versions.register(home, who)
                seq = entries.append(home, folder, KIND, who, _what(path.name, sha256, contents, rows)).seq
    except _RefusalError as refusal:
        return Receipt(None, KIND, path.name, sha256, 0, 0, 0, (refusal.problem,), refused=True)
    return Receipt(seq, KIND, path.name, sha256, rows, rows, 0, tuple(_remarks(contents)), refused=False)


def _what(file: str, sha256: str, contents: Contents, rows: int) -> dict[str, object]:
    return {
        "file": file,
        "sha256": sha256,
        "counts": {"read": rows, "accepted": rows, "rejected": 0},
        "place": contents.place,
        "ledger": contents.ledger,
        "head": list(contents.head),
        "at": contents.at,
        "regions": len(contents.regions),
        "protected": contents.protected,
        "demo": contents.demo,
    }


def _remarks(contents: Contents) -> Iterator[Problem]:
    if contents.protected:
        yield Problem(None, None, "cells_protected", "warning", {"count": contents.protected})


def _unpacked(home: Home, path: Path, folder: Path) -> Contents:
    """The list of a package, and its tables in the folder as the list says they are."""
    try:
        with zipfile.ZipFile(path) as parts:
            written, signature = _part(parts, MANIFEST), _part(parts, SIGNATURE)
            contents = package.decoded(written)
            _check_signature(home, contents.place, written, signature)
            if contents.form > package.FORM:
                raise _RefusalError("cells_newer")
            if {*parts.namelist()} != {MANIFEST, SIGNATURE, *contents.files} or len(parts.namelist()) != len(
                contents.files
            ) + len((MANIFEST, SIGNATURE)):
                raise _RefusalError("cells_altered")
            for name, listed in contents.files.items():
                if Path(name).name != name or parts.getinfo(name).file_size != listed.size:
                    raise _RefusalError("cells_altered")
                if _extracted(parts, name, folder / name) != listed.sha256:
                    raise _RefusalError("cells_altered")
    except UNREADABLE as error:
        raise _RefusalError("cells_unreadable") from error
    (folder / MANIFEST).write_bytes(written)
    (folder / SIGNATURE).write_bytes(signature)
    return contents


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    if parts.getinfo(name).file_size > LARGEST_LIST:
        raise _RefusalError("cells_unreadable")
    return parts.read(name)


def _extracted(parts: zipfile.ZipFile, name: str, into: Path) -> str:
    """Write a part to a file; returns the SHA-256 of what was written."""
    digest = hashlib.sha256()
    with parts.open(name) as source, into.open("wb") as sink:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            sink.write(chunk)
    return digest.hexdigest()


def _check_signature(home: Home, place: str, written: bytes, signature: bytes) -> None:
    known = settings(home).cells_from.get(place)
    if known is None:
        raise _RefusalError("cells_office_unknown")
    made = office_key.signature_of(signature.decode("ascii"))
    if not office_key.is_signed_by([office_key.public_key(known)], made, package.DOMAIN + written):
        raise _RefusalError("cells_signature")


def _check(home: Home, contents: Contents) -> None:
    if contents.definitions != federated.definitions():
        raise _RefusalError("cells_other_definitions")
    tree = places(home)
    leaves = {*tree.leaves(contents.place)} if contents.place in tree else set()
    if strange := sorted({*contents.regions} - leaves):
        raise _RefusalError("cells_regions", place=contents.place, codes=", ".join(strange[:5]))
    for entry in acts.standing(home, KIND):
        if entry.what["place"] == contents.place and entry.what["ledger"] == contents.ledger:
            if tuple(entry.what["head"]) == contents.head:
                raise _RefusalError("already_loaded", entry=entry.seq)
            if entry.what["head"][0] > contents.head[0]:
                raise _RefusalError("cells_older", entry=entry.seq)
