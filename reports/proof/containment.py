"""A ledger held against checkpoints kept outside of it: longer and consistent, cut, rewritten, or another home."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import ErrorText, error_text
from data.home import Home
from data.ledger import entries
from data.ledger import verify as verification
from reports.proof import office_key
from reports.proof.checkpoints import LEDGER_DIGITS, Checkpoint


@dataclass(frozen=True)
class Containment:
    """What a ledger says to checkpoints; a broken one only to those of its entries before the first broken.

    finding: why it no longer contains one of them, the earliest first; None when it contains them all.
    count: how many they are. later: entries after the newest of them.
    unchecked: those whose signature nobody could check, since they have none or no key is known.
    """

    finding: ErrorText | None
    count: int
    later: int
    unchecked: int


def containment(home: Home, points: Sequence[Checkpoint], pinned: Sequence[bytes] = ()) -> Containment:
    """Containment of the checkpoints in a home's ledger; `pinned` are public keys known from outside.

    Without them the ledger's own keys are asked, which somebody who rewrote it may have replaced: then the finding is
    *another home*. That the ledger itself is intact is `data.ledger.verify`'s to say.
    """
    state = verification.verification(home, files=False)
    listed = entries.entries(home, state.head[0]) if state.head[0] else []
    keys = pinned or office_key.registered(listed)
    recorded = {entry.seq: entry.sha256 for entry in listed}
    ordered = sorted(points, key=lambda point: point.seq)
    judged = [point for point in ordered if not state.broken or point.seq <= state.head[0]]
    findings = (_finding(point, recorded, keys, bool(pinned)) for point in judged)
    finding = next((text for text in findings if text is not None), None)
    unchecked = sum(not keys or not point.signature for point in points)
    return Containment(finding, len(points), state.head[0] - ordered[-1].seq, unchecked)


def _finding(point: Checkpoint, recorded: dict[int, str], keys: Sequence[bytes], is_pinned: bool) -> ErrorText | None:
    newest = max(recorded, default=0)
    is_signed = point.is_signed_by(keys) if point.signature else False
    is_this_ledger = recorded.get(1, "")[:LEDGER_DIGITS] == point.ledger
    if is_pinned and not is_signed:
        return error_text("checkpoint_signature", seq=point.seq)
    if recorded.get(point.seq) == point.sha256:
        altered = not is_this_ledger or bool(point.signature and keys and not is_signed)
        return error_text("checkpoint_signature", seq=point.seq) if altered else None
    if newest == 0:
        return error_text("checkpoint_empty_here", seq=point.seq)
    if not (is_signed or is_this_ledger):
        return error_text("checkpoint_other_home", office=point.office)
    # Where a known key has not signed it, either the checkpoint was altered or the key went with what is missing.
    in_doubt = bool(point.signature and keys and not is_signed)
    if point.seq > newest:
        ends = {"seq": point.seq, "newest": newest}
        return error_text("checkpoint_cut_or_altered", **ends) if in_doubt else error_text("checkpoint_cut", **ends)
    if in_doubt:
        return error_text("checkpoint_rewritten_or_altered", seq=point.seq)
    return error_text("checkpoint_rewritten", seq=point.seq)
