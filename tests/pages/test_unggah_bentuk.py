"""What the page of uploads offers where the shape of a file calls for it; what was chosen is saved by name."""

import pytest

from data.intake.source import profile_files
from data.schema.kinds import kind
from tests.pages.test_ringkasan import html
from tests.pages.test_unggah import (
    button,
    csv_of,
    drop,
    home,  # noqa: F401 (fixture)
    uploads,
    visit,  # noqa: F401 (fixture)
)
from tests.pages.test_unggah_membaca import box

QUEUE = """
    Tanggal    | No Antrian | Layanan   | Loket | Waktu Ambil | Waktu Panggil | Waktu Selesai
    05/10/2026 | A001       | SKCK baru | 1     | 08:05:11    | 08:12:40      | 08:20:03
    05/10/2026 | A002       | SKCK baru | 1     | 08:06:11    | 08:20:40      | 08:31:03
    06/10/2026 | A001       | SKCK baru | 1     | 08:01:00    | 08:02:00      | 08:11:00
"""
APART = """
    No. Registrasi | Kab/Kota        | Jenis Layanan | Tgl Masuk  | Jam Masuk | Tgl Selesai | Jam Selesai
    REG-1          | Kota Banda Aceh | SKCK baru     | 05/10/2026 | 08.05     | 05/10/2026  | 08.17
"""
ACROSS = """
    Bulan   | DKC-01 | DKC-03
    2026-09 | 12     | 7
    2026-10 | 11     | 6
"""
EVENTS = """
    No. Registrasi | Layanan | Kejadian | Pada
    A-1            | PTS-02  | Daftar   | 05/10/2026 08.00
    A-1            | PTS-02  | Lengkap  | 06/10/2026 08.00
    A-1            | PTS-02  | Terbit   | 09/10/2026 10.00
    A-2            | PTS-02  | Daftar   | 06/10/2026 09.30
"""
STANDARD = """
    No. Registrasi | Layanan | Tgl Masuk  | Tgl Selesai | Standar (hari kerja) | Keadaan
    A-1            | PTS-02  | 05/10/2026 | 09/10/2026  | 5                    | final
    A-2            | PTS-02  | 05/10/2026 | 09/10/2026  | 3                    | draf
"""
SHARED = """
    No. Registrasi | Layanan    | Instansi    | Tgl Masuk
    A-1            | Konsultasi | Disdukcapil | 05/10/2026
    A-2            | Konsultasi | DPMPTSP     | 05/10/2026
"""


def several(at, label):
    return next(found for found in at.multiselect if found.label.startswith(label))


def dropped(visit, table, of="transactions"):  # noqa: F811
    at = visit()
    if of != "transactions":
        at = at.selectbox(key="upload_kind_0").select(of).run()
    at = at.selectbox(key="upload_region_0").select("11.71").run()
    at = drop(at, ("berkas.csv", csv_of(table)))
    assert not at.exception
    return at


def also(at, name):
    """The same form with one more choice."""
    shapes = several(at, "Lain dari")
    return shapes.set_value([*shapes.value, name]).run()


@pytest.mark.parametrize(
    ("table", "joined"),
    [
        (
            QUEUE,
            {
                "nomor_permohonan": ("Tanggal", "No Antrian"),
                "waktu_diajukan": ("Tanggal", "Waktu Ambil"),
                "waktu_ambil_antrean": ("Tanggal", "Waktu Ambil"),
                "waktu_dipanggil": ("Tanggal", "Waktu Panggil"),
                "waktu_selesai": ("Tanggal", "Waktu Selesai"),
            },
        ),
        (
            APART,
            {"waktu_diajukan": ("Tgl Masuk", "Jam Masuk"), "waktu_selesai": ("Tgl Selesai", "Jam Selesai")},
        ),
    ],
)
def test_dates_and_times_that_stand_apart_are_joined_at_once_and_the_profile_is_saved(visit, home, table, joined):  # noqa: F811
    at = dropped(visit, table)
    assert several(at, "Lain dari").value == ["joins"]
    assert "✓ berkas.csv: semua baris diterima" in html(at) and "tidak dibaca, sehingga" not in html(at)
    assert "← Tanggal" not in html(at), "what is joined is offered for nothing else"
    at = next(found for found in at.text_input if found.label.startswith("Nama profil")).set_value("mesin").run()
    at = button(at, "Simpan sebagai profil").click().run()
    assert profile_files.load(profile_files.find(home, "mesin"), kind("transactions")).joined == joined
    assert "✓ berkas.csv: semua baris diterima" in html(at)
    button(at, "Simpan ke buku besar").click().run()
    assert len(uploads(home)) == 1


