"""Files as offices have them: headers in two rows, months without a column, dates in doubt, forms, sums in between."""

from datetime import date

import pytest

from data.home import Home
from data.intake import load
from data.intake.columns import everyday_names, matching, missing_columns
from data.intake.source import header_row, period_claims
from data.intake.source.profiles import PLAIN
from data.intake.values import unknown_words
from data.ledger import entries
from data.schema import kinds, month_names
from data.schema.kinds import fold
from tests.data import uploads
from tests.intake import books

HEADERS = "nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan | waktu_selesai"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


@pytest.fixture
def tried(office):
    """A drawn file tried in the home: `tried(table, kind, name=…)` → its receipt."""

    def of(table, kind="transactions", **asked):
        return uploads.send(office, table, kind, dry_run=True, **asked)

    return of


def rules(receipt, *passed_over):
    """The rules told of a file as (row, rule)."""
    return [(problem.row, problem.rule) for problem in receipt.problems if problem.rule not in passed_over]


def rows_of(tmp_path, kind, table, name="berkas.csv", **parts):
    """What is accepted of a file in a home of its own."""
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, table, kind, name=name, profile=uploads.profile_of(**parts))
    return receipt, uploads.rows(home, receipt)


TWO_ROWS = """
upper           | lower          | is named
No. Registrasi  |                | No. Registrasi
Tanggal         | Masuk          | Tanggal Masuk
                | Terbit         | Tanggal Terbit
Jenis Izin      |                | Jenis Izin
NILAI UNSUR     | U8             | U8
Januari 2026    | Selesai        | Januari 2026 Selesai
Februari 2026   | Selesai        | Februari 2026 Selesai
"""


def test_headers_in_two_rows_are_named_by_their_group_only_where_that_tells_more():
    upper, lower, named = zip(*uploads.lines(TWO_ROWS)[1:], strict=True)
    recognise = matching.recogniser(kinds.kind("transactions"), PLAIN)
    title = ["REGISTER"] + [""] * (len(upper) - 1)
    top = [(1, title), (3, list(upper)), (4, list(lower)), (5, ["1"] * len(upper))]
    assert header_row.headers(top, PLAIN, recognise) == (named, 4)


def test_the_row_below_the_headers_is_not_taken_for_more_of_them():
    recognise = matching.recogniser(kinds.kind("transactions"), PLAIN)
    top = [(1, ["No. Registrasi", "Tgl Masuk", "Status"]), (2, ["A-1", "2026-03-02", "selesai"])]
    assert header_row.headers(top, PLAIN, recognise) == (("No. Registrasi", "Tgl Masuk", "Status"), 1)


SPELT = """
kind         | header                                                            | is
transactions | TGL. MASUK                                                        | waktu_diajukan
transactions | Nama Layanan                                                      | kode_layanan
transactions | Waktu Ambil Antrean                                               | waktu_ambil_antrean
complaints   | Tgl Pengaduan                                                     | diterima
complaints   | Nomor Pengaduan                                                   | nomor_pengaduan
recap        | Jml Permohonan                                                    | masuk
surveys      | 1. Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan? | persyaratan
surveys      | 3. Bagaimana pendapat Saudara tentang kecepatan waktu dalam pelayanan? | waktu
surveys      | 8. Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana? | sarana
surveys      | 9. Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna? | pengaduan
surveys      | Bagaimana pendapat Saudara tentang biaya dan perilaku petugas? | -
surveys      | Saran untuk persyaratan                                           | -
"""


def test_a_header_is_known_by_its_words_written_out_or_short_and_a_question_by_its_one_subject():
    for name, header, ours in uploads.lines(SPELT)[1:]:
        kind = kinds.kind(name)
        found = matching.match(kind, [header], PLAIN, None).cells
        assert [kind.column(name).header for name in found if name != "response_no"] == ([] if ours == "-" else [ours])


SCORES = """
the cell              | is
4                     | 4
d                     | -
d. Sangat sesuai      | 4
1 = Tidak sesuai      | 1
3 (Sesuai)            | 3
a. Sangat sesuai      | 4
1. Sangat sesuai      | -
b. entah              | -
3,5                   | -
5                     | -
"""


