"""What day it is, a home's own clock says: three offices, one moment, and each side of each midnight."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from access.identity.scope import EVERYTHING
from data import clock
from data.errors import RefusedError
from data.intake.source.profiles import Profile
from data.intake.values import conventions
from data.ledger import entries, setting_versions
from data.settings.places import now_of, today_of
from metrics.acts import checks
from metrics.change_control import locks
from metrics.scorecard.workspace import Workspace
from tests.data.test_places import HEAD
from tests.spec.drawn import opened

ROOT = Path(__file__).resolve().parents[2]
DECEMBER = "2026-12-01"
MIDNIGHTS = """
  moment in UTC       | WIB        | WITA       | WIT
  2026-11-30T14:59:59 | 2026-11-30 | 2026-11-30 | 2026-11-30
  2026-11-30T15:00:00 | 2026-11-30 | 2026-11-30 | 2026-12-01
  2026-11-30T15:59:59 | 2026-11-30 | 2026-11-30 | 2026-12-01
  2026-11-30T16:00:00 | 2026-11-30 | 2026-12-01 | 2026-12-01
  2026-11-30T16:59:59 | 2026-11-30 | 2026-12-01 | 2026-12-01
  2026-11-30T17:00:00 | 2026-12-01 | 2026-12-01 | 2026-12-01
"""
LINES = [[cell.strip() for cell in line.split("|")] for line in MIDNIGHTS.strip().splitlines()]
CASES = [(zone, line[0], line[column]) for column, zone in enumerate(LINES[0][1:], 1) for line in LINES[1:]]
GOAL = 'received:\n  - {{from: "2026-11", value: {value}, decree: SK 1}}\n'


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """An office of each clock with targets for November registered, and others in its file that are not."""
    made = {}
    for zone in clock.ZONES:
        with opened(tmp_path_factory.mktemp(zone) / "home") as office:
            office.today("2026-11-16 08:00")
            table = f"{HEAD}\n51,Contoh,provinsi,,,{zone},,,\n51.71,Kota,kota,,51,,,,\n"
            (office.home.root / "reference" / "regions.csv").write_text(table, encoding="utf-8")
            office.targets(GOAL.format(value=10))
            office.transactions("region_code | received_at\n51.71 | 2026-11-02 09:00")
            setting_versions.register(office.home, "uji")
            office.targets(GOAL.format(value=20))
        made[zone] = office
    return made


@pytest.fixture(params=CASES, ids=" ".join)
def midnight(request, offices, monkeypatch):
    """An office, and the day that it is there."""
    zone, moment, day = request.param
    at = datetime.fromisoformat(f"{moment}+00:00").astimezone(clock.WIB)
    monkeypatch.setattr(clock, "now", lambda: at)
    return offices[zone].home, datetime.fromisoformat(day).date(), clock.ZONES[zone]


def test_everything_that_asks_for_the_day_is_told_that_of_the_home(midnight):
    home, day, zone = midnight
    assert (today_of(home), now_of(home).tzinfo) == (day, zone)
    with Workspace(home, EVERYTHING) as workspace:
        assert workspace.today == day
    checks.not_ahead(home, day)
    with pytest.raises(RefusedError):
        checks.not_ahead(home, day + timedelta(days=1))
    is_over = f"{day}" == DECEMBER
    [change] = setting_versions.target_changes_of(home)
    assert change.past is is_over
    if not is_over:
        with pytest.raises(RefusedError):
            locks.scorecard(home, EVERYTHING, "2026-11", None)
    else:
        assert locks.scorecard(home, EVERYTHING, "2026-11", None).period == "2026-11"


@pytest.mark.parametrize(("zone", "year"), [("Asia/Jakarta", 26), ("Asia/Makassar", 27), ("Asia/Jayapura", 27)])
def test_the_years_of_a_file_are_counted_by_its_own_clock(monkeypatch, zone, year):
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=clock.WIB)
    monkeypatch.setattr(clock, "now", lambda: new_year)
    assert (f"^({year - 2}|{year - 1}|{year})" in conventions.year_first(["c0"], Profile(time_zone=zone))) is True


def test_an_entry_is_written_by_the_clock_of_its_home(offices):
    for zone, office in offices.items():
        assert entries.entries(office.home)[0].when == f"2026-11-16T{8 + list(clock.ZONES).index(zone):02d}:00:00" + (
            f"+0{7 + list(clock.ZONES).index(zone)}:00"
        )


WITHOUT_A_HOME = {
    "access/sessions/audit_log.py",
    "channels/inbox/rounds.py",
    "data/settings/places.py",
    "data/intake/values/typed_rows.py",
    "reports/safekeeping/backup.py",
    "reports/safekeeping/doctor.py",
}
"""Where moments are only compared, a file has its own clock, or a home is copied whose settings may be broken."""


def test_nobody_else_asks_the_clock_past_the_home():
    assert not hasattr(clock, "today")
    folders = ("access", "api", "capaian", "channels", "data", "metrics", "pages", "reports", "terminal")
    asking = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        if re.search(r"\bclock\.(now|WIB)\b|\bdate\.today\b", path.read_text(encoding="utf-8")):
            asking.add(path.relative_to(ROOT).as_posix())
    assert asking <= WITHOUT_A_HOME, asking - WITHOUT_A_HOME
