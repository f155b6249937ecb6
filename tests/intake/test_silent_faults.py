"""What would be a wrong figure without a word is refused, asked or told: one small file for each kind of it."""

import datetime
import re
import zipfile

import pytest
import xlsxwriter

from data.home import Home
from data.intake import load
from data.intake.source.profiles import Profile
from data.schema import kinds
from tests.data import uploads
from tests.intake import binary_books

FILE = "file"
"""A finding about the file as a whole."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files that are only tried."""
    return Home(tmp_path_factory.mktemp("office") / "home")


def told(receipt):
    """Every finding as (row or FILE, rule, severity), warnings of missing standards left out."""
    return [(p.row or FILE, p.rule, p.severity) for p in receipt.problems if p.rule != "no_standard"]


def book(path, rows, merges=(), formats=(), hidden=()):
    """A workbook of these rows; `merges` are (first row, last row, column), `formats` (row, column, format)."""
    styles = {(row, column): of for row, column, of in formats}
    with xlsxwriter.Workbook(str(path)) as out:
        sheet, moment = out.add_worksheet("Data"), out.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, datetime.datetime):
                    sheet.write_datetime(i, j, cell, moment)
                elif (i, j) in styles:
                    sheet.write_number(i, j, cell, out.add_format({"num_format": styles[i, j]}))
                elif isinstance(cell, str):
                    sheet.write_string(i, j, cell)
                else:
                    sheet.write(i, j, cell)
        for first, last, column in merges:
            sheet.merge_range(first, column, last, column, rows[first][column])
        for row in hidden:
            sheet.set_row(row, None, None, {"hidden": True})
    return path


def tried(office, path, kind="transactions", **asked):
    return load.load(office, load.Request(path, kinds.kind(kind), dry_run=True, **asked))


def rows_of(home, path, kind="transactions"):
    receipt = load.load(home, load.Request(path, kinds.kind(kind)))
    return receipt, uploads.rows(home, receipt)


# --- figures ----------------------------------------------------------------------------------------------------------


FIGURES = "kode_indikator | kode_wilayah | periode | nilai | nomor_dokumen\n"


@pytest.mark.parametrize(
    ("indicator", "written", "value"),
    [
        ("ipp_index", "4.215", 4.215),  # 4215 is no index of 0 to 5
        ("ipp_index", "4,215", 4.215),
        ("ombudsman_score", "88.305", 88.305),
        ("cost_per_service", "12.500,50", 12500.5),
    ],
)
def test_three_digits_after_a_lone_mark_are_what_the_unit_can_be(tmp_path, indicator, written, value):
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, f"{FIGURES}{indicator} | 11.71 | 2025 | {written} | SK-1", "figures")
    assert uploads.rows(home, receipt)["value"].tolist() == [value]


def test_where_the_unit_can_be_both_the_mark_is_asked_and_a_profile_answers(office):
    table = f"{FIGURES}cost_per_service | 11.71 | 2025 | 12.500 | SK-1"
    assert told(uploads.send(office, table, "figures", dry_run=True)) == [(FILE, "decimals_in_doubt", "error")]
    answered = uploads.send(office, table, "figures", profile=Profile(decimal_mark=","), dry_run=True)
    assert answered.rows_accepted == 1


@pytest.mark.parametrize(
    ("indicator", "value"),
    [("ipp_index", "5,1"), ("ombudsman_score", "101"), ("staffed_counter_share", "100,5"), ("cost_per_service", "-1")],
)
def test_a_value_that_its_unit_cannot_have_refuses_the_row(office, indicator, value):
    receipt = uploads.send(office, f"{FIGURES}{indicator} | 11.71 | 2025 | {value} | SK-1", "figures", dry_run=True)
    assert told(receipt) == [(2, "figure_out_of_range", "error")]


def test_a_figure_that_is_computed_is_told_to_be_kept_unseen(office):
    receipt = uploads.send(office, f"{FIGURES}on_time_rate | 11.71 | 2026-07 | 91,5 | L-7", "figures", dry_run=True)
    assert told(receipt) == [(2, "figure_not_shown", "warning")]