def test_an_answer_may_have_a_letter_or_its_number_before_it_but_not_another_ones(office):
    column = kinds.kind("surveys").column("persyaratan")
    known = matching.vocabulary(office, column)
    for cell, score in uploads.lines(SCORES)[1:]:
        assert (matching.code(column, cell, known, {}) or "-") == score, cell


def test_a_unit_in_brackets_is_no_part_of_a_header_but_a_percentage_is_no_count(tmp_path):
    table = """
      bulan   | kode_wilayah | kode_layanan | Permohonan Masuk (berkas) | Selesai (dokumen) | Tepat Waktu (%)
      2026-07 | 11.71        | DKC-01       | 210                       | 200               | 95
    """
    receipt, kept = rows_of(tmp_path, "recap", table)
    assert kept[["received", "completed"]].to_numpy().tolist() == [[210, 200]]
    assert kept["completed_on_time"].isna().all() and receipt.understood.unread == ("Tepat Waktu (%)",)


EVERYDAY = """
column       | written                    | is
channel      | Datang langsung            | langsung
channel      | APM                        | mandiri
channel      | WhatsApp                   | elektronik
service_code | KTP-el                     | DKC-01
service_code | e-KTP                      | DKC-01
service_code | Pembuatan KTP              | DKC-01
service_code | Perekaman KTP-el           | -
service_code | Kartu Keluarga             | DKC-02
service_code | Pengurusan KK              | DKC-02
service_code | Kartu Keluarga (KK)        | DKC-02
service_code | Akta Lahir                 | DKC-03
service_code | SKCK                       | -
service_code | Paspor                     | -
region_code  | Pemerintah Kota Banda Aceh | 11.71
region_code  | PEMKO Lhokseumawe          | 11.73
region_code  | Pemkab Nagan Raya          | 11.15
region_code  | Kab. Bireuen               | 11.11
region_code  | Langsa, Kota               | 11.74
region_code  | Abdya                      | 11.12
region_code  | 1171                       | 11.71
region_code  | 1173                       | -
"""


def test_everyday_names_are_known_where_they_can_mean_one_only(office):
    for name, written, code in uploads.lines(EVERYDAY)[1:]:
        column = kinds.kind("transactions").column(name)
        assert (matching.code(column, written, matching.vocabulary(office, column), {}) or "-") == code, written


def test_a_part_of_a_name_that_another_service_has_too_means_none_of_them():
    names = ("Penerbitan KTP-el", "Pencetakan KTP-el", "Perekaman KIA", "Pelayanan SKCK")
    known = everyday_names.of_services(names, ("A", "B", "C", "D"))
    found = [known.get(fold(word)) for word in ("KTP-el", "KTP", "Pencetakan KTP-el", "KIA", "Penerbitan KIA", "SKCK")]
    assert found == [None, None, "B", None, None, "D"]


def test_a_service_is_known_by_its_letters_at_the_end_of_its_name(office):
    service = kinds.kind("transactions").column("service_code")
    words = matching.vocabulary(office, service)
    found = [matching.code(service, word, words, {}) for word in ("PBG", "kk", "Penerbitan Kartu Keluarga", "SIP")]
    assert found == ["PTS-05", "DKC-02", "DKC-02", None], "SIP is in the middle: two services begin with it"


def test_a_header_may_feed_two_columns_by_the_profile(tmp_path):
    """A queue machine tells when the ticket was taken; that is when the application came, too."""
    table = """
      id  | kode_wilayah | pelayanan | waktu_ambil      | waktu_panggil    | selesai
      Q-1 | 11.71        | DKC-01    | 2026-03-02 08:05 | 2026-03-02 08:17 | 2026-03-02 08:30
    """
    columns = {"id": "nomor_permohonan", "waktu_ambil": "waktu_ambil_antrean, waktu_diajukan", "selesai": "decided_at"}
    receipt, rows = rows_of(tmp_path, "transactions", table, columns=columns)
    assert receipt.problems == ()
    assert rows["ticket_at"].equals(rows["received_at"]) and str(rows["called_at"][0]) == "2026-03-02 08:17:00"


def test_choosing_a_header_for_a_second_column_keeps_the_first():
    kind = kinds.kind("transactions")
    profile = uploads.profile_of(columns={"Waktu Ambil": "ticket_at", "tamat": "decided_at"})
    profile = profile.feeding("waktu_ambil", kind.column("received_at")).feeding("akhir", kind.column("decided_at"))
    assert profile.columns == {"Waktu Ambil": "ticket_at, waktu_diajukan", "akhir": "waktu_selesai"}


