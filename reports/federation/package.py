"""The file of a package: a zip of Parquet tables, a list of them that is signed, and the signature (Ed25519).

Who opens it needs nothing but a zip and a reader of Parquet. The list is bound by the signature, and every table by its
SHA-256 in the list. Parts are dated 1980, so that the same cells give the same bytes.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from metrics.cells.federated import MANIFEST
from reports.proof import office_key

FORM = 1
SIGNATURE = "cells.sig"
DOMAIN = b"mpp1 cells\n"
"""Stands before what is signed, so that no other statement of an office passes for a package."""
LARGEST_LIST = 16 << 20
DATED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Listed:
    """One table of the package: its size in bytes, SHA-256 and rows."""

    size: int
    sha256: str
    rows: int


@dataclass(frozen=True)
class Contents:
    """What a package says of itself.

    place: code of the office's root. ledger: first digits of its ledger's first entry; head: number and fingerprint of
    the newest. regions: those it speaks of. columns: stream → column → SQL of the sums. definitions: a hash over the
    SQL of all streams (`metrics.cells.federated.definitions`). protected: regions' months that are told of in no table.
    """

    form: int
    place: str
    ledger: str
    head: tuple[int, str]
    at: str
    program: str
    demo: bool
    regions: tuple[str, ...]
    definitions: str
    columns: Mapping[str, Mapping[str, str]]
    protected: int
    files: Mapping[str, Listed]

    def encoded(self) -> bytes:
        """The list as it stands in the file."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def decoded(written: bytes) -> Contents:
    """A list as it was written; ValueError, TypeError or LookupError for anything else."""
    listed: dict[str, Any] = json.loads(written)
    files = {
        str(name): Listed(int(of["size"]), str(of["sha256"]), int(of["rows"])) for name, of in listed["files"].items()
    }
    columns = {str(s): {str(c): str(sql) for c, sql in of.items()} for s, of in listed["columns"].items()}
    seq, sha256 = listed["head"]
    plain = {name: str(listed[name]) for name in ("place", "ledger", "at", "program", "definitions")}
    return Contents(
        form=int(listed["form"]),
        head=(int(seq), str(sha256)),
        demo=bool(listed["demo"]),
        regions=tuple(map(str, listed["regions"])),
        columns=columns,
        protected=int(listed["protected"]),
        files=files,
        **plain,
    )


def write(folder: Path, contents: Contents, key: Ed25519PrivateKey, path: Path) -> None:
    """Write the tables of a folder with their list and its signature."""
    listed = contents.encoded()
    signature = office_key.as_text(key.sign(DOMAIN + listed)).encode("ascii")
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(zipfile.ZipInfo(MANIFEST, DATED), listed)
        parts.writestr(zipfile.ZipInfo(SIGNATURE, DATED), signature)
        for name in sorted(contents.files):
            part = zipfile.ZipInfo(name, DATED)
            with (folder / name).open("rb") as source, parts.open(part, "w", force_zip64=True) as sink:
                shutil.copyfileobj(source, sink)


def listed_of(path: Path, rows: int) -> Listed:
    """What the list says of a table."""
    with path.open("rb") as stream:
        return Listed(path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest(), rows)
