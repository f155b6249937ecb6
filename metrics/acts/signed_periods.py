"""Signed periods: which are proposed or locked, and the scorecard as it was then, which later data do not change."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from data.ledger.acts import WITHDRAWAL
from data.ledger.entries import Entry
from data.settings.places import Places
from metrics.periods import Period

LOCK, UNLOCK, PROPOSAL = "lock", "unlock", "period_proposal"
SIGNED_FILE = "scorecard.json"
FIGURES = ("numerator", "denominator", "actual")
"""What makes a figure another one."""

Told = Mapping[str, Any]
Key = tuple[str, str, str]
"""Indicator, period, and the code of the region or the province."""


@dataclass(frozen=True)
class Lock:
    """A period proposed or signed off, of a region or (None) the province with its regions; who, when, what document.

    `role` is that of who signed, None where an administrator locked it.
    """

    seq: int
    period: str
    region: str | None
    who: str
    when: str
    document: str
    folder: Path
    role: str | None = None

    def rows(self) -> list[Told]:
        """The rows as they were signed."""
        signed = json.loads((self.folder / SIGNED_FILE).read_text(encoding="utf-8"))
        rows: list[Told] = signed["rows"]
        return rows


def standing(listed: Sequence[Entry]) -> list[Lock]:
    """The locks among these entries that none of them has opened again, oldest first."""
    opened = {int(entry.what["unlocks"]) for entry in listed if entry.kind == UNLOCK}
    return [_of(entry) for entry in listed if entry.kind == LOCK and entry.seq not in opened]


def proposals(listed: Sequence[Entry]) -> list[Lock]:
    """The newest proposal of each period and place that was neither withdrawn nor signed since, oldest first."""
    gone = {int(entry.what["withdraws"]) for entry in listed if entry.kind == WITHDRAWAL}
    newest: dict[tuple[str, str | None], Lock] = {}
    for entry in listed:
        if entry.kind in (PROPOSAL, LOCK):
            place = (entry.what["period"], entry.what["region"])
            newest.pop(place, None)
            if entry.kind == PROPOSAL and entry.seq not in gone:
                newest[place] = _of(entry)
    return list(newest.values())


def _of(entry: Entry) -> Lock:
    what = entry.what
    return Lock(
        entry.seq,
        what["period"],
        what["region"],
        entry.who,
        entry.when,
        what["document"],
        entry.folder,
        what.get("role"),
    )


@dataclass(frozen=True)
class SignOff:
    """How far a period of a place is signed off; `act` is the newest proposal or lock that says so, None without.

    signed: all of it, by a lock of the period itself or of each of its `months`; a lock of a place holds for all in
    it. partly: `signed` of the months. proposed: by an analyst, and not signed yet.
    """

    state: Literal["signed", "partly", "proposed", "unsigned"]
    act: Lock | None
    months: int
    signed: int


def sign_off(listed: Sequence[Entry], period: Period, region: str | None, tree: Places) -> SignOff:
    """The sign-off of a period of a place (None: the root) by these entries."""
    locks = [lock for lock in standing(listed) if tree.covers(lock.region, region)]
    whole_period = [lock for lock in locks if lock.period == period.code]
    by_month = {lock.period: lock for lock in locks if lock.period in period.months}
    months = len(period.months)
    if whole_period or len(by_month) == months:
        newest = max(whole_period or by_month.values(), key=lambda lock: lock.seq)
        return SignOff("signed", newest, months, months)
    if by_month:
        return SignOff("partly", max(by_month.values(), key=lambda lock: lock.seq), months, len(by_month))
    proposed = [act for act in proposals(listed) if (act.period, act.region) == (period.code, region)]
    return SignOff("proposed", proposed[-1], months, 0) if proposed else SignOff("unsigned", None, months, 0)


def figures(locks: Iterable[Lock], periods: Collection[str]) -> dict[Key, Told]:
    """The signed row of every figure of these periods; of two locks the later counts."""
    return {key_of(row): row for lock in locks if lock.period in periods for row in lock.rows()}


def key_of(row: Told) -> Key:
    """What a signed row is the figure of."""
    return row["indicator"], row["period"], row["member"]


def differs(signed: Told, now: Told) -> bool:
    """Whether a figure is no longer the one that was signed."""
    return any(signed[name] != now[name] for name in FIGURES)