def test_a_percent_cell_is_read_as_it_is_shown(tmp_path):
    header = ["kode_indikator", "kode_wilayah", "periode", "nilai", "nomor_dokumen"]
    shares = [(0.965, "0.0%"), (1, "0%"), (0.5, '0.00" ("0%")"'), (97.25, '0.00" %"')]
    rows = [
        ["staffed_counter_share", f"11.{70 + i}", "2026-10", share, "N-1"] for i, (share, _) in enumerate(shares, 1)
    ]
    formats = [(i, 3, of) for i, (_, of) in enumerate(shares, start=1)]
    home = Home(tmp_path / "home")
    _, read = rows_of(home, book(tmp_path / "persen.xlsx", [header, *rows], formats=formats), "figures")
    assert read["value"].tolist() == [96.5, 100, 50, 97.25]


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "beside", "code", "name", "rule"),
    [
        ("kode_wilayah", "nama_kabupaten_kota", "11.73", "Kota Langsa", "region_disagrees"),
        ("kode_wilayah", "Kab/Kota", "11.73", "Langsa", "region_disagrees"),
        ("kode_layanan", "nama layanan", "PTS-02", "DKC-01", "service_disagrees"),
    ],
)
def test_a_code_and_a_name_that_contradict_each_other_refuse_the_row(office, column, beside, code, name, rule):
    cells = {"nomor_permohonan": "A-1", "kode_wilayah": "11.71", "kode_layanan": "DKC-01", "tgl masuk": "2026-03-02"}
    cells |= {column: code, beside: name}
    receipt = uploads.send(office, " | ".join(cells) + "\n" + " | ".join(cells.values()), dry_run=True)
    assert told(receipt) == [(2, rule, "error")]


def test_a_name_that_agrees_or_is_unknown_refuses_nothing(office):
    table = """
      nomor_permohonan | kode_wilayah | nama wilayah | kode_layanan | tgl masuk
      A-1              | 11.71        | Banda Aceh   | DKC-01       | 2026-03-02
      A-2              | 11.71        | Zona Timur   | DKC-01       | 2026-03-02
      A-3              | 11.71        |              | DKC-01       | 2026-03-02
    """
    assert told(uploads.send(office, table, dry_run=True)) == []


TWICE = "nomor_permohonan | kode_wilayah | kode_layanan | tgl masuk | tgl selesai | {}\nA-1 | 11.71 | DKC-01 | {}"


@pytest.mark.parametrize("other", ["tanggal selesai", "Tgl Terbit", "tgl selesai"])
def test_two_headers_for_one_column_are_asked_about_unless_they_say_the_same(office, other):
    differing = TWICE.format(other, "2026-03-02 | 2026-03-03 | 2026-03-30")
    assert told(uploads.send(office, differing, dry_run=True)) == [(FILE, "headers_double", "error")]
    chosen = uploads.send(office, differing, profile=Profile(columns={"#6": "waktu_selesai"}), dry_run=True)
    assert told(chosen) == [] and chosen.understood.columns["waktu_selesai"] == other
    same = TWICE.format(other, "2026-03-02 | 2026-03-03 | 2026-03-03")
    assert told(uploads.send(office, same, dry_run=True)) == []


def test_a_second_row_of_headers_in_another_order_refuses_the_file(office):
    table = """
      Kab/Kota   | Bulan        | Jenis Layanan  | Masuk   | Selesai
      Banda Aceh | Oktober 2026 | Akta Kelahiran | 30      | 28
      Kab/Kota   | Bulan        | Jenis Layanan  | {}
      Banda Aceh | Oktober 2026 | Akta Kematian  | 9       | 3
    """
    swapped = uploads.send(office, table.format("Selesai | Masuk"), "recap", dry_run=True)
    assert (FILE, "second_header", "error") in told(swapped) and swapped.refused
    again = uploads.send(office, table.format("Masuk | Selesai"), "recap", dry_run=True)
    assert told(again) == [(3, "header_repeated", "warning")] and again.rows_accepted == 2


# --- cells that stand for others --------------------------------------------------------------------------------------


