"""Sign-off up the hierarchy: proposed, signed, revoked; what changed since is named, and nobody signs for another."""

import pytest

from access.identity import roles
from access.identity.scope import EVERYTHING, Scope
from access.identity.viewer import Viewer
from data.errors import RefusedError
from data.ledger import entries, verify
from data.settings.places import places
from metrics.acts import signed_periods
from metrics.change_control import locks, restatements, sign_off
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace
from tests.metrics.test_locks import FIRST, LATE
from tests.spec.drawn import opened

GOVERNOR = Viewer("gubernur", roles.GOVERNOR, None, "id")
REGENT = Viewer("wali-kota", roles.REGENT, ("11.71",), "id")
OTHER = Viewer("bupati", roles.REGENT, ("11.73",), "id")
ANALYST = Viewer("analis", roles.ANALYST, None, "id")
TERMINAL = Viewer("terminal", roles.TERMINAL, None, "id")
JULY = "2026-07"


@pytest.fixture
def office(tmp_path):
    with opened(tmp_path / "home") as home:
        home.transactions(FIRST)
        yield home


def state(home, region=None, period=JULY, scope=EVERYTHING):
    with Workspace(home.home, scope) as workspace:
        return sign_off.state(workspace, period, region)


def propose(home, region=None, period=JULY):
    return sign_off.propose(home.home, EVERYTHING, "analis", period, region, "lengkap")


def sign(home, viewer, region=None, document="BA-1"):
    return sign_off.sign(home.home, viewer, viewer.name, JULY, region, document)


def test_the_way_up_from_analyst_over_regent_to_governor(office):
    assert state(office).sign_off.state == "unsigned"
    propose(office, "11.71")
    assert (state(office, "11.71").sign_off.state, state(office).sign_off.state) == ("proposed", "unsigned")
    of_region = sign(office, REGENT, "11.71")
    assert (of_region.role, of_region.who, state(office, "11.71").sign_off.act) == ("regent", "wali-kota", of_region)
    assert state(office).sign_off.state == "unsigned"
    propose(office)
    of_province = sign(office, GOVERNOR)
    assert state(office).sign_off.act == of_province
    assert state(office, "11.73").sign_off.act == of_province, "the province is signed with all its regions"
    assert verify.first_broken(office.home) is None


def test_what_changed_since_is_counted_and_named_until_it_is_signed_anew(office):
    propose(office, "11.71")
    sign(office, REGENT, "11.71")
    assert state(office, "11.71").changes == ()
    office.transactions(LATE)
    changed = {(change.indicator, change.member): (change.signed_actual, change.actual)
               for change in state(office, "11.71").changes}  # fmt: skip
    assert changed["on_time_rate", "11.71"] == (100, 50)
    assert changed["received", "11.71"] == (1, 2)
    assert "Selesai tepat waktu (Kota Banda Aceh)" in sign_off.described(
        state(office, "11.71").changes, office.home, "id"
    )
    seq = state(office, "11.71").sign_off.act.seq
    sign_off.revoke(office.home, REGENT, "wali-kota", seq, "berkas susulan")
    assert state(office, "11.71").sign_off.state == "unsigned"
    propose(office, "11.71")
    sign(office, REGENT, "11.71")
    assert state(office, "11.71").changes == ()
    newest = entries.entries(office.home)[-3:]
    assert [entry.kind for entry in newest] == ["unlock", "period_proposal", "lock"]
    assert newest[0].what["reason"] == "berkas susulan"


def test_what_is_signed_is_what_was_proposed(office):
    first = propose(office)
    office.transactions(LATE)
    before = entries.head_seq(office.home)
    with pytest.raises(RefusedError, match=r"angka berubah sejak diusulkan pada entri .*on_time_rate \(11"):
        sign(office, GOVERNOR)
    assert entries.head_seq(office.home) == before
    second = propose(office)
    assert [act.seq for act in signed_periods.proposals(entries.entries(office.home))] == [second.seq] != [first.seq]
    sign(office, GOVERNOR)


