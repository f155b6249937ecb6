"""What only shows in a file as a whole: its claim, its size, U8 and U9, indicators, words and headers to be mapped."""

from datetime import date

import pytest

from data.home import Home
from data.intake.columns import matching, suggestions
from data.intake.source import period_claims
from data.intake.source.profiles import PLAIN
from data.schema import kinds
from tests.data import uploads

HEADERS = "nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan | waktu_selesai"


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


def told(receipt, rule):
    """Row and detail of the findings of one rule."""
    return [(problem.row, dict(problem.detail)) for problem in receipt.problems if problem.rule == rule]


CLAIMS = """
name of the file                  | claims
laporan_oktober_2026.csv          | 2026-10
Laporan-Okt-2026 (final).xlsx     | 2026-10
2026-10.csv                       | 2026-10
DPMPTSP 202610.xlsx               | 2026-10
rekap 10-2026.ods                 | 2026-10
rekap_09_2026_rev2.ods            | 2026-09
SKM TW III 2026.xlsx              | 2026-Q3
skm-semester-2-2026.csv           | 2026-S2
oktober 2026 s.d. november 2026   | -
Rekap s.d. September 2026.xlsx    | -
rekap_sd_sep_2026.csv             | -
Januari - September 2026.csv      | -
Kumulatif September 2026.csv      | -
Rekap SD Negeri 2026-09.csv       | 2026-09
ekspor 2026-11-05.csv             | -
ekspor_20261105.csv               | -
oktober 2026 (ekspor 5-11-2026).csv | 2026-10
data 2026.csv                     | -
berkas.csv                        | -
mei.csv                           | -
1171 layanan.csv                  | -
"""


def test_a_name_claims_a_period_only_where_it_says_one():
    for name, expected in uploads.lines(CLAIMS)[1:]:
        claim = period_claims.of_name(name)
        assert (claim.period if claim else "-") == expected, name


SPOKEN = """
file                    | title                        | is about | doubt
Rekap Agustus 2026.csv  | Bulan September 2026         | -        | yes
Rekap Agustus 2026.csv  | Semester II 2026             | 2026-08  | -
Rekap.csv               | Keadaan s.d. September 2026  | -        | yes
Rekap.csv               | Keadaan September 2026       | 2026-09  | -
Rekap.csv               | Keadaan                      | -        | -
"""


def test_a_name_and_a_title_of_different_times_or_a_sum_up_to_a_month_leave_the_period_open(office):
    for file, title, about, doubt in uploads.lines(SPOKEN)[1:]:
        claim = period_claims.of_file(file, title=title)
        assert (claim.period if claim else "-") == about, (file, title)
        assert ("yes" if period_claims.are_in_doubt(file, None, title) else "-") == doubt, (file, title)
    table = "kode_wilayah | kode_layanan | masuk | selesai\n11.71 | PTS-02 | 90 | 80"
    receipt = uploads.send(office, table, "recap", name="Rekap s.d. September 2026.csv", dry_run=True)
    assert [problem.rule for problem in receipt.problems] == ["period_in_doubt"]


def test_a_claim_has_its_first_and_last_day():
    days = {code: period_claims.claim(code) for code in ("2024-02", "2026-Q3", "Semester II 2026", "2026")}
    assert [(claim.first, claim.last) for claim in days.values()] == [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ]
    assert period_claims.claim("entah") is None


def test_rows_outside_the_month_in_the_name_are_told_once_and_accepted(office):
    """What was received earlier and is decided in the month, or still open, belongs to it."""
    table = f"""
      {HEADERS}
      A-1 | 11.71 | DKC-01 | 2026-09-28 | 2026-10-02
      A-2 | 11.71 | DKC-01 | 2026-08-03 |
      A-3 | 11.71 | DKC-01 | 2026-10-05 | 2026-10-06
      A-4 | 11.71 | DKC-01 | 2026-09-01 | 2026-09-30
      A-5 | 11.71 | DKC-01 | 2026-11-02 | 2026-11-03
    """
    receipt = uploads.send(office, table, name="dukcapil oktober 2026.csv", dry_run=True)
    assert told(receipt, "outside_claim") == [(5, {"count": 2, "period": "2026-10"})]
    assert receipt.rows_accepted == 5
    [problem] = [problem for problem in receipt.problems if problem.rule == "outside_claim"]
    assert "di luar Oktober 2026" in problem.message() and "outside October 2026" in problem.message("en")
    assert told(uploads.send(office, table, name="dukcapil.csv", dry_run=True), "outside_claim") == []