RECAP = ["kode_wilayah", "bulan", "kode_layanan", "masuk", "selesai"]


def test_merged_cells_are_filled_downwards_and_told(tmp_path):
    rows = [RECAP, ["11.71", "2026-10", "PTS-02", 9, 8], ["", "", "PTS-03", 4, 3], ["", "", "PTS-04", 2, 2]]
    path = book(tmp_path / "gabung.xlsx", rows, merges=[(1, 3, 0), (1, 3, 1)])
    receipt, read = rows_of(Home(tmp_path / "home"), path, "recap")
    assert told(receipt) == [(FILE, "merged_filled", "warning")]
    assert read[["region_code", "received"]].astype(object).values.tolist() == [
        ["11.71", 9],
        ["11.71", 4],
        ["11.71", 2],
    ]


def test_a_count_merged_over_rows_is_no_count_of_one_of_them(office, tmp_path):
    rows = [RECAP, ["11.71", "2026-10", "PTS-02", 9, 8], ["11.71", "2026-10", "PTS-03", "", 3]]
    receipt = tried(office, book(tmp_path / "gabung.xlsx", rows, merges=[(1, 2, 3)]), "recap")
    assert told(receipt) == [(2, "count_merged", "error"), (3, "count_merged", "error")]


def test_what_is_written_once_for_a_group_holds_for_its_rows(office):
    table = """
      kode_wilayah | bulan   | kode_layanan | masuk | selesai
      11.71        | 2026-10 | PTS-02       | 120   | 112
                   |         | PTS-03       | 40    | 38
                   |         | Jumlah       | 160   | 150
      11.06        | 2026-10 | PTS-02       | 50    | 50
                   |         | PTS-03       | 20    | 18
                   |         | TOTAL        | 70    | 68
    """
    receipt = uploads.send(office, table, "recap", dry_run=True)
    assert told(receipt) == [(FILE, "filled_down", "warning"), (4, "summary_skipped", "warning")]
    assert receipt.rows_accepted == 4


def test_a_finding_below_filled_cells_keeps_the_row_of_the_file(office):
    table = """
      kode_wilayah | bulan   | kode_layanan | masuk | selesai
      11.71        | 2026-10 | PTS-02       | 120   | 112
                   |         | PTS-03       | 40    | 38
                   |         | PTS-04       | 160   | x
    """
    receipt = uploads.send(office, table, "recap", dry_run=True)
    assert told(receipt) == [(FILE, "filled_down", "warning"), (4, "number_unreadable", "error")]


def test_a_cell_left_out_among_others_is_missing_and_its_row_is_no_footer(office):
    table = """
      kode_wilayah | bulan   | kode_layanan | masuk | selesai
      11.71        | 2026-10 | PTS-02       | 120   | 112
      11.71        | 2026-10 | PTS-03       | 40    | 38
                   |         | PTS-04       | 40    | 38
    """
    receipt = uploads.send(office, table, "recap", dry_run=True)
    assert told(receipt) == [(4, "cell_missing", "error")] * 2


@pytest.mark.parametrize("mark", ["sda", "s.d.a.", "idem", '"', '-"-', "''"])
def test_a_mark_for_the_same_is_the_cell_above(tmp_path, mark):
    home = Home(tmp_path / "home")
    quoted = '"' + mark.replace('"', '""') + '"'
    table = f"{uploads.HEADERS}\nA-1 | {uploads.ROW}\nA-2 | {quoted} | {quoted} | 2026-03-02 10:00"
    receipt = uploads.send(home, table)
    assert told(receipt) == [(FILE, "filled_down", "warning")]
    assert uploads.rows(home, receipt)["service_code"].tolist() == ["DKC-01", "DKC-01"]


def test_below_a_cell_that_could_not_be_read_nothing_is_filled(office):
    table = f"{uploads.HEADERS}\nA-1 | 11.99 | DKC-01 | 2026-03-02\nA-2 | sda | DKC-01 | 2026-03-02"
    assert told(uploads.send(office, table, dry_run=True)) == [(n, "region_unknown", "error") for n in (2, 3)]


