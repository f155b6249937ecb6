"""Restatements: figures of signed periods that later data have changed, old and new, and what came in since."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from access.identity.scope import Scope
from data.home import Home
from data.ledger.entries import Entry
from data.ledger.setting_versions import FILES
from metrics.acts import signed_periods
from metrics.acts.signed_periods import Lock, Told
from metrics.change_control import locks
from metrics.judgement.row import Row
from metrics.scorecard import score
from metrics.scorecard.workspace import Workspace


@dataclass(frozen=True)
class Since:
    """An entry after the signing that may have changed the figure: the file it brought, or the reason it gives."""

    seq: int
    kind: str
    who: str
    when: str
    reason: str


@dataclass(frozen=True)
class Restatement:
    """One figure as it was signed (entry `lock`, document) and as it is now, in the indicator's own unit.

    The parts are numerator and denominator: a share may be the same of more cases.
    """

    lock: int
    document: str
    indicator: str
    period: str
    member: str
    signed_actual: float | None
    actual: float | None
    signed_parts: tuple[float | None, float | None]
    parts: tuple[float | None, float | None]
    signed_status: str
    status: str
    since: tuple[Since, ...]


def restatements(home: Home, scope: Scope) -> list[Restatement]:
    """Every figure in scope that is no longer as it was signed, oldest lock first."""
    with Workspace(home, scope) as workspace:
        return [change for lock in signed_periods.standing(workspace.entries) for change in since(workspace, lock)]


def since(workspace: Workspace, lock: Lock) -> Iterator[Restatement]:
    """Every figure in scope that is no longer as a lock, or a proposal, has it."""
    if lock.region is not None and not workspace.scope.sees(lock.region):
        return
    listed = workspace.entries
    before = {signed_periods.key_of(row): row for row in lock.rows()}
    later = [entry for entry in listed if entry.seq > lock.seq]
    for row in _now(workspace, lock):
        was = before.get((row.indicator, row.period, row.member))
        if was is not None and signed_periods.differs(was, row.as_dict()):
            yield _restated(lock, was, row, tuple(_since(later, listed, _touching(workspace, row.member))))


def _now(workspace: Workspace, lock: Lock) -> Iterator[Row]:
    yield from score.scored(workspace, lock.period, lock.region).rows
    yield from locks.rows_below(workspace, lock.period, lock.region)


def _restated(lock: Lock, was: Told, row: Row, since: tuple[Since, ...]) -> Restatement:
    return Restatement(
        lock=lock.seq,
        document=lock.document,
        indicator=row.indicator,
        period=row.period,
        member=row.member,
        signed_actual=was["actual"],
        actual=row.actual,
        signed_parts=(was["numerator"], was["denominator"]),
        parts=(row.numerator, row.denominator),
        signed_status=was["status"],
        status=row.status,
        since=since,
    )


def _touching(workspace: Workspace, place: str) -> Collection[str] | None:
    """The places whose records make the figure of a place; None for the root: all."""
    return None if place == workspace.province else workspace.tree.subtree(place)


def _since(later: Sequence[Entry], listed: Sequence[Entry], places: Collection[str] | None) -> Iterator[Since]:
    """Uploads and undos that touch these places, and new versions of settings by which records are counted.

    A figure is what was counted: a target decides its status only, and is never the cause.
    """
    uploads = {entry.seq: entry for entry in listed if entry.is_upload}
    for entry in later:
        if entry.is_upload and _concerns(entry, places):
            yield Since(entry.seq, entry.kind, entry.who, entry.when, str(entry.what["file"]))
        elif entry.kind == "undo" and _concerns(uploads[int(entry.what["undoes"])], places):
            yield Since(entry.seq, entry.kind, entry.who, entry.when, str(entry.what["reason"]))
        elif entry.kind in FILES and entry.kind != "targets":
            reason = str(entry.what.get("reason") or entry.what.get("decree") or entry.what["version"])
            yield Since(entry.seq, entry.kind, entry.who, entry.when, reason)


def _concerns(entry: Entry, places: Collection[str] | None) -> bool:
    """Whether an upload holds records of these places; of an application's steps the region may not be told."""
    if places is None:
        return True
    codes = pd.read_parquet(entry.rows_path, columns=["region_code"])["region_code"]
    return bool((codes.isna() | codes.isin(places)).any())
