"""Unggah as analysts meet it: nothing dropped, a good file, a messy one, a refused one; stored only when asked."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.home import Home
from data.intake.source.profile_files import names, save
from data.intake.source.profiles import Profile
from data.ledger import entries
from tests import patience
from tests.data.uploads import lines, on_disk
from tests.pages.test_ringkasan import html

GOOD = """
    nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan   | waktu_selesai    | status
    A-1              | 11.71        | DKC-01       | 2026-10-05 09:00 | 2026-10-05 10:00 | selesai
    A-2              | 11.71        | DKC-01       | 2026-10-06 09:00 | 2026-10-07 10:00 | selesai
"""
MESSY = """
    nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan   | waktu_selesai    | status
    A-1              | 11.71        | DKC-01       | 2026-10-05 09:00 | 2026-10-05 10:00 | selesai
    A-2              | 11.99        | DKC-01       | RAHASIA          | 2026-10-07 10:00 | selesai
    A-3              | 11.71        | DKC-01       | RAHASIA          |                  | proses
"""
OTHER_HEADERS = """
    Berkas No | Loket | Jam datang       | Jam pulang
    A-1       | x     | 05/10/2026 09.00 | 05/10/2026 10.00
"""


def page(language: str) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import upload
    from pages.components.runtime import errors, run

    with run.showing(homes.from_environment()), errors.shown(language):
        upload.render(Viewer("analis-uji", "analyst", None, language))


@pytest.fixture
def visit(tmp_path, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(tmp_path / "home"))
    st.cache_data.clear()

    def opened(language="id"):
        return AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs={"language": language}).run()

    return opened


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def csv_of(table: str) -> bytes:
    return "".join(";".join(cells) + "\n" for cells in lines(table)).encode()


def drop(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    uploader = at.get("file_uploader")[0]
    return uploader.set_value([(name, content, "text/csv") for name, content in files]).run()


def uploads(home: Home) -> list[entries.Entry]:
    return [entry for entry in entries.entries(home) if entry.is_upload]


def button(at: AppTest, label: str):
    return next(found for found in at.button if found.label == label)


def test_without_a_file_the_page_offers_templates_and_says_what_comes(visit, home):
    at = visit()
    assert not at.exception and not at.error
    assert "<h1>Pilih berkas untuk diperiksa; belum ada yang disimpan</h1>" in html(at)
    assert "Belum ada berkas" in html(at)
    assert [found.label for found in at.get("download_button")] == ["Unduh templat XLSX", "Unduh templat CSV"]
    assert len(at.selectbox(key="upload_kind_0").options) == 7
    assert "receipt_permits" in at.selectbox(key="upload_profile_0").options


def test_a_dropped_file_is_only_tried_until_it_is_saved(visit, home):
    at = drop(visit(), ("oktober.csv", csv_of(GOOD)))
    assert not at.exception and not at.error
    shown = html(at)
    assert "<h1>oktober.csv terbaca: 2 dari 2 baris dapat diterima</h1>" in shown
    assert "✓ oktober.csv: semua baris diterima" in shown
    assert "2 baru, 0 berubah, 0 tetap" in shown
    assert "Angka yang akan berubah pada Oktober 2026, Seluruh Aceh" in shown
    assert "Permohonan masuk" in shown
    assert uploads(home) == []

    at = button(at, "Simpan ke buku besar").click().run()
    [entry] = uploads(home)
    assert entry.who == "analis-uji" and entry.what["file"] == "oktober.csv"
    assert "<h1>oktober.csv: 2 baris disimpan ke buku besar</h1>" in html(at)
    assert f"oktober.csv: entri {entry.seq}; 2 baris diterima, 0 ditolak." in html(at)
    assert at.get("file_uploader") == []


def test_a_messy_file_tells_each_rule_with_its_first_example_and_never_a_cell(visit, home):
    at = drop(visit(), ("kotor.csv", csv_of(MESSY)))
    shown = html(at)
    assert "▲ kotor.csv: sebagian baris ditolak" in shown
    assert "<td>2</td><td>Baris 3, kolom waktu_diajukan</td>" in shown
    assert "tanggal tidak dapat dibaca. Tulis seperti 31/01/2026 08.05." in shown
    assert "kode wilayah tidak dikenal" in shown
    assert "RAHASIA" not in shown
    labels = [found.label for found in at.get("download_button")]
    assert labels[-2:] == ["Unduh temuan (CSV)", "Unduh berkas bertanda (XLSX)"]


def test_a_file_without_an_acceptable_row_is_refused_and_cannot_be_saved(visit, home):
    bad = GOOD.replace("11.71", "11.99")
    at = drop(visit("en"), ("bad.csv", csv_of(bad)))
    assert "✗ bad.csv: file refused, nothing stored" in html(at)
    assert "Not one row can be accepted." in html(at)
    assert button(at, "Save to the ledger").disabled
    assert uploads(home) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "Berkas kosong."), (b"PK\x03\x04 not a workbook", "Berkas tidak dapat dibaca.")],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(visit, home, content, reason):
    at = drop(visit(), ("rusak.xlsx", content))
    assert "✗ rusak.xlsx: berkas ditolak" in html(at) and reason in html(at)
    assert not at.exception and not at.error
    assert button(at, "Simpan ke buku besar").disabled


def test_of_several_files_the_refused_one_stays_out(visit, home):
    at = drop(visit(), ("baik.csv", csv_of(GOOD)), ("kosong.csv", b""))
    assert "Berkas yang ditolak tidak ikut disimpan." in html(at)
    button(at, "Simpan ke buku besar").click().run()
    assert [entry.what["file"] for entry in uploads(home)] == ["baik.csv"]


def test_other_headers_are_mapped_by_hand_and_kept_as_a_profile(visit, home):
    at = drop(visit(), ("lain.csv", csv_of(OTHER_HEADERS)))
    assert "Kolom wajib yang belum ditemukan: nomor_permohonan, kode_wilayah, kode_layanan, waktu_diajukan" in html(at)
    assert "Judul dalam berkas: Berkas No, Loket, Jam datang, Jam pulang." in html(at)
    for label, header in {
        "nomor_permohonan *": "Berkas No",
        "waktu_diajukan *": "Jam datang",
        "waktu_selesai": "Jam pulang",
    }.items():
        at = next(box for box in at.selectbox if box.label == label).select(header).run()
    for label, code in {"kode_wilayah": "11.71", "kode_layanan": "DKC-01"}.items():
        at = (
            next(box for box in at.selectbox if box.label == f"{label}: satu nilai untuk semua baris")
            .select(code)
            .run()
        )
    assert "✓ lain.csv: semua baris diterima" in html(at)

    at = next(box for box in at.text_input if box.label.startswith("Nama profil")).set_value("Loket A").run()
    at = button(at, "Simpan sebagai profil").click().run()
    assert "Nama profil hanya boleh berisi" in at.error[0].value and "loket-a" not in names(home)
    at = next(box for box in at.text_input if box.label.startswith("Nama profil")).set_value("loket-a").run()
    at = button(at, "Simpan sebagai profil").click().run()
    assert "loket-a" in names(home)
    assert at.selectbox(key="upload_profile_0").value == "loket-a"
    assert "✓ lain.csv: semua baris diterima" in html(at)


def test_a_header_that_is_really_a_cell_is_not_shown(visit, home):
    at = drop(visit(), ("tanpa-judul.csv", b"1171010101900001;11.71;orang@contoh.id\n1;2;3\n"))
    assert "1171010101900001" not in html(at) and "orang@contoh.id" not in html(at)
    assert "kolom ke-1" in html(at)


def test_a_profile_of_another_kind_is_told_in_the_box_and_the_page_stays(visit, home):
    at = visit()
    at = at.selectbox(key="upload_kind_0").select("surveys").run()
    at = at.selectbox(key="upload_profile_0").select("receipt_permits").run()
    assert len(at.error) == 1 and "tidak ada pada jenis surveys" in at.error[0].value
    assert at.get("file_uploader")


def test_an_upload_is_taken_back_only_with_a_reason(visit, home):
    at = button(drop(visit(), ("a.csv", csv_of(GOOD))), "Simpan ke buku besar").click().run()
    at = button(at, "Batalkan unggahan ini").click().run()
    assert "Alasan belum diisi" in at.error[0].value
    at.text_input(key="undo_reason_0").set_value("salah berkas")
    at = button(at, "Batalkan unggahan ini").click().run()
    assert "dibatalkan oleh entri" in at.success[0].value
    assert entries.standing(entries.entries(home)) == []
    assert at.get("file_uploader"), "the receipt of what is gone is gone too"


def test_trying_leaves_the_home_as_it_was(visit, home):
    at = button(drop(visit(), ("a.csv", csv_of(GOOD))), "Simpan ke buku besar").click().run()
    at = button(at, "Unggah berkas lain").click().run()
    before = on_disk(home.ledger_dir)
    at = drop(at, ("b.csv", csv_of(GOOD.replace("2026-10-07", "2026-10-08"))))
    assert "0 baru, 1 berubah, 1 tetap" in html(at)
    assert on_disk(home.ledger_dir) == before


def test_a_home_that_refuses_files_with_errors_shows_so_in_the_preview(visit, home):
    home.root.mkdir()
    (home.root / "home.yaml").write_text("files_with_errors: refuse_file\n", encoding="utf-8")
    at = drop(visit(), ("kotor.csv", csv_of(MESSY)))
    assert "✗ kotor.csv: berkas ditolak" in html(at) and "hanya menerima berkas tanpa kesalahan" in html(at)


def test_a_home_that_begins_to_refuse_them_shows_so_and_stores_nothing(visit, home):
    """The file was looked at, then another changed the home's setting."""
    at = drop(visit(), ("kotor.csv", csv_of(MESSY)))
    assert "✗ kotor.csv" not in html(at)
    (home.root / "home.yaml").write_text("files_with_errors: refuse_file\n", encoding="utf-8")
    at = button(at, "Simpan ke buku besar").click().run()
    assert "✗ kotor.csv: berkas ditolak" in html(at) and "Tanda terima" not in html(at)
    assert button(at, "Simpan ke buku besar").disabled and not entries.entries(home)