@pytest.mark.parametrize(("stored", "is_told"), [(r"\1>\2<v></v>", True), (r'\1 t="str">\2<v></v>', False)])
def test_a_formula_that_nobody_calculated_is_an_error_and_one_whose_text_is_blank_is_none(
    office, tmp_path, stored, is_told
):
    path, bare = tmp_path / "rumus.xlsx", tmp_path / "tanpa nilai.xlsx"
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet()
        sheet.write_row(0, 0, [*uploads.HEADERS.split(" | "), "waktu_selesai"])
        for row in (1, 2):
            sheet.write_row(row, 0, [f"A-{row}", "11.71", "DKC-01", "2026-03-02"])
            sheet.write_formula(row, 4, "=D2+3", None, 46085)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as saved:
        for name in source.namelist():
            formula = rb'(<c r="E\d+")[^>]*>(<f>[^<]*</f>)<v>[^<]*</v>'
            saved.writestr(name, re.sub(formula, stored.encode(), source.read(name)))
    found = [(row, "formula_uncalculated", "error") for row in (2, 3)]
    assert told(tried(office, bare)) == (found if is_told else [])


@pytest.mark.parametrize(("stored", "is_told"), [((0, 0), True), ((0, 46085), False)])
def test_a_program_that_stores_0_for_all_formulas_has_calculated_none(office, tmp_path, stored, is_told):
    """It asks Excel to calculate when the workbook is opened, as a library does that writes workbooks without Excel."""
    path = tmp_path / "rekap.xlsx"
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet()
        sheet.write_row(0, 0, ["kode_wilayah", "bulan", "kode_layanan", "masuk", "selesai"])
        for row, value in enumerate(stored, start=1):
            sheet.write_row(row, 0, ["11.71", "2026-09", f"DKC-0{row}", 90000])
            sheet.write_formula(row, 4, f"=D{row + 1}-1", None, value)
    found = [(row, "formula_uncalculated", "error") for row in (2, 3)]
    assert told(tried(office, path, "recap")) == (found if is_told else [])


def test_hidden_rows_are_read_and_told(office, tmp_path):
    rows = [uploads.HEADERS.split(" | "), *([f"A-{i}", "11.71", "DKC-01", "2026-03-02"] for i in range(3))]
    receipt = tried(office, book(tmp_path / "saring.xlsx", rows, hidden=[2]))
    assert told(receipt) == [(FILE, "hidden_rows", "warning")] and receipt.rows_accepted == 3


BINARY = [
    ["kode_indikator", "kode_wilayah", "periode", "nilai", "pembilang", "nomor_dokumen"],
    ["staffed_counter_share", "11.71", "2026-10", (0.965, 1), "", "ND-1"],
    ["staffed_counter_share", "11.72", "2026-10", (1, 2), "", "ND-1"],
    ["staffed_counter_share", "11.06", "2026-10", (85.5, 0), (0.25, 2), "ND-1"],
    ["staffed_counter_share", "11.10", "2026-10", "#", "", "ND-1"],
]


@pytest.mark.parametrize("form", [binary_books.xls, binary_books.xlsb])
def test_binary_workbooks_tell_percent_cells_hidden_rows_and_failed_formulas(tmp_path, form):
    office = Home(tmp_path / "home")
    path = form(tmp_path / "nilai.bin", BINARY, hidden=[2])
    receipt = load.load(office, load.Request(path, kinds.kind("figures"), Profile(), None, "petugas", False))
    assert told(receipt) == [(FILE, "hidden_rows", "warning"), (5, "cell_error", "error")]
    assert uploads.rows(office, receipt)["value"].tolist() == [96.5, 100, 85.5]
    assert uploads.rows(office, receipt)["numerator"].tolist()[2] == 25


