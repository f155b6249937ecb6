"""Decided on time, of all that were decided and had a promise to keep."""

COVERS = ("on_time_rate",)


def test_three_working_days_end_with_the_third_working_day_after_the_complete_file(home):
    """Hari berkas lengkap adalah hari ke-0: standar 3 hari kerja dari Senin berakhir pada hari Kamis."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 15:30 | 2026-07-09 15:59 | 3 days
      2026-07-06 07:30 | 2026-07-10 07:31 | 3 days
    """)
    assert home.actual("on_time_rate", "2026-07") == 50


def test_due_friday_and_decided_saturday_is_late(home):
    """Tenggat Jumat yang diputus Sabtu adalah terlambat, walaupun Sabtu bukan hari kerja."""
    home.transactions("""
      complete_at | decided_at       | standard
      2026-07-07  | 2026-07-10 23:59 | 3 days
      2026-07-07  | 2026-07-11 08:00 | 3 days
    """)
    assert home.actual("on_time_rate", "2026-07") == 50


def test_holidays_and_joint_leave_are_no_working_days(home):
    """Libur nasional dan cuti bersama bukan hari kerja: 5 hari kerja dari Jumat 13 Maret berakhir Jumat 27 Maret
    2026.
    """
    home.transactions("""
      complete_at | decided_at | standard
      2026-03-13  | 2026-03-27 | 5 days
      2026-03-13  | 2026-03-30 | 5 days
    """)
    assert home.actual("on_time_rate", "2026-03") == 50


def test_aceh_has_days_of_its_own(home):
    """Kalender Aceh ikut berlaku: 5 hari kerja dari Jumat 14 Juni 2024 berakhir Rabu 26 Juni, sehari sesudah
    nasional.
    """
    home.transactions("""
      complete_at | decided_at | standard
      2024-06-14  | 2024-06-26 | 5 days
      2024-06-14  | 2024-06-27 | 5 days
    """)
    assert home.actual("on_time_rate", "2024-06") == 50


def test_a_rejection_is_an_answer_and_counts_like_a_completion(home):
    """Penolakan adalah jawaban: yang ditolak ikut dinilai, yang dicabut dan yang berproses tidak."""
    home.transactions("""
      complete_at | decided_at | status  | standard
      2026-07-06  | 2026-07-08 | selesai | 3 days
      2026-07-06  | 2026-07-13 | ditolak | 3 days
      2026-07-06  | 2026-07-20 | dicabut | 3 days
      2026-07-06  |            | proses  | 3 days
    """)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator, row.actual) == (1, 2, 50)


def test_the_clock_starts_when_the_file_is_complete_else_when_it_was_received(home):
    """Waktu dihitung sejak berkas lengkap; bila saat lengkap tidak dicatat, sejak diajukan."""
    home.transactions("""
      received_at | complete_at | decided_at | standard
      2026-07-01  | 2026-07-13  | 2026-07-16 | 3 days
      2026-07-01  |             | 2026-07-16 | 3 days
    """)
    assert home.actual("on_time_rate", "2026-07") == 50


def test_days_spent_waiting_for_the_applicant_move_the_due_day(home):
    """Hari jeda pemohon menggeser tenggat: 3 hari kerja dan 2 hari jeda dari Senin berakhir Senin berikutnya."""
    home.transactions("""
      complete_at | decided_at | applicant_pause_days | standard
      2026-07-06  | 2026-07-13 | 2                    | 3 days
      2026-07-06  | 2026-07-14 | 2                    | 3 days
    """)
    assert home.actual("on_time_rate", "2026-07") == 50


def test_an_explicit_promise_overrides_the_standard_and_the_pauses(home):
    """Tenggat yang dijanjikan mengesampingkan standar layanan dan jeda pemohon."""
    home.transactions("""
      complete_at | decided_at | due_on     | applicant_pause_days | standard
      2026-07-06  | 2026-07-20 | 2026-07-20 |                      | 3 days
      2026-07-06  | 2026-07-08 | 2026-07-07 | 5                    | 3 days
      2026-07-06  | 2026-07-08 | 2026-07-08 |                      | none
    """)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (2, 3)


