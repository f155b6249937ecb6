"""How a dropped file is to be read, on the page: sheet and header row, similar headers, U8 and U9, unknown words."""

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from data.intake.source import profile_files
from data.schema.kinds import kind
from tests.intake import books
from tests.pages.test_ringkasan import html
from tests.pages.test_unggah import (
    GOOD,
    button,
    csv_of,
    drop,
    home,  # noqa: F401 (fixture)
    uploads,
    visit,  # noqa: F401 (fixture)
)

SURVEY = """
    nomor_respons | kode_wilayah | tanggal    | U1 | U8 | U9 | kode_instansi
    R-1           | 11.71        | 2026-03-02 | 4  | 1  | 4  | Disdukcapill
    R-2           | 11.71        | 2026-03-02 | 4  | 2  | 3  | Disdukcapil
"""
SIMILAR = """
    No. Permohonan Masuk | Kode Wilayh | kode_layanan | Tanggal Diajukan
    A-1                  | 11.71       | DKC-01       | 05/10/2026
"""


def box(at: AppTest, label: str):
    return next(found for found in at.selectbox if found.label.startswith(label))


@pytest.fixture
def two_sheets(tmp_path):
    """The applications on the second sheet, below a title and a row that has headers of its own."""
    path = tmp_path / "buku.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Ringkasan").write_row(
            0, 0, ["nomor_permohonan", "kode_wilayah", "kode_layanan", "waktu_diajukan"]
        )
        sheet = book.add_worksheet("Isi")
        sheet.write_row(0, 0, ["Nomor", "Wilayah", "Layanan", "Diajukan"])
        sheet.write_row(2, 0, ["nomor_permohonan", "kode_wilayah", "kode_layanan", "tanggal masuk"])
        sheet.write_row(3, 0, ["A-1", "11.71", "DKC-01", "05/10/2026"])
    return path.read_bytes()


def test_sheet_and_header_row_can_be_overruled(visit, two_sheets):  # noqa: F811
    at = drop(visit(), ("buku.xlsx", two_sheets))
    assert "Berkas hanya berisi judul kolom" in html(at)
    at = box(at, "Lembar").select("Isi").run()
    assert "✓ buku.xlsx: semua baris diterima" in html(at)
    [row] = [found for found in at.number_input if found.label == "Baris judul"]
    assert row.placeholder == "otomatis: 3"
    at = row.set_value(2).run()
    assert "tidak memuat judul kolom" in html(at) and not at.exception
    at = next(found for found in at.number_input if found.label == "Baris judul").set_value(3).run()
    assert "✓ buku.xlsx: semua baris diterima" in html(at)


def test_similar_headers_are_offered_and_taken_with_one_button(visit):  # noqa: F811
    at = drop(visit(), ("lain.csv", csv_of(SIMILAR)))
    assert "nomor_permohonan ← No. Permohonan Masuk" in html(at)
    assert "semua baris diterima" not in html(at), "an offer is not a decision"
    at = button(at, "Pakai semua judul yang mirip").click().run()
    assert "✓ lain.csv: semua baris diterima" in html(at)
    assert box(at, "nomor_permohonan").value == "No. Permohonan Masuk"


def test_each_file_is_read_in_its_own_way_and_the_next_alike_begins_where_the_first_left_off(visit, home):  # noqa: F811
    second = SIMILAR.replace("A-1", "A-2")
    at = drop(
        visit(),
        ("satu.csv", csv_of(SIMILAR)),
        ("baik.csv", csv_of(GOOD.replace("A-", "B-"))),
        ("dua.csv", csv_of(second)),
    )
    assert "✓ baik.csv: semua baris diterima" in html(at)
    assert "✓ satu.csv" not in html(at)
    at = button(at, "Pakai semua judul yang mirip").click().run()
    for name in ("satu", "baik", "dua"):
        assert f"✓ {name}.csv: semua baris diterima" in html(at)
    button(at, "Simpan ke buku besar").click().run()
    assert [entry.what["file"] for entry in uploads(home)] == ["satu.csv", "baik.csv", "dua.csv"]


def test_u8_and_u9_are_asked_for_and_words_are_mapped_and_kept(visit, home):  # noqa: F811
    at = visit()
    at = drop(at.selectbox(key="upload_kind_0").select("surveys").run(), ("skm.csv", csv_of(SURVEY)))
    assert "Kolom U8, U9 tidak dibaca" in html(at)
    at = box(at, "Kolom U8, U9").select("questionnaire").run()
    assert "Kolom U8, U9 tidak dibaca" not in html(at)

    labels = [found.label.replace("\\", "") for found in at.selectbox if "Disdukcapill" in found.label]
    assert labels == ["kode_instansi: “Disdukcapill” (1 baris)"]
    assert "Disdukcapill" not in html(at), "words stand on the form alone"
    at = button(at, "Pakai semua yang paling mirip").click().run()
    assert "instansi tidak dikenal" not in html(at)
    assert next(found for found in at.selectbox if "Disdukcapill" in found.label).value == "DKC"

    at = next(found for found in at.text_input if found.label.startswith("Nama profil")).set_value("skm-kantor").run()
    at = button(at, "Simpan sebagai profil").click().run()
    assert "skm-kantor" in profile_files.names(home)
    kept = profile_files.load(profile_files.find(home, "skm-kantor"), kind("surveys"))
    assert (kept.columns, kept.values) == (
        {"U8": "sarana", "U9": "pengaduan"},
        {"kode_instansi": {"Disdukcapill": "DKC"}},
    )
    assert "✓ skm.csv: semua baris diterima" in html(at)

    at = button(at, "Simpan ke buku besar").click().run()
    assert "upload_words" not in at.session_state, "no word stays once it is saved"
    [entry] = uploads(home)
    assert "Disdukcapill" not in (entry.folder / "entry.json").read_text(encoding="utf-8")