CLAIMED = """
file                     | sheet       | given | is about
Rekap Oktober 2026.xlsx  | Data        |       | 2026-10
Rekap 2026.xlsx          | Agustus     |       | 2026-08
Rekap.xlsx               | Agustus     | 2026  | 2026-08
Rekap.xlsx               | Agustus     |       | -
Rekap.xlsx               | Agt 2025    |       | 2025-08
Rekap Oktober 2026.xlsx  | Agustus     |       | 2026-08
Rekap Oktober 2026.xlsx  | Agt 2026    | 2026-09 | 2026-09
Rekap Oktober 2026.xlsx  |             | 2026-11 | 2026-11
"""


def test_a_sheet_named_by_its_month_says_more_than_the_file_and_less_than_what_is_given():
    for file, sheet, given, about in uploads.lines(CLAIMED)[1:]:
        claim = period_claims.of_file(file, sheet or None, given or None)
        assert (claim.period if claim else "-") == about, (file, sheet, given)


RECAP = """
  Kode Wilayah | Jenis Layanan | Masuk | Selesai
  11.71        | DKC-01        | 1.234 | 1.200
"""


TITLES = """
title                                  | month
REKAP PELAYANAN BULAN: JULI 2026       | 2026-07-01
Rekap Juli 2026 (Perwal 06/2021)       | 2026-07-01
Rekap Januari 2026 s.d. Juni 2026      | period_in_doubt
Rekap s.d. Juni 2026                   | period_in_doubt
Sesuai Perwal Nomor 06/2021            | month_missing
Rekap layanan per 31 Juli 2026         | month_missing
"""


@pytest.mark.parametrize(("title", "month"), uploads.lines(TITLES)[1:])
def test_a_month_in_words_above_the_table_is_the_month_of_its_rows(tmp_path, title, month):
    table = f"{title} | |\n | |\nkode_layanan | masuk | selesai\nDKC-01 | 10 | 9\nDKC-02 | 5 | 5"
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, table, "recap", region="11.71")
    if not month.startswith("2026"):
        assert rules(receipt) == [(None, month)]
    else:
        assert rules(receipt) == [(None, "period_as_claimed")]
        assert {f"{kept:%Y-%m-%d}" for kept in uploads.rows(home, receipt)["month"]} == {month}


def test_a_recap_without_months_is_of_the_month_it_is_said_to_be_about(tmp_path, tried):
    receipt, rows = rows_of(tmp_path, "recap", RECAP, "rekap oktober 2026.csv")
    assert rules(receipt) == [(None, "period_as_claimed")]
    assert rows[["received", "completed"]].values.tolist() == [[1234, 1200]]
    assert rows["month"].astype(str).tolist() == ["2026-10-01"]
    for name in ("rekap.csv", "rekap TW III 2026.csv"):
        assert rules(tried(RECAP, "recap", name=name)) == [(None, "month_missing")], "a quarter is no month"


def test_answers_without_dates_are_of_the_last_day_and_numbered_by_the_moment_of_a_form(tmp_path):
    table = """
      No. Responden | kode_wilayah | U1 | U2
      1             | 11.71        | 4  | 3
      2             | 11.71        | 3  | 3
      Jumlah        | 11.71        | 7  | 6
      NRR           | 11.71        | 4  | 3
    """
    receipt, rows = rows_of(tmp_path, "surveys", table, "SKM TW III 2026.csv")
    assert rules(receipt) == [(4, "summary_skipped"), (None, "dated_as_claimed")]
    assert list(rows["response_no"]) == ["1", "2"] and set(rows["answered_on"].astype(str)) == {"2026-09-30"}


def test_a_form_that_numbers_no_answers_is_numbered_by_its_moments(tmp_path):
    table = """
      Timestamp                    | kode_wilayah | U1
      2026/10/05 9:12:44 AM GMT+7  | 11.71        | 4
      2026/10/05 2:12:44 PM GMT+7  | 11.71        | 3
    """
    receipt, rows = rows_of(tmp_path, "surveys", table)
    assert rules(receipt) == [(None, "numbered_by_time")]
    assert rows["response_no"].nunique() == 2 and set(rows["answered_on"].astype(str)) == {"2026-10-05"}


