"""What a file holds beside its rows: other units, an end under another name, notes, titles, days in place of months."""

import pytest
import xlsxwriter

from data.home import Home
from data.intake import load
from data.intake.columns import matching
from data.schema import kinds
from tests.data import uploads


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files, which are only tried."""
    return Home(tmp_path_factory.mktemp("office") / "home")


def told(receipt):
    return [(problem.row, problem.rule) for problem in receipt.problems]


OTHER_UNITS = """
header                | column
Masuk (ribuan)        | masuk
Jumlah Masuk (dalam juta) | masuk
Tepat Waktu (%)       | tepat_waktu
% Tepat Waktu         | tepat_waktu
Persentase Ditolak    | ditolak
Ditolak [sementara]   | ditolak
Masuk (berkas)        | -
Keterangan (lain)     | -
"""


@pytest.mark.parametrize(("header", "column"), uploads.lines(OTHER_UNITS)[1:])
def test_a_column_that_its_unit_leaves_unread_is_told_by_the_load(office, header, column):
    table = f"kode_wilayah | bulan | kode_layanan | selesai | {header}\n11.71 | 2026-07 | DKC-01 | 9000 | 12"
    receipt = uploads.send(office, table, "recap", dry_run=True)
    assert [p.column for p in receipt.problems if p.rule == "unit_unread"] == ([] if column == "-" else [column])


@pytest.mark.parametrize(
    ("title", "is_refused"),
    [
        ("Rekap layanan (dalam ribuan)", True),
        ("Rekap layanan, dalam juta berkas", True),
        ("Retribusi dalam ribu rupiah", False),
        ("Rekap layanan Kecamatan Seribu Bukit", False),
    ],
)
def test_counts_in_thousands_by_the_title_refuse_the_file(office, title, is_refused):
    table = f"{title} | | | \nkode_wilayah | bulan | kode_layanan | masuk\n11.71 | 2026-07 | DKC-01 | 12"
    receipt = uploads.send(office, table, "recap", dry_run=True)
    assert ((None, "counts_scaled") in told(receipt), receipt.refused) == (is_refused, is_refused)


@pytest.mark.parametrize(
    ("header", "cell", "is_asked"),
    [
        ("Tgl Penyerahan", "03/03/2026", True),
        ("Lama Proses", "2 hari 3 jam", True),
        ("Catatan", "lengkap", False),
        ("Tgl Selesai", "03/03/2026", False),
    ],
)
def test_cases_that_stay_open_for_an_end_that_was_not_read_are_asked_about(office, header, cell, is_asked):
    receipt = uploads.send(office, f"{uploads.HEADERS} | {header}\nA-1 | {uploads.ROW} | {cell}", dry_run=True)
    assert ((None, "end_unread") in told(receipt)) is is_asked


def test_rows_with_another_mark_refuse_the_file(office):
    table = f"{uploads.HEADERS}\nA-1 | {uploads.ROW}\n" + f"A-2 | {uploads.ROW}".replace(" | ", ",")
    receipt = uploads.send(office, table, dry_run=True)
    assert receipt.refused and told(receipt)[0] == (None, "other_mark")


MEANS = "R-{} | 11.71 | 2026-03-02 | {}"


@pytest.mark.parametrize(("scores", "is_refused"), [(["3,45", "3.2", "3"], True), (["3,45", "3", "3"], False)])
def test_means_in_place_of_answers_refuse_the_file_and_a_lone_one_its_row(office, scores, is_refused):
    rows = "\n".join(MEANS.format(n, score) for n, score in enumerate(scores))
    receipt = uploads.send(
        office, f"nomor_respons | kode_wilayah | tanggal | persyaratan\n{rows}", "surveys", dry_run=True
    )
    assert ((None, "scale_of_means") in told(receipt), receipt.refused) == (is_refused, is_refused)


@pytest.mark.parametrize(
    ("days", "is_refused"),
    [
        (("2026-10-01", "2026-10-02"), True),
        (("2026-10-01", "2026-10-01"), False),
        (("2026-10-31", "2026-11-30"), False),
    ],
)
def test_a_recap_of_days_is_no_recap_of_its_month(office, days, is_refused):
    rows = "\n".join(f"11.71 | {day} | DKC-01 | 5" for day in days)
    receipt = uploads.send(office, f"kode_wilayah | bulan | kode_layanan | masuk\n{rows}", "recap", dry_run=True)
    assert ((None, "recap_of_days") in told(receipt), receipt.refused) == (is_refused, is_refused)


@pytest.mark.parametrize(("second", "is_refused"), [("Oktober", True), ("September", False)])
def test_a_title_in_between_may_repeat_the_month_and_not_name_another(office, second, is_refused):
    table = f"""
      Bulan: September 2026 | | |
      No | kode_wilayah | kode_layanan | masuk
      1 | 11.71 | DKC-01 | 10
      Bulan: {second} 2026 | | |
      No | kode_wilayah | kode_layanan | masuk
      1 | 11.71 | DKC-02 | 20
    """
    receipt = uploads.send(office, table, "recap", dry_run=True)
    assert ((None, "title_second") in told(receipt), receipt.refused) == (is_refused, is_refused)
    assert receipt.rows_accepted == (0 if is_refused else 2)


def test_a_group_s_cell_is_filled_though_nothing_is_counted_beside_a_moment(office):
    table = """
      nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan | biaya_dibayar
      A-1 | 11.71 | DKC-01 | 2026-03-02 | 5000
      A-2 |       | DKC-01 | 2026-03-03 |
      A-3 |       | DKC-01 | 2026-03-04 |
    """
    receipt = uploads.send(office, table, dry_run=True)
    assert (told(receipt), receipt.rows_accepted) == ([(None, "filled_down")], 3)


CODE_AND_NAME = """
column       | written                     | is
region_code  | 11.71 - Kota Banda Aceh     | 11.71
region_code  | 11.71 Banda Aceh            | 11.71
region_code  | 1171 – Banda Aceh           | 11.71
region_code  | 11.71 - Kota Langsa         | -
region_code  | 3 Banda Aceh                | -
service_code | DKC-01 - Penerbitan KTP-el  | DKC-01
service_code | dkc-01: perekaman           | DKC-01
service_code | DKC-01 - Akta Kematian      | -
service_code | 2 Akta Kematian             | -
"""


def test_a_code_before_its_name_is_the_code_unless_the_name_is_another_ones(office):
    for name, written, code in uploads.lines(CODE_AND_NAME)[1:]:
        column = kinds.kind("transactions").column(name)
        assert (matching.code(column, written, matching.vocabulary(office, column), {}) or "-") == code, written


def sheet(path, rows, hidden_rows=()):
    """A workbook of a sheet with these rows, and a hidden one with those."""
    with xlsxwriter.Workbook(str(path)) as out:
        for name, cells in (("Data", rows), ("Isi", hidden_rows)):
            if cells:
                page = out.add_worksheet(name)
                for place, row in enumerate(cells):
                    page.write_row(place, 0, row)
                if name == "Isi":
                    page.hide()
    return path


DATA = [
    uploads.HEADERS.split(" | "),
    ["A-1", "11.71", "DKC-01", "2026-03-02"],
    ["A-2", "11.71", "DKC-01", "2026-03-02"],
]


@pytest.mark.parametrize(("gap", "accepted"), [([""], 2), ([], 1)])
def test_notes_beside_a_table_of_a_workbook_are_passed_over_where_a_column_parts_them(office, tmp_path, gap, accepted):
    rows = [DATA[0], [*DATA[1], *gap, "data sementara"], DATA[2]]
    path = sheet(tmp_path / "catatan.xlsx", rows)
    receipt = load.load(office, load.Request(path, kinds.kind("transactions"), dry_run=True))
    assert receipt.rows_accepted == accepted
    assert ((None, "notes_beside") in told(receipt)) is bool(gap)


@pytest.mark.parametrize(("width", "is_told"), [(4, True), (2, False)])
def test_a_sheet_that_goes_on_without_headers_is_told(office, tmp_path, width, is_told):
    path = tmp_path / "lanjut.xlsx"
    rows = [[f"A-{n}", "11.71", "DKC-01", "2026-03-02"] for n in range(12)]
    with xlsxwriter.Workbook(str(path)) as out:
        for name, cells in (("Satu", [DATA[0], *rows[:6]]), ("Dua", [row[:width] for row in rows[6:]])):
            page = out.add_worksheet(name)
            for place, row in enumerate(cells):
                page.write_row(place, 0, row)
    receipt = load.load(office, load.Request(path, kinds.kind("transactions"), dry_run=True))
    assert ((None, "sheets_without_headers") in told(receipt)) is is_told


def test_a_workbook_whose_data_are_hidden_says_so(office, tmp_path):
    path = sheet(tmp_path / "sembunyi.xlsx", [["Ringkasan"], ["Jumlah", 2]], DATA)
    receipt = load.load(office, load.Request(path, kinds.kind("transactions"), dry_run=True))
    assert receipt.refused and told(receipt)[0] == (None, "sheets_hidden")


FIGURES = """
period   | parts      | rule
2026-10  | 90 | -
2099-10  | 90 | in_the_future
2098     | 90 | in_the_future
"""


def test_a_figure_of_a_period_that_has_not_begun_refuses_its_row(office):
    head = "kode_indikator | kode_wilayah | periode | nilai | nomor_dokumen\n"
    for period, value, rule in uploads.lines(FIGURES)[1:]:
        table = f"{head}staffed_counter_share | 11.71 | {period} | {value} | ND-1"
        found = told(uploads.send(office, table, "figures", dry_run=True))
        assert found == ([] if rule == "-" else [(2, rule)])


def test_a_share_of_nothing_refuses_its_row(office):
    head = "kode_indikator | kode_wilayah | periode | pembilang | penyebut | nomor_dokumen\n"
    row = "staffed_counter_share | {} | 2026-10 | {} | 0 | ND-1"
    rows = "\n".join([row.format("11.71", 5), row.format("11.73", 0)])
    assert told(uploads.send(office, head + rows, "figures", dry_run=True)) == [(2, "figure_out_of_range")]


RECAP = "kode_wilayah | bulan | kode_layanan | kanal | masuk\n"
CHANNELS = """
held                       | comes                                        | rule
                           | - 100, langsung 60, elektronik 40            | channels_summed
                           | - 10, langsung 60, elektronik 40             | channels_beside_whole
                           | langsung 60, elektronik 40                   |