def months(counts, region="11.71"):
    """A file of so many applications a month of 2026."""
    lines = [
        f"{region}-{month}-{n} | {region} | DKC-01 | 2026-{month:02d}-0{n % 9 + 1} | 2026-{month:02d}-1{n % 9}"
        for month, count in counts.items()
        for n in range(count)
    ]
    return "\n".join([HEADERS, *lines])


def test_a_month_far_from_the_usual_is_asked_about(tmp_path):
    home = Home(tmp_path / "home")
    uploads.send(home, months({3: 60, 4: 90, 5: 75, 6: 80}), name="lalu.csv")
    uploads.send(home, months({5: 12, 6: 9}, "11.06"), name="kecil.csv")

    def asked(counts, region="11.71"):
        return told(uploads.send(home, months(counts, region), name="baru.csv", dry_run=True), "row_count_unusual")

    few = [(None, {"count": 20, "usual": 78, "region": "11.71", "period": "2026-07"})]
    assert asked({7: 20}) == few
    assert asked({6: 3, 7: 20}) == few, "what is added to an earlier month is nothing unusual"
    assert asked({7: 26}) == [] and asked({7: 230}) == []
    assert asked({7: 240})[0][1]["count"] == 240
    assert asked({6: 200}) == [], "a month that is held already is only added to"
    assert asked({7: 200}, "11.06") == [], "two months do not make a habit"


UNSUR = """
  nomor_respons | kode_wilayah | tanggal    | U1 | U7 | {eight} | {nine}
  R-1           | 11.71        | 2026-03-02 | 4  | 3  | 1       | 4
"""


@pytest.mark.parametrize(
    ("eight", "nine", "headers"),
    [
        ("U8", "U9", "U8, U9"),
        ("8", "9", "8, 9"),
        ("Unsur 8", "Unsur 9", "Unsur 8, Unsur 9"),
        ("U8 Sarana", "U9 Penanganan Pengaduan", None),
        ("sarana", "pengaduan", None),
        ("pengaduan", "U9", "U9"),
    ],
)
def test_u8_and_u9_are_taken_by_name_or_asked_for(office, eight, nine, headers):
    receipt = uploads.send(office, UNSUR.format(eight=eight, nine=nine), "surveys", dry_run=True)
    assert told(receipt, "unsur_unclear") == ([(None, {"headers": headers})] if headers else [])
    taken = receipt.understood.columns
    if headers is None:
        assert "arana" in taken["sarana"] and "engaduan" in taken["pengaduan"]
    else:
        assert "sarana" not in taken


def test_a_profile_that_says_which_is_which_is_enough(office):
    profile = uploads.profile_of(columns={"U8": "sarana", "U9": "pengaduan"})
    receipt = uploads.send(office, UNSUR.format(eight="U8", nine="U9"), "surveys", profile=profile)
    assert receipt.problems == ()
    assert uploads.rows(office, receipt)[["sarana", "pengaduan"]].values.tolist() == [[1, 4]]