def test_a_survey_without_numbers_is_told_how_to_number():
    kind, headers = kinds.kind("surveys"), ["tanggal", "kode_wilayah", "U1"]
    columns = matching.match(kind, headers, PLAIN, None)
    [problem] = missing_columns.problems(kind, headers, columns, None, None)
    assert problem.rule == "response_no_missing"


ORDERS = """
dates in the file                              | read as | told
05/10/2026; 13/10/2026                         | dmy     | -
10/05/2026; 10/13/2026                         | mdy     | month_read_first
13/10/2026; 10/13/2026; 03/04/2026             | dmy     | date_orders_mixed
26-10-01 08:16:25; 26-10-22 08:20:11           | ymd     | year_read_first
26-10-24; 05-10-24                             | dmy     | -
01-10-26; 22-10-26                             | dmy     | -
26-10-2026; 26-10-01                           | dmy     | -
2026/10/05; 2026.10.22                         | dmy     | -
"""
LATE = ("date_unreadable", "in_the_future", "outside_calendar")


@pytest.mark.parametrize(("dates", "order", "told"), uploads.lines(ORDERS)[1:])
def test_an_order_of_dates_that_is_in_doubt_is_told(tried, monkeypatch, dates, order, told):
    monkeypatch.setattr("data.clock.today_in", lambda zone: date(2026, 11, 24))
    lines = [f"A-{n} | 11.71 | DKC-01 | {day.strip()} |" for n, day in enumerate(dates.split(";"))]
    receipt = tried("\n".join([HEADERS, *lines]))
    assert receipt.understood.date_order == order
    assert [rule for _, rule in rules(receipt, *LATE)] == ([] if told == "-" else [told])


def test_one_slip_of_the_pen_does_not_turn_the_dates_of_a_file(tried):
    lines = [f"A-{n} | 11.71 | DKC-01 | 0{n % 9 + 1}/10/2026 |" for n in range(40)]
    receipt = tried("\n".join([HEADERS, *lines, "B | 11.71 | DKC-01 | 05/13/2026 |"]))
    assert receipt.understood.date_order == "dmy" and receipt.rows_rejected == 1
    assert (42, "date_orders_mixed") in rules(receipt)


def test_a_clock_time_in_a_column_of_its_own_is_told(tried):
    table = """
      nomor_permohonan | kode_wilayah | kode_layanan | Tgl Masuk  | Jam Masuk
      A-1              | 11.71        | POL-01       | 2026-03-02 | 08.16
    """
    assert rules(tried(table)) == [(None, "times_apart")]
    assert rules(tried(table.replace("2026-03-02", "2026-03-02 08:16"))) == []


def test_headers_of_every_page_numbers_of_columns_and_sums_in_between_are_passed_over(tried):
    receipt = tried(f"""
      {HEADERS}
      1                | 2            | 3            | 4              | 5
      A-1              | 11.71        | DKC-01       | 2026-03-02     | 2026-03-03
      Subtotal         |              |              |                | 1
      {HEADERS}
      A-2              | 11.71        | DKC-01       | 2026-03-02     | 2026-03-03
      Total-1          | 11.71        | DKC-01       | 2026-03-02     | 2026-03-03
    """)
    assert rules(receipt) == [(4, "summary_skipped"), (5, "header_repeated"), (2, "columns_numbered")]
    assert (receipt.rows_read, receipt.rows_accepted, receipt.rows_rejected) == (3, 3, 0)


def test_numbers_that_begin_anew_each_month_are_told_before_they_replace_the_last(tmp_path):
    home = Home(tmp_path / "home")

    def month(number, count=5):
        lines = [f"{n} | 11.71 | DKC-01 | 2026-{number:02d}-0{n + 1} |" for n in range(count)]
        return "\n".join([HEADERS, *lines])

    uploads.send(home, month(3), name="maret.csv")
    again = uploads.send(home, month(4), name="april.csv", dry_run=True)
    assert [(p.row, p.column, dict(p.detail)) for p in again.problems] == [(2, "nomor_permohonan", {"count": 5})]
    assert rules(uploads.send(home, month(3, 8), name="lagi.csv", dry_run=True)) == [], "the same month is a correction"