@pytest.mark.parametrize("form", [binary_books.xls, binary_books.xlsb])
def test_a_binary_workbook_that_does_not_hold_together_is_refused_or_read(tmp_path, office, form):
    path = form(tmp_path / "nilai.bin", BINARY, hidden=[2])
    written = path.read_bytes()
    for place in range(0, len(written), len(written) // 12):
        path.write_bytes(
            written[:place] + bytes(byte ^ 255 for byte in written[place : place + 9]) + written[place + 9 :]
        )
        load.load(office, load.Request(path, kinds.kind("figures"), Profile(), None, "petugas", True))


# --- surveys ----------------------------------------------------------------------------------------------------------


def survey(scores):
    """A survey of one unsur, an answer a row."""
    lines = (f"R-{i} | 11.71 | 2026-03-02 | {score}" for i, score in enumerate(scores))
    return "nomor_respons | kode_wilayah | tanggal | persyaratan\n" + "\n".join(lines)


def test_scores_above_four_from_several_refuse_the_file_and_a_lone_slip_its_row(office):
    scale = uploads.send(office, survey(["5", "4", "5", "3"]), "surveys", dry_run=True)
    assert scale.refused and told(scale)[0] == (FILE, "scale_above_four", "error")
    slip = uploads.send(office, survey(["5", "4", "4", "3"]), "surveys", dry_run=True)
    assert not slip.refused and told(slip) == [(2, "score_unreadable", "error")]
    two_of_many = uploads.send(office, survey(["5", "5", *["4"] * 98]), "surveys", dry_run=True)
    assert not two_of_many.refused and two_of_many.rows_accepted == 98


@pytest.mark.parametrize("answers", [["5 - Sangat Puas", "5 - Sangat Puas"], ["10", "9"], ["5,0", "4,5"], ["80", "75"]])
def test_every_way_of_writing_another_scale_refuses_the_file(office, answers):
    receipt = uploads.send(office, survey([*answers, "3"]), "surveys", dry_run=True)
    assert receipt.refused and told(receipt)[0] == (FILE, "scale_above_four", "error")


def test_zeros_from_several_refuse_the_file_and_a_lone_one_its_row(office):
    scale = uploads.send(office, survey(["0", "3", "0", "3"]), "surveys", dry_run=True)
    assert scale.refused and told(scale)[0] == (FILE, "scale_of_zero", "error")
    slip = uploads.send(office, survey(["0", "4", "4", "3"]), "surveys", dry_run=True)
    assert not slip.refused and told(slip) == [(2, "score_unreadable", "error")]
    as_blank = uploads.profile_of(blank_words={"persyaratan": ["0"]})
    blank = uploads.send(office, survey(["0", "3", "0", "3"]), "surveys", profile=as_blank, dry_run=True)
    assert "scale_of_zero" not in [rule for _, rule, _ in told(blank)] and blank.rows_accepted >= 2


@pytest.mark.parametrize("written", ['="0012"', '"=""0012"""', "'0012", " 0012\u200b"])
def test_what_makes_a_number_a_text_in_excel_is_no_part_of_it(tmp_path, written):
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, f'{uploads.HEADERS}\n{written} | ="11.71" | DKC-01 | 2026-03-02')
    row = uploads.rows(home, receipt).iloc[0]
    assert (row["application_no"], row["region_code"]) == ("0012", "11.71")


def test_words_of_another_scale_refuse_the_file(office):
    receipt = uploads.send(office, survey(["Puas", "Cukup Puas", "sesuai"]), "surveys", dry_run=True)
    assert receipt.refused and told(receipt)[0] == (FILE, "scale_of_words", "error")


@pytest.mark.parametrize("answers", ["ABCD", "abcd", ["A.", "B.", "C)", "D"]])
def test_letters_are_scores_only_where_a_profile_says_which_is_the_best(tmp_path, answers):
    office = Home(tmp_path / "home")
    receipt = uploads.send(office, survey(answers), "surveys", dry_run=True)
    assert receipt.refused and told(receipt)[0] == (FILE, "scale_of_letters", "error")
    for n, (letters, scores) in enumerate((("worst_first", [1, 2, 3, 4]), ("best_first", [4, 3, 2, 1]))):
        receipt = uploads.send(Home(tmp_path / str(n)), survey(answers), "surveys", profile=Profile(letters=letters))
        assert uploads.rows(Home(tmp_path / str(n)), receipt)["persyaratan"].tolist() == scores