def test_what_is_signed_is_the_proposal_that_was_looked_at(office):
    first = propose(office)
    office.transactions(LATE)
    second, before = propose(office), entries.head_seq(office.home)
    asked = (office.home, GOVERNOR, "gubernur", JULY, None, "BA-1")
    with pytest.raises(RefusedError, match=f"entri {second.seq}, bukan entri {first.seq}.*--proposal {second.seq}"):
        sign_off.sign(*asked, first.seq)
    assert entries.head_seq(office.home) == before
    sign_off.sign(*asked, second.seq)
    assert entries.entries(office.home)[-1].what["proposal"] == second.seq


def test_nobody_signs_for_another(office):
    for region in ("11.71", None):
        propose(office, region)
    for viewer, region in ((GOVERNOR, "11.71"), (REGENT, None), (OTHER, "11.71"), (ANALYST, None), (ANALYST, "11.71")):
        with pytest.raises(RefusedError):
            sign(office, viewer, region)
    assert sign(office, TERMINAL, "11.71").role == "terminal"
    with pytest.raises(RefusedError, match="sudah dikunci"):
        sign(office, REGENT, "11.71")


REFUSED = [
    (lambda home: sign(home, REGENT, "11.71"), "belum diusulkan"),
    (lambda home: propose(home, period="2026-11"), "belum berakhir"),
    (lambda home: sign_off.propose(home.home, EVERYTHING, "analis", JULY, None, " "), "kosong"),
    (lambda home: sign_off.propose(home.home, Scope(frozenset({"11.71"})), "a", JULY, None, "x"), "di luar hak"),
    (lambda home: sign_off.propose(home.home, Scope(frozenset({"11.71"})), "a", JULY, "11.73", "x"), "di luar hak"),
    (lambda home: sign_off.revoke(home.home, GOVERNOR, "gubernur", 1, "salah"), "bukan usulan"),
]


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_what_cannot_be_done_is_refused_and_nothing_is_written(office, case):
    act, why = REFUSED[case]
    before = entries.head_seq(office.home)
    with pytest.raises(RefusedError, match=why):
        act(office)
    assert entries.head_seq(office.home) == before


def test_who_may_revoke_what(office):
    proposed = propose(office, "11.71")
    with pytest.raises(RefusedError, match="bukan usulan"):
        sign_off.revoke(office.home, OTHER, "bupati", proposed.seq, "salah")
    sign_off.revoke(office.home, ANALYST, "analis", proposed.seq, "salah berkas")
    assert state(office, "11.71").sign_off.state == "unsigned"
    propose(office, "11.71")
    signed = sign(office, REGENT, "11.71")
    for viewer in (ANALYST, OTHER):
        with pytest.raises(RefusedError, match="bukan usulan"):
            sign_off.revoke(office.home, viewer, viewer.name, signed.seq, "salah")
    with pytest.raises(RefusedError, match="kosong"):
        sign_off.revoke(office.home, REGENT, "wali-kota", signed.seq, " ")
    sign_off.revoke(office.home, GOVERNOR, "gubernur", signed.seq, "diminta diperiksa")
    lock = locks.lock(office.home, EVERYTHING, "sekretaris", JULY, None, "BA-9")
    with pytest.raises(RefusedError, match="bukan usulan"):
        sign_off.revoke(office.home, GOVERNOR, "gubernur", lock.seq, "kunci administrator")


def test_a_longer_period_is_signed_with_all_its_months_and_partly_with_some(office):
    locks.lock(office.home, EVERYTHING, "sekretaris", JULY, "11.71", "BA-1")
    listed = entries.entries(office.home)
    found = signed_periods.sign_off(listed, Period("2026-Q3"), "11.71", places(office.home))
    assert (found.state, found.signed, found.months) == ("partly", 1, 3)
    for month in ("2026-08", "2026-09"):
        locks.lock(office.home, EVERYTHING, "sekretaris", month, "11.71", "BA-2")
    found = signed_periods.sign_off(entries.entries(office.home), Period("2026-Q3"), "11.71", places(office.home))
    assert (found.state, found.signed) == ("signed", 3)
    found = signed_periods.sign_off(entries.entries(office.home), Period("2026-Q3"), None, places(office.home))
    assert found.state == "unsigned"


def test_a_proposal_alone_restates_nothing(office):
    propose(office)
    office.transactions(LATE)
    assert restatements.restatements(office.home, EVERYTHING) == []