AGAIN = """
kind         | service then | service now | day now    | is told
transactions | PTS-02       | PTS-03      | 2026-03-02 | yes
transactions | PTS-02       | PTS-02      | 2026-03-09 | yes
transactions | PTS-02       | PTS-02      | 2026-03-02 | no
surveys      | PTS-02       | PTS-03      | 2026-03-02 | yes
surveys      | PTS-02       | PTS-02      | 2026-03-02 | no
"""


@pytest.mark.parametrize(("kind", "then", "now", "day", "is_told"), uploads.lines(AGAIN)[1:])
def test_numbers_that_begin_anew_for_each_service_or_week_are_told_too(tmp_path, kind, then, now, day, is_told):
    home = Home(tmp_path / "home")
    number, dated = {"transactions": ("nomor_permohonan", "waktu_diajukan"), "surveys": ("nomor_respons", "tanggal")}[
        kind
    ]
    head = f"{number} | kode_wilayah | kode_layanan | {dated} | persyaratan\n"

    def rows(service, day, score):
        return head + "\n".join(f"{n} | 11.71 | {service} | {day} | {score}" for n in range(3))

    uploads.send(home, rows(then, "2026-03-02", 4), kind, name="dulu.csv")
    again = uploads.send(home, rows(now, day, 3), kind, name="kini.csv", dry_run=True)
    assert ("numbers_reused" in {problem.rule for problem in again.problems}) is (is_told == "yes")


def test_complaints_without_a_type_are_counted_out_loud(tried):
    head = "nomor_pengaduan | kode_wilayah | jenis | diterima | selesai\n"
    rows = "P-1 | 11.71 | informasi | 2026-03-02 | 2026-03-03\nP-2 | 11.71 | | 2026-03-02 | 2026-03-03"
    receipt = tried(head + rows, "complaints")
    assert [(p.row, dict(p.detail)) for p in receipt.problems if p.rule == "complaint_untyped"] == [(3, {"count": 1})]


def test_months_side_by_side_and_another_kinds_file_are_told_as_such(tried):
    wide = "kode_layanan | Januari | Februari | Okt-26 | Jumlah\nDKC-01 | 1 | 2 | 3 | 6"
    assert rules(tried(wide, "recap", region="11.71")) == [(None, "months_without_year")]
    wide = wide.replace("kode_layanan", "Kab/Kota | Jenis Layanan").replace("DKC-01", "11.71 | DKC-01")
    assert tried(wide).problems[0].detail == {"kind": "recap"}
    receipt = tried(RECAP, name="rekap oktober 2026.csv")
    assert rules(receipt)[0] == (None, "other_kind") and "rekap bulanan" in receipt.problems[0].message()


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("Okt-26", "2026-10"),
        ("2026/9", "2026-09"),
        ("2026.1", None),
        ("202610", "2026-10"),
        ("202610.0", "2026-10"),
        ("202613", None),
    ],
)
def test_a_month_is_read_as_programs_write_it_but_not_where_a_digit_may_be_cut(written, month):
    assert month_names.read_month(written) == month


FIGURES = """
  kode_indikator     | kode_wilayah | periode | nilai | nomor_dokumen
  IKM                | 11.71        | 2025    | 86,4  | 1
  satisfaction_index | 11.72        | 2025    | 0,864 | 2
  on_time_rate       | 11.71        | 2025    | 0,85  | 3
  on_time_rate       | 11.72        | 2025    | 85 %  | 4
  unsur_biaya        | 11.71        | 2025    | 4,5   | 5
"""


def test_a_value_that_its_unit_cannot_have_is_told(tried):
    told = [(4, "share_as_fraction"), (2, "figure_not_shown"), (3, "figure_out_of_range"), (6, "figure_out_of_range")]
    assert rules(tried(FIGURES, "figures")) == told


WORDS = """
word       | the nearest first | may be taken with all others
SKCK       | POL-01            | no
perekaman  | DKC-01            | yes
kartu kelu | DKC-02            | yes
zzzz       | -                 | no
"""


