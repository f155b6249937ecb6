"""Accepted deviations: a miss that is accepted for a time, with reason, document and end date. Acts in the ledger.

It stays a miss on every screen and paper, with the acceptance beside it, which lapses by itself after its end date.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from access.identity.scope import Scope
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts, entries
from data.ledger.entries import Entry
from data.settings import tables
from data.settings.places import today_of
from metrics.acts import checks
from metrics.periods import Period

KIND = "accepted_deviation"
ACCEPTED = "accepted_deviation"
"""The reason that stands beside a miss."""


@dataclass(frozen=True)
class Deviation:
    """Misses of an indicator in a region (None: the province as a whole) accepted from a month ("YYYY-MM") to a day."""

    indicator: str
    region: str | None
    since: str
    until: date
    reason: str
    document: str
    seq: int = 0
    who: str = ""
    when: str = ""

    def covers(self, indicator: str, region: str | None, period: Period) -> bool:
        """Whether it is about an indicator and a place, and the period lies within its time."""
        is_within = self.since <= period.first_month and period.last_day <= self.until
        return is_within and (indicator, region) == (self.indicator, self.region)


def accept(home: Home, scope: Scope, who: str, draft: Deviation) -> Deviation:
    """Put an acceptance into the ledger; the first thing wrong is a RefusedError, and nothing is written."""
    checks.indicator(home, draft.indicator)
    region = None if draft.region == tables.province(home) else draft.region
    checks.region(home, scope, region, or_whole=True)
    since = checks.month(draft.since).code
    if draft.until < today_of(home):
        raise RefusedError(error_text("deviation_over"))
    reason, document = acts.text("reason", draft.reason), acts.text("document", draft.document, 120)
    checked = replace(draft, region=region, since=since, reason=reason, document=document)
    entry = acts.record(home, KIND, who, as_dict(checked))
    return replace(checked, seq=entry.seq, who=entry.who, when=entry.when)


def as_dict(deviation: Deviation) -> dict[str, Any]:
    """What the ledger holds of it."""
    names = ("indicator", "region", "since", "reason", "document")
    return {name: getattr(deviation, name) for name in names} | {"until": deviation.until.isoformat()}


def withdraw(home: Home, scope: Scope, who: str, seq: int, reason: str) -> None:
    """Take an acceptance of one's scope back before its end, with a reason."""
    standing = in_force(entries.entries(home), today_of(home))
    if not any(act.seq == seq and scope.covers(act.region) for act in standing):
        raise RefusedError(error_text("deviation_missing", seq=seq))
    acts.withdraw(home, seq, who, reason, KIND)


def in_force(listed: Sequence[Entry], today: date) -> list[Deviation]:
    """The acceptances among these entries that nobody withdrew and that have not lapsed on a day, oldest first."""
    gone = {int(entry.what["withdraws"]) for entry in listed if entry.kind == acts.WITHDRAWAL}
    accepted = [_of(entry) for entry in listed if entry.kind == KIND and entry.seq not in gone]
    return [deviation for deviation in accepted if today <= deviation.until]


def _of(entry: Entry) -> Deviation:
    what = {**entry.what, "until": date.fromisoformat(entry.what["until"])}
    return Deviation(**what, seq=entry.seq, who=entry.who, when=entry.when)
