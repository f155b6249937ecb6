"""Letterhead and signatures: as the office gives them, carried by the document, and never made up."""

import io

import pypdf
import pytest

from data.errors import SetupError
from reports.documents.letterhead import BLANK
from reports.lifecycle.reproduce import reproduce
from reports.lifecycle.verify import verify
from tests.reports.offices import issued

OFFICE = """
letterhead:
  lines: [PEMERINTAH CONTOH, DINAS CONTOH]
  address: Jalan Contoh 1
  logo: logo.svg
  place: Kota Contoh
  classification: Biasa
  head: {title: Kepala Dinas Contoh}
  first_party: {title: Koordinator, name: Nama Contoh, nip: "123"}
"""
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


@pytest.fixture
def lettered(records):
    """The office with a letterhead, taken away afterwards."""
    config, logo = records.root / "home.yaml", records.root / "logo.svg"
    config.write_text(OFFICE)
    logo.write_bytes(PICTURE)
    yield records
    config.unlink()
    logo.unlink(missing_ok=True)


def read(path) -> str:
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_minutes_bear_letterhead_day_in_words_parties_and_signatures(lettered, folder):
    path = issued(lettered, folder, document="berita-acara")
    said = read(path)
    assert "PEMERINTAH CONTOH DINAS CONTOH Jalan Contoh 1" in said
    assert "Pada hari ini, Senin tanggal enam belas bulan November tahun dua ribu dua puluh enam" in said
    assert "Kota Contoh, 16 November 2026" in said and "Nama Contoh" in said and "NIP 123" in said
    assert f"NIP {BLANK}" in said, "the second party is not given, so its line is left to be filled in"
    verify(path)
    (lettered.root / "home.yaml").write_text("letterhead: {lines: [LAIN]}\n")
    again = reproduce(lettered, path)
    assert again.same_bytes and again.registered, "it carries the letterhead it was issued with"


def test_a_report_is_a_letter_with_nomor_sifat_hal_and_the_signature_of_the_head(lettered, folder):
    said = read(issued(lettered, folder, document="hambatan", region="11.71"))
    for text in ("Nomor : MPP-2026-", "Sifat : Biasa", "Hal : Laporan hambatan", "Kepala Dinas Contoh"):
        assert text in said


def test_without_one_the_head_is_plain_and_nobody_is_named(records, folder):
    said = read(issued(records, folder, document="berita-acara", region="11.71"))
    assert "MAL PELAYANAN PUBLIK Kota Banda Aceh" in said and f"NIP {BLANK}" in said
    assert not reproduce(records, max(folder.glob("*berita-acara-11.71*"))).difference


@pytest.mark.parametrize(
    "picture",
    [None, b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"<svg>" + b" " * 100_000],
    ids=["absent", "another form", "broken", "too large"],
)
def test_a_logo_that_cannot_be_used_is_told_and_nothing_is_issued(lettered, folder, picture):
    logo = lettered.root / "logo.svg"
    logo.unlink() if picture is None else logo.write_bytes(picture)
    before = sorted((lettered.root / "ledger").iterdir())
    with pytest.raises(SetupError, match="logo"):
        issued(lettered, folder, document="lembar")
    assert sorted((lettered.root / "ledger").iterdir()) == before