def test_a_word_beside_its_letter_says_what_the_letter_means(tmp_path):
    office = Home(tmp_path / "home")
    for answers in (["a. tidak sesuai", "D. Sangat Sesuai"], ["D - Tidak sesuai", "A) sangat sesuai"]):
        receipt = uploads.send(office, survey(answers), "surveys", name=f"{answers[0][0]}.csv")
        assert uploads.rows(office, receipt)["persyaratan"].tolist() == [1, 4]
    mixed = uploads.send(office, survey(["a. tidak sesuai", "a. sangat sesuai", "4"]), "surveys", dry_run=True)
    assert told(mixed) == [(3, "score_unreadable", "error")], "both orders in one column: that of the regulation"
    contradicting = uploads.send(office, survey(["1. Sangat sesuai", "4", "3"]), "surveys", dry_run=True)
    assert told(contradicting) == [(2, "score_unreadable", "error")]


# --- numbers of records -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept"),
    [("'0012", "0012"), ("A-\u200b1", "A-1"), ("\u00a0A-1\u00a0", "A-1"), ("20260001.0", "20260001"), ("V1.0", "V1.0")],
)
def test_what_is_no_part_of_a_number_is_left_out(tmp_path, written, kept):
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, f"{uploads.HEADERS}\n{written} | {uploads.ROW}")
    assert uploads.rows(home, receipt)["application_no"].tolist() == [kept]


@pytest.mark.parametrize(
    ("written", "is_cut"), [("2,02610E+17", True), ("2.0E+16", True), ("12E05", False), ("1E+A", False)]
)
def test_a_number_that_excel_has_cut_refuses_its_row(office, written, is_cut):
    receipt = uploads.send(office, f"{uploads.HEADERS}\n{written} | {uploads.ROW}", dry_run=True)
    assert told(receipt) == ([(2, "number_cut", "error")] if is_cut else [])


def test_a_number_cell_of_more_than_fifteen_digits_is_cut_too(office, tmp_path):
    rows = [uploads.HEADERS.split(" | "), [20261000000000123456, "11.71", "DKC-01", "2026-03-02"]]
    assert told(tried(office, book(tmp_path / "panjang.xlsx", rows))) == [(2, "number_cut", "error")]


@pytest.mark.parametrize(("first", "second"), [("0001", "1"), ("reg-1", "REG-1"), ("REG 1", "REG1")])
def test_numbers_that_look_like_held_ones_are_warned_of(tmp_path, first, second):
    home = Home(tmp_path / "home")
    uploads.send(home, f"{uploads.HEADERS}\n{first} | {uploads.ROW}")
    receipt = uploads.send(home, f"{uploads.HEADERS}\n{second} | {uploads.ROW}", name="lagi.csv")
    assert told(receipt) == [(2, "numbers_alike", "warning")]


def test_decided_cases_that_a_file_opens_again_are_told(tmp_path):
    home = Home(tmp_path / "home")
    head = f"{uploads.HEADERS} | waktu_selesai\n"
    uploads.send(home, f"{head}A-1 | {uploads.ROW} | 2026-03-05\nA-2 | {uploads.ROW} |")
    receipt = uploads.send(home, f"{head}A-1 | {uploads.ROW} |\nA-2 | {uploads.ROW} |", name="lama.csv")
    assert told(receipt) == [(2, "cases_reopened", "warning")]
    assert "1 permohonan yang sudah diputus akan terbuka kembali" in receipt.problems[0].message()


def test_records_that_another_region_holds_are_told(tmp_path):
    home = Home(tmp_path / "home")
    uploads.send(home, f"{uploads.HEADERS}\nA-1 | {uploads.ROW}\nA-2 | {uploads.ROW}")
    moved = f"{uploads.HEADERS}\nA-1 | 11.06 | DKC-01 | 2026-03-02 09:00\nA-2 | 11.06 | DKC-01 | 2026-03-02 09:00"
    assert told(uploads.send(home, moved, name="lain.csv")) == [(2, "numbers_elsewhere", "warning")]
    own = f"{uploads.HEADERS}\nA-1 | 11.07 | DKC-01 | 2026-03-02 10:00"
    assert told(uploads.send(home, own, name="sendiri.csv")) == []