def test_a_figure_names_a_known_indicator_by_id_or_name_and_may_be_the_provinces(tmp_path):
    home = Home(tmp_path / "home")
    home.root.mkdir()
    (home.root / "indicators.yaml").write_text("milik_sendiri: {name: {id: Ukuran Kantor, en: Office Measure}}\n")
    receipt = uploads.send(
        home,
        """
        kode_indikator               | kode_wilayah | periode | nilai | nomor_dokumen
        satisfaction_index           | 11.71        | 2025    | 86,40 | 065/1
        Satisfaction Index           | 11           | 2025    | 85,00 | 065/2
        milik_sendiri                | 11           | 2025    | 1     | 065/3
        ukuran kantor                | 11.71        | 2025    | 1     | 065/4
        indeks_karangan              | 11.71        | 2025    | 1     | 065/5
        satisfaction_index           | 12           | 2025    | 30    | 065/6
        """,
        "figures",
    )
    assert uploads.found(receipt) == [
        (2, "kode_indikator", "figure_not_shown", "warning"),
        (6, "kode_indikator", "indicator_unknown", "error"),
        (7, "kode_wilayah", "region_unknown", "error"),
    ]
    rows = uploads.rows(home, receipt)
    assert list(rows["indicator_id"]) == ["satisfaction_index"] * 2 + ["milik_sendiri"] * 2
    assert list(rows["region_code"]) == ["11.71", "11", "11", "11.71"]


def test_the_province_is_a_region_of_figures_alone(office):
    receipt = uploads.send(office, f"{HEADERS}\nA-1 | 11 | DKC-01 | 2026-03-02 |", dry_run=True)
    assert uploads.found(receipt) == [(2, "kode_wilayah", "region_unknown", "error")]


def test_similar_headers_are_offered_once_each_and_others_not_at_all():
    kind = kinds.kind("transactions")
    headers = ["No. Permohonan Masuk", "Kode Wilayh", "Jenis Layanan", "Tanggal Diajukan", "Petugas", "Catatan"]
    offered = suggestions.offers(kind, headers, matching.match(kind, headers, PLAIN, None))
    assert offered["application_no"] == "No. Permohonan Masuk"
    assert offered["region_code"] == "Kode Wilayh"
    assert offered["received_at"] == "Tanggal Diajukan"
    assert "Petugas" not in offered.values() and len(set(offered.values())) == len(offered)


def test_unknown_words_come_with_the_nearest_codes_and_never_in_a_message(office):
    receipt = uploads.send(
        office,
        """
        nomor_respons | kode_wilayah  | kode_instansi | kanal   | tanggal    | persyaratan
        R-1           | Banda Aceh    | Disdukcapill  | onlain  | 2026-03-02 | 4
        R-2           | Bandar Aceh   | Disdukcapill  | online  | 2026-03-02 | sangat sesuaii
        R-3           | Banda Aceh    | Zzz           | loket   | 2026-03-02 | 3
        """,
        "surveys",
        dry_run=True,
    )
    found = {(word.column, word.word): (word.count, word.nearest[:1]) for word in receipt.unknown_words}
    assert found[("kode_instansi", "Disdukcapill")] == (2, ("DKC",))
    assert found[("kode_wilayah", "Bandar Aceh")] == (1, ("11.71",))
    assert found[("kanal", "onlain")] == (1, ("elektronik",))
    assert found[("persyaratan", "sangat sesuaii")] == (1, ("4",))
    assert found[("kode_instansi", "Zzz")] == (1, ())
    assert "Disdukcapill" not in repr(receipt) and "onlain" not in str(receipt.as_dict())


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("kode_instansi", ("0812 6012 3456", "Zzz")),
        ("kode_instansi", ("Bapak Contoh Karangan", "Zzz")),
        ("Nama Petugas", ("Aaa", "Zzz")),
    ],
)
def test_no_word_is_shown_of_a_column_that_may_hold_persons(office, header, cells):
    lines = [f"R-{n} | 11.71 | {cell} | 2026-03-02 | 4" for n, cell in enumerate(cells)]
    table = "\n".join([f"nomor_respons | kode_wilayah | {header} | tanggal | persyaratan", *lines])
    profile = uploads.profile_of(columns={"Nama Petugas": "kode_instansi"}) if header.startswith("Nama") else PLAIN
    assert uploads.send(office, table, "surveys", profile=profile, dry_run=True).unknown_words == ()
