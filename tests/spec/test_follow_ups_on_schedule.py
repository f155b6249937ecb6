"""Follow-ups done by their deadline."""

from dataclasses import replace

from access.identity.scope import EVERYTHING
from metrics.acts import follow_up_acts
from tests.metrics.test_follow_ups import DRAFT

COVERS = ("follow_ups_on_schedule_rate",)


def propose(home, **changed):
    return follow_up_acts.propose(home.home, EVERYTHING, "analis", replace(DRAFT, **changed)).seq


def change(home, seq, **changed):
    follow_up_acts.change(home.home, EVERYTHING, "analis", seq, **changed)


def test_a_follow_up_counts_in_the_month_of_its_deadline_once_it_is_done_or_overdue(home):
    """Tindak lanjut dihitung pada bulan tenggatnya, begitu selesai atau lewat tenggat; yang batal tidak dihitung."""
    home.today("2026-09-01")
    in_time, late, cancelled, open_still = (propose(home, deadline=f"2026-09-{day}") for day in (10, 11, 12, 30))
    propose(home, deadline="2026-12-31")
    home.today("2026-09-10")
    change(home, in_time, status="done")
    home.today("2026-09-14")
    change(home, late, status="done")
    change(home, cancelled, status="cancelled", remark="Diganti.")
    row = home.row("follow_ups_on_schedule_rate", "2026-09")
    assert (row.numerator, row.denominator) == (1, 2), "the one due on the 30th is not over yet"
    home.today("2026-11-16")
    assert home.row("follow_ups_on_schedule_rate", "2026-09").denominator == 3
    change(home, open_still, status="done")
    row = home.row("follow_ups_on_schedule_rate", "2026-09")
    assert (row.numerator, row.denominator) == (1, 3)
    assert home.actual("follow_ups_on_schedule_rate", "2026-12") is None


def test_a_deadline_moved_after_it_has_passed_does_not_make_it_on_schedule(home):
    """Tenggat yang digeser setelah lewat tidak menjadikannya tepat jadwal; yang digeser sebelumnya berlaku."""
    home.today("2026-09-01")
    late, moved = (propose(home, deadline="2026-09-10") for _ in range(2))
    home.today("2026-09-09")
    change(home, moved, deadline="2026-10-20", remark="Menunggu anggaran.")
    home.today("2026-09-12")
    change(home, late, deadline="2026-10-30", remark="Menunggu anggaran.")
    home.today("2026-10-15")
    change(home, late, status="done")
    change(home, moved, status="done")
    september, october = (home.row("follow_ups_on_schedule_rate", month) for month in ("2026-09", "2026-10"))
    assert (september.numerator, september.denominator) == (0, 1)
    assert (october.numerator, october.denominator) == (1, 1)


def test_what_was_done_late_is_not_on_schedule_by_a_deadline_moved_afterwards(home):
    """Yang selesai terlambat, atau dibatalkan lalu dilanjutkan, tidak menjadi tepat jadwal oleh tenggat baru."""
    home.today("2026-09-01")
    done, resumed, in_time = (propose(home, deadline="2026-09-10") for _ in range(3))
    home.today("2026-09-09")
    change(home, in_time, status="done")
    home.today("2026-09-14")
    change(home, done, status="done")
    change(home, resumed, status="cancelled", remark="Diganti.")
    home.today("2026-09-16")
    for seq in (done, resumed, in_time):
        change(home, seq, deadline="2026-09-30", remark="Menunggu anggaran.")
    change(home, resumed, status="in_progress")
    home.today("2026-09-20")
    change(home, resumed, status="done")
    row = home.row("follow_ups_on_schedule_rate", "2026-09")
    assert (row.numerator, row.denominator) == (1, 3)


def test_follow_ups_of_the_whole_province_stand_beside_the_regions(home):
    """Tindak lanjut seluruh provinsi tampil sebagai bagian "-", sehingga bagian-bagiannya berjumlah sama."""
    home.today("2026-09-01")
    for region in (None, "11.71"):
        propose(home, deadline="2026-09-10", region=region)
    home.today("2026-09-20")
    parts = home.score("2026-09", by="region", indicators=["follow_ups_on_schedule_rate"], marked=False).rows
    assert {row.member: row.denominator for row in parts if row.denominator} == {"11.71": 1, "-": 1}
    others = home.score("2026-09", by="region", indicators=["received"], marked=False).rows
    assert "-" not in {row.member for row in others}, "nothing else belongs to no region"
