"""Accepted deviations: said beside a miss, never a met target, only where and as long as they stand."""

from datetime import date, datetime

import pytest

from access.identity.scope import EVERYTHING, Scope
from data import clock
from data.errors import RefusedError
from data.ledger import entries
from metrics.acts import deviations
from metrics.acts.deviations import Deviation
from reports.formats import read_back
from tests.cli.conftest import terminal
from tests.reports.offices import issued
from tests.spec.drawn import opened

UNTIL = date(2026, 12, 31)
DRAFT = Deviation("on_time_rate", "11.71", "2026-08", UNTIL, "Gedung rusak karena banjir.", "SK 12/2026")


@pytest.fixture
def office(tmp_path):
    """Late in three months; 11.73 on time in August."""
    with opened(tmp_path / "home") as home:
        home.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}')
        home.transactions("""
          region_code | complete_at | decided_at
          11.71       | 2026-07-06  | 2026-07-20
          11.71       | 2026-08-03  | 2026-08-20
          11.71       | 2026-10-05  | 2026-10-20
          11.73       | 2026-08-03  | 2026-08-04
          11.75       | 2026-08-03  | 2026-08-20
        """)
        yield home


def accept(home, scope=EVERYTHING, **changed):
    draft = Deviation(**{**{name: getattr(DRAFT, name) for name in deviations.as_dict(DRAFT)}, **changed})
    return deviations.accept(home.home, scope, "gubernur", draft)


def standing(home, period, **asked):
    rows = home.score(period, indicators=["on_time_rate"], **asked).rows
    return {row.member: (row.status, deviations.ACCEPTED in row.reasons) for row in rows}


def test_a_miss_stays_a_miss_and_says_that_it_is_accepted_where_and_when_it_is(office):
    accept(office)
    august = standing(office, "2026-08", by="region")
    assert august["11.71"] == ("missed", True)
    assert august["11.75"] == ("missed", False), "another region"
    assert august["11.73"] == ("achieved", False)
    assert standing(office, "2026-08")["11"] == ("missed", False), "the province is accepted for itself only"
    assert standing(office, "2026-07", region="11.71")["11.71"] == ("missed", False), "before its first month"
    assert standing(office, "2026-10", region="11.71")["11.71"] == ("missed", True)
    months = standing(office, "2026-07..2026-10", region="11.71", by="month")
    assert {month for month, (_, accepted) in months.items() if accepted} == {"2026-08", "2026-10"}
    assert set(standing(office, "2026-08", region="11.71", by="service").values()) == {("missed", False)}


def test_of_the_province_only_the_province(office):
    made = accept(office, region="11")
    assert made.region is None
    assert standing(office, "2026-08")["11"] == ("missed", True)
    assert standing(office, "2026-08", region="11.71")["11.71"] == ("missed", False)


def test_it_lapses_by_itself_and_as_of_answers_as_it_stood(office):
    before = entries.head_seq(office.home)
    accept(office)
    assert standing(office, "2026-08", region="11.71", as_of=before)["11.71"] == ("missed", False)
    office.now = datetime(2026, 12, 31, 23, 0, tzinfo=clock.WIB)
    assert standing(office, "2026-08", region="11.71")["11.71"] == ("missed", True)
    office.now = datetime(2027, 1, 1, 0, 30, tzinfo=clock.WIB)
    assert standing(office, "2026-08", region="11.71")["11.71"] == ("missed", False)
    assert deviations.in_force(entries.entries(office.home), clock.today_in(clock.WIB)) == []


def test_a_period_that_reaches_beyond_its_end_is_not_accepted():
    assert DRAFT.covers("on_time_rate", "11.71", deviations.Period("2026-S2")) is False, "it begins in July"
    assert DRAFT.covers("on_time_rate", "11.71", deviations.Period("2026-Q4"))
    assert not DRAFT.covers("on_time_rate", "11.71", deviations.Period("2026-12..2027-01"))


def test_it_is_taken_back_with_a_reason(office):
    made = accept(office)
    with pytest.raises(RefusedError, match="bukan penyimpangan"):
        deviations.withdraw(office.home, Scope(frozenset({"11.73"})), "x", made.seq, "keliru")
    with pytest.raises(RefusedError, match="kosong"):
        deviations.withdraw(office.home, EVERYTHING, "gubernur", made.seq, " ")
    deviations.withdraw(office.home, EVERYTHING, "gubernur", made.seq, "gedung pulih")
    assert standing(office, "2026-08", region="11.71")["11.71"] == ("missed", False)
    with pytest.raises(RefusedError, match="bukan penyimpangan"):
        deviations.withdraw(office.home, EVERYTHING, "gubernur", made.seq, "sekali lagi")


@pytest.mark.parametrize(
    "changed",
    [{"indicator": "tidak_ada"}, {"region": "99.99"}, {"since": "kemarin"}, {"since": "2026"}, {"reason": " "},
     {"document": ""}, {"until": date(2026, 11, 15)}, {"reason": "NIK 1171012305670001"},
     {"scope": Scope(frozenset({"11.73"}))}, {"scope": Scope(frozenset({"11.71"})), "region": None}],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_is_written(office, changed):
    before = entries.head_seq(office.home)
    with pytest.raises(RefusedError):
        accept(office, **changed)
    assert entries.head_seq(office.home) == before


def test_terminal_and_papers(office, tmp_path):
    root = office.home.root
    asked = ("--indicator", "on_time_rate", "--region", "11.71", "--since", "2026-08", "--document", "SK 12/2026")
    asked += ("--reason", "Gedung rusak.")
    assert "--until" in terminal(root, "deviation", "accept", *asked).refused(2)
    assert "tanggal berakhir" in terminal(root, "deviation", "accept", *asked, "--until", "besok").refused(1)
    done = terminal(root, "deviation", "accept", *asked, "--until", "2026-12-31")
    assert done.code == 0 and "tetap tertulis belum tercapai" in done.out
    [listed] = terminal(root, "deviation", "list", "--json").told
    assert (listed["region"], listed["until"]) == ("11.71", "2026-12-31")
    path = issued(office.home, tmp_path, document="lembar", region="11.71", format="xlsx")
    cells = [str(cell) for row in list(read_back.cells(path.read_bytes()).values())[-1] for cell in row]
    assert any("Penyimpangan diterima sampai 31 Desember 2026: Selesai tepat waktu" in cell for cell in cells)
    assert terminal(root, "reproduce", path).code == 0
    assert terminal(root, "deviation", "withdraw", listed["seq"], "--reason", "pulih").code == 0
    assert terminal(root, "deviation", "list").out == ""