def test_a_recap_that_records_set_aside_is_told_from_both_sides(tmp_path):
    home = Home(tmp_path / "home")
    recap = "kode_wilayah | bulan | kode_layanan | masuk | selesai\n11.71 | 2026-03 | DKC-01 | 25 | 20"
    uploads.send(home, recap, "recap")
    receipt = uploads.send(home, f"{uploads.HEADERS}\nA-1 | {uploads.ROW}")
    assert [(p.rule, dict(p.detail)) for p in receipt.problems] == [("recap_set_aside", {"count": 1, "received": 25})]
    assert told(uploads.send(home, f"{uploads.HEADERS}\nA-2 | {uploads.ROW}", name="lagi.csv")) == []
    again = uploads.send(home, recap.replace("25", "26"), "recap", name="rekap.csv")
    assert told(again) == [(FILE, "recap_set_aside", "warning")]


# --- dates ------------------------------------------------------------------------------------------------------------


def dated(*pairs):
    lines = (f"A-{i} | 11.71 | DKC-01 | {first} | {last}" for i, (first, last) in enumerate(pairs))
    return f"{uploads.HEADERS} | waktu_selesai\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("pairs", "is_asked"),
    [
        ([("10/05/2026", "10/06/2026"), ("10/06/2026", "10/07/2026")], True),  # all of October, or five months apart
        ([("05/10/2026", "09/10/2026"), ("06/10/2026", "")], False),  # day first they lie together
        ([("10/05/2026", "13/06/2026")], False),  # one can only begin with the day
        ([("10/02/2026", "12/03/2026")], False),  # month first it would lie ahead
    ],
)
def test_a_file_that_can_be_read_both_ways_is_asked_about(office, pairs, is_asked):
    receipt = uploads.send(office, dated(*pairs), dry_run=True)
    assert told(receipt) == ([(FILE, "dates_in_doubt", "error")] if is_asked else [])
    assert uploads.send(office, dated(*pairs), profile=Profile(date_order="dmy"), dry_run=True).rows_accepted


def test_dates_that_a_spreadsheet_half_converted_are_asked_about(office, tmp_path):
    header, day = [*uploads.HEADERS.split(" | "), "waktu_selesai"], datetime.datetime
    swapped = [
        ["A-1", "11.71", "DKC-01", day(2026, 5, 10, 8), "20/10/2026 10:00"],
        ["A-2", "11.71", "DKC-01", day(2026, 6, 10, 9), day(2026, 9, 10, 11)],
    ]
    assert told(tried(office, book(tmp_path / "tukar.xlsx", [header, *swapped]))) == [
        (FILE, "dates_half_converted", "error")
    ]
    right = [*swapped, ["A-3", "11.71", "DKC-01", day(2026, 10, 14, 8), ""]]
    assert told(tried(office, book(tmp_path / "benar.xlsx", [header, *right]))) == []


NEVER = (
    "0000-00-00 00:00:00", "00/01/1900", "1970-01-01 07:00:00", "0", "belum selesai", "(Blank)", "<NULL>", "NA",
    "Tidak ada", "1/1/0001 12:00:00 AM", "1900-01-00", "Invalid date", "...",
)  # fmt: skip


@pytest.mark.parametrize("never", NEVER)
def test_a_moment_that_is_none_is_blank_and_told_once(office, never):
    receipt = uploads.send(office, dated(("2026-03-02", never), ("2026-03-03", never)), dry_run=True)
    assert [(p.rule, dict(p.detail)) for p in receipt.problems] == [("null_dates", {"count": 2})]
    required = uploads.send(office, dated((never, "2026-03-03")), dry_run=True)
    assert (2, "cell_missing", "error") in told(required)


@pytest.mark.parametrize("nothing", ["NaN", "None", r"\N", "NaT", "(null)"])
def test_what_programs_write_for_nothing_is_blank(office, nothing):
    assert told(uploads.send(office, dated(("2026-03-02", nothing)), dry_run=True)) == []