- 100                      | langsung 60, elektronik 40                   | channels_summed
langsung 60, elektronik 40 | - 100                                        | channels_summed
- 100                      | - 120                                        |
- 100                      | langsung 60                                  | channels_beside_whole
- 60                       | langsung 60                                  | channels_beside_whole
                           | - 3, langsung 2, elektronik 1                | channels_beside_whole
"""


@pytest.mark.parametrize(("held", "comes", "rule"), uploads.lines(CHANNELS)[1:])
def test_a_recap_counts_no_sum_beside_its_channels(tmp_path, held, comes, rule):
    home = Home(tmp_path / "home")

    def recap(rows):
        each = [row.rsplit(" ", 1) for row in rows.split(", ")]
        return RECAP + "\n".join(f"11.71 | 2026-07 | DKC-01 | {channel.strip('-')} | {n}" for channel, n in each)

    if held:
        uploads.send(home, recap(held), "recap", name="dulu.csv")
    receipt = uploads.send(home, recap(comes), "recap", name="kini.csv")
    assert [found for _, found in told(receipt)] == ([rule] if rule else [])
    assert receipt.refused is (rule == "channels_summed")


COMMAS = """
rows                                       | refused
1,234,1,200,                               | 2
"1,234",900,800,; 900,800,700,5            | -
900,800,700,5; 1,234,900,5,                | 3
900,800,700; 10,9,8,1                      | -
"""


@pytest.mark.parametrize(("rows", "refused"), uploads.lines(COMMAS)[1:])
def test_a_comma_inside_an_amount_moves_no_count_into_the_next_column(office, tmp_path, rows, refused):
    path = tmp_path / "rekap.csv"
    listed = [*(row.strip() for row in rows.split(";")), "7,6,5,4"]
    lines = [f"11.71,2026-07,DKC-0{n},{row}" for n, row in enumerate(listed, start=1)]
    path.write_text("\n".join(["kode_wilayah,bulan,kode_layanan,masuk,selesai,tepat_waktu,ditolak", *lines]), "utf-8")
    receipt = load.load(office, load.Request(path, kinds.kind("recap"), dry_run=True))
    found = [str(row) for row, rule in told(receipt) if rule == "cells_beyond_headers"]
    assert found == ([] if refused == "-" else [refused])