def test_a_join_can_be_taken_off(visit):  # noqa: F811
    at = dropped(visit, APART)
    at = several(at, "Lain dari").set_value([]).run()
    assert "Jam Masuk, Jam Selesai tidak dibaca" in html(at)


def test_services_side_by_side_become_rows_of_what_is_chosen(visit):  # noqa: F811
    at = dropped(visit, ACROSS, "recap")
    assert several(at, "Lain dari").value == ["wide"]
    assert "✓ berkas.csv: semua baris diterima" in html(at) and "masuk: DKC-01 … DKC-03" in html(at)
    at = box(at, "Isinya adalah").select("selesai").run()
    assert "selesai: DKC-01 … DKC-03" in html(at)


def test_events_become_applications_when_chosen_with_what_each_tells(visit):  # noqa: F811
    at = dropped(visit, EVENTS)
    assert "Kejadian menjadi permohonan · tampak pada berkas ini" in several(at, "Lain dari").options
    at = also(at, "events")
    assert box(at, "Kolom waktunya").value == "Pada"
    assert several(at, "waktu_berkas_lengkap: dari").value == ["Lengkap"]
    assert "✓ berkas.csv: semua baris diterima" in html(at)
    assert "<dt>baris dibaca</dt><dd>2</dd>" in html(at)


def test_events_are_chosen_at_once_where_they_alone_tell_a_required_column(visit):  # noqa: F811
    at = dropped(visit, EVENTS)
    assert several(at, "Lain dari").value == ["events"]
    assert "✓ berkas.csv: semua baris diterima" in html(at)
    at = several(at, "Lain dari").set_value([]).run()
    assert "Kolom waktu_diajukan tidak ada" in html(at), "whoever takes them off learns what is missing"
    header, *rows = EVENTS.strip().splitlines()
    beside = "\n".join([f"{header} | Tgl Masuk", *(f"{row} | 05/10/2026" for row in rows)])
    assert several(dropped(visit, beside), "Lain dari").value == [], "a receipt of the file's own comes first"


def test_a_due_day_is_computed_and_drafts_are_left_out(visit):  # noqa: F811
    at = dropped(visit, STANDARD)
    shapes = several(at, "Lain dari")
    assert shapes.value == [] and {"Hanya sebagian baris · tampak pada berkas ini"} < set(shapes.options)
    at = also(also(at, "due"), "row_filter")
    assert box(at, "Jumlah hari").value == "Standar (hari kerja)"
    assert several(at, "Kata dalam kolom").value == ["draf"]
    assert "<dt>diterima</dt><dd>1</dd>" in html(at) and "✓ berkas.csv" in html(at)


def test_a_name_that_agencies_share_is_a_service_of_each(visit):  # noqa: F811
    at = also(dropped(visit, SHARED), "agencies")
    assert "layanan tidak dikenal" in html(at)
    at = box(at, "Konsultasi — Disdukcapil").select("DKC-01").run()
    at = box(at, "Konsultasi — DPMPTSP").select("PTS-02").run()
    assert "✓ berkas.csv: semua baris diterima" in html(at)


def test_a_column_that_would_be_made_in_two_ways_is_told_in_place(visit):  # noqa: F811
    at = also(dropped(visit, ACROSS, "recap"), "joins")
    at = box(at, "Kolom templat").select("kode_layanan").run()
    at = several(at, "Judul dalam berkas").set_value(["Bulan", "DKC-01"]).run()
    assert "kode_layanan" in at.error[0].value.replace("\\", "")
