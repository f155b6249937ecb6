"""An upload tried before it is kept: loaded into a throw-away copy of the home by the very way of the real load."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from access.identity.scope import Scope
from data.home import Home
from data.intake.load import Request, load
from data.intake.receipt import Receipt
from data.intake.source.profiles import PLAIN, Profile
from data.ledger import entries
from data.ledger.stored_records import Comparison, compare
from data.ledger.trial_home import trial_home
from data.schema.kinds import Kind
from data.settings.places import places
from metrics.cells import build
from metrics.judgement.row import Row
from metrics.periods import Period
from metrics.scorecard.score import score

Tell = Callable[[str, int], None]
"""Is told which stage begins (reading, comparing, scoring, saving) and of which file (from 0)."""


@dataclass(frozen=True)
class Dropped:
    """One file as it was dropped, and how it is to be read."""

    name: str
    content: bytes
    profile: Profile = PLAIN
    sheet: str | None = None
    """Which of its sheets this is, where several are read."""

    @property
    def shown(self) -> str:
        """The name of the file, and the sheet where several are read."""
        return f"{self.name} · {self.sheet}" if self.sheet else self.name

    @property
    def fingerprint(self) -> tuple[str, str]:
        """Name and SHA-256: enough to know the file again without keeping it."""
        return self.name, hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class UploadRequest:
    """How the dropped files are to be taken."""

    kind: Kind
    region: str | None = None
    who: str = "laman"
    demo: bool = False
    """Brought by a one-click role: it counts as demo data."""
    period: str | None = None
    """The period the files are said to be about; without one, what their names say."""


@dataclass(frozen=True)
class Tried:
    """What would become of one file; `comparison` is None when it would be refused."""

    receipt: Receipt
    comparison: Comparison | None


@dataclass(frozen=True)
class Change:
    """One indicator whose figure or status would change; `before` is None when nothing was held."""

    indicator: str
    before: Row | None
    after: Row


@dataclass(frozen=True)
class Trial:
    """What would become of all files, and of the headline figures of `period` (None when none was accepted)."""

    files: tuple[Tried, ...]
    period: str | None
    changes: tuple[Change, ...]


def attempt(home: Home, asked: UploadRequest, files: Sequence[Dropped], tell: Tell) -> Trial:
    """Load the files into a copy of the home and score it there; the home stays as it is."""
    with trial_home(home) as trial, on_disk(files) as paths:
        trials = []
        for i, (file, path) in enumerate(zip(files, paths, strict=True)):
            tell("reading", i)
            receipt = load(trial, _request(asked, file, path))
            tell("comparing", i)
            # What was tried has no number yet: that comes with the real load.
            trials.append(Tried(replace(receipt, seq=None), _compared(home, trial, asked.kind, receipt)))
        if all(tried.receipt.refused for tried in trials):
            return Trial(tuple(trials), None, ())
        tell("scoring", len(paths) - 1)
        period = _newest_period(home, trial, asked.kind)
        return Trial(tuple(trials), *_changes(home, trial, asked.region, period))


def store(home: Home, asked: UploadRequest, files: Sequence[Dropped], tell: Tell) -> tuple[Receipt, ...]:
    """Load the files for real, one after the other, and bring the figures up to date."""
    receipts = []
    with on_disk(files) as paths:
        for i, (file, path) in enumerate(zip(files, paths, strict=True)):
            tell("saving", i)
            receipts.append(load(home, _request(asked, file, path)))
    tell("scoring", len(files) - 1)
    if any(receipt.seq is not None for receipt in receipts):
        build.catch_up(home)
    return tuple(receipts)


@contextmanager
def on_disk(files: Sequence[Dropped]) -> Iterator[list[Path]]:
    """The files in a temporary folder, each under its own name (several may have the same)."""
    with tempfile.TemporaryDirectory(prefix="capaian-") as folder:
        paths = []
        for i, file in enumerate(files):
            name = Path(file.name.replace("\\", "/")).name
            path = Path(folder) / str(i) / ("berkas" if name in ("", "..") else name)
            path.parent.mkdir()
            path.write_bytes(file.content)
            paths.append(path)
        yield paths


def _request(asked: UploadRequest, file: Dropped, path: Path) -> Request:
    return Request(path, asked.kind, file.profile, asked.region, asked.who, demo=asked.demo, period=asked.period)


def _compared(home: Home, trial: Home, kind: Kind, receipt: Receipt) -> Comparison | None:
    if receipt.seq is None:
        return None
    entry = next(entry for entry in entries.entries(trial) if entry.seq == receipt.seq)
    return compare(home, kind, entry.rows_path)


def _newest_period(home: Home, trial: Home, kind: Kind) -> str | None:
    """The newest month (or period of a figure) in the rows that would be added; None when rows tell none."""
    held = entries.head_seq(home)
    added = [entry for entry in entries.entries(trial) if entry.seq > held and entry.is_upload]
    periods = [code for entry in added for column in kind.dated_by for code in _codes(entry, column)]
    return max(periods, key=lambda code: Period(code).last_day, default=None)


def _codes(entry: entries.Entry, column: str) -> list[str]:
    values = pd.read_parquet(entry.rows_path, columns=[column])[column].dropna()
    if column == "period":
        return [str(code) for code in values.unique()]
    return [str(values.max())[:7]] if len(values) else []


def _changes(home: Home, trial: Home, region: str | None, period: str | None) -> tuple[str, tuple[Change, ...]]:
    scope = Scope(None if region is None else frozenset(places(home).subtree(region)))
    after = score(trial, scope, period, region)
    before = score(home, scope, after.period, region).rows if entries.head_seq(home) else ()
    held = {row.indicator: row for row in before}
    changes = [Change(row.indicator, held.get(row.indicator), row) for row in after.rows]
    return after.period, tuple(change for change in changes if _differs(change))


def _differs(change: Change) -> bool:
    """Whether a figure or what is said of it changes; that there is still none is no change."""
    if change.before is None:
        return change.after.actual is not None
    if change.before.actual is None and change.after.actual is None:
        return False
    return (change.before.actual, change.before.status) != (change.after.actual, change.after.status)
