"""Signed periods: what was signed stays, and what later data change is told with its reason."""

import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError
from data.ledger import entries, verify
from metrics.change_control import locks
from metrics.change_control.restatements import restatements
from tests.spec.drawn import opened

FIRST = """
  region_code | complete_at | decided_at
  11.71       | 2026-07-06  | 2026-07-07
  11.73       | 2026-07-06  | 2026-07-07
"""
LATE = """
  region_code | complete_at | decided_at
  11.71       | 2026-07-06  | 2026-07-20
"""
OWN = Scope(frozenset({"11.73"}))


@pytest.fixture
def office(tmp_path):
    with opened(tmp_path / "home") as home:
        home.transactions(FIRST)
        yield home


def on_time(home, region=None, **asked):
    [found] = home.score("2026-07", region=region, indicators=["on_time_rate"], **asked).rows
    return found


def told(home, scope=EVERYTHING):
    return [
        (one.member, one.signed_actual, one.actual, [(since.kind, since.reason) for since in one.since])
        for one in restatements(home.home, scope)
        if one.indicator == "on_time_rate"
    ]


def test_a_later_file_restates_the_province_and_its_region_with_old_and_new(office):
    lock = locks.lock(office.home, EVERYTHING, "sekretaris", "2026-07", None, "BA-1/2026")
    assert {one["actual"] for one in lock.rows() if one["indicator"] == "on_time_rate"} == {100, None}
    assert told(office) == [] and on_time(office).reasons == ()
    late = office.transactions(LATE)
    why = [("transactions", late.file)]
    assert told(office) == [("11", 100, 100 * 2 / 3, why), ("11.71", 100, 50, why)]
    assert told(office, Scope(frozenset({"11.73"}))) == [("11", 100, 100 * 2 / 3, why)]
    by = {row.member: row.reasons for row in office.score("2026-07", indicators=["on_time_rate"], by="region").rows}
    assert by["11.71"] == on_time(office).reasons == on_time(office, "11.71").reasons == ("restated",)
    assert by["11.73"] == ()
    assert verify.first_broken(office.home) is None


def test_the_reason_of_an_undo_is_told_until_the_period_is_unlocked_and_signed_anew(office):
    lock = locks.lock(office.home, EVERYTHING, "sekretaris", "2026-07", "11.71", "BA-1/2026")
    late = office.transactions(LATE)
    office.undo(late)
    assert told(office) == []  # as it was signed
    again = office.transactions(LATE.replace("07-20", "07-21"))
    reasons = [("transactions", late.file), ("undo", "salah berkas"), ("transactions", again.file)]
    assert told(office) == [("11.71", 100, 50, reasons)]
    locks.unlock(office.home, EVERYTHING, "sekretaris", lock.seq, "berkas susulan")
    assert told(office) == [] and on_time(office, "11.71").reasons == ()
    assert on_time(office, "11.71", as_of=again.seq).reasons == ("restated",)
    locks.lock(office.home, EVERYTHING, "sekretaris", "2026-07", "11.71", "BA-2/2026")
    assert [one.document for one in locks.listed(office.home, EVERYTHING)] == ["BA-2/2026"]


REFUSED = [
    ("2026-11", None, EVERYTHING, "BA-1", "belum berakhir"),
    ("2026", None, EVERYTHING, "BA-1", "belum berakhir"),
    ("2026-07", None, OWN, "BA-1", "di luar hak"),
    ("2026-07", "11.71", OWN, "BA-1", "di luar hak"),
    ("2026-07", None, EVERYTHING, " ", "kosong"),
    ("2026-07", "11.73", EVERYTHING, "BA-2", "sudah dikunci"),
]


def test_what_cannot_be_signed_or_opened_is_refused_and_nothing_is_written(office):
    lock = locks.lock(office.home, EVERYTHING, "sekretaris", "2026-07", "11.73", "BA-1")
    for period, region, scope, document, why in REFUSED:
        with pytest.raises(RefusedError, match=why):
            locks.lock(office.home, scope, "sekretaris", period, region, document)
    for seq, scope, reason, why in (
        (lock.seq, Scope(frozenset({"11.71"})), "salah", "bukan kunci"),
        (lock.seq + 9, EVERYTHING, "salah", "bukan kunci"),
        (lock.seq, EVERYTHING, "", "alasan"),
    ):
        with pytest.raises(RefusedError, match=why):
            locks.unlock(office.home, scope, "sekretaris", seq, reason)
    assert [one.seq for one in locks.listed(office.home, EVERYTHING)] == [lock.seq]


def test_a_new_target_is_never_the_cause_of_another_figure(office):
    locks.lock(office.home, EVERYTHING, "sekretaris", "2026-07", "11.71", "BA-1/2026")
    office.targets('on_time_rate:\n  - {from: "2026-01", value: 40, decree: "SK"}')
    late = office.transactions(LATE)  # the new targets enter the ledger with it
    assert "targets" in {entry.kind for entry in entries.entries(office.home)}
    assert told(office) == [("11.71", 100, 50, [("transactions", late.file)])]
