"""Origin of a document: whether the ledger knows its bytes, or a seal of a known certificate closes it.

The ledger is asked first and by the hash of the bytes alone, so that a document of an earlier version of the program
stays bound although this one would draw its pages otherwise.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import ErrorText, RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import entries
from data.ledger import verify as verification
from data.ledger.entries import Entry
from reports.content import stamp
from reports.content.stamp import Stamp
from reports.formats import seal
from reports.formats.read_back import BROKEN, opened
from reports.formats.seal import Seal
from reports.lifecycle import verify
from reports.lifecycle.issue import KIND


@dataclass(frozen=True)
class Origin:
    """Number of a document that is as it was issued, and what proves it.

    seq: the entry that registers its bytes; None when no ledger here knows them.
    seal: its seal, None without one. unproven: why the origin cannot be proven here; None when it is proven.
    """

    number: str
    seq: int | None
    seal: Seal | None
    unproven: ErrorText | None


def origin(home: Home, path: Path, anchors: Sequence[Any] = ()) -> Origin:
    """Origin of a document; `anchors` are the certificates whose seals prove one (`reports.formats.seal.anchors_of`).

    RefusedError when it was changed, is damaged, or the ledger that it names says otherwise: then it is forged.
    SetupError without a file, or when its seal cannot be checked here.
    """
    written = _bytes(path)
    listed, silent = _ledger(home)
    entry = registered(listed, written, anchors)
    if entry is not None:
        sealed = seal.state(written, anchors) if _is_sealed(written) else None
        return Origin(str(entry.what["number"]), entry.seq, sealed, None)
    number = verification.printable(verify.verify(path))
    try:
        issued, *_ = stamp.read(opened(path).carried)
    except BROKEN as error:
        raise RefusedError(error_text("document_unreadable", file=path.name)) from error
    unknown = silent or _unknown(listed, issued, path)
    sealed = seal.state(written, anchors) if written.startswith(b"%PDF") else None
    return Origin(number, None, sealed, None if sealed is not None and sealed.trusted else unknown)


def registered(listed: Sequence[Entry], written: bytes, anchors: Sequence[Any] = ()) -> Entry | None:
    """The entry that registers these bytes, or what they were before an intact seal was added; None when none does."""
    by_hash = {entry.what.get("sha256"): entry for entry in listed if entry.kind == KIND}
    entry = by_hash.get(hashlib.sha256(written).hexdigest())
    if entry is not None or not _is_sealed(written):
        return entry
    made = by_hash.get(hashlib.sha256(seal.parted(written)[0]).hexdigest())
    if made is None:
        return None
    sealed = seal.state(written, anchors)
    return made if sealed is not None and sealed.intact else None


def _is_sealed(written: bytes) -> bool:
    return written.startswith(b"%PDF") and seal.SIGNED in seal.parted(written)[1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SetupError(error_text("file_missing", file=path)) from error


def _ledger(home: Home) -> tuple[list[Entry], ErrorText | None]:
    """The entries of the home, and why they prove nothing; a ledger that is broken knows no document."""
    try:
        broken = verification.verification(home, files=False).broken
        if broken is not None:
            return [], error_text("report.unproven_broken", seq=broken[0])
        listed = entries.entries(home)
    except SetupError as error:
        return [], error_text("report.unproven_unreadable", finding=error.args[0])
    return listed, None if listed else error_text("report.unproven_no_ledger")


def _unknown(listed: Sequence[Entry], issued: Stamp, path: Path) -> ErrorText:
    """Why the ledger does not know a document; RefusedError when it says that it was never issued so.

    A document is registered by the entry that follows the one it rests on.
    """
    if type(issued.as_of) is not int or issued.as_of < 1:
        raise RefusedError(error_text("document_unreadable", file=path.name))
    if issued.as_of > listed[-1].seq:
        return error_text("report.unproven_cut", seq=issued.as_of, newest=listed[-1].seq)
    if listed[issued.as_of - 1].sha256 != issued.ledger_head:
        return error_text("report.unproven_foreign", seq=issued.as_of)
    if issued.as_of == listed[-1].seq:
        return error_text("report.unproven_cut", seq=issued.as_of + 1, newest=listed[-1].seq)
    follows = listed[issued.as_of]
    if follows.kind == KIND and follows.what.get("number") == issued.number:
        raise RefusedError(error_text("document_forged", file=path.name, seq=follows.seq))
    raise RefusedError(error_text("document_never_issued", file=path.name, seq=follows.seq))