def test_a_word_is_offered_by_the_names_it_stands_in_and_taken_unasked_by_none(office, tried):
    words = {line[0]: line[1:] for line in uploads.lines(WORDS)[1:]}
    lines = [f"{n} | 11.71 | {word} | 2026-03-02 |" for n, word in enumerate(words)]
    found = {word.word: word for word in tried("\n".join([HEADERS, *lines])).unknown_words}
    for word, (nearest, may) in words.items():
        assert (found[word].nearest or ("-",))[0] == nearest, word
        assert found[word].is_clear == (may == "yes"), word
    assert not unknown_words.nearest("1111", {"1112": "x"})[1], "digits are another office's code"


def test_each_sheet_of_a_workbook_is_a_table_of_its_own_and_the_entry_says_its_period(tmp_path):
    path = books.recap_by_month(tmp_path / "rekap 2026.xlsx")
    home, kind = Home(tmp_path / "home"), kinds.kind("recap")

    def sent(sheet):
        return load.load(home, load.Request(path, kind, uploads.profile_of(sheet=sheet)))

    first, second, again = (sent(name) for name in ("Agustus", "September", "September"))
    assert not first.refused and not second.refused
    assert rules(again) == [(None, "already_loaded")] == rules(sent(None))
    uploaded = [entry for entry in entries.entries(home) if entry.is_upload]
    assert [(entry.what["period"], entry.what["understood"]["sheet"]) for entry in uploaded] == [
        ("2026-08", "Agustus"),
        ("2026-09", "September"),
    ]


BARE_MONTHS = """
file             | months               | tells                                  | reads
rekap 2026.csv   | Januari, Feb, MARET  | months_of_year                         | 2026-01, 2026-02, 2026-03
rekap 2026.csv   | 1, 02, 3.0           | months_of_year                         | 2026-01, 2026-02, 2026-03
rekap 2026.csv   | Jan., 2025-12        | months_of_year                         | 2025-12, 2026-01
2025-2026.csv    | Januari              | month_without_year, month_unreadable   |
rekap.csv        | Januari, Feb         | month_without_year, month_unreadable   |
rekap.csv        | Januari, Oktober 26  | month_unreadable                       | 2026-10
"""


@pytest.mark.parametrize(("name", "months", "tells", "reads"), uploads.lines(BARE_MONTHS)[1:])
def test_a_month_without_its_year_has_that_of_the_file_s_name_or_is_asked_about(tmp_path, name, months, tells, reads):
    home = Home(tmp_path / "home")
    cells = "\n".join(f"11.71 | {month} | DKC-01 | 5" for month in months.split(", "))
    receipt = uploads.send(home, f"kode_wilayah | bulan | kode_layanan | masuk\n{cells}", "recap", name=name)
    assert {problem.rule for problem in receipt.problems} == set(tells.split(", "))
    held = uploads.rows(home, receipt)["month"] if receipt.seq else []
    assert sorted(f"{month:%Y-%m}" for month in held) == [month for month in reads.split(", ") if month]


@pytest.mark.parametrize("written", ["1791162000", "1791162000000", "1791162000.5"])
def test_seconds_since_1970_are_a_moment_of_the_file_s_zone_and_told(tmp_path, written):
    table = f"nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan\nA-1 | 11.71 | DKC-01 | {written}"
    receipt, rows = rows_of(tmp_path, "transactions", table)
    assert rules(receipt, "no_standard") == [(None, "epoch_read")]
    assert f"{rows['received_at'][0]:%Y-%m-%d %H:%M}" == "2026-10-05 08:00"


AROUND = """
Aceh Tamiang (Kuala Simpang)      | 11.16
Kab. Aceh Besar (Jantho)          | 11.06
KABUPATEN ACEH BARAT DAYA (ABDYA) | 11.12
MPP Kota Banda Aceh               | 11.71
Aceh Utara (Kota Langsa)          |
"""


@pytest.mark.parametrize(("name", "code"), uploads.lines(AROUND))
def test_a_region_with_its_capital_or_its_mall_is_that_region(office, name, code):
    column = kinds.kind("transactions").column("region_code")
    assert (matching.code(column, name, matching.vocabulary(office, column), {}) or "") == code


def test_the_month_of_a_title_is_the_period_of_the_entry(tmp_path):
    home = Home(tmp_path / "home")
    table = "REKAP BULAN OKTOBER 2026\nkode_wilayah | kode_layanan | masuk\n11.71 | DKC-01 | 5"
    receipt = uploads.send(home, table, "recap")
    assert receipt.seq is not None
    assert entries.entries(home)[-1].what["period"] == "2026-10"