def test_without_standard_and_promise_a_decision_is_not_judged(home):
    """Layanan tanpa standar dan tanpa tenggat tidak ikut dalam penyebut, tetapi tetap dihitung selesai."""
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  | 2026-07-08 | 3 days
      2026-07-06  | 2026-07-08 | none
    """)
    assert home.row("on_time_rate", "2026-07").denominator == 1
    assert home.actual("completed", "2026-07") == 2


def test_a_standard_in_minutes_counts_opening_hours_only(home):
    """Standar menit dihitung dalam jam buka: Senin pukul 15.50 sampai Selasa pukul 07.49 adalah 29 menit."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 15:50 | 2026-07-07 07:49 | 30 minutes
      2026-07-06 15:50 | 2026-07-07 07:50 | 30 minutes
      2026-07-06 15:50 | 2026-07-07 07:51 | 30 minutes
      2026-07-10 16:10 | 2026-07-13 07:40 | 30 minutes
    """)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (3, 4)


def test_ramadan_has_shorter_hours_and_fridays_of_its_own(home):
    """Jam Ramadan berlaku: Kamis tutup pukul 15.00, Jumat pukul 16.00, dan buka pukul 08.00."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-03-05 14:50 | 2026-03-06 08:20 | 30 minutes
      2026-03-05 14:50 | 2026-03-06 08:21 | 30 minutes
      2026-03-06 15:50 | 2026-03-09 08:20 | 30 minutes
    """)
    row = home.row("on_time_rate", "2026-03")
    assert (row.numerator, row.denominator) == (2, 3)


def test_a_decision_at_midnight_takes_until_the_close_of_its_day(home):
    """Keputusan tanpa jam dianggap jatuh pada jam tutup hari itu."""
    home.transactions("""
      complete_at      | decided_at | standard
      2026-07-06 15:40 | 2026-07-06 | 30 minutes
      2026-07-06 15:20 | 2026-07-06 | 30 minutes
    """)
    assert home.actual("on_time_rate", "2026-07") == 50


def test_pauses_do_not_stop_the_clock_of_a_standard_in_minutes(home):
    """Jeda pemohon tidak berlaku pada standar menit."""
    home.transactions("""
      complete_at      | decided_at       | applicant_pause_days | standard
      2026-07-06 09:00 | 2026-07-06 10:00 | 1                    | 30 minutes
    """)
    assert home.actual("on_time_rate", "2026-07") == 0


def test_hours_are_minutes_and_a_whole_day_is_a_day(home):
    """Standar 2 jam adalah 120 menit; standar 24 jam atau lebih dihitung dalam hari kerja."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 09:00 | 2026-07-06 11:00 | 2 hours
      2026-07-06 09:00 | 2026-07-06 11:01 | 2 hours
      2026-07-06 09:00 | 2026-07-07 16:00 | 24 hours
    """)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (2, 3)


def test_the_standard_is_the_one_in_force_on_the_day_the_file_was_complete(home):
    """Standar yang dipakai ialah yang berlaku pada hari berkas lengkap."""
    home.services("""
      code   | standard | valid_from
      IZN-01 | 5 days   |
      IZN-01 | 2 days   | 2026-07-08
    """)
    home.transactions("""
      service_code | complete_at | decided_at
      IZN-01       | 2026-07-07  | 2026-07-14
      IZN-01       | 2026-07-08  | 2026-07-15
    """)
    assert home.actual("on_time_rate", "2026-07") == 50


def test_a_region_may_set_a_standard_of_its_own(home):
    """Kabupaten/kota boleh menetapkan standarnya sendiri; yang lain memakai standar umum."""
    home.services("""
      code   | standard | region_code
      IZN-01 | 5 days   |
      IZN-01 | 2 days   | 11.73
    """)
    home.transactions("""
      region_code | service_code | complete_at | decided_at
      11.71       | IZN-01       | 2026-07-06  | 2026-07-10
      11.73       | IZN-01       | 2026-07-06  | 2026-07-10
    """)
    assert home.actual("on_time_rate", "2026-07", "11.71", by="region") == 100
    assert home.actual("on_time_rate", "2026-07", "11.73", by="region") == 0


def test_outside_the_calendar_only_an_explicit_promise_is_judged(home):
    """Di luar kalender kerja hari kerjanya kosong; hanya yang bertenggat yang tetap dinilai."""
    home.transactions("""
      complete_at | decided_at | due_on     | standard
      2020-07-06  | 2020-07-07 |            | 3 days
      2020-07-06  | 2020-07-07 | 2020-07-08 | 3 days
    """)
    row = home.row("on_time_rate", "2020-07")
    assert (row.numerator, row.denominator) == (1, 1)


def test_months_are_pooled_and_never_averaged(home):
    """Triwulan bukan rata-rata tiga bulan: pembilang dan penyebutnya dijumlahkan dahulu."""
    home.transactions("""
      complete_at | decided_at | n
      2026-07-06  | 2026-07-07 | 9
      2026-07-06  | 2026-07-20 | 1
      2026-08-03  | 2026-08-04 | 1
      2026-08-03  | 2026-08-20 | 1
    """)
    assert home.actual("on_time_rate", "2026-07") == 90
    assert home.actual("on_time_rate", "2026-08") == 50
    row = home.row("on_time_rate", "2026-07..2026-08")
    assert (row.numerator, row.denominator) == (10, 12)


def test_services_and_agencies_add_up_to_the_whole(home):
    """Pembilang dan penyebut per layanan dan per instansi berjumlah sama dengan keseluruhan."""
    home.services("""
      code   | agency_code | standard
      DKC-01 | DKC         | 1 days
      PTS-05 | PTS         | 5 days
      PTS-06 | PTS         | 3 days
    """)
    home.transactions("""
      service_code | complete_at | decided_at
      DKC-01       | 2026-07-06  | 2026-07-07
      PTS-05       | 2026-07-06  | 2026-07-13
      PTS-05       | 2026-07-06  | 2026-07-14
      PTS-06       | 2026-07-06  | 2026-07-08
    """)
    assert home.actual("on_time_rate", "2026-07") == 75
    assert home.row("on_time_rate", "2026-07", "DKC", by="agency").denominator == 1
    assert home.row("on_time_rate", "2026-07", "PTS", by="agency").denominator == 3
    assert home.actual("on_time_rate", "2026-07", "PTS-05", by="service") == 50


def test_few_cases_cannot_tell_whether_the_target_is_met(home):
    """Di samping status resmi disebut seberapa pasti: 2 dari 2 belum memastikan target 90 %, 200 dari 200 sudah."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 90, decree: "SK 1"}
    """)
    home.transactions("""
      complete_at | decided_at | n
      2026-07-06  | 2026-07-07 | 2
      2026-08-03  | 2026-08-04 | 200
      2026-09-07  | 2026-09-08 | 100
      2026-09-07  | 2026-09-21 | 100
    """)
    rows = [home.row("on_time_rate", month) for month in ("2026-07", "2026-08", "2026-09")]
    assert [row.status for row in rows] == ["achieved", "achieved", "missed"]
    assert [row.confidence for row in rows] == ["cannot_tell", "surely_met", "surely_missed"]
