"""Witnessed checkpoints: those of other offices, kept as acts of this ledger, and what contradicts among them.

Two checkpoints of one office can contradict each other without its ledger: two fingerprints of one entry, or another
first entry under the same key. Both stay on record: they are the evidence. A moment contradicts nothing, since clocks
are set back; that a ledger was cut only the ledger itself shows (`reports.proof.containment`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import ErrorText, RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import acts, storage
from data.ledger.entries import ENTRY_FILE, Entry
from reports.proof import checkpoints, office_key
from reports.proof.checkpoints import Checkpoint

KIND = "witnessed_checkpoint"


@dataclass(frozen=True)
class Witnessed:
    """A checkpoint on record: its entry, who kept it and when, and the public key it is held to (None: not known)."""

    seq: int
    who: str
    when: str
    point: Checkpoint
    key: bytes | None


@dataclass(frozen=True)
class Recorded:
    """What keeping a checkpoint came to: its entry (None: it was on record already), and what it contradicts."""

    seq: int | None
    conflict: ErrorText | None


def listed(home: Home, office: str | None = None) -> list[Witnessed]:
    """Every witnessed checkpoint, oldest first; of one office (`11/1a2b3c4d`), or all."""
    records = [_of(entry) for entry in acts.standing(home, KIND)]
    return [record for record in records if office in (None, record.point.office)]


def _of(entry: Entry) -> Witnessed:
    try:
        point, key = checkpoints.parse(entry.what["checkpoint"]), entry.what["key"]
        return Witnessed(entry.seq, entry.who, entry.when, point, office_key.from_text(key) if key else None)
    except (ValueError, TypeError, KeyError) as error:
        raise SetupError(error_text("entry_unreadable", seq=entry.seq, file=ENTRY_FILE)) from error


def add(home: Home, who: str, points: Sequence[Checkpoint], key: bytes | None = None) -> list[Recorded]:
    """Keep checkpoints; the key named once for an office holds for its later ones.

    RefusedError, and none is written, when one is not signed by that key.
    """
    with storage.lock(home):
        before = listed(home)
        keys = [key or _pinned(before, point.office) for point in points]
        for point, pinned in zip(points, keys, strict=True):
            if pinned and not point.is_signed_by([pinned]):
                raise RefusedError(error_text("witness_signature", office=point.office))
        return [_add(home, who, point, pinned) for point, pinned in zip(points, keys, strict=True)]


def _add(home: Home, who: str, point: Checkpoint, key: bytes | None) -> Recorded:
    before = listed(home)
    conflict = _conflict(point, before)
    if any(act.point == point for act in before):
        return Recorded(None, conflict)
    what = {"checkpoint": point.text, "key": office_key.as_text(key) if key else None}
    return Recorded(acts.record(home, KIND, who, what).seq, conflict)


def _pinned(before: Sequence[Witnessed], office: str) -> bytes | None:
    """The key that an office's checkpoints are held to; the one named last counts."""
    return next((act.key for act in reversed(before) if act.key and act.point.office == office), None)


def _conflict(point: Checkpoint, before: Sequence[Witnessed]) -> ErrorText | None:
    """What a checkpoint contradicts among those on record."""
    for act in before:
        if act.point.office == point.office:
            if act.point.seq == point.seq and act.point.sha256 != point.sha256:
                return error_text("witness_rewritten", office=point.office, seq=point.seq, entry=act.seq)
        elif act.point.place == point.place and act.key and point.is_signed_by([act.key]):
            return error_text("witness_other_ledger", office=point.office, entry=act.seq)
    return None