def test_what_is_wrong_with_the_setup_is_told_in_the_language_of_the_page(visit, home):  # noqa: F811
    home.root.mkdir()
    (home.root / "home.yaml").write_text("files_with_errors: entah\n", encoding="utf-8")
    bad = csv_of(GOOD.replace("11.71", "11.99", 1))
    assert "this choice is not known. Choose" in drop(visit("en"), ("a.csv", bad)).error[0].value.replace("\\", "")
    assert "pilihan tidak dikenal. Pilih" in drop(visit("id"), ("a.csv", bad)).error[0].value.replace("\\", "")


RECAP = """
    Jenis Layanan | Masuk | Selesai
    DKC-01        | 12    | 11
"""


def test_a_file_of_another_kind_is_told_and_its_kind_chosen_with_one_button(visit, home):  # noqa: F811
    at = visit()
    at = drop(at.selectbox(key="upload_region_0").select("11.71").run(), ("rekap oktober 2026.csv", csv_of(RECAP)))
    assert "judul jenis rekap bulanan" in html(at)
    at = button(at, "Ganti jenis berkas menjadi: rekap bulanan").click().run()
    assert "✓ rekap oktober 2026.csv: semua baris diterima" in html(at)
    assert "seluruh barisnya dibaca sebagai Oktober 2026" in html(at), "the month came from the name of the file"
    button(at, "Simpan ke buku besar").click().run()
    assert [entry.what["period"] for entry in uploads(home)] == ["2026-10"]


def test_sheets_of_the_same_shape_are_read_together_and_each_is_an_entry(visit, home, tmp_path):  # noqa: F811
    path = books.recap_by_month(tmp_path / "rekap 2026.xlsx")
    at = visit()
    at = drop(at.selectbox(key="upload_kind_0").select("recap").run(), ("rekap 2026.xlsx", path.read_bytes()))
    assert "✓ rekap 2026.xlsx: semua baris diterima" in html(at)
    [box_] = [found for found in at.checkbox if "September" in found.label]
    at = box_.check().run()
    assert "✓ rekap 2026.xlsx · Agustus: semua" in html(at) and "✓ rekap 2026.xlsx · September: semua" in html(at)
    at = button(at, "Simpan ke buku besar").click().run()
    assert "rekap 2026.xlsx · September: entri" in html(at)
    assert [entry.what["period"] for entry in uploads(home)] == ["2026-08", "2026-09"]


def test_a_saved_profile_keeps_no_month(visit, home):  # noqa: F811
    at = visit()
    at = at.selectbox(key="upload_kind_0").select("recap").run()
    at = drop(at.selectbox(key="upload_region_0").select("11.71").run(), ("rekap.csv", csv_of(RECAP)))
    at = next(found for found in at.text_input if found.label.startswith("bulan")).set_value("Oktober 2026").run()
    assert "✓ rekap.csv: semua baris diterima" in html(at)
    at = next(found for found in at.text_input if found.label.startswith("Nama profil")).set_value("rekap-mpp").run()
    at = button(at, "Simpan sebagai profil").click().run()
    assert "Bulan dan tanggal tidak ikut disimpan" in " ".join(found.value for found in at.success)
    assert profile_files.load(profile_files.find(home, "rekap-mpp"), kind("recap")).constants == {}
    assert "✓ rekap.csv" not in html(at), "next month's file is never read as this month's"


FIVE = """
    nomor_respons | kode_wilayah | tanggal    | persyaratan
    R-1           | 11.71        | 2026-03-02 | 5
    R-2           | 11.71        | 2026-03-02 | 5
    R-3           | 11.71        | 2026-03-02 | 1
"""


def test_the_scale_of_a_survey_is_chosen_and_saved_by_name(visit, home):  # noqa: F811
    at = visit()
    at = drop(at.selectbox(key="upload_kind_0").select("surveys").run(), ("skm.csv", csv_of(FIVE)))
    assert "memakai skala lain" in html(at)
    at = box(at, "Skala jawaban").select("1-5").run()
    assert "Jawaban berskala 1–5 diubah" in html(at) and "memakai skala lain" not in html(at)
    name = next(found for found in at.text_input if found.label.startswith("Nama profil"))
    name.set_value("skm-lima")
    button(at, "Simpan sebagai profil").click().run()
    saved = profile_files.load(profile_files.find(home, "skm-lima"), kind("surveys"))
    assert saved.scale is not None and (saved.scale.low, saved.scale.high) == (1, 5)
    assert saved.scale.words["Sangat Puas"] == 5


def test_what_months_side_by_side_hold_is_chosen(visit, home):  # noqa: F811
    at = visit()
    at = drop(
        at.selectbox(key="upload_kind_0").select("recap").run(),
        ("rekap 2025.csv", csv_of("kode_wilayah | Layanan | Januari | Februari\n11.71 | DKC-01 | 1 | 2")),
    )
    assert "dibaca sebagai masuk" in html(at)
    at = box(at, "Isi kolom bulan").select("selesai").run()
    assert "dibaca sebagai masuk" not in html(at) and not at.exception