def test_a_viewer_of_one_region_cannot_choose_another(visit, home, monkeypatch):
    def scoped() -> None:
        from access.identity.viewer import Viewer
        from data import home as homes
        from pages import upload
        from pages.components.runtime import run

        with run.showing(homes.from_environment()):
            upload.render(Viewer("", "analyst", ("11.71",), "id"))

    at = AppTest.from_function(scoped, default_timeout=patience.SECONDS).run()
    assert at.selectbox(key="upload_region_0").options == ["Kota Banda Aceh"]


@pytest.mark.parametrize("name", ["../x", "A", "", "a b", "x" * 41])
def test_a_profile_name_that_could_leave_its_folder_is_refused(home: Home, name: str):
    from data.errors import RefusedError

    with pytest.raises(RefusedError):
        save(home, name, Profile())
    assert not Path(home.root, "profiles").exists()


def test_rows_outside_the_period_said_are_pointed_out_and_a_period_nobody_can_read_stops_the_page(visit, home):
    at = drop(visit(), ("berkas.csv", csv_of(GOOD)))
    assert "berada di luar" not in html(at)
    at.text_input(key="upload_period_0").set_value("September 2026").run()
    assert "2 baris berada di luar September 2026, masa yang dikatakan berkas" in html(at)
    at.text_input(key="upload_period_0").set_value("bulan lalu").run()
    assert "Periode berkas: tidak dapat dibaca" in at.error[0].value
    assert not uploads(home)
