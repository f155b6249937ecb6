"""Follow-ups (tindak lanjut) as they stand: what is done about a missed target, by which office, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from access.identity.scope import Scope
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts
from data.ledger.entries import Entry

OPENED, CHANGED = "follow_up", "follow_up_change"
Status = Literal["not_started", "in_progress", "done", "cancelled"]
"""On screen belum, proses, selesai, dibatalkan; terlambat follows from the deadline."""
CLOSED = ("done", "cancelled")
SLICE = ("service_code", "agency_code", "channel")
"""What a follow-up may be narrowed to, beside its region."""


@dataclass(frozen=True)
class Remark:
    """What was said or signed, when (ISO, WIB), and by whom."""

    who: str
    when: str
    text: str
    is_sign_off: bool = False


@dataclass(frozen=True)
class Evidence:
    """A link, or a file's name with its SHA-256: the file stays in the office, since it may name people."""

    name: str
    sha256: str | None = None


@dataclass(frozen=True)
class FollowUp:
    """One follow-up as it stands. `seq` is the entry that opened it; `region` None is the whole province.

    `owner` is an office, never a person. `passed` is a deadline that had passed, without its being done by then, when
    it was moved: whatever the new one, it was not done by the deadline it had.
    """

    seq: int
    indicator: str
    region: str | None
    where: Mapping[str, str]
    period: str
    fact: str
    cause: str
    action: str
    owner: str
    deadline: date
    obstacle_code: str | None
    controllable: str | None
    opened_by: str
    opened_at: str
    status: Status = "not_started"
    done_on: date | None = None
    evidence: tuple[Evidence, ...] = ()
    remarks: tuple[Remark, ...] = ()
    passed: date | None = None

    @property
    def due_on(self) -> date:
        """The deadline by which it is judged: the first that passed before it was moved, else the present one."""
        return self.passed or self.deadline

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.status not in CLOSED

    def is_overdue(self, today: date) -> bool:
        """Whether the deadline has passed while it is open."""
        return self.is_open and self.deadline < today

    def was_on_schedule(self) -> bool:
        """Whether it was done by its deadline."""
        return self.done_on is not None and self.done_on <= self.due_on


def listed(home: Home, scope: Scope, as_of: int | None = None) -> list[FollowUp]:
    """Every follow-up in scope as it stands, by deadline; those of the whole province for who sees all of it."""
    by_seq: dict[int, FollowUp] = {}
    for entry in acts.standing(home, OPENED, CHANGED, as_of=as_of):
        if entry.kind == OPENED:
            by_seq[entry.seq] = opened(entry)
        elif entry.what["follow_up"] in by_seq:
            seq = int(entry.what["follow_up"])
            by_seq[seq] = changed(by_seq[seq], entry)
    seen = (one for one in by_seq.values() if scope.covers(one.region))
    return sorted(seen, key=lambda one: (one.deadline, one.seq))


def by_number(home: Home, scope: Scope, seq: int) -> FollowUp:
    """The follow-up opened by entry `seq`; a RefusedError when there is none in scope."""
    for follow_up in listed(home, scope):
        if follow_up.seq == seq:
            return follow_up
    raise RefusedError(error_text("follow_up_missing", seq=seq))


def overdue(follow_ups: Sequence[FollowUp], today: date) -> list[FollowUp]:
    """Those whose deadline has passed while they are open."""
    return [follow_up for follow_up in follow_ups if follow_up.is_overdue(today)]


def opened(entry: Entry) -> FollowUp:
    """What the entry of a proposal tells."""
    fields = {**entry.what, "deadline": date.fromisoformat(entry.what["deadline"])}
    return FollowUp(seq=entry.seq, opened_by=entry.who, opened_at=entry.when, **fields)


def changed(before: FollowUp, entry: Entry) -> FollowUp:
    """What it has become by the entry of a change."""
    what = entry.what
    status: Status = what.get("status", before.status)
    done_on = before.done_on if status == before.status else None
    if status == "done" and done_on is None:
        done_on = date.fromisoformat(entry.when[:10])
    # Also of one that is closed by now: what was done late is not in time because its deadline moves afterwards.
    is_late = before.deadline < date.fromisoformat(entry.when[:10]) and not before.was_on_schedule()
    said = [Remark(entry.who, entry.when, what.get("remark", ""), bool(what.get("sign_off")))]
    return replace(
        before,
        status=status,
        done_on=done_on,
        deadline=date.fromisoformat(what["deadline"]) if "deadline" in what else before.deadline,
        passed=before.deadline if before.passed is None and is_late and "deadline" in what else before.passed,
        evidence=(*before.evidence, *(Evidence(**proof) for proof in what.get("evidence", ()))),
        remarks=(*before.remarks, *(remark for remark in said if remark.text or remark.is_sign_off)),
    )