@pytest.mark.parametrize("written", ["05/03/2026 24.00", "2026-03-05 24:00:00", "5 Maret 2026 pukul 24.00"])
def test_twenty_four_hours_are_the_close_of_their_day(tmp_path, written):
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, dated(("2026-03-02", written)))
    assert str(uploads.rows(home, receipt)["decided_at"][0]) == "2026-03-05 23:59:00"


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_moment_of_a_workbook_is_rounded_to_the_second_before_it_is_cut(tmp_path, form):
    """46295.9999999 is the first moment of October; 46295.99965 is half a minute before it."""
    home, serials = Home(tmp_path / "home"), (46295.9999999, 46295.99965)
    header = [*uploads.HEADERS.split(" | "), "waktu_selesai"]
    rows = [[f"A-{i}", "11.71", "DKC-01", "2026-09-02", serial] for i, serial in enumerate(serials)]
    path = tmp_path / f"serial.{form}"
    if form == "csv":
        path.write_text("\n".join(";".join(map(str, row)) for row in [header, *rows]), encoding="utf-8")
    else:
        book(path, [header, *rows], formats=[(1, 4, "dd/mm/yyyy hh:mm"), (2, 4, "dd/mm/yyyy hh:mm")])
    _, read = rows_of(home, path)
    assert [str(moment) for moment in read["decided_at"]] == ["2026-10-01 00:00:00", "2026-09-30 23:59:00"]


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_whole_numbers_with_a_decimal_place_or_a_blank_between_are_read(tmp_path):
    home = Home(tmp_path / "home")
    table = """
      kode_wilayah | bulan   | kode_layanan | masuk  | selesai | tepat_waktu | ditolak
      11.71        | 2026-10 | PTS-02       | 120.0  | 1 112   | 108,00      | 2.5
      11.71        | 2026-10 | PTS-03       | 1.234  | 38.0    | 0.0         |
    """
    receipt = uploads.send(home, table, "recap")
    assert told(receipt) == [(2, "number_unreadable", "error")]
    assert uploads.rows(home, receipt)[["received", "completed", "completed_on_time"]].values.tolist() == [
        [1234, 38, 0]
    ]


def test_a_score_of_four_point_nought_is_a_four(tmp_path):
    home = Home(tmp_path / "home")
    receipt = uploads.send(home, survey(["4.0", "3,0"]), "surveys")
    assert uploads.rows(home, receipt)["persyaratan"].tolist() == [4, 3]


def test_stages_keep_their_seconds(tmp_path):
    home = Home(tmp_path / "home")
    table = """
      nomor_permohonan | kode_wilayah | tahap | mulai               | selesai
      A-1              | 11.71        | Cek   | 2026-03-02 09:00:05 | 2026-03-02 09:00:20
      A-1              | 11.71        | Cek   | 2026-03-02 09:00:25 | 2026-03-02 09:00:40
    """
    receipt = uploads.send(home, table, "stages")
    assert told(receipt) == [] and receipt.rows_accepted == 2
    assert str(uploads.rows(home, receipt)["started_at"].min()) == "2026-03-02 09:00:05"


@pytest.mark.parametrize(
    ("header", "cells", "months"),
    [
        ("tahun | bulan", ["2026 | 10", "2026.0 | 9.0"], ["2026-10", "2026-09"]),
        ("bulan | Thn", ["Oktober | 2026", "Nopember | 2025"], ["2026-10", "2025-11"]),
        ("bulan | tahun", ["2026-10 | 2025", "Sep 2026 |"], ["2026-10", "2026-09"]),
    ],
)
def test_a_month_and_its_year_in_two_columns_are_read_together(tmp_path, header, cells, months):
    home = Home(tmp_path / "home")
    rows = "\n".join(f"{cell} | 11.71 | PTS-0{i} | 5 | 4" for i, cell in enumerate(cells, start=2))
    receipt = uploads.send(home, f"{header} | kode_wilayah | kode_layanan | masuk | selesai\n{rows}", "recap")
    assert told(receipt) == [(FILE, "year_joined", "warning")]
    assert [f"{month:%Y-%m}" for month in uploads.rows(home, receipt)["month"]] == months
