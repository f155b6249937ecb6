"""Which rows are refused and which are only remarked upon (rules.md, part 1), drawn row by row."""

import shutil
from datetime import datetime, timedelta

import pytest

from data import clock
from data.home import Home
from tests.data import uploads

SHORT = {
    "no": "nomor_permohonan",
    "respons": "nomor_respons",
    "wilayah": "kode_wilayah",
    "layanan": "kode_layanan",
    "instansi": "kode_instansi",
    "diambil": "waktu_ambil_antrean",
    "dipanggil": "waktu_dipanggil",
    "diajukan": "waktu_diajukan",
    "lengkap": "waktu_berkas_lengkap",
    "selesai": "waktu_selesai",
    "jeda": "hari_jeda_pemohon",
    "kembali": "jumlah_pengembalian",
    "hambatan": "kode_hambatan",
    "bayar": "biaya_dibayar",
}
"""How the tables below head a column → the header of the template, where the two differ."""

UNLESS_DRAWN = {
    "transactions": {"no": "A-{}", "wilayah": "11.71", "layanan": "DKC-01", "diajukan": "2026-03-02"},
    "surveys": {"respons": "R-{}", "wilayah": "11.71", "tanggal": "2026-03-02"},
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def send(office):
    """Load a drawn table into the emptied home, required columns filled in: `send(table, kind)` → the receipt."""

    def sent(table, kind="transactions", **how):
        header, *lines = uploads.lines(table)
        more = {name: cell for name, cell in UNLESS_DRAWN[kind].items() if name not in header}
        drawn = [[*more, *header]]
        drawn += [[*(cell.format(i) for cell in more.values()), *line] for i, line in enumerate(lines, start=1)]
        drawn[0] = [SHORT.get(name, name) for name in drawn[0]]
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        return uploads.send(office, "\n".join(" | ".join(line) for line in drawn), kind, **how)

    return sent


@pytest.fixture
def check(send):
    """Load a drawn table whose last column names the finding expected in each row ("-": none), and hold it to that."""

    def checked(table, kind="transactions", **how):
        header, *lines = uploads.lines(table)
        receipt = send("\n".join(" | ".join(line[:-1]) for line in (header, *lines)), kind, **how)
        headings = {ours: short for short, ours in SHORT.items()}
        found = {row: [] for row in range(2, len(lines) + 2)}
        for row, column, rule, severity in uploads.found(receipt):
            found[row].append(f"{severity} {headings.get(column, column)} {rule}")
        # One mistake is one complaint.
        assert [" and ".join(told) or "-" for told in found.values()] == [line[-1] for line in lines]
        refused = sum(line[-1].startswith("error") for line in lines)
        assert (receipt.rows_read, receipt.rows_rejected) == (len(lines), refused)
        assert receipt.rows_accepted == len(lines) - refused

    return checked


def test_every_row_in_order_is_accepted(check):
    check("""
      diajukan         | lengkap          | selesai          | status  | expected
      2026-03-02 09:00 | 2026-03-02 10:00 | 2026-03-03 10:00 | selesai | -
      2026-03-02 09:00 |                  | 2026-03-02 09:00 | ditolak | -
      2026-03-02 09:00 |                  |                  | proses  | -
      2026-03-02 09:00 |                  |                  | dicabut | -
      2026-03-02 09:00 |                  | 2026-03-04 09:00 | dicabut | -
      2026-03-02 09:00 |                  | 2026-03-04 09:00 |         | -
      2026-03-02 09:00 |                  |                  |         | -
    """)


def test_a_row_without_status_is_completed_when_it_has_a_decision_time_and_open_otherwise(office, send):
    receipt = send("""
      no  | selesai
      A-1 | 2026-03-03
      A-2 |
    """)
    rows = uploads.rows(office, receipt)
    assert dict(zip(rows["application_no"], rows["status"], strict=True)) == {"A-1": "selesai", "A-2": "proses"}


def test_status_and_decision_time_must_agree(check):
    check("""
      selesai    | status  | expected
                 | selesai | error selesai decision_missing
                 | ditolak | error selesai decision_missing
      2026-03-03 | proses  | error selesai open_but_decided
      2026-03-03 | entah   | error status word_unknown
      31/02/2026 | selesai | error selesai date_unreadable
      31/02/2026 | proses  | error selesai date_unreadable
      31/02/2026 |         | error selesai date_unreadable
    """)


def test_moments_are_in_order_by_the_minute_and_by_date_when_either_has_no_time(check):
    check("""
      diajukan         | lengkap          | selesai             | expected
      2026-03-02 09:00 | 2026-03-02 08:59 | 2026-03-03 10:00    | error lengkap complete_before_received
      2026-03-02 09:00 | 2026-03-02       | 2026-03-03 10:00    | -
      2026-03-02 09:00 | 2026-03-01       | 2026-03-03 10:00    | error lengkap complete_before_received
      2026-03-02       | 2026-03-02 08:59 | 2026-03-03 10:00    | -
      2026-03-02 09:00 | 2026-03-02 10:00 | 2026-03-02 09:59    | error selesai decided_before_complete
      2026-03-02 09:00 | 2026-03-02 10:00 | 2026-03-02 10:00    | -
      2026-03-02 09:00 | 2026-03-02 10:00 | 2026-03-02          | -
      2026-03-02 09:00 | 2026-03-03 10:00 | 2026-03-02          | error selesai decided_before_complete
      2026-03-02 09:00 |                  | 2026-03-02 08:59    | error selesai decided_before_received
      2026-03-02 09:00 |                  | 2026-03-02          | -
      2026-03-02 09:00 |                  | 2026-03-01          | error selesai decided_before_received
      2026-03-02 09:00 | 31/02/2026       | 2026-03-01 08:00    | error lengkap date_unreadable
      2026-03-02 09:00 |                  | 2026-03-02 00:00:59 | -
    """)


def test_two_orders_broken_are_two_complaints(send):
    receipt = send("""
      diajukan   | lengkap    | selesai
      2026-03-04 | 2026-03-03 | 2026-03-02
    """)
    assert [rule for _, _, rule, _ in uploads.found(receipt)] == ["complete_before_received", "decided_before_complete"]
    assert receipt.rows_rejected == 1


def test_what_is_said_to_have_happened_cannot_lie_ahead_but_a_promise_may(check):
    now = clock.now().replace(tzinfo=None)
    past, soon = f"{now:%Y-%m-%d %H:%M}", f"{now + timedelta(hours=2):%Y-%m-%d %H:%M}"
    check(f"""
      diambil | dipanggil | diajukan | lengkap | selesai | tenggat                       | expected
              |           | {past}   |         |         | {now + timedelta(300):%d/%m/%Y} | -
      {soon}  |           | {past}   |         |         |                               | error diambil in_the_future
              | {soon}    | {past}   |         |         |                               | error dipanggil in_the_future
              |           | {soon}   |         |         |                               | error diajukan in_the_future
              |           | {past}   | {soon}  |         |                               | error lengkap in_the_future
              |           | {past}   |         | {soon}  |                               | error selesai in_the_future
    """)


def test_the_present_is_that_of_the_files_zone(send):
    """An hour ago in Aceh has not come yet in Amsterdam."""
    local = datetime.fromisoformat(f"{clock.now():%Y-%m-%d %H:%M}") - timedelta(hours=1)
    table = f"diajukan\n{local:%Y-%m-%d %H:%M}"
    assert not send(table).refused
    west = send(table, profile=uploads.profile_of(time_zone="Europe/Amsterdam"))
    assert [rule for _, _, rule, _ in uploads.found(west)] == ["in_the_future"]


def test_a_required_cell_must_be_there_and_readable(check):
    check("""
      no  | wilayah    | layanan | diajukan   | expected
          | 11.71      | DKC-01  | 2026-03-02 | error no cell_missing
      A-2 |            | DKC-01  | 2026-03-02 | error wilayah cell_missing
      A-3 | 11.71      |         | 2026-03-02 | error layanan cell_missing
      A-4 | 11.71      | DKC-01  |            | error diajukan cell_missing
      A-5 | 12.71      | DKC-01  | 2026-03-02 | error wilayah region_unknown
      A-6 | 1173       | DKC-01  | 2026-03-02 | error wilayah region_unknown
      A-7 | 11.71      | DKC-99  | 2026-03-02 | error layanan service_unknown
      A-8 | 11.71      | DKC-01  | 31/02/2026 | error diajukan date_unreadable
      A-9 | Banda Aceh | dkc 01  | 2026-03-02 | -
    """)


def test_an_unreadable_cell_refuses_its_row_only_where_a_figure_would_change(check):
    check("""
      kanal | dipanggil  | jeda | kembali | tenggat    | hambatan | bayar     | expected
      radio |            |      |         |            |          |           | warning kanal word_unknown
            | besok      |      |         |            |          |           | warning dipanggil date_unreadable
            |            | 1,5  |         |            |          |           | error jeda number_unreadable
            |            |      | 1,5     |            |          |           | warning kembali number_unreadable
            |            |      |         | 31/02/2026 |          |           | error tenggat date_unreadable
            |            |      |         |            | H77      |           | warning hambatan obstacle_unknown
            |            |      |         |            |          | gratis    | warning bayar number_unreadable
      ADM   | 2026-03-02 | 2    | 1       | 2026-03-31 | h01      | Rp 50.000 | -
    """)


def test_equal_rows_of_one_key_count_once_and_different_ones_are_all_refused(office, send):
    receipt = send("""
      no  | wilayah    | layanan | diajukan
      A-1 | 11.71      | DKC-01  | 2026-03-02
      A-1 | Banda Aceh | DKC-01  | 02/03/2026
      A-1 | 11.71      | DKC-01  | 2026-03-02 00:00
      A-2 | 11.71      | DKC-01  | 2026-03-02
      A-2 | 11.71      | DKC-02  | 2026-03-02
      A-2 | 11.72      | DKC-02  | 2026-03-02
      A-3 | 11.71      | DKC-01  | 2026-03-02
      A-3 | 11.71      | DKC-01  | 31/02/2026
    """)
    assert uploads.found(receipt) == [
        (3, "nomor_permohonan", "duplicate_equal", "warning"),
        (4, "nomor_permohonan", "duplicate_equal", "warning"),
        (5, "nomor_permohonan", "duplicate_different", "error"),
        (6, "nomor_permohonan", "duplicate_different", "error"),
        (8, "nomor_permohonan", "duplicate_different", "error"),
        (9, "nomor_permohonan", "duplicate_different", "error"),
        (9, "waktu_diajukan", "date_unreadable", "error"),
    ]
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (8, 2, 4)
    assert list(uploads.rows(office, receipt)["row_no"]) == [2, 7]


def test_rows_of_another_region_than_that_of_the_upload_are_refused(check):
    table = """
      wilayah | expected
      11.71   | -
      11.72   | error wilayah region_not_yours
      99.99   | error wilayah region_unknown
    """
    check(table, region="11.71")


def test_the_region_of_the_upload_serves_a_file_without_that_column(office):
    table = "nomor_permohonan | kode_layanan | waktu_diajukan\nA-1 | DKC-01 | 2026-03-02 10:00"
    receipt = uploads.send(office, table, region="11.71")
    assert list(uploads.rows(office, receipt)["region_code"]) == ["11.71"]


SERVICES = """
  code | standard_minutes_or_days | unit  | valid_from | name | agency_code | agency | authority | kind      | fee_idr
  S-1  | 30                       | menit |            | Satu | AAA         | Dinas  | daerah    | perizinan |
  S-2  |                          |       |            | Dua  | AAA         | Dinas  | daerah    | perizinan |
  S-3  | 30                       | menit | 2026-01-01 | Tiga | AAA         | Dinas  | daerah    | perizinan |
"""


def test_no_standard_and_no_promise_is_a_warning(office, check):
    own = uploads.write(office.root / "reference" / "services.csv", SERVICES, mark=",")
    try:
        check("""
          layanan | diajukan   | lengkap    | tenggat    | expected
          S-1     | 2026-03-02 |            |            | -
          S-2     | 2026-03-02 |            |            | warning layanan no_standard
          S-2     | 2026-03-02 |            | 2026-03-05 | -
          S-3     | 2025-12-30 |            |            | warning layanan no_standard
          S-3     | 2025-12-30 | 2026-01-02 |            | -
        """)
    finally:
        own.unlink()


def test_days_outside_the_calendar_are_one_line_for_the_file(send):
    receipt = send("""
      diajukan   | selesai
      2026-03-02 | 2026-03-03
      2019-03-01 | 2019-03-05
      2020-12-31 | 2021-01-05
    """)
    assert uploads.found(receipt) == [(3, "waktu_diajukan", "outside_calendar", "warning")]
    assert receipt.problems[0].detail["count"] == 2
    assert receipt.rows_accepted == 3


def test_a_survey_answers_with_numbers_or_words_and_at_least_once(check):
    table = """
      tanggal    | instansi    | persyaratan   | sarana      | biaya  | expected
      2026-03-02 | DKC         | 4             |             |        | -
      2026-03-02 | Dukcapil    | Sangat sesuai | Sangat baik | gratis | -
      2026-03-02 |             | 5             | 4           |        | error persyaratan score_unreadable
      2026-03-02 |             | 0             |             |        | error persyaratan score_unreadable
      2026-03-02 |             | 3,5           |             |        | error persyaratan score_unreadable
      2026-03-02 |             |               |             |        | error persyaratan no_answer
      2026-03-02 | Dinas Entah | 4             |             |        | warning instansi agency_unknown
                 |             | 4             |             |        | error tanggal cell_missing
      2099-01-01 |             | 4             |             |        | error tanggal in_the_future
    """
    check(table, "surveys")


def test_the_agency_of_the_service_wins_over_the_one_written(check):
    table = """
      instansi | layanan | persyaratan | expected
      PTS      | DKC-01  | 4           | warning instansi service_of_other_agency
      DKC      | DKC-01  | 4           | -
               | DKC-01  | 4           | -
               |         | 4           | -
      DKC      | XXX-01  | 4           | error layanan service_unknown
    """
    check(table, "surveys")
