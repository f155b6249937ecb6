"""A new calendar is tried before it is set: what it would alter is told, closed months and signed ones by name."""

import pytest

from access.identity.scope import EVERYTHING
from data.errors import RefusedError, SetupError
from data.home import SHIPPED
from metrics.change_control import calendar_impact, locks
from tests.spec.drawn import opened


@pytest.fixture
def office(tmp_path):
    """One case decided on the last day of its standard in July 2026, and one far from it in August."""
    with opened(tmp_path / "home") as home:
        home.targets('on_time_rate:\n  - {from: "2020-01", value: 90, decree: SK 1}\n')
        home.transactions("""
          region_code | complete_at | decided_at
          11.71       | 2026-07-06  | 2026-07-10
          11.71       | 2026-08-03  | 2026-08-04
        """)
        yield home


@pytest.fixture
def folder(tmp_path):
    """A calendar that takes Tuesday 7 July 2026 off, for the province."""
    text = (SHIPPED / "reference" / "calendar.yaml").read_text(encoding="utf-8")
    above, province, own = text.partition('\n  "11":\n')
    own = own.replace("    days_off:\n", "    days_off:\n      - {from: 2026-07-07, decree: SK libur}\n", 1)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "calendar.yaml").write_text(above + province + own, encoding="utf-8")
    return tmp_path / "new"


def on_time(home):
    return home.score("2026-07", region="11.71", indicators=["on_time_rate"]).rows[0]


def test_a_day_off_alters_the_month_it_lies_in_and_names_what_was_signed(office, folder):
    lock = locks.lock(office.home, EVERYTHING, "sekretaris", "2026-Q3", None, "BA-1")
    locks.lock(office.home, EVERYTHING, "sekretaris", "2026-08", None, "BA-2")
    assert on_time(office).actual == 0
    found = calendar_impact.effect(office.home, folder)
    [month] = found.months
    assert (month.month, month.regions) == ("2026-07", ("11.71",))
    assert "on_time_rate" in month.indicators and month.statuses >= 1
    assert [one.seq for one in found.locks] == [lock.seq]
    assert on_time(office).actual == 0  # it was only tried

    entry = calendar_impact.establish(office.home, folder, "sekretaris", "SK libur")
    assert (entry.kind, entry.what["decree"]) == ("calendar", "SK libur")
    assert on_time(office).actual == 100
    assert on_time_as_of(office, entry.seq - 1) == 0
    with pytest.raises(RefusedError, match="sama dengan"):
        calendar_impact.establish(office.home, folder, "sekretaris", "SK libur")


def on_time_as_of(home, seq):
    return home.score("2026-07", region="11.71", indicators=["on_time_rate"], as_of=seq).rows[0].actual


def test_a_folder_without_a_calendar_or_with_a_broken_one_changes_nothing(office, tmp_path):
    with pytest.raises(RefusedError, match="tidak ada berkas kalender"):
        calendar_impact.effect(office.home, tmp_path / "nowhere")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "calendar.yaml").write_text("range: soon\n", encoding="utf-8")
    for act in (
        lambda: calendar_impact.effect(office.home, tmp_path / "broken"),
        lambda: calendar_impact.establish(office.home, tmp_path / "broken", "sekretaris", "SK"),
    ):
        with pytest.raises(SetupError, match=r"calendar\.yaml"):
            act()
    assert not (office.home.root / "reference" / "calendar.yaml").exists()
