"""A change of the working calendar, tried before it is set: which months and signed periods it would alter."""

import contextlib
import io
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from access.identity.scope import EVERYTHING
from data.calendar import days
from data.errors import RefusedError, error_text
from data.home import Home
from data.ledger import acts, entries, setting_versions, storage, trial_home
from data.settings import tables
from metrics.acts import signed_periods
from metrics.acts.signed_periods import Lock
from metrics.judgement.row import Row
from metrics.periods import Period
from metrics.scorecard import score
from metrics.scorecard.workspace import Workspace
from text import spreadsheet_csv

NAMES = setting_versions.FILES["calendar"]
HOLIDAYS = "holidays.csv"
CATEGORIES = ("libur_nasional", "cuti_bersama")
FIGURES = ("numerator", "denominator", "actual", "status")


@dataclass(frozen=True)
class MonthEffect:
    """A month that has ended and would have other figures: in which regions, of which indicators, and how many."""

    month: str
    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    figures: int
    statuses: int


@dataclass(frozen=True)
class Effect:
    """What a calendar would alter: closed months, oldest first, and the locks that hold one of them."""

    months: tuple[MonthEffect, ...]
    locks: tuple[Lock, ...]


def effect(home: Home, folder: Path) -> Effect:
    """Compare every closed month under the calendar in force and under the files of a folder; nothing is kept.

    The files are calendar.yaml, holidays.csv, force_majeure.csv, those that are there. Everything is derived anew in a
    trial home. A file that cannot be read is a SetupError with its line; a folder without any a RefusedError.
    """
    with Workspace(home, EVERYTHING) as workspace:
        first, last = workspace.reader.first_month(), Period(f"{workspace.today:%Y-%m}")
    with tried_home(home, folder) as tried:
        days.days(tried)
        if first is None or first > last.code:
            return Effect((), ())
        before, after = (
            score.score(one, EVERYTHING, f"{first}..{last.code}", by="leaf,month").rows for one in (home, tried)
        )
    altered = [(is_, was) for was, is_ in zip(before, after, strict=True) if _is_closed(is_) and _differs(was, is_)]
    regions = {(is_.period, is_.member) for is_, _ in altered}
    held = tuple(one for one in signed_periods.standing(entries.entries(home)) if _holds(one, regions))
    return Effect(tuple(_by_month(altered)), held)


def establish(home: Home, folder: Path, who: str, decree: str) -> entries.Entry:
    """Put the calendar of a folder in force and into the ledger, with who set it and by which decree."""
    said = acts.text("decree", decree, 200)
    with storage.lock(home):
        with tried_home(home, folder) as tried:
            days.days(tried)
            if setting_versions.version(tried, "calendar") == setting_versions.version(home, "calendar"):
                raise RefusedError(error_text("calendar_same", folder=folder.name))
        (home.root / "reference").mkdir(parents=True, exist_ok=True)
        for path in _files(folder):
            new = home.root / "reference" / f"{path.name}.new"
            shutil.copyfile(path, new)
            storage.move(new, home.root / "reference" / path.name)
        with storage.side_folder(home) as side:
            act = setting_versions.prepare(home, "calendar", who, side)
            return entries.append(home, side, act.kind, act.who, {**act.what, "decree": said})


@contextlib.contextmanager
def with_holiday(home: Home, day: date, name: str, category: str, decree: str) -> Iterator[Path]:
    """A folder for `effect` and `establish`: the home's holidays and one more.

    RefusedError when the day is a holiday already, or the name is none.
    """
    title, basis = acts.text("holiday", name, 100), acts.text("decree", decree, 200)
    if day in set(tables.holidays(home)["date"]):
        raise RefusedError(error_text("holiday_twice", day=f"{day:%Y-%m-%d}"))
    written = home.reference(HOLIDAYS).read_text(encoding="utf-8-sig").rstrip()
    line = io.StringIO(newline="")
    row = {"date": f"{day:%Y-%m-%d}", "name_id": title, "category": category, "source": basis}
    spreadsheet_csv.write_row(line, written.splitlines()[0].split(","), row)
    with tempfile.TemporaryDirectory(prefix="capaian-") as folder:
        (Path(folder) / HOLIDAYS).write_text(f"{written}\n{line.getvalue()}", encoding="utf-8", newline="\n")
        yield Path(folder)


@contextlib.contextmanager
def tried_home(home: Home, folder: Path) -> Iterator[Home]:
    """A short-lived copy of the home with the calendar of a folder."""
    files = _files(folder)
    if not files:
        raise RefusedError(error_text("calendar_missing", folder=folder, names=", ".join(NAMES)))
    with setting_versions.with_targets(home, home.targets.read_bytes()) as held, trial_home.trial_home(home) as tried:
        assert held.settings is not None
        (held.settings / "reference").mkdir(exist_ok=True)
        for path in files:
            shutil.copyfile(path, held.settings / "reference" / path.name)
        yield Home(tried.root, held.settings)


def _files(folder: Path) -> list[Path]:
    return [folder / name for name in NAMES if (folder / name).is_file()]


def _is_closed(row: Row) -> bool:
    return "partial_period" not in row.reasons


def _differs(was: Row, is_: Row) -> bool:
    return any(getattr(was, name) != getattr(is_, name) for name in FIGURES)


def _by_month(altered: list[tuple[Row, Row]]) -> Iterator[MonthEffect]:
    months: dict[str, list[tuple[Row, Row]]] = defaultdict(list)
    for pair in altered:
        months[pair[0].period].append(pair)
    for month, pairs in sorted(months.items()):
        regions, indicators = ({getattr(row, name) for row, _ in pairs} for name in ("member", "indicator"))
        statuses = sum(is_.status != was.status for is_, was in pairs)
        yield MonthEffect(month, tuple(sorted(regions)), tuple(sorted(indicators)), len(pairs), statuses)


def _holds(lock: Lock, altered: set[tuple[str, str]]) -> bool:
    months = Period(lock.period).months
    return any(month in months and lock.region in (None, region) for month, region in altered)
